"""One programme on one sheet (A3): what the contracts call a faseplan, as a whole HTML document.

Every list is given whole, most important first; a script in the template takes off the end of the longest until the
sheet holds it, and says how many are left out. What one item may say at most is settled here.
"""

import textwrap

import pandas as pd
from markupsafe import Markup

from analysis.data import Cycle
from analysis.measures import budget, capacity, goals, planning, risks
from analysis.measures.areas import assessments
from analysis.present import areas, labels, money, people, progress
from analysis.present import planning as plan
from analysis.present import risks as risk_words
from analysis.present.blocks import template
from analysis.present.common import of, short_name, year_name
from analysis.present.formats import SPACE, day, euro, if_known, span, years

#: The most that is told of one thing, in letters; a statement that is longer ends in three dots.
LONGEST = {"title": 80, "ambition": 420, "name": 140, "item": 200, "area": 110, "notice": 200}
#: How the promises stand that are listed; what happened is in the count alone.
OPEN = ("overdue", "unknown", "current", "planned")
#: What is said of the cover of an amount, by its column in the totals.
COVERAGE = {"covered_eur": "gedekt", "uncovered_eur": "niet gedekt", "unknown_coverage_eur": "niet genoemd"}


def one_pager(cycle: Cycle, programme: str, mark: str, sheets: str = "_static/programmaboek.css") -> str:
    """Write the sheet of a programme.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    programme : str
        Slug of the programme.
    mark : str
        Digest of the figures, for the foot.
    sheets : str
        Address of the style sheet of the book, whose palette and badges it uses.

    Returns
    -------
    str
        A whole HTML document: A3, on its side, one sheet.
    """
    row = next(of(cycle.programmes, programme).itertuples())
    notice, promises = cycle.info["notice"], _promises(cycle, programme)
    return template("one_pager.html").render(
        sheet=sheets,
        title=_cut(row.title, "title"),
        years=years(row.start_year, row.end_year),
        edition=f"{cycle.info['municipality']}: {cycle.info['title']}, stand {day(cycle.info['reporting_date'])}",
        mark=mark,
        notice="" if pd.isna(notice) else _cut(notice, "notice"),
        ambition=_cut(row.ambition, "ambition"),
        who=[
            (role, _cut(name, "name"))
            for role, name in (
                ("Bestuurlijk opdrachtgever", row.political_client),
                ("Ambtelijk opdrachtgever", row.official_client),
                ("Leiding", row.manager),
            )
            if pd.notna(name)
        ],
        goals=_goals(cycle, programme),
        indicators=_indicators(cycle, programme),
        indicators_answer=_text(progress.programme_answer(cycle, programme)),
        money=_money(cycle, programme),
        money_answer=_text(money.programme_answer(cycle, programme)),
        roles=_roles(cycle, programme),
        roles_answer=_text(people.programme_answer(cycle, programme)),
        promises=promises,
        signs=[f"{sign} {word}" for sign, word in dict.fromkeys((row["sign"], row["word"]) for row in promises)],
        promises_answer=_text(plan.programme_answer(cycle, programme)),
        risks=_risks(cycle, programme),
        risks_answer=_text(risk_words.programme_answer(cycle, programme)),
        areas=_areas(cycle, programme),
    )


def _cut(text: str, kind: str) -> str:
    """Keep a typed text within what one item may say."""
    return textwrap.shorten(text, LONGEST[kind], placeholder=f"{SPACE}…")


def _text(block) -> str:
    """Take the sentence out of a block of the book."""
    return Markup(block.html).striptags()


def _goals(cycle: Cycle, programme: str) -> list[dict]:
    """List the goals: name, statement, and how deep in the tree each stands."""
    return [
        {"name": short_name(goal.goal), "statement": _cut(goal.statement, "item"), "depth": min(goal.depth, 3)}
        for goal in of(goals.goals(cycle), programme).itertuples()
    ]


def _indicators(cycle: Cycle, programme: str) -> list[dict]:
    """List the indicators: from where to where, what was measured, and the verdict."""
    last = cycle.indicator_targets.sort_values("year").groupby("indicator").tail(1).set_index("indicator")
    rows = []
    for row in progress.with_verdicts(cycle, programme).itertuples():
        target = last.loc[row.indicator] if row.indicator in last.index else None
        rows.append(
            {
                "title": _cut(f"{row.title} ({row.unit})", "item"),
                "baseline": progress.baseline_text(row),
                "observed": "" if pd.isna(row.observed) else f"{row.write(row.observed)} ({row.observed_year})",
                "target": "" if target is None else f"{progress.target_text(row, target)} ({target.year})",
                "verdict": labels.verdict(row.verdict),
            }
        )
    return rows


def _money(cycle: Cycle, programme: str) -> dict:
    """Tabulate the posts per year, in the classes that occur; a bar is as long as its percents of the largest year."""
    totals = of(budget.totals(cycle), programme)
    parts = [column for column in COVERAGE if totals[column].notna().any()]
    totals = totals[totals[parts].notna().any(axis=1)] if parts else totals[:0]
    largest = totals[parts].sum(axis=1).max()
    rows = [
        {
            "when": year_name(row["year"]),
            "amounts": [if_known(euro)(row[column]) for column in parts],
            "bar": [(column, round(100 * row[column] / largest, 2)) for column in parts if row[column] > 0],
        }
        for _, row in totals.iterrows()
    ]
    return {"parts": [COVERAGE[column] for column in parts], "rows": rows}


def _roles(cycle: Cycle, programme: str) -> list[dict]:
    """List the roles of which the hours are known, most hours first; the others are in the sentence above."""
    rows = of(capacity.per_week(cycle), programme)
    rows = rows[rows["counted"] & rows["hours_max_week"].notna()]
    return [
        {"role": _cut(row.role, "item"), "hours": span(row.hours_min_week, row.hours_max_week)}
        for row in rows.sort_values("hours_max_week", ascending=False, kind="stable").itertuples()
    ]


def _promises(cycle: Cycle, programme: str) -> list[dict]:
    """List what is still to be kept, in the order of time; the year stands at the first of each."""
    rows = of(planning.schedule(cycle), programme)
    rows = rows[rows["state"].isin(OPEN) & ~rows["repeats"]]
    told, before = [], None
    for row in rows.itertuples():
        year = "later" if pd.isna(row.end) else str(row.end.year)
        sign, word, look = labels.STATES[row.state]
        told.append(
            {
                "year": year if year != before else "",
                "title": _cut(row.title, "item"),
                "when": "" if row.precision == "year" and year != "later" else plan.when(row),
                "sign": sign,
                "word": word,
                "look": look,
            }
        )
        before = year
    return told


def _risks(cycle: Cycle, programme: str) -> list[dict]:
    """List the risks with their response, first those that most other programmes name too."""
    rows = of(cycle.risks, programme)
    shared = rows["theme"].map(risks.themes(cycle).set_index("theme")["programmes"])
    rows = rows.assign(shared=shared).sort_values("shared", ascending=False, kind="stable")
    return [
        {
            "title": _cut(row.title, "item"),
            "response": "geen maatregel genoemd" if pd.isna(row.response) else _cut(row.response, "item"),
        }
        for row in rows.itertuples()
    ]


def _areas(cycle: Cycle, programme: str) -> list[dict]:
    """List the seven areas: the assessment, and what the figures say beside it."""
    says = areas.figures_say(cycle, programme)
    return [
        {
            "name": areas.area_name(row.area),
            "verdict": labels.assessment(row.status),
            "said": _cut(row.explanation, "area") if pd.notna(row.explanation) else says.get(row.area, ""),
        }
        for row in of(assessments(cycle), programme).itertuples()
    ]
