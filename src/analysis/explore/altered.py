"""A cycle with other figures in some rows; the cycle it is made from stays as it is."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.data import Cycle

#: The key of a row, and what stands in its other columns.
Key = tuple
Values = Mapping[str, object]


def altered(cycle: Cycle, table: str, rows: Mapping[Key, Values]) -> Cycle:
    """Replace figures in rows of a table, and add the rows that it does not have yet.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    table : str
        Name of the table.
    rows : Mapping of tuple to mapping
        By the key of a row (in the order of the schema's primary key) the columns that change; of a new row all columns that
        it has.

    Returns
    -------
    Cycle
        The same cycle with one other table, of the same columns and types.
    """
    if not rows:
        return cycle
    frame, columns = cycle.tables[table].copy(), cycle.key(table)
    place = {key: number for number, key in enumerate(keys(frame, columns))}
    for key, values in rows.items():
        if key in place:
            for column, value in values.items():
                frame.iat[place[key], frame.columns.get_loc(column)] = value
    new = [dict(zip(columns, key)) | dict(values) for key, values in rows.items() if key not in place]
    if new:
        added = pd.DataFrame({name: [row.get(name) for row in new] for name in frame.columns}).astype(frame.dtypes)
        frame = pd.concat([frame, added], ignore_index=True)
    return Cycle(cycle.name, {**cycle.tables, table: frame}, cycle.explanations)


def keys(frame: pd.DataFrame, columns: Iterable[str]) -> list[Key]:
    """Give the key of each row."""
    return list(zip(*(frame[column] for column in columns)))
