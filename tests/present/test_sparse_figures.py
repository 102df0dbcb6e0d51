"""Every block of every page stands on figures that hold little: it says what is not known, never a stray 'nan'."""

import importlib
import inspect
import pkgutil
import re

import numpy as np
import pytest

from analysis import present
from analysis.data.loading import read_cycle
from analysis.data.raw_frames import raw_frame
from analysis.measures.catalogue import BEFORE, all_measures
from cases import indicator_cycle, make_cycle, schemas

ROOMS = [
    importlib.import_module(found.name) for found in pkgutil.iter_modules(present.__path__, f"{present.__name__}.")
]
TWO = [{"programme": "alpha", "title": "Alpha", "order": 1}, {"programme": "beta", "title": "Beta", "order": 2}]
GOAL = {"goal": "alpha/1", "programme": "alpha", "number": "1", "level": "strategic", "statement": "Beter."}
EFFORT = {"effort": "alpha/e", "programme": "alpha", "title": "Werk", "role": "unknown"}
MILESTONE = {
    "milestone": "alpha/m",
    "programme": "alpha",
    "title": "Klaar",
    "start": "2018-01-01",
    "end": "2018-12-31",
    "precision": "year",
}
CYCLES = {
    "no figures at all": make_cycle(programmes=TWO),
    "one programme, nothing else": make_cycle(programmes=TWO[:1]),
    "only unknown amounts": make_cycle(
        programmes=TWO, budget=[{"year_from": 2019, "year_to": 2019}, {"side": "funding", "year_from": 2019}]
    ),
    "only lump sums": make_cycle(programmes=TWO, budget=[{"year_from": 2019, "year_to": 2022, "amount_eur": 10.0}]),
    "only lump sums, of both sides and years that overlap": make_cycle(
        programmes=TWO,
        budget=[
            {"side": side, "year_from": year, "year_to": 2022, "amount_eur": amount, "recurrence": "incidental"}
            for side, year, amount in (("funding", 2019, 10.0), ("spending", 2019, 4.0), ("spending", 2020, 3.0))
        ],
        capacity=[{"period": "total", "hours_min": 100.0}],
    ),
    "all numbers unknown": make_cycle(
        programmes=TWO,
        budget=[{"side": side, "year_from": 2019, "counted_by": "alpha"} for side in ("funding", "spending")],
        budget_stated=[{"year_from": 2019, "stated_eur": 10.0, "scope": "all"}],
        capacity=[{"role": role, "unit": "AP", "known": False, "note": "p.m."} for role in ("Adviseur", "Leider")],
        indicators=[{"indicator": "alpha/i", "baseline_year": 2018}],
        indicator_targets=[{"indicator": "alpha/i", "year": 2022, "status": "to_be_determined"}],
        efforts=[EFFORT],
        governance=[{"body": "Overleg"}],
        statistics=[{"statistic": "alpha/s", "note": "Niet gegeven."}],
        cycle=[{"inhabitants": None}],
    ),
    "only uncovered money": make_cycle(
        programmes=TWO, budget=[{"year_from": 2019, "amount_eur": 5.0, "coverage": "uncovered"}]
    ),
    "cover not named": make_cycle(programmes=TWO, budget=[{"year_from": 2019, "amount_eur": 5.0, "coverage": None}]),
    "only roles without a number": make_cycle(programmes=TWO, capacity=[{"known": False}]),
    "an indicator without anything": indicator_cycle(baseline=None, baseline_year=None),
    "a measurement without a baseline": indicator_cycle({2020: 5.0}, {2019: 4.0}, baseline=None, baseline_year=None),
    "a goal without anything": make_cycle(programmes=TWO, goals=[GOAL]),
    "an effort without anything": make_cycle(programmes=TWO, efforts=[EFFORT]),
    "an effort with half a period, and a goal": make_cycle(
        programmes=TWO, goals=[GOAL], efforts=[EFFORT | {"end": "2021-06-30", "amount_eur": 5.0}]
    ),
    "a promise of nobody in particular": make_cycle(
        programmes=TWO, milestones=[MILESTONE | {"programme": None, "start": "1999-01-01", "end": "2050-12-31"}]
    ),
    "a promise that is late": make_cycle(programmes=TWO, milestones=[MILESTONE | {"realised": False}]),
    "a risk and a body without more": make_cycle(
        programmes=TWO,
        risks=[{"risk": "alpha/r", "programme": "alpha", "theme": "tijd", "title": "Risico", "summary": "Te laat."}],
        governance=[{"programme": "alpha", "body": "Overleg"}],
        assessments=[{"programme": "alpha", "area": "risks", "status": "off_course"}],
    ),
    "a measured category": indicator_cycle(
        {2020: "good"}, {2019: "fair"}, kind="category", scale="mood", baseline_category="bad"
    ),
}


def blocks() -> list:
    """List every public function of the rooms that takes a cycle and gives something to show."""
    found = []
    for room in ROOMS:
        for name, function in inspect.getmembers(room, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            given = inspect.get_annotations(function).get("return")
            if function.__module__ == room.__name__ and parameters[:1] == ["cycle"] and not name.startswith("_"):
                if any(kind in str(given) for kind in ("Block", "Chart")):
                    found.append(pytest.param(function, id=f"{room.__name__.split('.')[-1]}.{name}"))
    return found


def shown(function, cycle) -> list[str]:
    """Give the HTML of a block, with the programme and the other words it asks for."""
    names = list(inspect.signature(function).parameters)[1:]
    words = {"programme": "alpha", "linked": "", "base": CYCLES["no figures at all"]}
    return [str(function(cycle, **{name: words[name] for name in names}).__html__())]


@pytest.mark.parametrize("name", CYCLES)
@pytest.mark.parametrize("function", blocks())
def test_a_block_of_sparse_figures_stands_and_shows_no_stray_word(function, name):
    for html in shown(function, CYCLES[name]):
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)
        assert not re.search(r"\b(nan|NaN|None|NaT|inf|<NA>|[0-9]+[.]0)\b", text), text


def test_the_blocks_are_found():
    assert len(blocks()) > 30


def test_files_with_only_a_header_are_such_sparse_figures(tmp_path):
    """One programme, and of every other table no more than its header: the least that the validator takes."""
    made = CYCLES["one programme, nothing else"]
    for table, frame in made.tables.items():
        (tmp_path / f"{table}.csv").write_text(raw_frame(frame).text(), encoding="utf-8")
    read = read_cycle(tmp_path, made.name, [made.name], schemas())
    assert all(read.tables[table].equals(frame) for table, frame in made.tables.items())


#: The figures that most measures could stumble over.
LITTLE = [name for name in CYCLES if name.startswith(("one programme", "only ", "all "))]


@pytest.mark.parametrize("name", all_measures())
def test_a_measure_of_sparse_figures_gives_its_columns_and_no_number_without_end(name):
    expected = result(name, CYCLES["no figures at all"])
    for little in LITTLE:
        frame = result(name, CYCLES[little])
        assert frame.dtypes.equals(expected.dtypes), little
        assert not np.isinf(frame.select_dtypes("float64")).any(axis=None), little


def result(name, cycle):
    """Give a measure of a cycle; one that compares, with figures that hold nothing."""
    measure = all_measures()[name]
    words = [word for word in inspect.signature(measure).parameters if word in BEFORE]
    few = {"paces": (0.5, 1.0)} if name == "what_if.pace" else {}
    return measure(cycle, **dict.fromkeys(words, CYCLES["no figures at all"]), **few)
