"""What every measure does with its frames: order them, look rows up, add them up, and check the words a caller passes."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle


def once(function: Callable) -> Callable:
    """Let a function of a cycle (or of values made of one) do its work once: many measures rest on the same few frames.

    What it is asked beside the cycle must be hashable. A cycle never changes, and a frame that is given out is a copy of
    its own (pandas copies on write). What was made goes with its cycle.
    """
    kept = WeakKeyDictionary()

    @wraps(function)
    def ask(cycle, *asked):
        made = kept.setdefault(cycle, {})
        if asked not in made:
            made[asked] = function(cycle, *asked)
        given = made[asked]
        return given.copy(deep=False) if isinstance(given, pd.DataFrame | pd.Series) else given

    return ask


def in_programme_order(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Order rows as the programmes are ordered; the rows of one programme keep the order they have.

    Rows of a programme that the cycle does not list come last: they are never dropped.
    """
    rows = rows.reset_index(drop=True)
    order = cycle.programmes.set_index("programme")["order"].astype("float64")
    position = rows["programme"].map(order).to_numpy(dtype="float64")
    if (position[1:] >= position[:-1]).all():  # as figures usually are; false beside a missing position
        return rows
    return rows.take(np.argsort(position, kind="stable")).reset_index(drop=True)


def look_up(rows: pd.DataFrame, table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add to each row the columns of the row of a table with the same key, missing where there is none.

    Raises
    ------
    pandas.errors.InvalidIndexError
        If the table has two rows with one key.
    """
    place = pd.Index(table[key]).get_indexer(rows[key])
    found = table.drop(columns=key).reset_index(drop=True).reindex(place).set_axis(rows.index)
    return pd.concat([rows, found], axis=1)


def by_year(rows: pd.DataFrame, within_programme: bool) -> pd.DataFrame:
    """Order rows by `year`, missing years last; within their programme, in the order these have, if asked."""
    place = rows["programme"].factorize()[0] if within_programme else 0
    return rows.assign(_place=place).sort_values(["_place", "year"], kind="stable").drop(columns="_place")


def sum_by(rows: pd.DataFrame, by: Sequence[str], sums: Sequence[str], counts: Sequence[str]) -> pd.DataFrame:
    """Add up columns per group, in the order in which the groups first appear.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows with the keys and the columns.
    by : sequence of str
        The keys; none gives one row over everything. A missing key value is a group of its own.
    sums : sequence of str
        Columns of numbers. Missing numbers are unknown, so a group without any known number sums to missing.
    counts : sequence of str
        Columns of 0 and 1, whose sum is never missing.

    Returns
    -------
    pandas.DataFrame
        The keys, then ``sums`` (float64), then ``counts`` (int64).
    """
    by, sums, counts = list(by), list(sums), list(counts)
    rows = rows[[*by, *sums, *counts]].astype(dict.fromkeys(counts, "int64"))
    if not by:
        return pd.DataFrame([{**rows[sums].sum(min_count=1), **rows[counts].sum()}]).astype(rows.dtypes)
    groups = rows.groupby(by, sort=False, dropna=False)
    return pd.concat([groups[sums].sum(min_count=1), groups[counts].sum()], axis=1).reset_index()


def choose(conditions: Sequence[pd.Series], words: Sequence[str], default: str) -> pd.Series:
    """Give each row the word of the first condition that holds of it, else the default."""
    marks = [condition.to_numpy(bool, na_value=False) for condition in conditions]
    # numbers first: numpy makes a slow copy of every word in the width of the longest
    places = np.select(marks, range(len(marks)), default=len(marks))
    return pd.Series(np.array([*words, default], dtype=object)[places], index=conditions[0].index, dtype="str")


def check_choice(what: str, value: object, allowed: Iterable[str]) -> None:
    """Raise ValueError, listing what is allowed, unless the value is one of them."""
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f"{what} '{value}' does not exist; choose from {', '.join(allowed)}")


def check_keys(by: str | Sequence[str], allowed: Iterable[str]) -> list[str]:
    """Return the keys as a list; raise ValueError, listing what is allowed, on one that does not exist."""
    keys = [by] if isinstance(by, str) else list(by)
    for key in keys:
        check_choice("the key", key, allowed)
    return keys
