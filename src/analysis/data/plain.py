"""Type a table that is plainly right, column by column, many times as fast as frictionless can judge it row by row.

It judges the different cells of a column, each once. It may only take what frictionless and the checks beside it
(`analysis.data.tables`) would take: where it has any doubt, or meets something in a schema that it does not know, it says
nothing, and the slow way judges the table and words its faults. A test holds the two against each other on random cells.
"""

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.data.cells import PLAIN, hidden_sign, typed_table

#: What a field may say for its column to be judged here, and what its constraints may be.
FIELD = {"name", "type", "title", "description", "unit", "categories", "default", "constraints"}
LIMITS = {"required", "unique", "minimum", "maximum"}
CONSTRAINTS = {"string": {"required", "unique", "enum", "pattern"}, "integer": LIMITS, "number": LIMITS}
CONSTRAINTS |= {"boolean": {"required"}, "date": {"required", "unique"}}
#: With so many signs a number is exact as a float, and its order that of the decimals that were typed.
DIGITS = 15
CONVERT = {"string": str, "integer": int, "number": float, "date": date.fromisoformat}
CONVERT |= {"boolean": {"true": True, "false": False}.__getitem__}


def plain_table(rows: list[tuple[int, list[str]]], schema: dict) -> pd.DataFrame | None:
    """Type numbered rows of text, the first being the header, if nothing is wrong with any.

    Parameters
    ----------
    rows : list of tuple of int and list of str
        The rows, with columns of the schema.
    schema : dict
        The table schema.

    Returns
    -------
    pandas.DataFrame or None
        The typed frame (see `analysis.data.tables.read_table`); None if a cell is wrong, or may be.
    """
    header, key = rows[0][1], schema["primaryKey"]
    if schema["missingValues"] != [""] or isinstance(key, str) or not set(key) <= set(header):
        return None
    if any(len(cells) != len(header) for _, cells in rows):
        return None
    fields = {field["name"]: field for field in schema["fields"]}
    columns = dict(zip(header, zip(*(cells for _, cells in rows[1:])))) or {name: () for name in header}
    typed = {}
    for name, cells in columns.items():
        values = _values(set(cells), fields[name])
        if values is None or (fields[name].get("constraints", {}).get("unique") and _twice(cells, values)):
            return None
        typed[name] = [values[cell] for cell in cells]
    keys = set(zip(*(typed[name] for name in key)))
    if len(keys) < len(rows) - 1 or any(None in each for each in keys):
        return None
    return typed_table(typed, [number for number, _ in rows[1:]], schema)


def _values(cells: set[str], field: dict) -> dict | None:
    """Give the value of each different cell of a column; None if any is wrong, or may be."""
    kind, limits = field["type"], field.get("constraints", {})
    if not field.keys() <= FIELD or not limits.keys() <= CONSTRAINTS.get(kind, set()):
        return None
    filled = cells - {""}
    if (limits.get("required") and filled != cells) or not _clean(filled) or not _well_formed(filled, kind, limits):
        return None
    try:
        values = {cell: CONVERT[kind](cell) for cell in filled}
    except (ValueError, KeyError):  # a day that does not exist; neither true nor false
        return None
    if values and not _within(values.values(), limits):
        return None
    return {**values, "": None}


def _clean(cells: set[str]) -> bool:
    """Tell whether no cell has a sign that nobody sees, or space around it."""
    text = "".join(cells)
    if not text.isprintable() and hidden_sign("".join(set(text)), but="\n"):
        return False
    return all(cell == cell.strip() for cell in cells)


def _well_formed(cells: set[str], kind: str, limits: dict) -> bool:
    """Tell whether each cell is written as its kind and its pattern ask, and is in the closed list."""
    if kind in PLAIN and not all(len(cell) <= DIGITS and PLAIN[kind].fullmatch(cell) for cell in cells):
        return False
    if "pattern" in limits and not all(map(re.compile(limits["pattern"]).fullmatch, cells)):
        return False
    return "enum" not in limits or cells <= set(limits["enum"])


def _within(values: Sequence, limits: dict) -> bool:
    """Tell whether all values lie between the limits."""
    return limits.get("minimum", min(values)) <= min(values) and max(values) <= limits.get("maximum", max(values))


def _twice(cells: Sequence[str], values: dict) -> bool:
    """Tell whether a value stands in a column twice; an empty cell may."""
    filled = [values[cell] for cell in cells if cell]
    return len(set(filled)) < len(filled)
