"""What several pages share: names of programmes, the place in a source, slices of a frame."""

import pandas as pd

from analysis.data import Cycle
from analysis.present.blocks import Column
from analysis.present.formats import day, years
from analysis.present.labels import reading

#: How a sum over several years that the source does not divide is called.
LUMP = "meer jaren samen"


def titles(cycle: Cycle) -> pd.Series:
    """Give the title of each programme, by slug, in the order of the book."""
    return cycle.programmes.sort_values("order").set_index("programme")["title"]


def of(frame: pd.DataFrame, programme: str | None) -> pd.DataFrame:
    """Give the rows of one programme, or all rows."""
    return frame if programme is None else frame[frame["programme"] == programme]


def named(cycle: Cycle, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the column ``title`` with the title of the programme of each row."""
    return frame.assign(title=frame["programme"].map(titles(cycle)))


def period(row) -> str:
    """Write the period of a row."""
    return years(row.year_from, row.year_to)


def year_name(year) -> str:
    """Write a year, or the name for sums over several years."""
    return LUMP if pd.isna(year) else str(year)


def source_line(cycle: Cycle, frame: pd.DataFrame) -> str:
    """Say where the figures of a chart stand: the documents, and the place if it is one document."""
    documents = cycle.sources.set_index("source")["title"]
    found = list(dict.fromkeys(frame["source"]))
    if len(found) != 1:
        return f"{cycle.info['title']} ({len(found)} documenten), stand {day(cycle.info['reporting_date'])}; de plaats in het document staat in de tabellen per programma."
    return f"{documents[found[0]]}, {'; '.join(dict.fromkeys(frame['section']))}."


#: Columns that several tables end with.
PROGRAMME = Column("Programma", "title")
READING = Column("Lezing", "reading", reading)
NOTE = Column("Toelichting", "note")
SECTION = Column("Plaats in de bron", "section")
