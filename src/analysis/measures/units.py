"""Line units: which programmes ask them for how many hours, and what they have."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import sum_by
from analysis.measures.weekly_hours import add_up, per_week

HOURS = ["hours_min_week", "hours_max_week"]

#: Values of `unit` that are no part of the line organisation: the programme's own team, hired, not named.
NO_LINE_UNIT = ("programme", "external", "unknown")


def units_by_programme(cycle: Cycle, year_hours: str = "productive") -> pd.DataFrame:
    """Show who is asked by whom: hours a week per unit and programme.

    Parameters
    ----------
    cycle, year_hours
        As in `per_week`.

    Returns
    -------
    pandas.DataFrame
        One row per combination that exists: unit, programme, hours_min_week, hours_max_week (hours a week;
        missing where none is known), unknown_roles (roles without a number).
    """
    return add_up(per_week(cycle, year_hours), ["unit", "programme"])[["unit", "programme", *HOURS, "unknown_roles"]]


def shared_units(cycle: Cycle, year_hours: str = "productive") -> pd.DataFrame:
    """Show how many programmes ask each unit.

    Parameters
    ----------
    cycle, year_hours
        As in `per_week`.

    Returns
    -------
    pandas.DataFrame
        One row per unit that is asked: unit, programmes (count; a programme whose roles have no number asks
        too), hours_min_week, hours_max_week (hours a week), unknown_roles, line_unit (bool: false for the
        programmes' own teams, hired people and roles whose unit is not named, which are not one shared unit).
    """
    rows = units_by_programme(cycle, year_hours).assign(programmes=1)
    result = sum_by(rows.drop(columns="unknown_roles"), ["unit"], HOURS, ["programmes"])
    unknown = rows.groupby("unit", sort=False)["unknown_roles"].sum().reset_index()
    result = result.merge(unknown, on="unit", how="left", validate="one_to_one")
    result["line_unit"] = ~result["unit"].isin(NO_LINE_UNIT)
    return result[["unit", "programmes", *HOURS, "unknown_roles", "line_unit"]]


def supply(cycle: Cycle, year_hours: str = "productive") -> pd.DataFrame:
    """Set the hours that units are asked for against the hours they have.

    Parameters
    ----------
    cycle : Cycle
        The figures, with the optional table `unit_supply`.
    year_hours : {'productive', 'weeks'}, optional
        As in `per_week`.

    Returns
    -------
    pandas.DataFrame
        One row per year for which some supply is known and unit that is asked or has hours in that year:

        - unit, year (Int64), supply_hours_week (hours a week; missing = not known)
        - hours_min_week, hours_max_week (hours a week asked; missing = nothing or nothing known asked)
        - left_min_week, left_max_week (hours a week): supply minus the most and minus the least that is asked;
          negative = asked for more than there is
        - unknown_roles: roles without a number, which the hours asked leave out

        Units with known supply come first, in the order of that table. Empty without supply.
    """
    have = cycle.unit_supply.rename(columns={"hours_per_week": "supply_hours_week"})
    have = have[["unit", "year", "supply_hours_week"]]
    asked = add_up(per_week(cycle, year_hours), ["unit", "year"])[["unit", "year", *HOURS, "unknown_roles"]]
    asked = asked[asked["year"].isin(have["year"])]
    missing = asked[["unit", "year"]].merge(have, on=["unit", "year"], how="left", validate="one_to_one")
    missing = missing[missing["supply_hours_week"].isna()]
    both = pd.concat([have, missing], ignore_index=True).drop_duplicates(["unit", "year"])
    both = both.merge(asked, on=["unit", "year"], how="left", validate="one_to_one")
    both["unknown_roles"] = both["unknown_roles"].fillna(0).astype("int64")
    both["left_min_week"] = both["supply_hours_week"] - both["hours_max_week"].fillna(0)
    both["left_max_week"] = both["supply_hours_week"] - both["hours_min_week"].fillna(0)
    first = ["unit", "year", "supply_hours_week", *HOURS, "left_min_week", "left_max_week"]
    return both[[*first, "unknown_roles"]].reset_index(drop=True)
