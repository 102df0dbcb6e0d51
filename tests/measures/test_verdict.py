"""The verdict on the newest observation: every code, every kind of indicator, every edge."""

import pytest

from analysis.measures.indicators import verdict, verdict_inputs
from cases import indicator_cycle, make_cycle

FIRST = [
    "indicator", "verdict", "attainment", "observed", "observed_year", "path", "pace_realised", "pace_required",
]  # fmt: skip


def judge(*args, **columns):
    result = verdict(indicator_cycle(*args, **columns))
    assert len(result) == 1
    return result.iloc[0]


def missing(value):
    return value != value


def test_the_promised_columns_come_first():
    assert list(verdict(indicator_cycle()).columns[:8]) == FIRST


# From 10 in 2018 to 50 in 2022 is 10 a year: the path is 30 in 2020, 20 above the baseline.
@pytest.mark.parametrize(
    ("value", "attainment", "code"),
    [
        (50.0, 2.0, "reached"),
        (60.0, 2.5, "reached"),
        (30.0, 1.0, "on_course"),
        (29.0, 0.95, "on_course"),
        (28.999, 0.94995, "attention"),
        (22.0, 0.60, "attention"),
        (21.999, 0.59995, "behind"),
        (10.0, 0.0, "behind"),
        (9.999, -0.00005, "wrong_way"),
        (0.0, -0.5, "wrong_way"),
    ],
)
def test_attainment_along_the_path_gives_the_verdict(value, attainment, code):
    row = judge({2022: 50.0}, {2020: value})
    assert (row["verdict"], row["attainment"]) == (code, pytest.approx(attainment))
    assert (row["path"], row["observed"], row["observed_year"]) == (30.0, value, 2020)


@pytest.mark.parametrize(("cut_off", "code"), [(0.95, "on_course"), (0.60, "attention"), (0.0, "behind")])
def test_exactly_on_a_cut_off_is_not_lost_to_floating_point(cut_off, code):
    # To a computer ((1.1 + 0.95 x 0.6) - 1.1) / ((1.1 + 0.6) - 1.1) is 0.9499999999999996.
    cases = {f"alpha/{b}-{rise}": (b, rise) for b in (0.1, 0.3, 1.1, 3.3, 7.7) for rise in (0.6, 0.7, 1.3)}
    cycle = make_cycle(
        indicators=[{"indicator": name, "baseline": b, "baseline_year": 2018} for name, (b, _) in cases.items()],
        indicator_targets=[
            {"indicator": name, "year": year, "target": b + steps * rise}
            for name, (b, rise) in cases.items()
            for year, steps in ((2019, 1), (2022, 4))
        ],
        observations=[
            {"indicator": name, "date": "2019-12-31", "value": b + cut_off * rise} for name, (b, rise) in cases.items()
        ],
    )
    assert set(verdict(cycle)["verdict"]) == {code}


def test_a_decrease_is_judged_downwards():
    # From 10 to 2 in 2022: 8 in 2019, 6 in 2020.
    assert judge({2022: 2.0}, {2020: 6.0}, direction="decrease")["verdict"] == "on_course"
    assert judge({2022: 2.0}, {2020: 7.6}, direction="decrease")["verdict"] == "attention"  # 2.4 / 4 = 0.6
    assert judge({2022: 2.0}, {2020: 9.9}, direction="decrease")["verdict"] == "behind"
    assert judge({2022: 2.0}, {2020: 10.1}, direction="decrease")["verdict"] == "wrong_way"
    assert judge({2022: 2.0}, {2020: 2.0}, direction="decrease")["verdict"] == "reached"
    assert judge({2022: 2.0}, {2020: 1.0}, direction="decrease")["verdict"] == "reached"


def test_a_reduction_of_40_percent_exactly_on_a_straight_plan_is_on_course_every_year():
    # 100 to 60 in four years: 90, 80, 70.
    for year, value in ((2019, 90.0), (2020, 80.0), (2021, 70.0)):
        row = judge({2022: 60.0}, {year: value}, direction="decrease", baseline=100.0)
        assert (row["verdict"], row["attainment"]) == ("on_course", 1.0)


def test_a_zero_target_is_a_target_like_another():
    # From 10 to 0: 5 in 2020.
    assert judge({2022: 0.0}, {2020: 5.0}, direction="decrease")["verdict"] == "on_course"
    assert judge({2022: 0.0}, {2020: 0.0}, direction="decrease")["verdict"] == "reached"


def test_a_zero_baseline_is_a_baseline_like_another():
    # From 0 to 8: 4 in 2020; 2.4 / 4 = 0.6.
    assert judge({2022: 8.0}, {2020: 2.4}, baseline=0.0)["verdict"] == "attention"


def test_a_maximum_is_met_at_or_under_it():
    for value in (4.0, 5.0):
        assert judge({2022: 5.0}, {2020: value}, "at_most", direction="decrease")["verdict"] == "reached"
    assert judge({2022: 5.0}, {2020: 5.1}, "at_most", direction="decrease")["verdict"] == "on_course"


def test_a_minimum_is_met_at_or_over_it():
    assert judge({2022: 50.0}, {2020: 50.0}, "at_least")["verdict"] == "reached"
    assert judge({2022: 50.0}, {2020: 49.9}, "at_least")["verdict"] == "on_course"


def test_a_maximum_above_the_baseline_allows_some_loss_and_no_more():
    # Baseline 3, at most 5: up to 5 is reached; 6 is over what is allowed, and attainment does not exist.
    assert judge({2022: 5.0}, {2020: 5.0}, "at_most", direction="decrease", baseline=3.0)["verdict"] == "reached"
    row = judge({2022: 5.0}, {2020: 6.0}, "at_most", direction="decrease", baseline=3.0)
    assert row["verdict"] == "wrong_way" and missing(row["attainment"])


def test_a_path_that_dips_first_is_judged_by_whether_the_value_is_as_good_as_the_path():
    # From 10 the path allows 8 in 2019 before it rises to 20.
    for value, code in ((12.0, "on_course"), (8.0, "on_course"), (7.9, "wrong_way")):
        row = judge({2019: 8.0, 2022: 20.0}, {2019: value})
        assert row["verdict"] == code and missing(row["attainment"])
        assert row["gap"] == pytest.approx(value - 8.0)


def test_where_the_path_asks_for_nothing_yet_attainment_does_not_exist():
    # The path stays at 10 until 2020.
    for value, code in ((10.0, "on_course"), (11.0, "on_course"), (9.9, "wrong_way")):
        row = judge({2020: 10.0, 2022: 20.0}, {2020: value})
        assert row["verdict"] == code and missing(row["attainment"])
    down = judge({2020: 10.0, 2022: 5.0}, {2020: 10.1}, direction="decrease")
    assert (down["verdict"], down["gap"]) == ("wrong_way", pytest.approx(0.1))


def test_after_the_last_target_year_the_path_is_the_last_target():
    # 10 to 50 in 2022; 40 in 2024 is 30/40 = 0.75.
    row = judge({2022: 50.0}, {2024: 40.0})
    assert (row["verdict"], row["attainment"], row["path"]) == ("attention", 0.75, 50.0)
    assert missing(row["pace_required"])


def test_without_a_target_there_is_no_verdict_but_the_observation_is_kept():
    row = judge({}, {2020: 12.0})
    assert (row["verdict"], row["observed"]) == ("no_target", 12.0)
    assert missing(row["gap"]) and missing(row["attainment"])


def test_a_target_without_a_number_or_still_to_be_determined_is_no_target():
    for target in ({"target": None}, {"target": 20.0, "status": "to_be_determined"}):
        cycle = make_cycle(
            indicators=[{"indicator": "alpha/a", "baseline": 1.0, "baseline_year": 2018}],
            indicator_targets=[{"indicator": "alpha/a", "year": 2022, **target}],
        )
        assert verdict(cycle).loc[0, "verdict"] == "no_target"


@pytest.mark.parametrize("when", [2017, 2018, "2018-12-31"])
def test_an_observation_in_or_before_the_baseline_year_does_not_count(when):
    row = judge({2022: 50.0}, {when: 60.0})
    assert row["verdict"] == "not_yet_measured" and missing(row["observed"])


def test_without_observations_nothing_is_measured_yet():
    row = judge({2022: 50.0})
    assert row["verdict"] == "not_yet_measured"
    assert row[["attainment", "path", "pace_realised", "pace_required", "gap"]].isna().all()


def test_an_observation_without_a_value_is_not_a_measurement():
    assert judge({2022: 50.0}, {2020: None})["verdict"] == "not_yet_measured"


def test_without_a_baseline_the_value_is_compared_with_the_last_target_alone():
    for gone in ({"baseline": None}, {"baseline": None, "baseline_year": None}, {"baseline_year": None}):
        row = judge({2022: 50.0}, {2020: 45.0}, **gone)
        assert (row["verdict"], row["gap"]) == ("no_baseline", -5.0)
        assert missing(row["attainment"]) and missing(row["pace_realised"])
        assert row["pace_required"] == 2.5  # 5 in two years
        assert judge({2022: 50.0}, {2020: 50.0}, **gone)["verdict"] == "reached"


def test_without_a_baseline_the_gap_is_to_the_last_target_also_where_targets_give_a_path():
    # Targets 20 in 2020 and 50 in 2022: the path of 2021 is 35, but attainment has nothing to start from.
    row = judge({2020: 20.0, 2022: 50.0}, {2021: 30.0}, baseline=None)
    assert row[["verdict", "path", "gap"]].tolist() == ["no_baseline", 35.0, -20.0]


def test_without_a_baseline_year_an_observation_of_any_year_counts():
    assert judge({2022: 50.0}, {2010: 45.0}, baseline=None, baseline_year=None)["verdict"] == "no_baseline"


def test_a_change_is_measured_from_zero():
    # Down 40 by 2022, 20 by 2020.
    change = {"kind": "change", "direction": "decrease", "baseline": 4546.0}
    for value, code in (
        (-40.0, "reached"),
        (-20.0, "on_course"),
        (-12.0, "attention"),
        (0.0, "behind"),
        (1.0, "wrong_way"),
    ):
        row = judge({2022: -40.0}, {2020: value}, **change)
        assert (row["verdict"], row["baseline"]) == (code, 0.0)
    assert row["pace_realised"] == 0.5


def test_a_change_needs_a_baseline_year_and_no_level():
    row = judge({2022: 7000.0}, {2020: 3500.0}, kind="change", baseline=None)
    assert (row["verdict"], row["attainment"]) == ("on_course", 1.0)
    assert judge({2022: 7000.0}, {2020: 1.0}, kind="change", baseline_year=None)["verdict"] == "no_baseline"


def test_a_category_is_judged_on_the_ranks_of_its_steps():
    # bad 1, fair 2, good 3, top 4. Path: bad until 2020, then good, top in 2022.
    mood = {"kind": "category", "baseline_category": "bad"}
    targets = {2020: "good", 2022: "top"}
    row = judge(targets, {2021: "fair"}, **mood)
    assert (row["verdict"], row["attainment"], row["path"]) == ("behind", 0.5, 3.0)  # 1 of 2 ranks
    assert (row["pace_realised"], row["pace_required"]) == (pytest.approx(1 / 3), 2.0)
    assert judge(targets, {2021: "good"}, **mood)["verdict"] == "on_course"
    assert judge(targets, {2021: "top"}, **mood)["verdict"] == "reached"
    assert judge(targets, {2019: "bad"}, **mood)["verdict"] == "on_course"
    assert judge(targets, {2019: "bad"}, **mood | {"baseline_category": "fair"})["verdict"] == "wrong_way"


def test_a_higher_rank_is_better_whatever_direction_the_category_is_given():
    # Steps: the path asks for top at once in 2020. fair is 1 of 3 ranks.
    mood = {"kind": "category", "baseline_category": "bad", "direction": "decrease"}
    row = judge({2020: "top"}, {2020: "fair"}, **mood)
    assert (row["verdict"], row["attainment"]) == ("behind", pytest.approx(1 / 3))
    assert judge({2020: "top"}, {2020: "top"}, **mood)["verdict"] == "reached"


def test_a_category_without_a_baseline_is_compared_with_the_target():
    row = judge({2022: "top"}, {2020: "fair"}, kind="category")
    assert (row["verdict"], row["gap"]) == ("no_baseline", -2.0)


def test_the_newest_observation_counts_and_keeps_its_status():
    cycle = make_cycle(
        indicators=[{"indicator": "alpha/a", "baseline": 10.0, "baseline_year": 2018}],
        indicator_targets=[{"indicator": "alpha/a", "year": 2022, "target": 50.0}],
        observations=[
            {"indicator": "alpha/a", "date": "2021-01-01", "value": 40.0, "status": "provisional"},
            {"indicator": "alpha/a", "date": "2020-01-01", "value": 10.0},
        ],
    )
    row = verdict(cycle).iloc[0]
    assert (row["verdict"], row["observed"], row["observation_status"]) == ("on_course", 40.0, "provisional")


def test_paces_are_change_a_year_so_far_and_to_the_last_target():
    # 10 to 22 in two years is 6 a year; 28 to go in two years is 14 a year.
    row = judge({2022: 50.0}, {2020: 22.0})
    assert (row["pace_realised"], row["pace_required"]) == (6.0, 14.0)
    down = judge({2022: 2.0}, {2020: 8.0}, direction="decrease")
    assert (down["pace_realised"], down["pace_required"]) == (-1.0, -3.0)


def test_a_reached_target_or_one_whose_year_has_come_requires_no_pace():
    assert missing(judge({2022: 50.0}, {2020: 55.0})["pace_required"])
    assert missing(judge({2022: 50.0}, {2022: 45.0})["pace_required"])


def test_gaps_are_to_the_path_and_to_the_last_target():
    row = judge({2022: 50.0}, {2020: 22.0})
    assert (row["gap"], row["gap_to_target"], row["last_target"], row["last_target_year"]) == (-8.0, -28.0, 50.0, 2022)


def test_the_inputs_give_every_number_the_verdict_used():
    row = verdict_inputs(indicator_cycle({2021: 40.0, 2022: 50.0}, {2018: 1.0, 2019: 15.0, 2020: 22.0})).iloc[0]
    assert row[["wanted", "path_kind", "met", "observations", "targets"]].tolist() == [1, "interpolated", False, 2, 2]
    change = verdict_inputs(indicator_cycle({2022: 5.0}, kind="change", baseline=4546.0)).iloc[0]
    assert (change["baseline"], change["reference_level"]) == (0.0, 4546.0)


def test_every_indicator_has_one_verdict_in_the_order_of_the_programmes():
    names = ["beta/z", "alpha/z", "beta/a"]
    cycle = make_cycle(
        indicators=[{"indicator": name, "programme": name.split("/")[0]} for name in names],
        programmes=[{"programme": "beta", "title": "b", "order": 1}, {"programme": "alpha", "title": "a", "order": 2}],
    )
    assert verdict(cycle)["indicator"].tolist() == ["beta/z", "beta/a", "alpha/z"]
