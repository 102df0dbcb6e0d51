"""Totals of the plan in force, each euro counted once over programmes, and what those totals leave out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import by_year, check_choice, check_keys, once, sum_by
from analysis.measures.plan import SIDES, counted_here, covered, inside_totals, plan_in_force, uncovered

KEYS = ("programme", "year", "post", "coverage", "recurrence", "funding", "phase")
EUROS = ("covered_eur", "uncovered_eur", "counted_eur", "unknown_coverage_eur")


def totals(cycle: Cycle, by: str | Sequence[str] = ("programme", "year"), side: str = "spending") -> pd.DataFrame:
    """Add up one side of the plan in force.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    by : sequence of str, optional
        Any of programme, year, post, coverage, recurrence, funding, phase; ``()`` gives one row over everything.
    side : {'spending', 'funding'}, optional
        The two sides are two views of the same money and are never added.

    Returns
    -------
    pandas.DataFrame
        The keys (`year` is Int64; missing = lump sums over several years), then

        - covered_eur, uncovered_eur (euro): the programmes' own view, all rows except those outside all totals
          (`counted_by` is `none`)
        - counted_eur (euro): covered rows, each euro once over programmes. A row that another programme counts
          is not in it, because it is in that programme's rows already
        - unknown_coverage_eur (euro): rows of which the source does not say whether they are covered; not in
          counted_eur
        - unknown_amounts: rows without an amount

        A sum is that of the known amounts, and missing where none is known. Ordered by programme and year where
        these are keys, lump sums last, otherwise as the figures are.

    Raises
    ------
    ValueError
        If a key or the side does not exist.
    """
    by = check_keys(by, KEYS)
    check_choice("the side", side, SIDES)
    return _totals(cycle, tuple(by), side)


@once
def _totals(cycle: Cycle, by: tuple[str, ...], side: str) -> pd.DataFrame:
    rows = plan_in_force(cycle)
    rows = rows[rows["side"].eq(side) & inside_totals(rows)]
    if "year" in by:
        rows = by_year(rows, within_programme="programme" in by)
    amount = rows["amount_eur"]
    rows = rows.assign(
        covered_eur=amount.where(covered(rows)),
        uncovered_eur=amount.where(uncovered(rows)),
        counted_eur=amount.where(covered(rows) & counted_here(rows)),
        unknown_coverage_eur=amount.where(rows["coverage"].isna()),
        unknown_amounts=amount.isna(),
    )
    return sum_by(rows, by, EUROS, ["unknown_amounts"])


def left_out(cycle: Cycle, side: str = "spending") -> pd.DataFrame:
    """List the rows of the plan in force that `counted_eur` of `totals` leaves out, and why.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    side : {'spending', 'funding'}, optional
        The side of the totals.

    Returns
    -------
    pandas.DataFrame
        programme, side, post, year_from, year_to, amount_eur (euro; missing = unknown), counted_by, reason, then
        phase, coverage, note, source, section. The reason is the first that holds of

        - outside_totals: part of another row, or somebody else's money
        - counted_elsewhere: counted by the programme in `counted_by`
        - uncovered: there is no cover for it
        - coverage_unknown: the source does not say whether there is
        - amount_unknown: it counts, but the source gives no amount

    Raises
    ------
    ValueError
        If the side does not exist.
    """
    check_choice("the side", side, SIDES)
    rows = plan_in_force(cycle)
    rows = rows[rows["side"].eq(side)]
    reasons = {
        "outside_totals": ~inside_totals(rows),
        "counted_elsewhere": ~counted_here(rows),
        "uncovered": uncovered(rows),
        "coverage_unknown": rows["coverage"].isna(),
        "amount_unknown": rows["amount_eur"].isna(),
    }
    reason = np.select([mark.to_numpy(bool) for mark in reasons.values()], list(reasons), default="")
    rows = rows.assign(reason=pd.Series(reason, index=rows.index, dtype="str"))
    first = ["programme", "side", "post", "year_from", "year_to", "amount_eur", "counted_by", "reason"]
    later = ["phase", "coverage", "note", "source", "section"]
    return rows.loc[rows["reason"].ne(""), [*first, *later]].reset_index(drop=True)


def per_inhabitant(
    cycle: Cycle, by: str | Sequence[str] = ("programme", "year"), side: str = "spending"
) -> pd.DataFrame:
    """Divide the totals by the number of inhabitants of the cycle.

    Parameters
    ----------
    cycle, by, side
        As in `totals`.

    Returns
    -------
    pandas.DataFrame
        The keys, then covered_eur_per_inhabitant, uncovered_eur_per_inhabitant, counted_eur_per_inhabitant,
        unknown_coverage_eur_per_inhabitant (euro; missing where the cycle gives no inhabitants), unknown_amounts,
        inhabitants (Int64).

    Raises
    ------
    ValueError
        If a key or the side does not exist.
    """
    result = totals(cycle, by, side)
    inhabitants = pd.Series(cycle.info["inhabitants"], index=result.index, dtype="Int64")
    result[list(EUROS)] = result[list(EUROS)].div(inhabitants.astype("float64"), axis=0)
    return result.rename(columns={name: f"{name}_per_inhabitant" for name in EUROS}).assign(inhabitants=inhabitants)
