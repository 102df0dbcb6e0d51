"""The CSV files of a cycle as text, cell by cell: nothing is typed, so that nothing gets lost."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from analysis.data.faults import Fault, FigureErrors
from analysis.data.tables import header_faults, read_rows


@dataclass(frozen=True)
class RawTable:
    """One table as it stands in its file.

    Parameters
    ----------
    header : tuple of str
        The columns of the file in its order; empty if there is no file.
    rows : tuple of dict
        The text of each cell by column.
    """

    header: tuple[str, ...] = ()
    rows: tuple[dict[str, str], ...] = ()

    @property
    def exists(self) -> bool:
        """Whether the cycle has a file for this table."""
        return bool(self.header)

    def filled(self, column: str) -> bool:
        """Tell whether a column has text in any row."""
        return any(row.get(column) for row in self.rows)

    def text(self) -> str:
        """Write the table as CSV: commas, quotes only where needed, a newline after each row."""
        target = io.StringIO(newline="")
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows([row.get(column, "") for column in self.header] for row in self.rows)
        return target.getvalue()


def read_raw(folder: Path, schemas: dict[str, dict]) -> dict[str, RawTable]:
    """Read the text of every table of a cycle.

    Parameters
    ----------
    folder : Path
        The folder of the cycle.
    schemas : dict of str to dict
        The table schemas.

    Returns
    -------
    dict of str to RawTable
        One per schema; without a header where the file is absent.

    Raises
    ------
    FigureErrors
        If a file cannot be read as a table with the columns of its schema. Wrong values in cells are no reason.
    """
    tables, faults = {}, []
    for name, schema in schemas.items():
        path = folder / f"{name}.csv"
        tables[name], found = _read(path, schema) if path.is_file() else (RawTable(), [])
        faults += found
    if faults:
        raise FigureErrors(faults)
    return tables


def _read(path: Path, schema: dict) -> tuple[RawTable, list[Fault]]:
    """Read one file; its rows have as many cells as its header."""
    numbered, faults = read_rows(path)
    if faults or numbered is None:
        return RawTable(), faults
    (_, header), *rows = numbered
    faults = header_faults(path.name, header, schema)
    for number, cells in rows:
        if len(cells) != len(header):
            found = f"de rij heeft {len(cells)} cellen en de kop {len(header)}"
            faults.append(Fault(path.name, number, "", found, "zet tekst met een komma tussen aanhalingstekens"))
    return RawTable(tuple(header), tuple(dict(zip(header, cells)) for _, cells in rows)), faults
