"""Quality of the figures: contradictions, uncertain readings and what is unknown, worded neutrally."""

import pandas as pd

from analysis.data import Cycle, load_schemas
from analysis.measures.budget import reconciliation
from analysis.measures.completeness import SUBJECTS
from analysis.measures.completeness import completeness as measured_completeness
from analysis.measures.findings import findings
from analysis.measures.goals import GAPS
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.common import PLACE, TOGETHER, named, of, placed, short_name, titles
from analysis.present.formats import counted, day, euro, listed, number

#: Kinds of findings that are told together: the word for one, for more, and above a column.
GROUPS = {
    ("stated_total_differs",): (
        "gedrukt totaal dat niet gelijk is aan de som van de delen",
        "gedrukte totalen die niet gelijk zijn aan de som van de delen",
        "Totalen die verschillen",
    ),
    ("correction",): (
        "fout of tegenspraak in een bron",
        "fouten en tegenspraken in de bronnen",
        "Fouten en tegenspraken",
    ),
    ("uncertain_reading",): (
        "regel die op meer manieren te lezen is",
        "regels die op meer manieren te lezen zijn",
        "Onzeker gelezen",
    ),
    ("unknown_number",): ("regel zonder getal", "regels zonder getal", "Zonder getal"),
    tuple(GAPS): (
        "doel, inspanning of indicator die los hangt",
        "doelen, inspanningen en indicatoren die los hangen",
        "Los in het netwerk",
    ),
    ("overdue",): ("belofte over tijd", "beloften over tijd", "Over tijd"),
}


def answer(cycle: Cycle) -> Block:
    """Say what was found in the sources."""
    stated = reconciliation(cycle)["verdict"].value_counts()
    counts = findings(cycle)["kind"].value_counts()
    text = f"Van {counted(int(stated.sum()), 'gedrukt totaal', 'gedrukte totalen')} {'klopt' if stated.get('agrees', 0) == 1 else 'kloppen'} er {stated.get('agrees', 0)} en {'verschilt' if stated.get('differs', 0) == 1 else 'verschillen'} er {stated.get('differs', 0)} van de som van de delen. "
    others = [
        counted(int(counts.reindex(list(kinds)).sum()), one, more) for kinds, (one, more, _) in list(GROUPS.items())[1:]
    ]
    return answer_block(f"{text}Verder: {listed(others)}.")


def summary(cycle: Cycle) -> Block:
    """Tabulate the number of findings per programme and group of kinds."""
    found = findings(cycle)
    found["programme"] = found["programme"].fillna("")
    names = {**titles(cycle), **({"": TOGETHER} if found["programme"].eq("").any() else {})}
    group = found["kind"].map({kind: f"g{place}" for place, kinds in enumerate(GROUPS) for kind in kinds})
    keys = [f"g{place}" for place in range(len(GROUPS))]
    wide = pd.crosstab(found["programme"], group).reindex(index=list(names), columns=keys, fill_value=0)
    heads = [head for _, _, head in GROUPS.values()]
    columns = [
        Column("Programma", "programme", names.get),
        *(Column(head, key, number, True) for head, key in zip(heads, keys)),
        Column("Samen", "total", number, True),
    ]
    rows = wide.assign(total=wide.sum(axis=1)).rename_axis("programme").reset_index()
    return table(rows, "Aantal bevindingen per programma", columns)


def completeness(cycle: Cycle) -> Block:
    """Tabulate per programme how much of what a reader needs is there."""
    rows = measured_completeness(cycle)
    cells = {(row.programme, row.subject): row for row in rows.itertuples()}
    subjects = pd.DataFrame({"subject": [code for code in SUBJECTS if code in set(rows["subject"])]})

    def share(row, slug: str) -> str:
        cell = cells.get((slug, row.subject))
        return "" if cell is None else f"{number(cell.complete)} van {number(cell.rows)}"

    columns = [
        Column("Wat er is", "subject", labels.COMPLETE.get, wide=True),
        *(
            Column(title, lambda row, slug=slug: share(row, slug), numeric=True)
            for slug, title in titles(cycle).items()
        ),
    ]
    return table(subjects, "Hoe compleet de gegevens zijn", columns)


def all_findings(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every finding with what the source says, what follows from it, and where it stands; a reader may filter."""
    rows = named(cycle, of(findings(cycle), programme)).fillna({"title": TOGETHER})
    if rows.empty:
        return note("Er zijn geen bevindingen.")
    schemas = load_schemas()
    subjects = _subjects(cycle)
    columns = [
        Column("Programma", "title", choice=True),
        Column("Soort", "kind", labels.FINDINGS.get, choice=True),
        Column("In tabel", "table", lambda name: schemas[name]["title"], choice=True),
        Column("Onderwerp", lambda row: subjects.get(row.subject, row.subject)),
        Column("Er staat", _says),
        Column("Te verwachten was", _expected),
        Column("Toelichting", _remark, wide=True),
        Column("Plaats in de bron", "section"),
    ]
    return table(rows, "Alle bevindingen", columns[programme is not None :], filterable=True)


def _says(row) -> str:
    """Write what the source says of what was found."""
    if pd.notna(row.due):
        return f"uiterlijk {day(row.due)}"
    return euro(row.stated_eur) if pd.notna(row.stated_eur) else row.printed if pd.notna(row.printed) else ""


def _expected(row) -> str:
    """Write what follows from the source itself, with the difference."""
    if pd.notna(row.computed_eur):
        return f"{euro(row.computed_eur)} (verschil {euro(row.difference_eur)})"
    return row.expected if pd.notna(row.expected) else ""


def _remark(row) -> str:
    treatment = f"Verwerkt: {row.treatment}" if pd.notna(row.treatment) else ""
    return " ".join(filter(None, [row.note if pd.notna(row.note) else "", treatment]))


def _subjects(cycle: Cycle) -> dict[str, str]:
    """Give titles for the subjects that are keys: indicators with a year, and efforts with a goal."""
    indicator = cycle.indicators.set_index("indicator")["title"]
    effort = cycle.efforts.set_index("effort")["title"]
    named_years = {
        f"{row.indicator} {row.year}": f"{indicator[row.indicator]}, {row.year}"
        for row in cycle.indicator_targets.itertuples()
    }
    linked = {
        f"{row.effort} {row.goal}": f"{effort[row.effort]} bij doel {short_name(row.goal)}"
        for row in cycle.effort_goals.itertuples()
    }
    return {**indicator, **named_years, **linked}


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
    return table(placed(cycle, rows), "Omgevingscijfers uit de bron", columns)


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
