"""Printed totals against the sum of their parts."""

import pytest

from analysis.measures.budget import reconciliation
from cases import make_cycle

FIRST = [
    "programme", "label", "year_from", "year_to", "stated_eur", "computed_eur", "difference_eur", "tolerance_eur",
    "verdict",
]  # fmt: skip

# Own total of 2019: 100 + 50 covered, 30 uncovered = 180; X is not in the own total. Funding 200.
BUDGET = [
    {"post": "A", "year_from": 2019, "amount_eur": 100.0},
    {"post": "B", "year_from": 2019, "amount_eur": 50.0},
    {"post": "C", "year_from": 2019, "amount_eur": 30.0, "coverage": "uncovered"},
    {"post": "X", "year_from": 2019, "amount_eur": 9.0, "in_programme_total": False},
    {"post": "A", "year_from": 2020, "amount_eur": 70.0},
    {"side": "funding", "post": "F", "year_from": 2019, "amount_eur": 200.0},
]


def compare(stated, scope, budget=BUDGET, **more):
    row = {"year_from": 2019, "stated_eur": stated, "scope": scope} | more
    return reconciliation(make_cycle(budget=budget, budget_stated=[row])).iloc[0]


def test_the_promised_columns_come_first():
    assert list(compare(180.0, "all").index[:9]) == FIRST


@pytest.mark.parametrize(
    ("scope", "computed"),
    [
        ("all", 180.0),  # 100 + 50 + 30
        ("covered", 150.0),  # 100 + 50
        ("unallocated", 50.0),  # 200 - 100 - 50; the uncovered 30 takes nothing
        ("A", 100.0),
        ("A;B", 150.0),
        (" A ; X ", 109.0),  # named posts count whether or not they are in the own total
        ("B;B", 50.0),
    ],
)
def test_each_scope_adds_up_its_own_parts(scope, computed):
    row = compare(computed, scope)
    assert (row["computed_eur"], row["difference_eur"], row["verdict"]) == (computed, 0.0, "agrees")


def test_a_difference_is_what_is_stated_minus_what_is_computed():
    row = compare(200.0, "all")
    assert (row["difference_eur"], row["verdict"]) == (20.0, "differs")
    assert compare(170.0, "all")["difference_eur"] == -10.0


@pytest.mark.parametrize(
    ("unit", "stated", "tolerance", "verdict"),
    [
        (None, 180.5, 0.5, "agrees"),
        (None, 180.51, 0.5, "differs"),
        (1000.0, 680.0, 500.0, "agrees"),
        (1000.0, -320.0, 500.0, "agrees"),
        (1000.0, 681.0, 500.0, "differs"),
    ],
)
def test_the_tolerance_is_half_the_unit_in_which_the_source_prints(unit, stated, tolerance, verdict):
    row = compare(stated, "all", unit_eur=unit)
    assert (row["tolerance_eur"], row["verdict"]) == (tolerance, verdict)


def test_sums_of_cents_do_not_differ_by_floating_point():
    # 0.1 + 0.7 = 0.8 and 1.3 - 0.8 is exactly the tolerance, but a computer makes it 0.5000000000000001.
    budget = [{"post": post, "year_from": 2019, "amount_eur": euros} for post, euros in (("A", 0.1), ("B", 0.7))]
    assert compare(1.3, "all", budget)["difference_eur"] > 0.5
    assert compare(1.3, "all", budget)["verdict"] == "agrees"


def test_a_total_over_years_takes_every_amount_that_lies_within_them():
    assert compare(250.0, "all", year_to=2020)["computed_eur"] == 250.0  # 180 + 70


def test_an_amount_for_a_longer_period_than_the_total_is_no_part_of_it():
    budget = [{"year_from": 2019, "year_to": 2022, "amount_eur": 400.0}]
    row = compare(400.0, "all", budget)
    assert row["verdict"] == "not_comparable" and row["matching_rows"] == 0


def test_a_total_of_the_funding_side_takes_funding_only():
    assert compare(200.0, "all", side="funding")["computed_eur"] == 200.0


def test_unallocated_money_ignores_the_side_under_which_it_is_printed():
    assert compare(50.0, "unallocated", side="funding")["verdict"] == "agrees"


def test_unallocated_money_without_any_spending_is_all_the_funding():
    assert compare(200.0, "unallocated", [BUDGET[-1]])["verdict"] == "agrees"


def test_unallocated_money_without_funding_is_not_comparable():
    assert compare(0.0, "unallocated", BUDGET[:2])["verdict"] == "not_comparable"


@pytest.mark.parametrize("scope", [None, ";"])
def test_an_empty_scope_is_not_comparable_and_computes_nothing(scope):
    row = compare(180.0, scope)
    assert row["verdict"] == "not_comparable" and row["computed_eur"] != row["computed_eur"]


def test_a_named_post_that_matches_nothing_is_not_comparable_but_the_rest_is_computed():
    row = compare(100.0, "A;Z")
    assert (row["verdict"], row["computed_eur"], row["unmatched_posts"]) == ("not_comparable", 100.0, 1)


def test_an_unknown_part_is_not_comparable_but_the_known_parts_are_computed():
    budget = [*BUDGET[:2], {"post": "U", "year_from": 2019, "amount_eur": None}]
    row = compare(150.0, "all", budget)
    assert (row["verdict"], row["computed_eur"], row["unknown_amounts"]) == ("not_comparable", 150.0, 1)


def test_a_total_is_compared_with_its_own_programme_and_the_plan_in_force():
    budget = [
        {"post": "A", "year_from": 2019, "amount_eur": 100.0},
        {"post": "A", "year_from": 2019, "amount_eur": 120.0, "phase": "adjusted"},
        {"post": "A", "year_from": 2019, "amount_eur": 90.0, "phase": "executed"},
        {"programme": "beta", "post": "A", "year_from": 2019, "amount_eur": 500.0},
    ]
    assert compare(120.0, "all", budget)["verdict"] == "agrees"


def test_every_stated_total_has_a_row_with_its_source():
    stated = [
        {"label": "first", "year_from": 2019, "stated_eur": 1.0, "scope": "all", "section": "3.1", "note": "n"},
        {"label": "second", "year_from": 2030, "stated_eur": 2.0},
    ]
    result = reconciliation(make_cycle(budget_stated=stated))
    assert result["label"].tolist() == ["first", "second"]
    assert result.loc[0, ["section", "note", "scope", "side"]].tolist() == ["3.1", "n", "all", "spending"]


def test_a_total_of_a_phase_is_not_compared_with_what_was_adjusted_after_it():
    budget = [
        {"post": "A", "year_from": 2019, "amount_eur": 60.0},
        {"post": "A", "year_from": 2019, "amount_eur": 70.0, "phase": "adjusted"},
        {"post": "B", "year_from": 2019, "amount_eur": 30.0},
        {"post": "C", "year_from": 2019, "amount_eur": 5.0, "phase": "proposed"},
    ]
    stated = [
        {"label": phase, "phase": phase, "year_from": 2019, "stated_eur": total, "scope": "all"}
        for phase, total in (("proposed", 5.0), ("approved", 95.0), ("adjusted", 105.0), (None, 105.0))
    ]
    result = reconciliation(make_cycle(budget=budget, budget_stated=stated))
    assert result["computed_eur"].tolist() == [5.0, 95.0, 105.0, 105.0]
    assert set(result["verdict"]) == {"agrees"}
