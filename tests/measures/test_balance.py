"""Funding against spending, execution against plan, and incidental money that ends."""

import pytest

from analysis.measures.budget import balance, cliff, execution
from cases import make_cycle

FIRST = [
    "programme", "year_from", "year_to", "funding_eur", "spending_eur", "unallocated_eur", "uncovered_eur",
]  # fmt: skip


def funding(year, amount, **more):
    return {"side": "funding", "post": "Fund", "year_from": year, "amount_eur": amount} | more


def spending(year, amount, **more):
    return {"year_from": year, "amount_eur": amount} | more


def balance_of(*rows):
    return balance(make_cycle(budget=list(rows)))


def periods(frame):
    return frame[["year_from", "year_to"]].values.tolist()


def test_the_promised_columns_come_first():
    assert list(balance_of(funding(2019, 1.0)).columns[:7]) == FIRST


def test_what_is_not_yet_given_to_a_post_is_funding_minus_spending():
    # 100 - 60 - 15 = 25; the uncovered 40 is beside it.
    row = balance_of(
        funding(2019, 100.0),
        spending(2019, 60.0, post="A"),
        spending(2019, 15.0, post="B", coverage=None),
        spending(2019, 40.0, post="C", coverage="uncovered"),
    ).iloc[0]
    assert row[FIRST[3:]].tolist() == [100.0, 75.0, 25.0, 40.0]


def test_more_given_than_available_is_negative():
    assert balance_of(funding(2019, 100.0), spending(2019, 130.0)).loc[0, "unallocated_eur"] == -30.0


def test_spending_goes_to_the_funding_of_its_own_period_before_a_longer_one():
    # 2019 has funding of its own; 2020 has not and belongs to the lump sum 2019-2022.
    result = balance_of(
        funding(2019, 100.0),
        funding(2019, 400.0, post="Lump", year_to=2022),
        spending(2019, 60.0),
        spending(2020, 70.0),
    )
    assert periods(result) == [[2019, 2019], [2019, 2022]]
    assert result["spending_eur"].tolist() == [60.0, 70.0]
    assert result["unallocated_eur"].tolist() == [40.0, 330.0]


def test_spending_goes_to_the_shortest_funding_period_that_contains_it():
    result = balance_of(
        funding(2019, 100.0, post="long", year_to=2024),
        funding(2020, 50.0, post="short", year_to=2021),
        spending(2021, 10.0),
    )
    assert periods(result) == [[2019, 2024], [2020, 2021]]
    assert result["spending_eur"].isna().tolist() == [True, False]


def test_of_equally_short_funding_periods_the_earliest_serves():
    result = balance_of(
        funding(2020, 50.0, post="later", year_to=2021),
        funding(2019, 50.0, post="earlier", year_to=2020),
        spending(2020, 10.0),
    )
    assert periods(result) == [[2019, 2020], [2020, 2021]]
    assert result["spending_eur"].tolist()[0] == 10.0


def test_spending_without_funding_is_a_period_of_its_own_without_unallocated_money():
    # The lump sum 2019-2022 is longer than the funding of 2019, so that does not contain it.
    result = balance_of(funding(2019, 100.0), spending(2019, 400.0, year_to=2022))
    assert periods(result) == [[2019, 2019], [2019, 2022]]
    assert result["funding_eur"].isna().tolist() == [False, True]
    assert result["unallocated_eur"].tolist()[0] == 100.0
    assert result["unallocated_eur"].isna().tolist() == [False, True]


def test_the_funding_of_one_programme_serves_no_other():
    result = balance_of(funding(2019, 100.0), spending(2019, 60.0, programme="beta"))
    assert result["programme"].tolist() == ["alpha", "beta"]
    assert result["unallocated_eur"].tolist()[0] == 100.0


def test_funding_that_is_not_covered_is_no_funding_but_stays_visible():
    result = balance_of(
        funding(2019, 100.0, coverage="uncovered"), funding(2019, 7.0, post="F2", coverage=None), spending(2019, 60.0)
    )
    row = result.iloc[0]
    assert len(result) == 1
    assert row["funding_eur"] != row["funding_eur"] and row["unallocated_eur"] != row["unallocated_eur"]
    assert (row["funding_not_covered_eur"], row["spending_eur"]) == (107.0, 60.0)


def test_rows_outside_all_totals_are_left_out_and_rows_counted_elsewhere_stay():
    result = balance_of(
        funding(2019, 100.0, counted_by="beta"),
        spending(2019, 60.0),
        spending(2019, 25.0, post="of which", counted_by="none"),
    )
    assert result[["funding_eur", "spending_eur"]].values.tolist() == [[100.0, 60.0]]


def test_unknown_amounts_are_counted_on_both_sides_and_never_zero():
    result = balance_of(
        funding(2019, 100.0),
        funding(2019, None, post="F2"),
        spending(2019, None, post="A"),
        spending(2019, None, post="B", coverage="uncovered"),
        funding(2020, None),
        spending(2020, 5.0),
    )
    assert result["unknown_funding_amounts"].tolist() == [1, 1]
    assert result["unknown_spending_amounts"].tolist() == [2, 0]
    assert result["spending_eur"].isna().tolist() == [True, False]
    assert result.loc[0, "unallocated_eur"] == 100.0
    assert result["unallocated_eur"].isna().tolist() == [False, True]


def test_the_balance_uses_the_plan_in_force():
    result = balance_of(
        funding(2019, 100.0),
        spending(2019, 60.0),
        spending(2019, 70.0, phase="adjusted"),
        spending(2019, 80.0, phase="executed"),
    )
    assert result.loc[0, "spending_eur"] == 70.0


def test_execution_compares_with_the_adjusted_else_the_approved_amount():
    # A: 45 of the adjusted 50, 5 less. B: 30 of the approved 20, 10 more.
    result = execution(
        make_cycle(
            budget=[
                spending(2019, 60.0, post="A"),
                spending(2019, 50.0, post="A", phase="adjusted"),
                spending(2019, 45.0, post="A", phase="executed"),
                spending(2019, 20.0, post="B"),
                spending(2019, 30.0, post="B", phase="executed"),
            ]
        )
    )
    assert result["planned_phase"].tolist() == ["adjusted", "approved"]
    assert result["execution"].tolist() == [0.9, 1.5]
    assert result["difference_eur"].tolist() == [-5.0, 10.0]


@pytest.mark.parametrize("phase", ["proposed", "executed"])
def test_execution_needs_an_adopted_plan_and_an_executed_amount(phase):
    assert execution(make_cycle(budget=[spending(2019, 60.0, phase=phase)])).empty
    both = [spending(2019, 60.0, phase="proposed"), spending(2019, 45.0, phase="executed")]
    assert execution(make_cycle(budget=both)).empty


def test_execution_of_an_unknown_or_zero_plan_does_not_exist():
    result = execution(
        make_cycle(
            budget=[
                spending(2019, 0.0, post="A"),
                spending(2019, 5.0, post="A", phase="executed"),
                spending(2019, None, post="B"),
                spending(2019, 5.0, post="B", phase="executed"),
            ]
        )
    )
    assert result["execution"].isna().all()
    assert result["difference_eur"].tolist()[0] == 5.0


def incidental(year, amount, **more):
    return spending(year, amount, recurrence="incidental", **more)


def cliff_of(*rows, capacity=()):
    return cliff(make_cycle(budget=list(rows), capacity=list(capacity)))


def test_incidental_money_ends_in_its_last_year_while_roles_go_on():
    # A runs on to 2020 and ends there with 50; B ends in 2020 too, with 20. One role of 8 to 12 hours and one
    # without a number are asked until 2022.
    result = cliff_of(
        incidental(2019, 40.0, post="A"),
        incidental(2020, 50.0, post="A"),
        incidental(2020, 20.0, post="B"),
        capacity=[{"role": "R", "hours_min": 8.0, "hours_max": 12.0}, {"role": "S", "known": False}],
    )
    row = result.iloc[0]
    assert result["year"].tolist() == [2020]
    assert (row["ending_eur"], row["roles_going_on"], row["goes_on"]) == (70.0, 2, True)
    assert (row["hours_min_week"], row["hours_max_week"]) == (8.0, 12.0)


def test_money_that_ends_with_the_work_is_no_cliff():
    result = cliff_of(incidental(2022, 40.0), capacity=[{"hours_min": 8.0}])
    assert result.loc[0, ["ending_eur", "roles_going_on", "goes_on"]].tolist() == [40.0, 0, False]
    assert result["hours_min_week"].isna().all()


def test_a_role_that_is_counted_elsewhere_does_not_go_on():
    result = cliff_of(incidental(2020, 40.0), capacity=[{"hours_min": 8.0, "counted": False}])
    assert result.loc[0, "roles_going_on"] == 0


def test_money_that_becomes_structural_or_is_in_a_longer_lump_sum_does_not_end():
    assert cliff_of(incidental(2019, 40.0), spending(2020, 40.0, recurrence="structural")).empty
    assert cliff_of(incidental(2019, 40.0), spending(2020, 90.0, year_to=2022)).empty
    assert cliff_of(incidental(2019, 40.0), spending(2018, 90.0, year_to=2022)).empty


def test_an_ending_lump_sum_is_kept_apart_and_whole():
    result = cliff_of(incidental(2019, 400.0, year_to=2020), incidental(2020, 30.0, post="A"))
    assert result.loc[0, ["year", "ending_eur", "ending_lump_eur"]].tolist() == [2020, 30.0, 400.0]


def test_uncovered_or_outside_money_is_no_money_that_ends_and_unknown_amounts_are_counted():
    result = cliff_of(
        incidental(2019, 40.0, post="A", coverage="uncovered"),
        incidental(2019, 40.0, post="B", counted_by="none"),
        incidental(2019, None, post="C"),
    )
    assert len(result) == 1
    assert result["ending_eur"].isna().all() and result.loc[0, "unknown_amounts"] == 1
