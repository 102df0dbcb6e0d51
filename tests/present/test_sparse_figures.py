"""Every block of every page stands on figures that hold little: it says what is not known, never a stray 'nan'."""

import inspect
import re

import pytest

from analysis.present import goals, money, overview, paths, people, posts, progress, quality, units
from cases import indicator_cycle, make_cycle

ROOMS = (goals, money, overview, paths, people, posts, progress, quality, units)
TWO = [{"programme": "alpha", "title": "Alpha", "order": 1}, {"programme": "beta", "title": "Beta", "order": 2}]
CYCLES = {
    "no figures at all": make_cycle(programmes=TWO),
    "one programme, nothing else": make_cycle(programmes=TWO[:1]),
    "only unknown amounts": make_cycle(
        programmes=TWO, budget=[{"year_from": 2019, "year_to": 2019}, {"side": "funding", "year_from": 2019}]
    ),
    "only lump sums": make_cycle(programmes=TWO, budget=[{"year_from": 2019, "year_to": 2022, "amount_eur": 10.0}]),
    "only uncovered money": make_cycle(
        programmes=TWO, budget=[{"year_from": 2019, "amount_eur": 5.0, "coverage": "uncovered"}]
    ),
    "cover not named": make_cycle(programmes=TWO, budget=[{"year_from": 2019, "amount_eur": 5.0, "coverage": None}]),
    "only roles without a number": make_cycle(programmes=TWO, capacity=[{"known": False}]),
    "an indicator without anything": indicator_cycle(baseline=None, baseline_year=None),
    "a measurement without a baseline": indicator_cycle({2020: 5.0}, {2019: 4.0}, baseline=None, baseline_year=None),
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
    words = {"programme": ["alpha"], "kind": list(quality.KINDS), "linked": [""]}
    choices = [{name: word for name in names for word in words[name][:1]}]
    if "kind" in names:
        choices = [{**choices[0], "kind": kind} for kind in words["kind"]]
    return [str(function(cycle, **choice).__html__()) for choice in choices]


@pytest.mark.parametrize("name", CYCLES)
@pytest.mark.parametrize("function", blocks())
def test_a_block_of_sparse_figures_stands_and_shows_no_stray_word(function, name):
    for html in shown(function, CYCLES[name]):
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)
        assert not re.search(r"\b(nan|NaN|None|NaT|inf|<NA>|[0-9]+[.]0)\b", text), text


def test_the_blocks_are_found():
    assert len(blocks()) > 30
