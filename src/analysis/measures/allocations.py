"""How the money is allotted to posts and years."""

import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once
from analysis.measures.plan import inside_totals, is_in_force, with_year

FIRST = ["programme", "post", "year", "year_from", "year_to", "phase", "coverage", "recurrence"]
NUMBERS = ["amount_eur", "share", "change_eur"]
LATER = ["share_of_plan", "in_force", "spread", "amount_max_eur", "funding", "counted_by", "in_programme_total"]
PROVENANCE = ["reading", "note", "source", "section"]


def allocation(cycle: Cycle, spread_lump_sums: bool = False) -> pd.DataFrame:
    """Show every amount of the spending side, in every phase, with its share and its change.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    spread_lump_sums : bool, optional
        Replace a lump sum over several years by equal yearly amounts, marked in `spread`.

    Returns
    -------
    pandas.DataFrame
        One row per amount (per year of it where it is spread):

        - programme, post; year (Int64): the year, missing for a lump sum; year_from, year_to (as in the source,
          also where spread); phase; coverage; recurrence
        - amount_eur (euro; missing = unknown)
        - share (fraction): the amount divided by the programme's known spending of the same year, the same phase
          and the same coverage. Covered and uncovered are never added up, so covered amounts are shares of what
          is covered and uncovered amounts shares of what is not. Lump sums are shares of the lump sums of
          exactly the same period; once spread they are shares of their year. Missing outside all totals
          (`counted_by` is `none`): such an amount is part of another one, or is not the programme's money
        - share_of_plan (fraction): the amount divided by the programme's known amounts of the plan in force in the same
          period and coverage, whatever their phases; missing outside it and outside all totals
        - change_eur (euro): of the plan in force, the amount minus that of the same post and coverage in the year before,
          whatever the phase of each; missing where there is none, where either is unknown, for lump sums, and for
          amounts that are replaced or executed. Where a post has several amounts in a year (possible once spread),
          the change of their sum, repeated on each
        - in_force (bool): the amount is part of the plan in force (`analysis.measures.plan`): not executed, and not
          replaced by a later phase; only such amounts may be added up
        - spread (bool), amount_max_eur (euro; upper end of a range), funding, counted_by, in_programme_total,
          reading, note, source, section

    Notes
    -----
    Executed amounts are shown as a phase like the others; what the balance, the totals and the reconciliation
    work on is the plan in force (`analysis.measures.plan`).
    """
    return _allocation(cycle, spread_lump_sums)


@once
def _allocation(cycle: Cycle, spread_lump_sums: bool) -> pd.DataFrame:
    rows = with_year(in_programme_order(cycle, cycle.budget))
    rows = rows.assign(spread=False, in_force=is_in_force(rows))
    rows = rows[rows["side"].eq("spending")].reset_index(drop=True)
    if spread_lump_sums:
        rows = _spread(rows)
    own_phase, plan = _share(rows, rows["phase"]), _share(rows[rows["in_force"]], "plan")
    change = _change(rows[rows["in_force"]]).reindex(rows.index)
    rows = rows.assign(share=own_phase, share_of_plan=plan.reindex(rows.index), change_eur=change)
    return rows[[*FIRST, *NUMBERS, *LATER, *PROVENANCE]]


def _spread(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn each lump sum into as many equal amounts as it has years, in its place."""
    years = (rows["year_to"] - rows["year_from"] + 1).astype("int64")
    rows = rows.assign(spread=years.gt(1)).loc[rows.index.repeat(years)]
    nth = rows.groupby(level=0).cumcount()
    return rows.assign(
        year=rows["year_from"] + nth,
        amount_eur=rows["amount_eur"] / years,
        amount_max_eur=rows["amount_max_eur"] / years,
    ).reset_index(drop=True)


def _share(rows: pd.DataFrame, within: pd.Series | str) -> pd.Series:
    """Divide each amount by the known amounts of the same programme, period and coverage, within a phase or a plan."""
    amount = rows["amount_eur"].where(inside_totals(rows))
    period = [rows["year"].fillna(rows["year_from"]), rows["year"].fillna(rows["year_to"])]
    within = pd.Series(within, index=rows.index)
    group = [rows["programme"], within, rows["coverage"], *period]
    whole = amount.groupby(group, sort=False, dropna=False).transform("sum")
    return amount / whole.where(whole.ne(0))


def _change(rows: pd.DataFrame) -> pd.Series:
    """Subtract what the post had in the year before; a sum with an unknown part is itself unknown."""
    post = ["programme", "post", "coverage", "year"]
    per_year = rows[rows["year"].notna()].groupby(post, sort=False, dropna=False)["amount_eur"].sum(skipna=False)
    now = per_year.reset_index(name="now")
    before = per_year.reset_index(name="before").assign(year=lambda earlier: earlier["year"] + 1)
    change = rows[post].merge(now, on=post, how="left", validate="many_to_one")
    change = change.merge(before, on=post, how="left", validate="many_to_one")
    return (change["now"] - change["before"]).set_axis(rows.index)
