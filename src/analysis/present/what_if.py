"""What if: charts with a slider, each with a sentence that changes along and a table of every point."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import what_if as measure
from analysis.present.blocks import Block, Column, note, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import MUTED, Chart, euro_axis, hatched, plain, wrapped
from analysis.present.common import EUR, source_line, titles
from analysis.present.formats import about, counted, euro, listed, millions, number, percent, span
from analysis.present.labels import VERDICTS
from analysis.present.people import FTE, RANGE, asked, range_bars
from analysis.present.sliders import with_slider

#: Colour of each verdict that a moving indicator can get, best first; its sign and word stand beside the bar.
COLOURS = {
    "reached": "#1b6e3c",
    "on_course": "#1b6e3c",
    "attention": "#8a5a00",
    "behind": "#a3262a",
    "wrong_way": "#a3262a",
    "no_baseline": MUTED,
}


def answer(cycle: Cycle) -> Block:
    """Say in one sentence what the three grids show at their ends."""
    parts = [_norm_words(cycle), _cover_words(cycle), _pace_words(cycle)]
    told = "; ".join(part for part in parts if part)
    if not told:
        return answer_block(
            "Deze cijfers bevatten niets om mee te schuiven: geen uren, geen ongedekte posten, geen doelwaarden."
        )
    return answer_block(f"{told[:1].upper()}{told[1:]}.")


def _norm_words(cycle: Cycle) -> str:
    rows = _hours(cycle)
    known = rows.dropna(subset=["hours_max_week"])
    if known.empty:
        return ""
    sums = known.groupby("productive_hours_per_fte")["hours_max_week"].sum()
    more = sums.iloc[0] - sums.iloc[-1]
    if more < 0.05:
        return "een andere norm voor productieve uren verandert de gevraagde uren niet"
    low, high = (number(norm) for norm in (sums.index[0], sums.index[-1]))
    return f"bij {low} in plaats van {high} productieve uren per fte vragen de programma’s samen {about(more)} uur per week meer"


def _cover_words(cycle: Cycle) -> str:
    rows = measure.covered(cycle, (0.0,))
    return f"voor {millions(rows['left_eur'].sum())} aan posten is nog geen dekking" if len(rows) else ""


def _pace_words(cycle: Cycle) -> str:
    rows = measure.pace(cycle, (1.0,))
    moving = int(rows["moves"].sum())
    return (
        f"{counted(moving, 'indicator kan', 'indicatoren kunnen')} op het nodige tempo het doel nog op tijd halen"
        if moving
        else ""
    )


def _hours(cycle: Cycle) -> pd.DataFrame:
    """Give the hours of the year that is told elsewhere too, on the grid with the norm of the cycle in it."""
    total = asked(cycle)
    if total is None:
        return measure.productive_hours(cycle, cycle.info["reporting_date"].year)
    norms = sorted({*map(float, measure.NORMS), float(cycle.info["productive_hours_per_fte"])})
    return measure.productive_hours(cycle, int(total.year), norms)


def productive_hours(cycle: Cycle) -> Chart | Block:
    """Draw the hours a week per programme, with a slider for the productive hours per fte."""
    rows = _hours(cycle)
    rows = rows[rows.groupby("programme")["hours_min_week"].transform("count").gt(0)]
    if rows.empty:
        return note("Van geen enkel programma is een aantal uren bekend.", attention=True)
    year, used = asked(cycle).year, float(cycle.info["productive_hours_per_fte"])
    names = titles(cycle)
    order = [slug for slug in names.index if slug in set(rows["programme"])]
    points = {norm: own.set_index("programme").reindex(order) for norm, own in rows.groupby("productive_hours_per_fte")}
    sums = pd.DataFrame(
        {norm: own[["hours_min_week", "hours_max_week", "fte_min", "fte_max"]].sum() for norm, own in points.items()}
    ).T

    def told(norm: float) -> str:
        row = sums.loc[norm]
        return (
            f"Bij {number(norm)} uur vragen de programma’s samen {span(row.hours_min_week, row.hours_max_week, about)} uur "
            f"per week: {span(row.fte_min, row.fte_max)} fte."
        )

    now = points[used]
    figure = range_bars([wrapped(names[slug]) for slug in order], now["hours_min_week"], now["hours_max_week"])
    figure.update_layout(xaxis={"range": [0, float(rows["hours_max_week"].max()) * 1.05]})
    steps = [
        (number(norm), [plain(own["hours_min_week"]), plain(own["hours_max_week"] - own["hours_min_week"])], told(norm))
        for norm, own in points.items()
    ]
    with_slider(figure, "Norm", steps, list(points).index(used))
    first, last = points[min(points)], points[max(points)]
    moved = [
        names[slug]
        for slug in order
        if abs(first.loc[slug, "hours_max_week"] - last.loc[slug, "hours_max_week"]) > 0.05
    ]
    which = f"Alleen bij {listed(moved)} schuiven de uren mee" if moved else "Bij geen programma schuiven de uren mee"
    columns = [
        Column(
            "Productieve uren per fte",
            lambda row: number(row.Index) + (" (nu)" if row.Index == used else ""),
            unit="uur per jaar",
            raw={"Productieve uren per fte": "Index"},
        ),
        replace(RANGE, heading="Samen"),
        replace(FTE, heading="Fte samen"),
        *(
            Column(
                names[slug],
                lambda row, slug=slug: span(*_at(points, slug, row)),
                numeric=True,
                unit="uren per week",
                raw={
                    f"{names[slug]}, minimum": lambda row, slug=slug: _at(points, slug, row)[0],
                    f"{names[slug]}, maximum": lambda row, slug=slug: _at(points, slug, row)[1],
                },
            )
            for slug in order
        ),
    ]
    return Chart(
        "wat-als-uren",
        figure,
        f"Uren per week per programma in {year}, bij een andere norm voor productieve uren",
        f"{which}: alleen uren die een bron per jaar of in totaal noemt, worden met de norm omgerekend. Nu is de norm {number(used)} uur. Rollen zonder aantal tellen niet mee.",
        source_line(cycle, cycle.capacity),
        table(_indexed(sums), f"Uren per week in {year} bij elke norm", columns),
    )


def _at(points: dict, slug: str, row) -> list[float]:
    return list(points[row.Index].loc[slug, ["hours_min_week", "hours_max_week"]])


def _indexed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the index as the column ``Index``, the name that a row has for it."""
    return frame.rename_axis("Index").reset_index()


def covered(cycle: Cycle) -> Chart | Block:
    """Draw what is left to cover per programme, with a slider for the part that gets covered."""
    rows = measure.covered(cycle)
    if rows.empty:
        return note("Er zijn geen posten zonder dekking.")
    wide = rows.pivot(index="share", columns="programme", values="left_eur")
    wide = wide[[slug for slug in titles(cycle).index if slug in wide]]
    sums, highest = wide.sum(axis=1), float(wide.to_numpy().max())
    figure = go.Figure()
    figure.add_bar(
        name="nog te dekken",
        y=[wrapped(titles(cycle)[slug]) for slug in wide.columns],
        x=plain(wide.iloc[0]),
        orientation="h",
        marker=hatched(1),
        hovertemplate="%{y}: € %{x:,.0f}<extra></extra>",
    )
    figure.update_layout(height=90 + 52 * wide.shape[1], yaxis={"autorange": "reversed"}, xaxis=euro_axis(highest))
    steps = [
        (
            percent(share, 0),
            [plain(left)],
            f"Wordt {percent(share, 0)} gedekt, dan is nog {euro(sums[share])} te vinden.",
        )
        for share, left in wide.iterrows()
    ]
    with_slider(figure, "Gedekt", steps, 0)
    columns = [
        Column("Deel dat gedekt wordt", "Index", lambda share: percent(share, 0), unit="deel van 1"),
        Column("Nog te dekken, samen", lambda row: sums[row.Index], **EUR),
        *(
            Column(titles(cycle)[slug], lambda row, slug=slug: wide.loc[row.Index, slug], **EUR)
            for slug in wide.columns
        ),
    ]
    most = wide.iloc[0].idxmax()
    return Chart(
        "wat-als-dekking",
        figure,
        "Wat er nog te dekken is, als een deel van de posten zonder dekking gedekt wordt",
        f"Zonder dekking staat nu {euro(sums.iloc[0])}; het meeste bij {titles(cycle)[most]}: {euro(wide.iloc[0][most])}. Elk programma krijgt hetzelfde deel.",
        source_line(cycle, cycle.budget[cycle.budget["coverage"].eq("uncovered")]),
        table(_indexed(sums.to_frame("left")), "Nog te dekken bij elk deel, in euro", columns),
        narrow={"xaxis": euro_axis(highest, 2)},
    )


def pace(cycle: Cycle) -> Chart | Block:
    """Draw how the indicators would stand in their last year, with a slider for the pace they move at."""
    rows = measure.pace(cycle)
    moving = rows[rows["moves"]]
    if moving.empty:
        return note("Er is geen indicator die van een beginpunt naar een doelwaarde kan bewegen.")
    codes = [code for code in COLOURS if code in set(moving["verdict"])]
    wide = pd.crosstab(moving["pace"], moving["verdict"])[codes]
    total, still = int(wide.iloc[0].sum()), int((~rows["moves"]).sum() / len(wide))
    reached = wide.get("reached", pd.Series(0, index=wide.index))

    def told(share: float) -> str:
        verb = "haalt" if reached[share] == 1 else "halen"
        others = [
            f"{wide.loc[share, code]} {VERDICTS[code][1]}"
            for code in codes
            if code != "reached" and wide.loc[share, code]
        ]
        rest = f" De rest: {listed(others)}." if others else ""
        return f"Op {percent(share, 0)} van het nodige tempo {verb} {reached[share]} van de {total} het doel.{rest}"

    start = list(wide.index).index(1.0)
    figure = go.Figure()
    figure.add_bar(
        name="indicatoren",
        y=[f"{VERDICTS[code][0]} {VERDICTS[code][1]}" for code in codes],
        x=plain(wide.iloc[start]),
        orientation="h",
        texttemplate="%{x}",
        textposition="outside",
        cliponaxis=False,
        marker={"color": [COLOURS[code] for code in codes]},
        hovertemplate="%{y}: %{x}<extra></extra>",
    )
    figure.update_layout(
        height=90 + 44 * len(codes),
        yaxis={"autorange": "reversed"},
        xaxis={"title": {"text": "aantal indicatoren"}, "range": [0, total * 1.1], "tickformat": "d"},
    )
    with_slider(figure, "Tempo", [(percent(share, 0), [plain(own)], told(share)) for share, own in wide.iterrows()], start)  # fmt: skip
    columns = [
        Column("Deel van het nodige tempo", "Index", lambda share: percent(share, 0), unit="deel van 1"),
        *(
            Column(
                VERDICTS[code][1],
                lambda row, code=code: int(wide.loc[row.Index, code]),
                number,
                True,
                unit="indicatoren",
            )
            for code in codes
        ),
    ]
    one = still == 1
    others = f" {counted(still, 'andere indicator beweegt', 'andere indicatoren bewegen')} niet mee: {'die heeft' if one else 'die hebben'} geen doelwaarde of beginpunt, {'is' if one else 'zijn'} een schaal in woorden of al zover."
    return Chart(
        "wat-als-tempo",
        figure,
        "Hoe de indicatoren er in hun laatste jaar voor zouden staan, bij een lager of hoger tempo",
        "Het nodige tempo is de verandering per jaar waarmee de laatste doelwaarde precies op tijd wordt gehaald, vanaf de nieuwste meting of anders de peilwaarde."
        + (others if still else ""),
        source_line(cycle, cycle.indicators),
        table(_indexed(wide[[]]), "Aantal indicatoren per oordeel bij elk tempo", columns),
    )
