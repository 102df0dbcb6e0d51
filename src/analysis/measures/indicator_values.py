"""The figures of indicators as numbers on one scale: baselines, targets and observations.

A `level` is its own value. A `change` is measured since its baseline year, in which it is zero by definition. A
`category` is the rank of its step on its scale, where higher is better.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, look_up, once

#: Of two observations on one date the firmer one goes first.
FIRMNESS = {"estimate": 0, "provisional": 1, "final": 2}


@dataclass(frozen=True, eq=False)
class Values:
    """The figures of all indicators as numbers, derived once for what a measure builds on them.

    Targets and observations have a column ``place``: the row of ``indicators`` they are about, or a number past its end
    for an indicator that the cycle does not list. ``names`` gives the indicator of every place.
    """

    indicators: pd.DataFrame
    targets: pd.DataFrame
    observations: pd.DataFrame
    names: pd.Index


@once
def values(cycle: Cycle) -> Values:
    """Derive definitions, stated targets and known observations."""
    indicators, targets, observations = definitions(cycle), stated_targets(cycle), known_observations(cycle)
    keys = [rows["indicator"] for rows in (indicators, targets, observations)]
    places, names = pd.factorize(pd.concat(keys, ignore_index=True))
    ends = len(indicators), len(indicators) + len(targets)
    targets, observations = (targets.assign(place=places[slice(*ends)]), observations.assign(place=places[ends[1] :]))
    return Values(indicators, targets, observations, names)


@once
def definitions(cycle: Cycle) -> pd.DataFrame:
    """Return one row per indicator, in the order of the programmes, with its baseline as a number.

    Returns
    -------
    pandas.DataFrame
        indicator, programme, kind, direction, scale; wanted (1 or -1: whether higher or lower is better; ranks
        are always better when higher); baseline (missing unless both value and year are known; 0 for a change);
        baseline_year (Int64); reference_level (the level in the baseline year from which a change is measured).
    """
    rows = in_programme_order(cycle, cycle.indicators)
    value = _as_number(cycle, rows, "baseline", "baseline_category")
    change = rows["kind"].eq("change")
    higher = rows["kind"].eq("category") | rows["direction"].eq("increase")
    result = rows.assign(
        wanted=np.where(higher, 1, -1),
        baseline=value.mask(change, 0.0).where(rows["baseline_year"].notna()),
        reference_level=value.where(change),
    )
    first = ["indicator", "programme", "kind", "direction", "scale"]
    return result[[*first, "wanted", "baseline", "baseline_year", "reference_level"]]


@once
def stated_targets(cycle: Cycle) -> pd.DataFrame:
    """Return the targets that are set and known: indicator, year, target, relation, by indicator and year."""
    rows = _with_kind(cycle, cycle.indicator_targets)
    rows = rows.assign(target=_as_number(cycle, rows, "target", "target_category"))
    rows = rows[rows["status"].eq("set") & rows["target"].notna()]
    return rows.sort_values(["indicator", "year"])[["indicator", "year", "target", "relation"]].reset_index(drop=True)


@once
def known_observations(cycle: Cycle) -> pd.DataFrame:
    """Return the observations with a value, oldest first, and on one date the firmest last.

    Returns
    -------
    pandas.DataFrame
        indicator, observed_year (Int64), observed_date, observed, observation_status.
    """
    rows = _with_kind(cycle, cycle.observations)
    rows = rows.assign(
        observed=_as_number(cycle, rows, "value", "category"),
        observed_year=rows["date"].dt.year.astype("Int64"),
        firmness=rows["status"].map(FIRMNESS),
    )
    rows = rows[rows["observed"].notna()].sort_values(["indicator", "date", "firmness"], kind="stable")
    rows = rows.rename(columns={"date": "observed_date", "status": "observation_status"})
    columns = ["indicator", "observed_year", "observed_date", "observed", "observation_status"]
    return rows[columns].reset_index(drop=True)


def _with_kind(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the kind and the scale of the indicator to rows about it."""
    return look_up(rows, cycle.indicators[["indicator", "kind", "scale"]], "indicator")


def _as_number(cycle: Cycle, rows: pd.DataFrame, value: str, category: str) -> pd.Series:
    """Take the rank of the category where the indicator is a category, else the value."""
    graded = rows["kind"].eq("category")
    ranks = cycle.scales.set_index(["scale", "category"])["rank"].astype("float64")
    steps = pd.MultiIndex.from_frame(rows.loc[graded, ["scale", category]])
    result = rows[value].mask(graded)
    result[graded] = ranks.reindex(steps).to_numpy()
    return result
