"""Money: what is made available, what it is meant for, and what the totals leave out."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import budget
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import PAPER, SERIES, Chart, style
from analysis.present.common import PLACE, PROGRAMME, named, of, period, source_line, titles, without_repeats, year_name
from analysis.present.formats import SPACE, counted, euro, hours, millions, number, percent, years

EUR = {"write": euro, "numeric": True}
#: Amounts on an axis: whole euros, with the Dutch thousands point of the template.
EURO_AXIS = {"tickprefix": f"€{SPACE}", "tickformat": ",.0f", "rangemode": "tozero"}


def answer(cycle: Cycle) -> Block:
    """Say how much money there is, each euro once, and what is not covered or not known."""
    spent, funded = budget.totals(cycle, by=()).iloc[0], budget.totals(cycle, by=(), side="funding").iloc[0]
    text = (
        f"Voor de {counted(len(cycle.programmes), 'programma', 'programma’s')} samen is {millions(funded.counted_eur)} beschikbaar; "
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
    parts = [f"Beschikbaar is {millions(available)}; aan posten is {millions(spent['covered_eur'].sum(min_count=1))} toegedeeld."]
    if (uncovered := spent["uncovered_eur"].sum()) > 0:
        parts.append(f"Daarnaast staat er voor {millions(uncovered)} aan posten waarvoor nog geen dekking is.")
    if (unclear := spent["unknown_coverage_eur"].sum()) > 0:
        parts.append(f"Van {millions(unclear)} aan posten zegt de bron niet of er dekking is.")
    if missing := int(funded["unknown_amounts"].sum() + spent["unknown_amounts"].sum()):
        parts.append(f"Bij {counted(missing, 'post', 'posten')} noemt de bron geen bedrag.")
    return paragraph(" ".join(parts))


def by_year(cycle: Cycle) -> Chart:
    """Draw the covered money of all programmes by year, each euro once."""
    totals = budget.totals(cycle).assign(when=lambda t: t["year"].map(year_name, na_action=None))
    wide = totals.pivot_table(index="programme", columns="when", values="counted_eur", aggfunc="sum", sort=False, min_count=1)
    wide = wide[sorted(wide.columns)].reindex(titles(cycle).index).dropna(axis=1, how="all")
    figure = go.Figure()
    for position, (programme, amounts) in enumerate(wide.iterrows()):
        figure.add_bar(name=titles(cycle)[programme], x=list(wide.columns), y=_plain(amounts), marker=style(position), hovertemplate="%{x}: € %{y:,.0f}")
    figure.update_layout(barmode="stack", height=460, yaxis=EURO_AXIS, xaxis={"type": "category"})
    per_year = wide.sum().drop(labels=[c for c in wide if not c.isdigit()])
    top = per_year.idxmax()
    rows = pd.concat([wide.rename(index=titles(cycle)), wide.sum().to_frame("Samen").T]).reset_index(names="title")
    rows.columns = ["title", *(f"c{i}" for i in range(len(wide.columns)))]
    cells = [Column(when, f"c{i}", **EUR) for i, when in enumerate(wide.columns)]
    return Chart(
        "geld-per-jaar", figure, "Gedekt geld per jaar en programma, elke euro één keer",
        f"In {top} is het meeste geld toegedeeld: {millions(per_year[top])}. Bedragen die de bron niet over jaren verdeelt, staan apart.",
        source_line(cycle, cycle.budget),
        table(rows, "Gedekte bedragen per programma en jaar, in euro; een streepje betekent dat de bron niets noemt", [PROGRAMME, *_blank_unknown(cells)], total=lambda row: row.title == "Samen"),
    )


def coverage(cycle: Cycle) -> Chart:
    """Draw per programme what is covered, not covered, and unclear."""
    totals = named(cycle, budget.totals(cycle, by=("programme",)))
    names = list(totals["title"])[::-1]
    figure = go.Figure()
    for position, (column, label) in enumerate([("covered_eur", "gedekt"), ("uncovered_eur", "niet gedekt"), ("unknown_coverage_eur", "niet genoemd")]):
        figure.add_bar(name=label, y=names, x=_plain(totals[column])[::-1], orientation="h", marker=[style(0), _hatched(1), _hatched(4)][position], hovertemplate="%{y}: € %{x:,.0f}")
    figure.update_layout(barmode="stack", height=60 + 52 * len(names), xaxis=EURO_AXIS)
    largest = totals.loc[totals["covered_eur"].idxmax()]
    columns = [PROGRAMME, Column("Gedekt", "covered_eur", **EUR), Column("Niet gedekt", "uncovered_eur", **EUR), Column("Dekking niet genoemd", "unknown_coverage_eur", **EUR), Column("Telt mee over programma’s", "counted_eur", **EUR), Column("Posten zonder bedrag", "unknown_amounts", number, True)]
    return Chart(
        "geld-dekking", figure, "Toegedeeld aan posten per programma: gedekt, niet gedekt en niet genoemd",
        f"{largest.title} heeft met {millions(largest.covered_eur)} het meeste gedekte geld. Gedekte en niet gedekte bedragen zijn nergens opgeteld.",
        source_line(cycle, cycle.budget), table(totals, "Bedragen per programma over alle jaren, in euro", _blank_unknown(columns)),
    )


def available(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate per period what is available, what has been given to posts, and what is left."""
    rows = named(cycle, of(budget.balance(cycle), programme))
    columns = [Column("Periode", period), Column("Beschikbaar", "funding_eur", **EUR), Column("Aan posten toegedeeld", "spending_eur", **EUR), Column("Nog te verdelen", "unallocated_eur", **EUR), Column("Posten zonder dekking", "uncovered_eur", **EUR), Column("Zonder bedrag", lambda row: row.unknown_funding_amounts + row.unknown_spending_amounts, number, True)]
    return table(rows, "Beschikbaar gesteld tegenover toegedeeld, in euro", _blank_unknown([*([PROGRAMME] if programme is None else []), *columns]))


def left_out(cycle: Cycle) -> Block:
    """Tabulate what the total over all programmes leaves out, and why."""
    rows = named(cycle, pd.concat([budget.left_out(cycle, side="funding"), budget.left_out(cycle)]))
    columns = [PROGRAMME, Column("Kant", "side", lambda code: labels.word("budget", "side", code)), Column("Post", "post"), Column("Periode", period), Column("Bedrag", "amount_eur", **EUR), Column("Waarom niet geteld", "reason", labels.LEFT_OUT.get), PLACE]
    return table(without_repeats(rows), "Wat het totaal over de programma’s weglaat, in euro", columns)


def recurrence(cycle: Cycle) -> Block:
    """Tabulate structural and incidental money per programme."""
    rows = named(cycle, budget.totals(cycle, by=("programme", "recurrence")))
    columns = [PROGRAMME, Column("Soort", "recurrence", lambda code: labels.word("budget", "recurrence", code)), Column("Gedekt", "covered_eur", **EUR), Column("Niet gedekt", "uncovered_eur", **EUR), Column("Dekking niet genoemd", "unknown_coverage_eur", **EUR)]
    return table(rows, "Structureel en incidenteel geld per programma over alle jaren, in euro", _blank_unknown(columns))


def cliff(cycle: Cycle) -> Block:
    """Tabulate incidental money that ends while roles of the same programme go on."""
    rows = named(cycle, budget.cliff(cycle))
    rows = rows[rows["goes_on"]]
    if rows.empty:
        return note("Er loopt geen incidenteel geld af terwijl de inzet van het programma doorloopt.")
    columns = [PROGRAMME, Column("Laatste jaar met geld", "year", str), Column("Loopt af", "ending_eur", **EUR), Column("Loopt af (meer jaren samen)", "ending_lump_eur", **EUR), Column("Rollen die doorlopen", "roles_going_on", number, True), Column("Uren die doorlopen", lambda row: hours(row.hours_min_week, row.hours_max_week))]
    return table(rows, "Incidenteel geld dat afloopt terwijl de inzet doorloopt, in euro", _blank_unknown(columns))


def posts(cycle: Cycle, programme: str) -> Chart | Block:
    """Draw the posts of a programme by year, covered against uncovered, with shares in the table."""
    rows = of(budget.allocation(cycle), programme)
    inside = rows[(rows["counted_by"] != "none") & rows["amount_eur"].notna() & (rows["phase"] != "executed")]
    if inside.empty:
        return note("De bron noemt voor dit programma geen bedragen per post.", attention=True)
    figure = go.Figure()
    whens = sorted(inside["year"].map(year_name, na_action=None).unique())
    groups = inside.groupby(["post", inside["coverage"].fillna("")], sort=False)
    for position, ((post, covered), group) in enumerate(groups):
        when = group["year"].map(year_name, na_action=None)
        marker = style(position) if covered == "covered" else _hatched(position)
        suffix = {"covered": "", "uncovered": " (niet gedekt)"}.get(covered, " (dekking niet genoemd)")
        figure.add_bar(name=post + suffix, x=list(when), y=_plain(group["amount_eur"]), marker=marker, hovertemplate="%{x}: € %{y:,.0f}")
    figure.update_layout(barmode="stack", height=400 + 24 * len(groups), yaxis=EURO_AXIS, xaxis={"type": "category", "categoryorder": "array", "categoryarray": whens})
    return Chart(
        "posten", figure, f"{titles(cycle)[programme]}: bedragen per post en jaar",
        _largest(inside),
        source_line(cycle, rows), posts_table(rows),
    )


def _largest(rows: pd.DataFrame) -> str:
    """Say which amount is the largest, and explain stripes where there are any."""
    biggest = rows.loc[rows["amount_eur"].idxmax()]
    stripes = " Gestreepte vlakken hebben geen dekking, of de bron noemt die niet." if rows["coverage"].ne("covered").any() else ""
    return f"Het grootste bedrag is {euro(biggest.amount_eur)} voor {biggest.post} ({years(biggest.year_from, biggest.year_to)}).{stripes}"


def posts_table(rows: pd.DataFrame) -> Block:
    """Tabulate every post of a programme, also those without an amount and those outside the totals."""
    code = lambda column: lambda value: labels.word("budget", column, value)  # noqa: E731
    columns = [
        Column("Post", "post"), Column("Periode", period), Column("Bedrag", _amount, numeric=True), Column("Aandeel", "share", percent, True),
        Column("Verandering", "change_eur", **EUR), Column("Dekking", "coverage", lambda value: "niet genoemd" if pd.isna(value) else code("coverage")(value)),
        Column("Herkomst en soort", lambda row: ", ".join(dict.fromkeys([code("funding")(row.funding), code("recurrence")(row.recurrence), code("phase")(row.phase)]))),
        Column("Telt mee", _counted), PLACE,
    ]
    return table(without_repeats(rows), "Bedragen per post, in euro; het aandeel is dat in de gedekte (of niet gedekte) bedragen van dat jaar", _blank_unknown(columns, but=("Bedrag",)))


def funding(cycle: Cycle, programme: str) -> Block:
    """Tabulate where the money of a programme comes from."""
    rows = of(cycle.budget, programme)
    rows = rows[rows["side"] == "funding"]
    columns = [Column("Waarvoor beschikbaar", "post"), Column("Periode", period), Column("Bedrag", _amount, numeric=True), Column("Herkomst", "funding", lambda c: labels.word("budget", "funding", c)), Column("Telt mee", _counted), PLACE]
    return table(without_repeats(rows), "Beschikbaar gesteld geld, in euro", columns)


def reconciliation(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate the totals printed in the sources against the sum of their parts."""
    rows = named(cycle, of(budget.reconciliation(cycle), programme))
    if rows.empty:
        return note("De bron drukt voor dit programma geen totalen.")
    columns = [Column("Totaal", lambda row: f"{row.label} ({labels.word('budget', 'side', row.side)})"), Column("Periode", period), Column("Uitkomst", "verdict", labels.reconciled), Column("Gedrukt", "stated_eur", **EUR), Column("Som van de delen", "computed_eur", **EUR), Column("Verschil", "difference_eur", **EUR), Column("Tolerantie", "tolerance_eur", lambda v: f"€{SPACE}{number(v, 2) if v % 1 else number(v)}", True), PLACE]
    return table(rows, "Gedrukte totalen nagerekend, in euro (verschil = gedrukt min som van de delen)", _blank_unknown([*([PROGRAMME] if programme is None else []), *columns], but=("Som van de delen", "Verschil")))


def _amount(row) -> str:
    """Write the amount of a row, as a range where the source gives one."""
    high = getattr(row, "amount_max_eur", None)
    return euro(row.amount_eur) + ("" if pd.isna(high) else f" tot {euro(high)}")


def _counted(row) -> str:
    """Say where a euro is counted in the totals over programmes."""
    if pd.isna(row.counted_by) or row.counted_by == row.programme:
        return "ja"
    return "nee" if row.counted_by == "none" else f"bij {row.counted_by}"


def _plain(amounts: pd.Series) -> list:
    """Give amounts as a plain list, unknown as None, so that the chart's JSON stays readable."""
    return [None if pd.isna(amount) else float(amount) for amount in amounts]


def _hatched(position: int) -> dict:
    """Give the look of a series that is not covered: stripes in its colour on paper."""
    colour = SERIES[position % len(SERIES)]
    return {"color": PAPER, "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": PAPER, "solidity": 0.5}, "line": {"color": colour, "width": 1.5}}


def _blank_unknown(columns: list[Column], but: tuple[str, ...] = ()) -> list[Column]:
    """Leave a cell empty, instead of 'onbekend', where no figure is not an unknown figure."""
    return [column if column.heading in but or column.write not in (euro, percent) else Column(column.heading, column.value, _or_empty(column.write), column.numeric) for column in columns]


def _or_empty(write):
    return lambda value: "" if pd.isna(value) else write(value)
