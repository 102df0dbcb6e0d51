"""What the measures of money, of hours and of differences between two cycles promise, tried on made-up cycles.

Where a sum is worked out again here, it is done row by row in plain Python, another way than the measure does it.
"""

import math
from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
from analysis.measures import budget, capacity, changes, plan, scenarios, what_if
from cases import make_cycle
from properties import TRIED, amount_of, counted, in_force, of, same_number, total

# --- money ---------------------------------------------------------------------------------------------------------------


@of("plan.plan_in_force")
@TRIED
@given(made_up.tables(rich=True))
def test_the_plan_is_the_newest_phase_of_each_amount_and_stays_so(tables):
    rows = plan.plan_in_force(make_cycle(**tables))
    expected = Counter((*amount_of(row), row["phase"]) for row in in_force(tables["budget"]))
    assert Counter(rows[[*plan.AMOUNT, "phase"]].itertuples(index=False, name=None)) == expected
    kept = [row for row in tables["budget"] if (*amount_of(row), row["phase"]) in expected]
    assert plan.plan_in_force(make_cycle(**tables | {"budget": kept})).equals(rows)


@of("budget.totals", "budget.left_out", "budget.per_inhabitant")
@TRIED
@given(made_up.tables(rich=True), st.sampled_from(["funding", "spending"]))
def test_every_euro_of_the_plan_is_counted_once_or_left_out_with_a_reason(tables, side):
    cycle = make_cycle(**tables)
    rows = [row for row in in_force(tables["budget"]) if row["side"] == side]
    whole, parts = budget.totals(cycle, (), side).loc[0], budget.totals(cycle, ("programme", "year"), side)
    assert parts["counted_eur"].sum() == (0 if pd.isna(whole["counted_eur"]) else whole["counted_eur"])
    left = budget.left_out(cycle, side)
    known = [row["amount_eur"] for row in rows if row["amount_eur"] is not None]
    assert parts["counted_eur"].sum() + left["amount_eur"].sum() == sum(known)
    of_reason = left.groupby("reason").size().to_dict()
    assert of_reason.get("outside_totals", 0) == len(rows) - len(counted(rows))
    each = budget.per_inhabitant(cycle, (), side).loc[0]  # a thousand inhabitants
    assert same_number(each["counted_eur_per_inhabitant"] * 1000, whole["counted_eur"])


@of("budget.totals", "budget.balance", "budget.left_out", "budget.cliff", "scenarios.money_totals", "scenarios.balance")
@TRIED
@given(made_up.tables(rich=True), st.data())
def test_sums_of_money_do_not_depend_on_splitting_a_row(tables, data):
    known = [place for place, row in enumerate(tables["budget"]) if row["amount_eur"] is not None]
    if not known:
        return
    place = data.draw(st.sampled_from(known))
    row, part = tables["budget"][place], float(data.draw(st.integers(-500, 500)))
    halves = [row | {"amount_eur": part}, row | {"amount_eur": row["amount_eur"] - part}]
    split = tables["budget"][:place] + halves + tables["budget"][place + 1 :]
    one, other, nothing = make_cycle(**tables), make_cycle(**tables | {"budget": split}), make_cycle()
    for side in ("funding", "spending"):
        for by in (("programme", "year"), ("post", "phase"), ()):
            assert budget.totals(one, by, side).equals(budget.totals(other, by, side))
        left = [
            budget.left_out(each, side).groupby(["programme", "reason"])["amount_eur"].sum() for each in (one, other)
        ]
        assert left[0].equals(left[1])
    assert budget.balance(one).equals(budget.balance(other))
    assert budget.cliff(one).equals(budget.cliff(other))
    assert scenarios.money_totals(one, nothing).equals(scenarios.money_totals(other, nothing))
    assert scenarios.balance(other, one)["verdict"].tolist() in ([], ["equal"])


@of("budget.balance")
@TRIED
@given(made_up.tables(rich=True), st.lists(st.tuples(made_up.years, st.integers(0, 4)), min_size=8, max_size=12))
def test_the_balance_sets_every_amount_against_the_shortest_funding_that_holds_its_period(tables, periods):
    periods = [  # many that lie in each other
        {"side": ["funding", "spending"][place % 2], "post": f"P{place}", "year_from": start, "year_to": start + more}
        for place, (start, more) in enumerate(periods)
    ]
    plain = {
        "programme": tables["programmes"][0]["programme"],
        "phase": "approved",
        "coverage": "covered",
        "amount_eur": 5.0,
    }
    plain |= {"counted_by": None, "recurrence": "unknown"}
    tables = tables | {"budget": tables["budget"] + [plain | period for period in periods]}
    result = budget.balance(make_cycle(**tables)).set_index(["programme", "year_from", "year_to"])
    rows = counted(in_force(tables["budget"]))
    spent, available = {}, {}
    for row in rows:
        amount, covered = row["amount_eur"] or 0, row["coverage"] == "covered"
        if row["side"] == "funding":
            available.setdefault(home(row, rows), []).append(amount if covered else 0)
        else:
            spent.setdefault(home(row, rows), []).append(0 if row["coverage"] == "uncovered" else amount)
    assert set(result.index) == {*spent, *available}
    for period, found in result.iterrows():
        assert (0 if pd.isna(found["spending_eur"]) else found["spending_eur"]) == sum(spent.get(period, []))
        assert (0 if pd.isna(found["funding_eur"]) else found["funding_eur"]) == sum(available.get(period, []))
        left = sum(available.get(period, [])) - sum(spent.get(period, []))
        assert pd.isna(found["unallocated_eur"]) if pd.isna(found["funding_eur"]) else found["unallocated_eur"] == left


def home(row, rows):
    """Give the programme and the period that an amount is compared in, by hand."""
    holding = [
        (each["year_to"] - each["year_from"], each["year_from"], each["year_to"])
        for each in rows
        if (each["programme"], each["side"], each["coverage"]) == (row["programme"], "funding", "covered")
        and each["year_from"] <= row["year_from"] <= row["year_to"] <= each["year_to"]
    ]
    return row["programme"], *(min(holding)[1:] if holding else (row["year_from"], row["year_to"]))


@of("budget.allocation")
@TRIED
@given(made_up.tables(rich=True))
def test_spread_or_not_the_amounts_are_the_same_money_and_a_change_is_a_difference_of_years(tables):
    cycle = make_cycle(**tables)
    whole, spread = budget.allocation(cycle), budget.allocation(cycle, spread_lump_sums=True)
    spending = [row["amount_eur"] or 0 for row in tables["budget"] if row["side"] == "spending"]
    assert same_number(whole["amount_eur"].sum(), sum(spending)) and same_number(
        spread["amount_eur"].sum(), sum(spending)
    )
    sums = {}
    for row in in_force([row for row in tables["budget"] if row["side"] == "spending"]):
        if row["year_from"] == row["year_to"]:
            key = row["programme"], row["post"], row["coverage"], row["year_from"]
            sums.setdefault(key, []).append(row["amount_eur"])
    sums = {key: None if None in each else sum(each) for key, each in sums.items()}
    for row in whole[whole["in_force"]].itertuples():
        key = row.programme, row.post, row.coverage if pd.notna(row.coverage) else None
        before = None if pd.isna(row.year) else sums.get((*key, row.year - 1))
        now = None if pd.isna(row.year) else sums[(*key, row.year)]
        expected = None if before is None or now is None else now - before
        assert same_number(row.change_eur, expected)


@of("budget.execution")
@TRIED
@given(made_up.tables(rich=True), st.integers(0, 1_000_000))
def test_execution_is_told_where_there_is_a_plan_and_an_execution(tables, spent):
    adopted = {
        amount_of(row): row
        for row in in_force(tables["budget"])
        if row["phase"] != "proposed" and row["year_from"] <= 2019
    }
    plain = [row for row in tables["budget"] if row["phase"] != "executed"]
    done = [row | {"phase": "executed", "amount_eur": float(spent)} for row in adopted.values()]
    result = budget.execution(make_cycle(**tables | {"budget": plain + done}))
    assert {tuple(row) for row in result[plan.AMOUNT].itertuples(index=False)} == set(adopted)
    for row in result.itertuples():
        planned = adopted[row.programme, row.side, row.post, row.year_from, row.year_to]["amount_eur"]
        assert row.executed_eur == spent and same_number(row.planned_eur, planned)
        assert same_number(row.difference_eur, None if planned is None else spent - planned)
        assert same_number(row.execution, None if not planned else spent / planned)


@of("budget.reconciliation")
@TRIED
@given(made_up.tables(rich=True), st.sampled_from([0, 0.5, 0.51, 500, 500.01, -500, -500.01]))
def test_a_printed_total_agrees_with_the_sum_of_its_parts_up_to_half_the_unit_it_is_printed_in(tables, off):
    tables = with_comparable_totals(tables)
    rows_of = [parts(row, tables["budget"]) for row in tables["budget_stated"]]
    sums = [total(signed(part, row) for part in own) for row, own in zip(tables["budget_stated"], rows_of, strict=True)]
    stated = [row | {"stated_eur": (sum_ or 0) + off} for row, sum_ in zip(tables["budget_stated"], sums, strict=True)]
    result = budget.reconciliation(make_cycle(**tables | {"budget_stated": stated}))
    key = ["programme", "label", "side", "year_from", "year_to"]
    expected = {tuple(row[name] for name in key): (row, *own) for row, *own in zip(stated, sums, rows_of, strict=True)}
    assert len(result) == len(expected)
    for found in result.itertuples():
        row, sum_, own = expected[tuple(getattr(found, name) for name in key)]
        assert same_number(found.computed_eur, sum_) and found.tolerance_eur == (row["unit_eur"] or 1) / 2
        assert same_number(found.difference_eur, None if sum_ is None else off)
        verdict = "agrees" if abs(off) <= (row["unit_eur"] or 1) / 2 else "differs"
        assert found.verdict == (verdict if comparable(row, own) else "not_comparable")


def with_comparable_totals(tables):
    """Fill in what is unknown of one programme, and print its totals over all years of everything that a total may be of."""
    slug = tables["programmes"][0]["programme"]
    filled = [
        row | {"amount_eur": 5.0} if (row["programme"], row["amount_eur"]) == (slug, None) else row
        for row in tables["budget"]
    ]
    whole = {"programme": slug, "year_from": 2017, "year_to": 2025, "unit_eur": 1000.0, "phase": None}
    added = [
        whole | {"side": side, "scope": scope, "label": scope}
        for side in ("funding", "spending")
        for scope in ("all", "covered", "unallocated", *made_up.POSTS, "A ; B")
    ]
    return tables | {"budget": filled, "budget_stated": tables["budget_stated"] + added}


def parts(printed, rows):
    """Give the rows that a printed total should be the sum of, by hand."""
    order = ["proposed", "approved", "adjusted"]
    until = order[: order.index(printed["phase"]) + 1] if printed["phase"] else order
    rows = in_force([row for row in rows if row["phase"] in until])
    rows = [row for row in rows if row["programme"] == printed["programme"] and sign(row, printed)]
    return [row for row in rows if printed["year_from"] <= row["year_from"] <= row["year_to"] <= printed["year_to"]]


def signed(row, printed):
    """Give an amount as it counts in a printed total; None if it is unknown."""
    return None if row["amount_eur"] is None else sign(row, printed) * row["amount_eur"]


def comparable(printed, rows) -> bool:
    """Whether a printed total has all that it is compared with: known amounts, of funding and of every named post."""
    scope = printed["scope"]
    if scope == "unallocated":
        complete = any(row["side"] == "funding" for row in rows)
    elif scope in (None, "all", "covered"):
        complete = bool(rows)
    else:
        complete = {row["post"] for row in rows} == set(scope.split(" ; "))
    return complete and all(row["amount_eur"] is not None for row in rows)


def sign(row, printed) -> int:
    """Tell whether an amount is part of a printed total: added (1), taken off (-1) or no part of it (0)."""
    own, scope = row["in_programme_total"], printed["scope"]
    if scope == "unallocated":
        if row["side"] == "funding":
            return int(own and row["coverage"] == "covered")
        return -int(own and row["coverage"] != "uncovered")
    if row["side"] != printed["side"] or scope is None:
        return 0
    if scope in ("all", "covered"):
        return int(own and (scope == "all" or row["coverage"] == "covered"))
    return int(row["post"] in scope.split(" ; "))


@of("budget.cliff")
@settings(TRIED, max_examples=25)
@given(made_up.tables(rich=True))
def test_incidental_money_ends_where_its_post_holds_nothing_in_the_year_after(tables):
    result = budget.cliff(make_cycle(**tables))
    rows = [
        row
        for row in counted(in_force(tables["budget"]))
        if row["side"] == "spending" and row["coverage"] != "uncovered"
    ]

    def followed(row):
        after = row["year_to"] + 1
        own = [each for each in rows if (each["programme"], each["post"]) == (row["programme"], row["post"])]
        return any(each["year_from"] <= after <= each["year_to"] for each in own)

    ending = [row for row in rows if row["recurrence"] == "incidental" and not followed(row)]
    money = result["ending_eur"].sum() + result["ending_lump_eur"].sum()
    assert money == sum(row["amount_eur"] or 0 for row in ending)
    assert {(row.programme, row.year) for row in result.itertuples()} == {
        (r["programme"], r["year_to"]) for r in ending
    }
    for row in result.itertuples():
        roles = [
            role for role in tables["capacity"] if role["programme"] == row.programme and role["counted"] is not False
        ]
        asked = [role for role in roles if role["year_from"] <= row.year + 1 <= role["year_to"]]
        assert (row.roles_going_on, row.goes_on) == (len(asked), bool(asked))


@of("what_if.covered")
@TRIED
@given(made_up.tables(rich=True))
def test_what_is_left_to_cover_runs_from_all_to_nothing(tables):
    result = what_if.covered(make_cycle(**tables), (0.0, 0.25, 1.0))
    without_cover = Counter()
    for row in counted(in_force(tables["budget"])):
        if row["side"] == "spending" and row["coverage"] == "uncovered":
            without_cover[row["programme"]] += row["amount_eur"] or 0
    expected = []
    for slug, eur in without_cover.items():
        expected += [(0.0, slug, eur, eur), (0.25, slug, eur, eur * 0.75), (1.0, slug, eur, 0)] if eur > 0 else []
    assert sorted(result.itertuples(index=False, name=None)) == sorted(expected)


# --- hours ---------------------------------------------------------------------------------------------------------------


@of("capacity.per_week", "capacity.totals", "capacity.units_by_programme", "capacity.shared_units")
@TRIED
@given(made_up.cycles(rich=True), st.sampled_from(["productive", "weeks"]))
def test_every_hour_is_counted_once_and_the_minimum_is_never_above_the_maximum(cycle, year_hours):
    roles = capacity.per_week(cycle, year_hours)
    assert len(roles) == len(cycle.capacity)
    own = roles[roles["counted"]]
    frames = [
        capacity.totals(cycle, by, year_hours) for by in (("programme",), ("unit", "programme"), ("role", "period"), ())
    ]
    frames += [measure(cycle, year_hours) for measure in (capacity.units_by_programme, capacity.shared_units)]
    for frame in frames:
        for end in ("min", "max"):
            assert same_number(frame[f"hours_{end}_week"].sum(), own[f"hours_{end}_week"].sum())
        assert frame["unknown_roles"].sum() == (~own["known"]).sum()
    for frame in (roles, *frames):
        assert frame["hours_min_week"].dropna().le(frame["hours_max_week"].dropna() + 1e-9).all()
    asked_by = capacity.shared_units(cycle).set_index("unit")["programmes"].to_dict()
    assert asked_by == own.groupby("unit")["programme"].nunique().to_dict()


@of("capacity.per_week")
@TRIED
@given(made_up.tables(rich=True), st.sampled_from(["productive", "weeks"]))
def test_hours_of_a_role_are_brought_to_a_week_by_its_period_and_its_headcount(tables, year_hours):
    weeks = 1440 / 36 if year_hours == "productive" else 40.0  # the norms of `make_cycle`: both come to forty weeks
    expected = {}
    for role in tables["capacity"]:
        years = role["year_to"] - role["year_from"] + 1
        divided = {"week": 1, "year": weeks, "total": weeks * years, "fte": 1 / 36}[role["period"]]
        times = (1 if role["headcount"] is None else role["headcount"]) / divided
        low, high = role["hours_min"], role["hours_max"] if role["hours_max"] is not None else role["hours_min"]
        key = tuple(role[name] for name in scenarios.ROLE)
        expected[key] = [None if end is None else end * times for end in (low, high)]
    found = capacity.per_week(make_cycle(**tables), year_hours)
    assert len(found) == len(expected)
    for row in found.itertuples():
        low, high = expected[tuple(getattr(row, name) for name in scenarios.ROLE)]
        assert same_number(row.hours_min_week, low) and same_number(row.hours_max_week, high)
        assert same_number(row.fte_min, None if low is None else low / 36)


@of("capacity.supply")
@TRIED
@given(made_up.cycles(rich=True))
def test_what_a_unit_has_left_is_what_it_has_minus_what_is_asked(cycle):
    result, have = capacity.supply(cycle), cycle.unit_supply
    known = result[result["supply_hours_week"].notna()]
    assert known[["unit", "year"]].values.tolist() == have[["unit", "year"]].values.tolist()
    assert set(result["year"]) == set(have["year"])
    assert known["left_min_week"].le(known["left_max_week"] + 1e-9).all()
    asked = capacity.totals(cycle, ("unit", "year")).set_index(["unit", "year"])["hours_max_week"].to_dict()
    for row in known.itertuples():
        most = asked.get((row.unit, row.year))
        assert same_number(row.left_min_week, row.supply_hours_week - (0 if most is None or pd.isna(most) else most))


@of("capacity.norm_sensitivity", "what_if.productive_hours")
@TRIED
@given(made_up.cycles(rich=True), st.integers(2017, 2022))
def test_under_the_norm_of_the_cycle_hours_are_as_they_are_and_more_productive_hours_ask_fewer_people(cycle, year):
    whole, norms = capacity.totals(cycle, ()).loc[0], capacity.norm_sensitivity(cycle, (1363, 1440, 1500))
    assert norms["productive_hours_per_fte"].tolist() == [1363, 1440, 1500]
    grid = what_if.productive_hours(cycle, year, (1363, 1440, 1500))
    own = capacity.totals(cycle, ("programme", "year"))
    for end in ("min", "max"):
        assert same_number(norms.loc[1, f"hours_{end}_week"], whole[f"hours_{end}_week"])
        if norms[f"hours_{end}_week"].notna().all():
            assert norms[f"hours_{end}_week"].is_monotonic_decreasing
        in_year = own.loc[own["year"].eq(year), f"hours_{end}_week"].sum()
        assert same_number(grid.loc[grid["productive_hours_per_fte"].eq(1440), f"hours_{end}_week"].sum(), in_year)
    assert (
        grid.groupby("programme")["hours_min_week"]
        .apply(lambda each: each.isna().all() or each.is_monotonic_decreasing)
        .all()
    )


# --- one cycle against another --------------------------------------------------------------------------------------------


@of("changes.rows", "changes.money", "changes.moved_goalposts")
@settings(TRIED, max_examples=5)
@given(made_up.tables(rich=True), made_up.tables(rich=True))
def test_what_changed_from_one_to_the_other_is_what_changes_back_with_the_other_sign(tables, before):
    one, other = make_cycle(**tables), make_cycle(**before)
    for measure in (changes.rows, changes.money, changes.moved_goalposts):
        assert len(measure(one, one)) == 0
    there, back = changes.rows(one, other), changes.rows(other, one)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    sides = [
        Counter((row.table, row.key, row.change, row.column, row.old, row.new) for row in frame.fillna("").itertuples())
        for frame in (there.drop(columns="difference"), back.drop(columns="difference"))
    ]
    assert sides[0] == Counter(
        {
            (table, key, turned[change], column, new, old): n
            for (table, key, change, column, old, new), n in sides[1].items()
        }
    )
    assert same_number(there["difference"].sum(), -back["difference"].sum())
    money = changes.money(one, other)
    assert same_number(money["difference_eur"].sum(), -changes.money(other, one)["difference_eur"].sum())
    for row in money.itertuples():
        sides = [(row.new_eur, row.in_new), (row.old_eur, row.in_old)]
        new, old = (number if there else 0.0 for number, there in sides)
        assert same_number(row.difference_eur, new - old)  # unknown minus something is unknown
    for row in money[money["difference_eur"].notna()].itertuples():
        worse = (row.difference_eur > 0) == (row.side == "spending")
        assert (row.effect == ("N" if worse else "V")) or row.difference_eur == 0


@of("changes.moved_goalposts")
@TRIED
@given(made_up.tables(rich=True), st.integers(1, 9))
def test_a_target_is_a_moved_goalpost_only_once_a_value_of_its_year_or_later_is_known(tables, by):
    moved_targets = [
        row | {"target": row["target"] + by} if row["target"] is not None else row
        for row in tables["indicator_targets"]
    ]
    result = changes.moved_goalposts(make_cycle(**tables | {"indicator_targets": moved_targets}), make_cycle(**tables))
    newest = {}
    for row in tables["observations"]:
        newest[row["indicator"]] = max(newest.get(row["indicator"], 0), row["date"].year)
    expected = {
        (row["indicator"], str(row["year"]))
        for row in tables["indicator_targets"]
        if row["target"] is not None and row["year"] <= newest.get(row["indicator"], 0)
    }
    assert set(zip(result["indicator"], result["moment"])) == expected
    assert set(result["kind"]) <= {"target_after_value"}


def with_other_figures(tables, by):
    """Change what a scenario may change: amounts, hours, targets, newest values and a norm; what is unknown stays so."""

    def more(table, *names):
        return [row | {name: row[name] + by for name in names if row.get(name) is not None} for row in tables[table]]

    return tables | {
        "budget": more("budget", "amount_eur", "amount_max_eur"),
        "capacity": more("capacity", "hours_min", "hours_max"),
        "indicator_targets": more("indicator_targets", "target"),
        "cycle": [{"productive_hours_per_fte": 1440 + by}],
    }


@of(
    "scenarios.money", "scenarios.money_totals", "scenarios.balance", "scenarios.hours", "scenarios.hours_totals",
    "scenarios.targets", "scenarios.verdicts", "scenarios.norms",
)  # fmt: skip
@settings(TRIED, max_examples=5)
@given(made_up.tables(rich=True), st.integers(1, 50))
def test_a_scenario_tells_each_change_once_and_its_totals_are_the_sum_of_them(tables, by):
    base, cycle = make_cycle(**tables), make_cycle(**with_other_figures(tables, by))
    amounts = [row for row in in_force(tables["budget"]) if row["amount_eur"] is not None]
    against_nothing = scenarios.money_totals(cycle, make_cycle())
    assert against_nothing["difference_eur"].equals(against_nothing["after_eur"].rename("difference_eur"))
    money = scenarios.money(cycle, base)
    assert len(money) == len(amounts) and money["difference_eur"].eq(by).all()
    totals = scenarios.money_totals(cycle, base, ("programme", "year"))
    assert totals["difference_eur"].sum() == by * len(counted(amounts))
    spent = [row for row in counted(amounts) if row["side"] == "spending" and row["coverage"] != "uncovered"]
    own = [row for row in spent if row["coverage"] is None or row["counted_by"] in (None, row["programme"])]
    balance = scenarios.balance(cycle, base)
    assert balance["spending_eur"].sum() == by * len(own)
    if len(balance) and own:
        assert balance.loc[0, "verdict"] != "equal"
    known = [row for row in tables["capacity"] if row["known"] and row["headcount"] != 0]
    changed_roles = Counter(scenarios.hours(cycle, base)[scenarios.ROLE].itertuples(index=False, name=None))
    assert changed_roles == Counter(tuple(row[name] for name in scenarios.ROLE) for row in known)
    sums = scenarios.hours_totals(cycle, base, ())
    before, after = (capacity.totals(each, ()).loc[0, "hours_min_week"] for each in (base, cycle))
    assert len(sums) == any(row["counted"] is not False for row in known)
    assert all(same_number(each, after - before) for each in sums["difference_min"])
    set_ = [row for row in tables["indicator_targets"] if row["target"] is not None]
    targets = scenarios.targets(cycle, base)
    assert len(targets) == len(set_) and all(math.isclose(each, by) for each in targets["difference"])
    last = {row["indicator"] for row in set_}
    assert set(scenarios.verdicts(cycle, base)["indicator"]) == last
    assert scenarios.norms(cycle, base)["difference"].tolist() == [by]
