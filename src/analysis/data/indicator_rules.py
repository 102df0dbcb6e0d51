"""Rules on indicators: scales, targets after baselines, measured values, units."""

from collections.abc import Iterator

from analysis.data.faults import Fault
from analysis.data.rules import Tables, fault, records

#: No measurement is older than this.
FIRST_YEAR = 1900


def kinds(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A category has a scale and steps of it; other kinds have numbers."""
    scales: dict[str, list[str]] = {}
    for row in records(tables, "scales"):
        scales.setdefault(row["scale"], []).append(row["category"])
    for row in records(tables, "indicators"):
        if row["kind"] == "category":
            if row["scale"] not in scales:
                yield fault(
                    "indicators",
                    row,
                    "scale",
                    f"een categorie heeft een schaal: {', '.join(scales) or 'vul scales.csv'}",
                )
            yield from _step("indicators", row, "baseline_category", "baseline", scales.get(row["scale"]))
        elif row["scale"] is not None:
            yield fault("indicators", row, "scale", "alleen een categorie heeft een schaal; laat leeg")
        elif row["baseline_category"] is not None:
            yield fault("indicators", row, "baseline_category", "alleen een categorie heeft een trede; laat leeg")
    indicators = {row["indicator"]: row for row in records(tables, "indicators")}
    for table, step, number in (
        ("indicator_targets", "target_category", "target"),
        ("observations", "category", "value"),
    ):
        for row in records(tables, table):
            own = indicators.get(row["indicator"])
            if own and own["kind"] == "category":
                yield from _step(table, row, step, number, scales.get(own["scale"]))
            elif own and row[step] is not None:
                yield fault(table, row, step, "de indicator is geen categorie; vul een getal in en laat dit leeg")


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
    indicators = {row["indicator"]: row for row in records(tables, "indicators")}
    for row in records(tables, "indicators"):
        given = row["baseline"] is not None or row["baseline_category"] is not None
        if given and row["baseline_year"] is None:
            yield fault("indicators", row, "baseline_year", "bij een peilwaarde hoort een peiljaar")
    for row in records(tables, "indicator_targets"):
        own = indicators.get(row["indicator"])
        if own and own["baseline_year"] is not None and row["year"] is not None and row["year"] <= own["baseline_year"]:
            yield fault(
                "indicator_targets", row, "year", f"een doelwaarde geldt na het peiljaar {own['baseline_year']}"
            )
        given = row["target"] is not None or row["target_category"] is not None
        if row["status"] == "to_be_determined" and given:
            yield fault("indicator_targets", row, "status", "er is een doelwaarde ingevuld: set")


def measured(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A measurement has a value and is not from after the reporting date."""
    dates = tables["cycle"]["reporting_date"].dropna()
    for row in records(tables, "observations"):
        if row["value"] is None and row["category"] is None:
            yield fault(
                "observations", row, "value", "een meting heeft een waarde; haal de rij weg als er niet gemeten is"
            )
        if row["date"] is not None and row["date"].year < FIRST_YEAR:
            yield fault("observations", row, "date", f"toegestaan is een datum vanaf {FIRST_YEAR}")
        if row["date"] is not None and len(dates) and row["date"] > dates.iloc[0]:
            yield fault(
                "observations",
                row,
                "date",
                f"toegestaan is een datum tot en met de peildatum {dates.iloc[0]:%Y-%m-%d}",
                f"er staat {row['date']:%Y-%m-%d}",
            )


def percentages(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A level in percent lies between 0 and 100 (a change, or a ratio to elsewhere, need not)."""
    percent = {
        row["indicator"] for row in records(tables, "indicators") if row["unit_short"] == "%" and row["kind"] == "level"
    }
    for table, column in (("indicators", "baseline"), ("indicator_targets", "target"), ("observations", "value")):
        for row in records(tables, table):
            if row["indicator"] in percent and row[column] is not None and not 0 <= row[column] <= 100:
                yield fault(table, row, column, "een percentage ligt tussen 0 en 100")


RULES = (kinds, ranks, targets, measured, percentages)
