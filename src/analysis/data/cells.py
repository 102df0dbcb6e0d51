"""What a cell may hold, and the typed column that cells become."""

import re
import unicodedata

import pandas as pd

from analysis.data.schema import columns

#: Name of the column that carries the row number of the file through the cross-table rules.
ROW = "_row"
DTYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[us]", "string": "str"}
#: Control characters, those that turn the direction of text and those without agreed meaning: nobody sees them, and
#: two equal words differ.
HIDDEN = ("Cc", "Cf", "Co")
#: Python and frictionless also take 1_000, 1e3, ' 5' and NaN; a person who types those means something else.
PLAIN = {
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def hidden_sign(text: str, but: str) -> str | None:
    """Find the first sign that nobody sees, but for those that may stand there."""
    if text.isprintable():
        return None
    return next((sign for sign in text if unicodedata.category(sign) in HIDDEN and sign not in but), None)


def typed_table(values: dict[str, list], numbers: list[int], schema: dict) -> pd.DataFrame:
    """Make the typed frame of a table, with defaults for what the file leaves out.

    Parameters
    ----------
    values : dict of str to list
        The values of a column by its name; None = missing. A column of the schema may be absent.
    numbers : list of int
        The number of each row in the file.
    schema : dict
        The table schema.

    Returns
    -------
    pandas.DataFrame
        The columns of the schema in its order, and ``_row``.
    """
    typed = {}
    for field in schema["fields"]:
        name, default = field["name"], field.get("default")
        column = values.get(name) or [None] * len(numbers)
        if default is not None:
            column = [default if value is None else value for value in column]
        typed[name] = pd.Series(column, dtype=DTYPES[field["type"]])
    return pd.DataFrame(typed | {ROW: pd.Series(numbers, dtype="int64")}, columns=[*columns(schema), ROW])


def empty_table(schema: dict) -> pd.DataFrame:
    """Make a table without rows, with the schema's columns and dtypes."""
    return typed_table({}, [], schema)
