"""People: hours a week per role, programme and line unit, and what is not known."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import capacity
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import GRID, SERIES, Chart, wrapped
from analysis.present.common import (
    PLACE,
    PROGRAMME,
    YEARS,
    named,
    of,
    period,
    placed,
    source_line,
    titles,
    together,
)
from analysis.present.formats import counted, hours, if_known, listed, number, short, span


def unit_name(code: str) -> str:
    """Give the name of a line unit."""
    return labels.word("capacity", "unit", code)


UNIT = Column("Lijneenheid", "unit", unit_name)
RANGE = Column(
    "Uren per week",
    lambda row: span(row.hours_min_week, row.hours_max_week),
    numeric=True,
    raw={"Uren per week, minimum": "hours_min_week", "Uren per week, maximum": "hours_max_week"},
)
FTE = Column(
    "Fte",
    lambda row: span(row.fte_min, row.fte_max),
    numeric=True,
    raw={"Fte, minimum": "fte_min", "Fte, maximum": "fte_max"},
)
UNKNOWN_ROLES = Column("Rollen zonder aantal", "unknown_roles", if_known(number), True)


def asked(cycle: Cycle, programme: str | None = None) -> tuple | None:
    """Give the hours of the year of the reporting date, or of the year nearest to it in which people are asked.

    Roles end in different years, so that only the hours of one year can be added up.

    Returns
    -------
    tuple or None
        A row of `analysis.measures.capacity.totals`, named after its columns; None if nobody is asked at all.
    """
    keys = ("year",) if programme is None else ("programme", "year")
    rows = of(capacity.totals(cycle, by=keys), programme)
    if rows.empty:
        return None
    nearest = (rows["year"] - cycle.info["reporting_date"].year).abs().idxmin()
    return next(rows.loc[[nearest]].itertuples(index=False))


def most_asked(cycle: Cycle) -> str:
    """Say which line units most programmes ask at once; nothing if no unit is asked by more than one."""
    shared = capacity.shared_units(cycle)
    most = shared[shared["line_unit"]].nlargest(1, "programmes", keep="all")
    if most.empty or most.iloc[0].programmes < 2:
        return ""
    names = listed(unit_name(unit) for unit in most["unit"])
    return f"{names} {'wordt' if len(most) == 1 else 'worden'} door {most.iloc[0].programmes} programma’s tegelijk gevraagd."


def _roles_without(count: int) -> str:
    return (
        f" Van {counted(count, 'rol', 'rollen')} noemt de bron geen aantal: die uren komen er nog bij." if count else ""
    )


def answer(cycle: Cycle) -> Block:
    """Say how many hours a week all programmes ask, and what is not known."""
    total = asked(cycle)
    if total is None:
        return answer_block("De bronnen noemen geen inzet van mensen.")
    text = f"{together(cycle, 'vraagt', 'vragen samen')} {_asks(total)}{_silent(cycle, total.year)} {most_asked(cycle)}"
    return answer_block(text.strip())


def _silent(cycle: Cycle, year: int) -> str:
    """Name the programmes of which no hours of a year are known."""
    rows = capacity.totals(cycle, by=("programme", "year")).query("year == @year")
    known = set(rows.loc[rows["hours_min_week"].notna(), "programme"])
    names = [title for slug, title in titles(cycle).items() if slug not in known]
    return f" Van {listed(names)} is voor {year} geen aantal bekend." if names else ""


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how many hours a week a programme asks."""
    row = asked(cycle, programme)
    if row is None:
        return note("De bron noemt voor dit programma geen inzet van mensen.", attention=True)
    return paragraph(f"Het programma vraagt {_asks(row)}")


def _asks(row) -> str:
    """Say what is asked in a year: hours, jobs, and the roles without a number."""
    if pd.isna(row.hours_min_week):
        return f"in {row.year} {counted(int(row.unknown_roles), 'rol', 'rollen')}; bij geen ervan noemt de bron een aantal uren."
    return f"in {row.year} {hours(row.hours_min_week, row.hours_max_week)} ({span(row.fte_min, row.fte_max)} fte).{_roles_without(int(row.unknown_roles))}"


def range_bars(names: list[str], low: pd.Series, high: pd.Series) -> go.Figure:
    """Draw from minimum to maximum: a full bar to the minimum, a lighter, striped one for the margin."""
    figure = go.Figure()
    minimum, margin = low.fillna(0), (high - low).fillna(0)
    text = ["geen aantal" if pd.isna(value) else "" for value in low]
    figure.add_bar(
        name="minimum",
        y=names,
        x=list(minimum),
        orientation="h",
        marker={"color": SERIES[0]},
        text=text,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.1f} uur",
    )
    figure.add_bar(
        name="marge tot het maximum",
        y=names,
        x=list(margin),
        orientation="h",
        marker={
            "color": GRID,
            "line": {"color": SERIES[0], "width": 1.5},
            "pattern": {"shape": "/", "fillmode": "overlay", "fgcolor": SERIES[0], "solidity": 0.3},
        },
        hovertemplate="%{y}: %{x:.1f} uur erbij",
    )
    figure.update_layout(
        barmode="stack",
        height=90 + len(names) * max(40, 14 + 19 * max(name.count("<br>") + 1 for name in names)),
        xaxis={"title": {"text": "uren per week"}, "rangemode": "tozero"},
        yaxis={"autorange": "reversed"},
    )
    return figure


def by_programme(cycle: Cycle) -> Chart | Block:
    """Draw the hours a week of each programme, from minimum to maximum."""
    total = asked(cycle)
    year = None if total is None else total.year
    rows = capacity.totals(cycle, by=("programme", "year")).query("year == @year")
    rows = named(cycle, rows.merge(titles(cycle).index.to_frame(index=False), how="right"))
    known = rows[rows["hours_max_week"].notna()]
    if known.empty:
        return note("Van geen enkel programma is een aantal uren bekend.", attention=True)
    most = known.loc[known["hours_max_week"].idxmax()]
    sentence = f"{most.title} kan oplopen tot de meeste uren: {hours(most.hours_min_week, most.hours_max_week)}."
    sentence += _silent(cycle, year)
    figure = range_bars([wrapped(title) for title in rows["title"]], rows["hours_min_week"], rows["hours_max_week"])
    return Chart(
        "uren-per-programma",
        figure,
        f"Uren per week per programma in {year}, van minimum tot maximum",
        sentence,
        source_line(cycle, cycle.capacity),
        table(rows, f"Uren per week per programma in {year}", [PROGRAMME, RANGE, FTE, UNKNOWN_ROLES]),
    )


def roles(cycle: Cycle, programme: str) -> Chart | Block:
    """Draw the hours a week of each role of a programme."""
    rows = of(capacity.per_week(cycle), programme)
    known = rows[rows["hours_min_week"].notna() & rows["counted"]]
    if known.empty:
        return roles_table(cycle, programme)
    most = known.loc[known["hours_max_week"].idxmax()]
    figure = range_bars([wrapped(role, 32) for role in known["role"]], known["hours_min_week"], known["hours_max_week"])
    return Chart(
        "rollen",
        figure,
        f"{titles(cycle)[programme]}: uren per week per rol",
        f"De meeste uren vraagt de rol {most.role}: {hours(most.hours_min_week, most.hours_max_week)}.",
        source_line(cycle, known),
        roles_table(cycle, programme),
    )


def roles_table(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every role, also those without a number of hours."""
    rows = named(cycle, of(capacity.per_week(cycle), programme))
    columns = [
        Column("Rol", "role"),
        UNIT,
        Column("Periode", period, raw=YEARS),
        Column(
            "Zoals gedrukt",
            _printed,
            raw={
                "Zoals gedrukt, aantal personen": "headcount",
                "Zoals gedrukt, minimum": "hours_min",
                "Zoals gedrukt, maximum": "hours_max",
                "Zoals gedrukt, eenheid": lambda row: PRINTED_UNITS[row.period],
            },
        ),
        RANGE,
        FTE,
        Column("Waaruit betaald", "funding"),
        Column("Telt mee", "counted", lambda v: "ja" if v else "nee"),
        PLACE,
    ]
    return table(
        placed(cycle, rows),
        "Inzet per rol, herleid tot uren per week",
        [*([PROGRAMME] if programme is None else []), *columns],
    )


#: How a source prints hours, by the period that it gives them for.
PRINTED_UNITS = {"week": "uur per week", "year": "uur per jaar", "total": "uur in totaal", "fte": "fte"}


def _printed(row) -> str:
    """Write the hours as the source gives them."""
    if not row.known:
        return "geen aantal"
    heads = "" if pd.isna(row.headcount) or row.headcount == 1 else f"{short(row.headcount)} × "
    return f"{heads}{span(row.hours_min, row.hours_max)} {PRINTED_UNITS[row.period]}"


def unknown(cycle: Cycle) -> Block:
    """Tabulate the roles without a number of hours."""
    rows = capacity.per_week(cycle)
    rows = named(cycle, rows[~rows["known"]])
    if rows.empty:
        return note("Van elke rol noemt de bron een aantal uren.")
    return table(
        placed(cycle, rows),
        "Rollen waarvan de bron geen aantal uren noemt",
        [PROGRAMME, Column("Rol", "role"), UNIT, PLACE],
    )


def norms(cycle: Cycle) -> Block:
    """Say which norm of productive hours is used, and what the total becomes under others."""
    used = cycle.info["productive_hours_per_fte"]
    rows = capacity.norm_sensitivity(cycle)
    text = f"Uren per jaar zijn omgerekend met {number(used)} productieve uren per voltijdbaan van {short(cycle.info['fulltime_hours_per_week'])} uur per week. Dat is een aanname; de tabel laat zien wat het totaal wordt bij andere normen."
    columns = [
        Column("Productieve uren per fte", "productive_hours_per_fte", number, True),
        Column("Uren per week", lambda row: span(row.hours_min_week, row.hours_max_week), numeric=True),
        FTE,
    ]
    return joined([paragraph(text), table(rows, "Totaal van alle programma’s bij andere normen", columns)])
