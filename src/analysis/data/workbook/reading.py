"""Read the sheets of a workbook as the text of CSV tables, with every fault located by sheet, row and heading."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data.faults import Fault, quoted
from analysis.data.raw_tables import RawTable
from analysis.data.workbook.cells import read_value
from analysis.data.workbook.file import Book
from analysis.data.workbook.numbers import unknown_word
from analysis.data.workbook.recognise import find_columns, find_sheets
from analysis.data.workbook.sheets import Sheet
from analysis.data.workbook.text import Unreadable, decoded, shown

#: More rows than any cycle has; a sheet that goes on below has a stray cell far down.
MOST_ROWS = 200_000
#: Where an unknown number is explained.
NOTE = "note"


@dataclass
class ReadSheet:
    """One sheet as it was read.

    Parameters
    ----------
    sheet : Sheet
        The table that it holds.
    place : Worksheet
        The sheet in the workbook, formulas read as their outcomes.
    heading_row : int
        Row of the headings.
    columns : dict of str to int
        Place of each column that the sheet has.
    rows : list of dict
        The text for the CSV file by column; empty where a cell cannot be read.
    numbers : list of int
        Row in the sheet of each of them.
    """

    sheet: Sheet
    place: Worksheet
    heading_row: int
    columns: dict[str, int]
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def file(self) -> str:
        """What a fault calls the sheet."""
        return f"blad '{self.place.title}'"

    def shown(self, number: int, column: str) -> str:
        """Write what stands in a cell."""
        return shown(self.place.cell(number, self.columns[column]).value) if column in self.columns else ""


@dataclass
class Reading:
    """What a workbook holds.

    Parameters
    ----------
    sheets : dict of str to ReadSheet
        By table; a table without a sheet is not in it.
    cell_faults : list of Fault
        Cells that cannot be read.
    shape_faults : list of Fault
        Sheets and columns that are missing, double or merged: what they hold is not known.
    ignored : list of str
        Sentences on sheets and columns that were passed over.
    """

    sheets: dict[str, ReadSheet] = field(default_factory=dict)
    cell_faults: list[Fault] = field(default_factory=list)
    shape_faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_book(book: Book, wanted: dict[str, Sheet], raw: dict[str, RawTable]) -> Reading:
    """Read the sheet of every table.

    Parameters
    ----------
    book : Book
        The opened workbook.
    wanted : dict of str to Sheet
        The sheets that there can be.
    raw : dict of str to RawTable
        The figures so far: nothing that has rows may be left out by accident.
    """
    places, spare, faults = find_sheets(book.values, wanted)
    reading = Reading(shape_faults=faults, ignored=[f"blad '{name}' hoort bij geen tabel" for name in spare])
    for table, sheet in wanted.items():
        if table in places:
            _read_sheet(reading, book, places[table], sheet, raw[table])
        elif raw[table].rows or not sheet.schema.get("optional"):
            advice = "zet het blad terug; laat alleen de koppen staan als alle rijen weg mogen"
            reading.shape_faults.append(Fault(f"blad '{sheet.name}'", 0, "", "het blad ontbreekt", advice))
    return reading


def _read_sheet(reading: Reading, book: Book, place: Worksheet, sheet: Sheet, raw: RawTable) -> None:
    """Read one sheet into the reading."""
    file = f"blad '{place.title}'"
    if place.max_row > MOST_ROWS:
        found = f"het blad loopt door tot rij {place.max_row}"
        advice = f"hoogstens {MOST_ROWS} rijen; verwijder de rijen onder de gegevens"
        reading.shape_faults.append(Fault(file, place.max_row, "", found, advice))
        return
    found = find_columns(place, sheet, raw)
    reading.ignored += [f"{file}: kolom '{heading}' hoort niet bij de tabel" for heading in found.unknown]
    reading.shape_faults += found.faults
    if found.faults:
        return
    read = ReadSheet(sheet, place, found.row, found.columns)
    reading.sheets[sheet.table] = read
    reading.shape_faults += _merged(read)
    size = {"min_row": found.row + 1, "max_row": place.max_row, "max_col": max(found.columns.values())}
    typed = book.formulas[place.title].iter_rows(**size)
    for cells, formulas in zip(place.iter_rows(**size), typed) if size["max_row"] >= size["min_row"] else ():
        texts, faults = _read_row(read, cells, formulas)
        if texts is not None:
            read.rows.append(texts)
            read.numbers.append(cells[0].row)
            reading.cell_faults += faults


def _read_row(read: ReadSheet, cells: tuple[Cell, ...], formulas: tuple[Cell, ...]) -> tuple[dict | None, list[Fault]]:
    """Read a row; None if it is empty. What says that a number is unknown becomes the note if there is none."""
    texts, words, faults = {}, [], []
    for column, at in read.columns.items():
        field, cell = read.sheet.fields[column], cells[at - 1]
        texts[column] = ""
        try:
            _refuse_broken(cell, formulas[at - 1])
            texts[column] = read_value(cell.value, field, cell.number_format)
            words.append(unknown_word(cell.value, field))
        except Unreadable as refusal:
            heading = read.sheet.headings[column]
            faults.append(Fault(read.file, cell.row, heading, refusal.found, refusal.allowed))
    words = dict.fromkeys(word for word in words if word)
    if words and NOTE in read.sheet.fields and not texts.get(NOTE):
        texts[NOTE] = "; ".join(words)
    return (texts, faults) if faults or any(texts.values()) or words else (None, [])


def _refuse_broken(cell: Cell, formula: Cell) -> None:
    """Refuse an error value, and a formula that was saved without its outcome."""
    if cell.data_type == "e":
        raise Unreadable(f"er staat de foutwaarde {cell.value}", "herstel de formule of typ de waarde zelf")
    if formula.data_type == "f" and cell.value is None and cell.data_type != "str":  # 'str': the outcome is empty text
        typed = decoded(str(getattr(formula.value, "text", formula.value)))
        advice = "open de werkmap in Excel en sla hem op, of typ de waarde zelf"
        raise Unreadable(f"{quoted(typed)}, een formule zonder bewaarde uitkomst", advice)


def _merged(read: ReadSheet) -> Iterator[Fault]:
    """Find merged cells among the figures: they hide which rows a value belongs to."""
    places = {at: column for column, at in read.columns.items()}
    for area in read.place.merged_cells.ranges:
        inside = [places[at] for at in range(area.min_col, area.max_col + 1) if at in places]
        if inside and area.max_row >= read.heading_row:
            yield Fault(
                read.file,
                area.min_row,
                read.sheet.headings[inside[0]],
                f"de cellen {area.coord} zijn samengevoegd",
                "hef de samenvoeging op (Start, Samenvoegen en centreren) en vul elke cel in",
            )
