"""Completeness: of everything a programme should tell, how much is there."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.areas import assessments
from analysis.measures.frames import in_programme_order, sum_by
from analysis.measures.goals import efforts, goals
from analysis.measures.indicators import completeness as indicator_completeness

#: What is looked at, in the order in which it is told.
SUBJECTS = (
    "amount_known",
    "hours_known",
    "indicator_with_baseline",
    "indicator_with_yearly_targets",
    "indicator_with_new_observation",
    "goal_with_indicator",
    "goal_with_effort",
    "effort_with_goal",
    "effort_with_lead",
    "effort_with_date",
    "risk_with_response",
    "body_with_frequency",
    "area_assessed",
)


def completeness(cycle: Cycle, previous: Cycle | None = None) -> pd.DataFrame:
    """Count per programme how many rows have what a reader needs.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    previous : Cycle, optional
        The previous cycle, for what is a new observation (see `analysis.measures.indicators.completeness`).

    Returns
    -------
    pandas.DataFrame
        One row per programme and subject that has rows: programme, subject (of `SUBJECTS`), complete and rows
        (count), share (fraction: complete of rows). A goal has an indicator or effort if it or a goal that serves it
        has one.
    """
    aims, work, judged = goals(cycle), efforts(cycle), assessments(cycle)
    roles = cycle.capacity[cycle.capacity["counted"].fillna(True)]  # the same hours told twice are one role
    answers = {
        "amount_known": (cycle.budget, cycle.budget["amount_eur"].notna()),
        "hours_known": (roles, roles["known"].fillna(False)),
        "goal_with_indicator": (aims, aims["has_indicator"]),
        "goal_with_effort": (aims, aims["has_effort"]),
        "effort_with_goal": (work, work["goals"].gt(0)),
        "effort_with_lead": (work, work["lead"].notna()),
        "effort_with_date": (work, work["start"].notna() | work["end"].notna()),
        "risk_with_response": (cycle.risks, cycle.risks["response"].notna()),
        "body_with_frequency": (cycle.governance, cycle.governance["frequency"].notna()),
        "area_assessed": (judged, judged["status"].ne("not_assessed")),
    }
    parts = [
        rows[["programme"]].assign(subject=subject, complete=answer.astype("int64"), rows=1)
        for subject, (rows, answer) in answers.items()
    ]
    counted = sum_by(pd.concat(parts), ["programme", "subject"], [], ["complete", "rows"])
    counted = pd.concat([counted, _of_indicators(cycle, previous)])
    counted = counted.sort_values("subject", key=lambda names: names.map(SUBJECTS.index), kind="stable")
    counted["share"] = counted["complete"] / counted["rows"].astype("float64")
    return in_programme_order(cycle, counted.astype({"programme": "str", "subject": "str"}))


def _of_indicators(cycle: Cycle, previous: Cycle | None) -> pd.DataFrame:
    """Take the counts of indicators over."""
    names = {"with_baseline", "with_yearly_targets", "with_new_observation"}
    rows = indicator_completeness(cycle, previous)
    rows = rows[rows["indicators"].gt(0)].rename(columns={name: f"indicator_{name}" for name in names})
    return rows.melt(
        ["programme", "indicators"], sorted(f"indicator_{name}" for name in names), "subject", "complete"
    ).rename(columns={"indicators": "rows"})[["programme", "subject", "complete", "rows"]]
