"""Hours moved: of roles, of line units, and the norm that hours a year are divided by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.errors import WrongUse
from analysis.explore.altered import Key, altered, keys
from analysis.explore.measured import Measured
from analysis.present.formats import number, short, span
from analysis.present.people import asked

#: Hours of a whole week, and of a whole year: nobody works more.
MOST = {"week": 168, "year": 8784, "total": 87840, "fte": 10}
#: Between these productive hours of a full-time job a year stays believable.
NORMS = (1000, 1800)


@dataclass(frozen=True)
class People:
    """Hours of roles and units, changed.

    Parameters
    ----------
    adopted : Measured
        The adopted figures.
    start : Cycle
        The figures that the changes are made in: those of the base, or of a scenario of it.
    hours : Mapping of key to float
        Hours of a role in the unit in which the source gives them, by the key of its row of ``capacity``.
    supply : Mapping of (unit, year) to float
        Hours a week that a line unit has.
    norm : float, optional
        Productive hours of a full-time job a year.
    """

    adopted: Measured
    start: Cycle
    hours: Mapping[Key, float] = field(default_factory=dict)
    supply: Mapping[tuple[str, int], float] = field(default_factory=dict)
    norm: float | None = None

    @classmethod
    def of(cls, adopted: Measured, start: Cycle | None = None) -> "People":
        """Start from the adopted figures, or from those of a scenario."""
        return cls(adopted, adopted.cycle if start is None else start)

    @property
    def base(self) -> Cycle:
        """The adopted figures."""
        return self.adopted.cycle

    @cached_property
    def now(self) -> Measured:
        """The changed figures with their measures."""
        return Measured(self.cycle)

    @cached_property
    def roles(self) -> pd.DataFrame:
        """The roles whose hours count, as printed: the columns of ``capacity``, then key; a missing maximum is the minimum."""
        rows = self.base.capacity
        rows = rows.assign(
            key=keys(rows, self.base.key("capacity")), hours_max=rows["hours_max"].fillna(rows["hours_min"])
        )
        return rows[rows["counted"].fillna(True).astype(bool)].reset_index(drop=True)

    @cached_property
    def year(self) -> int:
        """The year of which hours are added up: that of the reporting date or the nearest to it."""
        total = asked(self.base)
        return int(self.base.info["reporting_date"].year if total is None else total.year)

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle with the changed hours, units and norm."""
        rows = {
            key: {"hours_min": value, "hours_max": float("nan"), "known": True} for key, value in self.hours.items()
        }
        cycle = altered(self.start, "capacity", rows)
        source = {"source": self.base.sources["source"].iloc[0]}
        have = set(keys(self.start.unit_supply, ["unit", "year"]))
        supply = {
            key: {"hours_per_week": value} | ({} if key in have else source) for key, value in self.supply.items()
        }
        cycle = altered(cycle, "unit_supply", supply)
        norm = {} if self.norm is None else {(self.base.name,): {"productive_hours_per_fte": self.norm}}
        return altered(cycle, "cycle", norm)

    @property
    def norm_now(self) -> float:
        """The productive hours of a full-time job a year that are used."""
        return float(self.cycle.info["productive_hours_per_fte"])

    def number(self, key: Key) -> tuple[float, float]:
        """Give the lowest and highest number of a role as it is now, in the unit of the source; missing = not known."""
        if key in self.hours:
            return self.hours[key], self.hours[key]
        rows = self.start.tables["capacity"]
        row = rows.iloc[keys(rows, self.base.key("capacity")).index(key)]
        return row["hours_min"], row["hours_min"] if pd.isna(row["hours_max"]) else row["hours_max"]

    def printed(self, key: Key) -> tuple[float, float]:
        """Give the lowest and the highest number that the source prints for a role; missing = none."""
        row = self._role(key)
        return row.hours_min, row.hours_max

    def headcount(self, key: Key) -> float:
        """Give how many people have a role."""
        heads = self._role(key).headcount
        return 1.0 if pd.isna(heads) else float(heads)

    def period(self, key: Key) -> str:
        """Give the unit in which the source gives the hours of a role: week, year, total or fte."""
        return self._role(key).period

    def supplied(self, unit: str) -> float | None:
        """Give the hours a week that a unit has in the year looked at; None = not known."""
        have = self.cycle.unit_supply
        return dict(zip(keys(have, ["unit", "year"]), have["hours_per_week"])).get((unit, self.year))

    def set_hours(self, key: Key, value: float, outside: bool = False) -> "People":
        """Set the number of a role, within what the source prints unless outside of it is asked for.

        Raises
        ------
        analysis.errors.WrongUse
            If it lies outside; says what is allowed.
        """
        low, high = self.limits(key, outside)
        if not low <= value <= high:
            where = "de afgedrukte marge" if not outside else "wat kan"
            raise WrongUse(f"{short(value)} ligt buiten {where}: kies {span(low, high)}.")
        return replace(self, hours={**self.hours, key: float(value)})

    def limits(self, key: Key, outside: bool) -> tuple[float, float]:
        """Give the lowest and highest number that a role may get; a role without a number has no margin to stay in."""
        row = self._role(key)
        if outside or pd.isna(row.hours_min):
            return 0.0, float(MOST[row.period])
        return float(row.hours_min), float(row.hours_max)

    def _role(self, key: Key):
        return next(row for row in self.roles.itertuples() if row.key == key)

    def set_supply(self, unit: str, value: float) -> "People":
        """Set the hours a week that a unit has in the year looked at.

        Raises
        ------
        analysis.errors.WrongUse
            If it is less than nothing.
        """
        if value < 0:
            raise WrongUse("Het aanbod van een eenheid is 0 uur per week of meer.")
        return replace(self, supply={**self.supply, (unit, self.year): float(value)})

    def set_norm(self, value: float) -> "People":
        """Set the productive hours of a full-time job a year.

        Raises
        ------
        analysis.errors.WrongUse
            If it is no believable number.
        """
        if not NORMS[0] <= value <= NORMS[1]:
            raise WrongUse(f"Kies {number(NORMS[0])} tot {number(NORMS[1])} productieve uren per jaar.")
        return replace(self, norm=float(value))
