"""Lay rows over those with the same key, and find the rows in which two sets of tables differ."""

from collections.abc import Mapping

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.data.schema import load_schemas

Tables = Mapping[str, pd.DataFrame]


def lay_over(base: Tables, rows: Tables, schemas: dict[str, dict]) -> dict[str, pd.DataFrame]:
    """Lay rows over tables: a row takes the place of the one with the same key, or comes behind the others.

    Parameters
    ----------
    base : Mapping of str to pandas.DataFrame
        All tables.
    rows : Mapping of str to pandas.DataFrame
        Rows with the columns of the tables, of some of them.
    schemas : dict of str to dict
        The table schemas, which say what the keys are.

    Returns
    -------
    dict of str to pandas.DataFrame
        All tables, with the columns and types of ``base``.
    """
    return {
        name: _laid(frame, rows[name], schemas[name]) if name in rows and len(rows[name]) else frame
        for name, frame in base.items()
    }


def _laid(frame: pd.DataFrame, own: pd.DataFrame, schema: dict) -> pd.DataFrame:
    """Lay rows over one table."""
    places = _places(own, frame, schema)
    kept = frame.reset_index(drop=True).drop(index=[place for place in places if place >= 0])
    laid = pd.concat([kept, own.set_axis([place if place >= 0 else len(frame) for place in places])])
    return laid.sort_index(kind="stable").reset_index(drop=True)


def compare(own: pd.DataFrame, base: pd.DataFrame, schema: dict) -> tuple[pd.Series, pd.DataFrame]:
    """Compare rows with those of the same key, column by column.

    Returns
    -------
    added : pandas.Series of bool
        Per row of ``own``: whether the base has no row with its key.
    differs : pandas.DataFrame of bool
        Per row and column of ``own``: whether the value is another one. Empty equals empty.
    """
    places = _places(own, base, schema)
    old = base.reset_index(drop=True).reindex(places).set_axis(own.index)
    same = {name: own[name].eq(old[name]).fillna(False) | (own[name].isna() & old[name].isna()) for name in own.columns}
    differs = ~pd.DataFrame(same, index=own.index).astype(bool)
    return pd.Series([place < 0 for place in places], index=own.index, dtype=bool), differs


def differing_rows(cycle: Cycle, base: Cycle) -> dict[str, pd.DataFrame]:
    """Find the rows of a cycle that a base does not have, or has with another value.

    Parameters
    ----------
    cycle, base : Cycle
        Two sets of the same tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        The rows of ``cycle`` by table, only of tables with such rows.
    """
    schemas, found = load_schemas(), {}
    for name, own in cycle.tables.items():
        added, differs = compare(own, base.tables[name], schemas[name])
        rows = own[added | differs.any(axis=1)]
        if len(rows):
            found[name] = rows.reset_index(drop=True)
    return found


def keys(frame: pd.DataFrame, schema: dict) -> list[tuple]:
    """Give the key of each row of a table."""
    return list(zip(*(frame[column].astype(object).where(frame[column].notna(), None) for column in _key(schema))))


def _key(schema: dict) -> list[str]:
    key = schema["primaryKey"]
    return [key] if isinstance(key, str) else list(key)


def _places(own: pd.DataFrame, base: pd.DataFrame, schema: dict) -> list[int]:
    """Give for each row where the row with its key stands in another table; -1 for none."""
    place = {key: number for number, key in enumerate(keys(base, schema))}
    return [place.get(key, -1) for key in keys(own, schema)]
