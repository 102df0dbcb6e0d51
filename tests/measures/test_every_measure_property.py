"""What must hold of every measure for any valid cycle: the same rules for all of them, tried on made-up cycles.

A new measure is tried here by itself, and needs a property of its own in one of the `test_properties_of_*.py`.
"""

import inspect
import re
from pathlib import Path

import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import made_up
from analysis.data.cycle import Cycle
from analysis.data.loading import read_cycle
from analysis.data.raw_frames import raw_frame
from analysis.data.scenarios import lay_over
from analysis.measures.catalogue import BEFORE, all_measures
from cases import make_cycle, schemas

#: All measures take seconds: few cycles with many rows, and no search for a smaller one, which would take minutes.
TRIED = settings(max_examples=2, phases=[Phase.generate], report_multiple_bugs=False)
MEASURES = all_measures()
#: Measures about all programmes together, in which the rows of one programme cannot be told apart.
WHOLE = {
    "capacity.norm_sensitivity",
    "capacity.shared_units",
    "capacity.supply",
    "risks.themes",
    "scenarios.balance",
    "scenarios.hours_totals",
    "scenarios.norms",
    "steering.load_per_role",
}
#: Columns of the figures in euro, and in hours: with another unit of money or time they alone change.
EUROS = {
    "budget": ["amount_eur", "amount_max_eur"],
    "budget_stated": ["stated_eur", "unit_eur"],
    "efforts": ["amount_eur"],
}
HOURS = {"capacity": ["hours_min", "hours_max"], "unit_supply": ["hours_per_week"]}
#: Gives every changed cell as text, and so those in euro and in hours as well.
AS_TEXT = "changes.rows"
IN_EUROS, IN_HOURS = (
    r"_eur$|_eur_per_inhabitant$",
    r"hours_(min|max)|_hours_week$|^fte_|^left_.*_week$|^(before|after|difference)_(min|max)$",
)


#: A few steps of the grids that take long.
FEWER = {"what_if.pace": {"paces": (0.5, 1.0)}}


def call(name, cycle, before):
    """Give what a measure makes of a cycle, and of the one before it if it asks for one."""
    words = [word for word in inspect.signature(MEASURES[name]).parameters if word in BEFORE]
    return MEASURES[name](cycle, **dict.fromkeys(words, before), **FEWER.get(name, {}))


def alike(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    """Whether two frames have the same rows in any order, but for what adding up in another order may leave."""
    return list(left.columns) == list(right.columns) and as_text(left) == as_text(right)


def as_text(frame: pd.DataFrame) -> list[tuple]:
    """Write the rows as text, sorted; nothing is left of a difference in the tenth digit, or of one below a billionth."""

    def text(value):
        if pd.isna(value):
            return ""
        return f"{0.0 if abs(value) < 1e-9 else value:.9g}" if isinstance(value, float) else str(value)

    return sorted(tuple(map(text, row)) for row in frame.itertuples(index=False))


def failing(check) -> list[str]:
    """Name the measures for which a check does not hold."""
    return [name for name in MEASURES if not check(name)]


def test_every_measure_has_a_property_of_its_own():
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_properties_of_*.py")]
    named = {
        name
        for text in texts
        for those in re.findall(r"^@of\((.*?)\)", text, re.M | re.S)
        for name in re.findall(r"\w+\.\w+", those)
    }
    assert named == set(MEASURES) | {"what_if.productive_hours"}  # which asks for a year as well


@settings(max_examples=4)
@given(made_up.tables(rich=True))
def test_the_made_up_cycles_are_valid(tmp_path_factory, tables):
    cycle, folder = make_cycle(**tables), tmp_path_factory.mktemp("verzonnen")
    for table, frame in cycle.tables.items():
        (folder / f"{table}.csv").write_text(raw_frame(frame).text(), encoding="utf-8")
    read = read_cycle(folder, cycle.name, [cycle.name], schemas())
    for table, frame in cycle.tables.items():
        pd.testing.assert_frame_equal(read.tables[table], frame, obj=table)


@settings(TRIED, max_examples=3)
@given(st.data())
def test_no_measure_depends_on_the_order_of_the_rows(data):
    tables, before = data.draw(made_up.tables(rich=True)), data.draw(made_up.tables(rich=True))
    one, base = make_cycle(**tables), make_cycle(**before)
    shuffled = {table: data.draw(st.permutations(rows)) for table, rows in tables.items()}
    other = make_cycle(**shuffled)
    turned = make_cycle(**{table: rows[::-1] for table, rows in before.items()})
    assert failing(lambda name: alike(call(name, one, base), call(name, other, turned))) == []


@settings(TRIED, max_examples=1)
@given(made_up.cycles(rich=True), made_up.cycles(rich=True))
def test_no_measure_changes_a_cycle_or_its_own_types(cycle, before):
    kept = [{table: frame.copy(deep=True) for table, frame in each.tables.items()} for each in (cycle, before)]
    nothing, other = make_cycle(), []
    for name in MEASURES:
        result = call(name, cycle, before)
        other += [] if result.dtypes.equals(call(name, nothing, nothing).dtypes) else [name]
        for column in result:
            result[column] = None
    assert other == []
    for each, was in zip((cycle, before), kept, strict=True):
        for table, frame in each.tables.items():
            pd.testing.assert_frame_equal(frame, was[table])


@TRIED
@given(made_up.cycles(rich=True), made_up.cycles(rich=True))
def test_a_scenario_of_nothing_changes_nothing(cycle, before):
    same = Cycle(cycle.name, lay_over(cycle.tables, cycle.tables, schemas()))
    assert failing(lambda name: call(name, cycle, before).equals(call(name, same, before))) == []
    compared = [name for name in MEASURES if name.startswith(("scenarios.", "changes."))]
    said = {name: call(name, same, cycle) for name in compared}
    balance, totals = said.pop("scenarios.balance"), said.pop("scenarios.money_totals")
    assert set(balance["verdict"]) <= {"equal"} and totals["difference_eur"].eq(0).all()
    assert {name: len(frame) for name, frame in said.items()} == dict.fromkeys(said, 0)


def scaled(tables, columns, factor):
    """Give the rows with some numbers times a factor."""
    return {
        table: [
            row
            | {
                name: row[name] * factor
                for name in columns.get(table, ())
                if isinstance(row.get(name), (int, float)) and not isinstance(row.get(name), bool)
            }
            for row in rows
        ]
        for table, rows in tables.items()
    }


def numbers_in(frame, pattern):
    """Name the columns of numbers whose name has a pattern."""
    return [column for column in frame if frame[column].dtype == "float64" and re.search(pattern, column)]


def scales(factors, before, after):
    """Whether the columns of each pattern became so many times as large, and no other column changed."""
    expected = before.copy()
    for pattern, factor in factors.items():
        expected[numbers_in(expected, pattern)] *= factor
    return alike(expected, after)


@TRIED
@given(made_up.tables(rich=True), made_up.tables(rich=True))
def test_with_other_units_of_money_and_time_the_euros_and_the_hours_change_and_nothing_else(tables, before):
    stated = {
        "budget_stated": [
            {"unit_eur": 1.0} | {k: v for k, v in row.items() if v is not None} for row in tables["budget_stated"]
        ]
    }
    one, base = make_cycle(**tables | stated), make_cycle(**before)
    other, scaled_base = (make_cycle(**scaled(scaled(each, EUROS, 2), HOURS, 4)) for each in (tables | stated, before))
    factors = {IN_EUROS: 2, IN_HOURS: 4}
    changed = failing(lambda name: scales(factors, call(name, one, base), call(name, other, scaled_base)))
    assert set(changed) <= {AS_TEXT}


def only(tables, slug):
    """Leave out the rows of all programmes but one, and those about their efforts and indicators."""

    def keep(row):
        keys = [row[key] for key in ("effort", "indicator") if row.get(key)]
        return row.get("programme", slug) in (slug, None) and all(key.startswith(f"{slug}/") for key in keys)

    return {table: [row for row in rows if keep(row)] for table, rows in tables.items()}


@TRIED
@given(made_up.tables(rich=True), made_up.tables(rich=True))
def test_what_is_told_of_a_programme_does_not_depend_on_the_others(tables, before):
    slug = tables["programmes"][0]["programme"]
    base_row = {"programme": slug, "title": slug, "order": 1}
    before = before | {
        "programmes": [
            base_row,
            *(row | {"order": row["order"] + 1} for row in before["programmes"] if row["programme"] != slug),
        ]
    }
    one, base = make_cycle(**tables), make_cycle(**before)
    alone, base_alone = make_cycle(**only(tables, slug)), make_cycle(**only(before, slug))

    def independent(name):
        if name in WHOLE:
            return True
        frames = call(name, one, base), call(name, alone, base_alone)
        own = [
            frame[
                frame["programme"].eq(slug) if "programme" in frame else frame["indicator"].str.startswith(f"{slug}/")
            ]
            for frame in frames
        ]
        return alike(*own)

    assert failing(independent) == []


#: Columns that say something else than what the blanked figures hold: printed totals, what units have, differences of nothing.
KNOWN = {"stated_eur", "unit_eur", "tolerance_eur", "supply_hours_week", "left_min_week", "left_max_week"}
#: Measures of differences, in which nothing on both sides is a difference of nothing.
DIFFERENCES = {"scenarios.balance", "scenarios.hours", "changes.money", "scenarios.money"}


@TRIED
@given(made_up.tables(rich=True), made_up.tables(rich=True))
def test_what_is_unknown_is_told_nowhere_as_a_number(tables, before):
    def blank(each):
        unknown = {"amount_eur": None, "amount_max_eur": None, "hours_min": None, "hours_max": None, "known": False}
        return {
            table: [row | {name: value for name, value in unknown.items() if name in row} for row in rows]
            for table, rows in each.items()
        }

    cycle, base = make_cycle(**blank(tables)), make_cycle(**blank(before))
    told = {}
    for name in sorted(set(MEASURES) - DIFFERENCES):
        frame = call(name, cycle, base)
        numbers = [column for column in numbers_in(frame, f"{IN_EUROS}|{IN_HOURS}") if column not in KNOWN]
        known = [column for column in numbers if frame[column].notna().any()]
        told |= {name: known} if known else {}
    assert told == {}
