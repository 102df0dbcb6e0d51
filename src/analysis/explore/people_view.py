"""What other hours do, from the measures of the book: a sentence, a figure and tables of demand against supply."""

import pandas as pd
import plotly.graph_objects as go

from analysis.explore.bars import named_bars
from analysis.explore.people_state import People
from analysis.present.blocks import Block, Column, joined, table
from analysis.present.charts import INK, PAPER, plain, style, wrapped
from analysis.present.common import named, titles, together
from analysis.present.formats import counted, hours, number, short, span
from analysis.present.people import UNIT, UNKNOWN_ROLES, unit_name

PERIODS = {"week": "uur per week", "year": "uur per jaar", "total": "uur in totaal", "fte": "fte"}


def sentence(state: People, programme: str | None = None) -> str:
    """Say what is asked in all, what it was, and which units are asked for more than they have."""
    now, was = (state.of_year(figures.hours) for figures in (state.now, state.adopted))
    if now.empty or pd.isna(now.iloc[0].hours_min_week):
        return "De bronnen noemen geen uren."
    now, was = now.iloc[0], was.iloc[0]
    asked = hours(now.hours_min_week, now.hours_max_week)
    text = f"{together(state.base, 'vraagt', 'vragen samen')} in {state.year} {asked} ({span(now.fte_min, now.fte_max)} fte)"
    before = hours(was.hours_min_week, was.hours_max_week)
    parts = [f"{text}; vastgesteld was {before}." if before != asked else f"{text}, zoals vastgesteld."]
    if programme is not None:
        parts.append(_of_programme(state, programme))
    rows = state.units
    parts += [_over(row) for row in rows.itertuples() if pd.notna(row.supply_hours_week)]
    if now.unknown_roles:
        parts.append(
            f"Van {counted(int(now.unknown_roles), 'rol', 'rollen')} is geen aantal bekend: die uren komen er nog bij."
        )
    return " ".join(part for part in parts if part)


def _of_programme(state: People, programme: str) -> str:
    """Say what one programme asks, if it asks anything that is known."""
    rows = state.of_year(state.now.hours_by_programme)
    rows = rows[rows["programme"].eq(programme) & rows["hours_min_week"].notna()]
    title = titles(state.base)[programme]
    return "" if rows.empty else f"{title} vraagt {hours(rows.iloc[0].hours_min_week, rows.iloc[0].hours_max_week)}."


def _over(row) -> str:
    """Say whether a unit of which the supply is known has enough for the most that is asked."""
    ask = "door 1 programma" if row.programmes == 1 else f"door {number(row.programmes)} programma’s tegelijk"
    name, has = unit_name(row.unit), f"{short(row.supply_hours_week)} uur per week"
    if row.left_min_week < 0:
        return f"{name} heeft {has} en wordt {ask} gevraagd: {short(-row.left_min_week)} uur tekort."
    return f"{name} heeft {has} en houdt {short(row.left_min_week)} uur over."


def figure(state: People) -> go.Figure:
    """Draw per unit what each programme asks at most, with what was adopted and what the unit has."""
    rows = state.units
    rows = rows[rows["hours_max_week"].notna() | rows["was_max"].notna() | rows["supply_hours_week"].notna()]
    places = {unit: place for place, unit in enumerate(rows["unit"])}
    asked = state.of_year(state.now.hours_by_unit_and_programme).set_index(["programme", "unit"])["hours_max_week"]
    traces = [
        go.Bar(
            name=wrapped(title),
            x=[
                float(asked.get((programme, unit), 0) or 0) if pd.notna(asked.get((programme, unit))) else 0
                for unit in places
            ],
            y=list(places.values()),
            orientation="h",
            marker=style(position),
            hoverinfo="skip",
        )
        for position, (programme, title) in enumerate(titles(state.base).items())
    ]
    marks = (("vastgesteld", "was_max", "line-ns-open"), ("aanbod", "supply_hours_week", "diamond"))
    for name, column, symbol in marks:
        look = {
            "symbol": symbol,
            "size": 26 if symbol.startswith("line") else 12,
            "color": INK,
            "line": {
                "width": 3 if symbol.startswith("line") else 1,
                "color": INK if symbol.startswith("line") else PAPER,
            },
        }
        traces.append(
            go.Scatter(
                name=name, x=plain(rows[column]), y=list(places.values()), mode="markers", marker=look, hoverinfo="skip"
            )
        )
    names = [f"{unit_name(row.unit)}: {_drawn(row)}" for row in rows.itertuples()]
    return named_bars(names, traces, "stack", f"hoogste aantal uren per week in {state.year}")


def _drawn(row) -> str:
    """Write what stands beside the name of a unit."""
    asked = "geen aantal" if pd.isna(row.hours_max_week) else f"{short(row.hours_max_week)} uur"
    return f"{asked} van {short(row.supply_hours_week)}" if pd.notna(row.supply_hours_week) else asked


def tables(state: People) -> Block:
    """Tabulate units and programmes, before and after."""
    columns = [
        UNIT,
        Column("Vastgesteld", lambda row: span(row.was_min, row.was_max), numeric=True),
        Column("Verkend", lambda row: span(row.hours_min_week, row.hours_max_week), numeric=True),
        Column("Aanbod", "supply_hours_week", short, True),
        Column("Over of tekort", "left_min_week", lambda left: "onbekend" if pd.isna(left) else short(left), True),
        Column("Programma’s die vragen", "programmes", number, True),
        UNKNOWN_ROLES,
    ]
    now, was = (state.of_year(figures.hours_by_programme) for figures in (state.now, state.adopted))
    was = was.rename(columns={"hours_min_week": "was_min", "hours_max_week": "was_max"})[
        ["programme", "was_min", "was_max"]
    ]
    own = [
        Column("Programma", "title"),
        *columns[1:3],
        Column("Fte", lambda row: span(row.fte_min, row.fte_max), numeric=True),
        UNKNOWN_ROLES,
    ]
    return joined(
        [
            table(state.units, f"Vraag en aanbod per lijneenheid, in uren per week in {state.year}", columns),
            table(
                named(state.base, now.merge(was, on="programme", how="left")),
                f"Uren per week per programma in {state.year}",
                own,
            ),
        ]
    )
