"""The figures of indicators as numbers on one scale: baselines, targets and observations.

A `level` is its own value. A `change` is measured since its baseline year, in which it is zero by definition. A
`category` is the rank of its step on its scale, where higher is better.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order

#: Of two observations on one date the firmer one goes first.
FIRMNESS = {"estimate": 0, "provisional": 1, "final": 2}


@dataclass(frozen=True)
class Values:
    """The figures of all indicators as numbers, derived once for what a measure builds on them."""

    indicators: pd.DataFrame
    targets: pd.DataFrame
    observations: pd.DataFrame


def values(cycle: Cycle) -> Values:
    """Derive definitions, stated targets and known observations."""
    return Values(definitions(cycle), stated_targets(cycle), known_observations(cycle))


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
        wanted=higher.map({True: 1, False: -1}).astype("int64"),
        baseline=value.mask(change, 0.0).where(rows["baseline_year"].notna()),
        reference_level=value.where(change),
    )
    first = ["indicator", "programme", "kind", "direction", "scale"]
    return result[[*first, "wanted", "baseline", "baseline_year", "reference_level"]]


def stated_targets(cycle: Cycle) -> pd.DataFrame:
    """Return the targets that are set and known: indicator, year, target, relation, by indicator and year."""
    rows = _with_kind(cycle, cycle.indicator_targets)
    rows = rows.assign(target=_as_number(cycle, rows, "target", "target_category"))
    rows = rows[rows["status"].eq("set") & rows["target"].notna()]
    return rows.sort_values(["indicator", "year"])[["indicator", "year", "target", "relation"]].reset_index(drop=True)


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
    kinds = cycle.indicators[["indicator", "kind", "scale"]]
    return rows.merge(kinds, on="indicator", how="left", validate="many_to_one")


def _as_number(cycle: Cycle, rows: pd.DataFrame, value: str, category: str) -> pd.Series:
    """Take the rank of the category where the indicator is a category, else the value."""
    steps = cycle.scales[["scale", "category", "rank"]].rename(columns={"category": "step"})
    keys = rows[["scale"]].assign(step=rows[category])
    ranks = keys.merge(steps, on=["scale", "step"], how="left", validate="many_to_one")["rank"]
    return rows[value].mask(rows["kind"].eq("category"), ranks.astype("float64").set_axis(rows.index))
