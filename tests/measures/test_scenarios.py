"""A scenario against the adopted figures, and the grids of what-if, with numbers worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import Cycle, load_cycle
from analysis.data.scenarios import lay_over
from analysis.data.schema import load_schemas
from analysis.measures import scenarios, what_if
from cases import indicator_cycle, make_cycle


def row(post, amount, year=2020, **more):
    return {"post": post, "year_from": year, "amount_eur": amount, **more}


def rows_of(frame: pd.DataFrame, *columns) -> list[list]:
    values = frame[list(columns)].astype(object)
    return values.where(values.notna(), None).to_numpy().tolist()


FUNDING = row("Council", 300, side="funding")
BASE = make_cycle(budget=[FUNDING, row("Trees", 200), row("Benches", 100), row("Trees", 50, 2021)])


def test_money_that_moves_between_posts_adds_up_to_nil():
    cycle = make_cycle(budget=[FUNDING, row("Trees", 170), row("Benches", 130), row("Trees", 50, 2021)])
    moved = scenarios.money(cycle, BASE)
    assert sorted(rows_of(moved, "post", "side", "year", "before_eur", "after_eur", "difference_eur", "effect")) == [
        ["Benches", "spending", 2020, 100, 130, 30, "N"],
        ["Trees", "spending", 2020, 200, 170, -30, "V"],
    ]
    assert rows_of(scenarios.balance(cycle, BASE), "spending_eur", "funding_eur", "verdict") == [[0, 0, "equal"]]
    totals = scenarios.money_totals(cycle, BASE, ("programme", "year"))
    assert rows_of(totals, "side", "coverage", "year", "before_eur", "after_eur", "difference_eur") == [
        ["funding", "covered", 2020, 300, 300, 0],
        ["spending", "covered", 2020, 300, 300, 0],
        ["spending", "covered", 2021, 50, 50, 0],
    ]


@pytest.mark.parametrize(
    ("budget", "spending", "uncovered", "funding", "verdict"),
    [
        ([FUNDING, row("Trees", 260), row("Benches", 100), row("Trees", 50, 2021)], 60, 0, 0, "differs"),
        (
            [FUNDING | {"amount_eur": 360}, row("Trees", 260), row("Benches", 100), row("Trees", 50, 2021)],
            60, 0, 60, "matched",
        ),
        (
            [FUNDING, row("Trees", 200), row("Benches", 90), row("Trees", 50, 2021), row("New", 10, coverage="uncovered")],
            -10, 10, 0, "differs",
        ),
        ([FUNDING, row("Trees", None), row("Benches", 100), row("Trees", 50, 2021)], -200, 0, 0, "unknown"),
        (
            [FUNDING, row("Trees", 200), row("Benches", 100), row("Trees", 50, 2021), row("X", 9, counted_by="none")],
            0, 0, 0, "equal",
        ),
    ],
)  # fmt: skip
def test_whether_it_adds_up_is_told_apart_for_covered_and_uncovered_money(
    budget, spending, uncovered, funding, verdict
):
    found = scenarios.balance(make_cycle(budget=budget), BASE)
    assert rows_of(found, "spending_eur", "uncovered_eur", "funding_eur", "verdict") == [
        [spending, uncovered, funding, verdict]
    ]


def test_money_moved_to_another_year_is_equal_over_all_and_not_per_year():
    cycle = make_cycle(budget=[FUNDING, row("Trees", 190), row("Benches", 100), row("Trees", 60, 2021)])
    assert scenarios.balance(cycle, BASE)["verdict"].tolist() == ["equal"]
    assert rows_of(scenarios.balance(cycle, BASE, ("year",)), "year", "spending_eur", "verdict") == [
        [2020, -10, "differs"],
        [2021, 10, "differs"],
    ]


def test_a_euro_in_two_programmes_moves_once_over_programmes_and_in_each_of_both():
    def city(amount):
        shared = [row("Square", amount, programme="alpha"), row("Square", amount, programme="beta", counted_by="alpha")]
        return make_cycle(budget=shared)

    assert scenarios.balance(city(40), city(50))["spending_eur"].tolist() == [-10]
    each = scenarios.balance(city(40), city(50), ("programme",))
    assert rows_of(each, "programme", "spending_eur") == [["alpha", -10], ["beta", -10]]


def test_an_amount_that_a_later_phase_replaced_changes_nothing():
    later = row("Trees", 80, phase="adjusted")
    base = make_cycle(budget=[row("Trees", 60), later])
    cycle = make_cycle(budget=[row("Trees", 10), later])
    assert scenarios.money(cycle, base).empty and scenarios.balance(cycle, base)["verdict"].tolist() == ["equal"]


def test_hours_before_and_after_keep_minimum_and_maximum_apart():
    base = make_cycle(
        capacity=[
            {"role": "Advisor", "unit": "AP", "hours_min": 8, "hours_max": 12},
            {"role": "Manager", "hours_min": 720, "period": "year"},
            {"role": "Clerk", "known": False, "note": "p.m."},
        ]
    )
    cycle = make_cycle(
        capacity=[
            {"role": "Advisor", "unit": "AP", "hours_min": 10, "hours_max": 12},
            {"role": "Manager", "hours_min": 720, "period": "year"},
            {"role": "Clerk", "hours_min": 4},
            {"role": "Planner", "unit": "AP", "hours_min": 6},
        ]
    )
    found = scenarios.hours(cycle, base)
    columns = ["before_min", "before_max", "after_min", "after_max", "difference_min", "difference_max"]
    assert sorted(rows_of(found, "role", *columns)) == [
        ["Advisor", 8, 12, 10, 12, 2, 0],
        ["Clerk", None, None, 4, 4, None, None],
        ["Planner", None, None, 6, 6, 6, 6],
    ]
    totals = scenarios.hours_totals(cycle, base, ("unit", "year"))
    assert rows_of(totals[totals["year"].eq(2020)], "unit", *columns, "unknown_before", "unknown_after") == [
        ["AP", 8, 12, 16, 18, 8, 6, 0, 0],
        ["programme", 18, 18, 22, 22, 4, 4, 1, 0],
    ]  # the manager: 720 hours a year of 1,440 in a job of 36 hours a week is 18


def test_hours_that_become_unknown_are_not_hours_that_disappear():
    """The only role of a unit asks 8 hours and gets no number: nobody knows how many fewer or more that is."""
    base, cycle = (
        make_cycle(capacity=[{"unit": "AP", "hours_min": 8}]),
        make_cycle(capacity=[{"unit": "AP", "known": False}]),
    )
    columns = ["before_min", "after_min", "difference_min", "difference_max", "unknown_before", "unknown_after"]
    for one, other, expected in (
        (cycle, base, [8, None, None, None, 0, 1]),
        (base, cycle, [None, 8, None, None, 1, 0]),
    ):
        assert rows_of(scenarios.hours_totals(one, other, ("unit",)), *columns) == [expected]
    for by in (("unit",), ()):
        assert rows_of(scenarios.hours_totals(base, make_cycle(), by), *columns) == [[None, 8, 8, 8, 0, 0]]


def test_another_norm_changes_hours_a_year_and_is_listed():
    roles = [{"role": "Manager", "hours_min": 720, "period": "year"}, {"role": "Advisor", "hours_min": 8}]
    base, cycle = make_cycle(capacity=roles), make_cycle(capacity=roles, cycle=[{"productive_hours_per_fte": 1296}])
    assert rows_of(scenarios.hours(cycle, base), "role", "before_min", "after_min") == [["Manager", 18, 20]]
    assert rows_of(scenarios.norms(cycle, base), "norm", "before", "after", "difference") == [
        ["productive_hours_per_fte", 1440, 1296, -144]
    ]


def test_targets_and_verdicts_before_and_after():
    base = indicator_cycle({2020: 12, 2022: 20}, {2020: 12})
    cycle = indicator_cycle({2020: 14, 2021: 15, 2022: 20}, {2020: 12})
    assert rows_of(scenarios.targets(cycle, base), "programme", "year", "before", "after", "difference") == [
        ["alpha", 2020, 12, 14, 2],
        ["alpha", 2021, None, 15, None],
    ]
    (found,) = scenarios.verdicts(cycle, base).to_dict("records")
    assert (found["verdict_before"], found["verdict_after"]) == ("on_course", "behind")  # (12 - 10) / (14 - 10) = 0.5
    assert found["pace_required_before"] == found["pace_required_after"] == 4
    faster = indicator_cycle({2020: 12, 2022: 24}, {2020: 12})
    (found,) = scenarios.verdicts(faster, base).to_dict("records")
    assert (found["pace_required_before"], found["pace_required_after"]) == (4, 6)
    assert found["verdict_before"] == found["verdict_after"] == "on_course"


@pytest.mark.parametrize("name", ["2024-jaarstukken", "2024-contract"])
def test_a_scenario_of_nothing_changes_nothing(name):
    cycle = load_cycle(name, "examples/voorbeeldstad")
    same = Cycle(name, lay_over(cycle.tables, {"budget": cycle.budget.iloc[:3]}, load_schemas()))
    for measure in ("money", "hours", "hours_totals", "targets", "verdicts", "norms"):
        assert getattr(scenarios, measure)(same, cycle).empty, measure
    assert scenarios.balance(same, cycle)["verdict"].tolist() == ["equal"]
    assert scenarios.money_totals(same, cycle)["difference_eur"].eq(0).all()


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(-500, 500), min_size=1, max_size=5), st.lists(st.integers(2019, 2022), min_size=5, max_size=5)
)
def test_splitting_a_change_over_posts_keeps_the_totals(parts, years):
    posts = [row(f"Post {place}", 1000, years[place]) for place in range(len(parts))]
    base = make_cycle(budget=posts)
    cycle = make_cycle(budget=[post | {"amount_eur": 1000 + part} for post, part in zip(posts, parts)])
    assert scenarios.balance(cycle, base)["spending_eur"].sum() == pytest.approx(sum(parts))
    for by in ((), ("year",), ("programme",), ("programme", "year")):
        totals = scenarios.money_totals(cycle, base, by)
        assert totals["difference_eur"].sum() == pytest.approx(sum(parts))
        assert (totals["after_eur"] - totals["before_eur"]).sum() == pytest.approx(sum(parts))
    assert scenarios.money(cycle, base)["difference_eur"].sum() == pytest.approx(sum(parts))
    assert len(scenarios.money(cycle, base)) == sum(part != 0 for part in parts)


# --- what if -----------------------------------------------------------------------------------------------------------


def test_productive_hours_change_hours_a_year_alone():
    cycle = make_cycle(
        capacity=[
            {"role": "Manager", "hours_min": 720, "period": "year"},
            {"role": "Advisor", "hours_min": 8, "programme": "beta"},
        ]
    )
    found = what_if.productive_hours(cycle, 2020, (1296, 1440))
    assert rows_of(found, "productive_hours_per_fte", "programme", "hours_min_week") == [
        [1296, "alpha", 20], [1296, "beta", 8], [1440, "alpha", 18], [1440, "beta", 8],
    ]  # fmt: skip
    assert found["fte_min"].tolist()[0] == pytest.approx(20 / 36)
    assert what_if.productive_hours(cycle, 2030).empty


def test_what_is_left_to_cover():
    cycle = make_cycle(budget=[row("Trees", 200), row("New", 80, coverage="uncovered")])
    found = what_if.covered(cycle, (0.0, 0.25, 1.0))
    assert rows_of(found, "share", "programme", "uncovered_eur", "left_eur") == [
        [0, "alpha", 80, 80], [0.25, "alpha", 80, 60], [1, "alpha", 80, 0],
    ]  # fmt: skip
    assert what_if.covered(make_cycle()).empty


def verdicts_by_pace(cycle, *paces) -> list:
    return rows_of(what_if.pace(cycle, paces), "value", "verdict", "moves")


def test_the_full_pace_arrives_at_the_target_and_less_falls_short():
    unmeasured = indicator_cycle({2022: 20})  # from 10 in 2018
    assert verdicts_by_pace(unmeasured, 0, 0.5, 0.6, 0.95, 1, 1.2) == [
        [10, "behind", True], [15, "behind", True], [16, "attention", True], [19.5, "on_course", True],
        [20, "reached", True], [22, "reached", True],
    ]  # fmt: skip
    behind = indicator_cycle({2022: 20}, {2020: 8})  # the required pace leads from what was measured
    assert verdicts_by_pace(behind, 0, 0.5, 1) == [[8, "wrong_way", True], [14, "behind", True], [20, "reached", True]]


def test_what_cannot_be_moved_keeps_its_verdict():
    for cycle, verdict in [
        (indicator_cycle({2022: 20}, {2020: 25}), "reached"),
        (indicator_cycle({}), "no_target"),
        (indicator_cycle({2022: 20}, {2022: 12}), "behind"),  # its last year has come
        (indicator_cycle({2022: 20}, baseline=None, baseline_year=None), "not_yet_measured"),
        (indicator_cycle({2022: "top"}, kind="category", baseline_category="bad"), "not_yet_measured"),
    ]:
        assert verdicts_by_pace(cycle, 0.5, 1) == [[None, verdict, False]] * 2
    assert what_if.pace(make_cycle()).empty
