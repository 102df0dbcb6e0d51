"""Bars with their names above them, which reads the same on a phone and on a desk, and the amount beside them."""

import plotly.graph_objects as go

from analysis.present.charts import PAPER, SERIES, wrapped

#: Height of a line of a name, of the bars under it, of a line of the legend and of what stands below, in pixels.
LINE, BARS, LEGEND, BELOW = 17, 46, 24, 56
#: Entries of the legend on a line.
ENTRIES = 3


def named_bars(names: list[str], traces: list, barmode: str, title: str) -> go.Figure:
    """Draw horizontal bars in rows, the name of each row above it.

    Parameters
    ----------
    names : list of str
        One per row; the traces have the number of the row (0 = uppermost) as their y.
    traces : list of plotly traces
        Bars, and marks in the same rows.
    barmode : {'group', 'stack'}
        How several bars of a row stand.
    title : str
        What the axis measures.
    """
    labels = [wrapped(name, 42) for name in names]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    row, top = LINE * lines + BARS, LEGEND * -(-len(traces) // ENTRIES) + 8
    figure = go.Figure(traces)
    lower = (LINE * lines - 2) / (2 * row)  # the bars stand below their name
    for trace in figure.data:
        trace.y = [place + lower for place in trace.y]
    figure.update_layout(
        barmode=barmode,
        height=top + BELOW + row * max(len(names), 1),
        margin={"l": 8, "r": 8, "t": top, "b": BELOW},
        bargap=(LINE * lines + 14) / row,
        yaxis={"visible": False, "automargin": False, "range": [max(len(names), 1) - 0.5, -0.5]},
        xaxis={"title": {"text": title}, "rangemode": "tozero", "automargin": False},
        annotations=[
            {
                "text": label,
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": place - 0.5,
                "yanchor": "top",
                "showarrow": False,
                "align": "left",
            }
            for place, label in enumerate(labels)
        ],
    )
    return figure


def before(name: str, values: list, rows: list[float]) -> go.Bar:
    """Make the bars of what was adopted: an outline with stripes."""
    return go.Bar(
        name=name,
        x=values,
        y=rows,
        orientation="h",
        marker={
            "color": PAPER,
            "line": {"color": SERIES[0], "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": SERIES[0], "bgcolor": PAPER, "solidity": 0.2},
        },
        hoverinfo="skip",
    )


def after(name: str, values: list, rows: list[float], texts: list[str]) -> go.Bar:
    """Make the bars of what is explored, with what is written beside them."""
    return go.Bar(
        name=name,
        x=values,
        y=rows,
        orientation="h",
        marker={"color": SERIES[0]},
        text=texts,
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
