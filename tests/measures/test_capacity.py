"""Hours a week per role, and added up per programme, unit and year.

The norms of the made-up cycle: 36 hours a week full time, 1440 productive hours a year, 40 working weeks. So 40 hours a
year are 40 / 1440 x 36 = 1 hour a week, and by working weeks 40 / 40 = 1 as well; with 45 weeks they differ.
"""

import pytest

from analysis.measures.capacity import (
    norm_sensitivity,
    per_week,
    shared_units,
    supply,
    totals,
    units_by_programme,
)
from cases import make_cycle

HOURS = ["hours_min_week", "hours_max_week"]
FIRST = ["programme", "role", "unit", *HOURS, "fte_min", "fte_max", "known"]


def role(**columns):
    return make_cycle(capacity=[columns])


def week(cycle, **options):
    return per_week(cycle, **options).loc[0, HOURS].tolist()


def test_the_promised_columns_come_first():
    assert list(per_week(role(hours_min=8.0)).columns[:8]) == FIRST
    assert list(totals(role(hours_min=8.0)).columns) == ["programme", *HOURS, "fte_min", "fte_max", "unknown_roles"]


@pytest.mark.parametrize(
    ("row", "hours"),
    [
        ({"hours_min": 8.0}, [8.0, 8.0]),  # no maximum: the minimum
        ({"hours_min": 8.0, "hours_max": 12.0}, [8.0, 12.0]),
        ({"hours_min": 8.0, "hours_max": 12.0, "headcount": 3}, [24.0, 36.0]),
        ({"hours_min": 8.0, "headcount": 0}, [0.0, 0.0]),
        ({"hours_min": 400.0, "hours_max": 800.0, "period": "year"}, [10.0, 20.0]),  # / 1440 x 36
        ({"hours_min": 400.0, "period": "year", "headcount": 2}, [20.0, 20.0]),
        # 1600 over 2019-2022 is 400 a year.
        ({"hours_min": 1600.0, "period": "total"}, [10.0, 10.0]),
        ({"hours_min": 1600.0, "period": "total", "year_from": 2019, "year_to": 2019}, [40.0, 40.0]),
        ({"hours_min": 0.5, "hours_max": 1.0, "period": "fte"}, [18.0, 36.0]),
        ({"hours_min": 0.5, "period": "fte", "headcount": 2}, [36.0, 36.0]),
    ],
)
def test_each_period_becomes_hours_a_week(row, hours):
    assert week(role(**row)) == pytest.approx(hours)


def test_working_weeks_are_the_other_way_to_divide_hours_a_year():
    # 45 weeks: 450 / 45 = 10 a week; by productive hours 450 / 1440 x 36 = 11.25. Total 1800 / 4 years = 450.
    norms = [{"working_weeks_per_year": 45}]
    year = make_cycle(cycle=norms, capacity=[{"hours_min": 450.0, "period": "year"}])
    total = make_cycle(cycle=norms, capacity=[{"hours_min": 1800.0, "period": "total"}])
    assert week(year, year_hours="weeks") == week(total, year_hours="weeks") == pytest.approx([10.0, 10.0])
    assert week(year) == week(total) == pytest.approx([11.25, 11.25])
    assert week(role(hours_min=8.0), year_hours="weeks") == [8.0, 8.0]


def test_a_full_time_job_of_productive_hours_is_one_fte():
    row = per_week(role(hours_min=1440.0, period="year")).iloc[0]
    assert row["fte_min"] == pytest.approx(1.0)
    assert per_week(role(hours_min=27.0)).loc[0, "fte_min"] == 0.75  # 27 / 36


def test_another_way_to_divide_is_refused():
    with pytest.raises(ValueError, match="'monthly' does not exist; choose from productive, weeks"):
        per_week(role(hours_min=8.0), year_hours="monthly")


def test_a_role_without_a_number_adds_no_hours_but_is_counted():
    cycle = make_cycle(capacity=[{"role": "A", "hours_min": 8.0}, {"role": "B", "known": False}])
    assert per_week(cycle)["known"].tolist() == [True, False]
    assert per_week(cycle)["hours_min_week"].isna().tolist() == [False, True]
    assert totals(cycle).loc[0, [*HOURS, "unknown_roles"]].tolist() == [8.0, 8.0, 1]


def test_a_number_beside_regular_hours_without_a_number_is_not_used():
    assert totals(role(hours_min=8.0, known=False))["hours_min_week"].isna().all()


def test_a_group_without_any_known_hours_is_unknown_and_not_zero():
    row = totals(role(known=False)).iloc[0]
    assert row[[*HOURS, "fte_min", "fte_max"]].isna().all() and row["unknown_roles"] == 1


def test_a_row_that_is_counted_elsewhere_is_shown_but_in_no_total():
    cycle = make_cycle(
        capacity=[
            {"role": "team", "hours_min": 20.0},
            {"role": "member", "hours_min": 8.0, "counted": False},
            {"role": "p.m.", "known": False, "counted": False},
        ]
    )
    assert per_week(cycle)["hours_min_week"].tolist()[:2] == [20.0, 8.0]
    assert per_week(cycle)["counted"].tolist() == [True, False, False]
    assert totals(cycle).loc[0, [*HOURS, "unknown_roles"]].tolist() == [20.0, 20.0, 0]


# alpha asks AP 8 to 12 and its own team 36; beta asks AP 4 and an unknown number, and nobody named for 2.
UNITS = [
    {"role": "adviser", "unit": "AP", "hours_min": 8.0, "hours_max": 12.0},
    {"role": "manager", "unit": "programme", "hours_min": 36.0},
    {"programme": "beta", "role": "lawyer", "unit": "AP", "hours_min": 4.0},
    {"programme": "beta", "role": "clerk", "unit": "AP", "known": False},
    {"programme": "beta", "role": "helper", "unit": "unknown", "hours_min": 2.0, "year_from": 2020, "year_to": 2022},
]


def test_hours_add_up_per_programme_unit_and_over_everything():
    cycle = make_cycle(capacity=UNITS)
    assert totals(cycle)[HOURS].values.tolist() == [[44.0, 48.0], [6.0, 6.0]]
    assert totals(cycle, by=("unit",))[["unit", "hours_max_week"]].values.tolist() == [
        ["AP", 16.0], ["programme", 36.0], ["unknown", 2.0],
    ]  # fmt: skip
    assert totals(cycle, by=()).loc[0, [*HOURS, "unknown_roles"]].tolist() == [50.0, 54.0, 1]


def test_by_year_a_role_counts_in_each_of_its_years():
    # 2019 has no helper (from 2020): 8 + 36 + 4 = 48; from 2020 on 50.
    result = totals(make_cycle(capacity=UNITS), by=("year",))
    assert dict(zip(result["year"], result["hours_min_week"], strict=True)) == {
        2019: 48.0, 2020: 50.0, 2021: 50.0, 2022: 50.0,
    }  # fmt: skip


def test_years_are_in_order_whichever_role_comes_first():
    roles = [{"hours_min": 1.0, "year_from": 2021, "year_to": 2021}, {"role": "S", "hours_min": 2.0}]
    roles.append({"programme": "beta", "hours_min": 4.0, "year_from": 2019, "year_to": 2019})
    cycle = make_cycle(capacity=roles)
    assert totals(cycle, by="year")["hours_min_week"].tolist() == [6.0, 2.0, 3.0, 2.0]
    assert totals(cycle, by=("programme", "year"))["hours_min_week"].tolist() == [2.0, 2.0, 3.0, 2.0, 4.0]


def test_an_unknown_key_is_refused_with_what_is_allowed():
    with pytest.raises(ValueError, match="the key 'team' does not exist; choose from programme, role, unit"):
        totals(make_cycle(), by=("team",))


def test_units_by_programme_has_only_combinations_that_exist():
    result = units_by_programme(make_cycle(capacity=UNITS))
    assert list(result.columns) == ["unit", "programme", *HOURS, "unknown_roles"]
    assert result[["unit", "programme", "unknown_roles"]].values.tolist() == [
        ["AP", "alpha", 0], ["programme", "alpha", 0], ["AP", "beta", 1], ["unknown", "beta", 0],
    ]  # fmt: skip


def test_shared_units_count_the_programmes_that_ask():
    result = shared_units(make_cycle(capacity=UNITS)).set_index("unit")
    assert result["programmes"].to_dict() == {"AP": 2, "programme": 1, "unknown": 1}
    assert result.loc["AP", [*HOURS, "unknown_roles"]].tolist() == [12.0, 16.0, 1]
    assert result["line_unit"].to_dict() == {"AP": True, "programme": False, "unknown": False}


def test_a_programme_that_only_asks_for_an_unknown_number_asks_too():
    cycle = make_cycle(capacity=[UNITS[0], {**UNITS[3], "programme": "gamma"}])
    assert shared_units(cycle).loc[0, ["programmes", "hours_min_week"]].tolist() == [2, 8.0]


def test_demand_stands_against_supply_in_the_year_of_the_supply():
    # AP has 15 in 2019 and is asked 12 to 16: between 1 short and 3 left. KCC has 10 and nobody asks. The helper of
    # 2020 is not asked in 2019; the own team has no known supply.
    have = [{"unit": "AP", "hours_per_week": 15.0, "year": 2019}, {"unit": "KCC", "hours_per_week": 10.0, "year": 2019}]
    result = supply(make_cycle(capacity=UNITS, unit_supply=have)).set_index("unit")
    assert result.index.tolist() == ["AP", "KCC", "programme"]
    assert result.loc["AP", ["supply_hours_week", *HOURS]].tolist() == [15.0, 12.0, 16.0]
    assert result.loc["AP", ["left_min_week", "left_max_week", "unknown_roles"]].tolist() == [-1.0, 3.0, 1]
    assert result.loc["KCC", ["left_min_week", "left_max_week"]].tolist() == [10.0, 10.0]
    assert result["supply_hours_week"].isna().tolist() == [False, False, True]


def test_without_supply_there_is_nothing_to_compare():
    assert supply(make_cycle(capacity=UNITS)).empty


def test_the_norm_changes_hours_a_year_only():
    # 36 hours a week stay; 1450 hours a year are 36 at a norm of 1450 and 72 at a norm of 725.
    cycle = make_cycle(capacity=[{"hours_min": 36.0}, {"role": "B", "hours_min": 1450.0, "period": "year"}])
    result = norm_sensitivity(cycle, norms=(1450, 725))
    assert result["productive_hours_per_fte"].tolist() == [1450.0, 725.0]
    assert result["hours_min_week"].tolist() == pytest.approx([72.0, 108.0])
    assert result["fte_min"].tolist() == pytest.approx([2.0, 3.0])


def test_the_default_norms_are_those_printed_by_comparable_municipalities():
    assert norm_sensitivity(role(hours_min=8.0))["productive_hours_per_fte"].tolist() == [1363.0, 1425.0, 1450.0]
