"""Findings in the figures: what the sources contradict, leave open or let be read in more than one way.

The wording is left to the reader's side; a finding here is a code with the place where it stands.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.budget import reconciliation
from analysis.measures.frames import in_programme_order

COLUMNS = ["programme", "kind", "table", "subject", "note", "source", "section"]

#: Per table: the columns that name what a row is about, and the number that may be unknown.
SUBJECTS = {
    "budget": (["post"], "amount_eur"),
    "budget_stated": (["label"], None),
    "capacity": (["role"], "hours_min"),
    "indicators": (["title"], None),
    "indicator_targets": (["indicator", "year"], "target"),
    "observations": (["indicator"], None),
    "statistics": (["title"], "value"),
}


def findings(cycle: Cycle) -> pd.DataFrame:
    """Collect every finding in one frame.

    Returns
    -------
    pandas.DataFrame
        One row per finding, in the order of the programmes: programme; kind; table; subject; note; source; section.
        Kinds: ``stated_total_differs`` (a printed total is not the sum of its parts), ``correction`` (a known fault or
        contradiction in a source), ``uncertain_reading`` (a row that can be read in more than one way) and
        ``unknown_number`` (a row whose number the source does not give).
    """
    parts = [_differing_totals(cycle), _corrections(cycle)]
    for table, (subject, number) in SUBJECTS.items():
        rows = _with_programme(cycle, getattr(cycle, table)).assign(table=table)
        rows["subject"] = rows[subject].astype(str).agg(" ".join, axis=1) if len(rows) else ""
        parts.append(rows[rows["reading"].eq("uncertain")].assign(kind="uncertain_reading"))
        if number:
            missing = rows[number].isna()
            if "target_category" in rows:
                missing &= rows["target_category"].isna()
            parts.append(rows[missing].assign(kind="unknown_number"))
    filled = [part[COLUMNS] for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=COLUMNS)
    return in_programme_order(cycle, pd.concat(filled, ignore_index=True)).reset_index(drop=True)


def _with_programme(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the programme of rows that only name an indicator."""
    if "programme" in rows:
        return rows
    return rows.assign(programme=rows["indicator"].map(cycle.indicators.set_index("indicator")["programme"]))


def _differing_totals(cycle: Cycle) -> pd.DataFrame:
    rows = reconciliation(cycle)
    return rows[rows["verdict"].eq("differs")].assign(
        kind="stated_total_differs", table="budget_stated", subject=lambda r: r["label"]
    )[COLUMNS]


def _corrections(cycle: Cycle) -> pd.DataFrame:
    return cycle.corrections.assign(kind="correction", table="corrections", note=cycle.corrections["reason"])[COLUMNS]
