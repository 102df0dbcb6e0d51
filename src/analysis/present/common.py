"""What several pages share: names of programmes, the place in a source, slices of a frame."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures.frames import once
from analysis.present import formats
from analysis.present.blocks import Column, place
from analysis.present.formats import day, euro, if_known
from analysis.present.labels import reading, reading_word

#: How a sum over several years that the source does not divide is called.
LUMP = "meer jaren samen"
#: How rows of no single programme are named.
TOGETHER = "Alle programma’s samen"


@once
def titles(cycle: Cycle) -> pd.Series:
    """Give the title of each programme, by slug, in the order of the book."""
    return cycle.programmes.sort_values("order").set_index("programme")["title"]


def of(frame: pd.DataFrame, programme: str | None) -> pd.DataFrame:
    """Give the rows of one programme, or all rows."""
    return frame if programme is None else frame[frame["programme"] == programme]


def together(cycle: Cycle, one: str, more: str) -> str:
    """Start a sentence about all programmes with the verb that fits their number: ``De 7 programma’s vragen``."""
    count = len(cycle.programmes)
    return f"Het programma {one}" if count == 1 else f"De {count} programma’s {more}"


def short_name(goal: str) -> str:
    """Give the name of a goal within its programme: what its key adds to that of the programme."""
    return goal.partition("/")[2]


def named(cycle: Cycle, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the column ``title`` with the title of the programme of each row."""
    return frame.assign(title=frame["programme"].map(titles(cycle)))


def period(row) -> str:
    """Write the period of a row."""
    return formats.period(row.year_from, row.year_to)


def year_name(year) -> str:
    """Write a year, or the name for sums over several years."""
    return LUMP if pd.isna(year) else str(year)


def source_line(cycle: Cycle, frame: pd.DataFrame) -> str:
    """Say where the figures of a chart stand: the documents, and the place if it is one document."""
    documents = cycle.sources.set_index("source")["title"]
    found = list(dict.fromkeys(frame["source"]))
    if len(found) != 1:
        return f"{cycle.info['title']} ({len(found)} documenten), stand {day(cycle.info['reporting_date'])}; de plaats in het document staat in de tabellen per programma."
    sections = list(dict.fromkeys(frame["section"]))
    place = "; ".join(sections) if len(sections) <= 3 else "de plaats per cijfer staat in de tabel"
    return f"{documents[found[0]]}, {place}."


def _place(row):
    """Write where a figure stands, with its remark; a reading that is not plainly printed is marked."""
    mark = reading(row.reading) if getattr(row, "reading", "printed") != "printed" else ""
    remark = getattr(row, "note", None)
    return place(mark, row.section, "" if pd.isna(remark) else remark)


def with_documents(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Name the document beside the place in it (`section`) where it is not the one that a programme rests on."""
    own = rows["programme"].map(cycle.programmes.set_index("programme")["source"])
    document = rows["source"].map(cycle.sources.set_index("source")["title"])
    return rows.assign(section=rows["section"].mask(rows["source"].ne(own), document + ", " + rows["section"]))


def placed(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Make rows ready for the column `PLACE`: with their documents, and a long note that repeats the one above as a reference."""
    rows = with_documents(cycle, rows)
    same = (
        rows["note"].eq(rows["note"].shift())
        & rows["section"].eq(rows["section"].shift())
        & rows["note"].str.len().gt(40)
    )
    return rows.assign(note=rows["note"].mask(same, "Toelichting: zie de regel hierboven."), whole_note=rows["note"])


#: A column of euros, where missing is an unknown amount; and one where it is no amount.
EUR = {"write": euro, "numeric": True, "unit": "euro"}
EUR_OR_EMPTY = {"write": if_known(euro), "numeric": True, "unit": "euro"}

#: Columns that several tables have: the programme, and where the figure stands with what there is to say about it.
PROGRAMME = Column("Programma", "title")
PLACE = Column(
    "Plaats in de bron en toelichting",
    _place,
    wide=True,
    raw={
        "Lezing": lambda row: reading_word(getattr(row, "reading", "printed")),
        "Plaats in de bron": "section",
        "Toelichting": lambda row: getattr(row, "whole_note", getattr(row, "note", None)),
    },
)
#: What stands for a period in the CSV file of a chart.
YEARS = {"Jaar van": "year_from", "Jaar tot en met": "year_to"}
