"""Every kind of broken figures is refused with a sentence that says where, what stands there and what is allowed.

A folder in ``tests/broken`` is named after the fault. It holds the files that differ from the valid cycle in
``tests/base`` and, in ``expected.txt``, the line that must be among the faults.
"""

import shutil
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data import FigureErrors, load_cycle

TESTS = Path(__file__).parents[1]
CYCLE = "2020-begroting"
FAULTS = sorted(path for path in (TESTS / "broken").iterdir() if path.is_dir())


def with_fault(fault: Path, data_dir: Path) -> str:
    """Copy the valid cycle, lay the broken files over it and give the expected line."""
    shutil.copytree(TESTS / "base", data_dir)
    for path in fault.glob("*.csv"):
        shutil.copy(path, data_dir / "cycles" / CYCLE)
    return (fault / "expected.txt").read_text(encoding="utf-8").strip()


def test_the_cycle_that_the_faults_are_laid_over_is_valid():
    assert len(load_cycle(CYCLE, TESTS / "base").programmes) == 2


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.name)
def test_broken_figures_are_refused_with_a_located_sentence(fault, tmp_path):
    expected = with_fault(fault, tmp_path / "data")
    with pytest.raises(FigureErrors) as refusal:
        load_cycle(CYCLE, tmp_path / "data")
    assert expected in str(refusal.value).splitlines()


def test_validate_prints_the_faults_without_a_traceback_and_exits_with_one(tmp_path, capsys):
    expected = with_fault(TESTS / "broken" / "amount-with-decimal-comma", tmp_path / "data")
    assert main(["validate", "--data", str(tmp_path / "data")]) == 1
    printed = capsys.readouterr().err
    assert expected in printed and "Traceback" not in printed


def test_all_faults_are_reported_at_once(tmp_path):
    data_dir = tmp_path / "data"
    shutil.copytree(TESTS / "base", data_dir)
    for fault in ("amount-with-decimal-comma", "missing-source", "target-before-baseline"):
        for path in (TESTS / "broken" / fault).glob("*.csv"):
            shutil.copy(path, data_dir / "cycles" / CYCLE)
    with pytest.raises(FigureErrors) as refusal:
        load_cycle(CYCLE, data_dir)
    assert {fault.file for fault in refusal.value.faults} >= {"budget.csv", "capacity.csv", "indicator_targets.csv"}


def test_a_date_long_ago_is_a_date(tmp_path):
    shutil.copytree(TESTS / "base", tmp_path / "data")
    path = tmp_path / "data" / "cycles" / CYCLE / "milestones.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2019-11-07", "1325-05-06"), encoding="utf-8")
    assert load_cycle(CYCLE, tmp_path / "data").milestones["start"].dt.year.min() == 1325
