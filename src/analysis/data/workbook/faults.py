"""Say of a fault in the figures where it stands in the workbook, in the words of the workbook."""

import re
from collections.abc import Iterable, Iterator

from analysis.data.faults import Fault, quoted
from analysis.data.workbook.reading import ReadSheet
from analysis.data.workbook.sheets import Sheet
from analysis.data.workbook.text import worded

EMPTY = quoted("")


def in_workbook(
    faults: Iterable[Fault], sheets: dict[str, ReadSheet], wanted: dict[str, Sheet], unread: Iterable[Fault] = ()
) -> Iterator[Fault]:
    """Turn faults of CSV files into faults of sheets.

    Parameters
    ----------
    faults : iterable of Fault
        Faults by file, row and column of the CSV files that were written from the workbook.
    sheets : dict of str to ReadSheet
        The sheets that were read, by table.
    wanted : dict of str to Sheet
        Every sheet that there can be.
    unread : iterable of Fault
        Cells that could not be read and so are empty in the files; what follows from that is left out.
    """
    cells = {(fault.file, fault.row, fault.column) for fault in unread}
    rows = {(fault.file, fault.row) for fault in unread}
    for fault in faults:
        read = sheets.get(fault.file.removesuffix(".csv"))
        if read is None:
            yield fault
            continue
        located = _located(fault, read, wanted)
        follows = (located.file, located.row) in rows and (fault.found == EMPTY or not fault.column)
        if not follows and (located.file, located.row, located.column) not in cells:
            yield located


def _located(fault: Fault, read: ReadSheet, wanted: dict[str, Sheet]) -> Fault:
    """Give the sheet, row and heading of one fault."""
    number = _row(fault.row, read)
    heading = read.sheet.headings.get(fault.column, fault.column)
    field = read.sheet.fields.get(fault.column, {})
    if fault.found.startswith("er staat '") and fault.row > 1 and fault.column in read.columns:
        found = quoted(read.shown(number, fault.column))
    else:
        found = re.sub(r"\brij (\d+)", lambda row: f"rij {_row(int(row[1]), read)}", fault.found)
        found = _words(found, read, wanted, field)
    allowed = _words(fault.allowed, read, wanted, field)
    if (read.sheet.table, fault.column) == ("cycle", "cycle"):
        allowed += "; is het de werkmap van een andere cyclus, noem die dan met --cycle"
    return Fault(read.file, number, heading, found, allowed)


def _row(number: int, read: ReadSheet) -> int:
    """Turn a row of the CSV file into the row of the sheet."""
    if number == 1:
        return read.heading_row
    return read.numbers[number - 2] if 2 <= number <= len(read.numbers) + 1 else number


def _words(text: str, read: ReadSheet, wanted: dict[str, Sheet], field: dict) -> str:
    """Put headings, labels and names of sheets in place of the code names that a sentence on a CSV file has."""
    names = {"true": "'ja'", "false": "'nee'"}
    for column, heading in read.sheet.headings.items():
        names |= {f"({column})": f"('{heading}')"} | ({column: f"'{heading}'"} if "_" in column else {})
        labels = {each["value"]: each["label"] for each in read.sheet.fields[column].get("categories", ())}
        names |= {f"'{code}'": f"'{label}'" for code, label in labels.items()}
    names |= {"known": f"'{read.sheet.headings['known']}'"} if "known" in read.sheet.headings else {}
    names |= {each["value"]: f"'{each['label']}'" for each in field.get("categories", ())}
    names |= {f"{table}.csv": f"blad '{sheet.name}'" for table, sheet in wanted.items()}
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    text = re.sub(rf"(?<![\w'.-])({longest_first})(?![\w'-])", lambda name: names[name[1]], text)
    if field.get("type") == "date":
        text = re.sub(r"\d{4}-\d{2}-\d{2}", lambda date: worded(date[0], field), text)
    return text
