"""What an import changes: which rows came, went or became different, by the key of their table."""

from dataclasses import dataclass, field

from analysis.data.raw_tables import RawTable
from analysis.data.workbook.sheets import Sheet
from analysis.data.workbook.text import canonical, worded

#: So many rows of a kind are named one by one; the rest is counted.
NAMED = 10


@dataclass
class TableChange:
    """The changes of one table.

    Parameters
    ----------
    title : str
        Title of the table.
    file : str
        Its CSV file.
    added, removed, changed : list of str
        The rows, each as a line in Dutch.
    """

    title: str
    file: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Write the changes for a person: the counts, then the rows."""
        counts = [
            f"{_rows(len(rows))} {word}"
            for rows, word in ((self.added, "erbij"), (self.removed, "weg"), (self.changed, "gewijzigd"))
            if rows
        ]
        lines = [f"{self.title} ({self.file}): {', '.join(counts) or 'alleen de volgorde of de kolommen'}"]
        for word, rows in (("erbij", self.added), ("weg", self.removed), ("gewijzigd", self.changed)):
            lines += [f"  {word}: {row}" for row in rows[:NAMED]]
            if len(rows) > NAMED:
                lines.append(f"  {word}: en nog {_rows(len(rows) - NAMED)}")
        return lines


def merged(old: RawTable, rows: list[dict[str, str]], sheet: Sheet) -> RawTable:
    """Lay the rows of a sheet over those of the file.

    The file keeps its columns and their order; an optional column that it does not have comes behind them once it is
    filled. A cell whose value did not change keeps its text ('12.50').

    Parameters
    ----------
    old : RawTable
        The table so far.
    rows : list of dict
        The rows of the sheet, as text for the CSV file by column.
    sheet : Sheet
        The table.
    """
    if not old.exists and not rows:
        return old
    required = [name for name, field in sheet.fields.items() if field.get("constraints", {}).get("required")]
    start = list(old.header) or required
    more = [name for name in sheet.fields if name not in start and any(row.get(name) for row in rows)]
    header = [*start, *more] if old.exists else [name for name in sheet.fields if name in {*start, *more}]
    before = {_key(row, sheet): row for row in old.rows}
    kept = []
    for row in rows:
        past = before.get(_key(row, sheet), {})
        kept.append({name: _same(past.get(name, ""), row.get(name, ""), sheet.fields[name]) for name in header})
    return RawTable(tuple(header), tuple(kept))


def compare(old: RawTable, new: RawTable, sheet: Sheet) -> TableChange | None:
    """Compare a table before and after; None if nothing changed."""
    if old == new:
        return None
    before, after = ({_key(row, sheet): row for row in table.rows} for table in (old, new))
    change = TableChange(sheet.schema["title"], f"{sheet.table}.csv")
    change.added = [f"{_named(row, sheet)}{_rest(row, sheet)}" for key, row in after.items() if key not in before]
    change.removed = [_named(row, sheet) for key, row in before.items() if key not in after]
    for key, row in after.items():
        cells = [
            f"{sheet.headings[name]} van {_worded(before[key], name, sheet)} naar {_worded(row, name, sheet)}"
            for name in new.header
            if key in before and row[name] != before[key].get(name, "")
        ]
        if cells:
            change.changed.append(f"{_named(row, sheet)}: {'; '.join(cells)}")
    return change


def _same(old: str, new: str, field: dict) -> str:
    """Keep the text of a cell whose value did not change."""
    return old if canonical(old, field) == new else new


def _key(row: dict[str, str], sheet: Sheet) -> tuple[str, ...]:
    return tuple(canonical(row.get(name, ""), sheet.fields[name]) for name in sheet.schema["primaryKey"])


def _named(row: dict[str, str], sheet: Sheet) -> str:
    """Name a row by its key."""
    return ", ".join(worded(row.get(name, ""), sheet.fields[name]) for name in sheet.schema["primaryKey"])


def _rest(row: dict[str, str], sheet: Sheet) -> str:
    """Write what else is filled in of a row."""
    filled = [name for name in sheet.headings if row.get(name) and name not in sheet.schema["primaryKey"]]
    cells = [f"{sheet.headings[name]} {_worded(row, name, sheet)}" for name in filled]
    return f": {'; '.join(cells)}" if cells else ""


def _worded(row: dict[str, str], column: str, sheet: Sheet) -> str:
    """Write a cell of a row, on one line and not too long."""
    text = " ".join(worded(row.get(column, ""), sheet.fields[column]).split())
    return f"'{text[:57] + '...' if len(text) > 60 else text}'" if text else "leeg"


def _rows(count: int) -> str:
    return "1 rij" if count == 1 else f"{count} rijen"
