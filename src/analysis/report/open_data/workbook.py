"""All tables and measures in one workbook to read: a sheet each, Dutch headings and words, text never a formula."""

import io

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from analysis.data.workbook.exporting import LONGEST_TEXT, NO_SIGN, put
from analysis.data.workbook.guide import heading, lay_out, lines, sheet_list
from analysis.data.workbook.layout import Looks, dress, head
from analysis.data.workbook.sheets import GUIDE, Sheet, sheets
from analysis.report.open_data.contents import MEASURES, TABLES, Part

GROUPS = {TABLES: "Tabellen: wat in de bronnen staat", MEASURES: "Maten: wat het boek daaruit berekent"}
CUT = " (ingekort; het CSV-bestand heeft de hele tekst)"


def workbook(package: dict, parts: list[Part]) -> bytes:
    """Write the workbook.

    Parameters
    ----------
    package : dict
        The descriptor of the package.
    parts : list of Part
        What goes in it, a sheet each, in this order.
    """
    book, named = Workbook(), sheets({part.schema["name"]: part.schema for part in parts})
    book.active.title, looks = GUIDE, Looks()
    for part in parts:
        _fill(book, named[part.schema["name"]], part, looks)
    _guide(book, package, parts, named)
    book.properties.creator, book.properties.title, book.properties.language = "Programmaboek", package["title"], "nl"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(book: Workbook, sheet: Sheet, part: Part, looks: Looks) -> None:
    """Fill the sheet of a table or measure."""
    place = book.create_sheet(sheet.name)
    for at, (column, words) in enumerate(sheet.headings.items(), start=1):
        head(place.cell(1, at, words), {}, _note(column, sheet.fields[column]))
    for number, row in enumerate(part.table.rows, start=2):
        for at, (column, field) in enumerate(sheet.fields.items(), start=1):
            if row[column]:
                put(place.cell(number, at), _fitting(row[column]), field, looks)
    dress(place, sheet, len(part.table.rows))


def _guide(book: Workbook, package: dict, parts: list[Part], named: dict[str, Sheet]) -> None:
    """Write the first sheet: what this is, under which licence, and what stands on the others."""
    place, terms = book[GUIDE], package["licenses"][0]
    lay_out(place)
    row = heading(place, 1, package["title"], 16)
    told = f"Licentie: {terms['title']}{' (' + terms['path'] + ')' if 'path' in terms else ''}. Uitgave {package['edition']}, kenmerk {package['version']}."
    row = lines(
        place, row, (package["description"], told, "Houd de muis boven een kop om te zien wat er in de kolom staat.")
    )
    for folder, words in GROUPS.items():
        row = heading(place, row + 1, words)
        own = [part for part in parts if part.folder == folder]
        row = sheet_list(place, row, [(named[part.schema["name"]], len(part.table.rows), part.path) for part in own])


def _note(column: str, field: dict) -> str:
    """Describe a column."""
    told = [field["description"]]
    if "unit" in field:
        told.append(f"Eenheid: {field['unit']}.")
    return "\n".join([*told, f"In het CSV-bestand: {column}."])


def _fitting(text: str) -> str:
    """Make text fit in a cell of Excel: without signs it cannot hold, and not longer."""
    text = NO_SIGN.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    return text if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT else text[: LONGEST_TEXT // 2] + CUT
