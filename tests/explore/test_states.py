"""What is explored, in numbers worked out by hand: the cycle that comes of it, and what is refused."""

import pandas as pd
import pytest

from analysis.errors import WrongUse
from analysis.explore.altered import altered
from analysis.explore.exploration import Exploration
from analysis.explore.indicator_state import Indicators
from analysis.explore.measured import Measured
from analysis.explore.money_state import Money
from analysis.explore.people_state import People
from cases import indicator_cycle, make_cycle

TREES, STAFF, LOOSE = ("alpha", "Trees", "covered"), ("alpha", "Staff", "covered"), ("alpha", "Loose", "uncovered")


def money() -> Money:
    """Two covered posts in two years, one without cover, and 250 euro made available a year."""
    rows = [
        {"post": post, "year_from": year, "amount_eur": euros, "coverage": coverage}
        for post, euros, coverage in (("Trees", 100, "covered"), ("Staff", 60, "covered"), ("Loose", 40, "uncovered"))
        for year in (2019, 2020)
    ]
    rows += [{"side": "funding", "post": "Frame", "year_from": year, "amount_eur": 250} for year in (2019, 2020)]
    return Money.of(Measured(make_cycle(budget=rows)))


def pairs(state: Money, *years: int) -> list:
    return state.pairs(TREES, STAFF, [(year, year) for year in years])


def test_what_one_post_gains_another_gives():
    state = money().shift(pairs(money(), 2019, 2020), 25)
    amounts = state.cycle.budget.set_index(["post", "year_from"])["amount_eur"]
    assert [amounts["Trees", 2019], amounts["Staff", 2019], amounts["Loose", 2019]] == [75, 85, 40]
    assert state.now.money["covered_eur"].iloc[0] == 320  # as it was
    assert list(state.now.balance["unallocated_eur"]) == [90, 90]
    assert list(state.base.budget["amount_eur"])[:2] == [100, 100]


def test_a_shift_takes_the_place_of_the_one_before_it():
    state = money().shift(pairs(money(), 2019), 25)
    state = state.shift(pairs(state, 2019), 100)
    assert state.room(pairs(state, 2019)) == 100
    assert state.euros[pairs(state, 2019)[0][0]] == 0
    assert state.shift(pairs(state, 2019), 0).changed == {}


@pytest.mark.parametrize("euros", [100.5, -1, float("nan")])
def test_more_than_there_is_cannot_be_shifted(euros):
    with pytest.raises(WrongUse, match=r"In Trees \(2019\) zit €\s100"):
        money().shift(pairs(money(), 2019), euros)


def test_covered_and_uncovered_do_not_mix():
    assert money().partners(TREES, [(2019, 2019)]) == [STAFF]
    assert money().partners(LOOSE, [(2019, 2019)]) == []


def test_an_amount_set_by_itself_changes_the_total():
    state = money()
    state = state.set(state.all_periods(TREES)[2019, 2019], 130).shift(pairs(state, 2019), 30)
    assert state.euros[state.all_periods(TREES)[2019, 2019]] == 100
    assert state.now.money["covered_eur"].iloc[0] == 350
    assert state.set(state.all_periods(TREES)[2019, 2019], 10).euros[state.all_periods(TREES)[2019, 2019]] == 10
    with pytest.raises(WrongUse):
        state.set(state.all_periods(TREES)[2019, 2019], -1)


def people() -> People:
    roles = [
        {"role": "Lead", "unit": "AP", "hours_min": 4, "hours_max": 8},
        {"role": "Adviser", "programme": "beta", "unit": "AP", "hours_min": 720, "period": "year"},
        {"role": "Open", "known": False, "note": "p.m.", "hours_min": None},
    ]
    return People.of(
        Measured(make_cycle(capacity=roles, programmes=[{"programme": p, "title": p} for p in ("alpha", "beta")]))
    )


def key(role: str) -> tuple:
    return next(key for key, row in people().adopted.roles.items() if row.role == role)


def test_hours_norm_and_supply_make_the_over_ask():
    state = people().set_hours(key("Lead"), 6).set_norm(1200).set_supply("AP", 20)
    row = state.units.set_index("unit").loc["AP"]
    assert (row["was_min"], row["was_max"]) == (22, 26)  # 720 hours of 1440 are half of 36
    assert row["hours_max_week"] == pytest.approx(6 + 720 / 1200 * 36)
    assert row["left_min_week"] == pytest.approx(20 - 27.6)
    assert row["programmes"] == 2
    assert state.base.unit_supply.empty


def test_hours_stay_within_the_printed_margin_unless_asked():
    with pytest.raises(WrongUse, match="buiten de afgedrukte marge: kies 4 tot 8"):
        people().set_hours(key("Lead"), 9)
    assert people().set_hours(key("Lead"), 9, outside=True).number(key("Lead")) == (9, 9)
    with pytest.raises(WrongUse):
        people().set_hours(key("Lead"), 169, outside=True)


def test_an_unknown_number_can_be_filled_in():
    assert pd.isna(people().number(key("Open"))[0])
    state = people().set_hours(key("Open"), 12)
    assert state.now.hours["unknown_roles"].iloc[0] == 0 and people().now.hours["unknown_roles"].iloc[0] == 1


@pytest.mark.parametrize("norm", [999, 1801])
def test_a_norm_is_believable(norm):
    with pytest.raises(WrongUse):
        people().set_norm(norm)


def indicators(**columns) -> Indicators:
    return Indicators.of(Measured(indicator_cycle({2020: 14, 2022: 18}, {2019: 12}, **columns)))


def test_a_pace_leads_to_a_value_and_a_verdict():
    state = indicators().set_pace("alpha/a", 1.5)
    assert state.expected("alpha/a") == {2020: 13.5, 2021: 15, 2022: 16.5}
    row = state.now.verdicts.loc["alpha/a"]
    assert (row["observed"], row["path"], row["verdict"]) == (16.5, 18, "attention")
    assert row["attainment"] == pytest.approx(6.5 / 8)
    assert state.needed_pace("alpha/a") == 2


def test_a_value_takes_the_place_of_a_pace():
    state = indicators().set_pace("alpha/a", 1.5).set_value("alpha/a", 2021, 16)
    assert state.expected("alpha/a") == {2021: 16}
    assert state.now.verdicts.loc["alpha/a", "verdict"] == "on_course"


def test_targets_shift_from_the_adopted_ones():
    state = indicators().shift_targets("alpha/a", 3).shift_targets("alpha/a", -1)
    assert state.targets_now == {("alpha/a", 2020): 13, ("alpha/a", 2022): 17}
    assert list(state.saved.indicator_targets["target"]) == [13, 17]
    assert list(state.base.indicator_targets["target"]) == [14, 18]


def test_a_scale_takes_its_own_steps():
    state = Indicators.of(Measured(indicator_cycle({2022: "good"}, kind="category", baseline_category="bad")))
    assert state.shift_targets("alpha/a", 1).saved.indicator_targets["target_category"].iloc[0] == "top"
    assert state.set_value("alpha/a", 2022, 3).now.verdicts.loc["alpha/a", "verdict"] == "reached"
    with pytest.raises(WrongUse, match="van bad tot en met top"):
        state.shift_targets("alpha/a", 2)


def test_a_percentage_stays_a_percentage():
    with pytest.raises(WrongUse, match="tussen 0 en 100"):
        indicators(unit_short="%").shift_targets("alpha/a", 90)


def test_values_to_be_expected_are_no_figures_of_a_scenario():
    base = Measured(indicator_cycle({2020: 14}, {2019: 12}))
    state = Exploration.of(base)
    state = Exploration(base, state.money, state.people, state.indicators.set_pace("alpha/a", 1))
    assert state.expects
    assert len(state.cycle.observations) == 1 and len(state.indicators.cycle.observations) == 2


def test_a_start_from_other_figures_keeps_what_was_adopted():
    base = money().adopted
    other = altered(base.cycle, "budget", {money().all_periods(TREES)[2019, 2019]: {"amount_eur": 90.0}})
    state = Exploration.of(base, Measured(other)).money
    assert state.euros[state.all_periods(TREES)[2019, 2019]] == 90
    assert state.adopted.money["covered_eur"].iloc[0] == 320 and state.now.money["covered_eur"].iloc[0] == 310


def test_rows_that_do_not_exist_are_added():
    cycle = altered(make_cycle(), "unit_supply", {("AP", 2019): {"hours_per_week": 10.0, "source": "contract"}})
    assert cycle.unit_supply.to_dict("records") == [
        {"unit": "AP", "hours_per_week": 10, "year": 2019, "source": "contract"}
    ]
    assert dict(cycle.unit_supply.dtypes) == dict(make_cycle().unit_supply.dtypes)
