"""Totals printed in a source against the sum of the parts the same source gives."""

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import in_programme_order, once, sum_by
from analysis.measures.plan import covered, plan_in_force, uncovered

FIRST = ["programme", "label", "year_from", "year_to", "stated_eur", "computed_eur", "difference_eur"]
LATER = ["side", "phase", "scope", "unit_eur", "matching_rows", "unknown_amounts", "unmatched_posts"]
PROVENANCE = ["reading", "note", "source", "section"]

#: What is counted of the parts of a total; the decisive ones are those without which there is nothing to compare.
COUNTS = ["matching_rows", "unknown_amounts", "decisive_rows"]

#: Scopes with a meaning of their own; any other scope is a list of posts.
WORDS = ("all", "covered", "unallocated")

#: Sums of amounts in cents are exact to far below this many euros.
ROUNDING_EUR = 1e-6


@once
def reconciliation(cycle: Cycle) -> pd.DataFrame:
    """Compare every total that a source prints with the sum of its parts.

    The parts are the rows of the plan that the total is about (its `phase`: later adjustments are no part of it; empty =
    the plan in force) of the same programme and side whose period lies within that of the total, chosen by its `scope`: `all`, rows that the source counts in the programme's own total; `covered`,
    those of them that are covered; `unallocated`, of both sides of the programme's own total: covered funding
    minus the spending that is not uncovered; or the posts named, separated by `;`, whether or not in the
    programme's own total.

    Returns
    -------
    pandas.DataFrame
        One row per stated total:

        - programme, label, year_from, year_to, stated_eur, computed_eur (euro; the known parts, missing if none)
        - difference_eur (euro): stated minus computed; positive = the source states more than its parts add up to
        - tolerance_eur (euro): half the unit in which the source prints
        - verdict: `not_comparable` if the scope is empty, nothing matches (for `unallocated`: no funding), a named
          post matches nothing or a part is unknown; `agrees` if the difference is at most the tolerance;
          otherwise `differs`
        - side, phase, scope, unit_eur, matching_rows, unknown_amounts, unmatched_posts (count), reading, note, source,
          section
    """
    stated = in_programme_order(cycle, cycle.budget_stated)
    stated["unit_eur"] = stated["unit_eur"].fillna(1).astype("float64")
    named = _named_posts(stated)
    of_phases = [
        _parts(totals, plan_in_force(cycle, None if pd.isna(phase) else phase), named)
        for phase, totals in stated.groupby("phase", dropna=False, sort=False)
    ]
    parts = pd.concat(of_phases) if of_phases else _parts(stated, plan_in_force(cycle), named)
    sums = sum_by(parts, ["total"], ["computed_eur"], COUNTS).set_index("total")
    result = stated.join(sums).assign(
        unmatched_posts=_unmatched(named, parts),
        tolerance_eur=stated["unit_eur"] / 2,
    )
    counts = [*COUNTS, "unmatched_posts"]
    result[counts] = result[counts].fillna(0).astype("int64")
    result["difference_eur"] = result["stated_eur"] - result["computed_eur"]
    result["verdict"] = _verdict(result)
    return result[[*FIRST, "tolerance_eur", "verdict", *LATER, *PROVENANCE]]


def _named_posts(stated: pd.DataFrame) -> pd.DataFrame:
    """List the posts that scopes name: total (row of `stated`), post."""
    scope = stated["scope"][stated["scope"].notna() & ~stated["scope"].isin(WORDS)]
    posts = scope.str.split(";").explode().str.strip()
    posts = posts[posts.ne("")].rename("post").rename_axis("total").reset_index()
    return posts.drop_duplicates().astype({"total": "int64", "post": "str"})


def _parts(stated: pd.DataFrame, plan: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Pair each stated total with the rows it should be the sum of: total, post, and what to add up."""
    totals = stated[["programme", "side", "year_from", "year_to", "scope"]].rename_axis("total").reset_index()
    pairs = totals.merge(plan, on="programme", suffixes=("_total", ""), validate="many_to_many")
    pairs = pairs[pairs["year_from"].ge(pairs["year_from_total"]) & pairs["year_to"].le(pairs["year_to_total"])]
    pairs = pairs.merge(named.assign(named=True), on=["total", "post"], how="left", validate="many_to_one")

    scope, own, same_side = pairs["scope"], pairs["in_programme_total"].eq(True), pairs["side"].eq(pairs["side_total"])
    funding = pairs["side"].eq("funding")
    net = scope.eq("unallocated") & own & ((funding & covered(pairs)) | (~funding & ~uncovered(pairs)))
    gross = (scope.eq("all") & own) | (scope.eq("covered") & own & covered(pairs)) | pairs["named"].eq(True)
    sign = np.where(scope.eq("unallocated") & ~funding, -1.0, 1.0)
    parts = pairs.assign(
        computed_eur=pairs["amount_eur"] * sign,
        matching_rows=1,
        unknown_amounts=pairs["amount_eur"].isna(),
        decisive_rows=~net | funding,
    )
    return parts.loc[net | (gross & same_side), ["total", "post", "computed_eur", *COUNTS]]


def _unmatched(named: pd.DataFrame, parts: pd.DataFrame) -> pd.Series:
    """Count, per total, the named posts that match no row."""
    found = parts[["total", "post"]].drop_duplicates().assign(found=True)
    missing = named.merge(found, on=["total", "post"], how="left", validate="one_to_one")
    return missing["found"].isna().groupby(missing["total"]).sum()


def _verdict(rows: pd.DataFrame) -> pd.Series:
    comparable = rows["decisive_rows"].gt(0) & rows["unknown_amounts"].eq(0) & rows["unmatched_posts"].eq(0)
    agrees = rows["difference_eur"].abs().le(rows["tolerance_eur"] + ROUNDING_EUR)
    verdict = np.select([~comparable, agrees], ["not_comparable", "agrees"], default="differs")
    return pd.Series(verdict, index=rows.index, dtype="str")
