"""A cycle with what its measures give, each computed once: a slider asks again and again what was adopted."""

from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.explore.altered import Key, keys
from analysis.measures import budget, capacity, indicators
from analysis.measures.indicator_values import stated_targets
from analysis.measures.plan import inside_totals, plan_in_force

#: What makes a post: amounts of one post and coverage in several periods.
POST = ["programme", "post", "coverage"]


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
    def posts(self) -> pd.DataFrame:
        """The amounts that can be moved: spending of the plan in force inside the totals.

        The columns of the table ``budget``, then key, and post_key: programme, post and coverage ('' = not said).
        """
        rows = plan_in_force(self.cycle)
        rows = rows[rows["side"].eq("spending") & inside_totals(rows)]
        rows = rows.assign(coverage=rows["coverage"].fillna(""))
        return rows.assign(key=keys(rows, self.cycle.key("budget")), post_key=keys(rows, POST)).reset_index(drop=True)

    @cached_property
    def periods(self) -> dict[tuple, dict[tuple[int, int], Key]]:
        """The key of the amount of each post in each of its periods."""
        found: dict[tuple, dict[tuple[int, int], Key]] = {}
        for row in self.posts.itertuples():
            found.setdefault(row.post_key, {})[int(row.year_from), int(row.year_to)] = row.key
        return found

    @cached_property
    def roles(self) -> dict[Key, object]:
        """The roles whose hours count, by key: rows of the table ``capacity``; a missing maximum is the minimum."""
        rows = self.cycle.capacity
        rows = rows[rows["counted"].fillna(True).astype(bool)]
        rows = rows.assign(hours_max=rows["hours_max"].fillna(rows["hours_min"]), headcount=rows["headcount"].fillna(1))
        return dict(zip(keys(rows, self.cycle.key("capacity")), rows.itertuples(index=False)))

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
    def targets(self) -> dict[tuple[str, int], float]:
        """The targets that have a number (a rank for a category), by indicator and year."""
        return {(row.indicator, int(row.year)): row.target for row in stated_targets(self.cycle).itertuples()}

    @cached_property
    def trajectory(self) -> pd.DataFrame:
        """`analysis.measures.indicators.trajectory`."""
        return indicators.trajectory(self.cycle)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """`analysis.measures.indicators.verdict_inputs`, by indicator."""
        return indicators.verdict_inputs(self.cycle).set_index("indicator")
