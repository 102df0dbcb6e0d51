"""What a pace or a shifted target does to an indicator, from the measures of the book."""

import pandas as pd
import plotly.graph_objects as go

from analysis.explore.indicator_state import Indicators
from analysis.present import labels
from analysis.present.blocks import Block, Column, table
from analysis.present.charts import INK, SERIES
from analysis.present.common import titles
from analysis.present.formats import UNKNOWN, percent, quantity
from analysis.present.labels import PATH_KINDS


def writer(state: Indicators, indicator: str, more: int = 0):
    """Give the function that writes a value of an indicator: a step of its scale, or a number with its unit."""
    scale, row = state.scale(indicator), state.about.loc[indicator]
    if scale:
        return lambda rank: UNKNOWN if pd.isna(rank) else scale.get(int(rank), UNKNOWN)

    def write(value: float) -> str:
        decimals = int(row["decimals"])
        exact = pd.isna(value) or round(value, decimals) == round(value, 6)
        return quantity(value, decimals + (0 if exact else 1), row["unit_short"])

    return write


def name(state: Indicators, indicator: str) -> str:
    """Give the title of an indicator with its unit."""
    row = state.about.loc[indicator]
    return f"{row['title']} ({row['unit']})"


def sentence(state: Indicators, indicator: str) -> str:
    """Say where the indicator comes out, the verdict on that, and the pace that is needed."""
    write = writer(state, indicator)
    row = state.now.verdicts.loc[indicator]
    parts = [_outcome(state, indicator, row, write)]
    needed = state.needed_pace(indicator)
    if needed is not None and not state.scale(indicator):
        parts.append(
            f"Nodig is {_signed(needed, write)} per jaar om de doelwaarde van {state.last_year(indicator)} te halen."
        )
    moved = {
        year
        for key, year in state.targets_now
        if key == indicator and state.targets_now[key, year] != state.adopted_targets.get((key, year))
    }
    if moved:
        last = state.last_year(indicator)
        goal, adopted = state.targets_now.get((indicator, last)), state.adopted_targets.get((indicator, last))
        which = "1 doelwaarde is" if len(moved) == 1 else f"{len(moved)} doelwaarden zijn"
        parts.append(f"{which} verschoven; die van {last} is {write(goal)} (vastgesteld: {write(adopted)}).")
    return " ".join(parts)


def _outcome(state: Indicators, indicator: str, row: pd.Series, write) -> str:
    """Say what the indicator comes out at and how that is judged."""
    verdict = labels.VERDICTS[row["verdict"]][1]
    expected = state.expected(indicator)
    if not expected:
        begin = state.beginning(indicator)
        stands = f"staat op {write(begin[1])} ({begin[0]})" if begin else "heeft geen meting en geen peilwaarde"
        return f"De indicator {stands}. Oordeel zonder verwachting: {verdict}."
    year, value = max(expected.items())
    how = (
        f"Bij {_signed(state.paces[indicator], write)} per jaar" if indicator in state.paces else "Met deze verwachting"
    )
    judged = f"{how} komt de waarde in {year} op {write(value)}"
    if pd.notna(row["path"]):
        judged += f"; het pad vraagt dan {write(row['path'])}"
    part = "" if pd.isna(row["attainment"]) else f" ({percent(row['attainment'], 0)} van de gevraagde verandering)"
    return f"{judged}. Oordeel: {verdict}{part}."


def _signed(change: float, write) -> str:
    """Write a change with its sign."""
    return f"{'−' if change < 0 else '+'}{write(abs(change))}"


def path(state: Indicators, indicator: str) -> pd.DataFrame:
    """Set the adopted path beside the explored one, year by year, with measurements and expected values.

    Returns
    -------
    pandas.DataFrame
        year, was (adopted path), path (with shifted targets), path_kind, observed, expected, gap (of either value to the path).
    """
    both = (figures.trajectory for figures in (state.now, state.adopted))
    now, was = (rows[rows["indicator"].eq(indicator)].set_index("year") for rows in both)
    rows = pd.DataFrame(
        {
            "was": was["path"],
            "path": now["path"],
            "path_kind": now["path_kind"],
            "observed": was["observed"],
            "gap": now["gap"],
        }
    )
    expected = pd.Series(state.expected(indicator), dtype="float64")
    rows["expected"] = expected.reindex(rows.index.astype("int64")).to_numpy()
    return rows.rename_axis("year").reset_index()


def figure(state: Indicators, indicator: str) -> go.Figure:
    """Draw the adopted path, the explored one, what was measured and what is expected."""
    rows, row = path(state, indicator), state.about.loc[indicator]
    years = [str(year) for year in rows["year"]]
    known = lambda column: [None if pd.isna(value) else float(value) for value in rows[column]]  # noqa: E731
    shape = "hv" if state.scale(indicator) else "linear"
    moved = any(a != b for a, b in zip(known("was"), known("path")))
    goals = [value if kind in ("baseline", "stated") else None for value, kind in zip(known("path"), rows["path_kind"])]
    looks = [
        ("vastgesteld pad", known("was"), "lines", {"line": {"color": SERIES[0], "dash": "dash", "shape": shape}}),
        (
            "pad met verschoven doelen",
            known("path") if moved else [None] * len(rows),
            "lines",
            {"line": {"color": SERIES[2], "dash": "dot", "shape": shape}},
        ),
        (
            "peil- en doelwaarde",
            goals,
            "markers",
            {"marker": {"color": SERIES[2] if moved else SERIES[0], "symbol": "diamond", "size": 11}},
        ),
        ("gemeten", known("observed"), "lines+markers", {"line": {"color": INK}, "marker": {"size": 10}}),
        (
            "verwacht",
            known("expected"),
            "lines+markers",
            {"line": {"color": SERIES[1], "width": 3}, "marker": {"size": 10, "symbol": "square"}},
        ),
    ]
    drawn = go.Figure(
        [
            go.Scatter(name=name, x=years, y=values, mode=mode, hoverinfo="skip", **look)
            for name, values, mode, look in looks
        ]
    )
    scale = state.scale(indicator)
    axis = (
        {"tickvals": list(scale), "ticktext": list(scale.values())}
        if scale
        else {"tickformat": f",.{row['decimals']}f", "tickvals": None, "ticktext": None}
    )
    lowest = rows[["was", "path", "observed", "expected"]].min().min()
    drawn.update_layout(
        height=400,
        margin={"l": 8, "r": 16, "t": 56, "b": 8},
        xaxis={"type": "category"},
        yaxis={"rangemode": "tozero" if not scale and lowest >= 0 else "normal", **axis},
    )
    return drawn


def tables(state: Indicators, indicator: str) -> Block:
    """Tabulate the path year by year."""
    write = writer(state, indicator)
    written = lambda value: "" if pd.isna(value) else write(value)  # noqa: E731
    columns = [
        Column("Jaar", "year", str),
        Column("Vastgesteld pad", "was", written, True),
        Column("Verkend pad", "path", written, True),
        Column("Soort punt", "path_kind", lambda kind: "" if pd.isna(kind) else PATH_KINDS[kind]),
        Column("Gemeten", "observed", written, True),
        Column("Verwacht", "expected", written, True),
    ]
    programme = titles(state.base)[state.about.loc[indicator, "programme"]]
    return table(path(state, indicator), f"{programme}: {name(state, indicator)}", columns)
