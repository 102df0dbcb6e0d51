"""Load a cycle: read every table, check it, check the tables against each other."""

from pathlib import Path

import pandas as pd

from analysis.data import indicator_rules, personal_data, rules
from analysis.data.cells import ROW, empty_table
from analysis.data.cycle import Cycle
from analysis.data.explanations import read_explanations
from analysis.data.faults import Fault, FigureErrors
from analysis.data.folders import find_cycle, find_data_dir, list_cycles
from analysis.data.packed import unpack
from analysis.data.schema import load_schemas
from analysis.data.tables import read_table
from analysis.errors import WrongUse


def load_cycle(cycle: str = "", data_dir: str | Path = "data") -> Cycle:
    """Load the figures of one cycle.

    Parameters
    ----------
    cycle : str
        Name of the cycle: a folder in ``<data_dir>/cycles``. Empty: the one with the latest reporting date.
    data_dir : str or Path
        The data folder; a relative one is also looked for in the folders above the current one.

    Returns
    -------
    Cycle
        Frozen; one typed frame per table.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such cycle; lists those that exist.
    FigureErrors
        If anything is wrong with the figures; lists every fault as ``file:row: column: what stands there, what is allowed``.
    """
    folder = find_cycle(cycle, data_dir)
    if packed := unpack(folder, load_schemas(find_data_dir(data_dir))):
        return packed
    return read_cycle(folder, folder.name, list_cycles(data_dir), load_schemas(find_data_dir(data_dir)))


def read_cycle(folder: Path, cycle: str, existing: list[str], schemas: dict[str, dict]) -> Cycle:
    """Read and check the folder of a cycle, wherever it stands.

    Parameters
    ----------
    folder : Path
        The folder.
    cycle : str
        The name that the cycle has to have.
    existing : list of str
        The cycles that it may name as the previous one.
    schemas : dict of str to dict
        The table schemas.

    Raises
    ------
    FigureErrors
        If anything is wrong with the figures; lists every fault.
    """
    tables, explanations = read_checked(folder, cycle, existing, schemas)
    return Cycle(cycle, {name: frame.drop(columns=ROW) for name, frame in tables.items()}, explanations)


def read_checked(
    folder: Path, cycle: str, existing: list[str], schemas: dict[str, dict]
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Read and check the folder of a cycle (see `read_cycle`): its tables with the column ``_row``, and its explanations."""
    tables, faults, readable = _read_tables(folder, schemas)
    unknown = _unknown_files(folder, schemas)
    faults += unknown
    if readable and not unknown:  # a table that could not be read makes every reference to it look wrong
        faults += _cycle_row(tables["cycle"], cycle, existing)
        faults += check_tables(tables, schemas)
        explanations, found = read_explanations(folder, list(tables["programmes"]["programme"].dropna()))
        faults += found
    if faults:
        raise FigureErrors(faults)
    return tables, explanations


def load_base(cycle: Cycle, base: str = "", data_dir: str | Path = "data") -> Cycle | None:
    """Load the cycle that a cycle is compared with: the one named, else the previous one, else None.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such cycle, or it is the cycle itself.
    FigureErrors
        If its figures are invalid.
    """
    name = base or cycle.info["previous_cycle"]
    if pd.isna(name):
        return None
    if name == cycle.name:
        raise WrongUse(f"{name} kan niet met zichzelf worden vergeleken; kies een andere cyclus.")
    return load_cycle(name, data_dir)


def check_tables(tables: dict[str, pd.DataFrame], schemas: dict[str, dict]) -> list[Fault]:
    """Check the tables of a cycle against each other, with every rule."""
    every = (*rules.RULES, *indicator_rules.RULES, *personal_data.RULES)
    return [found for rule in every for found in rule(tables, schemas)]


def _read_tables(folder: Path, schemas: dict[str, dict]) -> tuple[dict[str, pd.DataFrame], list[Fault], bool]:
    """Read the file of every table, of which an optional one may be absent; tell whether all could be read as a table."""
    tables, faults, readable = {}, [], True
    for name, schema in schemas.items():
        path = folder / f"{name}.csv"
        if path.is_file():
            tables[name], found = read_table(path, schema)
            readable &= not (found and tables[name].empty)
            faults += found
        else:
            tables[name] = empty_table(schema)
            if not schema.get("optional"):
                readable = False
                faults.append(
                    Fault(
                        path.name, 0, "", "het bestand ontbreekt", f"zet het terug of maak het aan ({schema['title']})"
                    )
                )
    return tables, faults, readable


def _unknown_files(folder: Path, schemas: dict[str, dict]) -> list[Fault]:
    """Find CSV files that no schema knows: a misspelt name would silently drop its figures."""
    unknown = sorted(path.name for path in folder.glob("*.csv") if path.stem not in schemas)
    allowed = f"toegestaan zijn: {', '.join(f'{name}.csv' for name in schemas)}"
    return [Fault(name, 0, "", "dit bestand hoort niet bij de cijfers", allowed) for name in unknown]


def _cycle_row(frame: pd.DataFrame, cycle: str, existing: list[str]) -> list[Fault]:
    """Check the single row of the table ``cycle``."""
    if len(frame) != 1:
        return [Fault("cycle.csv", 0, "", f"er staan {len(frame)} rijen in", "de tabel heeft precies één rij")]
    row, faults = frame.iloc[0], []
    if pd.notna(row["cycle"]) and row["cycle"] != cycle:
        faults.append(
            Fault(
                "cycle.csv", int(row[ROW]), "cycle", f"er staat '{row['cycle']}'", f"de naam is die van de map: {cycle}"
            )
        )
    existing = [name for name in existing if name != cycle]
    if pd.notna(row["previous_cycle"]) and row["previous_cycle"] not in existing:
        faults.append(
            Fault(
                "cycle.csv",
                int(row[ROW]),
                "previous_cycle",
                f"er staat '{row['previous_cycle']}'",
                f"toegestaan is leeg{' of: ' if existing else ''}{', '.join(existing)}",
            )
        )
    return faults
