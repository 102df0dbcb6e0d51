"""Goals and efforts of a programme, as tables."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import goals as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, table
from analysis.present.common import EUR_OR_EMPTY, PLACE, of, placed, short_name, with_documents
from analysis.present.formats import day, number


def tree(cycle: Cycle, programme: str) -> Block:
    """Tabulate the goals of a programme, each followed by the goals that serve it."""
    rows = of(measure.goals(cycle), programme)
    columns = [
        Column("Doel", "goal", short_name),
        Column("Niveau", "level", lambda code: labels.word("goals", "level", code)),
        Column("Wat we willen bereiken", "statement", wide=True),
        Column("Indicatoren", "indicators", number, True),
        Column("Inspanningen", "efforts", number, True),
        PLACE,
    ]
    return table(
        placed(cycle, rows), "Doelen, met het aantal indicatoren en inspanningen dat er zelf aan hangt", columns
    )


def efforts(cycle: Cycle, programme: str) -> Block:
    """Tabulate the efforts of a programme: under which track, who leads, when, with what money and whom."""
    rows = of(cycle.efforts, programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen inspanningen.", attention=True)
    columns = [
        Column("Inspanning", "title"),
        Column("Spoor of doel", "track"),
        Column("Rol van het programma", "role", lambda code: labels.word("efforts", "role", code), choice=True),
        Column("Trekker", "lead"),
        Column("Planning", planned, wide=True),
        Column("Bedrag", "amount_eur", **EUR_OR_EMPTY),
        Column("Geld", "funding_note", wide=True),
        Column("Betrokkenen", "stakeholders", wide=True),
        PLACE,
    ]
    return table(with_documents(cycle, rows), "Inspanningen van het programma", columns, filterable=True)


def planned(row) -> str:
    """Write when an effort is planned: its dates, and what the source says of them."""
    ends = [
        text
        for name, date in (("vanaf", row.start), ("tot en met", row.end))
        if pd.notna(date)
        for text in (name, day(date))
    ]
    return " ".join(
        [" ".join(ends) + "." * bool(ends), *([row.planning_note] if pd.notna(row.planning_note) else [])]
    ).strip()
