"""Rules on indicators: scales, targets after baselines, measured values, units."""

from collections.abc import Iterator

import pandas as pd

from analysis.data.faults import Fault
from analysis.data.rules import Tables, fault, records

#: No measurement is older than this.
FIRST_YEAR = 1900


def kinds(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A category has a scale and steps of it; other kinds have numbers."""
    scales: dict[str, list[str]] = {}
    for row in records(tables, "scales"):
        scales.setdefault(row["scale"], []).append(row["category"])
    rows = tables["indicators"]
    graded = rows["kind"].eq("category")
    for row in records(tables, "indicators", graded):
        if row["scale"] not in scales:
            yield fault(
                "indicators",
                row,
                "scale",
                f"een categorie heeft een schaal: {', '.join(scales) or 'vul scales.csv'}",
            )
        yield from _step("indicators", row, "baseline_category", "baseline", scales.get(row["scale"]))
    for row in records(tables, "indicators", ~graded & rows["scale"].notna()):
        yield fault("indicators", row, "scale", "alleen een categorie heeft een schaal; laat leeg")
    for row in records(tables, "indicators", ~graded & rows["scale"].isna() & rows["baseline_category"].notna()):
        yield fault("indicators", row, "baseline_category", "alleen een categorie heeft een trede; laat leeg")
    indicators = _each_once(tables)
    scale = {
        row["indicator"]: row["scale"] for row in records({"i": indicators}, "i", indicators["kind"].eq("category"))
    }
    for table, step, number in (
        ("indicator_targets", "target_category", "target"),
        ("observations", "category", "value"),
    ):
        key = tables[table]["indicator"]
        kind = key.map(indicators.set_index("indicator")["kind"])
        for row in records(tables, table, kind.eq("category")):
            yield from _step(table, row, step, number, scales.get(scale[row["indicator"]]))
        elsewhere = key.isin(indicators["indicator"]) & kind.ne("category") & tables[table][step].notna()
        for row in records(tables, table, elsewhere):
            yield fault(table, row, step, "de indicator is geen categorie; vul een getal in en laat dit leeg")


def _each_once(tables: Tables) -> pd.DataFrame:
    """Give the indicators, and of a key that stands in the file twice the last row."""
    return tables["indicators"].drop_duplicates("indicator", keep="last")


def _step(table: str, row: dict, step: str, number: str, allowed: list[str] | None) -> Iterator[Fault]:
    """Check the step of a scale in a row, and that there is no number beside it."""
    if row[step] is not None and allowed is not None and row[step] not in allowed:
        yield fault(table, row, step, f"toegestaan zijn: {', '.join(allowed)}")
    if row[number] is not None:
        yield fault(table, row, number, f"laat dit leeg en vul de trede in bij ({step}): de indicator is een categorie")


def ranks(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Within a scale every rank stands once."""
    seen: dict[tuple, str] = {}
    for row in records(tables, "scales"):
        key = (row["scale"], row["rank"])
        if None not in key and key in seen:
            yield fault(
                "scales",
                row,
                "rank",
                "elke rang komt één keer voor in een schaal",
                f"rang {row['rank']} is ook die van '{seen[key]}'",
            )
        seen[key] = row["category"]


def targets(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Targets come after the baseline; a target still to be determined has no value; a set one has one or says why not."""
    rows = tables["indicators"]
    given = rows["baseline"].notna() | rows["baseline_category"].notna()
    for row in records(tables, "indicators", given & rows["baseline_year"].isna()):
        yield fault("indicators", row, "baseline_year", "bij een peilwaarde hoort een peiljaar")
    rows = tables["indicator_targets"]
    start = rows["indicator"].map(_each_once(tables).set_index("indicator")["baseline_year"])
    early = rows["year"].le(start)
    for row, year in zip(records(tables, "indicator_targets", early), start[early.fillna(False)]):
        yield fault("indicator_targets", row, "year", f"een doelwaarde geldt na het peiljaar {year}")
    given = rows["target"].notna() | rows["target_category"].notna()
    for row in records(tables, "indicator_targets", rows["status"].eq("to_be_determined") & given):
        yield fault("indicator_targets", row, "status", "er is een doelwaarde ingevuld: set")


def measured(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A measurement has a value and is not from after the reporting date."""
    dates, rows = tables["cycle"]["reporting_date"].dropna(), tables["observations"]
    for row in records(tables, "observations", rows["value"].isna() & rows["category"].isna()):
        yield fault("observations", row, "value", "een meting heeft een waarde; haal de rij weg als er niet gemeten is")
    for row in records(tables, "observations", rows["date"].dt.year.lt(FIRST_YEAR)):
        yield fault("observations", row, "date", f"toegestaan is een datum vanaf {FIRST_YEAR}")
    for row in records(tables, "observations", rows["date"].gt(dates.iloc[0])) if len(dates) else ():
        yield fault(
            "observations",
            row,
            "date",
            f"toegestaan is een datum tot en met de peildatum {dates.iloc[0]:%Y-%m-%d}",
            f"er staat {row['date']:%Y-%m-%d}",
        )


def percentages(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A level in percent lies between 0 and 100 (a change, or a ratio to elsewhere, need not)."""
    rows = tables["indicators"]
    percent = rows.loc[rows["unit_short"].eq("%") & rows["kind"].eq("level"), "indicator"]
    for table, column in (("indicators", "baseline"), ("indicator_targets", "target"), ("observations", "value")):
        number = tables[table][column]
        outside = tables[table]["indicator"].isin(percent) & number.notna() & ~number.between(0, 100)
        for row in records(tables, table, outside):
            yield fault(table, row, column, "een percentage ligt tussen 0 en 100")


RULES = (kinds, ranks, targets, measured, percentages)
