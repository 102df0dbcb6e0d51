"""The loaded figures of one budget cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from analysis.data.schema import load_schemas
from analysis.errors import known


@dataclass(frozen=True, eq=False)
class Cycle:
    """All tables of one budget cycle, validated and typed; it cannot be changed, and is equal to itself alone.

    Parameters
    ----------
    name : str
        Name of the cycle, which is the name of its folder.
    tables : Mapping[str, pandas.DataFrame]
        One frame per table schema in ``data/schema``, with that schema's columns in its order.
        Text columns are ``str`` (missing: NaN), whole numbers ``Int64``, numbers ``float64``,
        true/false ``boolean``, dates ``datetime64``.
    explanations : Mapping[str, str], optional
        Markdown that the people responsible wrote, by programme; ``geheel`` for all programmes together.

    Notes
    -----
    Each table is also an attribute: ``cycle.budget`` is ``cycle.tables["budget"]``. What comes back is a
    shallow copy; pandas copies on write, so whatever a caller does with it leaves the cycle as it was.
    """

    name: str
    tables: Mapping[str, pd.DataFrame]
    explanations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "explanations", MappingProxyType(dict(self.explanations)))

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table == "tables" or table not in self.tables:
            raise AttributeError(f"a cycle has no table '{table}'")
        return self.tables[table].copy(deep=False)

    @property
    def info(self) -> pd.Series:
        """The single row of the table ``cycle``: title, reporting date and calculation norms."""
        return self.tables["cycle"].iloc[0]

    def key(self, table: str) -> list[str]:
        """Give the columns that identify a row of a table, from its schema."""
        key = load_schemas()[table]["primaryKey"]
        return [key] if isinstance(key, str) else list(key)

    def pick(self, programme: str = "") -> str:
        """Give the slug of a programme: the one named, or the first if none is named.

        Raises
        ------
        analysis.errors.WrongUse
            If there is no such programme; lists those that exist.
        """
        existing = list(self.programmes.sort_values("order")["programme"])
        if not programme and existing:
            return existing[0]
        if programme not in existing:
            raise known("onbekend programma", programme, existing)
        return programme
