"""What each measure and each of its columns means, in Dutch, as a Table Schema."""

from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from analysis.data.schema import labels as choices
from analysis.present import labels

#: Type of a field in a Table Schema, by what pandas calls the kind of a column's type.
TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "date"}


@cache
def texts() -> dict:
    """Read the descriptions: ``measures`` by name, and ``columns`` that they share."""
    return yaml.safe_load((Path(__file__).parent / "maten.yaml").read_text(encoding="utf-8"))


def measure_schema(name: str, frame: pd.DataFrame, schemas: dict[str, dict]) -> dict:
    """Describe a measure.

    Parameters
    ----------
    name : str
        Its name, ``module.function``.
    frame : pandas.DataFrame
        What it gave.
    schemas : dict of str to dict
        The schemas of the tables.

    Returns
    -------
    dict
        A Table Schema with a name, title and description, without keys.

    Raises
    ------
    LookupError
        If the measure or one of its columns is described nowhere; names it.
    """
    if name not in texts()["measures"]:
        raise LookupError(f"{name} is not described in maten.yaml")
    text = texts()["measures"][name]
    fields = [
        {"name": column, "type": TYPES.get(frame[column].dtype.kind, "string"), **_described(name, column, schemas)}
        for column in frame
    ]
    return {
        "name": name,
        "title": text["title"],
        "description": text["description"],
        "fields": fields,
        "missingValues": [""],
    }


def _described(measure: str, column: str, schemas: dict[str, dict]) -> dict:
    """Give title, description, unit and codes of a column: its own, else those of a table, else those that all share."""
    text = texts()["measures"][measure]
    if found := text.get("columns", {}).get(column):
        return _with_words(found, schemas)
    for field in schemas.get(text.get("table"), {}).get("fields", ()):
        if field["name"] == column:
            return {key: field[key] for key in ("title", "description", "unit", "categories") if key in field}
    if found := texts()["columns"].get(column):
        return _with_words(found, schemas)
    raise LookupError(f"column {column} of {measure} is not described in maten.yaml")


def _with_words(text: dict, schemas: dict[str, dict]) -> dict:
    """Write out the words of the codes that a column has."""
    described = {key: value for key, value in text.items() if key != "codes"}
    if "codes" in text:
        described["categories"] = [
            {"value": code, "label": word} for code, word in _codes(text["codes"], schemas).items()
        ]
    return described


def _codes(codes: str | dict, schemas: dict[str, dict]) -> dict[str, str]:
    """Give the words of codes: written out, of a column of a table, or of `analysis.present.labels`."""
    if isinstance(codes, dict):
        return codes
    if "." in codes:
        table, _, column = codes.partition(".")
        return choices(schemas[table], column)
    return {code: word if isinstance(word, str) else word[1] for code, word in getattr(labels, codes).items()}
