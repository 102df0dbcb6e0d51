"""Find the sheet of each table in a workbook, and the headings in a sheet, as people leave them behind."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data.faults import Fault
from analysis.data.raw_tables import RawTable
from analysis.data.schema import may_be_absent
from analysis.data.workbook.sheets import GUIDE, LISTS, Sheet, plain
from analysis.data.workbook.text import decoded, shown

#: The headings are looked for in so many rows, as a title may stand above them, and in so many columns.
TOP, WIDE = 20, 500
#: A heading that is so much like a missing one is a slip of the pen and no column of the user's own.
ALIKE = 0.8


@dataclass
class Found:
    """The columns of a table in a sheet.

    Parameters
    ----------
    row : int
        Row of the headings.
    columns : dict of str to int
        Place of each column that is there.
    unknown : list of str
        Headings that are no column of the table.
    faults : list of Fault
        What is wrong with the headings.
    """

    row: int
    columns: dict[str, int]
    unknown: list[str]
    faults: list[Fault] = field(default_factory=list)


def find_sheets(book: Workbook, wanted: dict[str, Sheet]) -> tuple[dict[str, Worksheet], list[str], list[Fault]]:
    """Find the sheet of each table: by its mark, by its name, or else by its headings.

    Returns
    -------
    tuple
        The sheet per table, the names of sheets that belong to no table, and a fault for every table with two sheets.
    """
    marked, faults = _marked(book, wanted), []
    by_title = {plain(each.title): each for each in book.worksheets}
    titled = {table: by_title[plain(sheet.name)] for table, sheet in wanted.items() if plain(sheet.name) in by_title}
    for table in marked.keys() & titled.keys():
        if titled[table] is not marked[table] and titled[table] not in marked.values():
            faults.append(
                Fault(
                    f"blad '{titled[table].title}'",
                    0,
                    "",
                    f"ook blad '{marked[table].title}' is dat van de tabel {wanted[table].schema['title']}",
                    "houd er één over",
                )
            )
    places = {table: each for table, each in titled.items() if each not in marked.values()} | marked
    own = {plain(GUIDE), plain(LISTS)}
    spare = [each for each in book.worksheets if each not in places.values() and plain(each.title) not in own]
    for each in list(spare):
        table = _by_headings(each, {table: sheet for table, sheet in wanted.items() if table not in places})
        if table:
            places[table] = each
            spare.remove(each)
    return places, [each.title for each in spare if _filled(each)], faults


def find_columns(place: Worksheet, sheet: Sheet, raw: RawTable) -> Found:
    """Find the columns of a table by their headings, wherever they stand.

    Parameters
    ----------
    place : Worksheet
        The sheet.
    sheet : Sheet
        The table.
    raw : RawTable
        The figures so far: a column may only be left out if it has none.
    """
    file, (row, cells) = f"blad '{place.title}'", _heading_row(place, sheet)
    found, first = Found(row, {}, []), {}
    for number, text in cells.items():
        column = sheet.column(text)
        if column is None:
            found.unknown.append(text if len(text) <= 60 else text[:57] + "...")
        elif column in found.columns:
            twice = f"deze kop staat er twee keer (ook '{first[column]}')"
            found.faults.append(Fault(file, row, text, twice, "elke kolom staat er één keer"))
        else:
            found.columns[column], first[column] = number, text
    if not found.columns:
        expected = ", ".join(sheet.headings.values())
        found.faults.append(Fault(file, row, "", "er staan geen koppen van deze tabel", f"de koppen zijn: {expected}"))
        return found
    for column in sheet.headings.keys() - found.columns.keys():
        slip = difflib.get_close_matches(plain(sheet.headings[column]), map(plain, found.unknown), 1, ALIKE)
        if slip or raw.filled(column) or not may_be_absent(sheet.fields[column]):
            found.faults.append(_missing(file, row, sheet, column, found.unknown, raw))
    return found


def _missing(file: str, row: int, sheet: Sheet, column: str, unknown: list[str], raw: RawTable) -> Fault:
    """Make the fault of a column that may not be left out."""
    advice = "zet de kolom terug"
    if may_be_absent(sheet.fields[column]) and raw.filled(column):
        advice = "er staan gegevens in de cyclus; zet de kolom terug, met lege cellen als de gegevens weg mogen"
    if unknown:
        advice += "; deze koppen zijn niet bekend: " + ", ".join(f"'{each}'" for each in unknown)
    return Fault(file, row, sheet.headings[column], "de kolom ontbreekt", advice)


def _marked(book: Workbook, wanted: dict[str, Sheet]) -> dict[str, Worksheet]:
    """Find the sheets by the defined names that an export put on the headings; they follow a sheet that is renamed."""
    by_mark = {sheet.mark.casefold(): table for table, sheet in wanted.items()}
    by_title = {each.title: each for each in book.worksheets}
    marked = {}
    for name, defined in book.defined_names.items():
        try:
            titles = [title for title, _ in defined.destinations]
        except Exception:  # a name that points at nothing (#REF!) or at a formula
            titles = []
        table = by_mark.get(name.casefold())
        if table and titles and titles[0] in by_title and by_title[titles[0]] not in marked.values():
            marked[table] = by_title[titles[0]]
    return marked


def _by_headings(place: Worksheet, wanted: dict[str, Sheet]) -> str | None:
    """Find the one table whose required columns a sheet has, and whose columns it is most like."""
    scores = {}
    for table, sheet in wanted.items():
        _, cells = _heading_row(place, sheet)
        columns = {sheet.column(text) for text in cells.values()} - {None}
        if columns >= {name for name, each in sheet.fields.items() if not may_be_absent(each)}:
            scores[table] = len(columns) / len({*map(plain, cells.values()), *map(plain, sheet.headings.values())})
    best = [table for table, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _heading_row(place: Worksheet, sheet: Sheet) -> tuple[int, dict[int, str]]:
    """Find the row that has most of the headings of a table; give its number and the text of its filled cells."""
    best, best_score = (1, {}), 0
    for number, row in enumerate(_top(place), start=1):
        cells = {at: " ".join(decoded(shown(value)).split()) for at, value in enumerate(row, start=1)}
        cells = {at: text for at, text in cells.items() if text}
        score = len({sheet.column(text) for text in cells.values()} - {None})
        if score > best_score:
            best, best_score = (number, cells), score
    return best


def _filled(place: Worksheet) -> bool:
    """Tell whether anything stands on a sheet; one without is not worth a word."""
    return any(value is not None for row in _top(place) for value in row)


def _top(place: Worksheet) -> Iterator[tuple]:
    """Give the values of the first rows of a sheet."""
    size = {"max_row": min(TOP, place.max_row), "max_col": min(WIDE, place.max_column)}
    yield from place.iter_rows(**size, values_only=True)
