"""Incidental money that ends while the work goes on."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, sum_by
from analysis.measures.plan import inside_totals, plan_in_force, uncovered
from analysis.measures.weekly_hours import per_week

KEYS = ["programme", "year"]


def cliff(cycle: Cycle) -> pd.DataFrame:
    """Show per programme and year how much incidental money ends, and the hours that go on after it.

    Incidental spending ends in a year if the plan in force holds nothing more for its post in the next year.
    Neither uncovered spending nor rows outside all totals are money that can end. The figures do not link an
    hour to the post that pays it, so what goes on is looked at per programme: the roles that are asked in the
    next year.

    Returns
    -------
    pandas.DataFrame
        One row per programme and year in which incidental money ends, ordered by programme and year:

        - programme; year (Int64): the last year with the money
        - ending_eur (euro): amounts for that year that end with it
        - ending_lump_eur (euro): lump sums over several years that end with it; whole and not spread, so not to
          be added to ending_eur
        - unknown_amounts: amounts that end and are unknown
        - roles_going_on: roles asked in the next year, with or without a known number of hours
        - hours_min_week, hours_max_week (hours a week): what these roles ask; missing where none is known
        - goes_on (bool): whether there is such a role
    """
    rows = _ending(cycle)
    single = rows["year"].notna()
    rows = rows.assign(
        year=rows["year_to"],
        ending_eur=rows["amount_eur"].where(single),
        ending_lump_eur=rows["amount_eur"].where(~single),
        unknown_amounts=rows["amount_eur"].isna(),
    )
    ends = sum_by(rows, KEYS, ["ending_eur", "ending_lump_eur"], ["unknown_amounts"])
    ends = in_programme_order(cycle, ends.sort_values("year", kind="stable"))
    result = ends.merge(_going_on(cycle, ends[KEYS]), on=KEYS, how="left", validate="one_to_one")
    result["roles_going_on"] = result["roles_going_on"].fillna(0).astype("int64")
    result["goes_on"] = result["roles_going_on"].gt(0)
    money = ["ending_eur", "ending_lump_eur", "unknown_amounts"]
    return result[[*KEYS, *money, "roles_going_on", "hours_min_week", "hours_max_week", "goes_on"]]


def _ending(cycle: Cycle) -> pd.DataFrame:
    """Return the incidental rows whose post holds nothing in the year after them."""
    rows = plan_in_force(cycle)
    rows = rows[rows["side"].eq("spending") & inside_totals(rows) & ~uncovered(rows)].reset_index()
    incidental = rows[rows["recurrence"].eq("incidental")]
    post = ["programme", "post"]
    pairs = incidental[["index", *post, "year_to"]].merge(
        rows[[*post, "year_from", "year_to"]], on=post, suffixes=("_ending", ""), validate="many_to_many"
    )
    next_year = pairs["year_to_ending"] + 1
    followed = pairs.loc[pairs["year_from"].le(next_year) & pairs["year_to"].ge(next_year), "index"]
    return incidental[~incidental["index"].isin(followed)]


def _going_on(cycle: Cycle, ends: pd.DataFrame) -> pd.DataFrame:
    """Add up the roles that are asked in the year after each ending."""
    roles = per_week(cycle)
    pairs = ends.merge(roles[roles["counted"]], on="programme", validate="many_to_many")
    next_year = pairs["year"] + 1
    pairs = pairs[pairs["year_from"].le(next_year) & pairs["year_to"].ge(next_year)].assign(roles_going_on=1)
    return sum_by(pairs, KEYS, ["hours_min_week", "hours_max_week"], ["roles_going_on"])
