"""The network of goals and efforts: what is counted at each goal, and what hangs loose.

In the network below goals 1a and 1b serve goal 1, and goal 2 stands alone. Effort e contributes to 1 and 1a, effort f to
1a, effort g to nothing. Indicator i measures 1b, indicator j measures no goal.
"""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.goals import GAPS, efforts, gaps, goals, links
from cases import make_cycle

TRIED = settings(max_examples=25)

NETWORK = {
    "goals": [
        {"goal": "alpha/1a", "parent": "alpha/1", "level": "operational"},
        {"goal": "alpha/2"},
        {"goal": "alpha/1", "statement": "Clean air", "note": "n", "section": "3"},
        {"goal": "alpha/1b", "parent": "alpha/1", "level": "operational"},
    ],
    "efforts": [{"effort": "alpha/e"}, {"effort": "alpha/f"}, {"effort": "alpha/g", "title": "Loose", "section": "4"}],
    "effort_goals": [
        {"effort": "alpha/e", "goal": "alpha/1", "weight": 0.5},
        {"effort": "alpha/e", "goal": "alpha/1a", "stated": False, "reading": "inferred", "note": "Derived."},
        {"effort": "alpha/f", "goal": "alpha/1a"},
    ],
    "indicators": [{"indicator": "alpha/i", "goal": "alpha/1b"}, {"indicator": "alpha/j", "title": "Unasked"}],
}


def with_more(tables, **more):
    return {name: [*tables.get(name, []), *more.get(name, [])] for name in {**tables, **more}}


def found(tables):
    rows = gaps(make_cycle(**tables))
    return set(zip(rows["kind"], rows["key"]))


# ---- goals


def test_every_goal_is_followed_by_the_goals_that_serve_it():
    rows = goals(make_cycle(**NETWORK))
    assert rows[["goal", "depth", "top"]].values.tolist() == [
        ["alpha/2", 0, "alpha/2"],
        ["alpha/1", 0, "alpha/1"],
        ["alpha/1a", 1, "alpha/1"],
        ["alpha/1b", 1, "alpha/1"],
    ]


def test_the_depth_and_top_of_a_goal_follow_all_goals_above_it():
    chain = [{"goal": "alpha/3", "parent": "alpha/2"}, {"goal": "alpha/2", "parent": "alpha/1"}, {"goal": "alpha/1"}]
    rows = goals(make_cycle(goals=chain))
    assert rows["goal"].tolist() == ["alpha/1", "alpha/2", "alpha/3"]
    assert rows["depth"].tolist() == [0, 1, 2]
    assert set(rows["top"]) == {"alpha/1"}


def test_indicators_and_efforts_are_counted_at_the_goal_below_it_and_above_it():
    # Goal 1 has e of its own; 1a below it has e and f. Above 1a and 1b there is only e.
    rows = goals(make_cycle(**NETWORK)).set_index("goal")
    assert rows[["efforts", "efforts_below", "efforts_above"]].T.to_dict("list") == {
        "alpha/2": [0, 0, 0],
        "alpha/1": [1, 2, 0],
        "alpha/1a": [2, 0, 1],
        "alpha/1b": [0, 0, 1],
    }
    assert rows[["indicators", "indicators_below"]].T.to_dict("list") == {
        "alpha/2": [0, 0],
        "alpha/1": [0, 1],
        "alpha/1a": [0, 0],
        "alpha/1b": [1, 0],
    }


def test_a_goal_has_what_a_goal_that_serves_it_has_but_not_what_the_goal_above_it_has():
    rows = goals(make_cycle(**NETWORK)).set_index("goal")
    assert rows["has_effort"].to_dict() == {"alpha/2": False, "alpha/1": True, "alpha/1a": True, "alpha/1b": False}
    assert rows["has_indicator"].to_dict() == {"alpha/2": False, "alpha/1": True, "alpha/1a": False, "alpha/1b": True}


def test_an_effort_at_two_goals_below_counts_once_there():
    more = with_more(NETWORK, effort_goals=[{"effort": "alpha/e", "goal": "alpha/1b"}])
    rows = goals(make_cycle(**more)).set_index("goal")
    assert rows.loc["alpha/1", ["efforts", "efforts_below"]].tolist() == [1, 2]  # itself e; below e and f


def test_a_goal_keeps_its_words_and_its_place_in_the_source():
    row = goals(make_cycle(**NETWORK)).set_index("goal").loc["alpha/1"]
    assert row[["statement", "level", "note", "source", "section"]].tolist() == [
        "Clean air", "strategic", "n", "contract", "3",
    ]  # fmt: skip


# ---- links


def test_links_are_those_of_efforts_and_those_between_goals():
    rows = links(make_cycle(**NETWORK))
    assert rows[["lower", "upper", "kind"]].values.tolist() == [
        ["alpha/e", "alpha/1", "effort_goal"],
        ["alpha/e", "alpha/1a", "effort_goal"],
        ["alpha/f", "alpha/1a", "effort_goal"],
        ["alpha/1a", "alpha/1", "goal_goal"],
        ["alpha/1b", "alpha/1", "goal_goal"],
    ]


def test_no_weight_is_invented():
    rows = links(make_cycle(**NETWORK))
    assert rows["weight"].tolist()[0] == 0.5
    assert rows["weight"].isna().tolist() == [False, True, True, True, True]


def test_a_link_tells_whether_the_source_makes_it():
    rows = links(make_cycle(**NETWORK))
    assert rows["stated"].tolist() == [True, False, True, True, True]
    assert rows.loc[1, ["reading", "note"]].tolist() == ["inferred", "Derived."]


def test_a_link_belongs_to_the_programme_of_its_lower_end():
    cycle = make_cycle(
        goals=[{"goal": "alpha/1"}],
        efforts=[{"effort": "beta/e", "programme": "beta"}, {"effort": "alpha/e"}],
        effort_goals=[{"effort": "beta/e", "goal": "alpha/1"}, {"effort": "alpha/e", "goal": "alpha/1"}],
    )
    assert links(cycle)[["programme", "lower"]].values.tolist() == [["alpha", "alpha/e"], ["beta", "beta/e"]]


# ---- efforts


def test_efforts_count_their_goals_and_those_the_source_names():
    rows = efforts(make_cycle(**NETWORK)).set_index("effort")
    assert rows[["goals", "stated_goals"]].T.to_dict("list") == {
        "alpha/e": [2, 1],
        "alpha/f": [1, 1],
        "alpha/g": [0, 0],
    }
    assert rows.loc["alpha/g", "title"] == "Loose"


# ---- gaps


def test_the_loose_ends_of_the_network_are_found_and_nothing_else():
    assert found(NETWORK) == {
        ("goal_without_indicator", "alpha/1a"),
        ("goal_without_indicator", "alpha/2"),
        ("goal_without_effort", "alpha/2"),
        ("efforts_only_above", "alpha/1b"),
        ("effort_without_goal", "alpha/g"),
        ("indicator_without_goal", "alpha/j"),
    }


def test_a_gap_names_its_table_its_words_and_its_place():
    rows = gaps(make_cycle(**NETWORK)).set_index("kind")
    assert rows.loc["effort_without_goal", ["table", "key", "subject", "section"]].tolist() == [
        "efforts", "alpha/g", "Loose", "4",
    ]  # fmt: skip
    assert rows.loc["indicator_without_goal", ["table", "subject"]].tolist() == ["indicators", "Unasked"]
    assert rows.loc["efforts_only_above", ["table", "subject", "source"]].tolist() == ["goals", "Goal", "contract"]
    assert rows["note"].isna().all()


def test_an_effort_without_money_needs_no_post():
    assert found({"efforts": [{"effort": "alpha/e"}]}) == {("effort_without_goal", "alpha/e")}
    assert ("effort_money_without_post", "alpha/e") in found({"efforts": [{"effort": "alpha/e", "amount_eur": 0.0}]})


X = {"goal": "alpha/x"}
BELOW_X = {"goal": "alpha/y", "parent": "alpha/x"}
EFFORT_X = {"effort": "alpha/x"}
X_TO_X = {"effort": "alpha/x", "goal": "alpha/x"}

#: Per kind of gap: rows that have it, the same rows without it, and the key of what hangs loose.
ORPHANS = {
    "goal_without_indicator": (
        {"goals": [X]},
        {"goals": [X], "indicators": [{"indicator": "alpha/x", "goal": "alpha/x"}]},
        "alpha/x",
    ),
    "goal_without_effort": (
        {"goals": [X], "efforts": [EFFORT_X]},
        {"goals": [X], "efforts": [EFFORT_X], "effort_goals": [X_TO_X]},
        "alpha/x",
    ),
    "efforts_only_above": (
        {"goals": [X, BELOW_X], "efforts": [EFFORT_X], "effort_goals": [X_TO_X]},
        {"goals": [X, BELOW_X], "efforts": [EFFORT_X], "effort_goals": [X_TO_X, X_TO_X | {"goal": "alpha/y"}]},
        "alpha/y",
    ),
    "effort_without_goal": (
        {"goals": [X], "efforts": [EFFORT_X]},
        {"goals": [X], "efforts": [EFFORT_X], "effort_goals": [X_TO_X]},
        "alpha/x",
    ),
    "indicator_without_goal": (
        {"goals": [X], "indicators": [{"indicator": "alpha/x"}]},
        {"goals": [X], "indicators": [{"indicator": "alpha/x", "goal": "alpha/x"}]},
        "alpha/x",
    ),
    "effort_money_without_post": (
        {"efforts": [EFFORT_X | {"amount_eur": 5.0}]},
        {"efforts": [EFFORT_X | {"amount_eur": 5.0, "post": "Post"}]},
        "alpha/x",
    ),
}


@st.composite
def networks(draw):
    """Made-up goals of two levels, with efforts and indicators at some of them."""
    tops = draw(st.lists(st.sampled_from(["alpha/1", "alpha/2", "beta/1"]), unique=True))
    below = draw(st.lists(st.tuples(st.sampled_from(tops), st.sampled_from("abc")), unique=True)) if tops else []
    rows = [{"goal": top} for top in tops] + [{"goal": top + letter, "parent": top} for top, letter in below]
    aims = [row["goal"] for row in rows]
    work = [
        f"{draw(st.sampled_from(['alpha', 'beta']))}/{letter}" for letter in draw(st.sampled_from(["", "e", "efg"]))
    ]
    pairs = [(effort, goal) for effort in work for goal in aims]
    drawn = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    aimed = draw(st.lists(st.sampled_from([None, *aims]), max_size=5))
    return {
        "goals": [row | owner(row["goal"]) for row in draw(st.permutations(rows))],
        "efforts": [
            {
                "effort": key,
                "amount_eur": draw(st.sampled_from([None, 5.0])),
                "post": draw(st.sampled_from([None, "P"])),
            }
            | owner(key)
            for key in work
        ],
        "effort_goals": [{"effort": effort, "goal": goal, "stated": draw(st.booleans())} for effort, goal in drawn],
        "indicators": [
            {"indicator": f"{owner(goal)['programme']}/{number}", "goal": goal} | owner(goal)
            for number, goal in enumerate(aimed)
        ],
    }


def owner(key):
    return {"programme": (key or "alpha/").partition("/")[0]}


def test_there_is_an_orphan_of_every_kind():
    assert set(ORPHANS) == set(GAPS)


@pytest.mark.parametrize("kind", ORPHANS)
@settings(TRIED, max_examples=10)
@given(tables=networks())
def test_a_planted_orphan_is_found_and_disappears_when_it_is_linked(kind, tables):
    orphan, linked, key = ORPHANS[kind]
    before = found(tables)
    loose, tied = found(with_more(tables, **orphan)), found(with_more(tables, **linked))
    assert (kind, key) in loose
    assert (kind, key) not in tied
    for after in (loose, tied):
        assert {gap for gap in after if gap[1] not in ("alpha/x", "alpha/y")} == before


@TRIED
@given(networks())
def test_gaps_are_exactly_what_the_rows_themselves_say(tables):
    parent = {row["goal"]: row.get("parent") for row in tables["goals"]}
    worked_at = {row["goal"] for row in tables["effort_goals"]}
    measured = {row["goal"] for row in tables["indicators"]}
    working = {row["effort"] for row in tables["effort_goals"]}

    def reached(goal, at):
        return goal in at or any(parent[below] == goal for below in at if below)

    expected = {("goal_without_indicator", goal) for goal in parent if not reached(goal, measured)}
    for goal in parent:
        if not reached(goal, worked_at):
            expected |= {("efforts_only_above" if parent[goal] in worked_at else "goal_without_effort", goal)}
    for row in tables["efforts"]:
        expected |= {("effort_without_goal", row["effort"])} if row["effort"] not in working else set()
        if row["amount_eur"] is not None and row["post"] is None:
            expected |= {("effort_money_without_post", row["effort"])}
    expected |= {("indicator_without_goal", row["indicator"]) for row in tables["indicators"] if not row["goal"]}
    assert found(tables) == expected
    assert len(gaps(make_cycle(**tables))) == len(expected)


@TRIED
@given(st.data())
def test_counts_and_gaps_do_not_depend_on_the_order_of_the_rows(data):
    tables = data.draw(networks())
    one = make_cycle(**tables)
    other = make_cycle(**{name: data.draw(st.permutations(rows)) for name, rows in tables.items()})
    for measure, keys in (
        (goals, ["goal"]),
        (efforts, ["effort"]),
        (gaps, ["kind", "key"]),
        (links, ["lower", "upper"]),
    ):
        left, right = (measure(cycle).sort_values(keys, ignore_index=True) for cycle in (one, other))
        pd.testing.assert_frame_equal(left, right)


@TRIED
@given(networks())
def test_every_link_is_counted_at_its_goal_and_at_its_effort(tables):
    cycle = make_cycle(**tables)
    drawn = links(cycle)["kind"].eq("effort_goal").sum()
    assert drawn == len(tables["effort_goals"])
    assert goals(cycle)["efforts"].sum() == efforts(cycle)["goals"].sum() == drawn
    assert efforts(cycle)["stated_goals"].sum() == sum(row["stated"] for row in tables["effort_goals"])
    assert goals(cycle)["indicators"].sum() == sum(row["goal"] is not None for row in tables["indicators"])
    assert len(goals(cycle)) == len(tables["goals"])


def test_what_hangs_two_levels_down_counts_for_the_goal_at_the_top_and_the_other_way_round():
    aims = [
        {"goal": f"alpha/{number}", "programme": "alpha", "number": number, "parent": parent}
        for number, parent in (("1", None), ("2", "alpha/1"), ("3", "alpha/2"))
    ]
    work = [{"effort": "alpha/e", "programme": "alpha", "title": "e"}]

    def with_effort_at(goal: str):
        return make_cycle(goals=aims, efforts=work, effort_goals=[{"effort": "alpha/e", "goal": goal}])

    deep = goals(with_effort_at("alpha/3")).set_index("number")
    assert deep["efforts_below"].tolist() == [1, 1, 0] and deep["has_effort"].all()
    high = with_effort_at("alpha/1")
    assert goals(high)["efforts_above"].tolist() == [0, 1, 1]
    kinds = gaps(high).query("table == 'goals' and kind != 'goal_without_indicator'")["kind"]
    assert kinds.tolist() == ["efforts_only_above"] * 2
