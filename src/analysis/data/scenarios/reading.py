"""Load a scenario: the figures of its cycle with its own rows laid over them, checked as strictly as a cycle."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from analysis.data import personal_data, rules
from analysis.data.cells import ROW
from analysis.data.cycle import Cycle
from analysis.data.digest import digest
from analysis.data.faults import Fault, FigureErrors, quoted
from analysis.data.folders import find_data_dir, inside, list_cycles
from analysis.data.loading import check_tables, read_checked
from analysis.data.scenarios.laying import compare, lay_over
from analysis.data.schema import load_schemas, scenario_schema
from analysis.data.tables import read_table
from analysis.errors import WrongUse, known

#: Folder of the scenarios in a data folder, and the file that every scenario has.
FOLDER, FILE = "scenarios", "scenario.csv"
#: A role is written small ('beleidsadviseur', 'adviseur BV'); a name is not.
LIKE_A_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]")


@dataclass(frozen=True)
class Scenario:
    """A proposal: the adopted figures of a cycle with a few other ones laid over them.

    Parameters
    ----------
    name : str
        Name of the scenario, which is the name of its folder.
    title, reason, author_role : str
        What it is called, why it was made, and the role of who made it.
    date : pandas.Timestamp
        Day on which it was made.
    base : Cycle
        The adopted figures.
    cycle : Cycle
        The same with the rows of the scenario laid over them; it has the name of the base.
    rows : Mapping of str to pandas.DataFrame
        The rows of the scenario by table, only of the tables in which it differs.
    digest : str, optional
        Digest of its files.
    """

    name: str
    title: str
    reason: str
    author_role: str
    date: pd.Timestamp
    base: Cycle
    cycle: Cycle
    rows: Mapping[str, pd.DataFrame]
    digest: str = ""

    def __post_init__(self):
        object.__setattr__(self, "rows", MappingProxyType(dict(self.rows)))


def list_scenarios(data_dir: str | Path = "data") -> list[str]:
    """List the scenarios of a data folder by name."""
    folder = find_data_dir(data_dir) / FOLDER
    found = (path.parent.name for path in folder.glob(f"*/{FILE}") if path.is_file())
    return sorted(name for name in found if not name.startswith("."))


def find_scenario(name: str, data_dir: str | Path = "data") -> Path:
    """Find the folder of a scenario.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such scenario; lists those that exist.
    """
    existing = list_scenarios(data_dir)
    if name not in existing:
        raise known("onbekend scenario", name, existing)
    return inside(find_data_dir(data_dir) / FOLDER / name)


def load_scenario(name: str, data_dir: str | Path = "data") -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    name : str
        Name of the scenario: a folder in ``<data_dir>/scenarios``.
    data_dir : str or Path
        The data folder; a relative one is also looked for in the folders above the current one.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such scenario; lists those that exist.
    FigureErrors
        If anything is wrong; lists every fault as ``scenarios/<name>/<file>:row: column``. Faults of the cycle itself carry the
        name of its own files.
    """
    return read_scenario(find_scenario(name, data_dir), name, data_dir)


def load_scenarios(names: Iterable[str] = (), data_dir: str | Path = "data") -> list[Scenario]:
    """Load several scenarios of one cycle, to set them side by side.

    Parameters
    ----------
    names : iterable of str
        Their names; none = all there are.
    data_dir : str or Path
        The data folder.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such scenario, none at all, or if they are of different cycles.
    FigureErrors
        If any is invalid; lists the faults of all.
    """
    loaded, faults = [], []
    for name in dict.fromkeys(names or list_scenarios(data_dir)):
        try:
            loaded.append(load_scenario(name, data_dir))
        except FigureErrors as error:
            faults += error.faults
    if faults:
        raise FigureErrors(faults)
    if not loaded:
        raise WrongUse(f"In {find_data_dir(data_dir) / FOLDER} staan geen scenario's.")
    if len({each.base.name for each in loaded}) > 1:
        which = ", ".join(f"{each.name} ({each.base.name})" for each in loaded)
        raise WrongUse(f"Deze scenario's horen bij verschillende cycli en zijn niet te vergelijken: {which}.")
    return loaded


def read_scenario(folder: Path, name: str, data_dir: str | Path) -> Scenario:
    """Read and check the folder of a scenario, wherever it stands; ``name`` is the name that it has to have."""
    data_dir = find_data_dir(data_dir)
    schemas = load_schemas(data_dir)
    own, about, faults = _read_files(folder, name, schemas, scenario_schema(data_dir), list_cycles(data_dir))
    in_place = [Fault(f"{FOLDER}/{name}/{each.file}", *_rest(each)) for each in faults]
    if about is None or any(each.row <= 1 for each in faults):
        raise FigureErrors(in_place)
    adopted = inside(data_dir / "cycles" / about["cycle"])
    base, explanations = read_checked(adopted, adopted.name, list_cycles(data_dir), schemas)
    wrong = {(each.file, each.row, each.column) for each in faults}
    for table, rows in own.items():
        found = _differences(table, rows, base[table], schemas[table])
        in_place += [
            Fault(f"{FOLDER}/{name}/{each.file}", *_rest(each))
            for each in found
            if (each.file, each.row, each.column) not in wrong
        ]
    # rows of the scenario carry their number below zero through the rules, to tell them from those of the cycle
    numbered = {table: rows.assign(**{ROW: -rows[ROW]}) for table, rows in own.items()}
    merged = lay_over(base, numbered, schemas)
    in_place += [_placed(each, name, adopted.name) for each in check_tables(merged, schemas)]
    if in_place:
        raise FigureErrors(in_place)
    base, merged, own = (
        {table: rows.drop(columns=ROW) for table, rows in each.items()} for each in (base, merged, own)
    )
    cycles = Cycle(adopted.name, base, explanations), Cycle(adopted.name, merged, explanations)
    said = (about[column] for column in ("title", "reason", "author_role", "date"))
    return Scenario(name, *said, *cycles, own, digest(folder))


def _read_files(
    folder: Path, name: str, schemas: dict[str, dict], schema: dict, cycles: list[str]
) -> tuple[dict[str, pd.DataFrame], pd.Series | None, list[Fault]]:
    """Read what stands in the folder: the rows by table, the row about the scenario (None if there is none), and the faults."""
    described, faults = read_table(folder / FILE, schema)
    if not (faults and described.empty):  # of a file that cannot be read nothing else is told
        faults += _about(described, name, schema, cycles)
    tables = {table: each for table, each in schemas.items() if each.get("scenario")}
    own = {}
    for path in sorted(folder.glob("*.csv")):
        if path.stem in tables:
            own[path.stem], found = read_table(path, tables[path.stem])
            if not found and own[path.stem].empty:
                found = [Fault(path.name, 0, "", "er staan geen rijen in", "haal het bestand weg")]
            faults += found
        elif path.name != FILE:
            allowed = f"toegestaan zijn: {', '.join(f'{table}.csv' for table in tables)}"
            faults.append(Fault(path.name, 0, "", "dit bestand hoort niet bij een scenario", allowed))
    if not own:
        allowed = f"zet ernaast een bestand met rijen die afwijken, zoals {next(iter(tables), '')}.csv"
        faults.append(Fault(FILE, 0, "", "het scenario wijzigt niets", allowed))
    usable = len(described) == 1 and described["cycle"].iloc[0] in cycles
    return own, described.iloc[0] if usable else None, faults


def _about(frame: pd.DataFrame, name: str, schema: dict, cycles: list[str]) -> Iterator[Fault]:
    """Check the single row of ``scenario.csv``."""
    if len(frame) != 1:
        yield Fault(FILE, 0, "", f"er staan {len(frame)} rijen in", "het bestand heeft precies één rij")
        return
    row = frame.iloc[0]
    number = int(row[ROW])
    if pd.notna(row["scenario"]) and row["scenario"] != name:
        yield Fault(FILE, number, "scenario", quoted(row["scenario"]), f"de naam is die van de map: {name}")
    if pd.notna(row["cycle"]) and row["cycle"] not in cycles:
        yield Fault(FILE, number, "cycle", quoted(row["cycle"]), f"toegestaan zijn: {', '.join(cycles)}")
    if pd.notna(row["author_role"]) and LIKE_A_NAME.search(row["author_role"]):
        allowed = "toegestaan is een functie in kleine letters, zoals beleidsadviseur, en geen naam van een persoon"
        yield Fault(FILE, number, "author_role", quoted(row["author_role"]), allowed)
    yield from personal_data.personal_data({"scenario": frame}, {"scenario": schema})


def _differences(table: str, rows: pd.DataFrame, base: pd.DataFrame, schema: dict) -> Iterator[Fault]:
    """Find rows that change nothing, and differences in columns that a scenario leaves alone."""
    added, differs = compare(rows, base.reindex(columns=rows.columns), schema)
    old = lay_over({table: base}, {}, {table: schema})[table]
    key = schema["primaryKey"]
    before = {tuple(row[column] for column in key): row for row in rules.records({table: old}, table)}
    free = schema["scenario"]
    for row, new, changed in zip(rules.records({table: rows}, table), added, differs.to_dict("records")):
        if new and table == "cycle":
            yield rules.fault(table, row, "cycle", f"toegestaan is de cyclus van het scenario: {base['cycle'].iloc[0]}")
        elif not new and not any(changed[column] for column in changed if column != ROW):
            yield Fault(f"{table}.csv", row[ROW], "", "de rij is gelijk aan die van de cyclus", "haal de rij weg")
        elif not new:
            was = before[tuple(row[column] for column in key)]
            for column in changed:
                if changed[column] and column not in (ROW, *free):
                    stood = rules.as_typed(was[column])
                    allowed = f"een scenario wijzigt hier alleen {', '.join(free)}; toegestaan is "
                    yield rules.fault(table, row, column, allowed + (f"'{stood}'" if stood else "leeg"))


def _placed(fault: Fault, name: str, cycle: str) -> Fault:
    """Say in which file a fault of the merged tables stands: one of the scenario, or a row of the cycle that no longer fits."""
    if fault.row < 0:
        return Fault(f"{FOLDER}/{name}/{fault.file}", -fault.row, fault.column, fault.found, fault.allowed)
    allowed = f"{fault.allowed} (past niet meer bij scenario {name})"
    return Fault(f"cycles/{cycle}/{fault.file}", fault.row, fault.column, fault.found, allowed)


def _rest(fault: Fault) -> tuple[int, str, str, str]:
    return fault.row, fault.column, fault.found, fault.allowed
