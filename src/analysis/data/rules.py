"""Rules between columns and between tables, which a Table Schema cannot say: keys, references, provenance, years, sums of money."""

from collections.abc import Iterator

import pandas as pd

from analysis.data.cells import ROW
from analysis.data.faults import Fault, nearest, quoted
from analysis.data.workbook.text import number_text

Tables = dict[str, pd.DataFrame]

#: Columns whose number may be unknown, but then the note has to say why.
UNKNOWN_NEEDS_NOTE = {"budget": "amount_eur", "indicator_targets": "target", "statistics": "value"}
#: A week has this many hours; more for one person is a slip of the pen.
HOURS_IN_A_WEEK = 168


def records(tables: Tables, table: str, where: pd.Series | None = None) -> Iterator[dict]:
    """Give the rows of a table as dictionaries, with missing values as None; only those that are marked, if asked.

    A rule marks what is wrong over whole columns and looks at those rows alone: a table of ten thousands of rows has
    none or a few.
    """
    frame = tables[table]
    if where is not None:
        marked = where.to_numpy(bool, na_value=False)
        if not marked.any():
            return
        frame = frame[marked]
    cells = [frame[name].to_numpy(object, na_value=None) for name in frame.columns] if len(frame) else []
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
            existing = set(tables[target][key["reference"]["fields"]].dropna().to_numpy(object))
            given = tables[table][column]
            for row in records(tables, table, given.notna() & ~given.isin(existing)):
                known = ", ".join(sorted(existing)) if 0 < len(existing) <= 12 else f"een waarde uit {target}.csv"
                yield fault(table, row, column, f"toegestaan is: {known}{nearest(row[column], existing)}")


def counting(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A euro is counted by a programme that exists, or by none."""
    programmes = list(tables["programmes"]["programme"])
    for row in records(tables, "programmes", tables["programmes"]["programme"].isin(["none", "geheel"])):
        if row["programme"] == "none":
            yield fault("programmes", row, "programme", "none betekent in counted_by: niemand; kies een andere naam")
        else:
            yield fault(
                "programmes", row, "programme", "geheel.md is de toelichting op alle programma's; kies een andere naam"
            )
    by, inside = tables["budget"]["counted_by"], tables["budget"]["in_programme_total"]
    for row in records(tables, "budget", by.notna() & ~by.isin(["none", *programmes])):
        yield fault("budget", row, "counted_by", f"toegestaan is leeg, none of: {', '.join(programmes)}")
    for row in records(tables, "budget", by.eq("none") & inside):
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
            start, end = tables[table][low], tables[table][high]
            if low != "start":  # a source may promise an end without saying when it begins
                for row in records(tables, table, start.isna() & end.notna()):
                    yield fault(table, row, low, f"bij een bovengrens ({high}) hoort een ondergrens")
            for row in records(tables, table, start.gt(end)):
                more = "later" if low == "start" else "hoger"
                yield fault(table, row, high, f"toegestaan is {as_typed(row[low])} ({low}) of {more}")


def notes(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """A reading that is not printed, and a number that is unknown, are explained."""
    for table in schemas:
        frame, number = tables[table], UNKNOWN_NEEDS_NOTE.get(table)
        bare = frame["note"].isna() if "note" in frame else pd.Series(True, index=frame.index)
        if "reading" in frame:
            for row in records(tables, table, bare & frame["reading"].notna() & frame["reading"].ne("printed")):
                yield fault(table, row, "note", f"bij lezing '{row['reading']}' zegt de toelichting hoe het gelezen is")
        if number:
            step = frame["target_category"].notna() if "target_category" in frame else False
            for row in records(tables, table, bare & frame[number].isna() & ~pd.Series(step, index=frame.index)):
                yield fault(
                    table, row, "note", f"bij een leeg getal ({number}) zegt de toelichting waarom het onbekend is"
                )


def not_yet(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """What is done or spent lies before the reporting date, or in its year."""
    dates = tables["cycle"]["reporting_date"].dropna()
    if dates.empty:
        return
    today, budget, milestones = dates.iloc[0], tables["budget"], tables["milestones"]
    for row in records(tables, "budget", budget["phase"].eq("executed") & budget["year_from"].gt(today.year)):
        allowed = f"wat gerealiseerd is, ligt in {today.year} of eerder (peildatum {today:%Y-%m-%d})"
        yield fault("budget", row, "year_from", allowed)
    for row in records(tables, "milestones", milestones["realised"] & milestones["start"].gt(today)):
        allowed = f"wat na de peildatum {today:%Y-%m-%d} begint, kan nog niet gebeurd zijn"
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
        both = tables[table][[key, "programme"]].dropna()
        pairs = zip(both[key].to_numpy(object), both["programme"].to_numpy(object))
        stray = both.index[[not own.startswith(f"{slug}/") for own, slug in pairs]]
        for row in records(tables, table, tables[table].index.to_series().isin(stray)):
            yield fault(table, row, key, f"de sleutel begint met '{row['programme']}/'")
    goals = tables["goals"].drop_duplicates("goal", keep="last").set_index("goal", drop=False)
    parent, programme = goals["parent"], goals["programme"].fillna("")
    wrong = parent.map(goals["level"]).ne("strategic") | parent.map(programme).ne(programme) | _circular(parent)
    for row in records({"goals": goals}, "goals", parent.isin(goals.index) & wrong):
        yield fault("goals", row, "parent", "toegestaan is een ander, strategisch doel van hetzelfde programma")
    goal = tables["indicators"]["goal"]
    elsewhere = goal.map(programme).ne(tables["indicators"]["programme"].fillna(""))
    for row in records(tables, "indicators", goal.isin(goals.index) & elsewhere):
        yield fault("indicators", row, "goal", f"toegestaan is een doel van '{row['programme']}'")


def _circular(parents: pd.Series) -> pd.Series:
    """Tell of each goal whether following the parents comes back at it."""
    above = dict(
        zip(parents.index.to_series().to_numpy(object, na_value=None), parents.to_numpy(object, na_value=None))
    )
    found = []
    for goal in above:
        seen, here = set(), above[goal]
        while here in above and here not in seen and here != goal:
            seen.add(here)
            here = above[here]
        found.append(here == goal)
    return pd.Series(found, index=parents.index, dtype=bool)


def hours(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """Known hours have a number, unknown ones have none and say why; nobody works more hours than a week has."""
    rows = tables["capacity"]
    known, unknown, number = rows["known"].eq(True), rows["known"].eq(False), rows["hours_min"]
    for row in records(tables, "capacity", known & number.isna()):
        yield fault("capacity", row, "hours_min", "vul een aantal in, of zet known op false met een toelichting")
    for row in records(tables, "capacity", unknown & number.notna()):
        yield fault("capacity", row, "hours_min", "bij known false blijft het aantal leeg")
    for row in records(tables, "capacity", unknown & rows["note"].isna()):
        yield fault("capacity", row, "note", "bij known false zegt de toelichting wat de bron geeft, zoals p.m.")
    highest = rows[["hours_min", "hours_max"]].max(axis=1)
    too_many = rows["known"].notna() & rows["period"].eq("week") & highest.gt(HOURS_IN_A_WEEK)
    for row in records(tables, "capacity", too_many):
        yield fault(
            "capacity",
            row,
            "hours_min",
            f"een week heeft {HOURS_IN_A_WEEK} uren; kies een andere periode of controleer het aantal",
            f"er staan {max(row['hours_min'] or 0, row['hours_max'] or 0):g} uren per week per persoon",
        )


def stated_scopes(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """The scope of a printed total names posts that exist on its side of the budget."""
    posts = tables["budget"].groupby(["programme", "side"])["post"]
    scope = tables["budget_stated"]["scope"]
    listed = scope.notna() & ~scope.isin(["all", "covered", "unallocated"])
    own = {key: set(names.dropna()) for key, names in posts} if listed.any() else {}
    for row in records(tables, "budget_stated", listed):
        existing = own.get((row["programme"], row["side"]), set())
        for post in (part.strip() for part in row["scope"].split(";")):
            if post not in existing:
                yield fault(
                    "budget_stated",
                    row,
                    "scope",
                    "toegestaan is all, covered, unallocated of namen van posten gescheiden door ' ; '"
                    + nearest(post, existing),
                    f"er is geen post '{post}' bij {row['programme']}",
                )


def same_programme(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """An effort contributes to goals of its own programme, its money lies in a post of it, its milestones belong to it."""
    efforts, links, moments = tables["efforts"], tables["effort_goals"], tables["milestones"]
    posts = tables["budget"][["programme", "post"]].dropna()
    pair, pairs = (pd.MultiIndex.from_frame(frame[["programme", "post"]]) for frame in (efforts, posts))
    for row in records(tables, "efforts", efforts["post"].notna() & ~pair.isin(pairs)):
        allowed = f"toegestaan is leeg of een post uit budget.csv van '{row['programme']}'"
        own = set(posts.loc[posts["programme"].eq(row["programme"]), "post"])
        yield fault("efforts", row, "post", allowed + nearest(row["post"], own))
    owner = efforts.dropna(subset="effort").set_index("effort")["programme"].to_dict()
    goals = tables["goals"].dropna(subset="goal").set_index("goal")["programme"].to_dict()
    known = links["effort"].isin(owner) & links["goal"].isin(goals)
    for row in records(tables, "effort_goals", known & links["goal"].map(goals).ne(links["effort"].map(owner))):
        yield fault("effort_goals", row, "goal", f"toegestaan is een doel van '{owner[row['effort']]}'")
    elsewhere = moments["effort"].isin(owner) & moments["effort"].map(owner).ne(moments["programme"])
    for row in records(tables, "milestones", elsewhere):
        yield fault("milestones", row, "effort", f"toegestaan is leeg of een inspanning van '{row['programme'] or ''}'")


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
)
