"""The allocation: amounts, shares and changes of the spending side."""

import pytest

from analysis.measures.budget import allocation
from cases import make_cycle

FIRST = [
    "programme", "post", "year", "year_from", "year_to", "phase", "coverage", "recurrence",
    "amount_eur", "share", "change_eur",
]  # fmt: skip


def rows_of(*rows, **options):
    return allocation(make_cycle(budget=list(rows)), **options)


def test_the_promised_columns_come_first():
    assert list(rows_of({"year_from": 2019, "amount_eur": 1.0}).columns[: len(FIRST)]) == FIRST


def test_funding_is_no_allocation():
    result = rows_of(
        {"side": "funding", "year_from": 2019, "amount_eur": 100.0},
        {"post": "A", "year_from": 2019, "amount_eur": 40.0},
    )
    assert list(result["post"]) == ["A"]


def test_a_share_is_part_of_what_the_programme_spends_in_that_year():
    # 2019: 30 + 10 = 40, so 30/40 and 10/40; 2020: 20 alone; beta is a programme of its own.
    result = rows_of(
        {"post": "A", "year_from": 2019, "amount_eur": 30.0},
        {"post": "B", "year_from": 2019, "amount_eur": 10.0},
        {"post": "A", "year_from": 2020, "amount_eur": 20.0},
        {"programme": "beta", "post": "A", "year_from": 2019, "amount_eur": 5.0},
    )
    assert list(result["share"]) == [0.75, 0.25, 1.0, 1.0]


def test_covered_and_uncovered_money_have_shares_of_their_own():
    # Covered 30 of 30; uncovered 10 of 40 and 30 of 40; the source does not say: 7 of 7.
    result = rows_of(
        {"post": "A", "year_from": 2019, "amount_eur": 30.0},
        {"post": "B", "year_from": 2019, "amount_eur": 10.0, "coverage": "uncovered"},
        {"post": "C", "year_from": 2019, "amount_eur": 30.0, "coverage": "uncovered"},
        {"post": "D", "year_from": 2019, "amount_eur": 7.0, "coverage": None},
    )
    assert list(result["share"]) == [1.0, 0.25, 0.75, 1.0]


def test_every_phase_is_shown_and_has_shares_and_changes_of_its_own():
    # Approved 100 of 100 and, a year later, 120: +20. Executed 90 of 90; no executed amount before: no change.
    result = rows_of(
        {"post": "A", "year_from": 2018, "amount_eur": 100.0},
        {"post": "A", "year_from": 2019, "amount_eur": 120.0},
        {"post": "A", "year_from": 2019, "amount_eur": 90.0, "phase": "executed"},
    )
    assert list(result["phase"]) == ["approved", "approved", "executed"]
    assert list(result["share"]) == [1.0, 1.0, 1.0]
    assert result["change_eur"].iloc[1] == 20.0
    assert result["change_eur"].isna().tolist() == [True, False, True]


def test_a_change_needs_the_year_before_and_not_an_earlier_one():
    # 2019 to 2021 skips 2020.
    result = rows_of({"year_from": 2019, "amount_eur": 100.0}, {"year_from": 2021, "amount_eur": 150.0})
    assert result["change_eur"].isna().all()


def test_a_change_is_not_taken_from_covered_to_uncovered():
    result = rows_of(
        {"year_from": 2019, "amount_eur": 100.0},
        {"year_from": 2020, "amount_eur": 150.0, "coverage": "uncovered"},
    )
    assert result["change_eur"].isna().all()


def test_an_unknown_amount_stays_in_and_is_not_zero():
    # 30 is all that is known of 2019. From unknown to 50 is no known change.
    result = rows_of(
        {"post": "A", "year_from": 2019, "amount_eur": 30.0},
        {"post": "B", "year_from": 2019, "amount_eur": None},
        {"post": "B", "year_from": 2020, "amount_eur": 50.0},
    )
    assert result["share"].iloc[0] == 1.0
    assert result["amount_eur"].isna().tolist() == [False, True, False]
    assert result["share"].isna().tolist() == [False, True, False]
    assert result["change_eur"].isna().all()


def test_an_amount_outside_all_totals_has_no_share_and_is_in_no_whole():
    # The 5 is part of the 20: with it in the whole, 20 would be 20/25.
    result = rows_of(
        {"post": "A", "year_from": 2019, "amount_eur": 20.0},
        {"post": "of which", "year_from": 2019, "amount_eur": 5.0, "counted_by": "none"},
    )
    assert result["share"].iloc[0] == 1.0
    assert result["share"].isna().iloc[1]


def test_a_lump_sum_has_no_year_and_is_a_share_of_lump_sums_of_its_period():
    # 2019-2022: 400 + 100 = 500, so 0.8 and 0.2. 2019-2020 and the year 2019 stand alone.
    result = rows_of(
        {"post": "A", "year_from": 2019, "year_to": 2022, "amount_eur": 400.0},
        {"post": "B", "year_from": 2019, "year_to": 2022, "amount_eur": 100.0},
        {"post": "C", "year_from": 2019, "year_to": 2020, "amount_eur": 70.0},
        {"post": "D", "year_from": 2019, "amount_eur": 9.0},
    )
    assert list(result["share"]) == [0.8, 0.2, 1.0, 1.0]
    assert result["year"].isna().tolist() == [True, True, True, False]
    assert not result["spread"].any()
    assert result["change_eur"].isna().all()


def test_a_spread_lump_sum_becomes_equal_marked_years_that_keep_their_period():
    # 400 over 2019-2022 is 100 a year; with 300 of A in 2019 the year is 400: shares 0.25 and 0.75.
    result = rows_of(
        {"post": "L", "year_from": 2019, "year_to": 2022, "amount_eur": 400.0, "amount_max_eur": 800.0},
        {"post": "A", "year_from": 2019, "amount_eur": 300.0},
        spread_lump_sums=True,
    )
    lump = result[result["post"].eq("L")]
    assert list(lump["year"]) == [2019, 2020, 2021, 2022]
    assert list(lump["amount_eur"]) == [100.0] * 4
    assert list(lump["amount_max_eur"]) == [200.0] * 4
    assert list(lump["year_from"]) == [2019] * 4 and list(lump["year_to"]) == [2022] * 4
    assert list(lump["share"]) == [0.25, 1.0, 1.0, 1.0]
    assert lump["change_eur"].tolist()[1:] == [0.0, 0.0, 0.0]
    assert list(result["spread"]) == [True] * 4 + [False]


def test_where_a_post_has_two_amounts_in_a_year_the_change_is_of_their_sum():
    # L: 200 over 2019-2020 is 100 a year; with 50 of its own in 2020 the post goes from 100 to 150: +50, on both.
    result = rows_of(
        {"post": "L", "year_from": 2019, "year_to": 2020, "amount_eur": 200.0},
        {"post": "L", "year_from": 2020, "amount_eur": 50.0},
        spread_lump_sums=True,
    )
    assert result.loc[result["year"].eq(2020), "change_eur"].tolist() == [50.0, 50.0]


def test_shares_of_a_year_that_adds_up_to_zero_do_not_exist():
    result = rows_of(
        {"post": "A", "year_from": 2019, "amount_eur": 5.0},
        {"post": "B", "year_from": 2019, "amount_eur": -5.0},
    )
    assert result["share"].isna().all()


def test_a_misspelt_parameter_is_refused():
    with pytest.raises(TypeError):
        rows_of({"year_from": 2019, "amount_eur": 1.0}, spread=True)


def test_the_share_of_the_plan_is_taken_over_its_phases_and_what_was_replaced_has_none():
    rows = [
        {"post": "A", "year_from": 2020, "amount_eur": 60.0},
        {"post": "A", "year_from": 2020, "amount_eur": 75.0, "phase": "adjusted"},
        {"post": "B", "year_from": 2020, "amount_eur": 25.0},
        {"post": "B", "year_from": 2020, "amount_eur": 20.0, "phase": "executed"},
        {"post": "C", "year_from": 2020, "amount_eur": 9.0, "coverage": "uncovered"},
    ]
    result = allocation(make_cycle(budget=rows))
    assert result["in_force"].tolist() == [False, True, True, False, True]
    assert result["share_of_plan"].fillna(-1).tolist() == [-1, 0.75, 0.25, -1, 1.0]
