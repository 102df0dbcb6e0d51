"""Risks: which programmes name the same one, and what each does about it."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import risks as measure
from analysis.present import charts
from analysis.present.blocks import Block, Column, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import Chart, wrapped
from analysis.present.common import PLACE, named, of, source_line, titles, together, with_documents
from analysis.present.formats import counted, listed, number


def answer(cycle: Cycle) -> Block:
    """Say how many risks the programmes name, which they share, and how many have a response."""
    rows, themes = cycle.risks, measure.themes(cycle)
    if rows.empty:
        return answer_block("De bronnen noemen geen risico’s.")
    shared = themes[themes["programmes"].gt(1)]
    text = f"{together(cycle, 'noemt', 'noemen')} {counted(len(rows), 'risico', 'risico’s')} over {counted(len(themes), 'thema', 'thema’s')}. "
    if len(shared):
        most = shared[shared["programmes"].eq(shared["programmes"].max())]
        text += f"Door {counted(int(most.iloc[0].programmes), 'programma', 'programma’s')} gedeeld: {listed(theme_name(code).lower() for code in most['theme'])}. "
    without = int(rows["response"].isna().sum())
    return answer_block(
        text
        + (f"Bij {without} ervan noemt de bron geen maatregel." if without else "Bij elk noemt de bron een maatregel.")
    )


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how many risks a programme names, and which other programmes share."""
    rows = of(cycle.risks, programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen risico’s.", attention=True)
    themes = measure.themes(cycle).set_index("theme")["programmes"]
    shared = int(rows["theme"].map(themes).gt(1).sum())
    without = int(rows["response"].isna().sum())
    text = f"Het programma noemt {counted(len(rows), 'risico', 'risico’s')}; {shared} daarvan met een thema dat ook een ander programma noemt. "
    return paragraph(
        text + (f"Bij {without} noemt de bron geen maatregel." if without else "Bij elk noemt de bron een maatregel.")
    )


def theme_name(code: str) -> str:
    """Write the code of a theme as words."""
    words = code.replace("-", " ")
    return words[:1].upper() + words[1:]


def matrix(cycle: Cycle) -> Chart | Block:
    """Draw how many risks each programme names per theme."""
    themes = measure.themes(cycle)
    if themes.empty:
        return note("De bronnen noemen geen risico’s.", attention=True)
    rows = measure.by_theme_and_programme(cycle)
    wide = rows.pivot(index="theme", columns="programme", values="risks").reindex(
        index=themes["theme"], columns=titles(cycle).index
    )
    cells = [[None if pd.isna(count) else int(count) for count in line] for line in wide.to_numpy(dtype="float64")]
    figure = charts.matrix(
        cells,
        [["" if count is None else str(count) for count in line] for line in cells],
        [wrapped(title, 14) for title in titles(cycle)],
        [wrapped(theme_name(code), 30) for code in wide.index],
        highest=int(rows["risks"].max()),
    )
    figure.update_layout(height=130 + 32 * len(wide), yaxis={"tickfont": {"size": 13}})
    small = {"tickfont": {"size": 10}}
    caption = "Aantal risico’s per thema en programma"
    shared = int(themes["programmes"].gt(1).sum())
    return Chart(
        "risicos",
        figure,
        caption,
        f"{shared} van de {counted(len(themes), 'thema', 'thema’s')} {'staat' if shared == 1 else 'staan'} bij meer dan één programma; het meest gedeelde staat bovenaan.",
        source_line(cycle, cycle.risks),
        _table(cycle, wide, themes, caption),
        narrow={
            "height": 150 + 36 * len(wide),
            "font": {"size": 10},
            "xaxis": {"tickangle": -90, **small},
            "yaxis": small,
        },
    )


def _table(cycle: Cycle, wide: pd.DataFrame, themes: pd.DataFrame, caption: str) -> Block:
    """Tabulate the matrix that is drawn, with per theme how many risks have a response."""
    numbered = wide.fillna(0).astype(int).set_axis([f"p{place}" for place in range(len(wide.columns))], axis=1)
    rows = numbered.reset_index().merge(themes, on="theme", validate="one_to_one")
    columns = [
        Column("Thema", "theme", theme_name),
        *(Column(title, f"p{place}", number, True, unit="risico’s") for place, title in enumerate(titles(cycle))),
        Column("Samen", "risks", number, True, unit="risico’s"),
        Column("Met een maatregel", "with_response", number, True, unit="risico’s"),
    ]
    return table(rows, caption, columns)


def listed_risks(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate risks with the response of their contract; a reader may pick a programme or a theme."""
    rows = named(cycle, of(cycle.risks, programme))
    if rows.empty:
        return note("De bron noemt geen risico’s.", attention=True)
    rows = rows.assign(risk_title=cycle.risks["title"]).assign(without=rows["response"].isna())
    columns = [
        Column("Programma", "title", choice=True),
        Column("Risico", "risk_title"),
        Column("Thema", "theme", theme_name, choice=True),
        Column("In woorden", "summary", wide=True),
        Column(
            "Wat eraan gedaan wordt", lambda row: "geen maatregel genoemd" if row.without else row.response, wide=True
        ),
        PLACE,
    ]
    caption = "Risico’s en wat eraan gedaan wordt"
    return table(with_documents(cycle, rows), caption, columns[programme is not None :], filterable=True)
