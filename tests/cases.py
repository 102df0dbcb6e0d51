"""Build small made-up cycles in memory.

`make_cycle(budget=[{...}, {...}])` gives a `Cycle` whose tables have the columns, types and defaults of the schemas in
`data/schema`. A row names only what its test is about: the rest comes from `ROW` below, from the schema's own
defaults, or is missing. A value of None is missing too.
"""

import functools
import json
from pathlib import Path

import pandas as pd

from analysis.data.cycle import Cycle

SCHEMAS = Path(__file__).parents[1] / "data" / "schema"
DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}

#: What a row of a test has unless it says otherwise.
ROW = {
    "cycle": {
        "cycle": "2019-test",
        "title": "Test",
        "kind": "contract",
        "reporting_date": "2019-07-01",
        "municipality": "Teststad",
        "inhabitants": 1000,
        "fulltime_hours_per_week": 36,
        "productive_hours_per_fte": 1440,
        "working_weeks_per_year": 40,
    },
    "sources": {"source": "contract", "title": "Contract", "publisher": "Teststad"},
    "programmes": {"start_year": 2019, "end_year": 2022, "ambition": "-"},
    "budget": {
        "programme": "alpha",
        "side": "spending",
        "post": "Post",
        "phase": "approved",
        "coverage": "covered",
        "recurrence": "unknown",
        "funding": "unknown",
        "in_programme_total": True,
    },
    "budget_stated": {"programme": "alpha", "label": "Total", "side": "spending"},
    "capacity": {
        "programme": "alpha",
        "role": "Role",
        "unit": "programme",
        "period": "week",
        "year_from": 2019,
        "year_to": 2022,
        "known": True,
    },
    "indicators": {
        "programme": "alpha",
        "title": "Indicator",
        "unit": "number",
        "decimals": 0,
        "direction": "increase",
        "kind": "level",
    },
    "indicator_targets": {"relation": "exactly", "status": "set"},
    "observations": {"status": "final"},
    "goals": {"programme": "alpha", "number": "1", "level": "strategic", "statement": "Goal"},
    "efforts": {"programme": "alpha", "title": "Effort", "role": "direction"},
    "effort_goals": {"stated": True},
    "milestones": {
        "programme": "alpha",
        "title": "Milestone",
        "start": "2019-01-01",
        "end": "2019-12-31",
        "precision": "year",
    },
    "risks": {"programme": "alpha", "theme": "theme", "title": "Risk", "summary": "-"},
    "governance": {"programme": "alpha", "body": "Board"},
    "assessments": {"programme": "alpha", "area": "results", "status": "on_course"},
    "corrections": {
        "programme": "alpha",
        "subject": "Subject",
        "printed": "1",
        "expected": "2",
        "reason": "-",
        "treatment": "-",
    },
    "statistics": {"programme": "alpha", "area": "Teststad", "title": "Statistic", "unit": "number"},
}

#: The scale of the indicators that `indicator_cycle` builds, from worst to best.
STEPS = ["bad", "fair", "good", "top"]


def make_cycle(**tables: list[dict]) -> Cycle:
    """Build a cycle from lists of rows; `cycle`, `sources` and `programmes` are filled when left out.

    Programmes that are left out are those the rows name, in alphabetical order. A row that gives only `year_from` is
    about that one year; a milestone is 'in 2019' unless it says otherwise.
    """
    unknown = set(tables) - set(schemas())
    if unknown:
        raise ValueError(f"no such table: {', '.join(sorted(unknown))}")
    named = {row.get("programme", "alpha") for rows in tables.values() for row in rows} - {None}
    filled = {
        "cycle": [{}],
        "sources": [{}],
        "programmes": [{"programme": slug, "title": slug} for slug in sorted(named or {"alpha"})],
    }
    rows = {name: [] for name in schemas()} | filled | tables
    return Cycle("2019-test", {name: _frame(name, given) if given else _empty(name) for name, given in rows.items()})


def indicator_cycle(targets=None, observed=None, relation="exactly", **columns) -> Cycle:
    """Build a cycle with one indicator: a level that stood at 10 in 2018, unless the columns say otherwise.

    ``targets`` are values or steps by year, ``observed`` by year (its last day) or date. Steps are of the scale `STEPS`.
    """
    category = columns.get("kind") == "category"
    row = {"indicator": "alpha/a", "baseline_year": 2018}
    row |= {"scale": "mood"} if category else {"baseline": 10.0}
    target, value = ("target_category", "category") if category else ("target", "value")
    dates = {f"{when}-12-31" if isinstance(when, int) else when: what for when, what in (observed or {}).items()}
    return make_cycle(
        indicators=[row | columns],
        indicator_targets=[
            {"indicator": "alpha/a", "year": year, target: goal, "relation": relation}
            for year, goal in (targets or {}).items()
        ],
        observations=[{"indicator": "alpha/a", "date": date, value: what} for date, what in dates.items()],
        scales=[{"scale": "mood", "category": step, "rank": rank} for rank, step in enumerate(STEPS, start=1)],
    )


@functools.cache
def schemas() -> dict[str, dict]:
    """Return the schema of every table."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}


@functools.cache
def _empty(table: str) -> pd.DataFrame:
    return _frame(table, [])


def _frame(table: str, rows: list[dict]) -> pd.DataFrame:
    fields = {field["name"]: field for field in schemas()[table]["fields"]}
    given = [_row(table, list(fields), number, row) for number, row in enumerate(rows, start=1)]
    return pd.DataFrame({name: _column([row.get(name) for row in given], field) for name, field in fields.items()})


def _row(table: str, names: list[str], number: int, row: dict) -> dict:
    wrong = set(row) - set(names)
    if wrong:
        raise ValueError(f"{table} has no column {', '.join(sorted(wrong))}")
    base = {"source": "contract", "section": "1", "order": number} | ROW.get(table, {})
    if "year_from" in row and "year_to" not in row:
        base["year_to"] = row["year_from"]
    return {name: value for name, value in (base | row).items() if name in names}


def _column(values: list, field: dict) -> pd.Series:
    values = [field.get("default") if value is None else value for value in values]
    return pd.Series(values, dtype=DTYPES[field["type"]])
