"""Quality of the figures: contradictions, uncertain readings and what is unknown, worded neutrally."""

import pandas as pd

from analysis.data import Cycle, load_schemas
from analysis.measures.budget import reconciliation
from analysis.measures.findings import findings
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.common import PLACE, PROGRAMME, named, of, titles, without_repeats
from analysis.present.formats import counted, listed, number

KINDS = {
    "stated_total_differs": (
        "gedrukt totaal dat niet gelijk is aan de som van de delen",
        "gedrukte totalen die niet gelijk zijn aan de som van de delen",
    ),
    "correction": ("fout of tegenspraak in een bron", "fouten en tegenspraken in de bronnen"),
    "uncertain_reading": ("cijfer dat op meer manieren te lezen is", "cijfers die op meer manieren te lezen zijn"),
    "unknown_number": ("regel waarvan de bron geen getal noemt", "regels waarvan de bron geen getal noemt"),
}


def answer(cycle: Cycle) -> Block:
    """Say what was found in the sources."""
    stated = reconciliation(cycle)["verdict"].value_counts()
    counts = findings(cycle)["kind"].value_counts()
    text = f"Van {counted(int(stated.sum()), 'gedrukt totaal', 'gedrukte totalen')} {'klopt' if stated.get('agrees', 0) == 1 else 'kloppen'} er {stated.get('agrees', 0)} en {'verschilt' if stated.get('differs', 0) == 1 else 'verschillen'} er {stated.get('differs', 0)} van de som van de delen. "
    text += f"Verder: {listed(counted(int(counts.get(kind, 0)), *KINDS[kind]) for kind in list(KINDS)[1:])}."
    return answer_block(text)


def summary(cycle: Cycle) -> Block:
    """Tabulate the number of findings per programme and kind."""
    found = findings(cycle)
    wide = pd.crosstab(found["programme"], found["kind"]).reindex(
        index=titles(cycle).index, columns=list(KINDS), fill_value=0
    )
    heads = {
        "stated_total_differs": "Totalen die verschillen",
        "correction": "Fouten en tegenspraken",
        "uncertain_reading": "Onzeker gelezen",
        "unknown_number": "Zonder getal",
    }
    columns = [PROGRAMME, *(Column(heads[kind], kind, number, True) for kind in KINDS)]
    return table(named(cycle, wide.reset_index()), "Aantal bevindingen per programma", columns)


def corrections(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate the known faults and contradictions in the sources."""
    rows = named(cycle, of(cycle.corrections, programme))
    if rows.empty:
        return note("Er zijn geen fouten of tegenspraken in de bron bekend.")
    columns = [
        Column("Onderwerp", "subject"),
        Column("Er staat", "printed"),
        Column("Te verwachten was", "expected"),
        Column("Waarom", "reason", wide=True),
        Column("Hoe verwerkt", "treatment"),
        PLACE,
    ]
    return table(rows, "Fouten en tegenspraken in de bronnen", [*([PROGRAMME] if programme is None else []), *columns])


def listed_findings(cycle: Cycle, kind: str, programme: str | None = None) -> Block:
    """Tabulate the findings of one kind."""
    rows = named(cycle, of(findings(cycle), programme))
    rows = rows[rows["kind"] == kind]
    if rows.empty:
        return note(f"Er zijn geen {KINDS[kind][1]}.")
    schemas = load_schemas()
    indicator = cycle.indicators.set_index("indicator")["title"]
    columns = [
        Column("Tabel", "table", lambda name: schemas[name]["title"]),
        Column("Onderwerp", lambda row: _subject(row.subject, indicator)),
        PLACE,
    ]
    title = KINDS[kind][1]
    return table(rows, title[:1].upper() + title[1:], [*([PROGRAMME] if programme is None else []), *columns])


def _subject(subject: str, indicator: pd.Series) -> str:
    """Write the title of an indicator instead of its key."""
    key, _, year = subject.partition(" ")
    return f"{indicator[key]} {year}".strip() if key in indicator.index else subject


def statistics(cycle: Cycle, programme: str) -> Block:
    """Tabulate the context figures that the source of a programme gives."""
    rows = of(cycle.statistics, programme)
    if rows.empty:
        return note("De bron geeft geen omgevingscijfers.")
    relation = {"exactly": "", "about": "ongeveer ", "more_than": "meer dan ", "less_than": "minder dan "}
    columns = [
        Column("Cijfer", "title"),
        Column("Gebied", "area"),
        Column("Waarde", lambda row: relation[row.relation] + _plain_number(row.value), numeric=True),
        Column("Eenheid", "unit"),
        Column("Jaar", "year"),
        PLACE,
    ]
    return table(without_repeats(rows), "Omgevingscijfers uit de bron", columns)


def _plain_number(value: float) -> str:
    """Write a number with the decimals it has."""
    return (
        number(value)
        if pd.isna(value)
        else number(value, len(f"{value:g}".partition(".")[2]) if abs(value) < 1000 else 0)
    )


def source(cycle: Cycle, programme: str) -> Block:
    """Name the documents that the figures of a programme come from."""
    used = {row for name in cycle.tables for row in _sources_in(cycle, name, programme)}
    rows = cycle.sources[cycle.sources["source"].isin(used)]
    columns = [
        Column("Document", "title"),
        Column("Kenmerk", "document_number"),
        Column("Uitgever", "publisher"),
        Column("Toelichting", "note"),
    ]
    return joined(
        [
            paragraph("Elk cijfer op deze pagina noemt de plaats in het document waar het staat."),
            table(rows, "Brondocumenten", columns),
        ]
    )


def _sources_in(cycle: Cycle, name: str, programme: str) -> set:
    frame = cycle.tables[name]
    return set(of(frame, programme)["source"]) if {"programme", "source"} <= set(frame.columns) else set()
