"""The network of goals and efforts in words and tables, and what hangs loose in it."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import goals as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.common import PLACE, PROGRAMME, named, of, short_name, titles, together, with_documents
from analysis.present.formats import counted, listed, number


def answer(cycle: Cycle) -> Block:
    """Say how goals and efforts hang together over all programmes."""
    aims, work = measure.goals(cycle), measure.efforts(cycle)
    if aims.empty or work.empty:
        return answer_block("De bronnen noemen geen doelen met inspanningen.")
    return answer_block(
        f"{together(cycle, 'noemt', 'noemen')} {counted(len(aims), 'doel', 'doelen')} en {_standing(work)} "
        f"Van de doelen {_have(~aims['has_effort'])} geen inspanning en {number(int((~aims['has_indicator']).sum()))} geen indicator."
    )


def _standing(work: pd.DataFrame) -> str:
    """Say how many efforts are linked with a goal, by the source or derived."""
    stated, loose = int(work["stated_goals"].gt(0).sum()), int(work["goals"].eq(0).sum())
    derived = len(work) - stated - loose
    parts = [f"bij {number(stated)} zegt de bron zelf aan welk doel ze bijdragen"]
    parts += [f"bij {number(derived)} is dat uit de tekst afgeleid"] * bool(derived)
    parts += [f"bij {number(loose)} is er geen verband te vinden"] * bool(loose)
    return f"{counted(len(work), 'inspanning', 'inspanningen')}: {listed(parts)}."


def _have(without: pd.Series) -> str:
    count = int(without.sum())
    return f"{'heeft' if count == 1 else 'hebben'} er {number(count)}"


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how the efforts of a programme hang together with its goals."""
    work = of(measure.efforts(cycle), programme)
    if work.empty:
        return note("De bron noemt voor dit programma geen inspanningen.", attention=True)
    return paragraph(f"Het programma noemt {_standing(work)}")


def links(cycle: Cycle, programme: str) -> Block:
    """Tabulate the efforts of a programme with the goals they contribute to."""
    work = of(measure.efforts(cycle), programme)
    lines = of(measure.links(cycle), programme)
    lines = lines[lines["kind"].eq("effort_goal")]
    lines = lines.assign(number=lines["upper"].map(short_name))
    by_effort = {stated: rows.groupby("lower")["number"].agg(listed) for stated, rows in lines.groupby("stated")}
    empty = pd.Series(dtype="str")
    work = work.assign(
        stated=work["effort"].map(by_effort.get(True, empty)), derived=work["effort"].map(by_effort.get(False, empty))
    )
    columns = [
        Column("Inspanning", "title"),
        Column("Doel volgens de bron", "stated"),
        Column("Doel, afgeleid", "derived"),
        Column("Plaats in de bron", "section"),
    ]
    return table(work, f"{titles(cycle)[programme]}: inspanningen en de doelen waaraan ze bijdragen", columns)


def counts(cycle: Cycle) -> Block:
    """Tabulate per programme how many goals, efforts and links there are, and how many hang loose."""
    aims, work = measure.goals(cycle), measure.efforts(cycle)
    lines = measure.links(cycle)
    lines = lines[lines["kind"].eq("effort_goal")]
    rows = pd.DataFrame(index=titles(cycle).index)
    for name, frame in {
        "goals": aims,
        "goals_loose": aims[~aims["has_effort"]],
        "goals_unmeasured": aims[~aims["has_indicator"]],
        "efforts": work,
        "efforts_loose": work[work["goals"].eq(0)],
        "stated": lines[lines["stated"]],
        "derived": lines[~lines["stated"]],
    }.items():
        rows[name] = frame.groupby("programme").size()
    rows = named(cycle, rows.fillna(0).astype(int).rename_axis("programme").reset_index())
    heads = [
        "Doelen",
        "Zonder inspanning",
        "Zonder indicator",
        "Inspanningen",
        "Zonder doel",
        "Verbanden van de bron",
        "Afgeleide verbanden",
    ]
    columns = [Column(head, name, number, True) for head, name in zip(heads, rows.columns[1:-1])]
    return table(rows, "Doelen, inspanningen en hun verbanden per programma", [PROGRAMME, *columns])


def loose(cycle: Cycle) -> Block:
    """Name everything that hangs loose in the network; a reader may filter it."""
    rows = named(cycle, measure.gaps(cycle))
    if rows.empty:
        return note("Er hangt niets los: elk doel heeft een inspanning en een indicator, en elke inspanning een doel.")
    columns = [
        Column("Programma", "title", choice=True),
        Column("Wat er ontbreekt", "kind", labels.FINDINGS.get, choice=True),
        Column("Doel, inspanning of indicator", "subject", wide=True),
        PLACE,
    ]
    return table(with_documents(cycle, rows), "Wat los hangt in de netwerken", columns, filterable=True)
