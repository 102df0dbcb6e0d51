"""Steering: the bodies that meet, how often, and who sits in several of them."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import steering as measure
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import SERIES, Chart, wrapped
from analysis.present.common import PLACE, PROGRAMME, named, of, source_line, with_documents
from analysis.present.formats import about, counted, listed, number

MEETINGS = Column("Keer per jaar", "meetings_per_year", lambda count: "" if pd.isna(count) else about(count), True)
BODIES = Column("Overleggen", "bodies", number, True)
WITHOUT = Column("Zonder aantal", "without_number", number, True)


def answer(cycle: Cycle) -> Block:
    """Say how often the bodies of the programmes meet."""
    rows = named(cycle, measure.load(cycle))
    if rows.empty:
        return answer_block("De bronnen noemen geen overleggen.")
    known = rows.dropna(subset=["meetings_per_year"])
    text = f"De bronnen noemen {counted(int(rows['bodies'].sum()), 'overleg', 'overleggen')}"
    text += f"; bij {int(rows['without_number'].sum())} staat niet hoe vaak. "
    if len(known):
        most = known.loc[known["meetings_per_year"].idxmax()]
        text += f"Het meeste overleg staat bij {most['title']}: {about(most['meetings_per_year'])} keer per jaar."
    return answer_block(text)


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how often the bodies of a programme meet."""
    rows = of(measure.load(cycle), programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen overleggen.", attention=True)
    row = rows.iloc[0]
    text = f"De bron noemt {counted(int(row['bodies']), 'overleg', 'overleggen')}"
    if pd.notna(row["meetings_per_year"]):
        text += f", samen {about(row['meetings_per_year'])} keer per jaar"
    return paragraph(
        text + (f"; bij {int(row['without_number'])} staat niet hoe vaak." if row["without_number"] else ".")
    )


def load(cycle: Cycle) -> Chart | Block:
    """Draw the meetings a year of each programme."""
    rows = named(cycle, measure.load(cycle))
    if rows["meetings_per_year"].isna().all():
        return note("De bronnen noemen geen overleg waarvan staat hoe vaak het is.", attention=True)
    figure = go.Figure(
        go.Bar(
            y=[wrapped(title) for title in rows["title"]],
            x=[None if pd.isna(count) else float(count) for count in rows["meetings_per_year"]],
            orientation="h",
            text=[_bar_text(row) for row in rows.itertuples()],
            textposition="outside",
            cliponaxis=False,
            marker={"color": SERIES[0]},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    most = rows["meetings_per_year"].max()
    figure.update_layout(
        height=90 + 44 * len(rows),
        yaxis={"autorange": "reversed"},
        xaxis={"title": {"text": "keer per jaar"}, "range": [0, most * 1.35]},
    )
    caption = "Overleg per programma: keer per jaar, voor zover de bron dat noemt"
    left_out = int(rows["without_number"].sum())
    return Chart(
        "overleg",
        figure,
        caption,
        f"Een plus met een getal telt de overleggen waarvan niet staat hoe vaak ze zijn: samen {left_out}."
        if left_out
        else "Bij elk overleg staat hoe vaak het is.",
        source_line(cycle, cycle.governance),
        table(rows, caption, [PROGRAMME, MEETINGS, BODIES, WITHOUT]),
        narrow={"xaxis": {"title": {"text": ""}, "range": [0, most * 1.8]}},
    )


def _bar_text(row) -> str:
    known = "" if pd.isna(row.meetings_per_year) else about(row.meetings_per_year)
    return f"{known} + {row.without_number}" if row.without_number else known


def roles(cycle: Cycle) -> Block:
    """Tabulate the roles that sit in several bodies."""
    rows = measure.load_per_role(cycle)
    if rows.empty:
        return note("Geen functie zit in meer dan één overleg.")
    columns = [
        Column("Functie", "role"),
        Column("Programma’s", "programmes", number, True),
        BODIES,
        MEETINGS,
        WITHOUT,
    ]
    return joined(
        [
            paragraph(
                "Dezelfde functie kan in elk programma door iemand anders worden vervuld. Als er één overleg bij meer programma’s staat, kan dat hetzelfde overleg zijn."
            ),
            table(rows, "Functies die in meer dan één overleg zitten", columns),
        ]
    )


def bodies(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every body: who chairs, who takes part, how often."""
    rows = named(cycle, of(cycle.governance, programme))
    if rows.empty:
        return note("De bron noemt geen overleggen.", attention=True)
    rows["participants"] = (
        rows["participants"]
        .str.split(";")
        .map(lambda names: listed(name.strip() for name in names), na_action="ignore")
    )
    columns = [
        Column("Programma", "title", choice=True),
        Column("Overleg", "body"),
        Column("Voorzitter", "chair"),
        Column("Deelnemers", "participants", wide=True),
        Column("Hoe vaak", "frequency"),
        MEETINGS,
        PLACE,
    ]
    return table(
        with_documents(cycle, rows),
        "Overleggen en wie eraan meedoen",
        columns[programme is not None :],
        filterable=programme is None,
    )
