"""Indicators: path, values and verdict, in tables and small multiples."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import indicators as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import MUTED, Chart, wrapped
from analysis.present.common import PLACE, PROGRAMME, named, of, placed, source_line, titles, together
from analysis.present.formats import UNKNOWN, counted, day, if_known, listed, number, percent, quantity

ORDER = list(labels.VERDICTS)


def answer(cycle: Cycle) -> Block:
    """Say how the indicators stand."""
    return answer_block(_standing(measure.verdict(cycle), f"{together(cycle, 'heeft', 'hebben samen')} "))


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how the indicators of a programme stand."""
    return paragraph(_standing(of(measure.verdict(cycle), programme), "Het programma heeft "))


def _standing(verdicts: pd.DataFrame, start: str) -> str:
    if verdicts.empty:
        return f"{start}nog geen indicatoren."
    counts = verdicts["verdict"].value_counts().reindex(ORDER).dropna().astype(int)
    measured = int(verdicts["observed"].notna().sum())
    text = f"{start}{counted(len(verdicts), 'indicator', 'indicatoren')}"
    text += (
        f"; {'geen ervan is' if measured == 0 else counted(measured, 'ervan is', 'ervan zijn')} na de peiling gemeten. "
    )
    return text + f"Oordeel: {listed(f'{n} {labels.VERDICTS[code][1]}' for code, n in counts.items())}."


def with_verdicts(cycle: Cycle, programme: str | None) -> pd.DataFrame:
    """Join each indicator with its verdict, its programme and the way to write its values."""
    rows = of(cycle.indicators, programme).merge(
        measure.verdict(cycle)[["indicator", "verdict", "attainment", "observed", "observed_year", "gap"]],
        on="indicator",
        validate="one_to_one",
    )
    scales = {name: steps.set_index("rank")["category"] for name, steps in cycle.scales.groupby("scale")}
    return rows.assign(
        programme_title=rows["programme"].map(titles(cycle)), write=[_writer(row, scales) for row in rows.itertuples()]
    )


def _writer(row, scales: dict):
    """Give the function that writes a value of an indicator: a step of its scale, or a number with its unit."""
    if row.kind == "category":
        return lambda rank: UNKNOWN if pd.isna(rank) else scales[row.scale].get(int(rank), UNKNOWN)
    return lambda value: quantity(value, row.decimals, "%" if row.unit_short == "%" else "")


def exact(row, value: float) -> str:
    """Write a value with one decimal more than its indicator has where it lies between two: a path need not be whole."""
    if pd.isna(value):
        return ""
    if row.kind == "category" or round(value, int(row.decimals)) == value:
        return row.write(value)
    return quantity(value, row.decimals + 1, "%" if row.unit_short == "%" else "")


def overview(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every indicator: baseline, target per year, value and verdict."""
    rows = with_verdicts(cycle, programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen indicatoren.", attention=True)
    targets = cycle.indicator_targets[cycle.indicator_targets["indicator"].isin(rows["indicator"])]
    at = {(row.indicator, row.year): row for row in targets.itertuples()}
    by_year = [
        Column(str(year), lambda row, year=year: _target(row, at.get((row.indicator, year))), numeric=True)
        for year in sorted(targets["year"].unique())
    ]
    seen = (
        [
            Column("Gemeten", _observed, numeric=True),
            Column("Bereikt deel van het pad", "attainment", if_known(lambda v: percent(v, 0)), True),
        ]
        if rows["observed"].notna().any()
        else []
    )
    columns = [
        Column("Indicator", lambda row: f"{row.title} ({row.unit})"),
        Column("Oordeel", "verdict", labels.verdict),
        Column("Peilwaarde", baseline_text, numeric=True),
        *by_year,
        *seen,
        PLACE,
    ]
    if programme is None:
        columns.insert(0, Column("Programma", "programme_title"))
    standing = table(
        placed(cycle, rows.assign(note=_remarks(rows, targets))),
        "Indicatoren met peilwaarde, doelwaarde per jaar en oordeel; 'n.t.b.' is nog te bepalen",
        columns,
    )
    return joined([standing, *_measurements(cycle, rows)])


def _remarks(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.Series:
    """Put together what is to be said of each indicator: who measures it, its own note, those of its targets."""
    explained = targets.dropna(subset=["note"]).groupby("indicator")["note"].agg(_each_once)
    parts = pd.DataFrame(
        {
            "owner": rows["owner"].map("Meting: {}.".format, na_action="ignore"),
            "note": rows["note"],
            "targets": rows["indicator"].map(explained).map("Doelwaarde: {}".format, na_action="ignore"),
        }
    )
    return parts.apply(lambda row: " ".join(row.dropna()), axis=1) if len(parts) else rows["note"]


def _each_once(texts: pd.Series) -> str:
    """Put texts after each other, without those that another says already."""
    different = list(dict.fromkeys(texts))
    return " ".join(text for text in different if not any(text in other for other in different if other != text))


def _measurements(cycle: Cycle, rows: pd.DataFrame) -> list[Block]:
    """Tabulate every measurement of these indicators with its status and place, where there is any."""
    own = rows[["programme", "indicator", "title", "unit", "write"]]
    seen = cycle.observations.merge(own, on="indicator", validate="many_to_one").sort_values(["indicator", "date"])
    if seen.empty:
        return []
    columns = [
        Column("Indicator", lambda row: f"{row.title} ({row.unit})"),
        Column("Datum", "date", day),
        Column("Meting", lambda row: row.category if pd.notna(row.category) else row.write(row.value), numeric=True),
        Column("Status", "status", lambda code: labels.word("observations", "status", code)),
        PLACE,
    ]
    return [table(placed(cycle, seen), "Metingen, met de plaats in de bron", columns)]


def baseline_text(row) -> str:
    """Write the baseline of an indicator with its year, or that it is unknown."""
    value = (
        row.baseline_category
        if pd.notna(row.baseline_category)
        else ("" if pd.isna(row.baseline) else row.write(row.baseline))
    )
    year = "" if pd.isna(row.baseline_year) else f"({row.baseline_year})"
    return f"{value or UNKNOWN} {year}".strip()


def _target(row, target) -> str:
    """Write the cell of a target: none, or as it is, with the doubt there is about its reading."""
    if target is None:
        return ""
    doubt = "" if pd.isna(target.target) and pd.isna(target.target_category) else _doubt(target)
    return target_text(row, target) + doubt


def target_text(row, target) -> str:
    """Write a target of an indicator (a row of `with_verdicts`): ``≥ 12``, ``n.t.b.``."""
    sign = {"at_least": "≥ ", "at_most": "≤ "}.get(target.relation, "")
    if pd.notna(target.target_category):
        return sign + target.target_category
    if pd.isna(target.target):
        return "n.t.b." if target.status == "to_be_determined" else UNKNOWN
    return sign + row.write(target.target)


def _doubt(target) -> str:
    """Say beside a target that it was not read plainly."""
    return "" if target.reading == "printed" else f" ({labels.word('indicator_targets', 'reading', target.reading)})"


def _observed(row) -> str:
    return "" if pd.isna(row.observed) else f"{row.write(row.observed)} ({row.observed_year})"


def standing(cycle: Cycle) -> Chart | Block:
    """Draw per programme how its indicators stand."""
    verdicts = measure.verdict(cycle)
    if verdicts.empty:
        return note("De bronnen noemen geen indicatoren.", attention=True)
    wide = pd.crosstab(verdicts["programme"], verdicts["verdict"]).reindex(
        index=titles(cycle).index, columns=[code for code in ORDER if code in set(verdicts["verdict"])], fill_value=0
    )
    looks = {
        "reached": ("#1b6e3c", ""),
        "on_course": ("#1b6e3c", "/"),
        "attention": ("#8a5a00", "x"),
        "behind": ("#a3262a", "/"),
        "wrong_way": ("#a3262a", ""),
        "not_yet_measured": (MUTED, ""),
        "no_target": (MUTED, "."),
        "no_baseline": (MUTED, "x"),
    }
    figure = go.Figure()
    for code in wide.columns:
        colour, shape = looks[code]
        figure.add_bar(
            name=labels.VERDICTS[code][1],
            y=[wrapped(title) for title in titles(cycle)],
            x=[int(n) for n in wide[code]],
            orientation="h",
            text=[str(n) if n else "" for n in wide[code]],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": "#ffffff"},
            marker={
                "color": colour,
                "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": "#ffffff", "solidity": 0.2},
            },
            hovertemplate="%{y}: %{x}",
        )
    figure.update_layout(
        barmode="stack",
        height=90 + 44 * len(wide),
        yaxis={"autorange": "reversed"},
        xaxis={"title": {"text": "aantal indicatoren"}, "dtick": 2},
    )
    rows = wide.reset_index()
    rows = named(cycle, rows)
    columns = [
        PROGRAMME,
        *(Column(labels.VERDICTS[code][1], code, number, True, unit="indicatoren") for code in wide.columns),
    ]
    most = verdicts["verdict"].value_counts().idxmax()
    sentence = f"Het vaakst ({int(verdicts['verdict'].value_counts().max())} van {len(verdicts)}) is het oordeel '{labels.VERDICTS[most][1]}'."
    return Chart(
        "oordelen",
        figure,
        "Oordeel over de indicatoren per programma",
        sentence,
        source_line(cycle, pd.concat([cycle.indicators, cycle.observations])),
        table(rows, "Aantal indicatoren per oordeel en programma", columns),
    )


def completeness(cycle: Cycle) -> Block:
    """Tabulate how complete the indicators of each programme are."""
    rows = named(cycle, measure.completeness(cycle))
    columns = [
        PROGRAMME,
        Column("Indicatoren", "indicators", number, True),
        Column("Met peilwaarde", "baseline_share", percent, True),
        Column("Met doelwaarde voor elk jaar", "yearly_targets_share", percent, True),
        Column("Met een nieuwe meting", "new_observation_share", percent, True),
    ]
    return table(rows, "Hoe compleet de indicatoren zijn", columns)
