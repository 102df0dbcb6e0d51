"""What changed since another cycle: in money with its cause, and row by row in everything else."""

import pandas as pd

from analysis.data import Cycle, load_schemas
from analysis.measures import changes as measure
from analysis.measures.changes import row_keys
from analysis.measures.plan import AMOUNT
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, link, note, paragraph, table
from analysis.present.blocks import answer as answer_block
from analysis.present.change_words import CHANGES, SECTIONS, main_values, subjects, written
from analysis.present.common import TOGETHER, of, period, titles
from analysis.present.formats import counted, day, euro, listed

#: Beside every V or N stands what it means.
CONVENTION = "V is voordeel: minder besteding of meer dekking. N is nadeel: meer besteding of minder dekking."


def answer(cycle: Cycle, base: Cycle | None) -> Block:
    """Say what changed, over all programmes."""
    return answer_block(_sentence(cycle, base, None))


def summary(cycle: Cycle, base: Cycle | None) -> Block:
    """Say what changed, over all programmes, with the way to the rows."""
    more = link("wijzigingen.html", "Alle wijzigingen, regel voor regel")
    return joined([paragraph(_sentence(cycle, base, None)), *([paragraph(more)] if base is not None else [])])


def of_programme(cycle: Cycle, base: Cycle | None, programme: str) -> Block:
    """Say and tabulate what changed for a programme."""
    told = paragraph(_sentence(cycle, base, programme))
    if base is None:
        return told
    return joined([told, *(tell(cycle, base, programme) for tell in (money, everything_else, ledger))])


def _sentence(cycle: Cycle, base: Cycle | None, programme: str | None) -> str:
    if base is None:
        return "Er is geen vorige cyclus om mee te vergelijken: dit is de eerste uitgave."
    since = f"Sinds {base.info['title']} (stand {day(base.info['reporting_date'])})"
    amounts, rows = of(measure.money(cycle, base), programme), _rows(cycle, base, programme)
    counts = rows.drop_duplicates(["table", "key"])["table"].map(_section_of()).value_counts()
    parts = [counted(len(amounts), "bedrag", "bedragen")] * bool(len(amounts))
    parts += [counted(int(counts[name]), *words) for name, (words, _) in SECTIONS.items() if name in counts]
    if not parts:
        return f"{since} is er niets veranderd."
    spent = amounts.loc[amounts["side"].eq("spending"), "difference_eur"].sum()
    funded = amounts.loc[amounts["side"].eq("funding"), "difference_eur"].sum()
    told = [_signed(amount, side) for amount, side in ((spent, "spending"), (funded, "funding")) if amount]
    return f"{since} zijn er wijzigingen in {listed(parts)}." + (f" Per saldo is er {listed(told)}." if told else "")


def _rows(cycle: Cycle, base: Cycle, programme: str | None) -> pd.DataFrame:
    """Give the changes that are news and that the table of amounts does not tell."""
    rows = of(measure.rows(cycle, base), programme)
    told = _told_as_money(cycle, base, rows) | _not_assessed_yet(cycle, rows)
    return rows[rows["table"].isin(_section_of()) & ~told]


def _signed(amount: float, side: str) -> str:
    """Write a difference with its effect: V for less spending or more funding, N for the other way."""
    effect = "N" if (amount > 0) == (side == "spending") else "V"
    words = {"spending": "besteding", "funding": "dekking"}[side]
    return f"{euro(abs(amount))} {'meer' if amount > 0 else 'minder'} {words} ({effect})"


def _section_of() -> dict[str, str]:
    """Give the section that each table is told in."""
    return {table: name for name, (_, tables) in SECTIONS.items() for table in tables}


def money(cycle: Cycle, base: Cycle | None, programme: str | None = None) -> Block:
    """Tabulate the amounts that changed, with V or N and the cause."""
    if base is None:
        return _nothing_to_compare()
    rows = _titled(cycle, base, of(measure.money(cycle, base), programme))
    if rows.empty:
        return note("In het plan zijn geen bedragen veranderd.")
    columns = [
        Column("Programma", "title", choice=True),
        Column("Kant", "side", lambda code: labels.word("budget", "side", code), choice=True),
        Column("Post", "post"),
        Column("Periode", period),
        Column("Was", lambda row: _amount(row.old_eur, row.in_old), numeric=True),
        Column("Is", lambda row: _amount(row.new_eur, row.in_new), numeric=True),
        Column("Verschil", lambda row: "" if pd.isna(row.difference_eur) else euro(row.difference_eur), numeric=True),
        Column("V of N", "effect"),
        Column("Oorzaak", "cause", _cause),
        Column("Toelichting", "note", wide=True),
    ]
    amounts = table(
        rows,
        "Bedragen die veranderden, in euro (verschil = nieuw min oud)",
        columns[programme is not None :],
        filterable=True,
    )
    return joined([amounts, paragraph(CONVENTION)])


def _cause(code: str) -> str:
    return "geen verklaring gegeven" if pd.isna(code) else labels.word("budget", "cause", code)


def _titled(cycle: Cycle, base: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the title of each programme, also of one that is no longer there; what is of none is of all together."""
    known = {**titles(base), **titles(cycle)}
    return rows.assign(title=rows["programme"].map(known).fillna(TOGETHER))


def _amount(amount: float, there: bool) -> str:
    return euro(amount) if there else "er niet"


def everything_else(cycle: Cycle, base: Cycle | None, programme: str | None = None) -> Block:
    """Tabulate what changed beside the amounts of the plan, row by row."""
    if base is None:
        return _nothing_to_compare()
    rows = _titled(cycle, base, _rows(cycle, base, programme))
    if rows.empty:
        return note("Verder is er niets veranderd.")
    schemas, names = load_schemas(), subjects(cycle, base)
    before, after = main_values(base), main_values(cycle)
    columns = [
        Column("Programma", "title", choice=True),
        Column("Tabel", "table", lambda name: schemas[name]["title"], choice=True),
        Column("Waarvan", lambda row: names.get((row.table, row.key), row.key)),
        Column("Wat er gebeurde", "change", CHANGES.get, choice=True),
        Column("Kolom", lambda row: _heading(schemas, row)),
        Column("Was", lambda row: _cell(schemas, row, row.old, before)),
        Column("Is", lambda row: _cell(schemas, row, row.new, after)),
    ]
    return table(rows, "Wat er veranderde, regel voor regel", columns[programme is not None :], filterable=True)


def _told_as_money(cycle: Cycle, base: Cycle, rows: pd.DataFrame) -> pd.Series:
    """Mark the changes that the table of amounts tells: those of an amount of the plan that became another.

    An amount that stays the same in a later phase, with another coverage or outside the totals, is not told there.
    """
    told = measure.money(cycle, base)
    told = set(told[AMOUNT].astype("str").itertuples(index=False, name=None))
    keys = rows["key"].where(rows["table"].eq("budget"), "").str.split(" | ", regex=False)
    which = {name: place for place, name in enumerate(cycle.key("budget"))}
    amounts = keys.map(lambda key: len(key) > 1 and tuple(key[which[name]] for name in AMOUNT) in told).astype(bool)
    executed = keys.map(lambda key: len(key) > 1 and key[which["phase"]] == "executed").astype(bool)
    return amounts & ~executed & (rows["change"].ne("changed") | rows["column"].isin(["amount_eur", "cause"]))


def _not_assessed_yet(cycle: Cycle, rows: pd.DataFrame) -> pd.Series:
    """Mark assessments that a new cycle starts without: nobody judged otherwise, it is still to be done."""
    open_still = row_keys(cycle, "assessments")[cycle.assessments["status"].eq("not_assessed")]
    return rows["table"].eq("assessments") & rows["change"].eq("changed") & rows["key"].isin(open_still)


def _heading(schemas: dict, row) -> str:
    """Give the Dutch heading of the column that changed; none where a whole row came or went."""
    fields = {field["name"]: field["title"] for field in schemas[row.table]["fields"]}
    return fields.get(row.column, "")


def _cell(schemas: dict, row, text: str, values: dict) -> str:
    """Write one side of a change: the cell, or of a row that came or went the value that it is about, where it is there."""
    if pd.isna(row.column):
        return values.get((row.table, row.key), "")
    return written(schemas[row.table], row.column, text)


def ledger(cycle: Cycle, base: Cycle | None, programme: str | None = None) -> Block:
    """Tabulate moved goalposts and rewritten history."""
    if base is None:
        return _nothing_to_compare()
    rows = _titled(cycle, base, of(measure.moved_goalposts(cycle, base), programme))
    if rows.empty:
        return note(
            "Geen doelwaarde is verzet nadat de uitkomst bekend was, en geen peilwaarde of eerdere meting is herschreven."
        )
    titled = (
        pd.concat([base.indicators, cycle.indicators]).drop_duplicates("indicator", keep="last").set_index("indicator")
    )
    schemas = load_schemas()
    tables = {
        "target_after_value": "indicator_targets",
        "baseline_rewritten": "indicators",
        "observation_rewritten": "observations",
    }
    columns = [
        Column("Programma", "title"),
        Column("Indicator", lambda row: titled["title"][row.indicator]),
        Column("Wat er gebeurde", "kind", LEDGER.get),
        Column("Jaar of datum", "moment"),
        Column("Was", lambda row: written(schemas[tables[row.kind]], row.column, row.old)),
        Column(
            "Is",
            lambda row: "vervallen" if pd.isna(row.column) else written(schemas[tables[row.kind]], row.column, row.new),
        ),
    ]
    return table(rows, "Verzette doelen en herschreven cijfers", columns[programme is not None :])


LEDGER = {
    "target_after_value": "doelwaarde veranderd toen de uitkomst al bekend was",
    "baseline_rewritten": "peilwaarde of peiljaar herschreven",
    "observation_rewritten": "eerdere meting herschreven",
}


def _nothing_to_compare() -> Block:
    return note("Er is geen vorige cyclus om mee te vergelijken.")
