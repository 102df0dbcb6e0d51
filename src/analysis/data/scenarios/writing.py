"""Save a scenario, and throw one away: in scratch first, then in one step."""

import re
import tempfile
from datetime import date as Date
from pathlib import Path

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.data.folders import find_data_dir
from analysis.data.raw_tables import RawTable
from analysis.data.rules import as_typed
from analysis.data.scenarios.laying import differing_rows, keys
from analysis.data.scenarios.reading import FILE, FOLDER, find_scenario, list_scenarios, read_scenario
from analysis.data.schema import columns, load_schemas, scenario_schema
from analysis.data.turn import NEW, OLD, SCRATCH, own_turn
from analysis.errors import LONGEST_NAME, WrongUse, typed
from analysis.exchange import put_in_place

#: Names of pages beside those of the scenarios.
TAKEN = ("naast-elkaar",)


def save_scenario(
    name: str,
    cycle: Cycle,
    base: Cycle,
    title: str,
    reason: str,
    author_role: str,
    date: str | Date,
    data_dir: str | Path = "data",
    replace: bool = False,
) -> Path:
    """Save what differs between two cycles as a scenario.

    Parameters
    ----------
    name : str
        Name of the scenario: lower-case letters and digits with hyphens; it becomes a folder.
    cycle : Cycle
        The figures with other amounts, hours, targets, values or norms.
    base : Cycle
        The figures as adopted: a cycle of the data folder.
    title, reason : str
        What the scenario is called, and why it was made.
    author_role : str
        The role of who made it, such as 'beleidsadviseur'; never the name of a person.
    date : str or datetime.date
        Day on which it was made (yyyy-mm-dd).
    data_dir : str or Path
        The data folder.
    replace : bool
        Whether a scenario of the same name may be replaced.

    Returns
    -------
    Path
        The folder of the scenario.

    Raises
    ------
    analysis.errors.WrongUse
        If the name cannot be used or exists, if nothing differs, or if a row is missing: a scenario takes nothing away.
    FigureErrors
        If the scenario is invalid; lists every fault. Nothing is written then.
    """
    data_dir = find_data_dir(data_dir)
    schemas, about = load_schemas(data_dir), scenario_schema(data_dir)
    _check_name(name, about)
    _check_rows(cycle, base, schemas)
    rows = differing_rows(cycle, base)
    described = {
        "scenario": name,
        "title": title,
        "cycle": base.name,
        "reason": reason,
        "author_role": author_role,
        "date": str(date),
    }
    cells = {column: " ".join(text.split()) for column, text in described.items()}
    files = {FILE: RawTable(tuple(columns(about)), (cells,))}
    files |= {f"{table}.csv": _as_text(frame, schemas[table]) for table, frame in rows.items()}
    with own_turn(data_dir):
        if name in list_scenarios(data_dir) and not replace:
            raise WrongUse(f"Het scenario {name} bestaat al; er is niets overschreven. Kies een andere naam.")
        if not rows:
            raise WrongUse(f"Er is niets gewijzigd ten opzichte van {base.name}; er is geen scenario opgeslagen.")
        return _put(name, files, data_dir)


def _put(name: str, files: dict[str, RawTable], data_dir: Path) -> Path:
    """Write the files of a scenario, check them, and put them in place together."""
    place = data_dir / FOLDER / name
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=place.parent, ignore_cleanup_errors=True) as scratch:
        ready = Path(scratch) / NEW / name
        ready.mkdir(parents=True)
        for file, table in files.items():
            (ready / file).write_text(table.text(), encoding="utf-8", newline="")
        read_scenario(ready, name, data_dir)
        put_in_place(ready, place, Path(scratch) / OLD / name)
    return place


def delete_scenario(name: str, data_dir: str | Path = "data") -> None:
    """Throw a scenario away.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such scenario; lists those that exist.
    """
    data_dir = find_data_dir(data_dir)
    with own_turn(data_dir):
        folder = find_scenario(name, data_dir)
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder.parent, ignore_cleanup_errors=True) as scratch:
            folder.rename(Path(scratch) / name)


def _check_name(name: str, about: dict) -> None:
    """Refuse a name that cannot be a folder and a page."""
    pattern = about["fields"][columns(about).index("scenario")]["constraints"]["pattern"]
    if not re.fullmatch(pattern, name) or len(name) > LONGEST_NAME:
        raise WrongUse(
            f"'{typed(name)}' kan geen naam van een scenario zijn: gebruik kleine letters, cijfers en streepjes, "
            f"hoogstens {LONGEST_NAME} tekens, zoals meer-jeugdhulp."
        )
    if name in TAKEN:
        raise WrongUse(f"'{name}' is al de naam van een bladzijde van het boek; kies een andere naam.")


def _check_rows(cycle: Cycle, base: Cycle, schemas: dict[str, dict]) -> None:
    """Refuse figures from which rows were taken away."""
    for table, frame in base.tables.items():
        gone = set(keys(frame, schemas[table])) - set(keys(cycle.tables[table], schemas[table]))
        if gone:
            row = ", ".join(as_typed(value) for value in min(gone, key=str))
            raise WrongUse(
                f"Een scenario haalt geen rijen weg, en in {table}.csv ontbreekt: {row}. Zet het bedrag of de uren op 0."
            )


def _as_text(frame: pd.DataFrame, schema: dict) -> RawTable:
    """Write rows as text: the columns that a file needs, and those that hold something."""
    required = {field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")}
    header = tuple(name for name in columns(schema) if name in required or frame[name].notna().any())
    values = frame[[*header]].astype(object).where(frame[[*header]].notna(), None).to_dict("records")
    return RawTable(header, tuple({name: as_typed(value) for name, value in row.items()} for row in values))
