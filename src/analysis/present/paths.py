"""The adopted paths of indicators as small charts, with what was measured."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import indicators as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, table
from analysis.present.charts import SERIES, Chart, ChartGrid
from analysis.present.common import of, source_line
from analysis.present.formats import if_known
from analysis.present.progress import exact, with_verdicts


def multiples(cycle: Cycle, programme: str | None = None) -> ChartGrid | Block:
    """Draw a small chart of each indicator whose path has more than one point."""
    doubtful = cycle.indicator_targets[["indicator", "year", "reading"]]
    path = of(measure.trajectory(cycle), programme).merge(doubtful, on=["indicator", "year"], how="left")
    points = path.groupby("indicator")["path"].count()
    rows = with_verdicts(cycle, programme)
    rows = rows[rows["indicator"].map(points).fillna(0) > 1]
    if rows.empty:
        return note(
            "Van geen indicator zijn een beginpunt en een doelwaarde bekend: er is geen pad om te tekenen. De tabel noemt wat er wel is."
        )
    charts = [
        _small(
            cycle,
            row,
            f"{row.programme_title}: {row.title}" if programme is None else row.title,
            path[path["indicator"] == row.indicator],
        )
        for row in rows.itertuples()
    ]
    return ChartGrid(charts)


def _small(cycle: Cycle, row, title: str, path: pd.DataFrame) -> Chart:
    """Draw the path and the values of one indicator."""
    stated = path[path["path_kind"].isin(["baseline", "stated"])]
    seen = path[path["observed"].notna()]
    years = [str(year) for year in path["year"]]
    figure = go.Figure()
    figure.add_scatter(
        name="vastgesteld pad",
        x=years,
        y=list(path["path"]),
        mode="lines",
        line={"color": SERIES[0], "dash": "dash", "shape": "hv" if row.kind == "category" else "linear"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        name="peil- en doelwaarde",
        x=[str(y) for y in stated["year"]],
        y=list(stated["path"]),
        mode="markers",
        marker={
            "color": SERIES[0],
            "symbol": ["diamond-open" if doubt else "diamond" for doubt in stated["reading"].eq("uncertain")],
            "size": 10,
        },
        hovertemplate="%{x}: %{y}<extra></extra>",
    )
    figure.add_scatter(
        name="gemeten",
        x=[str(y) for y in seen["year"]],
        y=list(seen["observed"]),
        mode="lines+markers",
        line={"color": SERIES[1]},
        marker={"size": 10},
        hovertemplate="%{x}: %{y}<extra></extra>",
    )
    if row.kind == "category":
        ranks = sorted({int(rank) for rank in [*path["path"], *seen["observed"]]})
        figure.update_yaxes(tickvals=ranks, ticktext=[row.write(rank) for rank in ranks])
    highest, step = path[["path", "observed"]].abs().max().max(), 10.0 ** -int(row.decimals)
    figure.update_layout(
        height=230,
        showlegend=False,
        xaxis={"type": "category", "tickvals": _some(years), "tickfont": {"size": 12}},
        yaxis={"rangemode": "tozero" if path["path"].min() >= 0 else "normal", "tickformat": f",.{row.decimals}f"}
        | ({"dtick": step} if highest <= 5 * step else {}),  # no tick twice for its rounding
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
    )
    first, last = stated.iloc[0], stated.iloc[-1]
    sentence = f"Van {row.write(first.path)} ({first.year}) naar {row.write(last.path)} ({last.year}); {labels.VERDICTS[row.verdict][1]}."
    if stated["reading"].eq("uncertain").any():
        sentence += " Een open ruit is onzeker gelezen."
    columns = [
        Column("Jaar", "year", str),
        Column("Pad", lambda point: exact(row, point.path), numeric=True, raw=_numbers("Pad", row, "path")),
        Column("Soort punt", _kind),
        Column("Gemeten", "observed", if_known(row.write), True, raw=_numbers("Gemeten", row, "observed")),
    ]
    own = pd.concat([frame[frame["indicator"] == row.indicator] for frame in (cycle.indicators, cycle.observations)])
    return Chart(
        "pad-" + row.indicator.replace("/", "-"),
        figure,
        f"{title} ({row.unit})",
        sentence,
        source_line(cycle, own),
        table(path, f"{title}: pad en metingen", columns),
    )


def _numbers(heading: str, row, column: str) -> dict:
    """Give what stands in a CSV file for the values of an indicator: numbers with their unit, or steps of a scale."""
    if row.kind == "category":
        return {heading: lambda point: if_known(row.write)(getattr(point, column))}
    return {f"{heading} ({row.unit})": column}


def _kind(point) -> str:
    """Say what kind of point on a path this is, and that it was read with doubt."""
    return labels.PATH_KINDS[point.path_kind] + (" (onzeker gelezen)" if point.reading == "uncertain" else "")


def _some(years: list[str]) -> list[str]:
    """Give the years to write below a small chart: all of a few, else every second one, counted from the last."""
    return years if len(years) <= 5 else years[::-2][::-1]
