"""The seven areas: how each programme stands on each, and what the figures say beside it."""

from analysis.data import Cycle
from analysis.measures import budget, indicators, planning
from analysis.measures import steering as meetings
from analysis.measures.areas import AREAS, assessments
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, legend, paragraph, table
from analysis.present.common import of, titles
from analysis.present.formats import counted, euro, number


def area_name(code: str) -> str:
    """Give the name of an area, with a capital."""
    name = labels.word("assessments", "area", code)
    return name[:1].upper() + name[1:]


def matrix(cycle: Cycle) -> Block:
    """Tabulate programmes by areas: sign, word and colour, with what each sign means under it."""
    rows = assessments(cycle)
    wide = rows.pivot(index="programme", columns="area", values="status").reindex(titles(cycle).index).reset_index()
    columns = [
        Column("Programma", "programme", titles(cycle).get),
        *(Column(area_name(area), area, labels.assessment) for area in AREAS),
    ]
    return joined(
        [
            paragraph(_standing(rows)),
            table(wide, "Stand van de programma’s op de zeven gebieden", columns, classes="gebieden"),
            legend(labels.assessment(code) for code in labels.ASSESSMENTS),
        ]
    )


def _standing(rows) -> str:
    counts = rows["status"].value_counts()
    judged = len(rows) - int(counts.get("not_assessed", 0))
    if not judged:
        return f"Nog geen van de {len(rows)} gebieden is beoordeeld: dat gebeurt in de rapportages na deze uitgave."
    parts = [
        f"{number(int(counts.get(code, 0)))} {labels.word('assessments', 'status', code)}"
        for code in labels.ASSESSMENTS
        if code != "not_assessed"
    ]
    return f"Van de {len(rows)} gebieden {'is' if judged == 1 else 'zijn'} er {judged} beoordeeld: {', '.join(parts)}."


def of_programme(cycle: Cycle, programme: str) -> Block:
    """Tabulate the seven areas of one programme: the assessment, its explanation, and what the figures say."""
    says = figures_say(cycle, programme)
    columns = [
        Column("Gebied", "area", area_name),
        Column("Oordeel", "status", labels.assessment),
        Column("Toelichting", "explanation", wide=True),
        Column("Door", "author_role"),
        Column("Wat de cijfers zeggen", lambda row: says.get(row.area, ""), wide=True),
    ]
    return table(of(assessments(cycle), programme), "De zeven gebieden waarop het programma gevolgd wordt", columns)


def figures_say(cycle: Cycle, programme: str) -> dict[str, str]:
    """Say per area what the figures of a programme tell about it."""
    verdicts = of(indicators.verdict(cycle), programme)
    plan = of(planning.schedule(cycle), programme)
    stated = of(budget.reconciliation(cycle), programme)
    uncovered = of(budget.totals(cycle, by=("programme",)), programme)["uncovered_eur"].sum()
    risks = of(cycle.risks, programme)
    bodies = of(meetings.load(cycle), programme)["bodies"].sum()
    good = int(verdicts["verdict"].isin(["reached", "on_course"]).sum())
    return {
        "results": f"{int(verdicts['observed'].notna().sum())} van {counted(len(verdicts), 'indicator', 'indicatoren')} gemeten, {good} gehaald of op koers.",
        "planning": f"{counted(len(plan), 'moment of periode', 'momenten en perioden')}, waarvan {int(plan['state'].eq('overdue').sum())} over tijd.",
        "finance": f"{euro(uncovered)} zonder dekking; {counted(int(stated['verdict'].eq('differs').sum()), 'gedrukt totaal verschilt', 'gedrukte totalen verschillen')} van de som van de delen.",
        "risks": f"{counted(len(risks), 'risico', 'risico’s')}, waarvan {int(risks['response'].isna().sum())} zonder maatregel.",
        "stakeholders": f"{counted(int(bodies), 'overleg', 'overleggen')}.",
        "outlook": f"{counted(int(plan['state'].isin(['current', 'planned']).sum()), 'moment of periode ligt', 'momenten en perioden liggen')} nog open.",
    }
