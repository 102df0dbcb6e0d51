"""The adopted path of an indicator, year by year, with what was observed.

The path is what was adopted: the targets a source states, and between two of them, or between the baseline and the
first, a straight line. A scale in words steps: it stays where it is until the next stated year.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import once
from analysis.measures.indicator_values import Values, values

FIRST = ["indicator", "year", "path", "path_kind", "observed", "gap"]
LATER = ["programme", "observed_date", "observation_status"]
#: More than any year.
MOMENTS = 10_000


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
    return path_and_observations(values(cycle))[[*FIRST, *LATER]]


@once
def path_and_observations(figures: Values) -> pd.DataFrame:
    """Do `trajectory` on values that are already derived, with the column `moment` (see `moments`) besides."""
    observed = figures.observations.drop(columns="indicator").rename(columns={"observed_year": "year"})
    observed = observed.set_index(moments(observed["place"], observed["year"]))
    observed = observed[~observed.index.duplicated(keep="last")].drop(columns=["place", "year"])
    path = _between_points(figures, _points(figures))
    rows = pd.concat([path.set_index(moments(path["place"], path["year"])), observed], axis=1).sort_index()
    place, year = rows.index // MOMENTS, rows.index % MOMENTS
    rows = rows.reset_index(names="moment").assign(place=place, year=pd.array(year, dtype="Int64"))
    rows = _after_last_target(rows, figures.targets)
    return rows.assign(
        indicator=figures.names.take(place),
        programme=figures.indicators["programme"].reindex(place).array,
        gap=rows["observed"] - rows["path"],
    )


def moments(place: pd.Series, year: pd.Series) -> pd.Index:
    """Make one number of the place of an indicator and a year: an order and a key, far quicker than the pair."""
    return pd.Index(place * MOMENTS + year.astype("int64"), name="moment")


def _points(figures: Values) -> pd.DataFrame:
    """Collect the years in which the path is given: place, year, path, path_kind."""
    start = figures.indicators.loc[figures.indicators["baseline"].notna(), ["baseline_year", "baseline"]]
    start = start.set_axis(["year", "path"], axis=1).rename_axis("place").reset_index().assign(path_kind="baseline")
    stated = figures.targets[["place", "year", "target"]].rename(columns={"target": "path"}).assign(path_kind="stated")
    points = pd.concat([start, stated], ignore_index=True).astype(
        {"place": "int64", "year": "int64", "path_kind": "str"}
    )
    return points.drop_duplicates(["place", "year"], keep="first").sort_values(["place", "year"], ignore_index=True)


def _between_points(figures: Values, points: pd.DataFrame) -> pd.DataFrame:
    """Fill the years between the points: a straight line, or steps for a category."""
    last = points["place"].ne(points["place"].shift(-1))
    length = (points["year"].shift(-1) - points["year"]).mask(last, 1).astype("int64")
    rise = (points["path"].shift(-1) - points["path"]).mask(last, 0.0)
    category = figures.indicators["kind"].eq("category").reindex(points["place"], fill_value=False).to_numpy()
    rows = points.assign(length=length, rise=rise.mask(category, 0.0), between="interpolated")
    rows["between"] = rows["between"].mask(category, "stepped")
    rows = rows.loc[rows.index.repeat(length)]
    step = rows.groupby(level=0).cumcount()
    return rows.assign(
        year=rows["year"] + step,
        path=rows["path"] + rows["rise"] * (step / rows["length"]),
        path_kind=rows["path_kind"].mask(step.gt(0), rows["between"]),
    )[["place", "year", "path", "path_kind"]]


def _after_last_target(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Keep the path at the last target in the years after it."""
    last = targets.drop_duplicates("place", keep="last").set_index("place")[["year", "target"]].reindex(rows["place"])
    last = last.set_axis(rows.index)
    after = rows["path"].isna() & rows["year"].gt(last["year"]).fillna(False)
    return rows.assign(
        path=rows["path"].mask(after, last["target"]),
        path_kind=rows["path_kind"].mask(after, "after_last_target"),
    )
