"""The building blocks of a page: sentences, cards, notes and tables, as HTML that escapes everything it is given."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from analysis.data.raw_frames import raw_rows
from analysis.present.formats import UNKNOWN

#: A table of more columns than this prints on a sheet of its own, on its side.
MANY_COLUMNS = 7


@cache
def template(name: str) -> Template:
    """Load a template of this room; it escapes what it is given, and refuses a name that it is not given."""
    environment = Environment(loader=PackageLoader("analysis.present"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name)


@cache
def _macros():
    return template("blocks.html").module


class Block:
    """A piece of a page, shown as HTML in a notebook and in the book.

    Parameters
    ----------
    html : str
        Its HTML, already escaped.
    """

    def __init__(self, html: str):
        self.html = Markup(html)

    def __html__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        """Plain text for where HTML is not shown."""
        return " ".join(self.html.striptags().split())


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    heading : str
        What stands above it.
    value : str or callable
        Name of the frame's column, or a function of a row (as a named tuple).
    write : callable, optional
        Turns the value into text or markup, also where it is missing; by default as it is, missing as empty.
    numeric : bool
        Aligned right, with figures of equal width.
    wide : bool
        Holds sentences, and gets the width for them.
    choice : bool
        A reader of a filterable table may pick rows by what stands here.
    unit : str
        Unit of the numbers, for who reads them without the caption.
    raw : mapping of str to (str or callable), optional
        What the CSV file of a chart has instead of this column, by heading: the same as ``value``, but one number
        each. For a cell that writes several, or one number as words.
    """

    heading: str
    value: str | Callable
    write: Callable | None = None
    numeric: bool = False
    wide: bool = False
    choice: bool = False
    unit: str = ""
    raw: Mapping[str, str | Callable] | None = None

    @property
    def classes(self) -> str:
        """Classes of the head and the cells of this column."""
        return " ".join(["getal"] * self.numeric + ["tekst"] * self.wide)

    def cell(self, row) -> dict:
        """Write the cell of a row; missing and unknown are shown as such."""
        content = self._written(_read(self.value, row))
        empty = "leeg" if str(content) in ("", UNKNOWN) else ""
        return {"content": "–" if str(content) == "" else content, "classes": f"{self.classes} {empty}".strip()}

    @property
    def raw_headings(self) -> list[str]:
        """Headings of this column in a CSV file, with the unit."""
        unit = f" ({self.unit})" if self.unit else ""
        return [f"{heading}{unit}" for heading in self.raw or [self.heading]]

    def raw_cells(self, row) -> list:
        """Give what a CSV file has for the cell of a row: numbers and dates as they are, else the words; None = unknown."""
        if self.raw is not None:
            return [_read(value, row) for value in self.raw.values()]
        value = _read(self.value, row)
        if pd.isna(value) and self.numeric:
            return [None]
        number = pd.api.types.is_number(value) and not pd.api.types.is_bool(value)
        if not pd.isna(value) and (number or isinstance(value, date)):
            return [value]
        words = self._written(value)
        words = words.striptags() if isinstance(words, Markup) else str(words)
        return [None if words in ("", UNKNOWN) else words]

    def _written(self, value):
        """Write a value as readers see it."""
        return self.write(value) if self.write else ("" if pd.isna(value) else value)


class Table(Block):
    """A table, with the values that its cells were written from.

    Parameters
    ----------
    html : str
        Its HTML, already escaped.
    frame : pandas.DataFrame
        One row per row of the table.
    columns : list of Column
        Its columns.
    """

    def __init__(self, html: str, frame: pd.DataFrame, columns: list[Column]):
        super().__init__(html)
        self._frame, self._columns = frame, columns

    @property
    def numbers(self) -> str:
        """The table as CSV for machines: decimal point, ISO dates, empty for unknown; Dutch headings with the unit."""
        header = [heading for column in self._columns for heading in column.raw_headings]
        rows = self._frame.itertuples(index=False)
        return raw_rows(
            header, ([cell for each in self._columns for cell in each.raw_cells(row)] for row in rows)
        ).text()


def _read(value: str | Callable, row):
    """Read from a row the column of this name, or what a function makes of it."""
    return getattr(row, value) if isinstance(value, str) else value(row)


def table(
    frame: pd.DataFrame,
    caption: str,
    columns: Iterable[Column],
    total: Callable | None = None,
    filterable: bool = False,
    classes: str = "",
) -> Table:
    """Make a table: a caption, a head, the first cell of each row as its head.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per row of the table.
    caption : str
        What the table shows, units included.
    columns : iterable of Column
        Its columns.
    total : callable, optional
        Tells of a row (a named tuple) whether it is a total.
    filterable : bool
        A reader may pick rows, by words and by each column that is a choice.
    classes : str
        Classes of the style sheet for the box around it.
    """
    columns = list(columns)
    rows = [
        {"cells": [column.cell(row) for column in columns], "total": bool(total and total(row))}
        for row in frame.itertuples(index=False)
    ]
    classes = " ".join(["tabel", *["breed"] * (len(columns) > MANY_COLUMNS), *classes.split()])
    return Table(_macros().table(caption, columns, rows, classes, filterable), frame, columns)


def chooser(name: str, parts: Mapping[str, Block]) -> Block:
    """Make parts of which a reader may pick one, by their names; all are shown until then."""
    return Block(_macros().chooser(name, dict(parts)))


def answer(text: str) -> Block:
    """Make the sentence a page opens with."""
    return Block(_macros().answer(text))


def paragraph(text: str) -> Block:
    """Make a paragraph."""
    return Block(_macros().paragraph(text))


def note(text: str, attention: bool = False) -> Block:
    """Make a remark beside the text."""
    return Block(_macros().note(text, attention))


def explanation(html: Markup) -> Block:
    """Make the explanation by who is responsible, from HTML that is safe already."""
    return Block(_macros().explanation(html))


def cards(items: Iterable[tuple[str, str, str]]) -> Block:
    """Make the key figures of a page: name, value and a remark each."""
    return Block(_macros().cards(list(items)))


def badge(code: str, sign: str, word: str) -> Markup:
    """Make a verdict: a sign and a word, which the colour only repeats."""
    return Markup(_macros().badge(code, sign, word))


def legend(marks: Iterable[Markup]) -> Block:
    """Make the line under a matrix that says what its marks mean."""
    return Block(_macros().legend(list(marks)))


def reading(code: str, word: str) -> Markup:
    """Make the mark that says how sure a figure is read."""
    return Markup(_macros().reading(code, word))


def place(mark: str, section: str, remark: str) -> Markup:
    """Make the place of a figure in its source: how it was read, where it stands, and a remark."""
    return Markup(_macros().place(mark, section, remark))


def link(href: str, text: str) -> Markup:
    """Make a link to another page of the book."""
    return Markup(_macros().link(href, text))


def chart_html(**parts) -> Markup:
    """Make a chart with its title, sentence, table and source (see `analysis.present.charts`)."""
    return Markup(_macros().chart(**parts))


def joined(blocks: Iterable) -> Block:
    """Put blocks (or charts) below each other."""
    return Block(Markup("\n").join(blocks))
