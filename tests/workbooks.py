"""Workbooks for tests: a copy of the valid cycle, its export, and hands that change it as a person would."""

import shutil
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data import load_schemas
from analysis.data.workbook.sheets import sheets

BASE = Path(__file__).parent / "base"
CYCLE = "2020-begroting"
SHEETS = sheets(load_schemas(BASE))


def copy_of(data_dir: Path, target: Path) -> Path:
    """Copy a data folder, without its schemas."""
    shutil.copytree(data_dir / "cycles", target / "cycles")
    return target


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path, so that a test sees any change and anything left behind."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, change: Callable[[Workbook], object]) -> Path:
    """Open a workbook, change it and save it."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def sheet(book: Workbook, table: str) -> Worksheet:
    """Give the sheet of a table."""
    return book[SHEETS[table].name]


def place(book: Workbook, table: str, column: str) -> int:
    """Give the number of a column of a table."""
    headings = [cell.value for cell in sheet(book, table)[1]]
    return headings.index(SHEETS[table].headings[column]) + 1


def cell(book: Workbook, table: str, column: str, row: int) -> Cell:
    """Give a cell of a table."""
    return sheet(book, table).cell(row, place(book, table, column))


def put(
    table: str, column: str, row: int, value: object, number_format: str | None = None
) -> Callable[[Workbook], None]:
    """Make the change that puts a value in a cell."""

    def change(book: Workbook) -> None:
        target = cell(book, table, column, row)
        target.value = value
        if number_format:
            target.number_format = number_format

    return change
