"""Hours of different years are never added up in a sentence."""

from analysis.present import people
from cases import make_cycle

ROLES = [
    {"programme": "alpha", "role": "Manager", "hours_min": 10.0, "year_from": 2019, "year_to": 2019},
    {"programme": "alpha", "role": "Adviser", "hours_min": 20.0, "year_from": 2020, "year_to": 2022},
    {"programme": "beta", "role": "Manager", "hours_min": 5.0, "year_from": 2019, "year_to": 2022},
]


def test_the_answer_adds_up_the_hours_of_the_year_of_the_reporting_date():
    assert "vragen samen in 2019 15 uur per week" in repr(people.answer(make_cycle(capacity=ROLES)))
    later = make_cycle(capacity=ROLES, cycle=[{"reporting_date": "2021-05-01"}])
    assert "vragen samen in 2021 25 uur per week" in repr(people.answer(later))
    assert "vraagt in 2021 20 uur per week" in repr(people.programme_answer(later, "alpha"))


def test_outside_the_years_of_the_roles_the_nearest_year_counts():
    later = make_cycle(capacity=ROLES, cycle=[{"reporting_date": "2030-01-01"}])
    assert people.asked(later).year == 2022 and people.asked(later).hours_min_week == 25


def test_one_programme_is_spoken_of_in_the_singular():
    said = repr(people.answer(make_cycle(capacity=ROLES[2:])))
    assert said.startswith("Het programma vraagt in 2019 5 uur per week")
