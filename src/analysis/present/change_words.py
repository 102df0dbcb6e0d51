"""How changes are told: in which sections, about what, and how a stored value is written."""

import pandas as pd

from analysis.data import Cycle, load_schemas
from analysis.data.schema import labels
from analysis.measures.changes import row_keys, stored
from analysis.present.formats import SPACE, day, euro, number, period

#: Sections of what changed: how one and more of its rows are called, and the tables it tells about.
SECTIONS = {
    "money": (("realisatie of kenmerk van een bedrag", "realisaties en kenmerken van bedragen"), ("budget",)),
    "hours": (("rol", "rollen"), ("capacity", "unit_supply")),
    "targets": (
        ("doelwaarde of indicator", "doelwaarden en indicatoren"),
        ("indicators", "indicator_targets", "scales"),
    ),
    "observations": (("meting", "metingen"), ("observations",)),
    "planning": (("mijlpaal", "mijlpalen"), ("milestones",)),
    "risks": (("risico", "risico’s"), ("risks",)),
    "areas": (("oordeel op een gebied", "oordelen op gebieden"), ("assessments",)),
    "goals": (
        ("doel, inspanning of verband", "doelen, inspanningen en verbanden"),
        ("goals", "efforts", "effort_goals"),
    ),
    "rest": (
        ("ander gegeven", "andere gegevens"),
        ("programmes", "budget_stated", "governance", "statistics", "corrections"),
    ),
}
CHANGES = {"added": "erbij", "removed": "vervallen", "changed": "veranderd"}

#: Per table the column that names what a row is about.
_NAMES = {
    "budget_stated": "label",
    "capacity": "role",
    "corrections": "subject",
    "efforts": "title",
    "goals": "statement",
    "governance": "body",
    "indicators": "title",
    "milestones": "title",
    "programmes": "title",
    "risks": "title",
    "statistics": "title",
}


#: Per table the columns whose value is told of a row that came or went: the first that is filled.
_VALUES = {
    "assessments": ("status",),
    "budget": ("amount_eur",),
    "capacity": ("hours_min",),
    "indicator_targets": ("target", "target_category"),
    "milestones": ("end",),
    "observations": ("value", "category"),
    "risks": ("summary",),
}


def main_values(cycle: Cycle) -> dict[tuple[str, str], str]:
    """Write the value that a row is about, by table and key."""
    schemas, values = load_schemas(), {}
    for table, columns in _VALUES.items():
        frame = getattr(cycle, table)
        texts = [[stored(frame[column]).tolist(), column] for column in columns]
        for place, key in enumerate(row_keys(cycle, table)):
            filled = [(column, cells[place]) for cells, column in texts if pd.notna(cells[place])]
            if filled:
                values[table, key] = written(schemas[table], *filled[0]) + _rest(cycle, frame.iloc[place], filled[0][0])
    return values


def _rest(cycle: Cycle, row: pd.Series, column: str) -> str:
    """Give what belongs behind a value: the unit of a measurement or a target, and whether an amount is covered."""
    if column in ("value", "target"):
        unit = cycle.indicators.set_index("indicator")["unit_short"].get(row["indicator"])
        return "" if pd.isna(unit) or unit in ("", "cijfer") else unit if unit == "%" else f"{SPACE}{unit}"
    if column == "amount_eur" and pd.notna(row["coverage"]):
        return f", {labels(load_schemas()['budget'], 'coverage')[row['coverage']]}"
    return ""


def subjects(cycle: Cycle, base: Cycle) -> dict[tuple[str, str], str]:
    """Give a readable name for the rows of two cycles, by table and key (as in `analysis.measures.changes.rows`)."""
    names, areas = {}, labels(load_schemas()["assessments"], "area")
    for which in (base, cycle):
        indicators = which.indicators.set_index("indicator")["title"]
        efforts = which.efforts.set_index("effort")["title"]
        for table, column in _NAMES.items():
            frame = getattr(which, table)
            names |= {(table, key): name for key, name in zip(row_keys(which, table), frame[column])}
        for table, titled in (
            ("indicator_targets", indicators),
            ("observations", indicators),
            ("effort_goals", efforts),
        ):
            frame, (owner, rest) = getattr(which, table), which.key(table)
            for key, name, detail in zip(row_keys(which, table), frame[owner].map(titled), frame[rest]):
                names[table, key] = f"{name}, {day(detail) if isinstance(detail, pd.Timestamp) else detail}"
        for row in which.assessments.itertuples():
            names["assessments", f"{row.programme} | {row.area}"] = areas.get(row.area, row.area)
        for key, row in zip(row_keys(which, "budget"), which.budget.itertuples()):
            words = [labels(load_schemas()["budget"], name)[getattr(row, name)] for name in ("side", "phase")]
            names["budget", key] = ", ".join([row.post, period(row.year_from, row.year_to), *words])
    return names


def written(schema: dict, column: str, text: str) -> str:
    """Write a stored value in Dutch: codes as words, numbers and dates in Dutch notation; a missing one as 'leeg'."""
    if pd.isna(text):
        return "leeg"
    field = next(field for field in schema["fields"] if field["name"] == column)
    if field.get("categories"):
        return labels(schema, column).get(text, text)
    if field["type"] == "boolean":
        return {"True": "ja", "False": "nee"}.get(text, text)
    if field["type"] == "date":
        return day(text)
    if field["type"] == "number":
        return euro(float(text)) if column.endswith("_eur") else number(float(text), len(text.partition(".")[2]))
    return text
