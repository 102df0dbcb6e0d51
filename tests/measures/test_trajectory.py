"""The adopted path, year by year, with what was observed."""

import pytest

from analysis.measures.indicators import trajectory
from cases import indicator_cycle, make_cycle


def path(frame):
    return dict(zip(frame["year"], frame["path"], strict=True))


def kinds(frame):
    return dict(zip(frame["year"], frame["path_kind"], strict=True))


def test_the_promised_columns_come_first():
    result = trajectory(indicator_cycle({2022: 30.0}))
    assert list(result.columns[:6]) == ["indicator", "year", "path", "path_kind", "observed", "gap"]


def test_the_path_is_a_straight_line_between_stated_points():
    # From 10 in 2018 to 20 in 2020: 5 a year; to 50 in 2022: 15 a year.
    result = trajectory(indicator_cycle({2020: 20.0, 2022: 50.0}))
    assert path(result) == {2018: 10.0, 2019: 15.0, 2020: 20.0, 2021: 35.0, 2022: 50.0}
    assert list(result["path_kind"]) == ["baseline", "interpolated", "stated", "interpolated", "stated"]
    assert result["observed"].isna().all() and result["gap"].isna().all()


def test_without_a_baseline_the_path_starts_at_the_first_target():
    result = trajectory(indicator_cycle({2020: 20.0, 2022: 30.0}, baseline=None, baseline_year=None))
    assert path(result) == {2020: 20.0, 2021: 25.0, 2022: 30.0}
    assert kinds(result)[2020] == "stated"


@pytest.mark.parametrize("missing", [{"baseline": None}, {"baseline_year": None}])
def test_a_baseline_needs_both_a_value_and_a_year(missing):
    assert path(trajectory(indicator_cycle({2022: 30.0}, **missing))) == {2022: 30.0}


def test_a_target_in_the_baseline_year_does_not_replace_the_baseline():
    result = trajectory(indicator_cycle({2018: 99.0, 2019: 12.0}))
    assert path(result) == {2018: 10.0, 2019: 12.0}
    assert kinds(result)[2018] == "baseline"


def test_a_change_starts_at_zero_whatever_the_level_was():
    # Down 40 in four years is 10 a year.
    for level in (4546.0, None):
        result = trajectory(indicator_cycle({2022: -40.0}, kind="change", direction="decrease", baseline=level))
        assert path(result) == {2018: 0.0, 2019: -10.0, 2020: -20.0, 2021: -30.0, 2022: -40.0}


def test_a_category_steps_and_is_not_interpolated():
    # Ranks: bad 1, good 3, top 4.
    result = trajectory(indicator_cycle({2020: "good", 2022: "top"}, kind="category", baseline_category="bad"))
    assert path(result) == {2018: 1.0, 2019: 1.0, 2020: 3.0, 2021: 3.0, 2022: 4.0}
    assert list(result["path_kind"]) == ["baseline", "stepped", "stated", "stepped", "stated"]


def test_targets_to_be_determined_or_empty_are_no_points():
    cycle = make_cycle(
        indicators=[{"indicator": "alpha/a", "baseline": 10.0, "baseline_year": 2018}],
        indicator_targets=[
            {"indicator": "alpha/a", "year": 2019, "target": 99.0, "status": "to_be_determined"},
            {"indicator": "alpha/a", "year": 2020, "target": None},
            {"indicator": "alpha/a", "year": 2021, "target": 40.0},
            {"indicator": "alpha/a", "year": 2022, "target": None, "status": "to_be_determined"},
        ],
    )
    assert path(trajectory(cycle)) == {2018: 10.0, 2019: 20.0, 2020: 30.0, 2021: 40.0}


def test_the_gap_is_observed_minus_path_whatever_direction_is_wanted():
    # Path 2019: 7.5; observed 9 and 6.
    for value, gap in ((9.0, 1.5), (6.0, -1.5)):
        result = trajectory(indicator_cycle({2022: 0.0}, {2019: value}, direction="decrease"))
        assert result.loc[result["year"].eq(2019), "gap"].tolist() == [gap]


def test_the_newest_observation_of_a_year_is_shown():
    result = trajectory(indicator_cycle({2022: 30.0}, {"2019-03-01": 11.0, "2019-10-01": 13.0, "2020-01-01": 14.0}))
    assert result["observed"].tolist()[1:3] == [13.0, 14.0]


def test_on_one_date_the_final_value_goes_before_a_provisional_one():
    statuses = ["final", "provisional", "estimate"]
    for order in (statuses, statuses[::-1]):
        cycle = make_cycle(
            indicators=[{"indicator": "alpha/a"}],
            observations=[
                {"indicator": "alpha/a", "date": "2019-06-01", "value": float(statuses.index(status)), "status": status}
                for status in order
            ],
        )
        assert trajectory(cycle)[["observed", "observation_status"]].values.tolist() == [[0.0, "final"]]


def test_observations_outside_the_path_have_a_row():
    # Before it there is no path; after it the path stays at the last target.
    result = trajectory(indicator_cycle({2020: 20.0}, {2016: 9.0, 2023: 18.0}))
    assert result["year"].tolist() == [2016, 2018, 2019, 2020, 2023]
    assert result["path"].isna().tolist() == [True, False, False, False, False]
    assert result["path_kind"].isna().tolist() == [True, False, False, False, False]
    assert result.iloc[-1][["path", "path_kind", "gap"]].tolist() == [20.0, "after_last_target", -2.0]


def test_without_a_target_there_is_no_path_after_the_baseline():
    result = trajectory(indicator_cycle(observed={2019: 12.0}))
    assert result["path"].tolist()[0] == 10.0 and result["path"].isna().tolist() == [False, True]


def test_an_observation_without_a_value_is_no_observation():
    assert trajectory(indicator_cycle({2019: 12.0}, {2019: None, 2025: None}))["observed"].isna().all()


def test_an_indicator_without_any_number_has_no_rows():
    assert trajectory(indicator_cycle(baseline=None)).empty


def test_indicators_follow_the_programmes_and_then_the_file():
    names = ["beta/z", "alpha/z", "beta/a"]
    cycle = make_cycle(
        indicators=[
            {"indicator": name, "programme": name.split("/")[0], "baseline": 1.0, "baseline_year": 2018}
            for name in names
        ],
        programmes=[{"programme": "beta", "title": "b", "order": 1}, {"programme": "alpha", "title": "a", "order": 2}],
    )
    assert trajectory(cycle)["indicator"].tolist() == ["beta/z", "beta/a", "alpha/z"]
