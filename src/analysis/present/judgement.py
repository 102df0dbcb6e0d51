"""What stands behind a verdict: its numbers and pace, other ways to judge, and the noise in what was measured."""

import pandas as pd

from analysis.data import Cycle
from analysis.measures import indicators as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.common import of
from analysis.present.formats import counted, listed, number, percent
from analysis.present.progress import exact, with_verdicts


def inputs(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every number that the verdicts on measured indicators used, with the pace so far and the pace needed."""
    rows = with_verdicts(cycle, programme)[
        ["indicator", "title", "unit", "unit_short", "decimals", "write", "programme_title", "kind"]
    ]
    rows = rows.merge(
        measure.verdict_inputs(cycle).drop(columns=["programme", "kind"]), on="indicator", validate="one_to_one"
    )
    rows = rows[rows["observed"].notna()]
    if rows.empty:
        return note("Er is na de peiling nog niets gemeten; er is geen tempo te berekenen.")
    value = lambda column: Column(HEADS[column], lambda row: exact(row, getattr(row, column)), numeric=True)  # noqa: E731
    change = lambda column: Column(HEADS[column], lambda row: _change(row, getattr(row, column)), numeric=True)  # noqa: E731
    columns = [
        Column("Programma", "programme_title"),
        Column("Indicator", lambda row: f"{row.title} ({row.unit})"),
        Column("Oordeel", "verdict", labels.verdict),
        value("baseline"),
        Column("Gemeten", lambda row: f"{exact(row, row.observed)} ({row.observed_year})", numeric=True),
        value("path"),
        change("gap"),
        Column(
            "Bereikt deel van het pad", "attainment", lambda share: "" if pd.isna(share) else percent(share, 0), True
        ),
        change("gap_to_target"),
        change("pace_realised"),
        change("pace_required"),
    ]
    return table(rows, "Wat er achter de oordelen zit: pad, verschil en tempo", columns[programme is not None :])


HEADS = {
    "baseline": "Peilwaarde",
    "path": "Pad in dat jaar",
    "gap": "Verschil met het pad",
    "gap_to_target": "Verschil met het einddoel",
    "pace_realised": "Verandering per jaar tot nu",
    "pace_required": "Nodig per jaar vanaf nu",
}


def _change(row, value: float) -> str:
    """Write a difference with its sign: of a category in steps, of a percentage in percentage points."""
    if pd.isna(value):
        return ""
    sign = "+" if value > 0 else ""
    if row.unit_short == "%" and row.kind != "category":
        return f"{sign}{exact(row, value).removesuffix('%')} procentpunt"
    if row.kind == "category":
        return f"{sign}{number(value, 1).removesuffix(',0')} {'stap' if abs(value) == 1 else 'stappen'}"
    return f"{sign}{exact(row, value)}"


def second_opinions(cycle: Cycle) -> Block:
    """Tabulate the other two ways to judge, and say where one disagrees with the verdict."""
    rows = measure.second_opinions(cycle, extrapolation="compound")
    rows = rows[rows["verdict"].isin(["reached", "on_course", "attention", "behind", "wrong_way"])]
    if rows.empty:
        return note("Zolang er na de peiling niet gemeten is, is er geen tweede mening te geven.")
    titled = cycle.indicators.set_index("indicator")["title"]
    ratio = lambda value: "bestaat niet" if pd.isna(value) else number(value, 2)  # noqa: E731
    columns = [
        Column("Indicator", lambda row: titled[row.indicator]),
        Column("Oordeel", "verdict", labels.verdict),
        Column("Groeiverhouding (Open SDG)", "growth_ratio", ratio, True),
        Column("Oordeel Open SDG", "growth_class", _opinion),
        Column("Doorgetrokken groei (VN/Eustat)", "extrapolation_q", ratio, True),
        Column("Oordeel VN/Eustat", "extrapolation_class", _opinion),
        Column("Wijkt af", "differs", lambda differs: "ja" if differs else "nee"),
    ]
    opinions = table(rows, "Tweede meningen: twee andere manieren om hetzelfde te beoordelen", columns)
    return joined([paragraph(_disagreement(rows, titled)), opinions])


OPINIONS = {
    "target_achieved": "doel gehaald",
    "substantial_progress": "flinke vooruitgang",
    "moderate_progress": "matige vooruitgang",
    "limited_progress": "weinig vooruitgang",
    "deterioration": "achteruitgang",
    "on_track_or_met": "op koers of gehaald",
    "fair_progress": "redelijke vooruitgang",
    "stagnation_or_regression": "stilstand of achteruitgang",
}


def _opinion(code: str) -> str:
    return OPINIONS.get(code, "bestaat niet")


def _disagreement(rows: pd.DataFrame, titled: pd.Series) -> str:
    """Say in a sentence which verdicts another method does not share."""
    differing = rows[rows["differs"]]
    if differing.empty:
        return "Geen van de andere methoden komt tot een ander oordeel."
    names = listed(f"‘{titled[indicator]}’" for indicator in differing["indicator"])
    return f"Bij {counted(len(differing), 'indicator', 'indicatoren')} komt een andere methode tot een ander oordeel: {names}. Het oordeel langs het vastgestelde pad gaat voor."


def limits(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate the natural limits of indicators with enough measurements; a value inside them is no news by itself."""
    rows = of(measure.control_limits(cycle), programme)
    if rows.empty:
        return note("Van geen indicator zijn er vijf metingen; grenzen van toeval zijn dan niet te berekenen.")
    rows = rows.merge(
        with_verdicts(cycle, programme)[["indicator", "title", "unit", "write"]], on="indicator", validate="one_to_one"
    )
    columns = [
        Column("Indicator", lambda row: f"{row.title} ({row.unit})"),
        Column("Metingen", "observations", number, True),
        Column("Gemiddelde", lambda row: row.write(row.mean), numeric=True),
        Column("Ondergrens", lambda row: row.write(row.lower), numeric=True),
        Column("Bovengrens", lambda row: row.write(row.upper), numeric=True),
        Column("Soort", "provisional", lambda early: "proeflimieten (minder dan 12 metingen)" if early else "limieten"),
    ]
    return table(rows, "Grenzen van toeval (XmR): een waarde daarbinnen is op zichzelf geen nieuws", columns)
