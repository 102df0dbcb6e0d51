"""The whole portfolio at a glance, and the opening of a programme page."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import budget, capacity, indicators
from analysis.measures.findings import findings
from analysis.present.blocks import Block, Column, joined, link, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.blocks import cards as card_block
from analysis.present.common import EUR_OR_EMPTY
from analysis.present.formats import UNKNOWN, about, counted, day, euro, hours, millions, number, period, span, years
from analysis.present.people import UNKNOWN_ROLES, asked


def answer(cycle: Cycle) -> Block:
    """Say in two sentences how the portfolio stands."""
    money, people = budget.totals(cycle, by=(), side="funding").iloc[0], asked(cycle)
    verdicts = indicators.verdict(cycle)
    measured = int(verdicts["observed"].notna().sum())
    first, last = cycle.programmes["start_year"].min(), cycle.programmes["end_year"].max()
    text = (
        f"{cycle.info['municipality']} stuurt op {counted(len(cycle.programmes), 'programma', 'programma’s')} ({years(first, last)}), "
        f"met samen {_money(money.counted_eur)} en {_people(people)}. "
    )
    if verdicts.empty:
        text += "Of ze op koers liggen is niet te zeggen: de bronnen noemen geen indicatoren."
    elif measured == 0:
        text += f"Of ze op koers liggen is nog niet te zeggen: geen van de {len(verdicts)} indicatoren is na de peiling gemeten."
    else:
        good = int(verdicts["verdict"].isin(["reached", "on_course"]).sum())
        text += f"Van de {len(verdicts)} indicatoren zijn er {measured} gemeten; daarvan {good} gehaald of op koers."
    return answer_block(text)


def _money(amount: float) -> str:
    return "een onbekend bedrag" if pd.isna(amount) else millions(amount)


def _people(row: tuple | None) -> str:
    """Write the hours of a row of `analysis.present.people.asked` for a sentence."""
    if row is None or pd.isna(row.hours_min_week):
        return "een onbekend aantal uren per week"
    return f"{hours(row.hours_min_week, row.hours_max_week)} in {row.year}"


def cards(cycle: Cycle) -> Block:
    """Give the key figures of the portfolio."""
    funded, spent = budget.totals(cycle, by=(), side="funding").iloc[0], budget.totals(cycle, by=()).iloc[0]
    people, verdicts = asked(cycle), indicators.verdict(cycle)
    targets = int((~verdicts["verdict"].eq("no_target")).sum())
    stated = budget.reconciliation(cycle)["verdict"]
    return card_block(
        [
            (
                "Beschikbaar, elke euro één keer",
                millions(funded.counted_eur),
                f"waarvan {millions(spent.counted_eur)} aan posten toegedeeld; "
                f"{counted(funded.unknown_amounts + spent.unknown_amounts, 'bedrag', 'bedragen')} zonder getal",
            ),
            (
                "Nog zonder dekking",
                millions(spent.uncovered_eur) if pd.notna(spent.uncovered_eur) else "geen",
                "en van elk ander bedrag is de dekking genoemd"
                if pd.isna(spent.unknown_coverage_eur)
                else f"en {millions(spent.unknown_coverage_eur)} waarvan de dekking niet is genoemd",
            ),
            (
                "Uren per week",
                UNKNOWN if people is None else span(people.hours_min_week, people.hours_max_week, about),
                "de bronnen noemen geen inzet"
                if people is None
                else f"in {people.year}, plus {counted(int(people.unknown_roles), 'rol', 'rollen')} zonder aantal",
            ),
            (
                "Indicatoren",
                number(len(verdicts)),
                f"{targets} met een doelwaarde, {int(verdicts['observed'].notna().sum())} gemeten",
            ),
            (
                "Gedrukte totalen die kloppen",
                f"{int(stated.eq('agrees').sum())} van {len(stated)}",
                f"{counted(int(stated.eq('differs').sum()), 'verschilt', 'verschillen')} van de som van de delen",
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
    spent = budget.execution(cycle)
    spent = spent[spent["side"].eq("spending")].groupby("programme")["executed_eur"].sum(min_count=1)
    rows["spent"] = rows.index.map(spent).astype("float64")
    people = asked(cycle)
    year = None if people is None else people.year
    per_year = capacity.totals(cycle, by=("programme", "year")).query("year == @year").set_index("programme")
    rows = rows.join(per_year[["hours_min_week", "hours_max_week", "unknown_roles"]])
    rows["indicators"] = verdicts.groupby("programme").size()
    rows["measured"] = verdicts["observed"].notna().groupby(verdicts["programme"]).sum()
    rows["findings"] = findings(cycle).groupby("programme").size()
    counts = ["indicators", "measured", "findings"]
    rows[counts] = rows[counts].fillna(0).astype(int)
    columns = [
        Column(
            "Programma",
            lambda row: (
                link(f"programmas/{row.programme}.html", row.title) if row.programme in with_page else row.title
            ),
        ),
        Column("Looptijd", lambda row: period(row.start_year, row.end_year)),
        Column("Beschikbaar", "funding", euro, True),
        Column("Zonder dekking", "uncovered_eur", **EUR_OR_EMPTY),
        *([Column("Gerealiseerd", "spent", **EUR_OR_EMPTY)] if rows["spent"].notna().any() else []),
        Column(
            "Uren per week" if year is None else f"Uren per week in {year}",
            lambda row: span(row.hours_min_week, row.hours_max_week, about),
            numeric=True,
        ),
        UNKNOWN_ROLES,
        Column("Indicatoren gemeten", lambda row: f"{row.measured} van {row.indicators}", numeric=True),
        Column("Bevindingen", "findings", number, True),
    ]
    side_by_side = table(rows.reset_index(), "De programma’s naast elkaar; bedragen in euro over alle jaren", columns)
    return joined([side_by_side, *_counted_once(cycle, rows["funding"].sum())])


def _counted_once(cycle: Cycle, added: float) -> list[Block]:
    """Explain why the column of available money adds up to more than the total, where it does."""
    left = budget.left_out(cycle, side="funding")
    twice = left.loc[left["reason"].eq("counted_elsewhere"), "amount_eur"].sum()
    if not twice:
        return []
    return [
        note(
            f"De kolom Beschikbaar telt op tot {euro(added)}. Daarvan staat {euro(twice)} ook bij een ander programma; "
            f"in het totaal van {euro(added - twice)} telt dat één keer."
        )
    ]


def programme_opening(cycle: Cycle, programme: str) -> Block:
    """Open a programme page with its answer."""
    row = cycle.programmes.set_index("programme").loc[programme]
    money = budget.totals(cycle, by=("programme",), side="funding").set_index("programme")["covered_eur"].get(programme)
    verdicts = indicators.verdict(cycle)
    verdicts = verdicts[verdicts["programme"] == programme]
    measured = int(verdicts["observed"].notna().sum())
    text = f"{row['title']} loopt van {row['start_year']} tot en met {row['end_year']}, met {_money(money)} beschikbaar en {_people(asked(cycle, programme))}. "
    if verdicts.empty:
        return answer_block(text + "De bron noemt geen indicatoren.")
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
