"""Dutch words and their codes: no word without a code, none that nobody reads, and no code of a list without a word."""

import ast
import re
from itertools import product
from pathlib import Path

import pytest

from analysis.data import load_schemas
from analysis.data.schema import labels as choices
from analysis.measures import completeness, findings, planning, second_opinions
from analysis.present import (
    change_words,
    changes,
    gantt,
    judgement,
    labels,
    people,
    scenario_tables,
    what_if,
)
from analysis.present import planning as planning_words

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"
SCHEMAS = load_schemas(ROOT / "data")
MEANINGS = (PACKAGE / "report" / "open_data" / "maten.yaml").read_text(encoding="utf-8")


def codes(table: str, column: str) -> set[str]:
    """Give the values of a closed list."""
    return set(choices(SCHEMAS[table], column))


#: Words for a list that stands elsewhere, and that list.
LISTS = {
    "findings": (labels.FINDINGS, findings.KINDS),
    "completeness": (labels.COMPLETE, completeness.SUBJECTS),
    "promises": (labels.STATES, planning.STATES),
    "promises in a sentence": (planning_words._STANDING, planning.STATES),
    "looks of promises": (gantt.LOOKS, planning.STATES),
    "other opinions": (judgement.OPINIONS, second_opinions.AGREES),
    "assessments": (labels.ASSESSMENTS, codes("assessments", "status")),
    "hours as printed": (people.PRINTED_UNITS, codes("capacity", "period")),
    "money of a proposal": (
        scenario_tables.KINDS,
        set(product(codes("budget", "side"), {*codes("budget", "coverage"), "unknown"})),  # an empty cell is unknown
    ),
}
#: Words for codes that the measures write here and there in their code, of which no list can be had.
WRITTEN = {
    "VERDICTS": labels.VERDICTS,
    "RECONCILIATION": labels.RECONCILIATION,
    "PATH_KINDS": labels.PATH_KINDS,
    "LEFT_OUT": labels.LEFT_OUT,
    "OUTCOMES": scenario_tables.OUTCOMES,
    "CHANGES": change_words.CHANGES,
    "LEDGER": changes.LEDGER,
    "COLOURS": what_if.COLOURS,
}


def strings(room: str) -> set[str]:
    """Give every text and every keyword that stands in the code of a room."""
    found = set()
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_value_of_a_list_has_its_word_and_every_word_its_value(name):
    words, values = LISTS[name]
    assert set(words) == set(values)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_word_is_for_a_code_that_a_measure_gives(name):
    assert set(WRITTEN[name]) - strings("measures") == set()


def test_every_table_of_words_is_held_to_its_codes():
    tables = {name for name, value in vars(labels).items() if isinstance(value, dict) and name.isupper()}
    held = [words for words, _ in LISTS.values()] + list(WRITTEN.values())
    assert {name for name in tables if not any(getattr(labels, name) is words for words in held)} == set()


def test_every_word_is_read_by_somebody():
    defined, read = set(), set(re.findall(r"codes: (\w+)}", MEANINGS))
    for path in PACKAGE.rglob("*.py"):
        own = path == PACKAGE / "present" / "labels.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if own and isinstance(node, ast.FunctionDef):
                defined.add(node.name)
            elif own and isinstance(node, ast.Name):
                (defined if isinstance(node.ctx, ast.Store) and node.id.isupper() else read).add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "labels":
                read.add(node.attr)
            elif isinstance(node, ast.ImportFrom) and node.module == "analysis.present.labels":
                read |= {alias.name for alias in node.names}
    assert {"VERDICTS", "verdict"} <= defined and defined - read == set()


def test_a_word_is_asked_only_of_a_closed_list():
    asked = set(re.findall(r"codes: (\w+)\.(\w+)", MEANINGS))
    for path in PACKAGE.rglob("*.py"):
        asked |= set(re.findall(r'\bword\("(\w+)", "(\w+)"', path.read_text(encoding="utf-8")))
    assert len(asked) > 10
    assert {(table, column) for table, column in asked if not codes(table, column)} == set()


@pytest.mark.parametrize("table", SCHEMAS)
def test_words_within_a_closed_list_differ(table):
    for field in SCHEMAS[table]["fields"]:
        words = [category["label"] for category in field.get("categories", ())]
        assert len(words) == len(set(words)), field["name"]
