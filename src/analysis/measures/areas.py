"""The seven areas on which a programme is followed, as assessed by who is responsible for it."""

import pandas as pd

from analysis.data.cycle import Cycle

#: The areas, in the order in which they are told.
AREAS = ("results", "planning", "quality", "finance", "risks", "stakeholders", "outlook")


def assessments(cycle: Cycle) -> pd.DataFrame:
    """Give every area of every programme its assessment; what was not assessed is there too.

    Returns
    -------
    pandas.DataFrame
        One row per programme and area: programme, area, status (on_course, attention, off_course, not_assessed),
        explanation, author_role (missing = none).
    """
    programmes = cycle.programmes.sort_values("order")[["programme"]]
    grid = programmes.merge(pd.DataFrame({"area": pd.Series(AREAS, dtype="str")}), how="cross")
    rows = grid.merge(cycle.assessments, on=["programme", "area"], how="left", validate="one_to_one")
    return rows.fillna({"status": "not_assessed"})
