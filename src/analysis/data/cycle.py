"""The loaded figures of one budget cycle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.data import reads
from analysis.data.schema import load_schemas
from analysis.errors import known


class _Noted(Mapping):
    """A mapping that cannot be changed, and notes what is asked of it (see `analysis.data.reads`).

    Parameters
    ----------
    parts : Mapping
        What it holds.
    cycle : str
        The cycle that this belongs to.
    whole : str
        The name under which all parts are noted; empty = each under its own.
    """

    def __init__(self, parts: Mapping, cycle: str, whole: str = ""):
        self._parts, self._cycle, self._whole = dict(parts), cycle, whole

    def __getitem__(self, part: str):
        reads.note(self._cycle, self._whole or part)
        return self._parts[part]

    def __iter__(self) -> Iterator[str]:
        if self._whole:  # every cycle has all tables, but which explanations there are may change
            reads.note(self._cycle, self._whole)
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


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
        object.__setattr__(self, "tables", _Noted(self.tables, self.name))
        object.__setattr__(self, "explanations", _Noted(self.explanations, self.name, "toelichting"))

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
