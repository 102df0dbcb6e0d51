"""The seven areas: every programme has every area, assessed or not."""

import pytest

from analysis.measures.areas import AREAS, assessments
from cases import make_cycle, schemas

PROGRAMMES = [{"programme": "beta", "title": "b", "order": 1}, {"programme": "alpha", "title": "a", "order": 2}]


def test_every_programme_has_every_area_in_the_same_order():
    rows = assessments(make_cycle(programmes=PROGRAMMES))
    assert list(rows.columns) == ["programme", "area", "status", "explanation", "author_role"]
    expected = [[slug, area] for slug in ("beta", "alpha") for area in AREAS]
    assert rows[["programme", "area"]].values.tolist() == expected


def test_the_areas_are_those_that_the_figures_allow():
    field = next(field for field in schemas()["assessments"]["fields"] if field["name"] == "area")
    assert set(AREAS) == set(field["constraints"]["enum"]) and len(AREAS) == 7


def test_what_nobody_assessed_is_not_assessed():
    rows = assessments(make_cycle(programmes=PROGRAMMES))
    assert set(rows["status"]) == {"not_assessed"}
    assert rows[["explanation", "author_role"]].isna().all(axis=None)


@pytest.mark.parametrize("status", ["on_course", "attention", "off_course", "not_assessed"])
def test_an_assessment_stands_at_its_programme_and_area(status):
    given = [{"area": "finance", "status": status, "explanation": "Tight.", "author_role": "Manager"}]
    rows = assessments(make_cycle(programmes=PROGRAMMES, assessments=given)).set_index(["programme", "area"])
    assert rows.loc[("alpha", "finance")].tolist() == [status, "Tight.", "Manager"]
    others = rows.drop(("alpha", "finance"))
    assert len(others) == 13 and set(others["status"]) == {"not_assessed"} and others["explanation"].isna().all()


def test_the_order_of_the_rows_is_not_that_of_the_file():
    given = [{"area": area, "status": "attention"} for area in reversed(AREAS)]
    rows = assessments(make_cycle(assessments=given))
    assert rows["area"].tolist() == list(AREAS) and set(rows["status"]) == {"attention"}
