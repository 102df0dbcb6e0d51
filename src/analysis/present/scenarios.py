"""The page of a scenario: what it proposes, whether it adds up, and what becomes different."""

import pandas as pd
import plotly.graph_objects as go

from analysis.data.scenarios import Scenario
from analysis.measures import capacity
from analysis.measures import scenarios as measure
from analysis.present import scenario_effects as effects
from analysis.present import scenario_tables as tables
from analysis.present.blocks import Block, Column, cards, joined, note, paragraph
from analysis.present.blocks import answer as answer_block
from analysis.present.changes import CONVENTION
from analysis.present.charts import Chart, euro_axis, plain, style, wrapped
from analysis.present.common import YEARS, named, period, year_name
from analysis.present.formats import about, counted, day, euro, listed, span
from analysis.present.people import asked

#: Charts of more amounts than this show the largest changes.
MOST = 12
PROPOSAL = "Voorstel, niet vastgesteld"


def answer(scenario: Scenario) -> Block:
    """Say what the scenario proposes, and whether it adds up."""
    return answer_block(sentence(scenario))


def sentence(scenario: Scenario) -> str:
    """Say in one or two sentences what the scenario proposes."""
    parts = [*_money_words(scenario), *_hours_words(scenario), *_indicator_words(scenario)]
    if not parts:
        return "Dit voorstel verandert niets aan het plan, de uren of de indicatoren."
    return " ".join(parts)


def _money_words(scenario: Scenario) -> list[str]:
    """Say what is moved and whether that adds up to nil, also in each year."""
    rows, whole = measure.money(scenario.cycle, scenario.base), measure.balance(scenario.cycle, scenario.base).iloc[0]
    if rows.empty:
        return []
    start = f"Dit voorstel verandert {counted(len(rows), 'bedrag', 'bedragen')}"
    if whole.verdict == "unknown":
        return [f"{start}; of het totaal gelijk blijft is niet te zeggen, want er is een bedrag onbekend."]
    if whole.verdict == "equal":
        off = measure.balance(scenario.cycle, scenario.base, ("year",)).query("verdict != 'equal'")["year"]
        off = listed(off.map(year_name, na_action=None))
        return [
            f"{_shift(rows) or start}; het totaal blijft gelijk" + (f", maar niet per jaar ({off})." if off else ".")
        ]
    told = []
    for amount, one in ((whole.spending_eur, "besteding"), (whole.uncovered_eur, "besteding zonder dekking"), (whole.funding_eur, "dekking")):  # fmt: skip
        if abs(amount) >= measure.NOTHING:
            better = (amount > 0) == (one == "dekking")
            told.append(f"{euro(abs(amount))} {'meer' if amount > 0 else 'minder'} {one} ({'V' if better else 'N'})")
    if whole.verdict == "matched":
        return [f"{start}: {listed(told)}; besteding en dekking veranderen evenveel."]
    return [f"{start} en telt niet op tot nul: {listed(told)}."]


def _shift(rows: pd.DataFrame) -> str:
    """Say how much is moved, and from where to where if it is from one amount to another; nothing if nothing is."""
    up, down = rows[rows["difference_eur"].gt(0)], rows[rows["difference_eur"].lt(0)]
    if up.empty or down.empty:
        return ""
    said = f"Dit voorstel verschuift {euro(up['difference_eur'].sum())}"
    if len(rows) > 2:
        return f"{said} tussen {len(rows)} bedragen"
    (source,), (target,) = ([f"{row.post} ({period(row)})" for row in side.itertuples()] for side in (down, up))
    return f"{said} van {source} naar {target}"


def _hours_words(scenario: Scenario) -> list[str]:
    """Say how many hours a week more or fewer are asked in the year of the reporting date."""
    rows = measure.hours(scenario.cycle, scenario.base)
    if rows.empty:
        return []
    total, year = measure.hours_totals(scenario.cycle, scenario.base, ("year",)), year_of(scenario)
    total = total[total["year"].eq(year)]
    if total.empty or total[["difference_min", "difference_max"]].isna().any(axis=None):
        return [f"Het verandert de uren van {counted(len(rows), 'rol', 'rollen')}."]
    low, high = sorted(total.iloc[0][["difference_min", "difference_max"]].astype(float), key=abs)
    if low * high < 0:
        return [
            f"Het vraagt in {year} {span(min(low, high), max(low, high), tables.signed(about))} uur per week anders."
        ]
    if not high:
        return []
    more = "meer" if high > 0 else "minder"
    return [f"Het vraagt in {year} {span(abs(low), abs(high), about)} uur per week {more}."]


def _indicator_words(scenario: Scenario) -> list[str]:
    """Say how many targets and verdicts change."""
    changed = measure.targets(scenario.cycle, scenario.base)
    judged = measure.verdicts(scenario.cycle, scenario.base)
    other = int(judged["verdict_before"].ne(judged["verdict_after"]).sum())
    parts = [f"{counted(len(changed), 'doelwaarde', 'doelwaarden')}"] * bool(len(changed))
    parts += [f"het oordeel over {counted(other, 'indicator', 'indicatoren')}"] * bool(other)
    return [f"Het verandert {listed(parts)}."] if parts else []


def year_of(scenario: Scenario) -> int:
    """Give the year whose hours are added up: that of the reporting date, or the nearest in which people are asked."""
    row = asked(scenario.cycle)
    return scenario.cycle.info["reporting_date"].year if row is None else int(row.year)


def about_it(scenario: Scenario) -> Block:
    """Mark the page as a proposal, and say why it was made, by whom and when."""
    base = scenario.base.info
    marked = f"{PROPOSAL}. Wat is vastgesteld, staat op de andere bladzijden: {base['title']}, stand {day(base['reporting_date'])}."
    items = [
        ("Door", scenario.author_role, "functie van wie het voorstel maakte"),
        ("Datum", day(scenario.date), "dag waarop het is vastgelegd"),
        ("Kenmerk", scenario.digest[:8], "verandert als een cijfer van het voorstel verandert"),
    ]
    return joined([note(marked, attention=True), paragraph(f"Reden: {scenario.reason}"), cards(items)])


def money(scenario: Scenario) -> Block:
    """Tabulate the amounts that change as an amendment, say whether they add up, and draw them."""
    if (sheet := tables.amendment(scenario)) is None:
        return joined([note("Dit voorstel verandert geen bedragen van het plan."), *_quiet(scenario)])
    parts = [sheet.block(), paragraph(CONVENTION), *_quiet(scenario)]
    parts += [each.block() for each in (tables.outcome(scenario), tables.per_year(scenario)) if each]
    return joined([*parts, amounts(scenario)])


def without_effect(scenario: Scenario) -> str:
    """Warn of amounts that the scenario names and that change no plan; nothing if there are none."""
    names = tables.without_effect(scenario)
    return (
        f"Zonder gevolg voor het plan: {listed(names)}. Een later vastgesteld bedrag gaat voor, of het is al uitgegeven."
        if names
        else ""
    )


def _quiet(scenario: Scenario) -> list[Block]:
    return [note(words, attention=True)] if (words := without_effect(scenario)) else []


def amounts(scenario: Scenario) -> Chart | Block:
    """Draw the amounts that change, as adopted and as proposed."""
    rows = named(scenario.cycle, measure.money(scenario.cycle, scenario.base))
    known = rows[rows["difference_eur"].notna()]
    if known.empty:
        return note("Van geen van deze bedragen is het verschil bekend.", attention=True)
    shown = known.loc[known["difference_eur"].abs().nlargest(MOST).index].sort_index()
    names = [wrapped(f"{row.post}, {period(row)}", 28) for row in shown.itertuples()]
    before = shown["before_eur"].mask(~shown["in_before"], 0.0)
    after = shown["after_eur"].mask(~shown["in_after"], 0.0)
    figure = go.Figure()
    for place, (name, values) in enumerate((("vastgesteld", before), ("voorstel", after))):
        figure.add_bar(name=name, y=names, x=plain(values), orientation="h", marker=style(place), hovertemplate="%{y}: € %{x:,.0f}")  # fmt: skip
    low, high = min(before.min(), after.min()), max(before.max(), after.max())
    axis = euro_axis(high) if low >= 0 else {"tickprefix": "€ ", "nticks": 4}
    figure.update_layout(
        barmode="group",
        height=110 + len(names) * max(62, 20 * max(name.count("<br>") + 1 for name in names)),
        xaxis=axis,
        yaxis={"autorange": "reversed"},
        legend={"traceorder": "normal"},
    )
    most = shown.loc[shown["difference_eur"].abs().idxmax()]
    rest = f" De {MOST} grootste verschillen van de {len(known)} zijn getekend." if len(known) > MOST else ""
    columns = [
        Column("Post", "post"),
        Column("Jaar", period, raw=YEARS),
        Column(
            "Vastgesteld",
            lambda row: tables.amount(row.before_eur, row.in_before),
            numeric=True,
            unit="euro",
            raw={"Vastgesteld": "before_eur"},
        ),
        Column(
            "Voorstel",
            lambda row: tables.amount(row.after_eur, row.in_after),
            numeric=True,
            unit="euro",
            raw={"Voorstel": "after_eur"},
        ),
    ]
    return Chart(
        "voorstel-geld",
        figure,
        "Bedragen die veranderen: vastgesteld en voorgesteld",
        f"Het meest verandert {most.post} ({period(most)}): van {tables.amount(most.before_eur, most.in_before)} naar {tables.amount(most.after_eur, most.in_after)}.{rest}",
        f"{scenario.base.info['title']} (vastgesteld) en het scenario {scenario.name} (voorstel).",
        tables.Sheet(shown, "Bedragen die veranderen, in euro", columns).block(),
        narrow={"xaxis": euro_axis(high, 2)} if low >= 0 else None,
    )


def people(scenario: Scenario) -> Block:
    """Tabulate the hours that change, per role and per line unit, and the norms."""
    year = year_of(scenario)
    sheets = [effects.norms(scenario), effects.hours(scenario), effects.hours_per_unit(scenario, year)]
    parts = [each.block() for each in sheets if each]
    if not parts:
        return note("Dit voorstel verandert geen uren.")
    before, after = (capacity.totals(which, ("year",)).set_index("year") for which in (scenario.base, scenario.cycle))
    if year in before.index and year in after.index:
        words = [
            span(*which.loc[year, ["hours_min_week", "hours_max_week"]].astype(float), about)
            for which in (before, after)
        ]
        said = f"Alle programma’s samen vragen in {year} {words[1]} uur per week; vastgesteld is {words[0]}."
        missing = int(after.loc[year, "unknown_roles"])
        verb = "ontbreekt" if missing == 1 else "ontbreken"
        said += f" Daarin {verb} {counted(missing, 'rol', 'rollen')} zonder aantal." if missing else ""
        parts.insert(0, paragraph(said))
    return joined(parts)


def indicators(scenario: Scenario) -> Block:
    """Tabulate the targets that change and the indicators that stand differently."""
    parts = [each.block() for each in (effects.targets(scenario), effects.verdicts(scenario)) if each]
    return joined(parts) if parts else note("Dit voorstel verandert geen doelwaarden, metingen of oordelen.")


def sheets(scenario: Scenario) -> list[tables.Sheet]:
    """Give every table of a scenario that holds something, for a terminal."""
    found = [
        tables.amendment(scenario),
        tables.outcome(scenario),
        tables.per_year(scenario),
        effects.norms(scenario),
        effects.hours(scenario),
        effects.hours_per_unit(scenario, year_of(scenario)),
        effects.targets(scenario),
        effects.verdicts(scenario),
    ]
    return [sheet for sheet in found if sheet is not None]
