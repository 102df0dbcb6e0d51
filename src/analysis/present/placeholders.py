"""Numbers in an explanation that are bound to the data: ``{{beschikbaar}}``, ``{{wonen: uren per week}}``, ``{{post | Naam | 2019}}``."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import budget, indicators, planning
from analysis.measures import findings as found_in
from analysis.present.common import of
from analysis.present.formats import euro, hours, number
from analysis.present.labels import VERDICTS
from analysis.present.people import asked
from analysis.present.progress import target_text, with_verdicts


class Unknown(Exception):
    """A placeholder that does not exist; the message says in Dutch what is allowed."""


def fill(cycle: Cycle, programme: str | None, typed: str) -> str:
    """Give the text that a placeholder stands for.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    programme : str or None
        The programme that the explanation is about; None = all together.
    typed : str
        What stands between the braces: ``name``, ``programme: name``, or ``name | argument | argument``.

    Raises
    ------
    Unknown
        If there is no such programme, name or row.
    """
    head, *arguments = [part.strip() for part in typed.split("|")]
    before, colon, name = head.rpartition(":")
    if colon:
        existing = list(cycle.programmes["programme"])
        programme = before.strip()
        if programme not in existing:
            raise Unknown(f"voor de dubbele punt is toegestaan: {', '.join(existing)}")
    name = " ".join(name.replace("’", "'").split())
    if name in NUMBERS and not arguments:
        return NUMBERS[name](cycle, programme)
    if name in ROWS:
        write, *wanted = ROWS[name]
        if len(arguments) != len(wanted):
            raise Unknown(f"zo hoort het: {{{{{' | '.join([name, *wanted])}}}}}")
        if programme is None:
            raise Unknown(
                f"noem ervoor het programma, met een dubbele punt, zoals {{{{{next(iter(cycle.programmes['programme']), '')}: "
                f"{' | '.join([name, *arguments])}}}}}; toegestaan is: {', '.join(cycle.programmes['programme'])}"
            )
        return write(cycle, programme, *arguments)
    forms = [*NUMBERS, *(" | ".join([name, *wanted]) for name, (_, *wanted) in ROWS.items())]
    raise Unknown(f"toegestaan is: {'; '.join(forms)}")


def _totals(cycle: Cycle, programme: str | None, side: str) -> pd.Series:
    rows = budget.totals(cycle, by=() if programme is None else ("programme",), side=side)
    rows = of(rows, programme) if programme else rows
    return rows.iloc[0] if len(rows) else pd.Series(dtype="float64")


def _money(side: str, column: str):
    """Give a way to write a total: each euro once over all programmes, and the programme's own view of one."""

    def write(cycle: Cycle, programme: str | None) -> str:
        name = "counted_eur" if column == "covered_eur" and programme is None else column
        amount = _totals(cycle, programme, side).get(name)
        if column == "uncovered_eur" and pd.isna(amount):
            return "geen"
        return euro(amount)

    return write


def _hours(cycle: Cycle, programme: str | None) -> str:
    row = asked(cycle, programme)
    return hours(*((None,) * 2 if row is None else (row.hours_min_week, row.hours_max_week)))


def _count(rows):
    """Give a way to write a number of rows."""
    return lambda cycle, programme: number(len(of(rows(cycle), programme)))


NUMBERS = {
    "beschikbaar": _money("funding", "covered_eur"),
    "toegedeeld": _money("spending", "covered_eur"),
    "zonder dekking": _money("spending", "uncovered_eur"),
    "uren per week": _hours,
    "programma's": lambda cycle, programme: number(len(cycle.programmes)),
    "doelen": _count(lambda cycle: cycle.goals),
    "inspanningen": _count(lambda cycle: cycle.efforts),
    "indicatoren": _count(lambda cycle: cycle.indicators),
    "indicatoren gemeten": _count(lambda cycle: indicators.verdict(cycle).dropna(subset=["observed"])),
    "risico's": _count(lambda cycle: cycle.risks),
    "over tijd": _count(planning.overdue),
    "bevindingen": _count(found_in.findings),
}


def _post(cycle: Cycle, programme: str, post: str, year: str) -> str:
    """Write what the plan in force gives a post in a year (or in several together: ``2019-2022``)."""
    rows = of(budget.allocation(cycle), programme)
    rows = rows[rows["in_force"]]
    posts = list(rows["post"].drop_duplicates())
    if post not in posts:
        raise Unknown(f"toegestaan als post is: {'; '.join(posts) or '(geen)'}")
    rows = rows[rows["post"].eq(post)]
    periods = [
        str(row.year_from) if row.year_from == row.year_to else f"{row.year_from}-{row.year_to}"
        for row in rows.itertuples()
    ]
    amounts = rows.loc[[period == year.replace("–", "-") for period in periods], "amount_eur"]
    if amounts.empty:
        raise Unknown(f"toegestaan als jaar is: {', '.join(dict.fromkeys(periods))}")
    return euro(amounts.sum(min_count=1))


def _indicator(cycle: Cycle, programme: str, slug: str):
    rows = with_verdicts(cycle, programme)
    slugs = [key.partition("/")[2] for key in rows["indicator"]]
    if slug not in slugs:
        raise Unknown(f"toegestaan als indicator is: {'; '.join(slugs)}")
    return next(rows[rows["indicator"].eq(f"{programme}/{slug}")].itertuples())


def _baseline(cycle: Cycle, programme: str, slug: str) -> str:
    row = _indicator(cycle, programme, slug)
    return row.baseline_category if pd.notna(row.baseline_category) else row.write(row.baseline)


def _target(cycle: Cycle, programme: str, slug: str, year: str) -> str:
    row = _indicator(cycle, programme, slug)
    rows = cycle.indicator_targets[cycle.indicator_targets["indicator"].eq(row.indicator)]
    own = rows[rows["year"].astype("str").eq(year)]
    if own.empty:
        raise Unknown(f"toegestaan als jaar is: {', '.join(str(found) for found in rows['year']) or '(geen)'}")
    return target_text(row, next(own.itertuples()))


def _measured(cycle: Cycle, programme: str, slug: str) -> str:
    row = _indicator(cycle, programme, slug)
    return "nog niet gemeten" if pd.isna(row.observed) else row.write(row.observed)


#: Placeholders about one row of a programme: how to write it, and the arguments to name it by.
ROWS = {
    "post": (_post, "naam van de post", "jaar"),
    "peilwaarde": (_baseline, "indicator"),
    "doelwaarde": (_target, "indicator", "jaar"),
    "meting": (_measured, "indicator"),
    "oordeel": (lambda *names: VERDICTS[_indicator(*names).verdict][1], "indicator"),
}
