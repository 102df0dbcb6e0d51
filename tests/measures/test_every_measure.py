"""What holds for every measure: its form, its order, and that it leaves the cycle alone."""

import inspect

import pandas as pd
import pytest

from analysis.measures import (
    areas,
    budget,
    capacity,
    completeness,
    findings,
    goals,
    indicators,
    planning,
    risks,
    steering,
)
from cases import make_cycle, schemas


def own_functions(module):
    """The public functions that a module defines itself, or names in its `__all__`."""
    own = inspect.getmembers(module, inspect.isfunction)
    names = [name for name, function in own if function.__module__ == module.__name__ and not name.startswith("_")]
    return getattr(module, "__all__", names)


MEASURES = {
    f"{module.__name__.rsplit('.')[-1]}.{name}": getattr(module, name)
    for module in (budget, capacity, indicators, goals, planning, risks, steering, areas, completeness, findings)
    for name in own_functions(module)
}

#: Measures whose columns another docstring names, or that have all columns of a table.
TOLD_BY = {"indicators.verdict_inputs": indicators.verdict, "planning.overdue": planning.schedule}
HAS_ALL_OF = {"goals.efforts": "efforts"}

PROGRAMMES = [{"programme": "beta", "title": "b", "order": 1}, {"programme": "alpha", "title": "a", "order": 2}]


BUDGET = [
    {"year_from": 2019, "amount_eur": 10.0, "recurrence": "incidental", "note": "n"},
    {"year_from": 2019, "amount_eur": 9.0, "phase": "executed"},
    {"post": "L", "year_from": 2019, "year_to": 2022, "amount_eur": 8.0, "coverage": "uncovered"},
    {"side": "funding", "year_from": 2019, "amount_eur": 12.0, "counted_by": "beta"},
]


def full():
    """A cycle in which every measure has a row for both programmes; beta comes first though alpha is in front."""
    both = ("alpha", "beta")
    return make_cycle(
        programmes=PROGRAMMES,
        budget=[row | {"programme": slug} for slug in both for row in BUDGET],
        budget_stated=[{"programme": slug, "year_from": 2019, "stated_eur": 10.0, "scope": "all"} for slug in both],
        capacity=[{"programme": slug, "unit": "AP", "hours_min": 8.0} for slug in both],
        unit_supply=[{"unit": "AP", "hours_per_week": 10.0, "year": 2019}],
        indicators=[
            {"indicator": f"{slug}/a", "programme": slug, "baseline": 10.0, "baseline_year": 2010} for slug in both
        ],
        indicator_targets=[{"indicator": f"{slug}/a", "year": 2022, "target": 22.0} for slug in both],
        observations=[
            {"indicator": f"{slug}/a", "date": f"20{year}-01-01", "value": float(year)}
            for slug in both
            for year in range(11, 17)
        ],
        goals=[row for slug in both for row in network(slug)],
        efforts=[
            {"effort": f"{slug}/{key}", "programme": slug, "start": start, "amount_eur": 5.0}
            for slug in both
            for key, start in (("e", "2019-01-01"), ("f", None))
        ],
        effort_goals=[{"effort": f"{slug}/e", "goal": f"{slug}/1"} for slug in both],
        milestones=[
            {"milestone": f"{slug}/m", "programme": slug, "end": "2019-03-31", "realised": False} for slug in both
        ],
        risks=[{"risk": f"{slug}/r", "programme": slug, "response": "Act"} for slug in both],
        governance=[
            {"programme": slug, "body": body, "chair": "Mayor", "participants": "Clerk", "meetings_per_year": 4.0}
            for slug in both
            for body in ("Board", "Council")
        ],
        assessments=[{"programme": slug, "explanation": "Well.", "author_role": "Manager"} for slug in both],
        corrections=[{"correction": f"{slug}/c", "programme": slug} for slug in both],
        statistics=[{"statistic": f"{slug}/s", "programme": slug, "note": "Not given."} for slug in both],
    )


def network(slug):
    """Two goals of which the second serves the first."""
    return [
        {"goal": f"{slug}/1", "programme": slug},
        {"goal": f"{slug}/2", "programme": slug, "parent": f"{slug}/1", "level": "operational", "number": "2"},
    ]


def test_every_module_has_measures():
    assert {name.partition(".")[0] for name in MEASURES} == {
        "budget", "capacity", "indicators", "goals", "planning", "risks", "steering", "areas", "completeness", "findings",
    }  # fmt: skip
    assert "goals.gaps" in MEASURES and "completeness.completeness" in MEASURES and "planning.due" in MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_columns_have_the_same_types_with_and_without_rows(name):
    with_rows, without = MEASURES[name](full()), MEASURES[name](make_cycle())
    assert len(with_rows) > 0
    pd.testing.assert_series_equal(with_rows.dtypes, without.dtypes)
    for frame in (with_rows, without):
        pd.testing.assert_index_equal(frame.index, pd.RangeIndex(len(frame)), exact=True)


@pytest.mark.parametrize("name", MEASURES)
def test_programmes_come_in_their_own_order_and_not_in_that_of_the_file(name):
    result = MEASURES[name](full())
    keys = result["programme"] if "programme" in result else result.get("indicator", pd.Series(dtype="str")).str[:-2]
    assert keys.drop_duplicates().tolist() in (["beta", "alpha"], [])


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_leaves_the_cycle_as_it_was(name):
    cycle = full()
    before = {table: frame.copy(deep=True) for table, frame in cycle.tables.items()}
    result = MEASURES[name](cycle)
    for column in result:
        result[column] = None
    for table, frame in cycle.tables.items():
        pd.testing.assert_frame_equal(frame, before[table])


@pytest.mark.parametrize("name", MEASURES)
def test_what_a_caller_does_with_a_frame_is_not_seen_by_the_next(name):
    cycle = full()
    result = MEASURES[name](cycle)
    before = result.copy(deep=True)
    result.iloc[0, 0] = result.iloc[-1, 0]
    for column in result:
        result[column] = None
    pd.testing.assert_frame_equal(MEASURES[name](cycle), before)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_names_its_columns(name):
    columns = {column for column in MEASURES[name](full()).columns if column != "unit"}
    text = MEASURES[name].__doc__
    if name in TOLD_BY:
        text += TOLD_BY[name].__doc__
    if name in HAS_ALL_OF:
        columns -= {field["name"] for field in schemas()[HAS_ALL_OF[name]]["fields"]}
    if name.endswith("totals") or name == "budget.per_inhabitant":
        columns -= {"programme", "year"}
    assert {column for column in columns if column not in text} == set()


def test_rows_of_a_programme_that_is_not_listed_come_last_and_are_kept():
    cycle = make_cycle(
        programmes=PROGRAMMES[:1],
        budget=[{"programme": slug, "year_from": 2019, "amount_eur": 1.0} for slug in ("alpha", "beta")],
    )
    assert budget.allocation(cycle)["programme"].tolist() == ["beta", "alpha"]
