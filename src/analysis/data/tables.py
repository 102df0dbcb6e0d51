"""Read one CSV table against its schema: text and header first, then every cell; frictionless judges what is not plainly right."""

import csv
import io
import math
import re
import sys
from pathlib import Path

import pandas as pd
from frictionless import Dialect, Resource, Schema

from analysis.data.cells import PLAIN, empty_table, hidden_sign, typed_table
from analysis.data.faults import Fault, quoted
from analysis.data.files import LARGEST, Unfit, read_text
from analysis.data.plain import plain_table
from analysis.data.schema import columns, may_be_absent

# jsonschema, which frictionless uses, compiles a grammar for international web addresses when this package is installed.
# That takes three seconds in every process, and no schema here has such an address.
sys.modules.setdefault("rfc3987_syntax", None)

TYPES = {
    "integer": "toegestaan is een heel getal zonder punten of spaties, zoals 2019",
    "number": "toegestaan is een getal met een decimale punt en zonder euroteken of duizendtallen, zoals 1250.5",
    "boolean": "toegestaan is true of false",
    "date": "toegestaan is een datum als jjjj-mm-dd, zoals 2019-05-21",
    "string": "toegestaan is tekst",
}
#: A cell with more signs is a quote that is never closed.
LONGEST_CELL = 100_000
#: More columns than any table has: they are not looked at one by one.
MOST_COLUMNS = 200


def read_table(path: Path, schema: dict) -> tuple[pd.DataFrame, list[Fault]]:
    """Read and check one table.

    Parameters
    ----------
    path : Path
        The CSV file: UTF-8, commas, header row, decimal point, ISO dates.
    schema : dict
        Its Table Schema.

    Returns
    -------
    frame : pandas.DataFrame
        The schema's columns in order, typed, with defaults filled in, plus ``_row`` (row in the file).
        Cells that are wrong come back as missing.
    faults : list of Fault
        Everything that is wrong with the file, its header and its cells.
    """
    rows, faults = read_rows(path)
    if faults or rows is None:
        return empty_table(schema), faults
    return check_rows(path.name, rows, schema)


def check_rows(file: str, rows: list[tuple[int, list[str]]], schema: dict) -> tuple[pd.DataFrame, list[Fault]]:
    """Check numbered rows of text, the first being the header, against a schema (see `read_table`)."""
    header = rows[0][1]
    faults = header_faults(file, header, schema)
    if faults:
        return empty_table(schema), faults
    if (frame := plain_table(rows, schema)) is not None:
        return frame, []
    fields = {field["name"]: field for field in schema["fields"]}
    here = {**schema, "fields": [fields[name] for name in header]}
    # without being told, frictionless takes a later row for the header where rows are shorter than the first one
    resource = Resource(
        data=[header, *(cells for _, cells in rows[1:])],
        schema=Schema.from_descriptor(_standard(here)),
        dialect=Dialect(header_rows=[1]),
    )
    values = {name: [] for name in header}
    with resource.open():
        for (number, cells), row in zip(rows[1:], resource.row_stream, strict=True):
            found = [error for error in row.errors if not _told_already(error)]
            faults += [_cell_fault(file, number, error, fields, rows, schema["primaryKey"]) for error in found]
            faults += _odd_cells(file, number, header, cells, fields)
            for name, value in row.to_dict().items():
                values[name].append(_finite(value))
    return typed_table(values, [number for number, _ in rows[1:]], schema), faults


def read_rows(path: Path) -> tuple[list[tuple[int, list[str]]] | None, list[Fault]]:
    """Split a file into numbered rows of cells; empty lines are passed over but counted."""
    try:
        text = read_text(path, LARGEST, "sla het bestand op als 'CSV UTF-8'")
    except Unfit as error:
        return None, [Fault(path.name, error.row, "", error.found, error.allowed)]
    try:
        csv.field_size_limit(LONGEST_CELL)  # one for the whole process, and frictionless sets another
        parsed = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        found, allowed = "het bestand is niet als CSV te lezen", "controleer de aanhalingstekens"
        if "field larger" in str(error):
            found = f"een cel heeft meer dan {LONGEST_CELL} tekens"
            allowed = "kort de tekst in, of controleer of een aanhalingsteken ontbreekt"
        return None, [Fault(path.name, 0, "", found, f"{allowed} en sla het opnieuw op als 'CSV UTF-8'")]
    rows = [(number, cells) for number, cells in enumerate(parsed, 1) if cells]
    if not rows:
        return None, [
            Fault(path.name, 0, "", "het bestand is leeg", "de eerste rij hoort de namen van de kolommen te bevatten")
        ]
    if len(rows[0][1]) == 1 and ";" in rows[0][1][0]:
        return None, [
            Fault(
                path.name,
                1,
                "",
                "de kolommen zijn gescheiden door puntkomma's",
                "sla het bestand op als 'CSV UTF-8' met komma's",
            )
        ]
    return rows, []


def header_faults(file: str, header: list[str], schema: dict) -> list[Fault]:
    """Compare the header of a file with the schema: order is free, names are not."""
    names = columns(schema)
    allowed = f"toegestaan zijn: {', '.join(names)}"
    if len(header) > MOST_COLUMNS:
        return [Fault(file, 1, "", f"de kop heeft {len(header)} kolommen", allowed)]
    faults = []
    for place, name in enumerate(header, 1):
        if name not in names:
            faults.append(Fault(file, 1, name.strip(), f"kolom {place} heet '{name}'", allowed))
        elif header.index(name) != place - 1:
            faults.append(
                Fault(
                    file,
                    1,
                    name,
                    f"kolom {place} is dezelfde als kolom {header.index(name) + 1}",
                    "elke kolom staat er één keer",
                )
            )
    for field in schema["fields"]:
        if field["name"] not in header and not may_be_absent(field):
            faults.append(Fault(file, 1, field["name"], "de kolom ontbreekt", f"voeg de kolom toe ({field['title']})"))
    return faults


def _standard(schema: dict) -> dict:
    """Strip our own properties, which frictionless does not know, from a schema."""
    fields = [{k: v for k, v in field.items() if k not in ("default", "categories")} for field in schema["fields"]]
    return {
        "fields": fields,
        "missingValues": schema["missingValues"],
        "primaryKey": [key for key in schema["primaryKey"]],
    }


def _told_already(error) -> bool:
    """Whether an error says that a cell has to be filled which is not there at all: that is told by another one."""
    return error.type == "constraint-error" and error.cell == "None"


def _cell_fault(file: str, number: int, error, fields: dict, rows: list, key: list[str]) -> Fault:
    """Say in Dutch what frictionless found wrong with a row or cell."""
    if error.type == "blank-row":
        return Fault(file, number, "", "de rij is leeg", "haal de rij weg")
    if error.type == "extra-cell":
        return Fault(
            file,
            number,
            "",
            f"de rij heeft een cel te veel: {quoted(error.cell)}",
            "zet tekst met een komma tussen aanhalingstekens",
        )
    if error.type == "primary-key":
        same = re.search(r"position (\d+)", error.note)
        if not same:
            return Fault(file, number, "", "de sleutel van de rij is leeg", "vul de sleutelkolommen in")
        return Fault(
            file,
            number,
            "",
            f"de sleutel is dezelfde als die van rij {rows[int(same[1]) - 1][0]}",
            "haal een van beide rijen weg of verander de sleutel: "
            + ", ".join(fields[column]["title"] for column in key),
        )
    if error.type == "missing-cell":
        return Fault(
            file, number, error.field_name, "de cel ontbreekt", "de rij is korter dan de kop; vul hem aan met komma's"
        )
    field = fields[error.field_name]
    if error.type == "unique-error":
        return Fault(file, number, field["name"], quoted(error.cell), "elke waarde komt in deze kolom één keer voor")
    if error.type == "type-error":
        return Fault(file, number, field["name"], quoted(error.cell), TYPES[field["type"]])
    return Fault(file, number, field["name"], quoted(error.cell), _constraint(field, error.note))


def _constraint(field: dict, note: str) -> str:
    """Say what a constraint of the schema allows."""
    kind = re.match(r'constraint "(\w+)"', note)
    value = field["constraints"].get(kind[1]) if kind else None
    return {
        "required": "de cel moet gevuld zijn",
        "enum": "toegestaan zijn: " + ", ".join(map(str, value)) if isinstance(value, list) else "",
        "minimum": f"toegestaan is {value} of hoger",
        "maximum": f"toegestaan is {value} of lager",
        "pattern": _form(str(value)),
    }.get(kind[1] if kind else "", "dit mag hier niet")


def _form(pattern: str) -> str:
    """Say what a pattern allows: a web address, or a short name with or without its programme."""
    if pattern.startswith("^https://"):
        return "toegestaan is een webadres dat met https:// begint"
    before = ", met de korte naam van het programma en een schuine streep ervoor" if "/" in pattern else ""
    return f"toegestaan zijn kleine letters, cijfers en koppeltekens{before}"


def _odd_cells(file: str, number: int, header: list[str], cells: list[str], fields: dict) -> list[Fault]:
    """Find what a lenient parser lets through: spaces around a value and unusual ways to write a number."""
    faults = []
    for name, cell in zip(header, cells):
        kind = fields[name]["type"]
        if hidden := hidden_sign(cell, but="\n"):
            found = f"{quoted(cell)} met een onzichtbaar teken (U+{ord(hidden):04X})"
            faults.append(Fault(file, number, name, found, "haal het weg; typ de tekst zo nodig opnieuw"))
        elif cell != cell.strip():
            faults.append(
                Fault(file, number, name, f"er staat een spatie voor of achter '{cell.strip()}'", "haal de spatie weg")
            )
        elif cell and kind in PLAIN and not PLAIN[kind].fullmatch(cell) and _parses(cell, kind):
            faults.append(Fault(file, number, name, quoted(cell), TYPES[kind]))
    return faults


def _parses(cell: str, kind: str) -> bool:
    """Tell whether the lenient parser takes a cell, so that it is not reported twice."""
    try:
        return {"integer": int, "number": float}.get(kind, str)(cell) is not None
    except ValueError:
        return False


def _finite(value):
    """Turn what stands for nothing (missing, NaN, infinity) into None and a Decimal into a float."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, (str, bool)) or not hasattr(value, "__float__"):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else None  # too large for a column; its maximum has been reported
    return float(value) if math.isfinite(float(value)) else None
