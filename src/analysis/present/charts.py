"""Charts: one small Plotly template, and a figure that carries its title, sentence, table and source with it."""

import html
import json
import math
import textwrap
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from markupsafe import Markup
from plotly.subplots import make_subplots

from analysis.present.blocks import Table, chart_html
from analysis.present.formats import millions

#: The light colours of the palette; programmaboek.css knows the dark twin of each. All reach 3:1 on white and stay
#: apart for colour-blind readers; line, pattern and direct labels repeat what they say.
INK, MUTED, PAPER, SURFACE, GRID, EDGE = "#1c2733", "#4c5967", "#ffffff", "#f3f6f9", "#c8d0d8", "#76828f"
SERIES = ("#2e5fb4", "#9a3d22", "#0a9996", "#51386d", "#a67600", "#5a0810")
#: Pixels that Plotly takes for a chart that does not say, and keeps for a slider of its own, which the site draws outside it.
HEIGHT, SLIDER = 450, 96
#: A pattern beside each colour, so that a seventh and later series differs too; slanted stripes mean something else.
PATTERNS = ("", ".", "x", "-", "+", "|")
#: Settings of every chart: no logo, nothing that sends figures to another host.
CONFIG = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": "", "displayModeBar": False}

_axis = {
    "gridcolor": GRID,
    "linecolor": EDGE,
    "zerolinecolor": EDGE,
    "automargin": True,
    "ticklabelstandoff": 6,
    "tickangle": 0,
    "title": {"standoff": 8},
}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"color": INK, "size": 14},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": list(SERIES),
        "separators": ",.",
        "xaxis": _axis,
        "yaxis": _axis,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
    }
)
# every figure begins with it: given to one that has another, Plotly would check all of both again
pio.templates["programmaboek"] = TEMPLATE
pio.templates.default = "programmaboek"


@dataclass(frozen=True)
class Chart:
    """A chart as a reader gets it.

    Parameters
    ----------
    id : str
        Unique on its page.
    figure : plotly.graph_objects.Figure
        The drawing, without a title of its own; a sentence that changes along with a slider stands in its place.
    title, sentence, source : str
        What is seen, what it says in words, where the figures come from.
    table : Table
        The same numbers as a table; its values travel along, for the CSV file of the chart.
    narrow : dict, optional
        Layout that is laid over the figure's own on a narrow screen.
    narrow_below : int
        Width of the drawing, in pixels, under which that is done.
    """

    id: str
    figure: go.Figure
    title: str
    sentence: str
    source: str
    table: Table
    narrow: dict | None = None
    narrow_below: int = 480

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """Give the drawing to JupyterLab as a Plotly figure and to the book as HTML that the site itself draws."""
        drawn, own = self._drawn(), self.figure.layout
        shown = {
            **drawn["layout"],
            "title": {**drawn["layout"].get("title", {}), "text": own.title.text or self.title},
            "margin": {**drawn["layout"].get("margin", {}), "t": own.margin.t or 48},
        }
        return {
            "application/vnd.plotly.v1+json": {**drawn, "layout": shown, "config": CONFIG},
            "text/html": str(self._page(drawn)),
            "text/plain": f"{self.title}: {self.sentence}",
        }

    def __html__(self) -> Markup:
        return self._page(self._drawn())

    def _page(self, drawn: dict) -> Markup:
        """Write the chart for the book, with the figure as JSON."""
        narrow = {"smal": self.narrow, "smalOnder": self.narrow_below} if self.narrow else {}
        return chart_html(
            id=self.id,
            title=self.title,
            sentence=self.sentence,
            source=self.source,
            payload=_script({"data": drawn["data"], "layout": drawn["layout"], **narrow}),
            table=self.table,
            numbers=_script(self.table.numbers),
            height=self.height(),
            narrow_height=self.height(self.narrow),
        )

    def _drawn(self) -> dict:
        """Give the figure as JSON, with its layout in one order whatever it was made in."""
        drawn = json.loads(self.figure.to_json())
        return {**drawn, "layout": json.loads(json.dumps(drawn["layout"], sort_keys=True))}

    def height(self, over: dict | None = None) -> int:
        """Give the height of the drawing in pixels, so that the page keeps its place for it before it is drawn."""
        room = SLIDER if self.figure.layout.sliders else 0
        return int((over or {}).get("height") or self.figure.layout.height or HEIGHT) - room


@dataclass(frozen=True)
class ChartGrid:
    """Small charts side by side.

    Parameters
    ----------
    charts : list of Chart
        The charts, in reading order; each with one drawing area.
    """

    charts: list[Chart]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """Give JupyterLab one figure with an area per chart, and the book the charts themselves."""
        rows = -(-len(self.charts) // 2)
        together = make_subplots(
            rows=rows, cols=2, subplot_titles=[chart.title for chart in self.charts], vertical_spacing=0.3 / rows
        )
        for position, chart in enumerate(self.charts):
            at = {"row": position // 2 + 1, "col": position % 2 + 1}
            for trace in chart.figure.data:
                together.add_trace(trace, **at)
            together.update_xaxes(chart.figure.layout.xaxis.to_plotly_json(), **at)
            together.update_yaxes(chart.figure.layout.yaxis.to_plotly_json(), **at)
        together.update_layout(height=260 * rows, showlegend=False, margin={"t": 48})
        return {
            "application/vnd.plotly.v1+json": {**json.loads(together.to_json()), "config": CONFIG},
            "text/html": str(self.__html__()),
            "text/plain": "; ".join(f"{chart.title}: {chart.sentence}" for chart in self.charts),
        }

    def __html__(self) -> Markup:
        return Markup('<div class="reeks-figuren">{}</div>').format(Markup("\n").join(self.charts))


def _script(content) -> Markup:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def wrapped(text: str, width: int = 24) -> str:
    """Write typed text for a label in a chart: as text, since Plotly reads tags, and over several lines."""
    lines = textwrap.wrap(" ".join(str(text).split()), width, break_long_words=False) or [""]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def matrix(z: list, texts: list, columns: list[str], rows: list[str], highest: float | None = None) -> go.Figure:
    """Draw a matrix: a cell per row and column, darker as its number is higher, with the text that says it.

    Parameters
    ----------
    z : list of list
        The numbers, by row; None leaves a cell open.
    texts : list of list of str
        What stands in each cell.
    columns, rows : list of str
        Names, made ready with `wrapped`.
    highest : float, optional
        The number of the darkest colour; by default the highest there is.
    """
    cells = go.Heatmap(
        z=z,
        x=columns,
        y=rows,
        text=texts,
        texttemplate="%{text}",
        colorscale=[[0, SURFACE], [1, SERIES[0]]],
        zmin=None if highest is None else 0,
        zmax=highest,
        showscale=False,
        xgap=2,
        ygap=2,
        hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
        hoverongaps=False,
    )
    return go.Figure(cells).update_layout(
        font={"size": 12},  # of the numbers in the cells
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": {"size": 14}},
        xaxis={"side": "top", "showgrid": False, "tickangle": -30, "tickfont": {"size": 14}},
    )


def euro_axis(highest: float, steps: int = 4) -> dict:
    """Make a euro axis from zero with at most so many round steps, in millions where that is shorter."""
    rough = max(highest, 1) / steps
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough)
    ticks = [step * n for n in range(math.ceil(highest / step) + 1)]
    return {
        "tickvals": ticks,
        "ticktext": [millions(tick).replace("miljoen", "mln") for tick in ticks],
        "range": [0, max(highest * 1.02, step)],
    }


def style(position: int) -> dict:
    """Give the colour and pattern of the so-manyth series of a bar chart."""
    pattern = PATTERNS[position // len(SERIES) % len(PATTERNS)]
    return {
        "color": SERIES[position % len(SERIES)],
        "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": PAPER, "solidity": 0.35},
    }


def hatched(position: int) -> dict:
    """Give the look of a series that is not covered: stripes in its colour on paper."""
    colour = SERIES[position % len(SERIES)]
    return {
        "color": PAPER,
        "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": PAPER, "solidity": 0.5},
        "line": {"color": colour, "width": 1.5},
    }


def plain(values) -> list:
    """Give numbers as a plain list, unknown as None, so that the chart's JSON stays readable."""
    return [None if pd.isna(value) else float(value) for value in values]
