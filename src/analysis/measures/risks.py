"""Risks: which programmes name the same one, and which have a response."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, sum_by


def by_theme_and_programme(cycle: Cycle) -> pd.DataFrame:
    """Count the risks per theme and programme.

    Returns
    -------
    pandas.DataFrame
        One row per combination that exists: programme, theme, risks (count), with_response (count: those for which
        the source names a response).
    """
    rows = cycle.risks.assign(risks=1, with_response=cycle.risks["response"].notna())
    return sum_by(in_programme_order(cycle, rows), ["programme", "theme"], [], ["risks", "with_response"])


def themes(cycle: Cycle) -> pd.DataFrame:
    """Count per theme how many programmes name it, most shared first.

    Returns
    -------
    pandas.DataFrame
        One row per theme: theme, programmes, risks, with_response (count).
    """
    rows = by_theme_and_programme(cycle).assign(programmes=1)
    rows = sum_by(rows, ["theme"], [], ["programmes", "risks", "with_response"])
    return rows.sort_values(["programmes", "risks", "theme"], ascending=[False, False, True], ignore_index=True)
