"""Hours moved: of roles, of line units, and the norm that hours a year are divided by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.errors import WrongUse
from analysis.explore.altered import Key, altered, keys
from analysis.explore.state import State
from analysis.measures.units import NO_LINE_UNIT
from analysis.present.formats import number, short, span
from analysis.present.people import asked

#: Hours of a whole week, and of a whole year: nobody works more.
MOST = {"week": 168, "year": 8784, "total": 87840, "fte": 10}
#: Between these productive hours of a full-time job a year stays believable.
NORMS = (1000, 1800)


@dataclass(frozen=True)
class People(State):
    """Hours of roles and units, changed.

    Parameters
    ----------
    hours : Mapping of key to float
        Hours of a role in the unit in which the source gives them, by the key of its row of ``capacity``.
    supply : Mapping of (unit, year) to float
        Hours a week that a line unit has.
    norm : float, optional
        Productive hours of a full-time job a year.
    """

    hours: Mapping[Key, float] = field(default_factory=dict)
    supply: Mapping[tuple[str, int], float] = field(default_factory=dict)
    norm: float | None = None

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
        cycle = altered(self.start.cycle, "capacity", rows)
        source = {"source": self.base.sources["source"].iloc[0]}
        have = set(keys(self.start.cycle.unit_supply, ["unit", "year"]))
        supply = {
            key: {"hours_per_week": value} | ({} if key in have else source) for key, value in self.supply.items()
        }
        cycle = altered(cycle, "unit_supply", supply)
        norm = {} if self.norm is None else {(self.base.name,): {"productive_hours_per_fte": self.norm}}
        return altered(cycle, "cycle", norm)

    def of_year(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give the rows of a measure that are about the year looked at."""
        return rows[rows["year"].eq(self.year)].drop(columns="year").reset_index(drop=True)

    @cached_property
    def units(self) -> pd.DataFrame:
        """Demand against supply in the year looked at.

        unit, was_min, was_max, hours_min_week, hours_max_week, supply_hours_week, left_min_week (hours a week; missing =
        not known), programmes (how many ask), unknown_roles; line units first.
        """
        now, was = (self.of_year(figures.hours_by_unit) for figures in (self.now, self.adopted))
        was = was.rename(columns={"hours_min_week": "was_min", "hours_max_week": "was_max"})[
            ["unit", "was_min", "was_max"]
        ]
        asking = (
            self.of_year(self.now.hours_by_unit_and_programme).groupby("unit", sort=False).size().rename("programmes")
        )
        have = self.of_year(self.now.supply)[["unit", "supply_hours_week", "left_min_week"]]
        rows = (
            now.merge(was, on="unit", how="left")
            .merge(asking, on="unit", how="left")
            .merge(have, on="unit", how="left")
        )
        line = ~rows["unit"].isin(NO_LINE_UNIT)
        return pd.concat([rows[line], rows[~line]], ignore_index=True)

    @property
    def norm_now(self) -> float:
        """The productive hours of a full-time job a year that are used."""
        return float(self.cycle.info["productive_hours_per_fte"])

    def number(self, key: Key) -> tuple[float, float]:
        """Give the lowest and highest number of a role as it is now, in the unit of the source; missing = not known."""
        if key in self.hours:
            return self.hours[key], self.hours[key]
        row = self.start.roles[key]
        return row.hours_min, row.hours_max

    def printed(self, key: Key) -> tuple[float, float]:
        """Give the lowest and the highest number that the source prints for a role; missing = none."""
        row = self.adopted.roles[key]
        return row.hours_min, row.hours_max

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
        row = self.adopted.roles[key]
        if outside or pd.isna(row.hours_min):
            return 0.0, float(MOST[row.period])
        return float(row.hours_min), float(row.hours_max)

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
