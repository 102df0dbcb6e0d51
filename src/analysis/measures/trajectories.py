"""The adopted path of an indicator, year by year, with what was observed.

The path is what was adopted: the targets a source states, and between two of them, or between the baseline and the
first, a straight line. A scale in words steps: it stays where it is until the next stated year.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.indicator_values import Values, values

FIRST = ["indicator", "year", "path", "path_kind", "observed", "gap"]
LATER = ["programme", "observed_date", "observation_status"]


def trajectory(cycle: Cycle) -> pd.DataFrame:
    """Show path, observation and gap of every indicator, year by year.

    A level starts at its baseline, a change at zero in its baseline year, a category at the rank of its step;
    without a baseline the path starts at the first target. A target stated for the baseline year does not replace
    the baseline. Targets that are still to be determined are no points of the path.

    Returns
    -------
    pandas.DataFrame
        One row per indicator and year, from the baseline year (else the first target) to the last target, and for
        years outside these with an observation; an indicator without either has no rows. Numbers are in the
        indicator's unit, ranks for a category:

        - indicator, year (Int64)
        - path: missing before its first point
        - path_kind: baseline; stated; interpolated (between two points); stepped (a category between two
          points); after_last_target (the path stays at the last target); missing where there is no path
        - observed: the newest observation of the year, the firmest of those of one date
        - gap: observed minus path, signed as measured, whatever direction is wanted
        - programme, observed_date, observation_status
    """
    return path_and_observations(values(cycle))


def path_and_observations(figures: Values) -> pd.DataFrame:
    """Do `trajectory` on values that are already derived."""
    indicators, targets = figures.indicators, figures.targets
    observed = figures.observations.rename(columns={"observed_year": "year"})
    observed = observed.drop_duplicates(["indicator", "year"], keep="last")
    path = _between_points(_points(indicators, targets), indicators)
    rows = path.merge(observed, on=["indicator", "year"], how="outer", validate="one_to_one")
    rows = _after_last_target(rows, targets).assign(gap=lambda known: known["observed"] - known["path"])
    place = indicators[["indicator", "programme"]].rename_axis("place").reset_index()
    rows = rows.merge(place, on="indicator", how="left", validate="many_to_one")
    return rows.sort_values(["place", "year"])[[*FIRST, *LATER]].reset_index(drop=True)


def _points(indicators: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Collect the years in which the path is given: indicator, year, path, path_kind."""
    start = indicators.loc[indicators["baseline"].notna(), ["indicator", "baseline_year", "baseline"]]
    start = start.set_axis(["indicator", "year", "path"], axis=1).assign(path_kind="baseline")
    stated = targets[["indicator", "year", "target"]].set_axis(["indicator", "year", "path"], axis=1)
    points = pd.concat([start, stated.assign(path_kind="stated")], ignore_index=True)
    points = points.drop_duplicates(["indicator", "year"], keep="first")
    return points.astype({"path_kind": "str"}).sort_values(["indicator", "year"]).reset_index(drop=True)


def _between_points(points: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Fill the years between the points: a straight line, or steps for a category."""
    following = points.groupby("indicator")[["year", "path"]].shift(-1)
    rows = points.assign(next_year=following["year"], next_path=following["path"])
    length = (rows["next_year"].fillna(rows["year"] + 1) - rows["year"]).astype("int64")
    rows = rows.loc[rows.index.repeat(length)]
    step = rows.groupby(level=0).cumcount()
    rows = rows.merge(indicators[["indicator", "kind"]], on="indicator", how="left", validate="many_to_one")
    step = step.reset_index(drop=True)
    part = (step / length.repeat(length).reset_index(drop=True)).mask(rows["kind"].eq("category"), 0.0)
    rise = (rows["next_path"] - rows["path"]).fillna(0.0)
    between = rows["kind"].map({"category": "stepped"}).fillna("interpolated")
    return rows.assign(
        year=rows["year"] + step,
        path=rows["path"] + rise * part,
        path_kind=rows["path_kind"].mask(step.gt(0), between),
    )[["indicator", "year", "path", "path_kind"]]


def _after_last_target(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Keep the path at the last target in the years after it."""
    last = targets.drop_duplicates("indicator", keep="last")[["indicator", "year", "target"]]
    last = last.rename(columns={"year": "last_year", "target": "last_target"})
    rows = rows.merge(last, on="indicator", how="left", validate="many_to_one")
    after = rows["path"].isna() & rows["year"].gt(rows["last_year"]).fillna(False)
    return rows.assign(
        path=rows["path"].mask(after, rows["last_target"]),
        path_kind=rows["path_kind"].mask(after, "after_last_target"),
    )
