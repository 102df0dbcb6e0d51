"""The network of goals and efforts of a programme, drawn."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import goals as measure
from analysis.present.blocks import Block, chooser, note
from analysis.present.charts import INK, MUTED, PAPER, SERIES, Chart, wrapped
from analysis.present.common import of, short_name, source_line, titles
from analysis.present.formats import counted
from analysis.present.network_tables import links

#: Where goals and efforts stand in the drawing, from left to right, on a wide and a narrow screen alike.
GOAL, EFFORT = 0.0, 1.0
#: Pixels a row takes.
GOAL_ROW, EFFORT_ROW = 66, 40
_MARK = {"goal": "circle", "effort": "square"}


def drawn(cycle: Cycle, programme: str) -> Chart | Block:
    """Draw the network of one programme: goals on the left, efforts on the right, a line for each contribution."""
    aims = of(measure.goals(cycle), programme)
    work = of(measure.efforts(cycle), programme)
    if aims.empty or work.empty:
        return note("De bron noemt niet zowel doelen als inspanningen; er is geen netwerk te tekenen.", attention=True)
    lines = measure.links(cycle)
    lines = lines[
        lines["kind"].eq("effort_goal") & lines["lower"].isin(work["effort"]) & lines["upper"].isin(aims["goal"])
    ]
    work = nearest_to_their_goals(work, aims, lines)
    height = max(GOAL_ROW * len(aims), EFFORT_ROW * len(work))
    aims["y"] = [(place + 0.5) / len(aims) for place in range(len(aims))]
    work["y"] = [(place + 0.5) / len(work) for place in range(len(work))]
    figure = go.Figure([*_lines(aims, work, lines), *_nodes(aims, work)])
    figure.update_layout(
        height=height + 60,
        xaxis={"visible": False, "range": [-1.35, 2.65]},
        yaxis={"visible": False, "range": [1, 0]},
        annotations=_texts(aims, work, 40, 50, 12, short=False),
        hovermode="closest",
    )
    return Chart(
        f"netwerk-{programme}",
        figure,
        f"Doelen en inspanningen van {titles(cycle)[programme]}",
        _sentence(aims, work, lines),
        source_line(cycle, lines if len(lines) else work),
        links(cycle, programme),
        narrow={
            "height": int(height * 1.1) + 60,
            "xaxis": {"range": [-0.3, 3.1]},
            "annotations": _texts(aims, work, 8, 34, 10, short=True),
        },
        narrow_below=820,
    )


def _sentence(aims: pd.DataFrame, work: pd.DataFrame, lines: pd.DataFrame) -> str:
    stated = int(lines["stated"].sum())
    text = f"{counted(len(work), 'inspanning', 'inspanningen')} en {counted(len(aims), 'doel', 'doelen')}: "
    text += f"{counted(stated, 'verband legt', 'verbanden legt')} de bron zelf, {counted(len(lines) - stated, 'verband is', 'verbanden zijn')} afgeleid. "
    return text + "Een open teken heeft geen verband."


def nearest_to_their_goals(work: pd.DataFrame, aims: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Order efforts by the mean place of their goals, so that few lines cross; those without a goal come last."""
    place = pd.Series(range(len(aims)), index=aims["goal"])
    mean = lines["upper"].map(place).groupby(lines["lower"]).mean()
    return work.assign(mean=work["effort"].map(mean)).sort_values("mean", kind="stable").reset_index(drop=True)


def _colours(aims: pd.DataFrame) -> pd.Series:
    """Give each goal the colour of the goal at the top of its branch."""
    return pd.Series([SERIES[place % len(SERIES)] for place in aims["top"].factorize()[0]], index=aims["goal"])


def _lines(aims: pd.DataFrame, work: pd.DataFrame, lines: pd.DataFrame) -> list[go.Scatter]:
    """Draw a line per link: solid where the source makes it, dashed where it is derived, in the colour of the goal."""
    at_goal, at_effort = aims.set_index("goal")["y"], work.set_index("effort")["y"]
    rows = lines.assign(colour=lines["upper"].map(_colours(aims)))
    traces = []
    for (stated, colour), group in rows.groupby(["stated", "colour"], sort=False):
        x, y = [], []
        for row in group.itertuples():
            x += [EFFORT, GOAL, None]
            y += [round(at_effort[row.lower], 4), round(at_goal[row.upper], 4), None]
        look = {
            "color": colour,
            "width": 1.5,
            "dash": "solid" if stated else "dot",
        }
        traces.append(go.Scatter(x=x, y=y, mode="lines", line=look, opacity=0.8, hoverinfo="skip", showlegend=False))
    for stated, name in ((True, "verband dat de bron legt"), (False, "afgeleid verband")):
        look = {"color": MUTED, "width": 2, "dash": "solid" if stated else "dot"}
        if rows["stated"].eq(stated).any():
            traces.append(go.Scatter(x=[None], y=[None], mode="lines", line=look, name=name))
    return traces


def _nodes(aims: pd.DataFrame, work: pd.DataFrame) -> list[go.Scatter]:
    """Draw goals and efforts; what hangs loose is open."""
    colour = _colours(aims)
    goal_says = [
        _hover(
            short_name(row.goal),
            row.statement,
            f"{_count(row.efforts)}, {_count(row.indicators, 'indicator', 'indicatoren')}",
        )
        for row in aims.itertuples()
    ]
    effort_says = [_hover("", row.title, counted(row.goals, "doel", "doelen")) for row in work.itertuples()]
    return [
        _points("goal", GOAL, aims["y"], list(colour), ~aims["has_effort"], goal_says),
        _points("effort", EFFORT, work["y"], [INK] * len(work), work["goals"].eq(0), effort_says),
    ]


def _points(kind: str, x: float, y: pd.Series, colours: list, loose: pd.Series, says: list) -> go.Scatter:
    return go.Scatter(
        x=[x] * len(y),
        y=[round(value, 4) for value in y],
        mode="markers",
        marker={
            "symbol": _MARK[kind],
            "size": 11 if kind == "goal" else 8,
            "color": [PAPER if open_ else colour for open_, colour in zip(loose, colours)],
            "line": {"color": colours, "width": 2},
        },
        text=says,
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _count(count: int, one: str = "inspanning", more: str = "inspanningen") -> str:
    return counted(int(count), one, more)


def _hover(mark: str, text: str, remark: str) -> str:
    return "<br>".join(filter(None, [wrapped(f"{mark} {text}".strip(), 50), remark]))


def _texts(aims: pd.DataFrame, work: pd.DataFrame, goal_width: int, effort_width: int, size: int, short: bool) -> list:
    """Write the names beside the points; on a narrow screen a goal has only its number."""
    texts = []
    for row in aims.itertuples():
        name = f"<b>{wrapped(short_name(row.goal), goal_width)}</b>" + (
            "" if short else f" {wrapped(row.statement, goal_width)}"
        )
        texts.append((GOAL, -10, "right", row.y, name))
    texts += [(EFFORT, 10, "left", row.y, wrapped(row.title, effort_width)) for row in work.itertuples()]
    return [
        {
            "x": x,
            "y": round(y, 4),
            "xshift": shift,
            "xanchor": "right" if side == "right" else "left",
            "align": side,
            "yanchor": "middle",
            "text": text,
            "showarrow": False,
            "font": {"size": size},
        }
        for x, shift, side, y, text in texts
    ]


def per_programme(cycle: Cycle) -> Block:
    """Draw the network of every programme; a reader may pick one."""
    return chooser("Programma", {title: drawn(cycle, slug) for slug, title in titles(cycle).items()})
