"""Scenarios side by side, with what is adopted as the first column."""

import pandas as pd

from analysis.data import Cycle
from analysis.data.scenarios import Scenario
from analysis.measures import budget, capacity
from analysis.measures import indicators as indicator_measure
from analysis.measures import scenarios as measure
from analysis.present import scenario_tables as tables
from analysis.present.blocks import Block, Column, joined, link, note
from analysis.present.blocks import answer as answer_block
from analysis.present.common import PROGRAMME, named, period
from analysis.present.formats import about, counted, euro, listed, number, span
from analysis.present.labels import VERDICTS
from analysis.present.scenarios import PROPOSAL, sentence, year_of

#: What identifies an amount of the plan.
KEY = ["programme", "post", "side", "year_from", "year_to"]


def answer(scenarios: list[Scenario]) -> Block:
    """Say how many scenarios there are and which of them add up."""
    outcomes = {each.title: measure.balance(each.cycle, each.base)["verdict"].iloc[0] for each in scenarios}
    fit = [title for title, verdict in outcomes.items() if verdict in ("equal", "matched")]
    words = f"{counted(len(scenarios), 'voorstel', 'voorstellen')} naast elkaar. "
    if len(fit) == len(outcomes):
        words += "Elk ervan telt op tot nul." if len(fit) > 1 else "Het telt op tot nul."
    elif fit:
        words += f"Op tot nul {'telt' if len(fit) == 1 else 'tellen'}: {listed(fit)}. De andere niet."
    else:
        words += "Geen ervan telt op tot nul." if len(outcomes) > 1 else "Het telt niet op tot nul."
    return answer_block(words)


def about_them(scenarios: list[Scenario], linked: bool = True) -> Block:
    """Mark the page as proposals, and tabulate them with a link to the page of each."""
    rows = pd.DataFrame(
        {
            "name": [each.name for each in scenarios],
            "title": [each.title for each in scenarios],
            "said": [sentence(each) for each in scenarios],
            "author_role": [each.author_role for each in scenarios],
        }
    )
    columns = [
        Column("Scenario", lambda row: link(f"{row.name}.html", row.title) if linked else row.title),
        Column("Wat het doet", "said", wide=True),
        Column("Door", "author_role"),
    ]
    marked = note(
        f"{PROPOSAL}: dit geldt voor alles op deze bladzijde, behalve de kolom ‘vastgesteld’.", attention=True
    )
    return joined([marked, tables.Sheet(rows, "De scenario’s", columns).block()])


def together(scenarios: list[Scenario]) -> tables.Sheet:
    """Tabulate the totals of what is adopted and of each scenario."""
    year = year_of(scenarios[0])
    sides = [_totals(scenarios[0].base, year), *(_totals(each.cycle, year) for each in scenarios)]
    outcomes = [measure.balance(each.cycle, each.base)["verdict"].iloc[0] for each in scenarios]
    rows = pd.DataFrame({f"c{place}": pd.Series(side) for place, side in enumerate(sides)})
    rows = rows.fillna("0").reset_index(names="what")
    fits = ["", *(tables.OUTCOMES[code] for code in outcomes)]
    rows.loc[len(rows)] = ["Klopt het geld?", *fits]
    headings = ["Vastgesteld", *(each.title for each in scenarios)]
    columns = [Column("Wat", "what"), *(Column(text, f"c{place}", numeric=True) for place, text in enumerate(headings))]
    return tables.Sheet(rows, "Alle programma’s samen: vastgesteld en per scenario", columns)


def _totals(cycle: Cycle, year: int) -> dict[str, str]:
    """Write the totals of a set of figures."""
    spent, funded = (budget.totals(cycle, (), side).iloc[0] for side in ("spending", "funding"))
    per_year = capacity.totals(cycle, ("year",))
    asked = per_year[per_year["year"].eq(year)]
    verdicts = indicator_measure.verdict(cycle)["verdict"].value_counts()
    told = {
        "Besteding met dekking": euro(spent.counted_eur),
        "Besteding zonder dekking": euro(0 if pd.isna(spent.uncovered_eur) else spent.uncovered_eur),
        "Dekking": euro(funded.counted_eur),
        f"Uren per week in {year}": span(asked.iloc[0].hours_min_week, asked.iloc[0].hours_max_week, about)
        if len(asked)
        else "geen",
    }
    return told | {f"Indicatoren: {VERDICTS[code][1]}": number(verdicts[code]) for code in VERDICTS if code in verdicts}


def amounts(scenarios: list[Scenario]) -> tables.Sheet | None:
    """Tabulate every amount that any scenario changes: as adopted, and in each of them."""
    moved = [measure.money(each.cycle, each.base) for each in scenarios]
    adopted = pd.concat(moved).drop_duplicates(KEY)[[*KEY, "before_eur", "in_before"]]
    if adopted.empty:
        return None
    rows = named(scenarios[0].base, adopted)
    for place, found in enumerate(moved):
        own = found[[*KEY, "after_eur", "in_after"]]
        rows = rows.merge(
            own.set_axis([*KEY, f"e{place}", f"t{place}"], axis=1), on=KEY, how="left", validate="one_to_one"
        )

    def after(place: int):
        def write(row) -> str:
            there = getattr(row, f"t{place}")
            if pd.isna(there):
                return tables.amount(row.before_eur, row.in_before)
            return tables.amount(getattr(row, f"e{place}"), there)

        return write

    columns = [
        Column("Post", "post"),
        PROGRAMME,
        Column("Jaar", period),
        Column("Vastgesteld", lambda row: tables.amount(row.before_eur, row.in_before), numeric=True),
        *(Column(each.title, after(place), numeric=True) for place, each in enumerate(scenarios)),
    ]
    return tables.Sheet(rows, "Bedragen die in minstens één scenario veranderen, in euro", columns)


def sheets(scenarios: list[Scenario]) -> list[tables.Sheet]:
    """Give the tables of totals and amounts, what is adopted beside each scenario."""
    found = [together(scenarios), amounts(scenarios)]
    return [sheet for sheet in found if sheet is not None]


def side_by_side(scenarios: list[Scenario]) -> Block:
    """Tabulate totals and amounts, what is adopted beside each scenario."""
    return joined([sheet.block() for sheet in sheets(scenarios)])
