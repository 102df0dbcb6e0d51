"""What the measures of indicators, goals, planning, risks and steering promise, tried on made-up cycles."""

import datetime
from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
from analysis.measures import (
    areas,
    budget,
    completeness,
    findings,
    goals,
    indicator_values,
    indicators,
    planning,
    risks,
    steering,
    what_if,
)
from cases import STEPS, make_cycle
from properties import TRIED, of, same_number, total

#: From worst to best; what has no verdict along a path cannot become worse.
BETTER = {"wrong_way": 0, "behind": 1, "attention": 2, "no_baseline": 2, "on_course": 3, "reached": 4}


# --- indicators ----------------------------------------------------------------------------------------------------------


@of("indicator_values.definitions", "indicator_values.stated_targets", "indicator_values.known_observations")
@TRIED
@given(made_up.tables(rich=True))
def test_figures_of_indicators_are_the_numbers_that_are_typed_or_the_ranks_of_steps(tables):
    cycle = make_cycle(**tables)
    number = lambda value, step: STEPS.index(step) + 1 if step is not None else value  # noqa: E731
    own = {row["indicator"]: row for row in tables["indicators"]}
    defined = indicator_values.definitions(cycle)
    assert sorted(defined["indicator"]) == sorted(own)
    for row in defined.itertuples():
        typed = own[row.indicator]
        start = 0.0 if typed["kind"] == "change" else number(typed["baseline"], typed["baseline_category"])
        assert same_number(row.baseline, start if typed["baseline_year"] else None)
        assert row.wanted == (-1 if typed["kind"] != "category" and typed["direction"] == "decrease" else 1)
    targets = {(row.indicator, row.year): row.target for row in indicator_values.stated_targets(cycle).itertuples()}
    assert targets == {
        (row["indicator"], row["year"]): number(row["target"], row["target_category"])
        for row in tables["indicator_targets"]
        if row["status"] == "set"
    }
    seen = indicator_values.known_observations(cycle)
    assert {(row.indicator, row.observed_date.date()): row.observed for row in seen.itertuples()} == {
        (row["indicator"], row["date"]): number(row["value"], row["category"]) for row in tables["observations"]
    }


@of("indicators.trajectory")
@TRIED
@given(made_up.cycles(rich=True))
def test_the_path_hits_the_baseline_and_every_target_and_runs_without_a_gap(cycle):
    result = indicators.trajectory(cycle)
    path = result.set_index(["indicator", "year"])["path"]
    for row in indicator_values.definitions(cycle).dropna(subset=["baseline"]).itertuples():
        assert path[row.indicator, row.baseline_year] == row.baseline
    for row in indicator_values.stated_targets(cycle).itertuples():
        assert path[row.indicator, row.year] == row.target
    for _, rows in result[result["path_kind"].ne("after_last_target")].dropna(subset=["path"]).groupby("indicator"):
        assert rows["year"].tolist() == list(range(rows["year"].min(), rows["year"].max() + 1))
        fixed = rows[rows["path_kind"].isin(["baseline", "stated"])]
        for row in rows.itertuples():
            before, after = fixed[fixed["year"].le(row.year)].iloc[-1], fixed[fixed["year"].ge(row.year)].iloc[0]
            part = (row.year - before["year"]) / max(after["year"] - before["year"], 1)
            straight = row.path_kind != "stepped"
            assert same_number(row.path, before["path"] + straight * part * (after["path"] - before["path"]))
    assert set(result.dropna(subset=["observed"])["indicator"]) == set(cycle.observations["indicator"])
    assert (result["observed"] - result["path"]).equals(result["gap"])


def moved(tables, indicator, by):
    """Move the newest observation of an indicator in the wanted direction: a number, or steps of the scale."""
    kind = {row["indicator"]: row for row in tables["indicators"]}[indicator]
    newest = max(row["date"] for row in tables["observations"] if row["indicator"] == indicator)

    def better(row):
        if row["indicator"] != indicator or row["date"] != newest:
            return row
        if kind["kind"] == "category":
            return row | {"category": STEPS[min(STEPS.index(row["category"]) + by, len(STEPS) - 1)]}
        return row | {"value": row["value"] + (by if kind["direction"] == "increase" else -by)}

    return tables | {"observations": [better(row) for row in tables["observations"]]}


@of("indicators.verdict", "indicators.verdict_inputs")
@settings(TRIED, max_examples=15)
@given(made_up.tables(rich=True), st.data())
def test_a_better_observation_of_a_number_or_a_step_never_gives_a_worse_verdict(tables, data):
    seen = sorted({row["indicator"] for row in tables["observations"]})
    if not seen:
        return
    indicator = data.draw(st.sampled_from(seen))
    now = indicators.verdict_inputs(make_cycle(**tables)).set_index("indicator").loc[indicator]
    to_target = [int(abs(now["gap_to_target"])) + 1] if pd.notna(now["gap_to_target"]) else []
    by = data.draw(st.sampled_from([1, 5, *to_target, *to_target]))  # often just past the target
    if now["kind"] != "category" and to_target and data.draw(st.booleans()):  # or from exactly on it
        newest = max(row["date"] for row in tables["observations"] if row["indicator"] == indicator)
        on_it = {"value": now["last_target"]}
        tables = tables | {
            "observations": [
                row | on_it if (row["indicator"], row["date"]) == (indicator, newest) else row
                for row in tables["observations"]
            ]
        }
    before = indicators.verdict(make_cycle(**tables)).set_index("indicator")["verdict"]
    after = indicators.verdict(make_cycle(**moved(tables, indicator, by))).set_index("indicator")["verdict"]
    others = before.index[before.index != indicator]
    assert before[others].equals(after[others])
    judged = before[indicator], after[indicator]
    if not set(judged) <= set(BETTER):
        assert judged[0] == judged[1]  # no target, or not measured after the baseline
    else:
        assert BETTER[judged[1]] >= BETTER[judged[0]]


@of("indicators.verdict", "indicators.verdict_inputs", "indicators.second_opinions", "indicators.control_limits")
@TRIED
@given(made_up.tables(rich=True), st.sampled_from([2.0**-10, 0.5, 2.0, 1024.0]))
def test_an_indicator_told_in_another_unit_keeps_its_verdicts(tables, factor):
    numbers = {"indicators": "baseline", "indicator_targets": "target", "observations": "value"}
    other = tables | {
        table: [row | {name: row[name] * factor if row[name] is not None else None} for row in tables[table]]
        for table, name in numbers.items()
    }
    one, other = make_cycle(**tables), make_cycle(**other)
    before, after = (indicators.verdict_inputs(cycle) for cycle in (one, other))
    assert before["verdict"].equals(after["verdict"]) and before["met"].equals(after["met"])
    pd.testing.assert_series_equal(before["attainment"], after["attainment"])
    assert indicators.verdict(one).equals(before[indicators.verdict(one).columns])
    same = ["growth_ratio", "growth_class", "extrapolation_q", "extrapolation_class", "differs"]
    for way in ("linear", "compound"):
        opinions = [indicators.second_opinions(cycle, way)[same] for cycle in (one, other)]
        pd.testing.assert_frame_equal(*opinions)
    limits = [
        indicators.control_limits(cycle).set_index("indicator")[["mean", "lower", "upper"]] for cycle in (one, other)
    ]
    pd.testing.assert_frame_equal(limits[0] * factor, limits[1])


@of("indicators.control_limits")
@TRIED
@given(made_up.tables(rich=True))
def test_the_mean_lies_between_the_limits_and_steps_have_none(tables):
    result = indicators.control_limits(make_cycle(**tables))
    assert result["lower"].le(result["mean"]).all() and result["mean"].le(result["upper"]).all()
    numeric = {row["indicator"] for row in tables["indicators"] if row["kind"] != "category"}
    counts = Counter(row["indicator"] for row in tables["observations"] if row["indicator"] in numeric)
    assert dict(zip(result["indicator"], result["observations"])) == {key: n for key, n in counts.items() if n >= 5}


@of("what_if.pace")
@settings(TRIED, max_examples=5)
@given(made_up.tables(rich=True))
def test_a_faster_pace_never_gives_a_worse_verdict_and_the_full_pace_arrives(tables):
    slug = tables["programmes"][0]["programme"]
    moves = {"indicator": f"{slug}/moves", "programme": slug, "kind": "level", "direction": "increase"}
    moves |= {"baseline": 1.0, "baseline_year": 2018}
    target = {"indicator": moves["indicator"], "year": 2019, "target": 2.0, "relation": "at_least", "status": "set"}
    more = {"indicators": [moves], "indicator_targets": [target]}
    tables = tables | {table: tables[table] + rows for table, rows in more.items()}
    cycle = make_cycle(**tables)
    result = what_if.pace(cycle, (0.0, 0.5, 1.0))
    moving = result[result["moves"]]
    able = [row["indicator"] for row in tables["indicators"] if can_move(row, tables)]
    assert Counter(moving["indicator"]) == Counter(able * 3)
    assert moving.loc[moving["pace"].eq(1), "verdict"].eq("reached").all()
    quality = moving.assign(rank=moving["verdict"].map(BETTER)).pivot(index="indicator", columns="pace", values="rank")
    leading = quality.index.isin(leads_the_wanted_way(cycle))
    assert quality[leading].T.apply(lambda each: each.is_monotonic_increasing).all()
    now = indicators.verdict(cycle).set_index("indicator")
    for row in moving.itertuples():
        start, target = now.loc[row.indicator, ["observed", "last_target"]]
        start = now.loc[row.indicator, "baseline"] if pd.isna(start) else start
        assert same_number(row.value, start + row.pace * (target - start))
    still = result[~result["moves"]].groupby("indicator")["verdict"].nunique()
    assert still.eq(1).all()


def can_move(indicator, tables) -> bool:
    """Whether the last target of an indicator lies ahead of where it stands, in time and not reached yet; by hand."""
    own = lambda table: [row for row in tables[table] if row["indicator"] == indicator["indicator"]]  # noqa: E731
    targets = [row for row in own("indicator_targets") if row["status"] == "set"]
    year = indicator["baseline_year"]
    seen = [row for row in own("observations") if year is None or row["date"].year > year]
    if indicator["kind"] == "category" or not targets:
        return False
    target = max(targets, key=lambda row: row["year"])
    if not seen:
        measured = year is not None and (indicator["kind"] == "change" or indicator["baseline"] is not None)
        return measured and year < target["year"]
    newest = max(seen, key=lambda row: row["date"])
    wanted = {"increase": "at_least", "decrease": "at_most"}[indicator["direction"]]
    relation = wanted if target["relation"] == "exactly" else target["relation"]
    short = target["target"] - newest["value"] if relation == "at_least" else newest["value"] - target["target"]
    return newest["date"].year < target["year"] and short > 0


def leads_the_wanted_way(cycle):
    """Name the indicators whose last target is better than where they stand."""
    now = indicators.verdict_inputs(cycle)
    start = now["observed"].where(now["observed"].notna(), now["baseline"])
    return list(now.loc[((now["last_target"] - start) * now["wanted"]).gt(0), "indicator"])


@of("indicators.completeness", "completeness.completeness")
@TRIED
@given(made_up.tables(rich=True))
def test_completeness_counts_every_row_once_and_one_that_gets_filled_in_makes_it_higher(tables):
    cycle = make_cycle(**tables)
    result = completeness.completeness(cycle).set_index(["programme", "subject"])
    assert result["complete"].le(result["rows"]).all() and result["rows"].gt(0).all()
    rows = result.groupby("subject")["rows"].sum()
    for subject, table in {
        "amount_known": "budget",
        "risk_with_response": "risks",
        "goal_with_effort": "goals",
    }.items():
        assert rows.get(subject, 0) == len(tables[table])
    per_programme = indicators.completeness(cycle)
    assert per_programme["indicators"].sum() == len(tables["indicators"])
    filled = tables | {"budget": [row | {"amount_eur": row["amount_eur"] or 1.0} for row in tables["budget"]]}
    after = completeness.completeness(make_cycle(**filled)).set_index(["programme", "subject"])
    known = after.xs("amount_known", level="subject")
    assert known["complete"].eq(known["rows"]).all()
    others = [key for key in result.index if key[1] != "amount_known"]
    assert after.loc[others].equals(result.loc[others])


# --- goals, planning, risks, steering -------------------------------------------------------------------------------------


@of("goals.links", "goals.goals", "goals.efforts")
@TRIED
@given(made_up.tables(rich=True))
def test_every_link_of_the_network_is_there_once_and_counted_at_both_ends(tables):
    cycle = make_cycle(**tables)
    links = goals.links(cycle)
    drawn = {(row["effort"], row["goal"]) for row in tables["effort_goals"]}
    served = {(row["goal"], row["parent"]) for row in tables["goals"] if row["parent"]}
    assert Counter(zip(links["lower"], links["upper"])) == Counter([*drawn, *served])
    aims, work = goals.goals(cycle), goals.efforts(cycle)
    assert sorted(aims["goal"]) == sorted(row["goal"] for row in tables["goals"])
    assert aims["efforts"].sum() == work["goals"].sum() == len(drawn)
    assert aims["indicators"].sum() == sum(row["goal"] is not None for row in tables["indicators"])
    parent = {row["goal"]: row["parent"] for row in tables["goals"]}
    for row in aims.itertuples():
        above, here = [], row.goal
        while parent[here]:
            here = parent[here]
            above.append(here)
        assert (row.depth, row.top) == (len(above), here)
        below = [each for each in parent if serves(each, row.goal, parent)]
        assert row.efforts_below == len({effort for effort, goal in drawn if goal in below})
        assert row.efforts_above == len({effort for effort, goal in drawn if goal in above})


def serves(goal, higher, parent) -> bool:
    """Whether a goal serves another, directly or through others."""
    while parent[goal]:
        goal = parent[goal]
        if goal == higher:
            return True
    return False


@of("goals.gaps")
@TRIED
@given(made_up.tables(rich=True))
def test_what_hangs_loose_is_found_and_nothing_else(tables):
    cycle = make_cycle(**tables)
    kinds = {kind: set(rows["key"]) for kind, rows in goals.gaps(cycle).groupby("kind")}
    linked = {row["effort"] for row in tables["effort_goals"]}
    assert kinds.get("effort_without_goal", set()) == {row["effort"] for row in tables["efforts"]} - linked
    assert kinds.get("indicator_without_goal", set()) == {r["indicator"] for r in tables["indicators"] if not r["goal"]}
    assert kinds.get("effort_money_without_post", set()) == {
        row["effort"] for row in tables["efforts"] if row["amount_eur"] is not None and row["post"] is None
    }
    without = {row.goal for row in goals.goals(cycle).itertuples() if not row.has_effort}
    assert kinds.get("goal_without_effort", set()) | kinds.get("efforts_only_above", set()) == without
    assert not kinds.get("goal_without_effort", set()) & kinds.get("efforts_only_above", set())


@of("planning.schedule", "planning.overdue", "planning.due")
@TRIED
@given(made_up.tables(rich=True))
def test_every_milestone_stands_as_it_is_and_open_promises_are_counted_once(tables):
    cycle = make_cycle(**tables)
    rows = planning.schedule(cycle)
    moments = {row["milestone"]: row for row in tables["milestones"]}
    assert set(rows.loc[rows["kind"].eq("milestone"), "item"]) == set(moments)
    for row in rows[rows["kind"].eq("milestone")].itertuples():
        own = moments[row.item]
        assert (row.state == "realised") == (own["realised"] is True)
        assert (row.state == "overdue") == (own["realised"] is False and own["end"] < made_up.TODAY)
        assert (row.state == "unknown") == (own["realised"] is None and own["end"] < made_up.TODAY)
    late = planning.overdue(cycle)
    assert set(late["item"]) == set(rows.loc[rows["state"].eq("overdue"), "item"]) and late["days_overdue"].gt(0).all()
    still = rows[rows["state"].ne("realised") & ~rows["repeats"] & rows["end"].notna()]
    assert planning.due(cycle)["promises"].sum() == len(still)


@of("planning.overdue")
@TRIED
@given(made_up.tables(rich=True), st.integers(0, 2_000))
def test_with_time_only_what_is_realised_stays_out_of_what_is_late(tables, days):
    later = {"reporting_date": made_up.TODAY + datetime.timedelta(days)}
    now, then = (planning.overdue(make_cycle(**tables | more)) for more in ({}, {"cycle": [later]}))
    assert set(now["item"]) <= set(then["item"])


@of("risks.by_theme_and_programme", "risks.themes")
@TRIED
@given(made_up.tables(rich=True))
def test_every_risk_is_counted_once_under_its_theme(tables):
    cycle = make_cycle(**tables)
    own = Counter((row["programme"], row["theme"]) for row in tables["risks"])
    result = risks.by_theme_and_programme(cycle)
    assert {(row.programme, row.theme): row.risks for row in result.itertuples()} == own
    answered = sum(row["response"] is not None for row in tables["risks"])
    for frame in (result, risks.themes(cycle)):
        assert (frame["risks"].sum(), frame["with_response"].sum()) == (len(tables["risks"]), answered)
    assert risks.themes(cycle)["programmes"].sum() == len(own)


@of("steering.load", "steering.seats", "steering.load_per_role")
@TRIED
@given(made_up.tables(rich=True))
def test_meetings_are_added_up_where_known_and_every_seat_is_one(tables):
    cycle = make_cycle(**tables)
    for row in steering.load(cycle).itertuples():
        own = [body["meetings_per_year"] for body in tables["governance"] if body["programme"] == row.programme]
        assert same_number(row.meetings_per_year, total(own)) and row.bodies == len(own)
        assert row.without_number == own.count(None)
    expected = {
        (body["programme"], body["body"], name.strip())
        for body in tables["governance"]
        for name in [body["chair"] or "", *(body["participants"] or "").split(";")]
        if name.strip()
    }
    seats = steering.seats(cycle)
    assert Counter(zip(seats["programme"], seats["body"], seats["role"])) == Counter(expected)
    per_role = Counter(role for _, _, role in expected)
    together = steering.load_per_role(cycle)
    assert dict(zip(together["role"], together["bodies"])) == {role: n for role, n in per_role.items() if n > 1}


@of("areas.assessments")
@TRIED
@given(made_up.tables(rich=True))
def test_every_area_of_every_programme_has_the_assessment_that_was_given_or_none(tables):
    result = areas.assessments(make_cycle(**tables))
    given_ = {(row["programme"], row["area"]): row["status"] for row in tables["assessments"]}
    assert (
        len(result) == len(tables["programmes"]) * len(areas.AREAS)
        and not result.duplicated(["programme", "area"]).any()
    )
    for row in result.itertuples():
        assert row.status == given_.get((row.programme, row.area), "not_assessed")


@of("findings.findings")
@TRIED
@given(made_up.tables(rich=True))
def test_every_finding_of_every_check_is_told_once(tables):
    cycle = make_cycle(**tables)
    found = Counter(findings.findings(cycle)["kind"])
    expected = Counter(goals.gaps(cycle)["kind"])
    expected["overdue"] = len(planning.overdue(cycle))
    expected["correction"] = len(tables["corrections"])
    expected["stated_total_differs"] = int(budget.reconciliation(cycle)["verdict"].eq("differs").sum())
    expected["uncertain_reading"] = sum(
        row.get("reading") == "uncertain" for table in findings.SUBJECTS for row in tables.get(table, ())
    )
    expected["unknown_number"] = sum(
        row[name] is None and row.get("target_category") is None
        for table, (_, name) in findings.SUBJECTS.items()
        if name
        for row in tables[table]
    )
    assert found == +expected
