"""Money: what is made available, what it is meant for, and what the totals leave out."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import budget
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import Chart, euro_axis, hatched, plain, style, wrapped
from analysis.present.common import (
    EUR,
    EUR_OR_EMPTY,
    PLACE,
    PROGRAMME,
    named,
    of,
    period,
    placed,
    source_line,
    titles,
    together,
    year_name,
)
from analysis.present.formats import SPACE, counted, hours, millions, number


def answer(cycle: Cycle) -> Block:
    """Say how much money there is, each euro once, and what is not covered or not known."""
    spent, funded = budget.totals(cycle, by=()).iloc[0], budget.totals(cycle, by=(), side="funding").iloc[0]
    text = (
        f"{together(cycle, 'heeft', 'hebben samen')} {millions(funded.counted_eur)} beschikbaar; "
        f"daarvan is {millions(spent.counted_eur)} aan een post toegedeeld. Elke euro telt één keer."
    )
    if spent.uncovered_eur > 0:
        text += f" Voor nog eens {millions(spent.uncovered_eur)} aan posten is geen dekking."
    if spent.unknown_coverage_eur > 0:
        text += f" Van {millions(spent.unknown_coverage_eur)} zegt de bron niet of er dekking is."
    if spent.unknown_amounts + funded.unknown_amounts:
        text += f" Bij {counted(spent.unknown_amounts + funded.unknown_amounts, 'bedrag', 'bedragen')} noemt de bron geen getal."
    return answer_block(text)


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say what a programme may cost: available, given to posts, without cover."""
    funded = of(budget.totals(cycle, by=("programme",), side="funding"), programme)
    spent = of(budget.totals(cycle, by=("programme",)), programme)
    available = funded["covered_eur"].sum(min_count=1)
    parts = [
        f"Beschikbaar is {millions(available)}; aan posten is {millions(spent['covered_eur'].sum(min_count=1))} toegedeeld."
    ]
    if (over := spent["covered_eur"].sum() - available) > 0:
        parts.append(f"Er is {millions(over)} meer toegedeeld dan er beschikbaar is.")
    if (uncovered := spent["uncovered_eur"].sum()) > 0:
        parts.append(f"Daarnaast staat er voor {millions(uncovered)} aan posten waarvoor nog geen dekking is.")
    if (unclear := spent["unknown_coverage_eur"].sum()) > 0:
        parts.append(f"Van {millions(unclear)} aan posten zegt de bron niet of er dekking is.")
    if missing := int(funded["unknown_amounts"].sum() + spent["unknown_amounts"].sum()):
        parts.append(f"Bij {counted(missing, 'post', 'posten')} noemt de bron geen bedrag.")
    return paragraph(" ".join(parts))


def by_year(cycle: Cycle) -> Chart | Block:
    """Draw the covered money of all programmes by year, each euro once."""
    totals = budget.totals(cycle).assign(when=lambda t: t["year"].map(year_name, na_action=None))
    wide = totals.pivot_table(
        index="programme", columns="when", values="counted_eur", aggfunc="sum", sort=False, min_count=1
    )
    wide = wide[sorted(wide.columns)].reindex(titles(cycle).index).dropna(axis=1, how="all")
    if wide.empty:
        return note("De bron noemt geen gedekte bedragen.", attention=True)
    figure = go.Figure()
    for position, (programme, amounts) in enumerate(wide.iterrows()):
        figure.add_bar(
            name=wrapped(titles(cycle)[programme]),
            x=[wrapped(when, 6) for when in wide.columns],
            y=plain(amounts),
            marker=style(position),
            hovertemplate="%{x}: € %{y:,.0f}",
        )
    figure.update_layout(barmode="stack", height=460, yaxis=euro_axis(wide.sum().max()), xaxis={"type": "category"})
    per_year = wide[[when for when in wide if when.isdigit()]].sum()
    most = (
        f"In {per_year.idxmax()} is het meeste geld toegedeeld: {millions(per_year.max())}. " if len(per_year) else ""
    )
    rows = pd.concat([wide.rename(index=titles(cycle)), wide.sum().to_frame("Samen").T]).reset_index(names="title")
    rows.columns = ["title", *(f"c{i}" for i in range(len(wide.columns)))]
    cells = [Column(when, f"c{i}", **EUR_OR_EMPTY) for i, when in enumerate(wide.columns)]
    return Chart(
        "geld-per-jaar",
        figure,
        "Gedekt geld per jaar en programma, elke euro één keer",
        f"{most}Bedragen die de bron niet over jaren verdeelt, staan apart.",
        source_line(cycle, cycle.budget),
        table(
            rows,
            "Gedekte bedragen per programma en jaar, in euro; een streepje betekent dat de bron niets noemt",
            [PROGRAMME, *cells],
            total=lambda row: row.title == "Samen",
        ),
    )


def coverage(cycle: Cycle) -> Chart | Block:
    """Draw per programme what is covered, not covered, and unclear."""
    totals = named(cycle, budget.totals(cycle, by=("programme",)))
    if totals["covered_eur"].notna().sum() == 0:
        return note("De bron noemt geen gedekte bedragen per programma.", attention=True)
    names = [wrapped(title) for title in totals["title"]][::-1]
    figure = go.Figure()
    for position, (column, label) in enumerate(
        [("covered_eur", "gedekt"), ("uncovered_eur", "niet gedekt"), ("unknown_coverage_eur", "niet genoemd")]
    ):
        figure.add_bar(
            name=label,
            y=names,
            x=plain(totals[column])[::-1],
            orientation="h",
            marker=[style(0), hatched(1), hatched(4)][position],
            hovertemplate="%{y}: € %{x:,.0f}",
        )
    figure.update_layout(
        barmode="stack",
        height=100 + 52 * len(names),
        xaxis=euro_axis(totals[["covered_eur", "uncovered_eur", "unknown_coverage_eur"]].sum(axis=1).max()),
    )
    largest = totals.loc[totals["covered_eur"].idxmax()]
    columns = [
        PROGRAMME,
        Column("Gedekt", "covered_eur", **EUR_OR_EMPTY),
        Column("Niet gedekt", "uncovered_eur", **EUR_OR_EMPTY),
        Column("Dekking niet genoemd", "unknown_coverage_eur", **EUR_OR_EMPTY),
        Column("Telt mee over programma’s", "counted_eur", **EUR_OR_EMPTY),
        Column("Posten zonder bedrag", "unknown_amounts", number, True),
    ]
    return Chart(
        "geld-dekking",
        figure,
        "Toegedeeld aan posten per programma: gedekt, niet gedekt en niet genoemd",
        f"{largest.title} heeft met {millions(largest.covered_eur)} het meeste gedekte geld aan posten toegedeeld. Wat niet gedekt is telt in geen enkel totaal mee.",
        source_line(cycle, cycle.budget),
        table(totals, "Bedragen per programma over alle jaren, in euro", columns),
    )


def available(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate per period what is available, what has been given to posts, and what is left."""
    rows = named(cycle, of(budget.balance(cycle), programme))
    columns = [
        Column("Periode", period),
        Column("Beschikbaar", "funding_eur", **EUR_OR_EMPTY),
        Column("Aan posten (gedekt, of dekking niet genoemd)", "spending_eur", **EUR_OR_EMPTY),
        Column("Nog te verdelen", "unallocated_eur", **EUR_OR_EMPTY),
        Column("Posten zonder dekking", "uncovered_eur", **EUR_OR_EMPTY),
        Column("Zonder bedrag", lambda row: row.unknown_funding_amounts + row.unknown_spending_amounts, number, True),
    ]
    return table(
        rows,
        "Beschikbaar gesteld tegenover toegedeeld, in euro",
        [*([PROGRAMME] if programme is None else []), *columns],
    )


def left_out(cycle: Cycle) -> Block:
    """Tabulate what the total over all programmes leaves out, and why."""
    rows = named(cycle, pd.concat([budget.left_out(cycle, side="funding"), budget.left_out(cycle)]))
    columns = [
        PROGRAMME,
        Column("Kant", "side", lambda code: labels.word("budget", "side", code)),
        Column("Post", "post"),
        Column("Periode", period),
        Column("Bedrag", "amount_eur", **EUR),
        Column("Waarom niet geteld", "reason", labels.LEFT_OUT.get),
        PLACE,
    ]
    return table(placed(cycle, rows), "Wat het totaal over de programma’s weglaat, in euro", columns)


def recurrence(cycle: Cycle) -> Block:
    """Tabulate structural and incidental money per programme."""
    rows = named(cycle, budget.totals(cycle, by=("programme", "recurrence")))
    columns = [
        PROGRAMME,
        Column("Soort", "recurrence", lambda code: labels.word("budget", "recurrence", code)),
        Column("Gedekt", "covered_eur", **EUR_OR_EMPTY),
        Column("Niet gedekt", "uncovered_eur", **EUR_OR_EMPTY),
        Column("Dekking niet genoemd", "unknown_coverage_eur", **EUR_OR_EMPTY),
    ]
    return table(rows, "Structureel en incidenteel geld per programma over alle jaren, in euro", columns)


def cliff(cycle: Cycle) -> Block:
    """Tabulate incidental money that ends while roles of the same programme go on."""
    rows = named(cycle, budget.cliff(cycle))
    rows = rows[rows["goes_on"]]
    if rows.empty:
        return note("Er loopt geen incidenteel geld af terwijl de inzet van het programma doorloopt.")
    columns = [
        PROGRAMME,
        Column("Laatste jaar met geld", "year", str),
        Column("Loopt af", "ending_eur", **EUR_OR_EMPTY),
        Column("Loopt af (meer jaren samen)", "ending_lump_eur", **EUR_OR_EMPTY),
        Column("Rollen die doorlopen", "roles_going_on", number, True),
        Column("Uren die doorlopen", lambda row: hours(row.hours_min_week, row.hours_max_week)),
    ]
    return table(rows, "Incidenteel geld dat afloopt terwijl de inzet doorloopt, in euro", columns)


def reconciliation(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate the totals printed in the sources against the sum of their parts."""
    rows = named(cycle, of(budget.reconciliation(cycle), programme))
    if rows.empty:
        return note("De bron drukt voor dit programma geen totalen.")
    columns = [
        Column("Totaal", lambda row: f"{row.label} ({labels.word('budget', 'side', row.side)})"),
        Column("Periode", period),
        Column("Uitkomst", "verdict", labels.reconciled),
        Column("Gedrukt", "stated_eur", **EUR),
        Column("Som van de delen", "computed_eur", **EUR),
        Column("Verschil", "difference_eur", **EUR),
        Column("Tolerantie", "tolerance_eur", lambda v: f"€{SPACE}{number(v, 2) if v % 1 else number(v)}", True),
        PLACE,
    ]
    return table(
        placed(cycle, rows),
        "Gedrukte totalen nagerekend, in euro (verschil = gedrukt min som van de delen)",
        [*([PROGRAMME] if programme is None else []), *columns],
    )
