"""Several municipalities, and something else wrong with each but one: that one is published, the others keep their site."""

import hashlib
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from analysis.report.publish import MARKER
from small_book import BASE, CYCLE, Book, change, is_told

#: The municipalities: one with which nothing is wrong, wrong figures, a notebook that fails, a folder that is emptied
#: between check and copy, a process that is killed while it makes the site.
NAMES = ("aadorp", "cijfers", "notitie", "leegloop", "zwaar")
FAILURES = (
    "region: a folder name that is no slug",
    "region: wrong figures",
    "region: a notebook that fails",
    "region: emptied",
    "region: killed",
)
FAULTS = """
import os, shutil, signal
from analysis.report import make, region
check, assemble = region.check, make._assemble
def emptied(asked, data_dir):
    found = check(asked, data_dir)
    if data_dir.name == "leegloop":
        shutil.rmtree(data_dir / "cycles" / "2020-begroting")
    return found
def heavy(plan, runs):
    if plan.scratch.name == "zwaar":
        os.kill(os.getpid(), signal.SIGKILL)
    return assemble(plan, runs)
region.check, make._assemble = emptied, heavy
"""
CELL = """
from analysis.data import load_cycle
from analysis.errors import AnalysisError
if load_cycle(cycle, data_dir).info["municipality"] == "notitie":
    raise AnalysisError("dit kan hier niet")
"""


def table(book: Book, municipality: str, name: str = "budget") -> Path:
    """Find a table of a municipality."""
    return book.root / "regio" / municipality / "cycles" / CYCLE / f"{name}.csv"


@pytest.fixture(scope="module")
def region():
    """The sites of all as they were when nothing was wrong: each that of one small book."""
    book = Book()
    built = subprocess.run(book.command(output=book.root / "ready"), capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    for name in NAMES:
        shutil.copytree(BASE, book.root / "regio" / name)
        change(table(book, name, "cycle"), "Voorbeeldstad", name)
        shutil.copytree(book.root / "ready", book.output / name)
    (book.output / MARKER).touch()
    yield book
    shutil.rmtree(book.root)


def line(book: Book, more: str = "") -> list[str]:
    """Give the line that builds the region."""
    words = book.command(more=more)
    return [*words[: words.index("--data")], "--data", str(book.root / "regio"), "--output", str(book.output)]


def build(book: Book, more: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(line(book, more), capture_output=True, text=True)


def files(folder) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_each_that_fails_keeps_its_site_and_says_why_and_the_other_is_published(region):
    data = region.root / "regio"
    before = {name: files(region.output / name) for name in NAMES}
    for name in NAMES:
        change(table(region, name), ",600,", ",650," if name != "cijfers" else ",zeshonderd,")
    shutil.copytree(BASE, data / "Grote Stad")
    region.add_cell("geld", CELL)
    result = build(region, FAULTS)
    assert result.returncode == 1
    for fault in FAILURES:
        is_told(fault, result.stderr)
    after = {name: files(region.output / name) for name in NAMES}
    assert [name for name in NAMES if after[name] != before[name]] == ["aadorp"]
    assert sorted(path.name for path in region.output.iterdir() if path.is_dir()) == sorted(NAMES)
    assert region.left() == set() and region.processes() == []
    region.without_cells()
    shutil.rmtree(data / "Grote Stad")
    shutil.rmtree(data / "leegloop")
    change(table(region, "cijfers"), ",zeshonderd,", ",650,")
    result = build(region)
    assert result.returncode == 0, result.stderr


def test_the_same_region_twice_at_once(region):
    change(table(region, "aadorp"), ",650,", ",660,")
    first = subprocess.Popen(line(region), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(region.output.parent.glob(".bouw-*")) and first.poll() is None:
        time.sleep(0.05)
    second = build(region)
    assert second.returncode == 2
    is_told("two builds in one place", second.stderr)
    said = first.communicate()[1]
    assert first.returncode == 0, said
