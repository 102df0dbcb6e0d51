"""Planning: what is promised when, what is late at the reporting date, and where promises bunch.

A promise is a milestone, or an effort that has a begin or an end of its own. Whatever is promised 'in 2020' may come
until the last day of that year, so nothing is late before the end of its period.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once

#: How a promise stands at the reporting date.
STATES = ("realised", "overdue", "unknown", "current", "planned")
_COLUMNS = ["programme", "item", "kind", "effort", "title", "start", "end", "precision", "state", "days_overdue"]
_PLACE = ["reading", "note", "source", "section"]


@once
def schedule(cycle: Cycle) -> pd.DataFrame:
    """Tell of every promise when it is due and how it stands at the reporting date.

    Returns
    -------
    pandas.DataFrame
        One row per promise, per programme in the order of their ends; those of no single programme come last:

        - programme (missing = of all together), item (key of the milestone or effort), kind (``milestone``,
          ``effort``), effort (the effort it belongs to; missing = none), title
        - start, end (datetime64; an effort may lack one of them), precision (day, month, quarter, year: how exactly
          the end is named; of an effort it follows from its dates)
        - state: ``realised``; ``overdue`` (its period is over and it is not done); ``unknown`` (its period is over and
          it is not known to be done); ``current`` (the reporting date lies in its period); ``planned`` (still to come)
        - days_overdue (Int64: days between its end and the reporting date; only for what is overdue)
        - repeats (bool: an effort with a begin of its own, whose end one of its milestones tells too; not to be
          counted again, and standing as that milestone does). An effort that says no more than its milestone has no row.
        - reading, note, source, section
    """
    moments = cycle.milestones.assign(kind="milestone", item=cycle.milestones["milestone"])
    work = cycle.efforts[cycle.efforts["start"].notna() | cycle.efforts["end"].notna()]
    work = work.assign(kind="effort", item=work["effort"], realised=pd.NA, precision=_precision(work))
    moments["repeats"] = False
    work["repeats"] = _told(work, moments, ["effort", "end"])
    done = moments.dropna(subset=["effort"]).drop_duplicates(["effort", "end"]).set_index(["effort", "end"])["realised"]
    work["realised"] = done.reindex(pd.MultiIndex.from_frame(work[["effort", "end"]])).to_numpy()
    work = work[~(work["repeats"] & work["start"].isna()) & ~_told(work, moments, ["effort", "start", "end"])]
    columns = [*_COLUMNS[:8], "realised", "repeats", *_PLACE]
    rows = pd.concat([moments[columns], work[columns].astype({"realised": "boolean"})], ignore_index=True)
    rows["state"] = _states(rows, cycle.info["reporting_date"])
    late = (cycle.info["reporting_date"] - rows["end"]).dt.days.astype("Int64")
    rows["days_overdue"] = late.where(rows["state"].eq("overdue"))
    rows = rows.sort_values(["end", "start"], kind="stable")
    return in_programme_order(cycle, rows[[*_COLUMNS, "repeats", *_PLACE]].astype({"state": "str", "repeats": bool}))


def overdue(cycle: Cycle) -> pd.DataFrame:
    """List what is late at the reporting date: the rows of `schedule` whose state is ``overdue``."""
    rows = schedule(cycle)
    return rows[rows["state"].eq("overdue")].reset_index(drop=True)


def due(cycle: Cycle) -> pd.DataFrame:
    """Count the promises that are still open per moment at which they are due.

    Returns
    -------
    pandas.DataFrame
        One row per programme, year and quarter with a promise: programme (missing = of all together), year (Int64),
        quarter (Int64; missing = the source names only the year, so no quarter may be credited with it), promises
        (count; an effort and its own milestone with the same end count once). In the order of time per programme.
    """
    rows = schedule(cycle)
    rows = rows[~rows["state"].eq("realised") & ~rows["repeats"] & rows["end"].notna()]
    rows = rows.assign(
        year=rows["end"].dt.year.astype("Int64"),
        quarter=rows["end"].dt.quarter.astype("Int64").where(rows["precision"].ne("year")),
    )
    keys = ["programme", "year", "quarter"]
    counted = rows.groupby(keys, dropna=False, sort=False).size().rename("promises").reset_index()
    counted = counted.astype({"programme": "str", "promises": "int64"})
    return in_programme_order(cycle, counted.sort_values(["year", "quarter"], kind="stable"))


def _told(rows: pd.DataFrame, moments: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Tell of each row whether a moment has the same values, all known, in these columns."""
    known = pd.MultiIndex.from_frame(moments[columns].dropna())
    return pd.Series(pd.MultiIndex.from_frame(rows[columns]).isin(known), index=rows.index, dtype=bool)


def _states(rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Give the state of each promise at a date."""
    done = rows["realised"].fillna(False).astype(bool)
    over = rows["end"].lt(today)
    open_still = rows["realised"].notna() & ~done
    state = pd.Series("planned", index=rows.index, dtype="str")
    state = state.mask(rows["start"].le(today) | (rows["start"].isna() & rows["end"].ge(today)), "current")
    state = state.mask(over & ~open_still, "unknown").mask(over & open_still, "overdue")
    return state.mask(done, "realised")


def _precision(rows: pd.DataFrame) -> pd.Series:
    """Say how exactly the end (else the begin) of an effort is named, from the dates: the end of a year is a year."""
    last = rows["end"].fillna(rows["start"] - pd.Timedelta(days=1))
    precision = pd.Series("day", index=rows.index, dtype="str")
    precision = precision.mask(last.dt.is_month_end, "month").mask(last.dt.is_quarter_end, "quarter")
    return precision.mask(last.dt.is_year_end, "year")
