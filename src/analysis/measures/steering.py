"""Steering: how often the bodies of a programme meet, and who sits in several of them."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once, sum_by

_COUNTS = ["bodies", "without_number"]


def load(cycle: Cycle) -> pd.DataFrame:
    """Add up the meetings a year of each programme.

    Returns
    -------
    pandas.DataFrame
        One row per programme that has a body, in their order: programme, meetings_per_year (missing = none known),
        bodies (count), without_number (count: bodies whose source does not say how often they meet, which the sum
        leaves out).
    """
    return sum_by(_bodies(cycle), ["programme"], ["meetings_per_year"], _COUNTS)


@once
def seats(cycle: Cycle) -> pd.DataFrame:
    """Tell per role in which bodies it sits.

    A role is what the source calls a chair or participant; the same name in two programmes may be two people.

    Returns
    -------
    pandas.DataFrame
        One row per role and body: programme, role, body, chair (bool), meetings_per_year (missing = not known),
        source, section.
    """
    rows = in_programme_order(cycle, cycle.governance)
    chairs = rows.assign(role=rows["chair"], chairing=True)
    members = rows.assign(role=rows["participants"].str.split(";"), chairing=False).explode("role")
    both = pd.concat([chairs, members]).dropna(subset=["role"]).sort_index(kind="stable")
    both["role"] = both["role"].astype("str").str.strip()
    both = both[both["role"].ne("")].drop_duplicates(["programme", "body", "role"])
    columns = ["programme", "role", "body", "chairing", "meetings_per_year", "source", "section"]
    return in_programme_order(cycle, both[columns]).rename(columns={"chairing": "chair"}).astype({"chair": bool})


def load_per_role(cycle: Cycle) -> pd.DataFrame:
    """Add up the meetings a year of every role that sits in more than one body.

    Returns
    -------
    pandas.DataFrame
        One row per role, most bodies first: role, meetings_per_year (missing = none known), programmes, bodies,
        without_number (count).
    """
    rows = seats(cycle)
    rows = rows.assign(bodies=1, without_number=rows["meetings_per_year"].isna())
    result = sum_by(rows, ["role"], ["meetings_per_year"], _COUNTS)
    programmes = rows.groupby("role")["programme"].nunique()
    result.insert(2, "programmes", result["role"].map(programmes).astype("int64"))
    result = result[result["bodies"].gt(1)]
    return result.sort_values(
        ["bodies", "meetings_per_year", "role"], ascending=[False, False, True], ignore_index=True
    )


def _bodies(cycle: Cycle) -> pd.DataFrame:
    rows = cycle.governance.assign(bodies=1, without_number=cycle.governance["meetings_per_year"].isna())
    return in_programme_order(cycle, rows)
