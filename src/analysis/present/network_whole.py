"""All goals and efforts of all programmes in one drawing."""

import math

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import goals as measure
from analysis.present.blocks import Block, note
from analysis.present.charts import PAPER, SERIES, Chart, wrapped
from analysis.present.common import of, short_name, source_line, titles
from analysis.present.network import nearest_to_their_goals
from analysis.present.network_tables import counts


def whole(cycle: Cycle) -> Chart | Block:
    """Draw all networks in one circle: efforts on the rim, goals inside, the programmes in the middle."""
    aims, work = measure.goals(cycle), measure.efforts(cycle)
    if aims.empty or work.empty:
        return note(
            "De bronnen noemen niet zowel doelen als inspanningen; er is geen netwerk te tekenen.", attention=True
        )
    lines = measure.links(cycle)
    figure, names, start, total = go.Figure(), [], 0.0, len(work) + len(titles(cycle))
    for place, (slug, title) in enumerate(titles(cycle).items()):
        span = (len(of(work, slug)) + 1) / total * 2 * math.pi
        _add_sector(figure, of(aims, slug), of(work, slug), lines, start, span, SERIES[place % len(SERIES)], title)
        names.append((start + span / 2, title))
        start += span
    figure.update_layout(
        height=720,
        showlegend=False,
        xaxis={"visible": False, "range": [-1.5, 1.5]},
        yaxis={"visible": False, "range": [-1.2, 1.2], "scaleanchor": "x"},
        annotations=_around(names, 13),
        hovermode="closest",
    )
    return Chart(
        "netwerk",
        figure,
        "Alle doelen en inspanningen in één beeld",
        "Buiten de inspanningen, daarbinnen de doelen waaraan ze bijdragen, in het midden het programma. Open tekens hangen los.",
        source_line(cycle, lines if len(lines) else work),
        counts(cycle),
        narrow={"height": 290, "annotations": _around(names, 9)},
    )


def _add_sector(figure, aims, work, lines, start: float, span: float, colour: str, title: str) -> None:
    """Add the sector of one programme to the circle."""
    own = lines[lines["lower"].isin(work["effort"]) & lines["upper"].isin(aims["goal"])]
    work = nearest_to_their_goals(work, aims, own)
    at = {title: (0.12, start + span / 2)}
    for rows, key, radius in (
        (aims[aims["depth"].eq(0)], "goal", 0.4),
        (aims[aims["depth"].gt(0)], "goal", 0.64),
        (work, "effort", 1.0),
    ):
        at |= {name: (radius, start + (place + 0.5) / len(rows) * span * 0.96) for place, name in enumerate(rows[key])}
    ends = [(row.lower, row.upper) for row in own.itertuples()]
    ends += [(row.goal, row.parent if pd.notna(row.parent) else title) for row in aims.itertuples()]
    x, y = [], []
    for lower, upper in ends:
        points = [_round(at[lower]), _round(at[upper])]
        x += [points[0][0], points[1][0], None]
        y += [points[0][1], points[1][1], None]
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "width": 0.8}, opacity=0.7, hoverinfo="skip")
    loose = {
        *work.loc[work["goals"].eq(0), "effort"],
        *aims.loc[~aims["has_effort"], "goal"],
    }
    says = {
        title: title,
        **{row.goal: f"{short_name(row.goal)} {row.statement}" for row in aims.itertuples()},
        **dict(zip(work["effort"], work["title"])),
    }
    spots = [_round(at[key]) for key in at]
    figure.add_scatter(
        x=[x for x, _ in spots],
        y=[y for _, y in spots],
        mode="markers",
        marker={
            "size": [
                9 if key == title else 8 if radius < 0.5 else 6 if radius < 0.9 else 5
                for key, (radius, _) in at.items()
            ],
            "color": [PAPER if key in loose else colour for key in at],
            "line": {"color": colour, "width": 1.5},
        },
        text=[wrapped(says[key], 50) for key in at],
        hovertemplate="%{text}<extra></extra>",
    )


def _round(polar: tuple[float, float]) -> tuple[float, float]:
    """Turn a radius and an angle (clockwise from the top) into a place in the drawing."""
    radius, angle = polar
    return round(radius * math.sin(angle), 3), round(radius * math.cos(angle), 3)


def _around(names: list[tuple[float, str]], size: int) -> list[dict]:
    """Write the names of the programmes around the circle."""
    texts = []
    for angle, title in names:
        x, y = _round((1.06, angle))
        side = "left" if x > 0.25 else "right" if x < -0.25 else "center"
        texts.append(
            {
                "x": x,
                "y": y,
                "text": wrapped(title, 14),
                "showarrow": False,
                "xanchor": side,
                "align": side,
                "yanchor": "bottom" if y > 0.8 else "top" if y < -0.8 else "middle",
                "font": {"size": size},
            }
        )
    return texts
