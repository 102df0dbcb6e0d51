"""Indicators: path, values and verdict, in tables and small multiples."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data import Cycle
from analysis.measures import indicators as measure
from analysis.present import labels
from analysis.present.blocks import Block, Column, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.charts import EDGE, SERIES, Chart, ChartGrid
from analysis.present.common import PLACE, PROGRAMME, named, of, source_line, titles, without_repeats
from analysis.present.formats import UNKNOWN, counted, listed, number, percent, quantity

ORDER = list(labels.VERDICTS)


def answer(cycle: Cycle) -> Block:
    """Say how the indicators stand."""
    return answer_block(_standing(measure.verdict(cycle), f"De {counted(len(cycle.programmes), 'programma', 'programma’s')} hebben samen "))


def programme_answer(cycle: Cycle, programme: str) -> Block:
    """Say how the indicators of a programme stand."""
    return paragraph(_standing(of(measure.verdict(cycle), programme), "Het programma heeft "))


def _standing(verdicts: pd.DataFrame, start: str) -> str:
    if verdicts.empty:
        return f"{start}nog geen indicatoren."
    counts = verdicts["verdict"].value_counts().reindex(ORDER).dropna().astype(int)
    measured = int(verdicts["observed"].notna().sum())
    text = f"{start}{counted(len(verdicts), 'indicator', 'indicatoren')}"
    text += f"; {'geen ervan is' if measured == 0 else counted(measured, 'ervan is', 'ervan zijn')} na de peiling gemeten. "
    return text + f"Oordeel: {listed(f'{n} {labels.VERDICTS[code][1]}' for code, n in counts.items())}."


def _rows(cycle: Cycle, programme: str | None) -> pd.DataFrame:
    """Join each indicator with its verdict and its targets by year."""
    rows = of(cycle.indicators, programme).merge(measure.verdict(cycle)[["indicator", "verdict", "attainment", "observed", "observed_year", "gap"]], on="indicator", validate="one_to_one")
    scales = {name: steps.set_index("rank")["category"] for name, steps in cycle.scales.groupby("scale")}
    return rows.assign(programme_title=rows["programme"].map(titles(cycle)), write=[_writer(row, scales) for row in rows.itertuples()])


def _writer(row, scales: dict):
    """Give the function that writes a value of an indicator: a step of its scale, or a number with its unit."""
    if row.kind == "category":
        return lambda rank: scales[row.scale].get(int(rank), UNKNOWN)
    return lambda value: quantity(value, row.decimals, "%" if row.unit_short == "%" else "")


def overview(cycle: Cycle, programme: str | None = None) -> Block:
    """Tabulate every indicator: baseline, target per year, value and verdict."""
    rows = _rows(cycle, programme)
    if rows.empty:
        return note("De bron noemt voor dit programma geen indicatoren.", attention=True)
    targets = cycle.indicator_targets[cycle.indicator_targets["indicator"].isin(rows["indicator"])]
    at = {(row.indicator, row.year): row for row in targets.itertuples()}
    by_year = [Column(str(year), lambda row, year=year: _target(row, at.get((row.indicator, year))), numeric=True) for year in sorted(targets["year"].unique())]
    seen = [Column("Gemeten", _observed, numeric=True), Column("Bereikt deel van het pad", "attainment", _attained, True)] if rows["observed"].notna().any() else []
    columns = [Column("Indicator", lambda row: f"{row.title} ({row.unit})"), Column("Oordeel", "verdict", labels.verdict), Column("Peilwaarde", _baseline, numeric=True), *by_year, *seen, PLACE]
    rows["note"] = rows["owner"].map(lambda owner: f"Meting: {owner}. ", na_action="ignore").fillna("") + rows["note"].fillna("")
    if programme is None:
        columns.insert(0, Column("Programma", "programme_title"))
    return table(without_repeats(rows), "Indicatoren met peilwaarde, doelwaarde per jaar en oordeel; 'n.t.b.' is nog te bepalen", columns)


def _baseline(row) -> str:
    value = row.baseline_category if pd.notna(row.baseline_category) else ("" if pd.isna(row.baseline) else row.write(row.baseline))
    year = "" if pd.isna(row.baseline_year) else f"({row.baseline_year})"
    return f"{value or UNKNOWN} {year}".strip()


def _target(row, target) -> str:
    if target is None:
        return ""
    sign = {"at_least": "≥ ", "at_most": "≤ "}.get(target.relation, "")
    if pd.notna(target.target_category):
        return sign + target.target_category
    if pd.isna(target.target):
        return "n.t.b." if target.status == "to_be_determined" else UNKNOWN
    return sign + row.write(target.target)


def _observed(row) -> str:
    return "" if pd.isna(row.observed) else f"{row.write(row.observed)} ({row.observed_year})"


def _attained(value) -> str:
    return "" if pd.isna(value) else percent(value, 0)


def multiples(cycle: Cycle, programme: str | None = None) -> ChartGrid | Block:
    """Draw a small chart of each indicator whose path has more than one point."""
    path = of(measure.trajectory(cycle), programme)
    points = path.groupby("indicator")["path"].count()
    rows = _rows(cycle, programme)
    rows = rows[rows["indicator"].map(points).fillna(0) > 1]
    if rows.empty:
        return note("Van geen indicator zijn een beginpunt en een doelwaarde bekend: er is geen pad om te tekenen. De tabel noemt wat er wel is.")
    charts = [_small(cycle, row, f"{row.programme_title}: {row.title}" if programme is None else row.title, path[path["indicator"] == row.indicator]) for row in rows.itertuples()]
    return ChartGrid(charts)


def _small(cycle: Cycle, row, title: str, path: pd.DataFrame) -> Chart:
    """Draw the path and the values of one indicator."""
    stated = path[path["path_kind"] != "interpolated"]
    seen = path[path["observed"].notna()]
    figure = go.Figure()
    figure.add_scatter(name="vastgesteld pad", x=[str(y) for y in path["year"]], y=list(path["path"]), mode="lines", line={"color": SERIES[0], "dash": "dash", "shape": "hv" if row.kind == "category" else "linear"}, hoverinfo="skip")
    figure.add_scatter(name="peil- en doelwaarde", x=[str(y) for y in stated["year"]], y=list(stated["path"]), mode="markers", marker={"color": SERIES[0], "symbol": "diamond", "size": 10}, hovertemplate="%{x}: %{y}<extra></extra>")
    figure.add_scatter(name="gemeten", x=[str(y) for y in seen["year"]], y=list(seen["observed"]), mode="lines+markers", line={"color": SERIES[1]}, marker={"size": 10}, hovertemplate="%{x}: %{y}<extra></extra>")
    if row.kind == "category":
        ranks = sorted({int(rank) for rank in [*path["path"], *seen["observed"]]})
        figure.update_yaxes(tickvals=ranks, ticktext=[row.write(rank) for rank in ranks])
    figure.update_layout(height=230, showlegend=False, xaxis={"type": "category", "tickangle": 0, "tickfont": {"size": 12}}, yaxis={"rangemode": "tozero" if path["path"].min() >= 0 else "normal", "tickformat": f",.{row.decimals}f"}, margin={"l": 8, "r": 12, "t": 8, "b": 8})
    first, last = stated.iloc[0], stated.iloc[-1]
    sentence = f"Van {row.write(first.path)} ({first.year}) naar {row.write(last.path)} ({last.year}); {labels.VERDICTS[row.verdict][1]}."
    columns = [Column("Jaar", "year", str), Column("Pad", "path", row.write, True), Column("Soort punt", "path_kind", PATH_KINDS.get), Column("Gemeten", "observed", lambda v: "" if pd.isna(v) else row.write(v), True)]
    own = cycle.indicators[cycle.indicators["indicator"] == row.indicator]
    return Chart("pad-" + row.indicator.replace("/", "-"), figure, f"{title} ({row.unit})", sentence, source_line(cycle, own), table(path, f"{title}: pad en metingen", columns))


PATH_KINDS = {"baseline": "peilwaarde", "stated": "doelwaarde", "interpolated": "berekend tussen twee punten", "stepped": "zoals het jaar ervoor", "after_last_target": "na de laatste doelwaarde"}


def standing(cycle: Cycle) -> Chart:
    """Draw per programme how its indicators stand."""
    verdicts = measure.verdict(cycle)
    wide = pd.crosstab(verdicts["programme"], verdicts["verdict"]).reindex(index=titles(cycle).index, columns=[code for code in ORDER if code in set(verdicts["verdict"])], fill_value=0)
    looks = {"reached": ("#1b6e3c", ""), "on_course": ("#1b6e3c", "/"), "attention": ("#8a5a00", "x"), "behind": ("#a3262a", "/"), "wrong_way": ("#a3262a", ""), "not_yet_measured": (EDGE, ""), "no_target": (EDGE, "."), "no_baseline": (EDGE, "x")}
    figure = go.Figure()
    for code in wide.columns:
        colour, shape = looks[code]
        figure.add_bar(name=labels.VERDICTS[code][1], y=list(titles(cycle)), x=[int(n) for n in wide[code]], orientation="h", text=[str(n) if n else "" for n in wide[code]], textposition="inside", insidetextanchor="middle", textfont={"color": "#ffffff"}, marker={"color": colour, "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": "#ffffff", "solidity": 0.2}}, hovertemplate="%{y}: %{x}")
    figure.update_layout(barmode="stack", height=90 + 44 * len(wide), yaxis={"autorange": "reversed"}, xaxis={"title": {"text": "aantal indicatoren"}, "dtick": 2})
    rows = wide.reset_index()
    rows = named(cycle, rows)
    columns = [PROGRAMME, *(Column(labels.VERDICTS[code][1], code, number, True) for code in wide.columns)]
    most = verdicts["verdict"].value_counts().idxmax()
    sentence = f"De meeste indicatoren ({int(verdicts['verdict'].value_counts().max())} van {len(verdicts)}) hebben het oordeel '{labels.VERDICTS[most][1]}'."
    return Chart("oordelen", figure, "Oordeel over de indicatoren per programma", sentence, source_line(cycle, cycle.indicators), table(rows, "Aantal indicatoren per oordeel en programma", columns))


def completeness(cycle: Cycle) -> Block:
    """Tabulate how complete the indicators of each programme are."""
    rows = named(cycle, measure.completeness(cycle))
    columns = [PROGRAMME, Column("Indicatoren", "indicators", number, True), Column("Met peilwaarde", "baseline_share", percent, True), Column("Met doelwaarde voor elk jaar", "yearly_targets_share", percent, True), Column("Met een nieuwe meting", "new_observation_share", percent, True)]
    return table(rows, "Hoe compleet de indicatoren zijn", columns)


def second_opinions(cycle: Cycle) -> Block:
    """Tabulate the other two ways to judge, where there is a measurement to judge."""
    rows = measure.second_opinions(cycle, extrapolation="compound")
    rows = rows[rows["verdict"].isin(["reached", "on_course", "attention", "behind", "wrong_way"])]
    if rows.empty:
        return note("Zolang er na de peiling niet gemeten is, is er geen tweede mening te geven.")
    titled = cycle.indicators.set_index("indicator")["title"]
    ratio = lambda value: "bestaat niet" if pd.isna(value) else number(value, 2)  # noqa: E731
    columns = [Column("Indicator", lambda row: titled[row.indicator]), Column("Oordeel", "verdict", labels.verdict), Column("Groeiverhouding (Open SDG)", "growth_ratio", ratio, True), Column("Doorgetrokken groei (VN/Eustat)", "extrapolation_q", ratio, True), Column("Wijkt af", "differs", lambda v: "ja" if v else "nee")]
    return table(rows, "Tweede meningen: twee andere manieren om hetzelfde te beoordelen", columns)


def goals(cycle: Cycle, programme: str) -> Block:
    """Tabulate the goals of a programme, each under the goal it serves."""
    rows = of(cycle.goals, programme).set_index("goal", drop=False)
    count = cycle.indicators.groupby("goal").size()
    columns = [Column("Doel", lambda row: row.goal.split("/")[1]), Column("Niveau", "level", lambda c: labels.word("goals", "level", c)), Column("Wat we willen bereiken", "statement"), Column("Indicatoren", lambda row: int(count.get(row.goal, 0)), numeric=True), PLACE]
    return table(without_repeats(rows.loc[_as_tree(rows)]), "Doelen, met het aantal indicatoren dat eraan hangt", columns)


def _as_tree(rows: pd.DataFrame) -> list[str]:
    """Order goals so that each follows the goal it hangs under."""
    below = rows.groupby(rows["parent"].fillna(""))["goal"].agg(list).to_dict()

    def branch(goal: str) -> list[str]:
        return [goal, *(found for child in below.get(goal, ()) for found in branch(child))]

    return [found for goal in below.get("", ()) for found in branch(goal)]
