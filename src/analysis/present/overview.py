"""The whole portfolio at a glance, and the opening of a programme page."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import budget, capacity, indicators
from analysis.measures.findings import findings
from analysis.present.blocks import Block, Column, joined, link, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.blocks import cards as card_block
from analysis.present.common import titles
from analysis.present.formats import UNKNOWN, about, counted, day, euro, hours, millions, number, span, years


def answer(cycle: Cycle) -> Block:
    """Say in two sentences how the portfolio stands."""
    money, people = budget.totals(cycle, by=(), side="funding").iloc[0], capacity.totals(cycle, by=()).iloc[0]
    verdicts = indicators.verdict(cycle)
    measured = int(verdicts["observed"].notna().sum())
    first, last = cycle.programmes["start_year"].min(), cycle.programmes["end_year"].max()
    text = (
        f"{cycle.info['municipality']} stuurt op {counted(len(cycle.programmes), 'programma', 'programma’s')} ({years(first, last)}), met samen {millions(money.counted_eur)} "
        f"en {hours(people.hours_min_week, people.hours_max_week)}. "
    )
    if measured == 0:
        text += f"Of ze op koers liggen is nog niet te zeggen: geen van de {len(verdicts)} indicatoren is na de peiling gemeten."
    else:
        good = int(verdicts["verdict"].isin(["reached", "on_course"]).sum())
        text += f"Van de {len(verdicts)} indicatoren zijn er {measured} gemeten; daarvan {good} gehaald of op koers."
    return answer_block(text)


def cards(cycle: Cycle) -> Block:
    """Give the key figures of the portfolio."""
    funded, spent = budget.totals(cycle, by=(), side="funding").iloc[0], budget.totals(cycle, by=()).iloc[0]
    people, verdicts = capacity.totals(cycle, by=()).iloc[0], indicators.verdict(cycle)
    targets = int((~verdicts["verdict"].eq("no_target")).sum())
    stated = budget.reconciliation(cycle)["verdict"]
    return card_block(
        [
            (
                "Beschikbaar, elke euro één keer",
                millions(funded.counted_eur),
                f"waarvan {millions(spent.counted_eur)} aan posten toegedeeld",
            ),
            (
                "Nog zonder dekking",
                millions(spent.uncovered_eur),
                f"en {millions(spent.unknown_coverage_eur)} waarvan de dekking niet is genoemd",
            ),
            (
                "Uren per week",
                span(people.hours_min_week, people.hours_max_week, about),
                f"plus {counted(int(people.unknown_roles), 'rol', 'rollen')} zonder aantal",
            ),
            (
                "Indicatoren",
                number(len(verdicts)),
                f"{targets} met een doelwaarde, {int(verdicts['observed'].notna().sum())} gemeten",
            ),
            (
                "Gedrukte totalen die kloppen",
                f"{int(stated.eq('agrees').sum())} van {len(stated)}",
                f"{int(stated.eq('differs').sum())} verschillen van de som van de delen",
            ),
        ]
    )


def programmes(cycle: Cycle, linked: str = "") -> Block:
    """Tabulate the programmes side by side, with a link to the page of each.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    linked : str
        Slugs of the programmes that have a page in this book, separated by commas; empty = all.
    """
    with_page = set(linked.split(",")) if linked else set(cycle.programmes["programme"])
    verdicts = indicators.verdict(cycle)
    rows = cycle.programmes.sort_values("order").set_index("programme")
    rows["funding"] = budget.totals(cycle, by=("programme",), side="funding").set_index("programme")["covered_eur"]
    rows = rows.join(budget.totals(cycle, by=("programme",)).set_index("programme")[["uncovered_eur"]])
    rows = rows.join(
        capacity.totals(cycle).set_index("programme")[["hours_min_week", "hours_max_week", "unknown_roles"]]
    )
    rows["indicators"] = verdicts.groupby("programme").size()
    rows["measured"] = verdicts["observed"].notna().groupby(verdicts["programme"]).sum()
    rows["findings"] = findings(cycle).groupby("programme").size()
    counts = ["unknown_roles", "indicators", "measured", "findings"]
    rows[counts] = rows[counts].fillna(0).astype(int)
    columns = [
        Column(
            "Programma",
            lambda row: (
                link(f"programmas/{row.programme}.html", row.title) if row.programme in with_page else row.title
            ),
        ),
        Column("Looptijd", lambda row: f"{row.start_year}–{row.end_year}"),
        Column("Beschikbaar", "funding", euro, True),
        Column("Zonder dekking", "uncovered_eur", lambda v: "" if pd.isna(v) else euro(v), True),
        Column("Uren per week", lambda row: span(row.hours_min_week, row.hours_max_week, about), numeric=True),
        Column("Rollen zonder aantal", "unknown_roles", number, True),
        Column("Indicatoren gemeten", lambda row: f"{row.measured} van {row.indicators}", numeric=True),
        Column("Bevindingen", "findings", number, True),
    ]
    return table(rows.reset_index(), "De programma’s naast elkaar; bedragen in euro over alle jaren", columns)


def programme_opening(cycle: Cycle, programme: str) -> Block:
    """Open a programme page with its answer."""
    row = cycle.programmes.set_index("programme").loc[programme]
    money = budget.totals(cycle, by=("programme",), side="funding").set_index("programme")["covered_eur"].get(programme)
    people = capacity.totals(cycle).set_index("programme")
    verdicts = indicators.verdict(cycle)
    verdicts = verdicts[verdicts["programme"] == programme]
    measured = int(verdicts["observed"].notna().sum())
    asked = (
        hours(people.loc[programme, "hours_min_week"], people.loc[programme, "hours_max_week"])
        if programme in people.index
        else UNKNOWN
    )
    text = f"{row['title']} loopt van {row['start_year']} tot en met {row['end_year']}, met {millions(money)} beschikbaar en {'een onbekend aantal uren per week' if asked == UNKNOWN else asked}. "
    text += f"Van de {counted(len(verdicts), 'indicator', 'indicatoren')} {'is' if measured < 2 else 'zijn'} er {measured or 'nog geen'} na de peiling gemeten."
    return answer_block(text)


def ambition(cycle: Cycle, programme: str) -> Block:
    """Say what a programme is for and who is responsible for it."""
    row = cycle.programmes.set_index("programme").loc[programme]
    people = [
        f"{role}: {row[column]}"
        for role, column in (
            ("bestuurlijk opdrachtgever", "political_client"),
            ("ambtelijk opdrachtgever", "official_client"),
            ("leiding", "manager"),
        )
        if pd.notna(row[column])
    ]
    text = "; ".join(people)
    return joined([paragraph(row["ambition"]), paragraph(text[:1].upper() + text[1:] + ".")])


def edition(cycle: Cycle) -> Block:
    """Say which edition this is."""
    return paragraph(
        f"Uitgave: {cycle.info['title']}, stand {day(cycle.info['reporting_date'])}. Gemeente: {cycle.info['municipality']}."
    )


def page_title(cycle: Cycle, programme: str | None = None) -> str:
    """Give the heading of the overview, or of a programme page."""
    return titles(cycle)[programme] if programme else cycle.info["title"]
