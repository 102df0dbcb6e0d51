"""Meetings a year per programme, and who sits in which bodies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.steering import load, load_per_role, seats
from cases import make_cycle

TRIED = settings(max_examples=25)

# alpha meets 12 + 4 times and once more without a number; beta has one body without a number.
BODIES = [
    {"body": "Board", "chair": "Mayor", "participants": "Clerk; Manager", "meetings_per_year": 12.0},
    {"body": "Team", "participants": "Manager ;Writer", "meetings_per_year": 4.0, "section": "9"},
    {"body": "Forum", "chair": "Manager"},
    {"programme": "beta", "body": "Board", "chair": "Mayor", "participants": "Manager;Mayor"},
]


def test_meetings_add_up_per_programme_and_bodies_without_a_number_are_left_out():
    rows = load(make_cycle(governance=BODIES))
    assert list(rows.columns) == ["programme", "meetings_per_year", "bodies", "without_number"]
    assert rows.loc[0].tolist() == ["alpha", 16.0, 3, 1]
    assert rows.loc[1, ["bodies", "without_number"]].tolist() == [1, 1]


def test_a_programme_without_any_number_is_unknown_and_not_zero():
    assert load(make_cycle(governance=BODIES))["meetings_per_year"].isna().tolist() == [False, True]
    assert load(make_cycle(governance=[{"meetings_per_year": 0.0}])).loc[0, "meetings_per_year"] == 0.0


def test_a_programme_without_bodies_has_no_row():
    cycle = make_cycle(
        governance=BODIES[:1], programmes=[{"programme": slug, "title": slug} for slug in ("alpha", "beta")]
    )
    assert load(cycle)["programme"].tolist() == ["alpha"]


def test_every_chair_and_participant_has_a_seat():
    rows = seats(make_cycle(governance=BODIES))
    assert rows[["programme", "body", "role", "chair"]].values.tolist() == [
        ["alpha", "Board", "Mayor", True],
        ["alpha", "Board", "Clerk", False],
        ["alpha", "Board", "Manager", False],
        ["alpha", "Team", "Manager", False],
        ["alpha", "Team", "Writer", False],
        ["alpha", "Forum", "Manager", True],
        ["beta", "Board", "Mayor", True],  # listed as a participant as well, but has one seat
        ["beta", "Board", "Manager", False],
    ]
    assert rows.loc[3, ["meetings_per_year", "source", "section"]].tolist() == [4.0, "contract", "9"]


@pytest.mark.parametrize("participants", ["Clerk;;Manager", " Clerk ; Manager;", "Clerk;Manager; Clerk"])
def test_spaces_empty_names_and_doubles_make_no_seats(participants):
    assert seats(make_cycle(governance=[{"participants": participants}]))["role"].tolist() == ["Clerk", "Manager"]


def test_a_body_of_which_nobody_is_named_has_no_seats():
    assert seats(make_cycle(governance=[{"meetings_per_year": 12.0}])).empty


def test_a_role_in_several_bodies_is_loaded_with_all_their_meetings():
    # Manager: 12 + 4 and two bodies without a number; Mayor: 12 and one without. Clerk and Writer sit in one body.
    rows = load_per_role(make_cycle(governance=BODIES))
    assert list(rows.columns) == ["role", "meetings_per_year", "programmes", "bodies", "without_number"]
    assert rows.values.tolist() == [["Manager", 16.0, 2, 4, 2], ["Mayor", 12.0, 2, 2, 1]]


def test_of_roles_in_as_many_bodies_the_one_that_meets_most_comes_first_and_an_unknown_number_last():
    bodies = [("A", "x;y;z;w", 2.0), ("B", "x;y", None), ("C", "z;w", 3.0), ("D", "v;u", None), ("E", "u;v", None)]
    cycle = make_cycle(
        governance=[{"body": body, "participants": who, "meetings_per_year": times} for body, who, times in bodies]
    )
    # w and z: 2 + 3; x and y: 2 and an unknown number; u and v: nothing known.
    rows = load_per_role(cycle)
    assert rows["role"].tolist() == ["w", "z", "x", "y", "u", "v"]
    assert rows["meetings_per_year"].tolist()[:4] == [5.0, 5.0, 2.0, 2.0]
    assert rows["meetings_per_year"].isna().tolist()[4:] == [True, True]


@st.composite
def bodies(draw):
    names = draw(st.lists(st.tuples(st.sampled_from(["alpha", "beta"]), st.sampled_from("ABCD")), unique=True))
    people = st.lists(st.sampled_from(["Mayor", "Clerk", "Manager"]), max_size=4)
    return [
        {
            "programme": slug,
            "body": body,
            "chair": draw(st.sampled_from([None, "Mayor", "Clerk"])),
            "participants": draw(st.sampled_from([";", "; "])).join(draw(people)) or None,
            "meetings_per_year": draw(st.one_of(st.none(), st.integers(0, 52).map(float))),
        }
        for slug, body in names
    ]


@TRIED
@given(bodies())
def test_what_programmes_meet_is_what_their_bodies_meet(rows):
    result = load(make_cycle(governance=rows)).set_index("programme")
    assert set(result.index) == {row["programme"] for row in rows}
    for slug, sums in result.iterrows():
        known = [row["meetings_per_year"] for row in rows if row["programme"] == slug]
        numbers = [number for number in known if number is not None]
        assert sums[["bodies", "without_number"]].tolist() == [len(known), len(known) - len(numbers)]
        assert (sums["meetings_per_year"] == sum(numbers)) if numbers else sums.isna()["meetings_per_year"]


@TRIED
@given(bodies())
def test_every_role_is_counted_in_each_of_its_bodies_once(rows):
    named = {}
    for row in rows:
        members = [part.strip() for part in (row["participants"] or "").split(";")]
        for role in {row["chair"], *members} - {None, ""}:
            named.setdefault(role, []).append(row)
    cycle = make_cycle(governance=rows)
    assert len(seats(cycle)) == sum(len(own) for own in named.values())
    assert seats(cycle)["chair"].sum() == sum(row["chair"] is not None for row in rows)
    result = load_per_role(cycle).set_index("role")
    assert set(result.index) == {role for role, own in named.items() if len(own) > 1}
    for role, sums in result.iterrows():
        own = named[role]
        assert sums["bodies"] == len(own)
        assert sums["programmes"] == len({row["programme"] for row in own})
        assert sums["without_number"] == sum(row["meetings_per_year"] is None for row in own)
        if sums["without_number"] < len(own):
            assert sums["meetings_per_year"] == sum(row["meetings_per_year"] or 0.0 for row in own)
