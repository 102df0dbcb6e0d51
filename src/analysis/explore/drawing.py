"""A figure on screen that takes over what another one shows, without being drawn anew."""

import plotly.graph_objects as go

from analysis.present.charts import CONFIG, TEMPLATE

#: What changes in a trace from one figure to the next of the same kind.
TRACE = ("name", "x", "y", "text", "line", "marker")
#: And in the layout.
LAYOUT = ("height", "bargap", "annotations", "xaxis", "yaxis")


def on_screen(figure: go.Figure) -> go.FigureWidget:
    """Put a figure on screen, in the look of the book."""
    shown = go.FigureWidget(figure)
    shown.update_layout(template=TEMPLATE, dragmode=False, hovermode=False, margin={"l": 8, "r": 8, "t": 40, "b": 8})
    shown.update_layout(autosize=True)
    shown._config = {**CONFIG, "responsive": True, "scrollZoom": False, "doubleClick": False, "locale": "nl"}
    shown.add_class("figuur") if hasattr(shown, "add_class") else None
    return shown


def take_over(shown: go.FigureWidget, figure: go.Figure) -> None:
    """Give a figure on screen the numbers and the size of another one with as many traces of the same types."""
    with shown.batch_update():
        for old, new in zip(shown.data, figure.data, strict=True):
            for name in TRACE:
                if name in new and new[name] is not None:
                    old[name] = new[name]
        for name in LAYOUT:
            if figure.layout[name] is not None:
                shown.layout[name] = figure.layout[name]
