"""What changed between two cycles: rows, money with its effect, and moved goalposts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import changes
from cases import make_cycle

POST = {"post": "A", "year_from": 2020, "amount_eur": 100.0}
INDICATOR = {"indicator": "alpha/a", "baseline": 10.0, "baseline_year": 2018}


def money_of(new: list[dict], old: list[dict]) -> pd.DataFrame:
    return changes.money(make_cycle(budget=new), make_cycle(budget=old))


@pytest.mark.parametrize(
    ("side", "old", "new", "difference", "effect"),
    [
        ("spending", 100.0, 150.0, 50.0, "N"),
        ("spending", 100.0, 70.0, -30.0, "V"),
        ("funding", 100.0, 150.0, 50.0, "V"),
        ("funding", 100.0, 70.0, -30.0, "N"),
    ],
)
def test_more_spending_and_less_funding_are_a_disadvantage(side, old, new, difference, effect):
    rows = money_of([POST | {"side": side, "amount_eur": new}], [POST | {"side": side, "amount_eur": old}])
    assert rows[["difference_eur", "effect"]].to_numpy().tolist() == [[difference, effect]]


def test_an_amount_that_comes_or_goes_counts_whole_and_an_unknown_one_has_no_difference():
    rows = money_of(
        [POST | {"post": "new"}, POST | {"post": "unknown", "amount_eur": None}],
        [POST | {"post": "gone"}, POST | {"post": "unknown"}],
    ).set_index("post")
    assert rows.loc["new", ["in_old", "in_new", "difference_eur", "effect"]].tolist() == [False, True, 100.0, "N"]
    assert rows.loc["gone", ["in_old", "in_new", "difference_eur", "effect"]].tolist() == [True, False, -100.0, "V"]
    assert pd.isna(rows.loc["unknown", "difference_eur"]) and pd.isna(rows.loc["unknown", "effect"])


def test_the_plan_in_force_is_compared_so_an_adjustment_is_one_change_and_execution_is_none():
    adjusted = [
        POST,
        POST | {"phase": "adjusted", "amount_eur": 130.0, "cause": "policy"},
        POST | {"phase": "executed", "amount_eur": 99.0},
    ]
    rows = money_of(adjusted, [POST])
    assert rows[["old_eur", "new_eur", "difference_eur", "cause"]].to_numpy().tolist() == [
        [100.0, 130.0, 30.0, "policy"]
    ]


def test_rows_tell_what_came_went_and_changed_with_the_key_of_the_row():
    old = make_cycle(risks=[risk("a"), risk("b")])
    new = make_cycle(risks=[risk("a", response="Plan."), risk("c")])
    rows = changes.rows(new, old)
    assert rows[["key", "change", "column", "new"]].fillna("").to_numpy().tolist() == [
        ["alpha/a", "changed", "response", "Plan."],
        ["alpha/b", "removed", "", ""],
        ["alpha/c", "added", "", ""],
    ]


def risk(name: str, **columns) -> dict:
    return {"risk": f"alpha/{name}", "programme": "alpha", "theme": "tijd", "title": name, "summary": "s"} | columns


def test_where_a_figure_stands_is_no_change():
    rows = changes.rows(
        make_cycle(budget=[POST | {"section": "2", "note": "n"}]), make_cycle(budget=[POST | {"section": "1"}])
    )
    assert rows.empty


def test_a_target_changed_after_its_year_was_measured_is_a_moved_goalpost():
    def cycle(target, observed=((2020, 4.0),)):
        return make_cycle(
            indicators=[INDICATOR],
            indicator_targets=[{"indicator": "alpha/a", "year": 2020, "target": target}],
            observations=[
                {"indicator": "alpha/a", "date": f"{year}-12-31", "value": value} for year, value in observed
            ],
        )

    moved = changes.moved_goalposts(cycle(4.0), cycle(5.0))
    assert moved[["kind", "moment", "old", "new"]].to_numpy().tolist() == [["target_after_value", "2020", "5", "4"]]
    assert changes.moved_goalposts(cycle(4.0, ()), cycle(5.0, ())).empty  # nothing known yet: a change of plan
    assert changes.moved_goalposts(cycle(4.0, [(2019, 4.0)]), cycle(5.0, [(2019, 4.0)])).empty


def test_a_rewritten_baseline_and_a_rewritten_measurement_are_told():
    def cycle(baseline, value):
        rows = [{"indicator": "alpha/a", "date": "2019-12-31", "value": value}] if value else []
        return make_cycle(indicators=[INDICATOR | {"baseline": baseline}], observations=rows)

    kinds = changes.moved_goalposts(cycle(11.0, 3.0), cycle(10.0, 2.0))["kind"].tolist()
    assert kinds == ["baseline_rewritten", "observation_rewritten"]
    assert changes.moved_goalposts(cycle(10.0, None), cycle(10.0, 2.0))["kind"].tolist() == ["observation_rewritten"]
    assert changes.moved_goalposts(
        cycle(10.0, 2.0), cycle(10.0, None)
    ).empty  # a new measurement is news, not a rewrite


def test_a_cycle_has_no_changes_with_itself_and_types_stay():
    cycle = make_cycle(budget=[POST], indicators=[INDICATOR], risks=[risk("a")])
    full = make_cycle(budget=[POST | {"amount_eur": 1.0}], indicators=[INDICATOR | {"baseline": 1.0}])
    for measure in (changes.rows, changes.money, changes.moved_goalposts):
        assert measure(cycle, cycle).empty
        pd.testing.assert_series_equal(measure(cycle, cycle).dtypes, measure(full, cycle).dtypes)
        assert measure(make_cycle(), make_cycle()).empty


AMOUNTS = st.dictionaries(st.sampled_from("ABCD"), st.one_of(st.none(), st.integers(0, 1000)), max_size=4)


@given(AMOUNTS, AMOUNTS)
def test_differences_add_up_to_the_change_of_the_total(old, new):
    known = {post for side in (old, new) for post, amount in side.items() if amount is None}
    old, new = ({post: amount for post, amount in side.items() if post not in known} for side in (old, new))
    rows = money_of(
        *([POST | {"post": post, "amount_eur": float(a)} for post, a in side.items()] for side in (new, old))
    )
    assert rows["difference_eur"].sum() == pytest.approx(sum(new.values()) - sum(old.values()))
    assert set(rows["post"]) == {post for post in {*old, *new} if old.get(post) != new.get(post)}
