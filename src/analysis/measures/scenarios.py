"""A scenario against the adopted figures: what becomes different in money, hours and indicators, and whether it adds up.

Both sides go through the same measures, so that a difference here is a difference on every other page. ``before`` is what
is adopted, ``after`` what the scenario proposes.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures import budget, capacity, changes, indicators
from analysis.measures.frames import in_programme_order
from analysis.measures.indicator_values import stated_targets
from analysis.measures.plan import AMOUNT, SIDES, plan_in_force, with_year

#: Half a euro cent: what adding up floats may leave.
NOTHING = 0.005
ROLE = ["programme", "role", "unit", "year_from", "year_to"]
HOURS = ["hours_min_week", "hours_max_week"]


def money(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List the amounts of the plan in force that a scenario changes.

    Parameters
    ----------
    cycle, base : Cycle
        The figures with the scenario laid over them, and as adopted.

    Returns
    -------
    pandas.DataFrame
        One row per amount: programme, post, side, year (Int64; missing = for several years together), year_from, year_to,
        before_eur, after_eur (euro; missing = not known), in_before, in_after (bool: whether the amount is there),
        difference_eur (euro: after minus before; missing where either is unknown), effect (``V``, ``N``), coverage,
        counted_by (see `analysis.measures.plan`), note.
    """
    rows = with_year(changes.money(cycle, base))
    plans = pd.concat([plan_in_force(cycle), plan_in_force(base)]).drop_duplicates(AMOUNT)
    rows = rows.merge(plans[[*AMOUNT, "coverage", "counted_by"]], on=AMOUNT, how="left", validate="one_to_one")
    names = {"old_eur": "before_eur", "new_eur": "after_eur", "in_old": "in_before", "in_new": "in_after"}
    first = ["programme", "post", "side", "year", "year_from", "year_to", *names.values()]
    return rows.rename(columns=names)[[*first, "difference_eur", "effect", "coverage", "counted_by", "note"]]


def money_totals(cycle: Cycle, base: Cycle, by: Sequence[str] = ("programme", "year")) -> pd.DataFrame:
    """Add up the plan before and after, and say what the difference is.

    Parameters
    ----------
    cycle, base : Cycle
        The figures with the scenario laid over them, and as adopted.
    by : sequence of str, optional
        Any of programme and year; ``()`` is over everything.

    Returns
    -------
    pandas.DataFrame
        One row per group, side (spending, funding) and coverage (covered, uncovered, unknown) that has money before or after:
        the keys, side, coverage, before_eur, after_eur, difference_eur (euro; after minus before), unknown_before,
        unknown_after (amounts without a number, of any coverage). Covered money is counted each euro once over programmes, and
        per programme by the programme's own view.
    """
    by = list(by)
    columns = {"covered_eur" if "programme" in by else "counted_eur": "covered"}
    columns |= {"uncovered_eur": "uncovered", "unknown_coverage_eur": "unknown"}
    parts = [_long(budget.totals(which, by, side), by, side, columns) for side in SIDES for which in (base, cycle)]
    keys = [*by, "side", "coverage"]
    before, after = (pd.concat(parts[place::2], ignore_index=True) for place in (0, 1))
    rows = before.merge(after, on=keys, how="outer", suffixes=("_before", "_after"), sort=False, validate="one_to_one")
    rows = rows.rename(columns={"eur_before": "before_eur", "eur_after": "after_eur"})
    rows = rows[rows["before_eur"].notna() | rows["after_eur"].notna()]
    rows["difference_eur"] = rows["after_eur"].fillna(0) - rows["before_eur"].fillna(0)
    counts = ["unknown_before", "unknown_after"]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    rows = rows[[*keys, "before_eur", "after_eur", "difference_eur", *counts]]
    return in_programme_order(cycle, rows) if "programme" in by else rows.reset_index(drop=True)


def _long(totals: pd.DataFrame, by: list[str], side: str, columns: dict[str, str]) -> pd.DataFrame:
    """Turn the columns of totals into rows by coverage."""
    rows = totals.rename(
        columns={"unknown_amounts": "unknown"} | {name: f"eur:{code}" for name, code in columns.items()}
    )
    rows = rows.melt(
        id_vars=[*by, "unknown"], value_vars=[f"eur:{code}" for code in columns.values()], value_name="eur"
    )
    coverage = rows.pop("variable").str.removeprefix("eur:")
    return rows.assign(side=side, coverage=coverage)[[*by, "side", "coverage", "eur", "unknown"]]


def balance(cycle: Cycle, base: Cycle, by: Sequence[str] = ()) -> pd.DataFrame:
    """Tell whether what a scenario moves adds up to nil, over all programmes with each euro once, or per group.

    Returns
    -------
    pandas.DataFrame
        One row per group: the keys; spending_eur (euro: difference of covered spending and spending of which the source does
        not say whether it is covered), uncovered_eur (of spending without cover), funding_eur (of what is made available);
        verdict: ``unknown`` (an amount became unknown or known, so that nothing can be said), ``equal`` (no difference in any),
        ``matched`` (spending changes by as much as funding does, and uncovered spending does not), ``differs``.
    """
    by = list(by)
    rows = money_totals(cycle, base, by)
    spending, uncovered = rows["side"].eq("spending"), rows["coverage"].eq("uncovered")
    difference = rows["difference_eur"]
    rows = rows.assign(
        spending_eur=difference.where(spending & ~uncovered, 0.0),
        uncovered_eur=difference.where(spending & uncovered, 0.0),
        funding_eur=difference.where(~spending & rows["coverage"].eq("covered"), 0.0),
        shifted=rows["unknown_before"].ne(rows["unknown_after"]),
    )
    euros = ["spending_eur", "uncovered_eur", "funding_eur"]
    whole = rows.assign(_all=0)
    groups = whole.groupby(by or ["_all"], sort=False, dropna=False)
    result = (
        pd.concat([groups[euros].sum(), groups["shifted"].any()], axis=1)
        .reset_index()
        .drop(columns="_all", errors="ignore")
    )
    nil = result[euros].abs().lt(NOTHING)
    matched = (result["spending_eur"] - result["funding_eur"]).abs().lt(NOTHING) & nil["uncovered_eur"]
    verdict = pd.Series("differs", index=result.index, dtype="str")
    verdict = verdict.mask(matched, "matched").mask(nil.all(axis=1), "equal").mask(result["shifted"], "unknown")
    return result.drop(columns="shifted").assign(verdict=verdict)


def hours(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List the roles whose hours a week a scenario changes.

    Returns
    -------
    pandas.DataFrame
        One row per role: programme, role, unit, year_from, year_to, before_min, before_max, after_min, after_max (hours a week;
        missing = not known), in_before, in_after (bool: whether the role is there), difference_min, difference_max (hours a
        week: after minus before; a role that is not there counts as none, one that is not known makes it missing), counted.
    """
    sides = [capacity.per_week(which)[[*ROLE, *HOURS, "counted"]].assign(there=True) for which in (base, cycle)]
    rows = sides[0].merge(sides[1], on=ROLE, how="outer", suffixes=("_before", "_after"), validate="one_to_one")
    rows = in_programme_order(cycle, rows)
    result = rows[ROLE].copy()
    for when in ("before", "after"):
        result[f"in_{when}"] = rows[f"there_{when}"].eq(True)
        for end in ("min", "max"):
            result[f"{when}_{end}"] = rows[f"hours_{end}_week_{when}"]
    for end in ("min", "max"):
        before = result[f"before_{end}"].mask(~result["in_before"], 0.0)
        result[f"difference_{end}"] = result[f"after_{end}"].mask(~result["in_after"], 0.0) - before
    result["counted"] = (
        rows["counted_after"].where(rows["counted_after"].notna(), rows["counted_before"]).astype("boolean")
    )
    return result[_changed(result)].reset_index(drop=True)


def hours_totals(cycle: Cycle, base: Cycle, by: Sequence[str] = ("unit", "year")) -> pd.DataFrame:
    """Add up the hours a week before and after.

    Returns
    -------
    pandas.DataFrame
        One row per group (see `analysis.measures.capacity.totals`) that differs: the keys, before_min, before_max, after_min,
        after_max, difference_min, difference_max (hours a week; nothing asked counts as none, and only roles without a number
        make it missing), unknown_before, unknown_after (roles without a number, which the hours leave out).
    """
    by = list(by)
    before, after = (capacity.totals(which, by)[[*by, *HOURS, "unknown_roles"]] for which in (base, cycle))
    # a row over everything has no key
    way = {"on": by, "how": "outer", "validate": "one_to_one"} if by else {"how": "cross"}
    rows = after.merge(before, suffixes=("_after", "_before"), sort=False, **way)
    result = rows[by].copy()
    for when in ("before", "after"):
        for end in ("min", "max"):
            result[f"{when}_{end}"] = rows[f"hours_{end}_week_{when}"]
    unknown = {when: rows[f"unknown_roles_{when}"].fillna(0).astype("int64") for when in ("before", "after")}
    for end in ("min", "max"):
        # where nobody is asked there are no hours; where only roles without a number are, nobody knows how many
        before, after = (
            result[f"{when}_{end}"].mask(result[f"{when}_{end}"].isna() & number.eq(0), 0.0)
            for when, number in unknown.items()
        )
        result[f"difference_{end}"] = after - before
    result = result.assign(**{f"unknown_{when}": number for when, number in unknown.items()})
    differs = _changed(result) | result["unknown_before"].ne(result["unknown_after"])
    return result[differs].reset_index(drop=True)


def _changed(rows: pd.DataFrame) -> pd.Series:
    """Mark rows of which either end became another number, or became known or unknown."""
    ends = [_other(rows[f"before_{end}"], rows[f"after_{end}"]) for end in ("min", "max")]
    there = rows["in_before"].ne(rows["in_after"]) if "in_before" in rows else False
    return ends[0] | ends[1] | there


def _other(before: pd.Series, after: pd.Series) -> pd.Series:
    """Mark where two numbers differ by more than adding up floats may leave."""
    return (before.isna() != after.isna()) | (after - before).abs().gt(1e-9)


def targets(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List the targets that a scenario changes.

    Returns
    -------
    pandas.DataFrame
        One row per indicator and year: programme, indicator, year, before, after (unit of the indicator, ranks for a category;
        missing = no target is set), difference (after minus before; missing where either is missing).
    """
    before, after = (stated_targets(which)[["indicator", "year", "target"]] for which in (base, cycle))
    rows = before.merge(
        after, on=["indicator", "year"], how="outer", suffixes=("_before", "_after"), validate="one_to_one"
    )
    rows = rows.rename(columns={"target_before": "before", "target_after": "after"})
    rows = rows[_other(rows["before"], rows["after"])]
    return _of_programme(
        cycle, rows.assign(difference=rows["after"] - rows["before"]).sort_values(["indicator", "year"])
    )


def verdicts(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List the indicators whose verdict, newest value, last target or required pace a scenario changes.

    Returns
    -------
    pandas.DataFrame
        One row per indicator: programme, indicator, verdict_before, verdict_after, observed_before, observed_after,
        last_target_before, last_target_after (unit of the indicator), pace_required_before, pace_required_after (unit a year;
        missing = reached, its year has come, or nothing to measure from).
    """
    numbers = ["observed", "last_target", "pace_required"]
    before, after = (indicators.verdict(which)[["indicator", "verdict", *numbers]] for which in (base, cycle))
    rows = after.merge(before, on="indicator", suffixes=("_after", "_before"), validate="one_to_one")
    differs = rows["verdict_before"].ne(rows["verdict_after"])
    for name in numbers:
        differs |= _other(rows[f"{name}_before"], rows[f"{name}_after"])
    pairs = [f"{name}_{when}" for name in ("verdict", *numbers) for when in ("before", "after")]
    return _of_programme(cycle, rows.loc[differs, ["indicator", *pairs]])


def _of_programme(cycle: Cycle, rows: pd.DataFrame) -> pd.DataFrame:
    """Put the programme of each indicator first, in the order of the programmes."""
    owner = cycle.indicators.set_index("indicator")["programme"]
    rows = rows.copy()
    rows.insert(0, "programme", rows["indicator"].map(owner).astype("str"))
    return in_programme_order(cycle, rows)


def norms(cycle: Cycle, base: Cycle) -> pd.DataFrame:
    """List the norms to calculate with that a scenario changes.

    Returns
    -------
    pandas.DataFrame
        One row per norm: norm (column of the table ``cycle``), before, after, difference.
    """
    names = ["fulltime_hours_per_week", "productive_hours_per_fte", "working_weeks_per_year"]
    rows = pd.DataFrame(
        {"norm": names, "before": [base.info[n] for n in names], "after": [cycle.info[n] for n in names]}
    )
    rows = rows.astype({"norm": "str", "before": "float64", "after": "float64"})
    rows["difference"] = rows["after"] - rows["before"]
    return rows[rows["difference"].ne(0)].reset_index(drop=True)
