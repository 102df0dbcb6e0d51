"""Read a workbook back into the CSV files of its cycle: everything is right and all files change together, or nothing does."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.data.cycle import Cycle
from analysis.data.faults import Fault, FigureErrors
from analysis.data.folders import find_cycle, find_data_dir, list_cycles
from analysis.data.loading import read_cycle
from analysis.data.raw_tables import RawTable, read_raw
from analysis.data.schema import load_schemas
from analysis.data.turn import NEW, OLD, SCRATCH, own_turn
from analysis.data.workbook.changes import TableChange, compare, merged
from analysis.data.workbook.faults import in_workbook
from analysis.data.workbook.file import lock_of, open_workbook
from analysis.data.workbook.reading import Reading, read_book
from analysis.data.workbook.sheets import Sheet, sheets
from analysis.errors import AnalysisError
from analysis.exchange import put_in_place


@dataclass
class Imported:
    """What an import did.

    Parameters
    ----------
    folder : Path
        The folder of the cycle.
    changes : list of TableChange
        One per table that changed; none: nothing was written.
    remarks : list of str
        What was passed over, and what else one should know.
    """

    folder: Path
    changes: list[TableChange] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def import_workbook(
    path: str | Path,
    cycle: str = "",
    data_dir: str | Path = "data",
    check: Callable[[Cycle], None] = lambda cycle: None,
) -> Imported:
    """Read a workbook into the CSV files of a cycle.

    Parameters
    ----------
    path : str or Path
        The workbook.
    cycle : str
        The cycle; empty = the newest.
    data_dir : str or Path
        The data folder.
    check : callable
        Called with the new figures before they are written; raises if they cannot be published.

    Raises
    ------
    analysis.errors.WrongUse
        If the cycle does not exist or the file is no workbook.
    FigureErrors
        If anything is wrong; lists every fault by sheet, row and heading. Nothing is written then.
    """
    with own_turn(find_data_dir(data_dir)):
        return _import(path, cycle, data_dir, check)


def _import(path: str | Path, cycle: str, data_dir: str | Path, check: Callable[[Cycle], None]) -> Imported:
    folder = find_cycle(cycle, data_dir).resolve()
    schemas = load_schemas(find_data_dir(data_dir))
    book = open_workbook(Path(path))
    # first by itself: it refuses what is too large before all files are kept in memory, to see whether they change
    read_raw(folder, schemas)
    before, wanted, raw = _contents(folder), sheets(schemas), read_raw(folder, schemas)
    reading = read_book(book, wanted, raw)
    if reading.shape_faults:
        raise FigureErrors([*reading.shape_faults, *reading.cell_faults])
    new = {table: merged(raw[table], read.rows, wanted[table]) for table, read in reading.sheets.items()}
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder.parent, ignore_cleanup_errors=True) as scratch:
        ready = Path(scratch) / NEW / folder.name
        shutil.copytree(folder, ready, symlinks=True)
        changes = _write(ready, raw, new, wanted)
        _validate(ready, list_cycles(data_dir), schemas, reading, wanted, check)
        if changes:
            if _contents(folder) != before:
                raise AnalysisError(f"De cijfers in {folder} zijn ondertussen gewijzigd; lees de werkmap opnieuw in.")
            put_in_place(ready, folder, Path(scratch) / OLD / folder.name)
    remarks = [f"Overgeslagen: {each}." for each in reading.ignored]
    if lock_of(Path(path)).exists():
        remarks.append("Let op: de werkmap staat open; wat daarin niet is opgeslagen, is niet meegelezen.")
    return Imported(folder, changes, remarks)


def _write(
    ready: Path, raw: dict[str, RawTable], new: dict[str, RawTable], wanted: dict[str, Sheet]
) -> list[TableChange]:
    """Write the tables that changed; a file without a change keeps every byte."""
    changes = []
    for table, now in new.items():
        change = compare(raw[table], now, wanted[table])
        if change:
            (ready / f"{table}.csv").write_text(now.text(), encoding="utf-8", newline="")
            changes.append(change)
    return changes


def _validate(
    ready: Path,
    existing: list[str],
    schemas: dict[str, dict],
    reading: Reading,
    wanted: dict[str, Sheet],
    check: Callable[[Cycle], None],
) -> None:
    """Check the new figures with the rules that every cycle is read by."""
    faults: list[Fault] = list(reading.cell_faults)
    try:
        figures = read_cycle(ready, ready.name, existing, schemas)
    except FigureErrors as error:
        faults += in_workbook(error.faults, reading.sheets, wanted, reading.cell_faults)
    if faults:
        raise FigureErrors(faults)
    check(figures)


def _contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, to see whether someone changes one meanwhile."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
