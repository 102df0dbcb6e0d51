"""Totals of the budget, what they leave out, and amounts per inhabitant."""

import pytest

from analysis.measures.budget import left_out, per_inhabitant, totals
from cases import make_cycle

# alpha 2019: covered 100 and 40 (the 40 counted by beta), uncovered 30, not said 7, unknown amount, outside 25.
# beta 2019: covered 40 (the same 40), lump sum 2019-2022 of 400.
MIXED = [
    {"post": "A", "year_from": 2019, "amount_eur": 100.0},
    {"post": "B", "year_from": 2019, "amount_eur": 40.0, "counted_by": "beta"},
    {"post": "C", "year_from": 2019, "amount_eur": 30.0, "coverage": "uncovered"},
    {"post": "D", "year_from": 2019, "amount_eur": 7.0, "coverage": None},
    {"post": "E", "year_from": 2019, "amount_eur": None},
    {"post": "F", "year_from": 2019, "amount_eur": 25.0, "counted_by": "none"},
    {"programme": "beta", "post": "B", "year_from": 2019, "amount_eur": 40.0, "counted_by": "beta"},
    {"programme": "beta", "post": "L", "year_from": 2019, "year_to": 2022, "amount_eur": 400.0},
]
SUMS = ["covered_eur", "uncovered_eur", "counted_eur", "unknown_coverage_eur", "unknown_amounts"]


def one_row(frame, **keys):
    for key, value in keys.items():
        frame = frame[frame[key].isna() if value is None else frame[key].eq(value)]
    assert len(frame) == 1
    return frame.iloc[0]


def test_the_keys_and_the_promised_columns_come_first():
    result = totals(make_cycle(budget=MIXED))
    assert list(result.columns[:5]) == ["programme", "year", "covered_eur", "uncovered_eur", "counted_eur"]


def test_a_programme_sees_all_its_money_and_counts_each_euro_once():
    row = one_row(totals(make_cycle(budget=MIXED)), programme="alpha", year=2019)
    # Covered 100 + 40; counted 100, because beta counts the 40; 25 is outside; one amount is unknown.
    assert row[SUMS].tolist() == [140.0, 30.0, 100.0, 7.0, 1]


def test_lump_sums_are_a_row_of_their_own_after_the_years():
    result = totals(make_cycle(budget=MIXED))
    assert result["programme"].tolist() == ["alpha", "beta", "beta"]
    assert result["year"].fillna(0).tolist() == [2019, 2019, 0]
    assert one_row(result, programme="beta", year=None)["counted_eur"] == 400.0


def test_the_grand_total_counts_the_shared_euro_once():
    result = totals(make_cycle(budget=MIXED), by=())
    # Counted 100 + 40 + 400 = 540; the programmes' own views add up to 580.
    assert len(result) == 1
    assert result.loc[0, SUMS].tolist() == [580.0, 30.0, 540.0, 7.0, 1]


def test_a_group_without_any_known_amount_is_unknown_and_not_zero():
    cycle = make_cycle(budget=[{"year_from": 2019, "amount_eur": None}])
    row = totals(cycle).iloc[0]
    assert row[SUMS[:4]].isna().all() and row["unknown_amounts"] == 1
    assert totals(cycle, by=()).loc[0, "unknown_amounts"] == 1


def test_a_grand_total_of_nothing_is_one_empty_row():
    result = totals(make_cycle(), by=())
    assert len(result) == 1 and result["counted_eur"].isna().all() and result.loc[0, "unknown_amounts"] == 0


def test_money_by_recurrence_funding_and_coverage():
    cycle = make_cycle(
        budget=[
            {"post": "A", "year_from": 2019, "amount_eur": 1.0, "recurrence": "structural", "funding": "council"},
            {"post": "B", "year_from": 2019, "amount_eur": 2.0, "recurrence": "incidental", "funding": "fund"},
            {"post": "C", "year_from": 2019, "amount_eur": 4.0, "recurrence": "incidental", "coverage": None},
        ]
    )
    assert totals(cycle, by=("recurrence",))["covered_eur"].tolist() == [1.0, 2.0]
    assert totals(cycle, by=["funding"])["funding"].tolist() == ["council", "fund", "unknown"]
    by_coverage = totals(cycle, by="coverage")
    assert by_coverage["coverage"].isna().tolist() == [False, True]
    assert by_coverage["unknown_coverage_eur"].tolist()[1] == 4.0


def test_years_are_in_order_and_keep_the_programmes_apart_only_when_asked():
    cycle = make_cycle(
        budget=[
            {"year_from": 2021, "amount_eur": 1.0},
            {"year_from": 2019, "amount_eur": 2.0},
            {"programme": "beta", "year_from": 2019, "amount_eur": 4.0},
        ]
    )
    assert totals(cycle)["covered_eur"].tolist() == [2.0, 1.0, 4.0]
    assert totals(cycle, by=("year",))["covered_eur"].tolist() == [6.0, 1.0]


def test_the_funding_side_is_never_added_to_the_spending_side():
    cycle = make_cycle(
        budget=[
            {"side": "funding", "year_from": 2019, "amount_eur": 100.0},
            {"year_from": 2019, "amount_eur": 60.0},
        ]
    )
    assert totals(cycle).loc[0, "covered_eur"] == 60.0
    assert totals(cycle, side="funding").loc[0, "covered_eur"] == 100.0


@pytest.mark.parametrize(
    ("phases", "counted"),
    [
        ({"proposed": 50.0}, 50.0),
        ({"proposed": 50.0, "approved": 60.0}, 60.0),
        ({"proposed": 50.0, "approved": 60.0, "adjusted": 70.0}, 70.0),
        ({"approved": 60.0, "executed": 55.0}, 60.0),
        ({"proposed": 50.0, "adjusted": None}, None),
    ],
)
def test_the_newest_phase_of_the_plan_holds_and_execution_is_no_plan(phases, counted):
    budget = [{"year_from": 2019, "phase": phase, "amount_eur": amount} for phase, amount in phases.items()]
    value = totals(make_cycle(budget=budget)).loc[0, "counted_eur"]
    assert value == counted if counted is not None else value != value


def test_an_adjustment_of_one_year_leaves_the_other_years_as_approved():
    cycle = make_cycle(
        budget=[
            {"year_from": 2019, "amount_eur": 10.0},
            {"year_from": 2020, "amount_eur": 10.0},
            {"year_from": 2020, "amount_eur": 15.0, "phase": "adjusted"},
        ]
    )
    assert totals(cycle)["covered_eur"].tolist() == [10.0, 15.0]


def test_executed_money_without_a_plan_is_in_no_total():
    assert totals(make_cycle(budget=[{"year_from": 2019, "amount_eur": 9.0, "phase": "executed"}])).empty


def test_an_unknown_key_or_side_is_refused_with_what_is_allowed():
    with pytest.raises(
        ValueError, match="the key 'colour' does not exist; choose from programme, year, post, coverage"
    ):
        totals(make_cycle(), by=("programme", "colour"))
    with pytest.raises(ValueError, match="the side 'both' does not exist; choose from funding, spending"):
        totals(make_cycle(), side="both")


def test_left_out_lists_every_row_that_is_not_counted_with_its_first_reason():
    result = left_out(make_cycle(budget=MIXED))
    assert list(result.columns[:8]) == [
        "programme", "side", "post", "year_from", "year_to", "amount_eur", "counted_by", "reason",
    ]  # fmt: skip
    assert dict(zip(result["post"], result["reason"], strict=True)) == {
        "B": "counted_elsewhere",
        "C": "uncovered",
        "D": "coverage_unknown",
        "E": "amount_unknown",
        "F": "outside_totals",
    }


def test_counted_and_left_out_together_are_all_money():
    # 100 + 40 + 30 + 7 + 25 + 40 + 400 = 642 = 540 counted + 102 left out.
    cycle = make_cycle(budget=MIXED)
    assert totals(cycle, by=()).loc[0, "counted_eur"] + left_out(cycle)["amount_eur"].sum() == 642.0


def test_an_uncovered_row_outside_all_totals_is_called_outside():
    row = {"year_from": 2019, "amount_eur": 1.0, "coverage": "uncovered", "counted_by": "none"}
    assert left_out(make_cycle(budget=[row]))["reason"].tolist() == ["outside_totals"]


def test_left_out_has_the_funding_side_too_and_refuses_another():
    cycle = make_cycle(budget=[{"side": "funding", "year_from": 2019, "amount_eur": 1.0, "coverage": "uncovered"}])
    assert left_out(cycle).empty
    assert left_out(cycle, side="funding")["reason"].tolist() == ["uncovered"]
    with pytest.raises(ValueError, match="choose from funding, spending"):
        left_out(cycle, side="both")


def test_per_inhabitant_divides_by_the_population():
    # 1000 inhabitants: 140 / 1000.
    row = one_row(per_inhabitant(make_cycle(budget=MIXED)), programme="alpha", year=2019)
    assert row["covered_eur_per_inhabitant"] == 0.14
    assert row["counted_eur_per_inhabitant"] == 0.10
    assert (row["unknown_amounts"], row["inhabitants"]) == (1, 1000)


def test_per_inhabitant_is_missing_without_a_population():
    cycle = make_cycle(budget=MIXED, cycle=[{"inhabitants": None}])
    assert per_inhabitant(cycle)["covered_eur_per_inhabitant"].isna().all()
