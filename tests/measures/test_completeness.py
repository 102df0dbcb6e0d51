"""How much is there of what a programme should tell.

Each subject below has three rows of alpha, of which the counted number has what a reader needs.
"""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.areas import AREAS
from analysis.measures.completeness import SUBJECTS, completeness
from cases import make_cycle

TRIED = settings(max_examples=15)


def efforts(*rows):
    return {"efforts": [{"effort": f"alpha/{number}"} | row for number, row in enumerate(rows)]}


def indicators(*rows, **tables):
    return {"indicators": [{"indicator": f"alpha/{number}"} | row for number, row in enumerate(rows)]} | tables


GOALS = {"goals": [{"goal": "alpha/1"}, {"goal": "alpha/2", "parent": "alpha/1"}, {"goal": "alpha/3"}]}
YEARS = (2019, 2020, 2021, 2022)

#: Per subject: three rows, and how many of them are complete.
CASES = {
    "amount_known": (
        {
            "budget": [
                {"post": post, "year_from": 2019, "amount_eur": eur} for post, eur in zip("ABC", (0.0, 5.0, None))
            ]
        },
        2,
    ),
    "hours_known": (
        {"capacity": [{"hours_min": 8.0}, {"role": "B", "known": False}, {"role": "C", "known": False}]},
        1,
    ),
    "indicator_with_baseline": (
        # A value without its year, and a year without its value, are no baseline.
        indicators({"baseline": 1.0, "baseline_year": 2018}, {"baseline_year": 2018}, {}),
        1,
    ),
    "indicator_with_yearly_targets": (
        # The programme runs from 2019 to 2022; the second misses a year.
        indicators(
            {"baseline": 1.0, "baseline_year": 2018},
            {"baseline": 1.0, "baseline_year": 2018},
            {},
            indicator_targets=[{"indicator": "alpha/0", "year": year, "target": 2.0} for year in YEARS]
            + [{"indicator": "alpha/1", "year": year, "target": 2.0} for year in YEARS[1:]],
        ),
        1,
    ),
    "indicator_with_new_observation": (
        indicators(
            {}, {}, {}, observations=[{"indicator": f"alpha/{n}", "date": "2019-01-01", "value": 1.0} for n in (0, 1)]
        ),
        2,
    ),
    "goal_with_indicator": (
        # Goal 2 serves goal 1, so goal 1 has it too.
        GOALS | {"indicators": [{"indicator": "alpha/i", "goal": "alpha/2"}]},
        2,
    ),
    "goal_with_effort": (
        # Goal 2 serves goal 1: what hangs at goal 1 does not hang at goal 2.
        GOALS | efforts({}) | {"effort_goals": [{"effort": "alpha/0", "goal": "alpha/1"}]},
        1,
    ),
    "effort_with_goal": (
        efforts({}, {}, {})
        | GOALS
        | {"effort_goals": [{"effort": f"alpha/{effort}", "goal": "alpha/1", "stated": False} for effort in (0, 1)]},
        2,
    ),
    "effort_with_lead": (efforts({"lead": "Clerk"}, {}, {}), 1),
    "effort_with_date": (efforts({"start": "2019-01-01"}, {"end": "2019-12-31"}, {"planning_note": "Soon"}), 2),
    "risk_with_response": ({"risks": [{"risk": "alpha/a", "response": "Act"}, {"risk": "alpha/b"}, {}]}, 1),
    "body_with_frequency": (
        {"governance": [{"frequency": "weekly"}, {"body": "B", "frequency": "when needed"}, {"body": "C"}]},
        2,
    ),
}


def subject(rows, name):
    return rows.set_index(["programme", "subject"]).loc[("alpha", name), ["complete", "rows", "share"]].tolist()


def test_every_subject_has_a_case():
    assert set(CASES) | {"area_assessed"} == set(SUBJECTS)


@pytest.mark.parametrize("name", CASES)
def test_what_is_there_is_counted_of_what_should_be(name):
    tables, complete = CASES[name]
    assert subject(completeness(make_cycle(**tables)), name) == [complete, 3, pytest.approx(complete / 3)]


def test_the_areas_of_a_programme_are_always_asked_for():
    rows = completeness(make_cycle())
    assert rows.values.tolist() == [["alpha", "area_assessed", 0, 7, 0.0]]
    given = [{"area": area, "status": "off_course"} for area in AREAS[:2]] + [
        {"area": "risks", "status": "not_assessed"}
    ]
    assert subject(completeness(make_cycle(assessments=given)), "area_assessed") == [2, 7, pytest.approx(2 / 7)]


def test_a_subject_without_rows_is_not_told():
    rows = completeness(make_cycle(**efforts({}, {})))
    assert rows["subject"].tolist() == ["effort_with_goal", "effort_with_lead", "effort_with_date", "area_assessed"]


def test_only_observations_after_the_previous_reporting_date_are_new():
    tables = indicators(
        {},
        {},
        observations=[
            {"indicator": "alpha/0", "date": "2018-07-01", "value": 1.0},
            {"indicator": "alpha/1", "date": "2018-07-02", "value": 1.0},
        ],
    )
    previous = make_cycle(cycle=[{"reporting_date": "2018-07-01"}])
    assert subject(completeness(make_cycle(**tables), previous), "indicator_with_new_observation")[:2] == [1, 2]
    assert subject(completeness(make_cycle(**tables)), "indicator_with_new_observation")[:2] == [2, 2]


def test_programmes_are_counted_apart_and_subjects_come_in_their_own_order():
    programmes = [{"programme": slug, "title": slug, "order": order} for order, slug in enumerate(("beta", "alpha"))]
    risks = [{"programme": "alpha", "response": "Act"}, {"programme": "beta"}, {"programme": "beta", "response": "Act"}]
    cycle = make_cycle(programmes=programmes, risks=risks, capacity=[{"hours_min": 8.0}], **indicators({}))
    rows = completeness(cycle)
    assert rows[["programme", "subject", "complete", "rows"]].values.tolist() == [
        ["beta", "risk_with_response", 1, 2],
        ["beta", "area_assessed", 0, 7],
        ["alpha", "hours_known", 1, 1],
        ["alpha", "indicator_with_baseline", 0, 1],
        ["alpha", "indicator_with_yearly_targets", 0, 1],
        ["alpha", "indicator_with_new_observation", 0, 1],
        ["alpha", "risk_with_response", 1, 1],
        ["alpha", "area_assessed", 0, 7],
    ]


SLUGS = ("alpha", "beta")
slugs = st.sampled_from(SLUGS)
maybe = st.sampled_from([None, "x"])


@st.composite
def figures(draw):
    """Some rows of every table, each complete or not."""

    def rows(make):
        return [make(number) for number in range(draw(st.integers(0, 4)))]

    def keyed(name, number):
        slug = draw(slugs)
        return {"programme": slug, name: f"{slug}/{number}"}

    goals = rows(lambda n: keyed("goal", n))
    work = rows(
        lambda n: keyed("effort", n) | {"lead": draw(maybe), "end": draw(st.sampled_from([None, "2019-12-31"]))}
    )
    pairs = [{"effort": effort["effort"], "goal": goal["goal"]} for effort in work for goal in goals]
    aims = st.sampled_from([None, *(goal["goal"] for goal in goals)])
    return {
        "budget": rows(
            lambda n: keyed("post", n) | {"year_from": 2019, "amount_eur": draw(st.sampled_from([None, 1.0]))}
        ),
        "capacity": rows(lambda n: keyed("role", n) | {"known": draw(st.booleans())}),
        "goals": goals,
        "efforts": work,
        "effort_goals": [pair for pair in pairs if draw(st.booleans())],
        "indicators": rows(
            lambda n: (
                keyed("indicator", n)
                | {"goal": draw(aims), "baseline_year": 2018, "baseline": draw(st.just(1.0) | st.none())}
            )
        ),
        "risks": rows(lambda n: keyed("risk", n) | {"response": draw(maybe)}),
        "governance": rows(lambda n: keyed("body", n) | {"frequency": draw(maybe)}),
        "assessments": [
            {"programme": slug, "area": area, "status": draw(st.sampled_from(["attention", "not_assessed"]))}
            for slug in SLUGS
            for area in AREAS
            if draw(st.booleans())
        ],
        "programmes": [{"programme": slug, "title": slug} for slug in SLUGS],
    }


#: The table whose rows a subject counts.
TABLE = {
    "amount_known": "budget",
    "hours_known": "capacity",
    "indicator_with_baseline": "indicators",
    "indicator_with_yearly_targets": "indicators",
    "indicator_with_new_observation": "indicators",
    "goal_with_indicator": "goals",
    "goal_with_effort": "goals",
    "effort_with_goal": "efforts",
    "effort_with_lead": "efforts",
    "effort_with_date": "efforts",
    "risk_with_response": "risks",
    "body_with_frequency": "governance",
}


@TRIED
@given(figures())
def test_no_more_is_complete_than_there_is_and_every_row_is_asked_for(tables):
    rows = completeness(make_cycle(**tables))
    assert rows["complete"].ge(0).all() and rows["complete"].le(rows["rows"]).all() and rows["rows"].gt(0).all()
    assert rows["share"].tolist() == [complete / of for complete, of in zip(rows["complete"], rows["rows"])]
    assert not rows.duplicated(["programme", "subject"]).any()
    counted = rows.set_index(["programme", "subject"])["rows"]
    for name, table in TABLE.items():
        for slug in SLUGS:
            assert counted.get((slug, name), 0) == sum(row["programme"] == slug for row in tables[table])
    assert [counted[slug, "area_assessed"] for slug in SLUGS] == [7, 7]


@TRIED
@given(st.data())
def test_completeness_does_not_depend_on_the_order_of_the_rows(data):
    tables = data.draw(figures())
    other = {name: data.draw(st.permutations(rows)) for name, rows in tables.items()} | {
        "programmes": tables["programmes"]
    }
    pd.testing.assert_frame_equal(completeness(make_cycle(**tables)), completeness(make_cycle(**other)))
