"""What if: the same measures on a grid of one assumption at a time, for the questions that councils ask most."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures import budget, capacity, indicators
from analysis.measures.scenarios import HOURS
from analysis.measures.verdicts import judged

#: Productive hours per fte: what Dutch municipalities print lies well within.
NORMS = tuple(range(1300, 1501, 25))
#: Shares of the spending without cover that gets covered.
SHARES = tuple(part / 10 for part in range(11))
#: Shares of the required pace.
PACES = tuple(part / 20 for part in range(0, 25))


def productive_hours(cycle: Cycle, year: int, norms: Sequence[float] = NORMS) -> pd.DataFrame:
    """Show what the hours of a year become under other norms of productive hours per fte.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    year : int
        The year whose roles are added up.
    norms : sequence of float, optional
        Productive hours per fte a year.

    Returns
    -------
    pandas.DataFrame
        One row per norm and programme that asks people in that year: productive_hours_per_fte, programme, hours_min_week,
        hours_max_week (hours a week), fte_min, fte_max (full-time jobs), unknown_roles.
    """
    parts = []
    for norm in norms:
        totals = capacity.totals(_with_norm(cycle, norm), ("programme", "year"))
        parts.append(totals[totals["year"].eq(year)].assign(productive_hours_per_fte=float(norm)))
    columns = ["productive_hours_per_fte", "programme", *HOURS, "fte_min", "fte_max", "unknown_roles"]
    return pd.concat(parts, ignore_index=True)[columns]


def _with_norm(cycle: Cycle, norm: float) -> Cycle:
    """Give the same figures with another norm."""
    info = cycle.tables["cycle"].assign(productive_hours_per_fte=float(norm))
    return Cycle(cycle.name, {**cycle.tables, "cycle": info}, cycle.explanations)


def covered(cycle: Cycle, shares: Sequence[float] = SHARES) -> pd.DataFrame:
    """Show what is left to cover if a part of the spending without cover gets covered.

    Returns
    -------
    pandas.DataFrame
        One row per share and programme with spending that has no cover: share (fraction), programme, uncovered_eur (euro: what
        has no cover now), left_eur (euro: what would be left to cover).
    """
    rows = budget.totals(cycle, ("programme",))
    rows = rows.loc[rows["uncovered_eur"].gt(0), ["programme", "uncovered_eur"]]
    parts = [rows.assign(share=share, left_eur=rows["uncovered_eur"] * (1 - share)) for share in shares]
    return pd.concat(parts, ignore_index=True)[["share", "programme", "uncovered_eur", "left_eur"]]


def pace(cycle: Cycle, paces: Sequence[float] = PACES) -> pd.DataFrame:
    """Judge every indicator in the year of its last target, if it moves from here at a part of the required pace.

    From the newest observation after the baseline, else from the baseline, a value moves to the last target; at 100 % of the
    required pace it arrives exactly then. What it would be is judged as an observation, by `indicators.verdict`. An indicator
    that cannot be moved keeps its verdict of now: it has no target, no starting point, steps of a scale, or its last year has
    come.

    Returns
    -------
    pandas.DataFrame
        One row per share and indicator: pace (fraction), programme, indicator, value (unit of the indicator; missing = not
        moved), verdict, moves (bool).
    """
    now = indicators.verdict_inputs(cycle)
    start = now["observed"].where(now["observed"].notna(), now["baseline"])
    since = now["observed_year"].where(now["observed"].notna(), now["baseline_year"])
    moves = now["kind"].ne("category") & now["verdict"].ne("reached") & start.notna() & now["last_target"].notna()
    moves &= since.lt(now["last_target_year"]).fillna(False).astype(bool)
    # every share of every indicator in one frame, so that all are judged at once
    rows = now.assign(start=start, moves=moves).loc[np.tile(now.index, len(paces))].reset_index(drop=True)
    rows["pace"] = np.repeat(np.array(paces, dtype="float64"), len(now))
    # seen from the target, so that the full pace arrives exactly there
    value = rows["last_target"] - (1 - rows["pace"]) * (rows["last_target"] - rows["start"])
    rows["value"] = value.where(rows["moves"])
    there = rows.assign(observed=rows["value"], observed_year=rows["last_target_year"], path=rows["last_target"])
    rows["verdict"] = rows["verdict"].where(~rows["moves"], judged(there)["verdict"])
    return rows[["pace", "programme", "indicator", "value", "verdict", "moves"]]
