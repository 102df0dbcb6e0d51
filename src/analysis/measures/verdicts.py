"""The verdict on the newest observation, measured along the adopted path.

Attainment is p = (v - v_b) / (path_t - v_b): the realised part of the change that the adopted path asks for by the
year t of the observation v, seen from the baseline v_b. The cut-offs 0.95, 0.60 and 0 are those of the progress
measure of Statistics Canada and of Open SDG 2.4 (https://open-sdg.readthedocs.io/en/latest/progress-methodology/).
Those methods take a ratio of compound growth rates instead. That ratio calls a large reduction that is exactly on
a straight plan behind, cannot handle a zero baseline or a zero target, and flatters large increases; it is
therefore a second opinion (`analysis.measures.second_opinions`) and not the verdict.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import choose, once
from analysis.measures.indicator_values import Values, values
from analysis.measures.trajectories import moments, path_and_observations

ON_COURSE, ATTENTION, BEHIND = 0.95, 0.60, 0.0

#: Guards a value exactly on a cut-off against floating point.
TOLERANCE = 1e-9

FIRST = ["indicator", "verdict", "attainment", "observed", "observed_year", "path", "pace_realised", "pace_required"]
LATER = ["programme", "kind", "direction", "baseline", "baseline_year", "last_target", "last_target_year", "relation"]
GAPS = ["gap", "gap_to_target", "observation_status"]
INPUTS = ["wanted", "reference_level", "observed_date", "path_kind", "met", "observations", "targets"]


def verdict(cycle: Cycle) -> pd.DataFrame:
    """Judge the newest observation of every indicator.

    The checks, in this order:

    - no_target: no target is set and known
    - not_yet_measured: no observation after the baseline year (after any time if the baseline has no year)
    - reached: the observation meets the last target: `at_least`, v >= target; `at_most`, v <= target; `exactly`,
      v at or past the target in the wanted direction
    - no_baseline: neither value nor year to measure attainment from; the gap is that to the last target
    - where the path does not lead from the baseline in the wanted direction (it equals the baseline, or allows
      some loss), attainment does not exist: on_course if v is at least as good as the path, else wrong_way
    - on_course: attainment >= 0.95; attention: >= 0.60; behind: >= 0; wrong_way: below 0

    Returns
    -------
    pandas.DataFrame
        One row per indicator, numbers in its unit (ranks for a category):

        - indicator, verdict; attainment (fraction, missing where it does not exist)
        - observed, observed_year (Int64): the newest observation; path: the adopted path in that year, after the
          last target year the last target
        - pace_realised (unit a year): change a year since the baseline; pace_required (unit a year): change a
          year from here to the last target, missing when it is reached or its year has come
        - programme, kind, direction, baseline (0 for a change), baseline_year, last_target, last_target_year,
          relation
        - gap: observed minus path (minus the last target without a baseline); gap_to_target: observed minus the
          last target; both signed as measured
        - observation_status
    """
    return verdict_inputs(cycle)[[*FIRST, *LATER, *GAPS]]


@once
def verdict_inputs(cycle: Cycle) -> pd.DataFrame:
    """Give every number that the verdict used.

    Returns
    -------
    pandas.DataFrame
        The columns of `verdict`, then wanted (1 or -1: whether higher or lower is better), reference_level (of a
        change: the level in the baseline year, for information), observed_date, path_kind, met (bool: the last
        target is met), observations (known ones after the baseline year), targets (set and known ones).
    """
    figures = values(cycle)
    rows = _with_observation(figures, _with_last_target(figures))
    path = path_and_observations(figures).set_index("moment")[["path", "path_kind"]]
    place, year = rows.index.to_series(), rows["observed_year"].fillna(0)
    return judged(rows.join(path.reindex(moments(place, year)).set_axis(rows.index)))


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Judge what is observed against the path and the last target, and give the columns of `verdict_inputs`.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `verdict_inputs` gives; of the columns that a verdict makes nothing is used.
    """
    rows = rows.copy(deep=False)
    rows["met"] = _met(rows)
    rows["attainment"] = _attainment(rows)
    rows["verdict"] = _classify(rows)
    rows["gap_to_target"] = rows["observed"] - rows["last_target"]
    rows["gap"] = (rows["observed"] - rows["path"]).where(rows["baseline"].notna(), rows["gap_to_target"])
    years_since = (rows["observed_year"] - rows["baseline_year"]).astype("float64")
    years_left = (rows["last_target_year"] - rows["observed_year"]).astype("float64")
    rows["pace_realised"] = (rows["observed"] - rows["baseline"]) / years_since
    rows["pace_required"] = (-rows["gap_to_target"] / years_left).where(years_left.gt(0) & ~rows["met"])
    return rows[[*FIRST, *LATER, *GAPS, *INPUTS]]


def _with_last_target(figures: Values) -> pd.DataFrame:
    """Add the last target, and how many there are."""
    last = figures.targets.drop_duplicates("place", keep="last").set_index("place")
    last = last.rename(columns={"year": "last_target_year", "target": "last_target"}).drop(columns="indicator")
    rows = figures.indicators.join(last)
    return rows.assign(targets=_count(figures.targets, rows))


def _with_observation(figures: Values, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the newest observation after the baseline year, and how many there are."""
    seen = figures.observations.drop(columns="indicator")
    since = rows["baseline_year"].reindex(seen["place"]).set_axis(seen.index)
    seen = seen[since.isna() | seen["observed_year"].gt(since).fillna(False)]
    rows = rows.join(seen.drop_duplicates("place", keep="last").set_index("place"))
    return rows.assign(observations=_count(seen, rows))


def _count(of: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    return of["place"].value_counts().reindex(rows.index, fill_value=0).astype("int64")


def _met(rows: pd.DataFrame) -> pd.Series:
    beyond = rows["observed"] - rows["last_target"]
    by_relation = [rows["relation"].eq("at_least") & beyond.ge(0), rows["relation"].eq("at_most") & beyond.le(0)]
    exactly = rows["relation"].eq("exactly") & (beyond * rows["wanted"]).ge(0)
    return by_relation[0] | by_relation[1] | exactly


def _attainment(rows: pd.DataFrame) -> pd.Series:
    """Divide the realised change by the change the path asks for, where it asks for one in the wanted direction."""
    asked = rows["path"] - rows["baseline"]
    return (rows["observed"] - rows["baseline"]) / asked.where((asked * rows["wanted"]).gt(TOLERANCE))


def _classify(rows: pd.DataFrame) -> pd.Series:
    part = rows["attainment"] + TOLERANCE
    as_good = ((rows["observed"] - rows["path"]) * rows["wanted"]).ge(-TOLERANCE)
    checks = {
        "no_target": [rows["last_target"].isna()],
        "not_yet_measured": [rows["observed"].isna()],
        "reached": [rows["met"]],
        "no_baseline": [rows["baseline"].isna()],
        "on_course": [part.ge(ON_COURSE), part.isna() & as_good],
        "attention": [part.ge(ATTENTION)],
        "behind": [part.ge(BEHIND)],
    }
    conditions = [condition for either in checks.values() for condition in either]
    codes = [code for code, either in checks.items() for _ in either]
    return choose(conditions, codes, "wrong_way")
