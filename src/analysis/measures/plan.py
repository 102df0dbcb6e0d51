"""The plan in force: which rows of the budget a balance, a total and a reconciliation work on."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once

#: What identifies an amount through its phases.
AMOUNT = ["programme", "side", "post", "year_from", "year_to"]

#: The phases of a plan, each replacing the ones before it; `executed` is no plan.
PLAN_PHASES = {"proposed": 0, "approved": 1, "adjusted": 2}

SIDES = ("funding", "spending")


def plan_in_force(cycle: Cycle, until: str | None = None) -> pd.DataFrame:
    """Return the budget rows that hold now, with the column `year`.

    Executed amounts are no plan. Where an amount (programme, side, post, period) was adjusted, what was approved
    or proposed before it no longer holds; where it was approved, the proposal no longer holds.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    until : str, optional
        The phase whose plan is asked, as if nothing came after it; by default the plan as it is now.

    Returns
    -------
    pandas.DataFrame
        The columns of the budget table and `year` (see `with_year`), in the order of the programmes.
    """
    if until is None:
        return _in_force_now(cycle)
    rows = with_year(in_programme_order(cycle, cycle.budget))
    rows = rows[rows["phase"].map(PLAN_PHASES).le(PLAN_PHASES[until])]
    return rows[is_in_force(rows)].reset_index(drop=True)


@once
def _in_force_now(cycle: Cycle) -> pd.DataFrame:
    rows = with_year(in_programme_order(cycle, cycle.budget))
    return rows[is_in_force(rows)].reset_index(drop=True)


def is_in_force(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows of the budget whose phase no later phase of the same amount replaces; what was executed is no plan."""
    rank = rows["phase"].map(PLAN_PHASES)
    newest = rank.groupby([rows[key] for key in AMOUNT], sort=False).transform("max")
    return rank.notna() & rank.eq(newest)


def with_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `year` (Int64): the year of an amount for one year, missing for a lump sum over several years."""
    return rows.assign(year=rows["year_from"].where(rows["year_from"].eq(rows["year_to"])))


def covered(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows that the source calls covered."""
    return rows["coverage"].eq("covered")


def uncovered(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows that the source calls uncovered; where it says nothing the row is in neither class."""
    return rows["coverage"].eq("uncovered")


def inside_totals(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows that belong to some total: `counted_by` is not `none`.

    A row with `none` is part of another row ('of which') or somebody else's money.
    """
    return rows["counted_by"].ne("none")


def counted_here(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows whose own programme counts them in totals over programmes."""
    return rows["counted_by"].isna() | rows["counted_by"].eq(rows["programme"])
