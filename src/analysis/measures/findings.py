"""Findings in the figures: what the sources contradict, leave open or let be read in more than one way, what hangs loose
in the network of goals, and what is late.

The wording is left to the reader's side; a finding here is a code with the place where it stands.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.budget import reconciliation
from analysis.measures.frames import in_programme_order, once
from analysis.measures.goals import GAPS, gaps
from analysis.measures.planning import overdue

#: Kinds of findings, in the order in which they are told.
KINDS = ("stated_total_differs", "correction", "uncertain_reading", "unknown_number", *GAPS, "overdue")
#: What a finding may say beside its place, all as text: what the source prints and what follows from its own parts.
_SAYS = ["printed", "expected", "treatment"]
_EUROS = ["stated_eur", "computed_eur", "difference_eur"]
COLUMNS = ["programme", "kind", "table", "subject", *_SAYS, *_EUROS, "due", "note", "source", "section"]

#: Per table: the columns that name what a row is about, and the number that may be unknown.
SUBJECTS = {
    "budget": (["post"], "amount_eur"),
    "budget_stated": (["label"], None),
    "capacity": (["role"], "hours_min"),
    "indicators": (["title"], None),
    "indicator_targets": (["indicator", "year"], "target"),
    "observations": (["indicator"], None),
    "efforts": (["title"], None),
    "effort_goals": (["effort", "goal"], None),
    "milestones": (["title"], None),
    "risks": (["title"], None),
    "governance": (["body"], None),
    "statistics": (["title"], "value"),
}


@once
def findings(cycle: Cycle) -> pd.DataFrame:
    """Collect every finding of every measure in one frame.

    Returns
    -------
    pandas.DataFrame
        One row per finding, in the order of the programmes and within a programme of the kinds: programme (missing =
        of all together); kind; table (where the row stands); subject; printed, expected and treatment (text: of a
        contradiction, what the source says, what was to be expected, what was done with it); stated_eur,
        computed_eur and difference_eur (euro: of a printed total, itself, the sum of its parts, and the first minus
        the second); due (datetime64: of what is late, its last day); note; source; section.

        Kinds: ``stated_total_differs`` (a printed total is not the sum of its parts), ``correction`` (a known fault or
        contradiction in a source), ``uncertain_reading`` (a row that can be read in more than one way),
        ``unknown_number`` (a row whose number the source does not give), those of `analysis.measures.goals.gaps`, and
        ``overdue`` (a promise whose period is over at the reporting date, see `analysis.measures.planning`).
    """
    parts = [_differing_totals(cycle), _corrections(cycle), gaps(cycle), _late(cycle)]
    for table, (subject, number) in SUBJECTS.items():
        parts += _readings(cycle, table, subject, number)
    empty = (
        pd.DataFrame(columns=COLUMNS)
        .astype("str")
        .astype({**dict.fromkeys(_EUROS, "float64"), "due": "datetime64[us]"})
    )
    filled = [part[part.columns.intersection(COLUMNS)] for part in parts if len(part)]
    rows = pd.concat([empty, *filled])[COLUMNS].astype(empty.dtypes)
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(KINDS.index), kind="stable")
    return in_programme_order(cycle, rows)


def _readings(cycle: Cycle, table: str, subject: list[str], number: str | None) -> list[pd.DataFrame]:
    """Find the rows of one table that are read with doubt, and those without their number."""
    rows = getattr(cycle, table)
    found = [rows[rows["reading"].eq("uncertain")].assign(kind="uncertain_reading")]
    if number:
        missing = rows[number].isna()
        if "target_category" in rows:
            missing &= rows["target_category"].isna()
        found.append(rows[missing].assign(kind="unknown_number"))
    return [
        _with_programme(cycle, part.assign(table=table, subject=_joined(part[subject]))) for part in found if len(part)
    ]


def _joined(words: pd.DataFrame) -> pd.Series:
    """Join the columns of each row by spaces."""
    first, *others = (words[name].astype("str") for name in words)
    return first.str.cat(others, sep=" ") if others else first


def _with_programme(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the programme of rows that only name an indicator or an effort."""
    if "programme" in rows:
        return rows
    key, owners = ("indicator", cycle.indicators) if "indicator" in rows else ("effort", cycle.efforts)
    return rows.assign(programme=rows[key].map(owners.set_index(key)["programme"]))


def _differing_totals(cycle: Cycle) -> pd.DataFrame:
    rows = reconciliation(cycle)
    return rows[rows["verdict"].eq("differs")].assign(
        kind="stated_total_differs", table="budget_stated", subject=lambda r: r["label"]
    )


def _corrections(cycle: Cycle) -> pd.DataFrame:
    return cycle.corrections.assign(kind="correction", table="corrections", note=cycle.corrections["reason"])


def _late(cycle: Cycle) -> pd.DataFrame:
    rows = overdue(cycle)
    return rows.assign(
        kind="overdue",
        table=rows["kind"].map({"milestone": "milestones", "effort": "efforts"}),
        subject=rows["title"],
        due=rows["end"],
    )
