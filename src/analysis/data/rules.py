"""Rules between columns and between tables, which a Table Schema cannot say: keys, references, provenance, years, sums of money."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis.data.faults import Fault, nearest, quoted
from analysis.data.tables import ROW
from analysis.data.workbook.text import number_text

Tables = dict[str, pd.DataFrame]

#: Columns whose number may be unknown, but then the note has to say why.
UNKNOWN_NEEDS_NOTE = {"budget": "amount_eur", "indicator_targets": "target", "statistics": "value"}
#: A week has this many hours; more for one person is a slip of the pen.
HOURS_IN_A_WEEK = 168
#: It starts where no part of it stands before: otherwise a cell of a hundred thousand letters takes minutes.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+")
#: Dutch telephone numbers: mobile ones in any of the ways people write them, others as 0546-123456 or 020 1234567.
PHONE = re.compile(
    r"(?<!\d)(0|\+31[ -]?(\(0\))?|0031[ -]?)6([ -]?\d){8}(?!\d)"
    r"|(?<![\d-])(0|\+31 ?(\(0\) ?)?|0031 ?)([1-9]\d[ -]?\d{7}|[1-9]\d{2}[ -]?\d{6})(?!\d)"
)


def records(tables: Tables, table: str) -> Iterator[dict]:
    """Give the rows of a table as dictionaries, with missing values as None."""
    frame = tables[table]
    # every rule passes here: lists are ten times as fast as turning the frame into objects
    cells = [
        [None if missing else value for value, missing in zip(frame[name].tolist(), frame[name].isna().tolist())]
        for name in frame.columns
    ]
    for values in zip(*cells):
        yield dict(zip(frame.columns, values))


def fault(table: str, row: dict, column: str, allowed: str, found: str | None = None) -> Fault:
    """Make the fault of one cell."""
    return Fault(f"{table}.csv", row[ROW], column, found or quoted(as_typed(row.get(column))), allowed)


def as_typed(value) -> str:
    """Write a value as it stands in the file: no Python capitals, no exponent, no decimals that were not typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return number_text(value) if isinstance(value, float) else str(value)


def references(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Every reference points at a row that exists."""
    for table, schema in schemas.items():
        for key in schema.get("foreignKeys", ()):
            column, target = key["fields"], key["reference"]["resource"] or table
            existing = set(tables[target][key["reference"]["fields"]].dropna())
            for row in records(tables, table):
                if row[column] is not None and row[column] not in existing:
                    known = ", ".join(sorted(existing)) if 0 < len(existing) <= 12 else f"een waarde uit {target}.csv"
                    yield fault(table, row, column, f"toegestaan is: {known}{nearest(row[column], existing)}")


def counting(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A euro is counted by a programme that exists, or by none."""
    programmes = list(tables["programmes"]["programme"])
    for row in records(tables, "programmes"):
        if row["programme"] == "none":
            yield fault("programmes", row, "programme", "none betekent in counted_by: niemand; kies een andere naam")
        if row["programme"] == "geheel":
            yield fault(
                "programmes", row, "programme", "geheel.md is de toelichting op alle programma's; kies een andere naam"
            )
    for row in records(tables, "budget"):
        if row["counted_by"] not in (None, "none", *programmes):
            yield fault("budget", row, "counted_by", f"toegestaan is leeg, none of: {', '.join(programmes)}")
        if row["counted_by"] == "none" and row["in_programme_total"]:
            yield fault(
                "budget",
                row,
                "in_programme_total",
                "een bedrag buiten alle totalen (counted_by none) is geen deel van het eigen totaal: false",
            )


def ranges(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A range runs from low to high."""
    pairs = [
        ("year_from", "year_to"),
        ("start_year", "end_year"),
        ("amount_eur", "amount_max_eur"),
        ("hours_min", "hours_max"),
        ("start", "end"),
    ]
    for table in schemas:
        for low, high in pairs:
            if not {low, high} <= set(tables[table].columns):
                continue
            for row in records(tables, table):
                if row[high] is not None and row[low] is None:
                    if low == "start":  # a source may promise an end without saying when it begins
                        continue
                    yield fault(table, row, low, f"bij een bovengrens ({high}) hoort een ondergrens")
                elif row[high] is not None and row[low] > row[high]:
                    more = "later" if low == "start" else "hoger"
                    yield fault(table, row, high, f"toegestaan is {as_typed(row[low])} ({low}) of {more}")


def notes(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A reading that is not printed, and a number that is unknown, are explained."""
    for table in schemas:
        for row in records(tables, table):
            if row.get("reading", "printed") not in ("printed", None) and not row.get("note"):
                yield fault(table, row, "note", f"bij lezing '{row['reading']}' zegt de toelichting hoe het gelezen is")
            number = UNKNOWN_NEEDS_NOTE.get(table)
            if number and row[number] is None and not row.get("target_category") and not row.get("note"):
                yield fault(
                    table, row, "note", f"bij een leeg getal ({number}) zegt de toelichting waarom het onbekend is"
                )


def not_yet(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """What is done or spent lies before the reporting date, or in its year."""
    dates = tables["cycle"]["reporting_date"].dropna()
    if dates.empty:
        return
    for row in records(tables, "budget"):
        if row["phase"] == "executed" and row["year_from"] is not None and row["year_from"] > dates.iloc[0].year:
            allowed = (
                f"wat gerealiseerd is, ligt in {dates.iloc[0].year} of eerder (peildatum {dates.iloc[0]:%Y-%m-%d})"
            )
            yield fault("budget", row, "year_from", allowed)
    for row in records(tables, "milestones"):
        if row["realised"] and row["start"] is not None and row["start"] > dates.iloc[0]:
            allowed = f"wat na de peildatum {dates.iloc[0]:%Y-%m-%d} begint, kan nog niet gebeurd zijn"
            yield fault("milestones", row, "realised", allowed)


def keys_and_goals(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Keys start with their programme; a goal hangs under a strategic goal of the same programme."""
    for table, key in (
        ("goals", "goal"),
        ("indicators", "indicator"),
        ("statistics", "statistic"),
        ("corrections", "correction"),
        ("efforts", "effort"),
        ("milestones", "milestone"),
        ("risks", "risk"),
    ):
        for row in records(tables, table):
            if row[key] and row["programme"] and not row[key].startswith(row["programme"] + "/"):
                yield fault(table, row, key, f"de sleutel begint met '{row['programme']}/'")
    goals = {row["goal"]: row for row in records(tables, "goals")}
    for row in goals.values():
        parent = goals.get(row["parent"])
        if parent and (
            parent["level"] != "strategic" or parent["programme"] != row["programme"] or _circular(goals, row)
        ):
            yield fault("goals", row, "parent", "toegestaan is een ander, strategisch doel van hetzelfde programma")
    for row in records(tables, "indicators"):
        goal = goals.get(row["goal"])
        if goal and goal["programme"] != row["programme"]:
            yield fault("indicators", row, "goal", f"toegestaan is een doel van '{row['programme']}'")


def _circular(goals: dict, row: dict) -> bool:
    """Tell whether following the parents of a goal comes back at the goal."""
    seen, here = set(), row["parent"]
    while here in goals and here not in seen:
        if here == row["goal"]:
            return True
        seen.add(here)
        here = goals[here]["parent"]
    return False


def hours(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Known hours have a number, unknown ones have none and say why; nobody works more hours than a week has."""
    for row in records(tables, "capacity"):
        if row["known"] is None:
            continue
        if row["known"] and row["hours_min"] is None:
            yield fault("capacity", row, "hours_min", "vul een aantal in, of zet known op false met een toelichting")
        if not row["known"] and row["hours_min"] is not None:
            yield fault("capacity", row, "hours_min", "bij known false blijft het aantal leeg")
        if not row["known"] and not row["note"]:
            yield fault("capacity", row, "note", "bij known false zegt de toelichting wat de bron geeft, zoals p.m.")
        highest = max(row["hours_min"] or 0, row["hours_max"] or 0)
        if row["period"] == "week" and highest > HOURS_IN_A_WEEK:
            yield fault(
                "capacity",
                row,
                "hours_min",
                f"een week heeft {HOURS_IN_A_WEEK} uren; kies een andere periode of controleer het aantal",
                f"er staan {highest:g} uren per week per persoon",
            )


def stated_scopes(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """The scope of a printed total names posts that exist on its side of the budget."""
    budget = tables["budget"]
    for row in records(tables, "budget_stated"):
        if row["scope"] in (None, "all", "covered", "unallocated"):
            continue
        own = budget[(budget["programme"] == row["programme"]) & (budget["side"] == row["side"])]
        for post in (part.strip() for part in row["scope"].split(";")):
            if post not in set(own["post"]):
                yield fault(
                    "budget_stated",
                    row,
                    "scope",
                    "toegestaan is all, covered, unallocated of namen van posten gescheiden door ' ; '"
                    + nearest(post, set(own["post"].dropna())),
                    f"er is geen post '{post}' bij {row['programme']}",
                )


def same_programme(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """An effort contributes to goals of its own programme, its money lies in a post of it, its milestones belong to it."""
    posts = {name: set(rows["post"].dropna()) for name, rows in tables["budget"].groupby("programme")}
    for row in records(tables, "efforts"):
        own = posts.get(row["programme"], set())
        if row["post"] is not None and row["post"] not in own:
            allowed = f"toegestaan is leeg of een post uit budget.csv van '{row['programme']}'"
            yield fault("efforts", row, "post", allowed + nearest(row["post"], own))
    owner = tables["efforts"].set_index("effort")["programme"].to_dict()
    goals = tables["goals"].set_index("goal")["programme"].to_dict()
    for row in records(tables, "effort_goals"):
        if row["effort"] in owner and row["goal"] in goals and goals[row["goal"]] != owner[row["effort"]]:
            yield fault("effort_goals", row, "goal", f"toegestaan is een doel van '{owner[row['effort']]}'")
    for row in records(tables, "milestones"):
        if row["effort"] in owner and row["programme"] != owner[row["effort"]]:
            yield fault(
                "milestones", row, "effort", f"toegestaan is leeg of een inspanning van '{row['programme'] or ''}'"
            )


def personal_data(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """No e-mail addresses or telephone numbers: what is in the figures is published."""
    for table, schema in schemas.items():
        text = [field["name"] for field in schema["fields"] if field["type"] == "string"]
        for row in records(tables, table):
            for column in text:
                value = row[column] or ""
                if EMAIL.search(value) or PHONE.search(value):
                    yield fault(
                        table,
                        row,
                        column,
                        "e-mailadressen en telefoonnummers worden niet gepubliceerd; haal het weg",
                        "er staat een e-mailadres of telefoonnummer",
                    )


RULES = (
    references,
    counting,
    ranges,
    notes,
    keys_and_goals,
    hours,
    stated_scopes,
    same_programme,
    not_yet,
    personal_data,
)
