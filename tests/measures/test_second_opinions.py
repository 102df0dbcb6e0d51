"""The growth ratio of Open SDG and the extrapolation of the UN and Eustat, beside the verdict."""

import pytest

from analysis.measures.indicators import second_opinions
from cases import indicator_cycle


def opinion(*args, extrapolation="linear", **columns):
    return second_opinions(indicator_cycle(*args, **columns), extrapolation).iloc[0]


def missing(value):
    return value is None or value != value


def test_a_large_reduction_on_a_straight_plan_shows_why_growth_is_not_the_verdict():
    # 100 to 60 in four years needs 0.6^(1/4) - 1 = -11.99 % a year; 90 after one year is -10 %: 0.1 / 0.1199 = 0.834.
    row = opinion({2022: 60.0}, {2019: 90.0}, direction="decrease", baseline=100.0)
    assert row["verdict"] == "on_course"
    assert row["growth_ratio"] == pytest.approx(0.1 / (1 - 0.6**0.25))
    assert (row["growth_class"], row["growth_differs"], row["differs"]) == ("moderate_progress", True, True)
    # The straight line ends at 100 - 4 x 10 = 60: q = 1.
    assert row["extrapolation_q"] == 1.0
    assert (row["extrapolation_class"], row["extrapolation_differs"]) == ("on_track_or_met", False)


@pytest.mark.parametrize(
    ("value", "growth_class"),
    [
        (16.0, "target_achieved"),
        (2.0, "substantial_progress"),  # exactly the required doubling a year: R = 1
        (1.95, "substantial_progress"),  # 0.95 / 1
        (1.94, "moderate_progress"),
        (1.6, "moderate_progress"),
        (1.59, "limited_progress"),
        (1.0, "limited_progress"),
        (0.9, "deterioration"),
    ],
)
def test_growth_classes_follow_the_cut_offs_of_open_sdg(value, growth_class):
    # 1 to 16 in four years is a doubling a year: the required growth is 1.
    row = opinion({2022: 16.0}, {2019: value}, baseline=1.0)
    assert row["growth_required"] == pytest.approx(1.0)
    assert row["growth_class"] == growth_class


def test_growth_of_negative_values_turns_the_direction():
    # -10 to -40 is wanted lower: fourfold in two years is doubling; -20 after one year is R = +1.
    row = opinion({2020: -40.0}, {2019: -20.0}, direction="decrease", baseline=-10.0)
    assert row["growth_ratio"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("columns", "targets", "value"),
    [
        ({"baseline": 0.0}, {2022: 8.0}, 2.0),  # zero baseline
        ({"direction": "decrease"}, {2022: 0.0}, 5.0),  # zero target
        ({}, {2022: 10.0}, 9.0),  # no growth required
        ({}, {2022: 50.0}, -5.0),  # a change of sign
        ({"baseline": -10.0}, {2022: 50.0}, -5.0),
    ],
)
def test_a_growth_ratio_that_cannot_be_computed_does_not_exist(columns, targets, value):
    row = opinion(targets, {2020: value}, **columns)
    assert missing(row["growth_ratio"]) and missing(row["growth_class"])
    assert row["growth_differs"] is not True


def test_q_extrapolates_along_a_straight_line_to_the_last_target_year():
    # 10 to 16 in two years is 3 a year: 22 in 2022. q = 12 / 40 = 0.3: fair progress, while p = 6/20 = 0.3 is behind.
    row = opinion({2022: 50.0}, {2020: 16.0})
    assert (row["extrapolated"], row["extrapolation_q"]) == (22.0, pytest.approx(0.3))
    assert (row["extrapolation_class"], row["extrapolation_differs"]) == ("fair_progress", False)


def test_q_as_published_extrapolates_by_compound_growth():
    # 10 to 20 in two years, again twofold in the next two: 40. q = 30 / 40.
    row = opinion({2022: 50.0}, {2020: 20.0}, extrapolation="compound")
    assert (row["extrapolated"], row["extrapolation_q"]) == (pytest.approx(40.0), pytest.approx(0.75))
    assert missing(opinion({2022: 8.0}, {2020: 2.0}, baseline=0.0, extrapolation="compound")["extrapolation_q"])


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (50.0, "on_track_or_met"),
        (29.0, "on_track_or_met"),  # q = 0.95
        (28.9, "fair_progress"),
        (12.0, "fair_progress"),  # q = 0.10
        (11.9, "stagnation_or_regression"),
        (5.0, "stagnation_or_regression"),
    ],
)
def test_q_classes_follow_the_cut_offs_of_the_un(value, name):
    assert opinion({2022: 50.0}, {2020: value})["extrapolation_class"] == name


def test_q_does_not_exist_where_the_target_equals_the_baseline():
    row = opinion({2022: 10.0}, {2020: 9.0})
    assert missing(row["extrapolation_q"]) and missing(row["extrapolation_class"])
    assert row["differs"] is False or not row["differs"]


def test_a_backloaded_path_is_on_course_where_extrapolation_says_stagnation():
    # The path asks for 11 in 2021 and 50 in 2022. On it in 2021: p = 1; q = (1/3 x 4) / 40 = 0.033.
    row = opinion({2021: 11.0, 2022: 50.0}, {2021: 11.0})
    assert (row["verdict"], row["extrapolation_class"], row["differs"]) == (
        "on_course",
        "stagnation_or_regression",
        True,
    )


def test_a_zero_baseline_has_q_but_no_growth_ratio():
    row = opinion({2022: 8.0}, {2020: 4.0}, baseline=0.0)
    assert row["extrapolation_q"] == 1.0 and missing(row["growth_ratio"])


@pytest.mark.parametrize(
    "case",
    [
        indicator_cycle({2022: "top"}, {2020: "fair"}, kind="category", baseline_category="bad"),
        indicator_cycle({2022: 50.0}),
        indicator_cycle({}, {2020: 12.0}),
        indicator_cycle({2022: 50.0}, {2020: 12.0}, baseline=None),
    ],
    ids=["category", "not measured", "no target", "no baseline"],
)
def test_without_comparable_numbers_there_is_no_second_opinion_and_no_difference(case):
    row = second_opinions(case).iloc[0]
    assert row[["growth_ratio", "growth_class", "extrapolation_q", "extrapolation_class"]].isna().all()
    assert not row["differs"]


def test_another_extrapolation_is_refused():
    with pytest.raises(ValueError, match="the extrapolation 'cubic' does not exist; choose from linear, compound"):
        opinion({2022: 50.0}, {2020: 12.0}, extrapolation="cubic")
