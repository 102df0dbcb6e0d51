"""Hours a week and fte per role, from hours a week, a year, in total, or fte.

Hours a year become hours a week by the productive hours of one full-time job: a job's worth of productive hours is
a job's worth of contract hours, so 1 fte is 1 fte in every contract. The norm of productive hours is a figure of
the cycle (a norm printed by comparable municipalities, not given by the contracts); `norm_sensitivity` shows what
another norm makes of the total.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import by_year, check_choice, check_keys, in_programme_order, once, sum_by

KEYS = ("programme", "role", "unit", "period", "funding", "year")
NUMBERS = ["hours_min_week", "hours_max_week", "fte_min", "fte_max"]
LATER = ["counted", "headcount", "period", "hours_min", "hours_max", "year_from", "year_to"]
PROVENANCE = ["funding", "reading", "note", "source", "section"]


def per_week(cycle: Cycle, year_hours: str = "productive") -> pd.DataFrame:
    """Bring every role to hours a week and fte.

    Week rows: hours x headcount. Year rows: hours x headcount / productive hours per fte x full-time hours a
    week. Total rows: first divided by the number of years, then as year rows. Fte rows: fte x headcount x
    full-time hours a week. An empty maximum equals the minimum, an empty headcount is 1.

    Parameters
    ----------
    cycle : Cycle
        The figures, with the norms of the cycle.
    year_hours : {'productive', 'weeks'}, optional
        `weeks` divides hours a year by the working weeks of a year instead.

    Returns
    -------
    pandas.DataFrame
        One row per role of the figures:

        - programme, role, unit
        - hours_min_week, hours_max_week (hours a week), fte_min, fte_max (full-time jobs: hours / full-time hours
          a week); missing where the source gives no number
        - known (boolean): whether the source gives a number
        - counted (boolean): false where the same hours stand in another row; shown here, left out of totals
        - headcount, period, hours_min, hours_max, year_from, year_to, funding, reading, note, source, section:
          as in the source

    Raises
    ------
    ValueError
        If `year_hours` is something else.
    """
    check_choice("the way to divide hours a year", year_hours, ("productive", "weeks"))
    info = cycle.info
    jobs = info["productive_hours_per_fte"] / info["fulltime_hours_per_week"]
    return _per_week(cycle, jobs if year_hours == "productive" else info["working_weeks_per_year"])


@once
def _per_week(cycle: Cycle, weeks: float) -> pd.DataFrame:
    """Do `per_week`, dividing hours a year by the given number of weeks."""
    rows = in_programme_order(cycle, cycle.capacity)
    fulltime = float(cycle.info["fulltime_hours_per_week"])
    years = (rows["year_to"] - rows["year_from"] + 1).astype("float64")
    period = rows["period"]
    factor = np.select(
        [period.eq("week"), period.eq("year"), period.eq("total"), period.eq("fte")],
        [1.0, 1 / float(weeks), 1 / (years * float(weeks)), fulltime],
        default=np.nan,
    )
    factor = (factor * rows["headcount"].fillna(1)).where(rows["known"].eq(True))
    hours = {"min": rows["hours_min"] * factor, "max": rows["hours_max"].fillna(rows["hours_min"]) * factor}
    rows = rows.assign(
        **{f"hours_{end}_week": value for end, value in hours.items()},
        **{f"fte_{end}": value / fulltime for end, value in hours.items()},
        counted=rows["counted"].fillna(True),
    )
    return rows[["programme", "role", "unit", *NUMBERS, "known", *LATER, *PROVENANCE]]


def totals(cycle: Cycle, by: str | Sequence[str] = ("programme",), year_hours: str = "productive") -> pd.DataFrame:
    """Add up hours a week; minimum and maximum stay apart.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    by : sequence of str, optional
        Any of programme, role, unit, period, funding, year; ``()`` gives one row over everything. With `year` a
        role counts in each of its years; without it every role counts once, whatever its years.
    year_hours : {'productive', 'weeks'}, optional
        As in `per_week`.

    Returns
    -------
    pandas.DataFrame
        The keys, then hours_min_week, hours_max_week (hours a week), fte_min, fte_max (full-time jobs),
        unknown_roles: roles without a number, which add no hours. Roles with `counted` false are in neither.
        A group without any known hours has missing hours. Ordered by programme and year where these are keys,
        otherwise as the figures are.

    Raises
    ------
    ValueError
        If a key or `year_hours` does not exist.
    """
    return _totals(cycle, tuple(check_keys(by, KEYS)), year_hours)


@once
def _totals(cycle: Cycle, by: tuple[str, ...], year_hours: str) -> pd.DataFrame:
    return add_up(per_week(cycle, year_hours), by)


def add_up(roles: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add up the counted rows of `per_week` per group."""
    roles = roles[roles["counted"].eq(True)].reset_index(drop=True)
    if "year" in by:
        roles = by_year(_each_year(roles), within_programme="programme" in by)
    return sum_by(roles.assign(unknown_roles=~roles["known"]), by, NUMBERS, ["unknown_roles"])


def _each_year(roles: pd.DataFrame) -> pd.DataFrame:
    """Repeat each role for each of its years."""
    years = (roles["year_to"] - roles["year_from"] + 1).astype("int64")
    roles = roles.loc[roles.index.repeat(years)]
    return roles.assign(year=roles["year_from"] + roles.groupby(level=0).cumcount())


def norm_sensitivity(cycle: Cycle, norms: Sequence[float] = (1363, 1425, 1450)) -> pd.DataFrame:
    """Show what the total over all programmes becomes under other norms of productive hours.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    norms : sequence of float, optional
        Productive hours per fte per year. The default spans what comparable municipalities print.

    Returns
    -------
    pandas.DataFrame
        One row per norm: productive_hours_per_fte (hours a year), hours_min_week, hours_max_week (hours a week),
        fte_min, fte_max (full-time jobs), unknown_roles.
    """
    fulltime = cycle.info["fulltime_hours_per_week"]
    rows = [add_up(_per_week(cycle, norm / fulltime), []) for norm in norms]
    result = pd.concat(rows, ignore_index=True)
    result.insert(0, "productive_hours_per_fte", pd.Series(norms, dtype="float64"))
    return result
