"""Every fault that the document tells of is tried by a test that holds it to the words that readers see."""

from pathlib import Path

import pytest

from small_book import TOLD

TESTS = Path(__file__).parents[1]
ROWS = [line for line in TOLD.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
FAULTS = [row.split(" | ")[0].removeprefix("| ") for row in ROWS[2:]]  # after the heading and its line


def test_there_are_faults():
    assert len(FAULTS) > 25 and len(set(FAULTS)) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_told_is_tried(fault):
    tests = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__))
    assert f'"{fault}"' in tests
