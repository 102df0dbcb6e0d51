"""A figure on screen that takes over what another one shows, without being drawn anew."""

import plotly.graph_objects as go

from analysis.present.charts import CONFIG, TEMPLATE

#: What changes in a trace from one figure to the next of the same kind.
TRACE = ("name", "x", "y", "text", "line", "marker")
#: And in the layout.
LAYOUT = ("height", "margin", "bargap", "annotations", "xaxis", "yaxis")


def on_screen(figure: go.Figure) -> go.FigureWidget:
    """Put a figure on screen, in the look of the book."""
    dressed = go.Figure(figure).update_layout(template=TEMPLATE, dragmode=False, hovermode=False, autosize=True)
    shown = go.FigureWidget(dressed)
    shown._config = {**CONFIG, "responsive": True, "scrollZoom": False, "doubleClick": False}
    return shown


def take_over(shown: go.FigureWidget, figure: go.Figure) -> None:
    """Give a figure on screen the numbers and the size of another one with as many traces of the same types."""
    with shown.batch_update():
        for old, new in zip(shown.data, figure.data, strict=True):
            given = new.to_plotly_json()
            for name in (
                name for name in TRACE if name in given
            ):  # an empty marker on a line is an error in the browser
                old[name] = new[name]
        for name in LAYOUT:
            if figure.layout[name] is not None:
                shown.layout[name] = figure.layout[name]
