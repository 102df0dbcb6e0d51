"""Write the figures of a cycle as an Excel workbook, one sheet per table, so that reading it back gives the same files."""

import datetime
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from analysis.data.cells import PLAIN
from analysis.data.faults import Fault, FigureErrors, quoted
from analysis.data.folders import find_cycle, find_data_dir
from analysis.data.raw_tables import RawTable, read_raw
from analysis.data.schema import load_schemas
from analysis.data.workbook.cells import FIRST_DATE
from analysis.data.workbook.file import is_ours
from analysis.data.workbook.guide import write_guide
from analysis.data.workbook.layout import Looks, add_choices, dress, head, note, number_format, plain_number
from analysis.data.workbook.sheets import GUIDE, Sheet, sheets
from analysis.data.workbook.text import encoded, worded
from analysis.errors import AnalysisError, WrongUse

#: Text that starts like this is taken for a formula, or loses its first sign, when someone edits the cell.
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "'")
#: Excel keeps no more signs in a cell.
LONGEST_TEXT = 32_767
#: Two codes that Unicode promises never to use; XML does not take them.
NO_SIGN = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Exported:
    """What an export made.

    Parameters
    ----------
    path : Path
        The workbook.
    cycle : str
        The cycle.
    rows : int
        Number of rows over all sheets.
    sheets : int
        Number of sheets with figures.
    previous : Path, optional
        Where the workbook that stood there is kept.
    command : str
        The command that reads the workbook back.
    """

    path: Path
    cycle: str
    rows: int
    sheets: int
    previous: Path | None
    command: str


def export_workbook(path: str | Path, cycle: str = "", data_dir: str | Path = "data") -> Exported:
    """Write the figures of a cycle to a workbook.

    Parameters
    ----------
    path : str or Path
        The workbook to make; one that an earlier export made is kept beside it as ``<name>.vorige.xlsx``.
    cycle : str
        The cycle; empty = the newest.
    data_dir : str or Path
        The data folder.

    Raises
    ------
    analysis.errors.WrongUse
        If the cycle does not exist, or the file cannot be made or is not a workbook of ours.
    FigureErrors
        If a CSV file cannot be read as a table, or holds text that Excel cannot; wrong values are exported as they are.
    """
    path = Path(path)
    _refuse(path)
    folder = find_cycle(cycle, data_dir)
    schemas = load_schemas(find_data_dir(data_dir))
    raw, wanted = read_raw(folder, schemas), sheets(schemas)
    command = _command(path, folder.name, data_dir)
    previous = _save(_workbook(folder.name, raw, wanted, command), path)
    rows = sum(len(table.rows) for table in raw.values())
    return Exported(path, folder.name, rows, len(wanted), previous, command)


def _refuse(path: Path) -> None:
    """Refuse a place where no workbook can or may be written."""
    if path.suffix.casefold() != ".xlsx":
        raise WrongUse(f"De naam van de werkmap eindigt op .xlsx; gegeven is '{path}'.")
    if not path.parent.is_dir():
        raise WrongUse(f"De map {path.parent} bestaat niet; maak hem eerst of kies een andere plaats.")
    if path.exists() and not is_ours(path):
        raise WrongUse(f"{path} bestaat al en is geen werkmap van het Programmaboek; kies een andere naam.")


def _command(path: Path, cycle: str, data_dir: str | Path) -> str:
    """Write the command that reads the workbook back."""
    words = ["python", "-m", "analysis", "workbook", "import", str(path), "--cycle", cycle]
    words += ["--data", str(data_dir)] if str(data_dir) != "data" else []
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def _workbook(cycle: str, raw: dict[str, RawTable], wanted: dict[str, Sheet], command: str) -> Workbook:
    """Make the workbook."""
    book = Workbook()
    book.active.title = GUIDE
    looks = Looks()
    faults = [fault for table, sheet in wanted.items() for fault in _fill(book, sheet, raw[table], wanted, looks)]
    if faults:
        raise FigureErrors(faults)
    counts = {table: len(raw[table].rows) for table in wanted}
    title = next((row.get("title") for row in raw["cycle"].rows), "") or cycle
    write_guide(book[GUIDE], cycle, title, command, [(sheet, counts[table]) for table, sheet in wanted.items()])
    add_choices(book, wanted, counts)
    book.properties.creator, book.properties.title, book.properties.language = "Programmaboek", title, "nl"
    return book


def _fill(book: Workbook, sheet: Sheet, table: RawTable, wanted: dict[str, Sheet], looks: Looks) -> list[Fault]:
    """Fill the sheet of a table; give the cells that Excel cannot hold."""
    place, faults = book.create_sheet(sheet.name), []
    for at, (column, heading) in enumerate(sheet.headings.items(), start=1):
        head(place.cell(1, at, heading), sheet.fields[column], note(sheet, column, wanted))
    for number, row in enumerate(table.rows, start=2):
        for at, (column, field) in enumerate(sheet.fields.items(), start=1):
            text = row.get(column, "")
            size = len(encoded(text).encode("utf-16-le")) // 2
            if size > LONGEST_TEXT or ILLEGAL_CHARACTERS_RE.search(text) or NO_SIGN.search(text):
                found = f"{quoted(text)} ({size} tekens)"
                allowed = (
                    f"in Excel past tekst tot {LONGEST_TEXT} tekens zonder stuurtekens; kort hem in of typ hem opnieuw"
                )
                faults.append(Fault(f"{sheet.table}.csv", number, column, found, allowed))
            elif text:
                put(place.cell(number, at), text, field, looks)
    dress(place, sheet, len(table.rows))
    headings = f"{quote_sheetname(sheet.name)}!$A$1:${get_column_letter(len(sheet.headings))}$1"
    book.defined_names[sheet.mark] = DefinedName(sheet.mark, attr_text=headings)
    return faults


def put(cell: Cell, text: str, field: dict, looks: Looks) -> None:
    """Put the text of a CSV cell in a cell: as a number or date where it is one, else as text and never as a formula."""
    value = _value(text, field)
    typed = isinstance(value, str)
    looks.give(cell, number_format(field, text), field["type"] == "string", typed and value.startswith(FORMULA_LIKE))
    cell.value = value
    if typed:
        cell.data_type = "s"  # openpyxl takes text that starts with '=' for a formula, and '#N/A' for an error


def _value(text: str, field: dict) -> int | float | datetime.date | str:
    """Read the text of a CSV cell as Excel is given it: a number or date where it is one, else words."""
    if plain_number(text, field):
        return float(text) if "." in text else int(text)
    if field["type"] == "date" and (date := _date(text)):
        return date
    return encoded(worded(text, field))


def _date(text: str) -> datetime.date | None:
    """Read a date that is written as one; older dates stay text."""
    if not PLAIN["date"].fullmatch(text):
        return None
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if date >= FIRST_DATE else None


def _save(book: Workbook, path: Path) -> Path | None:
    """Write the workbook beside its place and move it there; keep the one that stood there."""
    previous = path.with_name(f"{path.stem}.vorige.xlsx")
    try:
        with tempfile.TemporaryDirectory(prefix=".werkmap-", dir=path.parent) as scratch:
            book.save(Path(scratch) / path.name)
            if path.exists():
                shutil.copy2(path, Path(scratch) / previous.name)
                os.replace(Path(scratch) / previous.name, previous)
            else:
                previous = None
            os.replace(Path(scratch) / path.name, path)
    except OSError as error:
        raise AnalysisError(
            f"{path} is niet te schrijven ({error.strerror}); sluit het als het open staat in Excel."
        ) from error
    return previous
