"""What must hold for any figures, tried on made-up ones (hypothesis, the same examples every run)."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import budget, capacity
from analysis.measures.indicators import trajectory, verdict
from cases import make_cycle

TRIED = settings(max_examples=25)

SLUGS = ["gamma", "alpha", "beta"]
PROGRAMMES = [{"programme": slug, "title": slug, "order": order} for order, slug in enumerate(SLUGS, 1)]
EUROS = ["covered_eur", "uncovered_eur", "counted_eur", "unknown_coverage_eur"]

# Whole euros, so that no order of adding up changes a sum.
amounts = st.one_of(st.none(), st.integers(-10_000, 10_000_000).map(float))
years = st.integers(2019, 2022)


@st.composite
def budget_rows(draw):
    start, end = sorted((draw(years), draw(years)))
    return {
        "programme": draw(st.sampled_from(SLUGS)),
        "side": draw(st.sampled_from(["funding", "spending", "spending"])),
        "post": draw(st.sampled_from(["A", "B", "C"])),
        "phase": draw(st.sampled_from(["proposed", "approved", "approved", "adjusted", "executed"])),
        "year_from": start,
        "year_to": end if draw(st.booleans()) else start,
        "amount_eur": draw(amounts),
        "coverage": draw(st.sampled_from(["covered", "covered", "uncovered", None])),
        "recurrence": draw(st.sampled_from(["structural", "incidental", "unknown"])),
        "counted_by": draw(st.sampled_from([None, None, "none", *SLUGS])),
    }


def budgets():
    return st.lists(budget_rows(), max_size=25)


def cycle_of(rows):
    return make_cycle(budget=rows, programmes=PROGRAMMES)


def same(left, right):
    pd.testing.assert_frame_equal(left, right)


@TRIED
@given(st.data())
def test_totals_do_not_depend_on_the_order_of_the_rows(data):
    rows = data.draw(budgets())
    one, other = cycle_of(rows), cycle_of(data.draw(st.permutations(rows)))
    for side in ("funding", "spending"):
        for by in (("programme", "year"), ("programme",), ("year",), ()):
            same(budget.totals(one, by, side), budget.totals(other, by, side))
    same(budget.balance(one), budget.balance(other))


@TRIED
@given(before=budgets(), row=budget_rows(), after=budgets(), whole=st.integers(-9, 99), part=st.integers(-9, 99))
def test_totals_and_balance_do_not_depend_on_splitting_a_row(before, row, after, whole, part):
    parts = [row | {"amount_eur": float(part)}, row | {"amount_eur": float(whole - part)}]
    one = cycle_of([*before, row | {"amount_eur": float(whole)}, *after])
    other = cycle_of([*before, *parts, *after])
    for by in (("programme", "year"), ("post", "phase"), ()):
        same(budget.totals(one, by), budget.totals(other, by))
        same(budget.totals(one, by, "funding"), budget.totals(other, by, "funding"))
    same(budget.balance(one), budget.balance(other))


@TRIED
@given(budgets())
def test_what_programmes_count_adds_up_to_the_grand_total(rows):
    cycle = cycle_of(rows)
    for by in (("programme",), ("programme", "year"), ("post", "coverage", "phase"), "recurrence"):
        parts, whole = budget.totals(cycle, by), budget.totals(cycle, ())
        assert parts[EUROS].sum().tolist() == whole[EUROS].fillna(0).loc[0].tolist()
        assert parts["unknown_amounts"].sum() == whole.loc[0, "unknown_amounts"]


@TRIED
@given(budgets())
def test_counted_and_left_out_money_is_all_money_of_the_plan(rows):
    cycle = cycle_of(rows)
    for side in ("funding", "spending"):
        counted = budget.totals(cycle, (), side)["counted_eur"].fillna(0).item()
        plan = budget.left_out(cycle, side)["amount_eur"].sum() + counted
        # Adding up in another way: every row of the newest phase per amount, by hand.
        rank = {"proposed": 0, "approved": 1, "adjusted": 2}
        newest = {}
        for row in (row for row in rows if row["side"] == side and row["phase"] in rank):
            key = (row["programme"], row["post"], row["year_from"], row["year_to"])
            newest.setdefault(key, []).append(row)
        expected = 0.0
        for group in newest.values():
            top = max(rank[row["phase"]] for row in group)
            expected += sum(row["amount_eur"] or 0.0 for row in group if rank[row["phase"]] == top)
        assert plan == expected


@TRIED
@given(budgets())
def test_the_balance_holds_all_money_of_both_sides(rows):
    cycle = cycle_of(rows)
    balance = budget.balance(cycle).sum(numeric_only=True)
    spending, funding = (budget.totals(cycle, (), side).fillna(0).loc[0] for side in ("spending", "funding"))
    assert balance["spending_eur"] == spending["covered_eur"] + spending["unknown_coverage_eur"]
    assert balance["uncovered_eur"] == spending["uncovered_eur"]
    assert balance["funding_eur"] == funding["covered_eur"]
    assert balance["unknown_spending_amounts"] == spending["unknown_amounts"]


@TRIED
@given(budgets())
def test_spreading_lump_sums_changes_no_sum(rows):
    cycle = cycle_of(rows)
    whole, spread = budget.allocation(cycle), budget.allocation(cycle, spread_lump_sums=True)
    assert spread["amount_eur"].sum() == pytest.approx(whole["amount_eur"].sum(), abs=1e-6)
    assert spread["year"].notna().all()


@TRIED
@given(budgets())
def test_shares_of_a_whole_add_up_to_one(rows):
    result = budget.allocation(cycle_of([row for row in rows if (row["amount_eur"] or 0) >= 0]))
    group = ["programme", "phase", "coverage", "year_from", "year_to"]
    sums = result.groupby(group, dropna=False)["share"].sum(min_count=1).dropna()
    assert sums.tolist() == pytest.approx([1.0] * len(sums))


@st.composite
def roles(draw):
    low = draw(st.floats(0, 2_000, allow_nan=False))
    high = draw(st.one_of(st.none(), st.floats(0, 2_000, allow_nan=False).map(lambda more: low + more)))
    known = draw(st.booleans())
    return {
        "programme": draw(st.sampled_from(SLUGS)),
        "unit": draw(st.sampled_from(["programme", "AP", "UF"])),
        "hours_min": low if known else None,
        "hours_max": high if known else None,
        "headcount": draw(st.one_of(st.none(), st.floats(0, 20, allow_nan=False))),
        "period": draw(st.sampled_from(["week", "year", "total", "fte"])),
        "known": known,
        "counted": draw(st.sampled_from([None, True, False])),
        "year_to": draw(years),
        "year_from": 2019,
    }


@TRIED
@given(rows=st.lists(roles(), max_size=15), year_hours=st.sampled_from(["productive", "weeks"]))
def test_the_minimum_of_hours_is_never_above_the_maximum(rows, year_hours):
    cycle = make_cycle(capacity=rows, programmes=PROGRAMMES)
    frames = [capacity.per_week(cycle, year_hours), capacity.norm_sensitivity(cycle)]
    frames += [capacity.totals(cycle, by, year_hours) for by in (("programme",), ("unit", "year"), ())]
    for frame in frames:
        known = frame.dropna(subset=["hours_min_week"])
        assert known["hours_min_week"].le(known["hours_max_week"]).all()
        assert known["fte_min"].le(known["fte_max"]).all()


@TRIED
@given(rows=st.lists(roles(), max_size=15))
def test_every_counted_role_is_either_in_the_hours_or_in_the_unknown_roles(rows):
    cycle = make_cycle(capacity=rows, programmes=PROGRAMMES)
    counted = [row for row in rows if row["counted"] is not False]
    assert capacity.totals(cycle, ()).loc[0, "unknown_roles"] == sum(not row["known"] for row in counted)
    once = capacity.per_week(cycle)
    expected = once.loc[once["counted"], "hours_min_week"].sum()
    assert capacity.totals(cycle)["hours_min_week"].sum() == pytest.approx(expected)


values = st.integers(-500, 500).map(lambda tenths: tenths / 10)
BETTER = {"wrong_way": 0, "behind": 1, "attention": 2, "on_course": 3, "reached": 4}


@TRIED
@given(
    direction=st.sampled_from(["increase", "decrease"]),
    kind=st.sampled_from(["level", "change"]),
    bounded=st.booleans(),
    baseline=values,
    targets=st.dictionaries(st.integers(2019, 2023), values, min_size=1),
    observed=st.lists(values, min_size=2, max_size=12),
    year=st.integers(2019, 2025),
)
def test_a_better_observation_never_gives_a_worse_verdict(direction, kind, bounded, baseline, targets, observed, year):
    observed = sorted(observed, reverse=direction == "decrease")
    relation = {"increase": "at_least", "decrease": "at_most"}[direction] if bounded else "exactly"
    names = [f"alpha/{number}" for number in range(len(observed))]
    cycle = make_cycle(
        indicators=[
            {"indicator": name, "direction": direction, "kind": kind, "baseline": baseline, "baseline_year": 2018}
            for name in names
        ],
        indicator_targets=[
            {"indicator": name, "year": when, "target": target, "relation": relation}
            for name in names
            for when, target in targets.items()
        ],
        observations=[
            {"indicator": name, "date": f"{year}-06-30", "value": value}
            for name, value in zip(names, observed, strict=True)
        ],
    )
    quality = verdict(cycle)["verdict"].map(BETTER)
    assert quality.notna().all() and quality.is_monotonic_increasing


@TRIED
@given(
    baseline=st.one_of(st.none(), values),
    targets=st.dictionaries(st.integers(2019, 2030), values, max_size=5),
    kind=st.sampled_from(["level", "change"]),
)
def test_the_path_lies_between_its_stated_neighbours(baseline, targets, kind):
    cycle = make_cycle(
        indicators=[{"indicator": "alpha/a", "kind": kind, "baseline": baseline, "baseline_year": 2018}],
        indicator_targets=[{"indicator": "alpha/a", "year": year, "target": goal} for year, goal in targets.items()],
    )
    start = {2018: 0.0} if kind == "change" else {2018: baseline} if baseline is not None else {}
    points = start | targets
    path = dict(zip(trajectory(cycle)["year"], trajectory(cycle)["path"], strict=True))
    assert list(path) == (list(range(min(points), max(points) + 1)) if points else [])
    for year, value in path.items():
        before = points[max(point for point in points if point <= year)]
        after = points[min(point for point in points if point >= year)]
        assert min(before, after) - 1e-9 <= value <= max(before, after) + 1e-9
