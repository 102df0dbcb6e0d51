"""What indicators can carry: the noise of their observations, and whether they have what steering needs."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import look_up, sum_by
from analysis.measures.indicator_values import definitions, known_observations, stated_targets

#: Limits exist from this many observations on, and are provisional under the second number.
FEWEST, FIRM = 5, 12

#: Converts a mean moving range of two into three standard deviations: 3 / d2, with d2 = 1.128.
XMR = 2.66


def control_limits(cycle: Cycle) -> pd.DataFrame:
    """Compute the natural limits of an indicator's observations.

    The chart of individual values and moving ranges (XmR; Shewhart, Wheeler): mean plus and minus 2.66 times the mean
    moving range. A value between the limits is not news by itself.

    Returns
    -------
    pandas.DataFrame
        One row per indicator with at least five known observations (all of them, whatever their year; one a
        date); categories have no limits. indicator, observations (count), mean, mean_moving_range, lower, upper
        (unit of the indicator), provisional (bool: fewer than twelve observations), programme.
    """
    indicators = definitions(cycle)
    numeric = indicators.loc[indicators["kind"].ne("category"), ["indicator", "programme"]]
    seen = known_observations(cycle).drop_duplicates(["indicator", "observed_date"], keep="last")
    moves = seen.groupby("indicator")["observed"].diff().abs()
    groups = seen.assign(moving_range=moves).groupby("indicator")
    limits = groups.agg(
        observations=("observed", "size"), mean=("observed", "mean"), mean_moving_range=("moving_range", "mean")
    ).reset_index()
    rows = numeric.merge(limits, on="indicator", how="inner", validate="one_to_one")
    rows = rows[rows["observations"].ge(FEWEST)].reset_index(drop=True).astype({"observations": "int64"})
    rows["lower"] = rows["mean"] - XMR * rows["mean_moving_range"]
    rows["upper"] = rows["mean"] + XMR * rows["mean_moving_range"]
    rows["provisional"] = rows["observations"].lt(FIRM)
    columns = ["indicator", "observations", "mean", "mean_moving_range", "lower", "upper", "provisional", "programme"]
    return rows[columns]


def completeness(cycle: Cycle, previous: Cycle | None = None) -> pd.DataFrame:
    """Tell per programme how many of its indicators have what steering needs.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    previous : Cycle, optional
        The previous cycle. Without it any observation counts as new.

    Returns
    -------
    pandas.DataFrame
        One row per programme, in their order:

        - programme, indicators (count)
        - with_baseline, with_yearly_targets, with_new_observation (count)
        - baseline_share, yearly_targets_share, new_observation_share (fraction; missing without indicators)

        A baseline has both a value (a change: none needed) and a year. Yearly targets: one set and known for
        every year of the programme after the baseline year. New: dated after the reporting date of the previous
        cycle.
    """
    rows = definitions(cycle)
    seen = known_observations(cycle)
    if previous is not None:
        seen = seen[seen["observed_date"].gt(previous.info["reporting_date"])]
    rows = rows.assign(
        indicators=1,
        with_baseline=rows["baseline"].notna(),
        with_yearly_targets=_has_yearly_targets(cycle, rows),
        with_new_observation=rows["indicator"].isin(seen["indicator"]),
    )
    counts = ["indicators", "with_baseline", "with_yearly_targets", "with_new_observation"]
    programmes = cycle.programmes.sort_values("order")[["programme"]]
    result = programmes.merge(sum_by(rows, ["programme"], [], counts), how="left", validate="one_to_one")
    result[counts] = result[counts].fillna(0).astype("int64")
    of = result["indicators"].where(result["indicators"].gt(0)).astype("float64")
    shares = {f"{name.removeprefix('with_')}_share": result[name] / of for name in counts[1:]}
    return result.assign(**shares)


def _has_yearly_targets(cycle: Cycle, indicators: pd.DataFrame) -> pd.Series:
    """Tell whether each year of the programme after the baseline year has a target."""
    rows = look_up(indicators, cycle.programmes[["programme", "start_year", "end_year"]], "programme")
    later_start = rows["baseline_year"].ge(rows["start_year"]).fillna(False)
    first = rows["start_year"].mask(later_start, rows["baseline_year"] + 1)
    needed = rows[["indicator", "end_year"]].assign(first=first)
    stated = look_up(stated_targets(cycle), needed, "indicator")
    inside = stated["year"].ge(stated["first"]) & stated["year"].le(stated["end_year"])
    count = stated.loc[inside.fillna(False), "indicator"].value_counts()
    asked = (needed["end_year"] - needed["first"] + 1).astype("float64")
    return asked.gt(0) & needed["indicator"].map(count).fillna(0).ge(asked)
