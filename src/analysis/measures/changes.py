"""What changed between two cycles: row by row, in money, and where goalposts or history were moved."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order
from analysis.measures.plan import AMOUNT, plan_in_force

#: Columns of which a change is no news: where a figure stands and how it was read.
PROVENANCE = ("reading", "note", "source", "section")
#: Tables that describe the cycle itself; every cycle has its own.
OWN = ("cycle", "sources")
_COLUMNS = ["programme", "table", "key", "change", "column", "old", "new", "difference"]
_MONEY = ["programme", "side", "post", "year_from", "year_to"]


def rows(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """Compare every table of two cycles, row by row.

    Parameters
    ----------
    cycle, base : Cycle
        The cycle and the one it is compared with.

    Returns
    -------
    pandas.DataFrame
        One row per row that came or went, and per cell that changed: programme (missing = of none); table; key (what
        identifies the row, parts joined by `` | ``); change (``added``, ``removed``, ``changed``); column (of a cell),
        old and new (text, as stored; missing = empty), difference (new minus old, in the unit of the column; only
        of numbers that both know).
    """
    parts = [_table(cycle, base, table) for table in cycle.tables if table not in OWN and table in base.tables]
    found = [part for part in parts if len(part)]
    empty = pd.DataFrame(columns=_COLUMNS).astype("str").astype({"difference": "float64"})
    return in_programme_order(cycle, pd.concat([empty, *found]))


def _table(cycle: Cycle, base: Cycle, table: str) -> pd.DataFrame:
    """Compare one table."""
    new, old = (_keyed(which, table) for which in (cycle, base))
    programme = {**_programmes(base, old), **_programmes(cycle, new)}
    come = pd.DataFrame({"key": new.index.difference(old.index, sort=False), "change": "added"})
    gone = pd.DataFrame({"key": old.index.difference(new.index, sort=False), "change": "removed"})
    both = new.index.intersection(old.index, sort=False)
    cells = [
        _cells(new.loc[both, column], old.loc[both, column])
        for column in new.columns.intersection(old.columns)
        if column not in PROVENANCE and not new.loc[both, column].equals(old.loc[both, column])
    ]
    result = pd.concat([come, gone, *cells]).assign(table=table)
    result["programme"] = result["key"].map(programme)
    text = [name for name in _COLUMNS if name != "difference"]
    result = result.reindex(columns=_COLUMNS).astype({**dict.fromkeys(text, "str"), "difference": "float64"})
    return result.sort_values(
        "key", key=lambda keys: keys.map({key: place for place, key in enumerate(programme)}), kind="stable"
    )


def row_keys(cycle: Cycle, table: str) -> pd.Series:
    """Give the key of each row of a table as text: the columns that identify it, joined by `` | ``."""
    frame = getattr(cycle, table)
    parts = [stored(frame[column]).fillna("") for column in cycle.key(table)]
    return (parts[0].str.cat(parts[1:], sep=" | ") if len(parts) > 1 else parts[0]).astype("str").rename("key")


def _keyed(cycle: Cycle, table: str) -> pd.DataFrame:
    """Give a table by the keys of its rows."""
    return getattr(cycle, table).set_index(row_keys(cycle, table))


def _programmes(cycle: Cycle, keyed: pd.DataFrame) -> dict[str, str]:
    """Give the programme of each key; of rows that only name an indicator or an effort, that of those."""
    if "programme" in keyed:
        return keyed["programme"].to_dict()
    for key, owners in (("indicator", cycle.indicators), ("effort", cycle.efforts)):
        if key in keyed:
            return keyed[key].map(owners.set_index(key)["programme"]).to_dict()
    return dict.fromkeys(keyed.index)


def _cells(new: pd.Series, old: pd.Series) -> pd.DataFrame:
    """Compare a column of two tables with the same keys."""
    before, after = stored(old), stored(new)
    differs = before.fillna("\0").ne(after.fillna("\0"))
    numeric = pd.api.types.is_numeric_dtype(new) and not pd.api.types.is_bool_dtype(new)
    difference = new.astype("float64") - old.astype("float64") if numeric else pd.Series(float("nan"), index=new.index)
    return pd.DataFrame(
        {
            "key": new.index[differs],
            "change": "changed",
            "column": new.name,
            "old": before[differs].to_numpy(),
            "new": after[differs].to_numpy(),
            "difference": difference[differs].to_numpy(),
        }
    )


def stored(values: pd.Series) -> pd.Series:
    """Write values as text, as the figures store them: whole numbers without decimals, days without a time."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").astype("str")
    if pd.api.types.is_float_dtype(values):
        return values.map(lambda value: f"{value:.10g}", na_action="ignore").astype("str")
    return values.astype("str").where(values.notna())


def money(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """Compare the plan in force of two cycles, amount by amount.

    Returns
    -------
    pandas.DataFrame
        One row per amount that came, went or changed: programme, side, post, year_from, year_to, old_eur and new_eur
        (euro; missing = not there or not known), in_old and in_new (bool: whether the amount is there), difference_eur
        (euro: new minus old; an amount that is not there counts as none, one that is not known makes it missing),
        effect (``V`` voordeel, ``N`` nadeel: more spending or less funding is N; missing without a difference), cause
        (policy, autonomous, technical, shift, unknown; missing = not given), note, source, section (of the new cycle,
        else of the base).
    """
    sides = [_plan(cycle), _plan(base)]
    both = sides[0].merge(sides[1], on=AMOUNT, how="outer", suffixes=("", "_old"), validate="one_to_one")
    both["in_new"], both["in_old"] = both["in_new"].eq(True), both["in_new_old"].eq(True)
    new, old = both["amount_eur"], both["amount_eur_old"]
    same = both["in_new"] & both["in_old"] & (new.eq(old) | (new.isna() & old.isna()))
    both["difference_eur"] = new.mask(~both["in_new"], 0.0) - old.mask(~both["in_old"], 0.0)
    worse = both["difference_eur"].gt(0) == both["side"].eq("spending")
    effect = worse.map({True: "N", False: "V"})
    both["effect"] = effect.where(both["difference_eur"].notna() & both["difference_eur"].ne(0)).astype("str")
    for column in ("note", "source", "section"):
        both[column] = both[column].where(both["in_new"], both[f"{column}_old"])
    result = both[~same].rename(columns={"amount_eur": "new_eur", "amount_eur_old": "old_eur"})
    result = result[
        [
            *_MONEY,
            "old_eur",
            "new_eur",
            "in_old",
            "in_new",
            "difference_eur",
            "effect",
            "cause",
            "note",
            "source",
            "section",
        ]
    ]
    return in_programme_order(cycle, result)


def _plan(cycle: Cycle) -> pd.DataFrame:
    """Give the plan in force with the columns that a comparison needs."""
    plan = plan_in_force(cycle)
    return plan[[*AMOUNT, "amount_eur", "cause", "note", "source", "section"]].assign(in_new=True)


def moved_goalposts(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List targets that were changed after a value for that year was known, and history that was rewritten.

    Returns
    -------
    pandas.DataFrame
        One row per case: programme, indicator, kind (``target_after_value``: a target of the base was changed or
        dropped while a value of that year or later is known; ``baseline_rewritten``; ``observation_rewritten``: a value that
        the base has was changed or dropped), moment (text: year or day), column, old, new (text; missing = none).
    """
    found = rows(cycle, base)
    parts = found["key"].str.partition(" | ", expand=False)
    found["indicator"], found["moment"] = parts.str[0].astype("str"), parts.str[2].astype("str")
    seen = pd.concat([cycle.observations, base.observations])
    newest = found["indicator"].map(seen.groupby("indicator")["date"].max().dt.year)
    touched = found["change"].ne("added")
    targets = (
        found["table"].eq("indicator_targets") & touched & newest.ge(pd.to_numeric(found["moment"], errors="coerce"))
    )
    targets &= found["change"].eq("removed") | found["column"].isin(["target", "target_category", "relation"])
    baselines = found["table"].eq("indicators") & found["column"].isin(
        ["baseline", "baseline_category", "baseline_year"]
    )
    values = found["table"].eq("observations") & touched
    values &= found["change"].eq("removed") | found["column"].isin(["value", "category"])
    kinds = {"target_after_value": targets, "baseline_rewritten": baselines, "observation_rewritten": values}
    cases = [found[mask].assign(kind=kind) for kind, mask in kinds.items()]
    result = pd.concat(cases)[["programme", "indicator", "kind", "moment", "column", "old", "new"]]
    return in_programme_order(cycle, result.astype("str"))
