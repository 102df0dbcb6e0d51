"""Control limits, and whether indicators have what steering needs."""

import pytest

from analysis.measures.indicators import completeness, control_limits
from cases import indicator_cycle, make_cycle


def series(*values, **columns):
    return indicator_cycle(observed={2000 + year: value for year, value in enumerate(values)}, **columns)


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    # Mean of 10 12 11 13 14 is 12; moves 2 1 2 1, mean 1.5; 2.66 x 1.5 = 3.99.
    row = control_limits(series(10.0, 12.0, 11.0, 13.0, 14.0)).iloc[0]
    assert (row["observations"], row["mean"], row["mean_moving_range"]) == (5, 12.0, 1.5)
    assert (row["lower"], row["upper"]) == (pytest.approx(8.01), pytest.approx(15.99))


def test_fewer_than_five_observations_have_no_limits():
    assert control_limits(series(10.0, 12.0, 11.0, 13.0)).empty
    assert control_limits(series(10.0, 12.0, 11.0, 13.0, None)).empty


def test_limits_are_provisional_under_twelve_observations():
    assert control_limits(series(*[1.0, 2.0] * 5, 3.0)).loc[0, "provisional"]
    assert not control_limits(series(*[1.0, 2.0] * 6)).loc[0, "provisional"]


def test_the_order_of_the_dates_decides_and_not_that_of_the_file():
    shuffled = {2003: 13.0, 2000: 10.0, 2004: 14.0, 2001: 12.0, 2002: 11.0}
    assert control_limits(indicator_cycle(observed=shuffled)).loc[0, "mean_moving_range"] == 1.5


def test_moves_are_not_taken_from_one_indicator_to_the_next():
    rows = [{"indicator": name} for name in ("alpha/a", "alpha/b")]
    seen = [
        {"indicator": name, "date": f"200{year}-01-01", "value": level}
        for name, level in (("alpha/a", 1.0), ("alpha/b", 100.0))
        for year in range(5)
    ]
    assert control_limits(make_cycle(indicators=rows, observations=seen))["mean_moving_range"].tolist() == [0.0, 0.0]


def test_a_category_has_no_limits():
    assert control_limits(series("bad", "fair", "bad", "good", "top", kind="category")).empty


def counts(cycle, *previous):
    row = completeness(cycle, *previous).iloc[0]
    return row[["indicators", "with_baseline", "with_yearly_targets", "with_new_observation"]].tolist()


def test_completeness_counts_baselines_yearly_targets_and_observations():
    # The programme runs 2019-2022 and the baseline is of 2018.
    every = {year: 1.0 for year in range(2019, 2023)}
    assert counts(indicator_cycle(every, {2019: 1.0})) == [1, 1, 1, 1]
    assert counts(indicator_cycle({2022: 1.0}, baseline=None)) == [1, 0, 0, 0]


def test_yearly_targets_are_needed_only_after_the_baseline_year():
    assert counts(indicator_cycle({2021: 1.0, 2022: 1.0}, baseline_year=2020))[2] == 1
    assert counts(indicator_cycle({2020: 1.0, 2021: 1.0, 2023: 1.0}, baseline_year=2020))[2] == 0


def test_an_observation_is_new_after_the_reporting_date_of_the_previous_cycle():
    previous = make_cycle(cycle=[{"reporting_date": "2019-07-01"}])
    assert counts(indicator_cycle(observed={"2019-07-01": 1.0}), previous)[3] == 0
    assert counts(indicator_cycle(observed={"2019-07-02": 1.0}), previous)[3] == 1


def test_shares_are_of_the_indicators_of_a_programme_and_missing_without_any():
    cycle = make_cycle(
        indicators=[
            {"indicator": "beta/a", "programme": "beta", "baseline": 1.0, "baseline_year": 2018},
            {"indicator": "beta/b", "programme": "beta", "baseline": 1.0},
        ],
        programmes=[{"programme": "beta", "title": "b", "order": 2}, {"programme": "alpha", "title": "a", "order": 1}],
    )
    result = completeness(cycle)
    assert result["programme"].tolist() == ["alpha", "beta"]
    assert result["indicators"].tolist() == [0, 2]
    assert result["baseline_share"].isna().tolist() == [True, False] and result.loc[1, "baseline_share"] == 0.5
