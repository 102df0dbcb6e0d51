"""What is promised when, and how it stands at the reporting date, which is 1 July 2019 unless a test says otherwise."""

import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.planning import STATES, due, overdue, schedule
from cases import make_cycle

TRIED = settings(max_examples=25)


def promised(start, end, realised=None, on="2019-07-01", **columns):
    """The only row of the schedule of one milestone."""
    row = {"milestone": "alpha/m", "start": start, "end": end, "realised": realised} | columns
    return schedule(make_cycle(cycle=[{"reporting_date": on}], milestones=[row])).loc[0]


def effort(start=None, end=None):
    """The schedule of one effort."""
    return schedule(make_cycle(efforts=[{"effort": "alpha/e", "title": "Dig", "start": start, "end": end}]))


# ---- the state of a milestone


@pytest.mark.parametrize(
    ("start", "end", "realised", "state"),
    [
        ("2019-01-01", "2019-03-31", True, "realised"),
        ("2019-01-01", "2019-03-31", False, "overdue"),
        ("2019-01-01", "2019-03-31", None, "unknown"),  # the source does not say whether it was done
        ("2019-06-30", "2019-06-30", False, "overdue"),  # yesterday
        ("2019-07-01", "2019-07-01", False, "current"),  # today
        ("2019-01-01", "2019-07-01", False, "current"),  # its last day is today
        ("2019-07-01", "2019-09-30", None, "current"),  # its first day is today
        ("2019-01-01", "2019-12-31", False, "current"),
        ("2019-07-02", "2019-07-02", False, "planned"),  # tomorrow
        ("2020-01-01", "2020-12-31", None, "planned"),
        ("2020-01-01", "2020-12-31", True, "realised"),  # ahead of time
    ],
)
def test_the_state_follows_from_the_period_and_from_what_is_known(start, end, realised, state):
    assert promised(start, end, realised)["state"] == state


def test_what_is_promised_in_a_year_may_come_until_its_last_day():
    last, next_day = (promised("2019-01-01", "2019-12-31", False, on=day) for day in ("2019-12-31", "2020-01-01"))
    assert [last["state"], next_day["state"]] == ["current", "overdue"]
    assert next_day["days_overdue"] == 1


def test_days_overdue_are_counted_from_the_last_day_of_the_period():
    # From 31 March to 1 July: 30 days of April, 31 of May, 30 of June and 1 of July.
    assert promised("2019-01-01", "2019-03-31", False)["days_overdue"] == 92


@pytest.mark.parametrize("realised", [True, None])
def test_only_what_is_overdue_has_days_overdue(realised):
    assert promised("2019-01-01", "2019-03-31", realised)["days_overdue"] is pd.NA
    assert promised("2019-01-01", "2019-12-31", realised)["days_overdue"] is pd.NA


def test_overdue_lists_those_rows_of_the_schedule():
    rows = [
        {"milestone": f"alpha/{end}", "end": f"2019-{end}", "realised": False} for end in ("05-31", "12-31", "03-31")
    ]
    cycle = make_cycle(milestones=rows)
    assert overdue(cycle)["item"].tolist() == ["alpha/03-31", "alpha/05-31"]
    assert overdue(cycle)["days_overdue"].tolist() == [92, 31]
    expected = schedule(cycle).query("state == 'overdue'").reset_index(drop=True)
    pd.testing.assert_frame_equal(overdue(cycle), expected)


def test_a_promise_keeps_its_words_and_its_place_in_the_source():
    row = promised(
        "2019-01-01", "2019-03-31", precision="quarter", title="Map", effort="alpha/e", note="n", section="7"
    )
    assert row[["item", "kind", "effort", "title", "precision", "note", "section"]].tolist() == [
        "alpha/m", "milestone", "alpha/e", "Map", "quarter", "n", "7",
    ]  # fmt: skip
    assert row[["start", "end"]].tolist() == [pd.Timestamp("2019-01-01"), pd.Timestamp("2019-03-31")]


# ---- efforts


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2019-01-01", "2019-12-31", "current"),
        ("2019-01-01", "2019-03-31", "unknown"),  # nobody says whether an effort is done
        ("2019-08-01", "2019-12-31", "planned"),
        (None, "2019-03-31", "unknown"),
        (None, "2019-12-31", "current"),  # begun who knows when
        ("2019-01-01", None, "current"),  # and no end in sight
        ("2019-07-02", None, "planned"),
    ],
)
def test_an_effort_with_dates_of_its_own_is_a_promise(start, end, state):
    row = effort(start, end).loc[0]
    assert row[["item", "kind", "effort", "title", "state"]].tolist() == ["alpha/e", "effort", "alpha/e", "Dig", state]
    assert row["days_overdue"] is pd.NA


def test_an_effort_without_dates_promises_nothing():
    assert effort().empty


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (None, "2019-12-31", "year"),
        ("2019-01-01", "2019-09-30", "quarter"),  # the end tells, not the begin
        (None, "2019-08-31", "month"),
        (None, "2020-02-29", "month"),
        (None, "2020-02-28", "day"),
        (None, "2019-08-15", "day"),
        ("2020-01-01", None, "year"),  # from the first day of a year on
        ("2019-10-01", None, "quarter"),
        ("2019-09-01", None, "month"),
        ("2019-09-02", None, "day"),
    ],
)
def test_how_exactly_an_effort_is_dated_follows_from_its_dates(start, end, precision):
    assert effort(start, end).loc[0, "precision"] == precision


def told(start, end, milestone):
    """The items and whether they repeat, of an effort with these dates and a milestone of its own."""
    cycle = make_cycle(
        efforts=[{"effort": "alpha/e", "start": start, "end": end}],
        milestones=[{"milestone": "alpha/m", "effort": "alpha/e", "realised": False} | milestone],
    )
    rows = schedule(cycle).set_index("item")["repeats"]
    return rows.to_dict(), due(cycle)["promises"].sum()


def test_an_effort_that_says_no_more_than_its_milestone_has_no_row():
    assert told(None, "2019-12-31", {}) == ({"alpha/m": False}, 1)  # the same end
    assert told("2019-01-01", "2019-12-31", {}) == ({"alpha/m": False}, 1)  # the same period


def test_an_effort_with_a_begin_of_its_own_repeats_the_end_of_its_milestone():
    assert told("2018-06-01", "2019-12-31", {}) == ({"alpha/m": False, "alpha/e": True}, 1)


def test_an_effort_with_another_end_than_its_milestone_is_a_promise_of_its_own():
    assert told("2019-01-01", "2020-12-31", {}) == ({"alpha/m": False, "alpha/e": False}, 2)
    assert told("2019-01-01", None, {}) == ({"alpha/m": False, "alpha/e": False}, 1)  # no end, so nothing is due


def test_a_milestone_of_another_effort_tells_nothing():
    assert told(None, "2019-12-31", {"effort": "alpha/f"}) == ({"alpha/m": False, "alpha/e": False}, 2)
    assert told(None, "2019-12-31", {"effort": None}) == ({"alpha/m": False, "alpha/e": False}, 2)


# ---- order and counts


def test_promises_come_in_the_order_of_their_ends_and_those_of_all_together_last():
    ends = [("beta", "2019-05-31"), (None, "2019-01-31"), ("alpha", "2019-12-31"), ("alpha", "2019-03-31")]
    rows = [{"milestone": f"x/{end}", "programme": slug, "end": end} for slug, end in ends]
    started = [{"effort": "alpha/e", "start": "2018-01-01"}]
    result = schedule(make_cycle(milestones=rows, efforts=started))
    assert result["item"].tolist() == ["x/2019-03-31", "x/2019-12-31", "alpha/e", "x/2019-05-31", "x/2019-01-31"]
    assert result["programme"].isna().tolist() == [False, False, False, False, True]


def test_promises_are_counted_per_quarter_and_those_of_a_year_in_no_quarter():
    named = [
        ("2020-03-31", "quarter"), ("2020-01-15", "day"), ("2020-02-29", "month"), ("2020-06-30", "quarter"),
        ("2020-12-31", "year"), ("2020-12-31", "quarter"), ("2019-12-31", "year"), ("2020-12-31", "year"),
    ]  # fmt: skip
    rows = [{"milestone": f"alpha/{n}", "end": end, "precision": how} for n, (end, how) in enumerate(named)]
    result = due(make_cycle(milestones=rows))
    assert result.fillna({"quarter": 0})[["year", "quarter", "promises"]].values.tolist() == [
        [2019, 0, 1], [2020, 1, 3], [2020, 2, 1], [2020, 4, 1], [2020, 0, 2],
    ]  # fmt: skip


def test_what_is_done_is_no_longer_due_and_what_is_late_still_is():
    ends = [("2019-03-31", True), ("2019-03-31", False), ("2019-03-31", None), ("2020-03-31", True)]
    rows = [
        {"milestone": f"alpha/{n}", "end": end, "realised": done, "precision": "quarter"}
        for n, (end, done) in enumerate(ends)
    ]
    assert due(make_cycle(milestones=rows)).values.tolist() == [["alpha", 2019, 1, 2]]


def test_promises_of_all_together_are_counted_too():
    rows = [{"milestone": f"x/{n}", "programme": slug} for n, slug in enumerate(["alpha", None, None])]
    result = due(make_cycle(milestones=rows))
    assert result["promises"].tolist() == [1, 2] and result["programme"].isna().tolist() == [False, True]


# ---- what holds for any promises

# Few days, so that they often are the same: a promise that ends today, an effort that ends with its milestone.
DAYS = ["2018-11-15", "2018-12-31", "2019-03-31", "2019-06-30", "2019-07-01", "2019-08-31", "2020-01-01", "2020-12-31"]
days = st.sampled_from([datetime.date.fromisoformat(day) for day in DAYS])
periods = st.tuples(days, days).map(sorted)


@st.composite
def promises(draw):
    """Milestones and efforts; some milestones belong to an effort and say what it says."""
    work, moments = [], []
    for number in range(draw(st.integers(0, 5))):
        start, end = draw(periods)
        begin, stop = draw(st.sampled_from([(start, end), (start, end), (None, end), (start, None), (None, None)]))
        work.append({"effort": f"alpha/{number}", "start": begin, "end": stop})
    for number in range(draw(st.integers(0, 8))):
        start, end = draw(periods)
        of = draw(st.sampled_from([None, *work, *work]))
        alike = draw(st.sampled_from(["nothing", "end", "period"]))
        if of and of["end"] and alike != "nothing":
            end = of["end"]
            start = (of["start"] if alike == "period" else None) or min(start, end)
        row = {"milestone": f"alpha/{number}", "effort": of and of["effort"], "start": start, "end": end}
        row |= {"realised": draw(st.sampled_from([True, False, False, None]))}
        row |= {"precision": draw(st.sampled_from(["day", "month", "quarter", "year"]))}
        row |= {"programme": draw(st.sampled_from(["alpha", "beta", None]))}
        moments.append(row)
    return {"efforts": work, "milestones": moments}


def at(tables, day):
    return make_cycle(cycle=[{"reporting_date": str(day)}], **tables)


@TRIED
@given(promises(), days)
def test_every_promise_has_exactly_one_state(tables, today):
    rows = schedule(at(tables, today))
    counts = {state: rows["state"].eq(state).sum() for state in STATES}
    assert sum(counts.values()) == len(rows)
    moments = rows[rows["kind"].eq("milestone")]
    assert sorted(moments["item"]) == [row["milestone"] for row in tables["milestones"]]
    assert moments["state"].eq("realised").sum() == sum(row["realised"] is True for row in tables["milestones"])
    assert rows["days_overdue"].notna().tolist() == rows["state"].eq("overdue").tolist()
    # An effort has a row if it has a date, unless a milestone of its own tells its end, and its begin if it has one.
    ends = {(row["effort"], row["end"]) for row in tables["milestones"]}
    whole = {(row["effort"], row["start"], row["end"]) for row in tables["milestones"]}
    expected = {
        row["effort"]: (row["effort"], row["end"]) in ends
        for row in tables["efforts"]
        if (row["start"] or (row["end"] and (row["effort"], row["end"]) not in ends))
        and tuple(row.values()) not in whole
    }
    work = rows[rows["kind"].eq("effort")]
    assert dict(zip(work["item"], work["repeats"])) == expected and len(work) == len(expected)


@TRIED
@given(promises(), days)
def test_what_is_overdue_is_over_and_known_not_to_be_done(tables, today):
    late = {row["milestone"] for row in tables["milestones"] if row["end"] < today and row["realised"] is False}
    rows = overdue(at(tables, today)).query("not repeats")  # of an effort itself nobody says that it is not done
    assert set(rows["item"]) == late and len(rows) == len(late)
    assert rows["kind"].eq("milestone").all()
    ends = {row["milestone"]: row["end"] for row in tables["milestones"]}
    assert rows["days_overdue"].tolist() == [(today - ends[item]).days for item in rows["item"]]
    assert rows["days_overdue"].gt(0).all()


LATER = {"planned": {"planned", "current", "unknown", "overdue"}, "current": {"current", "unknown", "overdue"}}
LATER |= {state: {state} for state in ("realised", "unknown", "overdue")}


@TRIED
@given(promises(), days, days)
def test_as_the_reporting_date_moves_on_no_promise_goes_back(tables, one, other):
    earlier, later = (schedule(at(tables, day)) for day in sorted((one, other)))
    pd.testing.assert_frame_equal(
        earlier.drop(columns=["state", "days_overdue"]), later.drop(columns=["state", "days_overdue"])
    )
    for before, after in zip(earlier["state"], later["state"], strict=True):
        assert after in LATER[before]
    late = earlier["state"].eq("overdue")
    grown = (later["days_overdue"] - earlier["days_overdue"])[late]
    assert grown.eq(abs((other - one).days)).all()


@TRIED
@given(promises(), days)
def test_due_counts_every_open_promise_with_an_end_once(tables, today):
    cycle = at(tables, today)
    rows = schedule(cycle)
    still = rows["state"].ne("realised") & ~rows["repeats"] & rows["end"].notna()
    assert due(cycle)["promises"].sum() == still.sum()
    # And by hand: milestones that are not done, and ends of efforts that no milestone of theirs tells.
    told = {(row["effort"], row["end"]) for row in tables["milestones"]}
    ends = [row for row in tables["efforts"] if row["end"] and (row["effort"], row["end"]) not in told]
    not_done = [row for row in tables["milestones"] if row["realised"] is not True]
    assert still.sum() == len(ends) + len(not_done)


@TRIED
@given(promises(), days, days)
def test_when_promises_are_due_does_not_depend_on_the_reporting_date(tables, one, other):
    pd.testing.assert_frame_equal(due(at(tables, one)), due(at(tables, other)))
    assert not due(at(tables, one)).duplicated(["programme", "year", "quarter"]).any()


@pytest.mark.parametrize(("realised", "state"), [(True, "realised"), (False, "overdue"), (None, "unknown")])
def test_an_effort_stands_as_its_own_milestone_with_the_same_end(realised, state):
    cycle = make_cycle(
        efforts=[{"effort": "alpha/e", "programme": "alpha", "title": "e", "start": "2018-01-01", "end": "2019-03-31"}],
        milestones=[
            {
                "milestone": "alpha/m",
                "programme": "alpha",
                "effort": "alpha/e",
                "title": "m",
                "start": "2019-01-01",
                "end": "2019-03-31",
                "precision": "quarter",
                "realised": realised,
            }
        ],
    )
    assert schedule(cycle)["state"].tolist() == [state, state]
