"""Two sides set against each other: funding against spending, plan against execution."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, sum_by
from analysis.measures.plan import AMOUNT, covered, inside_totals, plan_in_force, uncovered

PERIOD = ["programme", "year_from", "year_to"]


def balance(cycle: Cycle) -> pd.DataFrame:
    """Set what is made available against what is given to posts, per programme and period.

    Works on the plan in force without the rows outside all totals (`counted_by` is `none`). Spending is compared
    with the covered funding of exactly its own period; if there is none, with the shortest funding period that
    contains its period (the earliest of equally short ones); if there is none either, its period is a row of its
    own. Funding and spending are never added. Money that another programme counts stays in the programme's own
    balance.

    Returns
    -------
    pandas.DataFrame
        One row per programme and period, ordered by programme and period, those of several years last:

        - programme, year_from, year_to
        - funding_eur (euro): covered funding; missing if there is none or none is known
        - spending_eur (euro): spending that is covered or of which the source does not say it
        - unallocated_eur (euro): funding minus spending, missing without known funding. Negative = more is given
          to posts than is available. Amounts that are unknown are not subtracted: the counts tell how many
        - uncovered_eur (euro): spending planned without cover
        - funding_not_covered_eur (euro): funding rows that the source does not call covered; not funding
        - unknown_funding_amounts, unknown_spending_amounts: rows without an amount on either side
    """
    rows = plan_in_force(cycle)
    rows = _in_funding_period(rows[inside_totals(rows)])
    amount, funding = rows["amount_eur"], rows["side"].eq("funding")
    rows = rows.assign(
        funding_eur=amount.where(funding & covered(rows)),
        spending_eur=amount.where(~funding & ~uncovered(rows)),
        uncovered_eur=amount.where(~funding & uncovered(rows)),
        funding_not_covered_eur=amount.where(funding & ~covered(rows)),
        unknown_funding_amounts=funding & amount.isna(),
        unknown_spending_amounts=~funding & amount.isna(),
    )
    euros = ["funding_eur", "spending_eur", "uncovered_eur", "funding_not_covered_eur"]
    result = sum_by(rows, PERIOD, euros, ["unknown_funding_amounts", "unknown_spending_amounts"])
    lump_sum = result["year_from"].ne(result["year_to"])
    result = result.assign(lump_sum=lump_sum).sort_values(["lump_sum", "year_from", "year_to"])
    result = in_programme_order(cycle, result.drop(columns="lump_sum"))
    unallocated = result["funding_eur"] - result["spending_eur"].fillna(0)
    result.insert(result.columns.get_loc("uncovered_eur"), "unallocated_eur", unallocated)
    return result


def _in_funding_period(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each row the period of the funding it is compared with, or leave it its own."""
    funding = rows.loc[rows["side"].eq("funding") & covered(rows), PERIOD].drop_duplicates()
    pairs = (
        rows[PERIOD]
        .drop_duplicates()
        .merge(funding, on="programme", suffixes=("", "_funding"), validate="many_to_many")
    )
    start, end = pairs["year_from_funding"], pairs["year_to_funding"]
    pairs = pairs.assign(length=end - start)[start.le(pairs["year_from"]) & end.ge(pairs["year_to"])]
    # A period that equals the row's own is the shortest that contains it, so one rule serves both cases.
    home = pairs.sort_values(["length", "year_from_funding"], kind="stable").drop_duplicates(PERIOD)
    rows = rows.merge(home.drop(columns="length"), on=PERIOD, how="left", validate="many_to_one")
    return rows.assign(
        year_from=rows["year_from_funding"].fillna(rows["year_from"]),
        year_to=rows["year_to_funding"].fillna(rows["year_to"]),
    )


def execution(cycle: Cycle) -> pd.DataFrame:
    """Compare what was executed with what was planned, only where both are there.

    The plan is the adjusted amount, else the approved one; a proposal is no plan to execute.

    Returns
    -------
    pandas.DataFrame
        One row per amount that has both: programme, side, post, year_from, year_to, planned_phase, planned_eur,
        executed_eur (euro), execution (fraction: executed / planned; missing where either is unknown or the plan
        is zero), difference_eur (euro: executed minus planned, so on the spending side minus is an advantage and
        plus a disadvantage, as municipalities print it).
    """
    rows = in_programme_order(cycle, cycle.budget)
    executed = _amounts(rows[rows["phase"].eq("executed")], "executed_eur")
    planned = plan_in_force(cycle)
    planned = planned[planned["phase"].ne("proposed")].rename(columns={"phase": "planned_phase"})
    planned = _amounts(planned, "planned_eur", "planned_phase")
    result = planned.merge(executed, on=AMOUNT, how="inner", validate="one_to_one")
    return result.assign(
        execution=result["executed_eur"] / result["planned_eur"].where(result["planned_eur"].ne(0)),
        difference_eur=result["executed_eur"] - result["planned_eur"],
    )


def _amounts(rows: pd.DataFrame, name: str, *also: str) -> pd.DataFrame:
    """Add up the rows of one amount; a sum with an unknown part is itself unknown."""
    keys = [*AMOUNT, *also]
    return rows.groupby(keys, sort=False)["amount_eur"].sum(skipna=False).reset_index(name=name)
