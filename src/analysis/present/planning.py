"""Planning: what is promised when, as a Gantt chart per programme with the reporting date in it, and where promises bunch."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import planning as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, chooser, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import PAPER, Chart, plain, style, wrapped
from analysis.present.common import PLACE, TOGETHER, of, placed, source_line, titles, together
from analysis.present.formats import counted, day, listed, number
from analysis.present.gantt import gantt


def answer(cycle: Cycle) -> Block:
    """Say how the promises of all programmes stand at the reporting date."""
    rows = measure.schedule(cycle)
    if rows.empty:
        return answer_block("De bronnen noemen geen momenten of perioden.")
    return answer_block(f"{together(cycle, 'noemt', 'noemen')} {_standing(cycle, rows)}{_next(cycle, rows)}")


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how the promises of a programme stand at the reporting date."""
    rows = of(measure.schedule(cycle), programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen momenten of perioden.", attention=True)
    return paragraph(f"Het programma noemt {_standing(cycle, rows)}{_next(cycle, rows)}")


def _standing(cycle: Cycle, rows: pd.DataFrame) -> str:
    counts = rows["state"].value_counts()
    parts = [f"{number(int(counts[code]))} {_STANDING[code]}" for code in measure.STATES if code in counts]
    date = day(cycle.info["reporting_date"])
    return f"{counted(len(rows), 'moment of periode', 'momenten en perioden')}. Op {date}: {listed(parts)}."


_STANDING = {
    "realised": "gebeurd",
    "overdue": "over tijd",
    "unknown": "voorbij zonder dat bekend is of het gebeurd is",
    "current": "aan de gang of in deze periode beloofd",
    "planned": "nog gepland",
}


def _next(cycle: Cycle, rows: pd.DataFrame) -> str:
    """Name the first promise that is still to be kept, if its day, month or quarter is named."""
    open_still = rows[rows["state"].isin(["current", "planned"]) & rows["precision"].ne("year") & rows["end"].notna()]
    if open_still.empty:
        return ""
    first = next(open_still.nsmallest(1, "end").itertuples())
    return f" Het eerst aan de beurt is ‘{first.title}’, uiterlijk {day(first.end)}."


def charts(cycle: Cycle) -> Block:
    """Draw the Gantt chart of every programme; a reader may pick one."""
    rows = measure.schedule(cycle)
    names = {**titles(cycle)}
    parts = {title: chart(cycle, slug) for slug, title in names.items()}
    if rows["programme"].isna().any():
        parts[TOGETHER] = _drawn(cycle, rows[rows["programme"].isna()], "_", TOGETHER)  # no programme has this name
    return chooser("Programma", parts)


def chart(cycle: Cycle, programme: str) -> Chart | Block:
    """Draw the Gantt chart of one programme."""
    rows = of(measure.schedule(cycle), programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen momenten of perioden.", attention=True)
    return _drawn(cycle, rows, programme, titles(cycle)[programme])


def _drawn(cycle: Cycle, rows: pd.DataFrame, name: str, title: str) -> Chart:
    """Put the drawing, its sentence and its table together."""
    years = cycle.programmes["start_year"].min() - 1, cycle.programmes["end_year"].max() + 1
    figure, narrow = gantt(rows, cycle.info["reporting_date"], *years)
    return Chart(
        f"planning-{name}",
        figure,
        f"Planning van {title}" if title != TOGETHER else f"Planning: {TOGETHER.lower()}",
        _standing(cycle, rows),
        source_line(cycle, rows),
        _promises(cycle, rows, title),
        narrow=narrow,
        narrow_below=820,
    )


#: What stands for a moment or period in the CSV file of a chart.
DATES = {
    "Vanaf": "start",
    "Tot en met": "end",
    "Nauwkeurigheid": lambda row: labels.word("milestones", "precision", row.precision),
}


def _promises(cycle: Cycle, rows: pd.DataFrame, title: str) -> Block:
    """Tabulate promises with how they stand and where the source tells them."""
    columns = [
        Column("Wat", "title"),
        Column("Soort", "kind", {"milestone": "mijlpaal", "effort": "inspanning"}.get),
        Column("Wanneer", when, raw=DATES),
        Column("Stand", _state, raw={"Stand": _state_word, "Over tijd (dagen)": "days_overdue"}),
        PLACE,
    ]
    return table(placed(cycle, rows), f"{title}: momenten en perioden, met hoe ze ervoor staan", columns)


def when(row) -> str:
    """Write when a promise is due, as exactly as the source names it: ``2020``, ``2e kwartaal van 2020``, ``juni 2020``."""
    if pd.isna(row.end):
        return f"vanaf {day(row.start)}"
    start = row.end if pd.isna(row.start) else row.start
    if row.precision == "day" or pd.isna(row.start):
        return day(row.end) if start == row.end else f"{day(start)} tot en met {day(row.end)}"
    write = _PERIODS[row.precision]
    first, last = write(start), write(row.end)
    return last if first == last else f"{first} tot en met {last}"


_PERIODS = {
    "year": lambda date: str(date.year),
    "quarter": lambda date: f"{date.quarter}e kwartaal van {date.year}",
    "month": lambda date: day(date).partition(" ")[2],
}


def _state_word(row) -> str:
    return labels.STATES[row.state][1]


def _state(row):
    late = "" if pd.isna(row.days_overdue) else f" ({counted(int(row.days_overdue), 'dag', 'dagen')})"
    return labels.state(row.state) + late


def due(cycle: Cycle) -> Chart | Block:
    """Draw how many promises are due per quarter, with those of which only the year is named apart."""
    rows = measure.due(cycle)
    if rows.empty:
        return note("Er staat niets meer open.")
    rows["programme"] = rows["programme"].fillna("")
    rows["moment"] = [_moment(row) for row in rows.itertuples()]
    order = rows.sort_values(["year", "quarter"], kind="stable")["moment"].drop_duplicates().tolist()
    names = {**titles(cycle), "": TOGETHER}
    wide = rows.pivot_table(index="moment", columns="programme", values="promises", aggfunc="sum", fill_value=0)
    wide = wide.reindex(index=order, columns=[slug for slug in names if slug in set(rows["programme"])])
    figure = go.Figure()
    for slug in wide.columns:
        figure.add_bar(
            name=wrapped(names[slug]),
            y=order,
            x=plain(wide[slug]),
            orientation="h",
            text=[str(count) if count else "" for count in wide[slug]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": PAPER},
            marker=style(list(names).index(slug)),
            hovertemplate="%{y}: %{x}",
        )
    figure.update_layout(
        barmode="stack",
        height=140 + 30 * len(order),
        yaxis={"autorange": "reversed", "type": "category"},
        xaxis={"title": {"text": "aantal beloften"}, "rangemode": "tozero"},
        uniformtext={"minsize": 10, "mode": "hide"},
    )
    totals = wide.sum(axis=1)
    caption = "Open beloften per moment waarop ze uiterlijk klaar zijn"
    columns = [
        Column("Uiterlijk in", "moment"),
        *(Column(names[slug], f"p{place}", number, True, unit="beloften") for place, slug in enumerate(wide.columns)),
        Column("Samen", "total", number, True, unit="beloften"),
    ]
    numbered = wide.set_axis([f"p{place}" for place in range(len(wide.columns))], axis=1)
    return Chart(
        "wanneer",
        figure,
        caption,
        _bunching(totals),
        source_line(cycle, cycle.milestones if len(cycle.milestones) else cycle.efforts),
        table(numbered.assign(total=totals).reset_index(), caption, columns),
        narrow={"height": 280 + 26 * len(order), "yaxis": {"tickfont": {"size": 11}}, "xaxis": {"title": {"text": ""}}},
    )


def _bunching(totals: pd.Series) -> str:
    """Say how many promises are open, and the one moment that has most of them, if there is one."""
    text = f"Nog open: {counted(int(totals.sum()), 'belofte', 'beloften')}. "
    if totals.eq(totals.max()).sum() == 1 and len(totals) > 1:
        text += f"De meeste ({int(totals.max())}) lopen af in {totals.idxmax()}. "
    return text + "Van wat alleen een jaar heeft, is het kwartaal niet bekend."


def _moment(row) -> str:
    """Name a quarter, or the year where the source names no more than that."""
    return f"{row.year}, alleen het jaar" if pd.isna(row.quarter) else f"{row.year}, {row.quarter}e kwartaal"
