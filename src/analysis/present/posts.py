"""The money of one programme: where it comes from and the posts it is meant for."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import budget
from analysis.measures.plan import is_in_force
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, table
from analysis.present.charts import Chart, euro_axis, hatched, plain, style, wrapped
from analysis.present.common import (
    EUR_OR_EMPTY,
    PLACE,
    YEARS,
    named,
    of,
    period,
    placed,
    source_line,
    titles,
    year_name,
)
from analysis.present.formats import euro, if_known, percent, years


def by_year(cycle: Cycle, programme: str) -> Chart | Block:
    """Draw the posts of a programme by year, covered against uncovered, with shares in the table."""
    rows = _counting(cycle, of(budget.allocation(cycle), programme))
    inside = rows[(rows["counted_by"] != "none") & rows["amount_eur"].notna() & rows["in_force"]]
    if inside.empty:
        return note("De bron noemt voor dit programma geen bedragen per post.", attention=True)
    figure = go.Figure()
    whens = sorted(inside["year"].map(year_name, na_action=None).unique())
    groups = inside.groupby(["post", inside["coverage"].fillna("")], sort=False)
    for position, ((post, covered), group) in enumerate(groups):
        when = group["year"].map(year_name, na_action=None)
        marker = style(position) if covered == "covered" else hatched(position)
        suffix = {"covered": "", "uncovered": " (niet gedekt)"}.get(covered, " (dekking niet genoemd)")
        figure.add_bar(
            name=wrapped(post + suffix, 34),
            x=[wrapped(word, 6) for word in when],
            y=plain(group["amount_eur"]),
            marker=marker,
            hovertemplate="%{x}: € %{y:,.0f}",
        )
    highest = inside.groupby(inside["year"].map(year_name, na_action=None))["amount_eur"].sum().max()
    figure.update_layout(
        barmode="stack",
        height=400 + 24 * len(groups),
        yaxis=euro_axis(highest),
        xaxis={"type": "category", "categoryorder": "array", "categoryarray": [wrapped(when, 6) for when in whens]},
    )
    return Chart(
        "posten",
        figure,
        f"{titles(cycle)[programme]}: bedragen per post en jaar",
        _largest(inside),
        source_line(cycle, rows),
        _listed(cycle, rows),
    )


def _largest(rows: pd.DataFrame) -> str:
    """Say which amount is the largest, and explain stripes where there are any."""
    biggest = rows.loc[rows["amount_eur"].idxmax()]
    stripes = (
        " Gestreepte vlakken hebben geen dekking, of de bron noemt die niet."
        if rows["coverage"].ne("covered").any()
        else ""
    )
    return f"Het grootste bedrag is {euro(biggest.amount_eur)} voor {biggest.post} ({years(biggest.year_from, biggest.year_to)}).{stripes}"


def _listed(cycle: Cycle, rows: pd.DataFrame) -> Block:
    """Tabulate every post of a programme, also those without an amount and those outside the totals."""
    code = lambda column: lambda value: labels.word("budget", column, value)  # noqa: E731
    columns = [
        Column("Post", "post"),
        Column("Periode", period, raw=YEARS),
        Column("Bedrag", _amount, numeric=True, unit="euro", raw=AMOUNTS),
        Column("Aandeel", "share_of_plan", if_known(percent), True, unit="deel van 1"),
        Column("Verandering", "change_eur", **EUR_OR_EMPTY),
        Column("Dekking", "coverage", lambda value: "niet genoemd" if pd.isna(value) else code("coverage")(value)),
        Column(
            "Herkomst en soort",
            lambda row: ", ".join(
                dict.fromkeys(
                    [code("funding")(row.funding), code("recurrence")(row.recurrence), code("phase")(row.phase)]
                )
            ),
        ),
        Column("Telt mee", _counted),
        PLACE,
    ]
    return table(
        placed(cycle, rows),
        "Bedragen per post, in euro; het aandeel is dat in de gedekte (of niet gedekte) bedragen van het plan van dat jaar",
        columns,
    )


def funding(cycle: Cycle, programme: str) -> Block:
    """Tabulate where the money of a programme comes from."""
    rows = _counting(cycle, of(cycle.budget, programme))
    rows = rows[rows["side"] == "funding"].assign(in_force=lambda amounts: is_in_force(amounts))
    columns = [
        Column("Waarvoor beschikbaar", "post"),
        Column("Periode", period),
        Column("Bedrag", _amount, numeric=True),
        Column("Herkomst", "funding", lambda c: labels.word("budget", "funding", c)),
        Column("Telt mee", _counted),
        PLACE,
    ]
    return table(placed(cycle, rows), "Beschikbaar gesteld geld, in euro", columns)


#: What stands for an amount in a CSV file: the lower and the upper end where the source gives a range.
AMOUNTS = {"Bedrag": "amount_eur", "Bedrag, bovengrens": "amount_max_eur"}


def _amount(row) -> str:
    """Write the amount of a row, as a range where the source gives one."""
    high = getattr(row, "amount_max_eur", None)
    return euro(row.amount_eur) + ("" if pd.isna(high) else f" tot {euro(high)}")


def _counting(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the title of the programme that counts a euro instead of the own one."""
    return rows.assign(counting_title=rows["counted_by"].map(titles(cycle)))


def _counted(row) -> str:
    """Say where a euro is counted in the totals over programmes; what is no part of the plan in force is nowhere."""
    if not getattr(row, "in_force", True):
        return "nee, dit is de realisatie" if row.phase == "executed" else "nee, vervangen"
    if pd.isna(row.counted_by) or row.counted_by == row.programme:
        return "ja"
    return "nee" if row.counted_by == "none" else f"bij {row.counting_title}"


def execution(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate what was spent and received against the plan, where both are known."""
    rows = named(cycle, of(budget.execution(cycle), programme))
    if rows.empty:
        return note("Er zijn nog geen gerealiseerde bedragen om met het plan te vergelijken.")
    columns = [
        Column("Programma", "title"),
        Column("Kant", "side", lambda code: labels.word("budget", "side", code)),
        Column("Post", "post"),
        Column("Periode", period),
        Column("Plan", "planned_eur", euro, True),
        Column("Soort plan", "planned_phase", lambda code: labels.word("budget", "phase", code)),
        Column("Gerealiseerd", "executed_eur", euro, True),
        Column("Deel gerealiseerd", "execution", percent, True),
        Column("Verschil", "difference_eur", euro, True),
    ]
    return table(
        rows,
        "Gerealiseerd tegenover het plan, in euro (verschil = gerealiseerd min plan)",
        columns[programme is not None :],
    )
