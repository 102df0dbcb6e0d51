"""The tables of a scenario, before and after: on its page and in a terminal the same."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.data.scenarios import Scenario
from analysis.measures import scenarios as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, table
from analysis.present.common import PROGRAMME, named, period, year_name
from analysis.present.formats import SPACE, euro, listed

#: How money is called by its side and coverage.
KINDS = {
    ("spending", "covered"): "besteding",
    ("spending", "uncovered"): "besteding zonder dekking",
    ("spending", "unknown"): "besteding, dekking niet genoemd",
    ("funding", "covered"): "dekking",
    ("funding", "uncovered"): "dekking die er nog niet is",
    ("funding", "unknown"): "dekking die niet is bevestigd",
}
#: Whether what a scenario moves adds up to nil.
OUTCOMES = {
    "equal": "totaal gelijk",
    "matched": "besteding en dekking veranderen evenveel",
    "differs": "totaal niet gelijk",
    "unknown": "niet te zeggen: een bedrag is onbekend",
}


@dataclass(frozen=True)
class Sheet:
    """A table that can be written as HTML or, cell by cell, in a terminal.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row per row of the table.
    caption : str
        What it shows.
    columns : list of Column
        Its columns.
    total : callable, optional
        Tells of a row whether it is a total.
    """

    rows: pd.DataFrame
    caption: str
    columns: list[Column]
    total: Callable | None = None

    def block(self) -> Block:
        """Write it for a page."""
        return table(self.rows, self.caption, self.columns, self.total)

    def cells(self) -> list[list[str]]:
        """Write the text of every cell."""
        rows = self.rows.itertuples(index=False)
        return [[_text(column.cell(row)["content"]) for column in self.columns] for row in rows]


def _text(content) -> str:
    """Give a cell without its markup."""
    return content.striptags() if hasattr(content, "striptags") else str(content)


def signed(write: Callable) -> Callable:
    """Make of a way to write a number one that also writes the plus; nothing where there is no number."""
    return lambda value: "" if pd.isna(value) else ("+" if value > 0 else "") + write(value)


def signed_euro(amount: float) -> str:
    """Write a difference in euro with its sign: ``€ +20.000``; nothing where it is not known."""
    sign = f"€{SPACE}+" if pd.notna(amount) and round(amount) > 0 else f"€{SPACE}"
    return "" if pd.isna(amount) else euro(amount).replace(f"€{SPACE}", sign)


def amendment(scenario: Scenario) -> Sheet | None:
    """Tabulate the amounts that change as a council amendment does: post, year, was, becomes, difference, and the totals."""
    rows = measure.money(scenario.cycle, scenario.base)
    if rows.empty:
        return None
    rows = named(scenario.cycle, rows).assign(is_total=False)
    counts = rows["counted_by"].isna() | rows["counted_by"].eq(rows["programme"])
    rows["counts"] = counts.map({True: "ja", False: "nee"})
    kinds = sorted({_kind(row) for row in rows.itertuples()})
    told = pd.concat([rows, _totals_of(rows[counts])], ignore_index=True)
    columns = [
        Column("Post", "post"),
        Column("Jaar", lambda row: "" if row.is_total else period(row)),
        Column("Was", lambda row: amount(row.before_eur, row.in_before), numeric=True),
        Column("Wordt", lambda row: amount(row.after_eur, row.in_after), numeric=True),
        Column("Verschil", "difference_eur", signed_euro, True),
        Column("V of N", "effect"),
        *([] if len(kinds) == 1 else [Column("Kant", lambda row: "" if row.is_total else _kind(row))]),
        PROGRAMME,
        *([] if counts.all() else [Column("Telt mee in het totaal", "counts")]),
        *([Column("Toelichting", "note", wide=True)] if rows["note"].notna().any() else []),
    ]
    return Sheet(
        told,
        f"Amendementstabel: {listed(kinds)}, in euro (verschil = wordt min was)",
        columns,
        lambda row: row.is_total,
    )


def _totals_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the amounts that change, by side and coverage; a sum with an unknown amount is unknown."""
    kinds = [_kind(row) for row in rows.itertuples()]
    sums = rows.assign(
        kind=kinds,
        before_eur=rows["before_eur"].mask(~rows["in_before"], 0.0),
        after_eur=rows["after_eur"].mask(~rows["in_after"], 0.0),
    )
    euros = ["before_eur", "after_eur", "difference_eur"]
    sums = sums.groupby("kind", sort=False)[euros].agg(lambda values: values.sum(skipna=False)).reset_index()
    several = len(sums) > 1
    post = sums["kind"].map(lambda kind: f"Totaal {kind}" if several else "Totaal")
    return sums.assign(post=post, is_total=True, in_before=True, in_after=True)


def _kind(row) -> str:
    """Name the side and coverage of an amount."""
    return KINDS[row.side, row.coverage if pd.notna(row.coverage) else "unknown"]


def amount(euros: float, there: bool) -> str:
    """Write an amount; 'er niet' where there is none."""
    return euro(euros) if there else "er niet"


def per_year(scenario: Scenario) -> Sheet | None:
    """Tabulate the totals of each programme and year in which the scenario moves money, before and after."""
    rows = measure.money_totals(scenario.cycle, scenario.base, ("programme", "year"))
    rows = rows[rows["difference_eur"].abs().ge(measure.NOTHING) | rows["unknown_before"].ne(rows["unknown_after"])]
    if rows.empty:
        return None
    rows = named(scenario.cycle, rows)
    columns = [
        PROGRAMME,
        Column("Jaar", lambda row: year_name(row.year)),
        Column("Kant", lambda row: KINDS[row.side, row.coverage]),
        Column("Was", "before_eur", euro, True),
        Column("Wordt", "after_eur", euro, True),
        Column("Verschil", "difference_eur", signed_euro, True),
    ]
    return Sheet(rows, "Het hele programma per jaar, in euro: was en wordt", columns)


def outcome(scenario: Scenario) -> Sheet | None:
    """Tabulate whether what is moved adds up: over everything and in each year that changes."""
    whole = measure.balance(scenario.cycle, scenario.base)
    years = measure.balance(scenario.cycle, scenario.base, ("year",))
    rows = measure.money(scenario.cycle, scenario.base)
    if rows.empty:
        return None
    touched = years["year"].isin(rows["year"]) | years["verdict"].ne("equal")
    named_years = years.assign(when=years["year"].map(year_name, na_action=None))
    rows = pd.concat([named_years[touched], whole.assign(when="Samen")])
    columns = [
        Column("Jaar", "when"),
        Column("Klopt het?", "verdict", OUTCOMES.get),
        Column("Besteding", "spending_eur", signed_euro, True),
        Column("Besteding zonder dekking", "uncovered_eur", signed_euro, True),
        Column("Dekking", "funding_eur", signed_euro, True),
    ]
    return Sheet(
        rows, "Telt het op tot nul? Verschil met wat is vastgesteld, in euro, elke euro één keer", columns,
        lambda row: row.when == "Samen",
    )  # fmt: skip


def without_effect(scenario: Scenario) -> list[str]:
    """Name the amounts of the scenario that change no plan: a later phase replaced them, or they were spent already."""
    if "budget" not in scenario.rows:
        return []
    rows, found = scenario.rows["budget"], measure.money(scenario.cycle, scenario.base)
    key = ["programme", "side", "post", "year_from", "year_to"]
    told = set(found[key].itertuples(index=False, name=None))
    quiet = rows[[tuple(row) not in told for row in rows[key].itertuples(index=False, name=None)]]
    return [f"{row.post} {period(row)} ({labels.word('budget', 'phase', row.phase)})" for row in quiet.itertuples()]
