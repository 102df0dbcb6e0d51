"""Findings: every kind from where it is planted, in one frame, and nothing twice."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.budget import reconciliation
from analysis.measures.findings import COLUMNS, KINDS, SUBJECTS, findings
from analysis.measures.goals import GAPS, gaps
from analysis.measures.planning import overdue
from cases import make_cycle, schemas

TRIED = settings(max_examples=15)

#: What a row that may be doubted is about: per table a complete row, and the subject of its finding.
ROWS = {
    "budget": ({"post": "Trees", "year_from": 2019, "amount_eur": 5.0}, "Trees"),
    "budget_stated": ({"label": "Sum", "year_from": 2019}, "Sum"),
    "capacity": ({"role": "Clerk", "hours_min": 8.0}, "Clerk"),
    "indicators": ({"indicator": "alpha/j", "title": "Air", "goal": "alpha/g"}, "Air"),
    "indicator_targets": ({"indicator": "alpha/i", "year": 2020, "target": 1.0}, "alpha/i 2020"),
    "observations": ({"indicator": "alpha/i", "date": "2019-01-01", "value": 1.0}, "alpha/i"),
    "efforts": ({"effort": "alpha/f", "title": "Dig"}, "Dig"),
    "effort_goals": ({"effort": "alpha/e", "goal": "alpha/h"}, "alpha/e alpha/h"),
    "milestones": ({"milestone": "alpha/m", "title": "Map"}, "Map"),
    "risks": ({"risk": "alpha/r", "title": "Rain"}, "Rain"),
    "governance": ({"body": "Council"}, "Council"),
    "statistics": ({"statistic": "alpha/s", "title": "Cars", "value": 1.0}, "Cars"),
}
NUMBERS = {table: number for table, (_, number) in SUBJECTS.items() if number}
#: A network in which nothing hangs loose: the rows above refer to it.
BASE = {
    "goals": [{"goal": "alpha/g"}, {"goal": "alpha/h"}],
    "efforts": [{"effort": "alpha/e"}],
    "effort_goals": [{"effort": "alpha/e", "goal": "alpha/g"}],
    "indicators": [{"indicator": "alpha/i", "goal": "alpha/g"}],
}


def planted(table, **columns):
    """The findings of a row of a table, beside what there is without it."""
    row = ROWS[table][0] | {"section": "5.1"} | columns
    rows = findings(make_cycle(**BASE | {table: [*BASE.get(table, []), row]}))
    return rows[rows["section"].eq("5.1")].reset_index(drop=True)


def test_every_table_that_can_be_doubted_is_looked_at():
    doubtful = {name for name, schema in schemas().items() if "reading" in {f["name"] for f in schema["fields"]}}
    assert doubtful == set(SUBJECTS) == set(ROWS)


@pytest.mark.parametrize("table", ROWS)
def test_a_row_that_is_read_with_doubt_is_found_where_it_stands(table):
    rows = planted(table, reading="uncertain", note="Or 6.").query("kind == 'uncertain_reading'")
    assert rows[["programme", "table", "subject", "note", "source"]].values.tolist() == [
        ["alpha", table, ROWS[table][1], "Or 6.", "contract"]
    ]


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("reading", ["printed", "inferred"])
def test_a_row_that_is_printed_or_follows_from_the_source_is_not_found(table, reading):
    assert "uncertain_reading" not in set(planted(table, reading=reading)["kind"])


@pytest.mark.parametrize("table", NUMBERS)
def test_a_number_that_the_source_does_not_give_is_found(table):
    number = {NUMBERS[table]: None} | ({"known": False} if table == "capacity" else {})
    rows = planted(table, note="p.m.", **number)
    assert rows[["programme", "kind", "table", "subject", "note"]].values.tolist() == [
        ["alpha", "unknown_number", table, ROWS[table][1], "p.m."]
    ]
    assert planted(table).empty


def test_a_target_that_is_a_step_of_a_scale_is_no_unknown_number():
    assert planted("indicator_targets", target=None, target_category="good").empty


def test_a_row_may_be_both_doubtful_and_without_its_number():
    kinds = planted("budget", amount_eur=None, reading="uncertain")["kind"].tolist()
    assert kinds == ["uncertain_reading", "unknown_number"]


def test_a_printed_total_that_is_not_the_sum_of_its_parts_is_found_with_its_euros():
    # 10 + 5 = 15 and the source prints 20: 5 too many. The second total agrees, the third has no parts to compare with.
    cycle = make_cycle(
        budget=[{"post": post, "year_from": 2019, "amount_eur": eur} for post, eur in (("A", 10.0), ("B", 5.0))],
        budget_stated=[
            {"label": "All", "year_from": 2019, "stated_eur": 20.0, "scope": "all", "note": "n", "section": "8"},
            {"label": "A", "year_from": 2019, "stated_eur": 10.0, "scope": "A"},
            {"label": "B", "year_from": 2020, "stated_eur": 20.0, "scope": "all"},
        ],
    )
    rows = findings(cycle)
    euros = ["stated_eur", "computed_eur", "difference_eur"]
    assert rows[["kind", "table", "subject", *euros, "note", "section"]].values.tolist() == [
        ["stated_total_differs", "budget_stated", "All", 20.0, 15.0, 5.0, "n", "8"]
    ]


def test_a_known_contradiction_says_what_is_printed_and_what_was_done_with_it():
    row = {"subject": "Sum", "printed": "200", "expected": "190", "reason": "Parts.", "treatment": "As printed."}
    rows = findings(make_cycle(corrections=[row | {"correction": "alpha/c", "section": "11"}]))
    told = ["programme", "kind", "table", "subject", "printed", "expected", "treatment", "note", "section"]
    assert rows[told].values.tolist() == [
        ["alpha", "correction", "corrections", "Sum", "200", "190", "As printed.", "Parts.", "11"]
    ]


def test_what_is_overdue_is_found_with_the_day_it_was_due():
    late = {"title": "Map", "end": "2019-03-31", "realised": False, "section": "3"}
    promised = [late | {"milestone": "alpha/m"}, late | {"milestone": "alpha/n", "realised": True}]
    rows = findings(make_cycle(milestones=promised))
    assert rows[["kind", "table", "subject", "section"]].values.tolist() == [["overdue", "milestones", "Map", "3"]]
    assert rows["due"].tolist() == [pd.Timestamp("2019-03-31")]


def test_what_hangs_loose_in_the_network_is_found():
    cycle = make_cycle(goals=[{"goal": "alpha/1", "statement": "Clean air"}], efforts=[{"effort": "alpha/e"}])
    rows = findings(cycle)
    assert rows[["kind", "table", "subject"]].values.tolist() == [
        ["goal_without_indicator", "goals", "Clean air"],
        ["goal_without_effort", "goals", "Clean air"],
        ["effort_without_goal", "efforts", "Effort"],
    ]


def test_what_does_not_belong_to_a_kind_is_missing():
    row = planted("budget", reading="uncertain").loc[0]
    empty = ["printed", "expected", "treatment", "stated_eur", "computed_eur", "difference_eur", "due"]
    assert row[empty].isna().all()


def test_findings_come_per_programme_in_the_order_of_the_kinds_and_those_of_all_together_last():
    late = {"end": "2019-03-31", "realised": False}
    cycle = make_cycle(
        programmes=[{"programme": slug, "title": slug, "order": order} for order, slug in enumerate(("beta", "alpha"))],
        milestones=[late | {"milestone": "x/m", "programme": None}, late | {"milestone": "alpha/m"}],
        risks=[{"programme": slug, "reading": "uncertain"} for slug in ("alpha", "beta")],
        corrections=[{"programme": slug} for slug in ("alpha", "beta")],
    )
    rows = findings(cycle)
    assert rows["programme"].tolist()[:-1] == ["beta", "beta", "alpha", "alpha", "alpha"]
    assert rows["programme"].isna().tolist()[-1]
    two = ["correction", "uncertain_reading"]
    assert rows["kind"].tolist() == [*two, *two, "overdue", "overdue"]


def test_figures_without_a_fault_have_no_findings():
    rows = findings(make_cycle(**BASE | {"goals": BASE["goals"][:1]}))
    assert rows.empty and list(rows.columns) == COLUMNS


# ---- what holds for any figures

readings = st.sampled_from(["printed", "inferred", "uncertain"])


@st.composite
def figures(draw):
    """Rows of every table, some doubtful, some without their number, some late, some loose."""
    tables = {name: list(rows) for name, rows in BASE.items()}
    for table, (row, _) in ROWS.items():
        for _ in range(draw(st.integers(0, 2))):
            gone = draw(st.booleans())
            number = {NUMBERS[table]: None} if gone and table in NUMBERS else {}
            tables.setdefault(table, []).append(row | number | {"reading": draw(readings)})
    # A key stands in a table once.
    for table, key in (("efforts", "effort"), ("indicators", "indicator"), ("effort_goals", "goal")):
        tables[table] = list({row[key]: row for row in tables[table]}.values())
    for row in tables.get("milestones", []):
        row |= {"end": draw(st.sampled_from(["2019-03-31", "2019-12-31"])), "realised": draw(st.booleans())}
    tables["goals"] += [{"goal": f"alpha/{number}"} for number in range(draw(st.integers(0, 2)))]
    tables["budget_stated"] = [
        {"label": "Sum", "year_from": 2019, "stated_eur": eur, "scope": "all", "reading": draw(readings)}
        for eur in draw(st.lists(st.sampled_from([5.0, 10.0]), max_size=2))
    ]
    tables["corrections"] = [{}] * draw(st.integers(0, 2))
    return tables


@TRIED
@given(figures())
def test_the_findings_are_those_of_every_measure_and_nothing_more(tables):
    cycle = make_cycle(**tables)
    rows = findings(cycle)
    assert list(rows.columns) == COLUMNS
    doubtful = sum(row.get("reading") == "uncertain" for table in SUBJECTS for row in tables.get(table, []))
    nameless = sum(row[number] is None for table, number in NUMBERS.items() for row in tables.get(table, []))
    expected = {
        "stated_total_differs": reconciliation(cycle)["verdict"].eq("differs").sum(),
        "correction": len(tables["corrections"]),
        "uncertain_reading": doubtful,
        "unknown_number": nameless,
        "overdue": len(overdue(cycle)),
        **{kind: gaps(cycle)["kind"].eq(kind).sum() for kind in GAPS},
    }
    assert set(expected) == set(KINDS)
    assert {kind: rows["kind"].eq(kind).sum() for kind in KINDS} == expected
    assert len(rows) == sum(expected.values())
    assert rows["kind"].map(KINDS.index).is_monotonic_increasing  # one programme, so the kinds are in order


@TRIED
@given(figures())
def test_every_finding_says_where_it_stands(tables):
    rows = findings(make_cycle(**tables))
    assert rows[["kind", "table", "subject", "source", "section"]].notna().all(axis=None)
    assert set(rows["table"]) <= {*SUBJECTS, "goals", "corrections"}
    assert rows["due"].notna().tolist() == rows["kind"].eq("overdue").tolist()
    assert rows["printed"].notna().tolist() == rows["kind"].eq("correction").tolist()
