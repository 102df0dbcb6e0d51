"""A Gantt chart: a row per promise, its period as a bar, a mark at its end, and the reporting date as a line."""

import pandas as pd
import plotly.graph_objects as go

from analysis.present import labels
from analysis.present.charts import EDGE, INK, MUTED, PAPER, wrapped
from analysis.present.formats import day

#: Pixels a row takes on a wide screen, and on a narrow one, where the name stands above its bar.
ROW, NARROW_ROW = 36, 58
#: Per state: the colour of its marks, which the sign in the legend and the table repeats, and the mark at its end.
LOOKS = {
    "realised": ("#1b6e3c", "circle"),
    "overdue": ("#a3262a", "x"),
    "unknown": (MUTED, "circle-open"),
    "current": ("#14497c", "diamond"),
    "planned": ("#14497c", "diamond-open"),
}


def gantt(rows: pd.DataFrame, today: pd.Timestamp, first_year: int, last_year: int) -> tuple[go.Figure, dict]:
    """Draw promises over time.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of `analysis.measures.planning.schedule`.
    today : pandas.Timestamp
        The reporting date.
    first_year, last_year : int
        The first and last year that are drawn if the promises reach them; what lies outside gets an arrow at the edge with its year.

    Returns
    -------
    tuple
        The figure, and the layout that is laid over it on a narrow screen.
    """
    known = pd.concat([rows["start"], rows["end"], pd.Series([today])]).dropna().dt.year
    low = pd.Timestamp(max(first_year, known.min()), 1, 1)
    high = pd.Timestamp(min(last_year, known.max()), 12, 31)
    rows = rows.assign(y=range(len(rows)), begin=rows["start"].clip(low, high), finish=rows["end"].clip(low, high))
    figure = go.Figure()
    for state, (colour, symbol) in LOOKS.items():
        own = rows[rows["state"].eq(state)]
        if len(own):
            _draw(figure, own, colour, symbol, labels.STATES[state][1])
    marks = [*_edges(rows, low, high), _today(today)]
    names = [wrapped(title, 54) for title in rows["title"]]
    figure.update_layout(
        height=120 + ROW * len(rows),
        xaxis={
            "type": "date",
            "range": [f"{low:%Y-%m-%d}", f"{high:%Y-%m-%d}"],
            "dtick": "M12",
            "tickformat": "%Y",
            "side": "top",
            "showgrid": True,
            "ticklabelmode": "period",
        },
        yaxis={
            "tickvals": rows["y"].tolist(),
            "ticktext": names,
            "range": [len(rows) - 0.5, -0.7],
            "showgrid": True,
            "tickfont": {"size": 12},
        },
        shapes=[
            {
                "type": "line",
                "x0": f"{today:%Y-%m-%d}",
                "x1": f"{today:%Y-%m-%d}",
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2, "dash": "dash"},
            }
        ],
        annotations=marks,
        legend={"y": -30 / (ROW * len(rows)), "yanchor": "top"},  # under the words at the reporting date
        margin={"t": 40},
    )
    above = [_name(row, wrapped(row.title, 48)) for row in rows.itertuples()]
    narrow = {
        "height": 170 + NARROW_ROW * len(rows),
        "xaxis": {"dtick": "M24" if high.year - low.year > 5 else "M12"},
        "yaxis": {"showticklabels": False},
        "annotations": marks + above,
    }
    return figure, narrow


def _draw(figure: go.Figure, rows: pd.DataFrame, colour: str, symbol: str, name: str) -> None:
    """Draw the promises of one state: a thick bar for work, a thin line for the period in which a promise falls due."""
    for kind, width in (("effort", 9), ("milestone", 4)):
        own = rows[rows["kind"].eq(kind) & rows["begin"].notna() & rows["finish"].notna()]
        x, y = [], []
        for begin, finish, place in zip(own["begin"], own["finish"], own["y"]):
            x += [f"{begin:%Y-%m-%d}", f"{finish:%Y-%m-%d}", None]
            y += [place, place, None]
        if x:
            figure.add_scatter(
                x=x,
                y=y,
                mode="lines",
                line={"color": colour, "width": width},
                opacity=0.45,
                hoverinfo="skip",
                showlegend=False,
            )
    ends = rows["finish"].fillna(rows["begin"])
    figure.add_scatter(
        x=[f"{date:%Y-%m-%d}" for date in ends],
        y=rows["y"].tolist(),
        mode="markers",
        cliponaxis=False,
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 11, "line": {"color": colour, "width": 2}},
        text=[f"{wrapped(row.title, 50)}<br>{_dates(row)}" for row in rows.itertuples()],
        hovertemplate="%{text}<extra>" + name + "</extra>",
    )


def _dates(row) -> str:
    if pd.isna(row.end):
        return f"vanaf {day(row.start)}"
    return (
        f"tot en met {day(row.end)}"
        if pd.isna(row.start) or row.start == row.end
        else f"{day(row.start)} tot en met {day(row.end)}"
    )


def _edges(rows: pd.DataFrame, low: pd.Timestamp, high: pd.Timestamp) -> list[dict]:
    """Write the year beside what lies outside the years that are drawn."""
    last = rows["end"].fillna(rows["start"])
    found = [(y, date.year, date > high) for y, date in zip(rows["y"], last) if not low <= date <= high]
    return [
        {
            "x": f"{high if later else low:%Y-%m-%d}",
            "y": y,
            "text": f"{year} →" if later else f"← {year}",
            "xanchor": "right" if later else "left",
            "xshift": -12 if later else 12,
            "showarrow": False,
            "font": {"size": 12},
            "bgcolor": PAPER,
        }
        for y, year, later in found
    ]


def _today(today: pd.Timestamp) -> dict:
    return {
        "x": f"{today:%Y-%m-%d}",
        "yref": "paper",
        "y": 0,
        "yanchor": "top",
        "text": f"peildatum {day(today)}",
        "showarrow": False,
        "font": {"size": 12},
        "bgcolor": PAPER,
        "bordercolor": EDGE,
    }


def _name(row, text: str) -> dict:
    """Write the name of a promise above its bar, from the left edge on."""
    return {
        "xref": "paper",
        "x": 0,
        "y": row.y,
        "yshift": 7,
        "yanchor": "bottom",
        "xanchor": "left",
        "align": "left",
        "text": text,
        "showarrow": False,
        "font": {"size": 11},
        "bgcolor": PAPER,
        "borderpad": 0,
    }
