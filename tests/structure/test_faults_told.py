"""Every fault that the document tells of is tried by a test that holds it to the words that readers see."""

import ast
import re
from pathlib import Path

import pytest

from small_book import TOLD

TESTS = Path(__file__).parents[1]
ROWS = [line for line in TOLD.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
FAULTS = [row.split(" | ")[0].removeprefix("| ") for row in ROWS[2:]]  # after the heading and its line
#: The modules that hold a fault to what readers see, and every text in their code: what stands in a comment is none.
HOLDING = re.compile(r"^from small_book import .*\bis_told\b", re.MULTILINE)
CODES = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
TREES = [ast.parse(code) for code in CODES if HOLDING.search(code)]
TRIED = {node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant)}


def test_there_are_faults():
    assert len(FAULTS) > 25 and len(set(FAULTS)) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_told_is_tried(fault):
    assert fault in TRIED
