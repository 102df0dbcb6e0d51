"""Start a new cycle as a copy of an earlier one."""

import csv
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from analysis.data.explanations import FOLDER
from analysis.data.folders import find_data_dir, list_cycles
from analysis.data.loading import load_cycle, read_cycle
from analysis.data.schema import columns, labels, load_schemas
from analysis.data.turn import SCRATCH, own_turn
from analysis.errors import LONGEST_NAME, WrongUse, known, typed

#: Per table the columns that belong to one cycle, with what a new cycle starts with.
RESET = {
    "assessments": {"status": "not_assessed", "explanation": "", "author_role": ""},
    "budget": {"cause": ""},
}


def new_cycle(
    name: str, start: str, kind: str, reporting_date: str, title: str = "", data_dir: str | Path = "data"
) -> Path:
    """Copy the figures of a cycle forward into a new one.

    Assessments, explanations and causes of differences belong to one cycle and start empty; all else is copied, and
    the new cycle names the old one as its previous cycle.

    Parameters
    ----------
    name : str
        Name of the new cycle: lower-case letters and digits with hyphens; it becomes a folder.
    start : str
        The cycle to copy; empty = the newest.
    kind : str
        Kind of cycle, as in the schema of the table ``cycle``.
    reporting_date : str
        Date of the figures (yyyy-mm-dd), after that of the copied cycle.
    title : str, optional
        Title of the edition; by default the kind in Dutch with the year.
    data_dir : str or Path
        The data folder.

    Returns
    -------
    Path
        The new folder.

    Raises
    ------
    analysis.errors.WrongUse
        If the cycle exists already, or a name, kind or date cannot be used; says what can.
    FigureErrors
        If the copied cycle is invalid.
    """
    data_dir = find_data_dir(data_dir)
    figures = load_cycle(start, data_dir)
    schema = load_schemas(data_dir)["cycle"]
    kinds, pattern = labels(schema, "kind"), schema["fields"][columns(schema).index("cycle")]["constraints"]["pattern"]
    if not re.fullmatch(pattern, name) or len(name) > LONGEST_NAME:
        raise WrongUse(
            f"'{typed(name)}' kan geen naam van een cyclus zijn: gebruik kleine letters, cijfers en streepjes, "
            f"hoogstens {LONGEST_NAME} tekens, zoals 2020-begroting."
        )
    if name in list_cycles(data_dir) or (data_dir / "cycles" / name).exists():
        raise WrongUse(f"De cyclus {name} bestaat al; er is niets overschreven. Kies een andere naam.")
    if kind not in kinds:
        raise known("onbekende soort", kind, [f"{code} ({word})" for code, word in kinds.items()])
    day = _after(reporting_date, figures.info["reporting_date"].date())
    row = {
        "cycle": name,
        "title": title or f"{kinds[kind][:1].upper()}{kinds[kind][1:]} {day.year}",
        "kind": kind,
        "reporting_date": day.isoformat(),
        "previous_cycle": figures.name,
    }
    with own_turn(data_dir), tempfile.TemporaryDirectory(prefix=SCRATCH, dir=data_dir / "cycles") as scratch:
        copy = Path(scratch) / name
        own = data_dir / "cycles" / figures.name
        shutil.copytree(own, copy, symlinks=True, ignore=shutil.ignore_patterns(FOLDER))
        for table, values in RESET.items():
            _fill(copy / f"{table}.csv", values, add=False)
        _fill(copy / "cycle.csv", row, add=True)
        _fill(copy / "cycle.csv", {"note": ""}, add=False)  # about the old reporting date
        read_cycle(copy, name, list_cycles(data_dir), load_schemas(data_dir))
        copy.rename(data_dir / "cycles" / name)
    return data_dir / "cycles" / name


def _after(given: str, previous: date) -> date:
    """Read a date that lies after another."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise WrongUse(f"'{typed(given)}' is geen datum; schrijf jaar-maand-dag, zoals 2020-06-30.") from None
    if day <= previous:
        raise WrongUse(f"{given} ligt niet na de stand van de vorige cyclus ({previous.isoformat()}).")
    return day


def _fill(path: Path, values: dict[str, str], add: bool) -> None:
    """Set columns of every row of a file to the same value; add those it lacks, or leave them out."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames or [], list(reader)
    header = [*header, *(column for column in values if add and column not in header)]
    present = {column: value for column, value in values.items() if column in header}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | present for row in rows)
