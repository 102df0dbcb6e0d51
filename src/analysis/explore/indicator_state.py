"""Indicators explored: values to be expected, from a pace or for one year, and targets that are shifted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.errors import WrongUse
from analysis.explore.altered import altered
from analysis.explore.state import State
from analysis.present.formats import number


@dataclass(frozen=True)
class Indicators(State):
    """Values and targets of indicators, changed.

    Parameters
    ----------
    paces : Mapping of str to float
        Change a year that an indicator is expected to make, in its unit.
    values : Mapping of str to (int, float)
        Year and value that an indicator is expected to have; ranks for a category.
    targets : Mapping of (str, int) to float
        Targets by indicator and year; ranks for a category.
    """

    paces: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    targets: Mapping[tuple[str, int], float] = field(default_factory=dict)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """What the verdict used before any change (`analysis.measures.indicators.verdict_inputs`), by indicator."""
        return self.start.verdicts

    @cached_property
    def about(self) -> pd.DataFrame:
        """The table of indicators, by indicator."""
        return self.base.indicators.set_index("indicator", drop=False)

    @cached_property
    def adopted_targets(self) -> dict[tuple[str, int], float]:
        """The adopted targets that have a number (a rank for a category), by indicator and year."""
        return self.adopted.targets

    @cached_property
    def targets_now(self) -> dict[tuple[str, int], float]:
        """The targets after the changes."""
        return self.start.targets | dict(self.targets)

    def beginning(self, indicator: str) -> tuple[int, float] | None:
        """Give year and value that a pace starts from: the newest observation, else the baseline; None if there is neither."""
        row = self.standing.loc[indicator]
        for year, value in ((row["observed_year"], row["observed"]), (row["baseline_year"], row["baseline"])):
            if pd.notna(year) and pd.notna(value):
                return int(year), float(value)
        return None

    def last_year(self, indicator: str) -> int:
        """Give the year of the last target, or the last year of the programme if there is none."""
        last = [year for name, year in self.targets_now if name == indicator]
        row = self.about.loc[indicator]
        ends = self.base.programmes.set_index("programme")["end_year"].get(row["programme"])
        return max(last) if last else int(ends if pd.notna(ends) else self.base.info["reporting_date"].year)

    def needed_pace(self, indicator: str) -> float | None:
        """Give the change a year from the beginning that reaches the last target on time; None if either is not known.

        After a measurement this is `pace_required` of the verdict, which does not exist before the first one.
        """
        begin, last = self.beginning(indicator), self.last_year(indicator)
        target = self.targets_now.get((indicator, last))
        return None if begin is None or target is None or last <= begin[0] else (target - begin[1]) / (last - begin[0])

    def years(self, indicator: str) -> list[int]:
        """Give the years for which a value can be expected: after the beginning, up to the last one."""
        begin = self.beginning(indicator)
        first = self.base.info["reporting_date"].year if begin is None else begin[0] + 1
        return list(range(min(first, self.last_year(indicator)), self.last_year(indicator) + 1))

    def expected(self, indicator: str) -> dict[int, float]:
        """Give the values to be expected by year: along the pace, or the one that was set."""
        if indicator in self.values:
            return dict([self.values[indicator]])
        begin = self.beginning(indicator)
        if indicator not in self.paces or begin is None:
            return {}
        year, value = begin
        return {each: value + self.paces[indicator] * (each - year) for each in self.years(indicator) if each > year}

    @cached_property
    def saved(self) -> Cycle:
        """The cycle with the changed targets: what a scenario can hold. A value to be expected is no measurement."""
        steps = {key: self._written(key[0], value, "target", "target_category") for key, value in self.targets.items()}
        return altered(self.start.cycle, "indicator_targets", steps)

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle with the changed targets, and the values to be expected as observations at the end of their year."""
        rows = {}
        for indicator in {**self.paces, **self.values}:
            about = self.about.loc[indicator]
            for year, value in self.expected(indicator).items():
                written = self._written(indicator, value, "value", "category")
                place = {"status": "estimate", "source": about["source"], "section": about["section"]}
                rows[indicator, pd.Timestamp(year, 12, 31)] = written | place
        return altered(self.saved, "observations", rows)

    def scale(self, indicator: str) -> dict[int, str]:
        """Give the steps of the scale of an indicator by their rank; empty for one that is measured in numbers."""
        steps = self.base.scales
        steps = steps[steps["scale"].eq(self.about.loc[indicator, "scale"]).fillna(False)]
        return dict(zip(steps["rank"].astype(int), steps["category"]))

    def _written(self, indicator: str, value: float, as_number: str, as_step: str) -> dict:
        """Write a value in the column that its kind of indicator has."""
        scale = self.scale(indicator)
        return {as_step: scale[int(value)]} if scale else {as_number: float(value)}

    def set_pace(self, indicator: str, change: float) -> "Indicators":
        """Expect a change a year, from the newest measurement or the baseline on; takes the place of a value that was set."""
        values = {name: value for name, value in self.values.items() if name != indicator}
        return replace(self, paces={**self.paces, indicator: float(change)}, values=values)

    def set_value(self, indicator: str, year: int, value: float) -> "Indicators":
        """Expect a value in a year; takes the place of a pace that was set.

        Raises
        ------
        analysis.errors.WrongUse
            If the indicator cannot have this value.
        """
        self._check(indicator, value)
        paces = {name: pace for name, pace in self.paces.items() if name != indicator}
        return replace(self, values={**self.values, indicator: (int(year), float(value))}, paces=paces)

    def set_target(self, indicator: str, year: int, value: float) -> "Indicators":
        """Give one year another target.

        Raises
        ------
        analysis.errors.WrongUse
            If the indicator cannot have this value.
        """
        self._check(indicator, value)
        return replace(self, targets={**self.targets, (indicator, int(year)): float(value)})

    def shift_targets(self, indicator: str, by: float) -> "Indicators":
        """Shift all targets of an indicator, counted from the adopted ones.

        Raises
        ------
        analysis.errors.WrongUse
            If the indicator cannot have one of the values that come of it.
        """
        state = self
        for (name, year), value in self.adopted_targets.items():
            if name == indicator:
                state = state.set_target(indicator, year, value + by)
        return state

    def _check(self, indicator: str, value: float) -> None:
        """Refuse a value that is no step of the scale, or no share."""
        scale = self.scale(indicator)
        row = self.about.loc[indicator]
        if scale and value not in scale:
            raise WrongUse(f"De schaal gaat van {scale[min(scale)]} tot en met {scale[max(scale)]}.")
        if row["unit_short"] == "%" and row["kind"] == "level" and not 0 <= value <= 100:
            raise WrongUse(f"Een percentage ligt tussen 0 en 100; dit wordt {number(value, int(row['decimals']))}%.")
