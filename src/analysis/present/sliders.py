"""A slider under a bar chart, with a sentence above it that changes along."""

import plotly.graph_objects as go

from analysis.present.charts import EDGE, GRID, SURFACE, wrapped

#: Signs on a line of the sentence above a chart: what fits on a phone.
LINE = 38


def with_slider(figure: go.Figure, named: str, steps: list[tuple[str, list, str]], active: int) -> None:
    """Give a figure a slider under it and above it a sentence that changes along.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        Bars as they are at the active step.
    named : str
        What the slider sets; its value is printed behind it.
    steps : list of tuple
        Per step its label, the lengths of the bars of each trace, and the sentence.
    active : int
        The step it starts at.
    """
    told = [wrapped(sentence, LINE) for _, _, sentence in steps]
    lines = 1 + max(text.count("<br>") for text in told)
    slider = {
        "active": active,
        "currentvalue": {"prefix": f"{named}: ", "xanchor": "left", "font": {"size": 15}},
        "pad": {"t": 56, "b": 8},
        "bgcolor": GRID,
        "bordercolor": EDGE,
        "activebgcolor": SURFACE,
        "tickcolor": EDGE,
        "steps": [
            {"label": label, "method": "update", "args": [{"x": lengths}, {"title.text": text}]}
            for (label, lengths, _), text in zip(steps, told)
        ],
    }
    above = 24 + 20 * lines + 44 * (len(figure.data) > 1)  # a legend stands under the sentence
    height = figure.layout.height + above + 120
    top = {"x": 0, "xref": "container", "y": 1 - 20 / height, "yref": "container", "yanchor": "top"}
    figure.update_layout(
        sliders=[slider],
        title={"text": told[active], "font": {"size": 15}, **top},
        margin={"t": above, "r": 28},  # the last label of the slider is wider than its end
        height=height,
    )
