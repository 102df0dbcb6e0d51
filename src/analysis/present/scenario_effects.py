"""The tables of what a scenario does to hours, norms and indicators, before and after."""

from collections.abc import Callable

import pandas as pd

from analysis.data.scenarios import Scenario
from analysis.data.schema import load_schemas
from analysis.measures import scenarios as measure
from analysis.present import labels
from analysis.present.blocks import Column
from analysis.present.common import PROGRAMME, named, period, titles
from analysis.present.formats import UNKNOWN, quantity, short, span
from analysis.present.people import unit_name
from analysis.present.progress import with_verdicts
from analysis.present.scenario_tables import Sheet, signed


def hours(scenario: Scenario) -> Sheet | None:
    """Tabulate the roles whose hours change."""
    rows = measure.hours(scenario.cycle, scenario.base)
    if rows.empty:
        return None
    columns = [
        Column("Rol", "role"),
        *_before_after(),
        Column("Periode", period),
        Column("Lijneenheid", "unit", unit_name),
        PROGRAMME,
    ]
    return Sheet(named(scenario.cycle, rows), "Uren per week per rol: was en wordt", columns)


def hours_per_unit(scenario: Scenario, year: int) -> Sheet | None:
    """Tabulate the line units of which more or fewer hours are asked in a year."""
    rows = measure.hours_totals(scenario.cycle, scenario.base, ("unit", "year"))
    rows = rows[rows["year"].eq(year)]
    if rows.empty:
        return None
    columns = [Column("Lijneenheid", "unit", unit_name), *_before_after()]
    return Sheet(rows, f"Uren per week per lijneenheid in {year}: was en wordt", columns)


def _before_after() -> list[Column]:
    """Make the columns of hours before and after."""

    def there(row, when: str) -> str:
        if not getattr(row, f"in_{when}", True):
            return "er niet"
        return span(getattr(row, f"{when}_min"), getattr(row, f"{when}_max"))

    def difference(row) -> str:
        if pd.isna(row.difference_min):
            return UNKNOWN
        return span(row.difference_min, row.difference_max, signed(short))

    return [
        Column("Was", lambda row: there(row, "before"), numeric=True),
        Column("Wordt", lambda row: there(row, "after"), numeric=True),
        Column("Verschil", difference, numeric=True),
    ]


def targets(scenario: Scenario) -> Sheet | None:
    """Tabulate the targets that change."""
    rows = _described(scenario, measure.targets(scenario.cycle, scenario.base))
    if rows.empty:
        return None
    columns = [
        Column("Indicator", "indicator_title"),
        Column("Jaar", "year", str),
        Column("Was", lambda row: _value(row, row.before), numeric=True),
        Column("Wordt", lambda row: _value(row, row.after), numeric=True),
        Column("Verschil", lambda row: "" if row.kind == "category" else _signed_value(row), numeric=True),
        PROGRAMME,
    ]
    return Sheet(rows, "Doelwaarden: was en wordt", columns)


def verdicts(scenario: Scenario) -> Sheet | None:
    """Tabulate the indicators that stand differently: verdict, newest value, and the pace that is needed."""
    rows = _described(scenario, measure.verdicts(scenario.cycle, scenario.base))
    if rows.empty:
        return None
    pairs = {"observed": "Gemeten", "last_target": "Laatste doelwaarde", "pace_required": "Nodig per jaar"}
    columns = [
        Column("Indicator", "indicator_title"),
        PROGRAMME,
        Column("Oordeel was", "verdict_before", labels.verdict),
        Column("Oordeel wordt", "verdict_after", labels.verdict),
    ]
    columns += [
        Column(heading, _pair(name, _pace if name == "pace_required" else _value), numeric=True)
        for name, heading in pairs.items()
        if not rows[f"{name}_before"].equals(rows[f"{name}_after"])
    ]
    return Sheet(rows, "Indicatoren die er anders voor staan (was → wordt)", columns)


def _pair(name: str, write: Callable) -> Callable:
    """Make the function that writes a number before and after; one number where it stays the same."""

    def written(row) -> str:
        before, after = (write(row, getattr(row, f"{name}_{when}")) for when in ("before", "after"))
        return before if before == after else f"{before or 'geen'} → {after or 'geen'}"

    return written


def _described(scenario: Scenario, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the title of the indicator and the way to write its values."""
    known = with_verdicts(scenario.cycle, None)[
        ["indicator", "title", "unit", "kind", "decimals", "unit_short", "write"]
    ]
    known["indicator_title"] = [f"{row.title} ({row.unit})" for row in known.itertuples()]
    rows = rows.merge(known.drop(columns="title"), on="indicator", how="left", validate="many_to_one")
    return rows.assign(title=rows["programme"].map(titles(scenario.cycle)))


def _value(row, value: float) -> str:
    return "geen" if pd.isna(value) else row.write(value)


def _signed_value(row) -> str:
    return "" if pd.isna(row.difference) else signed(row.write)(row.difference)


def _pace(row, value: float) -> str:
    """Write a pace with one decimal more than the values have; steps of a scale have none."""
    if pd.isna(value) or row.kind == "category":
        return ""
    return signed(lambda number_: quantity(number_, int(row.decimals) + 1, "%" if row.unit_short == "%" else ""))(value)


def norms(scenario: Scenario) -> Sheet | None:
    """Tabulate the norms to calculate with that change."""
    rows = measure.norms(scenario.cycle, scenario.base)
    if rows.empty:
        return None
    named_ = {field["name"]: field["title"] for field in load_schemas()["cycle"]["fields"]}
    columns = [
        Column("Norm", "norm", named_.get),
        Column("Was", "before", short, True),
        Column("Wordt", "after", short, True),
        Column("Verschil", "difference", signed(short), True),
    ]
    return Sheet(rows, "Normen om mee te rekenen: was en wordt", columns)
