"""Line units: who is asked by which programmes, as a heat map with its matrix."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import capacity
from analysis.present import charts, labels
from analysis.present.blocks import Block, Column, note, table
from analysis.present.charts import Chart, wrapped
from analysis.present.common import source_line, titles
from analysis.present.formats import number, short, span
from analysis.present.people import RANGE, UNIT, UNKNOWN_ROLES, most_asked, unit_name


def heat_map(cycle: Cycle) -> Chart | Block:
    """Draw the highest number of hours a week that each programme asks of each unit."""
    asked = _matrix(cycle)
    if asked.empty:
        return note("De bron noemt geen inzet van lijneenheden.", attention=True)
    figure = charts.matrix(
        [[_height(cell) for cell in row] for row in asked.to_numpy()],
        [[_short(cell) for cell in row] for row in asked.to_numpy()],
        [wrapped(title, 14) for title in titles(cycle)],
        [wrapped(unit_name(code), 20) for code in asked.index],
    )
    figure.update_layout(height=120 + 48 * len(asked))
    small = {"tickfont": {"size": 11}}
    return Chart(
        "eenheden",
        figure,
        "Wie vraagt wie: hoogste aantal uren per week per lijneenheid en programma",
        f"{most_asked(cycle)} Een plus betekent: en nog rollen zonder aantal; p.m. betekent: gevraagd, zonder aantal.".strip(),
        source_line(cycle, cycle.capacity),
        _table(cycle, asked),
        narrow={"font": {"size": 9}, "xaxis": {"tickangle": -90, **small}, "yaxis": small},
    )


def shared(cycle: Cycle) -> Block:
    """Tabulate what all programmes together ask of each unit."""
    columns = [UNIT, Column("Programma’s die vragen", "programmes", number, True), RANGE, UNKNOWN_ROLES]
    return table(capacity.shared_units(cycle), "Vraag per lijneenheid, alle programma’s samen", columns)


def _matrix(cycle: Cycle) -> pd.DataFrame:
    """Give units by programmes; a cell is the row of what is asked, or missing."""
    asked = {(row.unit, row.programme): row for row in capacity.units_by_programme(cycle).itertuples()}
    order = labels.labels(labels.load_schemas()["capacity"], "unit")
    units = [code for code in order if any(unit == code for unit, _ in asked)]
    programmes = titles(cycle).index
    matrix = pd.DataFrame(index=units, columns=programmes, dtype=object)
    for (unit, programme), row in asked.items():
        matrix.at[unit, programme] = row
    return matrix


def _asked(cell) -> bool:
    """Tell whether a cell of the matrix holds anything that is asked."""
    return hasattr(cell, "hours_max_week")


def _height(cell) -> float | None:
    """Give the number a cell is coloured by: none asked, asked without a number (0), or the highest hours."""
    return (0 if pd.isna(cell.hours_max_week) else float(cell.hours_max_week)) if _asked(cell) else None


def _short(cell) -> str:
    """Write a cell for the drawing: ``116+``, ``p.m.``."""
    if not _asked(cell):
        return ""
    if pd.isna(cell.hours_max_week):
        return "p.m."
    return short(cell.hours_max_week, 0) + ("+" if cell.unknown_roles else "")


def _long(cell) -> str:
    """Write a cell for the table: ``112,3 tot 116,3 en 3 × p.m.``."""
    if not _asked(cell):
        return ""
    known = [] if pd.isna(cell.hours_max_week) else [span(cell.hours_min_week, cell.hours_max_week)]
    return " en ".join([*known, *([f"{cell.unknown_roles} × p.m."] if cell.unknown_roles else [])])


def _numbers(title: str, name: str) -> dict:
    """Give what stands in a CSV file for the cells of a programme; nothing asked leaves them empty."""
    columns = {
        f"{title}, minimum (uren per week)": "hours_min_week",
        f"{title}, maximum (uren per week)": "hours_max_week",
        f"{title}, rollen zonder aantal": "unknown_roles",
    }
    return {
        heading: lambda row, column=column: getattr(getattr(row, name), column, None)
        for heading, column in columns.items()
    }


def _table(cycle: Cycle, asked: pd.DataFrame) -> Block:
    """Tabulate the matrix that is drawn, with minimum and maximum."""
    rows = asked.reset_index(names="unit")
    rows.columns = ["unit", *(f"c{place}" for place in range(len(asked.columns)))]
    columns = [
        Column(title, f"c{place}", _long, True, raw=_numbers(title, f"c{place}"))
        for place, title in enumerate(titles(cycle))
    ]
    return table(rows, "Uren per week per lijneenheid en programma", [UNIT, *columns])
