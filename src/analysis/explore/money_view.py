"""What a shift of money does, from the measures of the book: a sentence, a figure, tables of before and after."""

import pandas as pd
import plotly.graph_objects as go

from analysis.explore.altered import Key
from analysis.explore.bars import after, before, named_bars
from analysis.explore.measured import Measured
from analysis.explore.money_state import Money
from analysis.present import labels
from analysis.present.blocks import Block, Column, joined, table
from analysis.present.charts import euro_axis, plain
from analysis.present.common import EUR, of, titles
from analysis.present.formats import euro, if_known, listed, percent, years

#: How coverage is said behind the name of a post; covered goes without saying.
COVERAGE = {"covered": "", "uncovered": " (niet gedekt)", "": " (dekking niet genoemd)"}
#: What stands in the table of before and after.
STANDING = {
    "covered_eur": "Aan posten, gedekt",
    "uncovered_eur": "Aan posten, niet gedekt",
    "unknown_coverage_eur": "Aan posten, dekking niet genoemd",
    "unallocated_eur": "Beschikbaar en nog te verdelen",
}


def post_name(post: tuple) -> str:
    """Write the name of a post with its coverage."""
    return post[1] + COVERAGE[post[2]]


def difference(euros: float) -> str:
    """Write a difference with its sign; unknown as unknown, none as 'gelijk'."""
    if pd.isna(euros) or not round(euros):
        return "" if pd.isna(euros) else "gelijk"
    return f"{'+' if euros > 0 else '−'}\u00a0{euro(abs(euros))}"


def standing(figures: Measured, programme: str | None) -> pd.Series:
    """Give the sums of a programme, or of all: what is covered, not covered, unclear, still to be allotted (euro)."""
    spent, left = of(figures.money, programme), of(figures.balance, programme)
    sums = spent[["covered_eur", "uncovered_eur", "unknown_coverage_eur"]].sum(min_count=1)
    return pd.concat([sums, left[["unallocated_eur"]].sum(min_count=1)])


def sentence(state: Money, programme: str | None, pairs: list[tuple[Key, Key]] = ()) -> str:
    """Say what the last shift does and what it makes of the sums."""
    parts = [_shifted(state, list(pairs))] if any(state.shifts.get(pair) for pair in pairs) else []
    whose = "Alle programma’s samen" if programme is None else titles(state.base)[programme]
    was, now = standing(state.adopted, programme), standing(state.now, programme)
    covered = [f"{whose}: {euro(now['covered_eur'])} aan posten met dekking ({_against(now, was, 'covered_eur')})"]
    if pd.notna(now["unallocated_eur"]):
        word = "nog te verdelen" if now["unallocated_eur"] >= 0 else "méér verdeeld dan er is:"
        covered.append(f"{word} {euro(abs(now['unallocated_eur']))} ({_against(now, was, 'unallocated_eur')})")
    if now["uncovered_eur"] > 0:
        covered.append(f"nog geen dekking voor {euro(now['uncovered_eur'])} ({_against(now, was, 'uncovered_eur')})")
    if now["unknown_coverage_eur"] > 0:
        covered.append(
            f"dekking niet genoemd bij {euro(now['unknown_coverage_eur'])} ({_against(now, was, 'unknown_coverage_eur')})"
        )
    return " ".join([*(parts or _nothing(state)), "; ".join(covered) + "."])


def _nothing(state: Money) -> list[str]:
    """Say that nothing differs from what was adopted, if so."""
    same = state.cycle.budget["amount_eur"].equals(state.base.budget["amount_eur"])
    return ["Er is nog geen geld verschoven."] if same else []


def _against(now: pd.Series, was: pd.Series, name: str) -> str:
    change = now[name] - was[name]
    if pd.isna(change) or not round(change):
        return "ongewijzigd"
    return f"{euro(abs(change))} {'meer' if change > 0 else 'minder'}"


def _shifted(state: Money, pairs: list[tuple[Key, Key]]) -> str:
    """Say between which posts money goes, and what each is left with."""
    source, target = pairs[0]
    when = listed(years(*pair[0][4:6]) for pair in pairs)
    each = " per jaar" if len(pairs) > 1 else ""
    left, gets = (sum(state.euros[pair[side]] for pair in pairs) for side in (0, 1))
    return (
        f"Van {source[2]} gaat {euro(state.shifts[pairs[0]])}{each} naar {target[2]} ({when}): "
        f"{source[2]} houdt {euro(left)} over, {target[2]} komt op {euro(gets)}."
    )


def figure(state: Money, programme: str | None, periods: list[tuple[int, int]]) -> go.Figure:
    """Draw before and after: the posts of a programme in the chosen periods, or all programmes."""
    rows = _programmes(state) if programme is None else _posts(state, programme, periods)
    places = list(range(len(rows)))
    texts = [f"{euro(row.now)}{_marked(row)}" for row in rows.itertuples()]
    drawn = named_bars(
        list(rows["name"]),
        [after("verkend", plain(rows["now"]), places, texts), before("vastgesteld", plain(rows["was"]), places)],
        "group",
        "",
    )
    highest = rows[["now", "was"]].max().max() if len(rows) else 0
    return drawn.update_layout(xaxis=euro_axis(highest * 1.6 if pd.notna(highest) else 0))


def _marked(row) -> str:
    change = row.now - row.was
    return f" ({difference(change)})" if pd.notna(change) and round(change) else ""


def _posts(state: Money, programme: str, periods: list[tuple[int, int]]) -> pd.DataFrame:
    """Give the known amounts of each post in the periods together: name, was, now (euro)."""
    rows = of(state.start.posts, programme)
    rows = rows[[period in periods for period in zip(rows["year_from"], rows["year_to"])]]
    adopted = dict(zip(state.adopted.posts["key"], state.adopted.posts["amount_eur"]))
    rows = rows.assign(
        was=rows["key"].map(adopted), now=rows["key"].map(state.euros), name=rows["post_key"].map(post_name)
    )
    return rows.groupby("name", sort=False)[["was", "now"]].sum(min_count=1).dropna(subset="now").reset_index()


def _programmes(state: Money) -> pd.DataFrame:
    """Give the covered money of each programme, each euro once: name, was, now (euro)."""
    was, now = (figures.money.set_index("programme")["counted_eur"] for figures in (state.adopted, state.now))
    rows = pd.DataFrame({"name": titles(state.base), "was": was, "now": now})
    return rows.loc[titles(state.base).index].dropna(subset="now").reset_index(drop=True)


def tables(state: Money, programme: str | None) -> Block:
    """Tabulate before and after: the sums, structural and incidental, and the posts or the programmes."""
    detail = _programme_table(state) if programme is None else _post_table(state, programme)
    return joined([_standing_table(state, programme), detail])


BEFORE_AFTER = [
    Column("Vastgesteld", "was", **EUR),
    Column("Verkend", "now", **EUR),
    Column("Verschil", "change", difference, True),
]


def _compared(was: pd.Series, now: pd.Series) -> pd.DataFrame:
    """Put two series of euros beside each other, without what is in neither."""
    rows = pd.DataFrame({"was": was, "now": now}).dropna(how="all")
    return rows.assign(change=rows["now"] - rows["was"])


def _standing_table(state: Money, programme: str | None) -> Block:
    sums = _compared(standing(state.adopted, programme), standing(state.now, programme)).rename(index=STANDING)
    kinds = _compared(*(_by_recurrence(figures, programme) for figures in (state.adopted, state.now)))
    kinds.index = [f"Gedekt, {labels.word('budget', 'recurrence', code)}" for code in kinds.index]
    rows = pd.concat([sums, kinds]).reset_index(names="name")
    rows = rows.assign(
        name=rows["name"].str.replace("Gedekt, niet genoemd", "Gedekt, structureel of incidenteel niet genoemd")
    )
    return table(rows, "Wat er verandert, in euro over alle jaren", [Column("", "name"), *BEFORE_AFTER])


def _by_recurrence(figures: Measured, programme: str | None) -> pd.Series:
    rows = of(figures.recurrence, programme)
    return rows.groupby("recurrence", sort=False)["covered_eur"].sum(min_count=1)


def _programme_table(state: Money) -> Block:
    rows = _programmes(state).assign(change=lambda rows: rows["now"] - rows["was"])
    rows.loc[len(rows)] = {"name": "Samen"} | rows[["was", "now", "change"]].sum().to_dict()
    caption = "Gedekt geld per programma, elke euro één keer"
    return table(rows, caption, [Column("Programma", "name"), *BEFORE_AFTER], total=lambda row: row.name == "Samen")


def _post_table(state: Money, programme: str) -> Block:
    columns = [
        Column("Post", lambda row: post_name((programme, row.post, "" if pd.isna(row.coverage) else row.coverage))),
        Column("Periode", lambda row: years(row.year_from, row.year_to)),
        Column("Vastgesteld", "was", **EUR),
        Column("Verkend", "amount_eur", **EUR),
        Column("Verschil", "change", difference, True),
        Column("Aandeel was", "was_share", if_known(percent), True),
        Column("Aandeel wordt", "share_of_plan", if_known(percent), True),
    ]
    own = ["post", "phase", "year_from", "year_to"]
    now, was = (of(figures.allocation, programme) for figures in (state.now, state.adopted))
    was = was[[*own, "amount_eur", "share_of_plan"]].rename(columns={"amount_eur": "was", "share_of_plan": "was_share"})
    rows = now[now["in_force"]].merge(was, on=own, how="left", validate="one_to_one")
    rows = rows.assign(change=rows["amount_eur"] - rows["was"])
    return table(rows, "Alle posten; het aandeel is dat in de bedragen van dat jaar met dezelfde dekking", columns)
