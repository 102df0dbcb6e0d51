"""Goals and efforts: the network between them, and what hangs loose in it.

The network is the *doelen-inspanningennetwerk* (DIN) of programme management: efforts contribute to goals, operational
goals serve strategic ones. A link has the weight that the source gives; no weight is invented for one without.
"""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once

GAPS = {
    "goal_without_indicator": "goals",
    "goal_without_effort": "goals",
    "efforts_only_above": "goals",
    "effort_without_goal": "efforts",
    "indicator_without_goal": "indicators",
    "effort_money_without_post": "efforts",
}
_COLUMNS = ["programme", "kind", "table", "key", "subject", "note", "source", "section"]


@once
def links(cycle: Cycle) -> pd.DataFrame:
    """List the links of the network.

    Returns
    -------
    pandas.DataFrame
        One row per link, in the order of the programmes: programme (of the lower end); lower and upper (keys of an
        effort or a goal); kind (``effort_goal``: an effort contributes to a goal, ``goal_goal``: a goal serves a
        higher one); weight (as the source gives it; missing = none given); stated (bool: the source itself makes
        the link; false = derived by who entered the figures); reading, note, source, section.
    """
    drawn = cycle.effort_goals.rename(columns={"effort": "lower", "goal": "upper"}).assign(kind="effort_goal")
    drawn["programme"] = drawn["lower"].map(cycle.efforts.set_index("effort")["programme"])
    goals = cycle.goals[cycle.goals["parent"].notna()]
    served = goals.rename(columns={"goal": "lower", "parent": "upper"}).assign(
        kind="goal_goal", stated=True, reading="printed"
    )
    served["weight"] = pd.Series(float("nan"), index=served.index, dtype="float64")
    columns = ["programme", "lower", "upper", "kind", "weight", "stated", "reading", "note", "source", "section"]
    rows = pd.concat([drawn[columns].astype({"stated": bool}), served[columns].astype({"stated": bool})])
    return in_programme_order(cycle, rows.astype({"programme": "str"}))


@once
def goals(cycle: Cycle) -> pd.DataFrame:
    """Count what hangs at each goal, itself and below it.

    Returns
    -------
    pandas.DataFrame
        One row per goal, each followed by the goals that serve it: programme, goal, number, level, parent, statement;
        depth (0 = serves no other goal) and top (key of the goal at the top of its branch); indicators and efforts
        (count: of the goal itself); indicators_below and efforts_below (count: of the goals that serve it, directly or
        through others, each once); efforts_above (count: of the goals it serves so); has_indicator and has_effort
        (bool: the goal itself or one that serves it); note, source, section.
    """
    rows = _as_tree(cycle.goals)
    served = _served(cycle.goals)
    hanging = {
        "indicators": cycle.indicators[["goal", "indicator"]].dropna(),
        "efforts": cycle.effort_goals[["goal", "effort"]],
    }
    for name, table in hanging.items():
        rows[name] = rows["goal"].map(table.groupby("goal").size())
        below = served.merge(table, on="goal")[["served", table.columns[1]]].drop_duplicates()
        rows[f"{name}_below"] = rows["goal"].map(below.groupby("served").size())
    above = served.merge(hanging["efforts"].rename(columns={"goal": "served"}), on="served")[["goal", "effort"]]
    rows["efforts_above"] = rows["goal"].map(above.drop_duplicates().groupby("goal").size())
    counts = ["indicators", "indicators_below", "efforts", "efforts_below", "efforts_above"]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    for name in hanging:
        rows[f"has_{name.removesuffix('s')}"] = rows[name].add(rows[f"{name}_below"]).gt(0)
    first = ["programme", "goal", "number", "level", "parent", "statement", "depth", "top"]
    return in_programme_order(
        cycle, rows[[*first, *counts, "has_indicator", "has_effort", "note", "source", "section"]]
    )


def _as_tree(rows: pd.DataFrame) -> pd.DataFrame:
    """Order goals so that each follows the goal it serves, with its depth and the top of its branch."""
    below: dict[str, list[str]] = {}
    for goal, parent in zip(rows["goal"].to_numpy(object), rows["parent"].fillna("").to_numpy(object)):
        below.setdefault(parent, []).append(goal)

    def branch(goal: str, depth: int, top: str) -> list[tuple]:
        return [(goal, depth, top), *(row for child in below.get(goal, ()) for row in branch(child, depth + 1, top))]

    found = [row for goal in below.get("", ()) for row in branch(goal, 0, goal)]
    order = pd.DataFrame(found, columns=["goal", "depth", "top"]).astype(
        {"goal": "str", "depth": "int64", "top": "str"}
    )
    return order.merge(rows, on="goal", how="left", validate="one_to_one")


def _served(rows: pd.DataFrame) -> pd.DataFrame:
    """Pair each goal with every goal it serves, directly or through others: goal, served."""
    step = rows.loc[rows["parent"].notna(), ["goal", "parent"]].rename(columns={"parent": "served"})
    found = [step]
    while len(found[-1]):
        further = found[-1].merge(step.rename(columns={"goal": "served", "served": "next"}), on="served")
        found.append(further[["goal", "next"]].rename(columns={"next": "served"}))
    return pd.concat(found, ignore_index=True).drop_duplicates()


@once
def efforts(cycle: Cycle) -> pd.DataFrame:
    """Count the goals that each effort contributes to.

    Returns
    -------
    pandas.DataFrame
        The table of efforts in the order of the programmes, with goals and stated_goals (count: all links, and
        those that the source makes).
    """
    linked = cycle.effort_goals
    rows = cycle.efforts
    rows["goals"] = rows["effort"].map(linked.groupby("effort").size())
    rows["stated_goals"] = rows["effort"].map(linked[linked["stated"]].groupby("effort").size())
    rows[["goals", "stated_goals"]] = rows[["goals", "stated_goals"]].fillna(0).astype("int64")
    return in_programme_order(cycle, rows)


@once
def gaps(cycle: Cycle) -> pd.DataFrame:
    """Find what hangs loose in the network.

    Returns
    -------
    pandas.DataFrame
        One row per gap: programme; kind; table; key (of the goal, effort or indicator); subject (its name or
        statement); note, source, section. Kinds: ``goal_without_indicator`` and ``goal_without_effort`` (neither the
        goal nor a goal that serves it has one), ``efforts_only_above`` (no effort either, but the goal it serves has
        some), ``effort_without_goal``, ``indicator_without_goal`` and ``effort_money_without_post`` (the source names
        money for an effort, and no post of the budget holds it).
    """
    aims = goals(cycle).rename(columns={"goal": "key", "statement": "subject"})
    work = efforts(cycle).rename(columns={"effort": "key", "title": "subject"})
    measured = cycle.indicators.rename(columns={"indicator": "key", "title": "subject"})
    found = {
        "goal_without_indicator": aims[~aims["has_indicator"]],
        "goal_without_effort": aims[~aims["has_effort"] & aims["efforts_above"].eq(0)],
        "efforts_only_above": aims[~aims["has_effort"] & aims["efforts_above"].gt(0)],
        "effort_without_goal": work[work["goals"].eq(0)],
        "indicator_without_goal": measured[measured["goal"].isna()],
        "effort_money_without_post": work[work["amount_eur"].notna() & work["post"].isna()],
    }
    rows = pd.concat([rows.assign(kind=kind, table=GAPS[kind])[_COLUMNS] for kind, rows in found.items()])
    return in_programme_order(cycle, rows.astype("str").where(rows.notna()))
