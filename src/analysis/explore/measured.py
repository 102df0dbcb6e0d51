"""A cycle with what its measures give, each computed once: a slider asks again and again what was adopted."""

from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.measures import budget, capacity, indicators


class Measured:
    """The measures of a cycle that the explorers show.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    """

    def __init__(self, cycle: Cycle):
        self.cycle = cycle

    @cached_property
    def money(self) -> pd.DataFrame:
        """`analysis.measures.budget.totals` by programme."""
        return budget.totals(self.cycle, by=("programme",))

    @cached_property
    def recurrence(self) -> pd.DataFrame:
        """`analysis.measures.budget.totals` by programme and recurrence."""
        return budget.totals(self.cycle, by=("programme", "recurrence"))

    @cached_property
    def balance(self) -> pd.DataFrame:
        """`analysis.measures.budget.balance`."""
        return budget.balance(self.cycle)

    @cached_property
    def allocation(self) -> pd.DataFrame:
        """`analysis.measures.budget.allocation`."""
        return budget.allocation(self.cycle)

    @cached_property
    def hours(self) -> pd.DataFrame:
        """`analysis.measures.capacity.totals` by year."""
        return capacity.totals(self.cycle, by=("year",))

    @cached_property
    def hours_by_programme(self) -> pd.DataFrame:
        """`analysis.measures.capacity.totals` by programme and year."""
        return capacity.totals(self.cycle, by=("programme", "year"))

    @cached_property
    def hours_by_unit(self) -> pd.DataFrame:
        """`analysis.measures.capacity.totals` by unit and year."""
        return capacity.totals(self.cycle, by=("unit", "year"))

    @cached_property
    def hours_by_unit_and_programme(self) -> pd.DataFrame:
        """`analysis.measures.capacity.totals` by unit, programme and year."""
        return capacity.totals(self.cycle, by=("unit", "programme", "year"))

    @cached_property
    def supply(self) -> pd.DataFrame:
        """`analysis.measures.capacity.supply`; empty where nothing is known of it."""
        return capacity.supply(self.cycle)

    @cached_property
    def trajectory(self) -> pd.DataFrame:
        """`analysis.measures.indicators.trajectory`."""
        return indicators.trajectory(self.cycle)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """`analysis.measures.indicators.verdict_inputs`, by indicator."""
        return indicators.verdict_inputs(self.cycle).set_index("indicator")
