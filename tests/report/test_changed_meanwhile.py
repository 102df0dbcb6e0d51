"""What changes while a build is at work, or goes, is seen by the next one; what did not change stays kept."""

import shutil
import subprocess
import tempfile
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import AnalysisError
from analysis.report import build as building
from analysis.report import pages
from analysis.report.asked import Asked
from analysis.report.build import Progress, build
from analysis.report.executors import There
from analysis.report.kept import FOLDER
from analysis.report.make import check, plan
from analysis.report.project import Project
from analysis.report.render import JupyterBook
from small_book import BASE, CYCLE, PAGES, Book, is_told


@pytest.fixture
def book(monkeypatch):
    """A small book that was not yet built."""
    made = Book()
    monkeypatch.setattr(pages, "CROSS", PAGES)
    monkeypatch.setattr(building, "PROJECT", Project(made.project))
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    yield made
    shutil.rmtree(made.root)


def test_a_text_that_changes_while_the_book_is_made_comes_in_the_next(book):
    text = book.project / "book" / "methode.md"

    def edit(words: str) -> None:
        if words == "Site bouwen":
            text.write_text(text.read_text(encoding="utf-8") + "\n\nEen nieuwe zin.\n", encoding="utf-8")

    def built(**told) -> str:
        build(data_dir=book.data, output=book.output, programmes=["groen"], progress=Progress(**told))
        return (book.output / "methode.html").read_text(encoding="utf-8")

    assert "Een nieuwe zin." not in built(stage=edit)
    assert "Een nieuwe zin." in built()


def test_a_scenario_that_changes_between_check_and_copy_is_not_copied(tmp_path):
    shutil.copytree(BASE, tmp_path / "data")
    scenario = tmp_path / "data" / "scenarios" / "anders"
    scenario.mkdir(parents=True)
    own = scenario / "scenario.csv"
    own.write_text(
        f"scenario,title,cycle,reason,author_role,date\nanders,Anders,{CYCLE},Een voorstel,beleidsadviseur,2020-03-01\n",
        encoding="utf-8",
    )
    budget = (tmp_path / "data" / "cycles" / CYCLE / "budget.csv").read_text(encoding="utf-8")
    header, first, *_ = budget.splitlines()
    cells = first.split(",")
    place = header.split(",").index("amount_eur")
    cells[place] = str(int(float(cells[place] or 0)) + 1)
    (scenario / "budget.csv").write_text(f"{header}\n{','.join(cells)}\n", encoding="utf-8")
    asked, project = Asked(scenarios=("anders",)), building.PROJECT
    checked = check(asked, tmp_path / "data")
    plan(project, asked, checked, tmp_path / "data", tmp_path / "one")
    own.write_text(own.read_text(encoding="utf-8").replace("Een voorstel", "Iets anders"), encoding="utf-8")
    with pytest.raises(AnalysisError, match="gewijzigd toen de build begon"):
        plan(project, asked, checked, tmp_path / "data", tmp_path / "two")


def test_a_file_that_is_gone_from_the_open_data_is_gone_from_the_site(book):
    (book.project / "book" / "extra" / "data").mkdir(parents=True)
    gone = book.project / "book" / "extra" / "data" / "weg.csv"
    gone.write_text("a\n1\n", encoding="utf-8")
    assert book.build() == 0 and (book.output / "data" / "weg.csv").is_file()
    gone.unlink()
    assert book.build() == 0 and not (book.output / "data" / "weg.csv").exists()


@pytest.fixture
def run(book):
    """Run a command on the small book, or on a region of two, in a process of its own; gives the exit code and what was said."""
    for name in ("beekdal", "zandstad"):
        shutil.copytree(BASE, book.root / "gemeenten" / name)

    def made(region: bool) -> tuple[int, str]:
        line = book.command()
        if region:
            place = ["--data", str(book.root / "gemeenten"), "--output", str(book.output)]
            line = [*line[: line.index("--data")], *place]
        done = subprocess.run(line, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return made


def test_of_a_region_what_did_not_change_stays_kept(book, run):
    def outcomes() -> set[Path]:
        return set((book.output.parent / FOLDER / "gemeenten").glob("*/*/*.ipynb"))

    assert run(region=True)[0] == 0
    before = outcomes()
    assert {path.parts[-3] for path in before} == {"beekdal", "zandstad"}
    code, said = run(region=True)
    assert code == 0 and "2 ongewijzigd" in said
    assert outcomes() == before
    shutil.rmtree(book.root / "gemeenten" / "zandstad")
    assert run(region=True)[0] == 0
    assert outcomes() == {path for path in before if "beekdal" in path.parts}
    assert not (book.output / "zandstad").exists()


@pytest.mark.parametrize("region", [True, False])
def test_sites_of_several_never_come_where_that_of_one_stands_nor_the_other_way(book, run, region):
    assert run(region)[0] == 0
    before = book.state()
    code, said = run(not region)
    assert code == 2
    is_told("one site where several stand" if region else "several sites where one stands", said)
    assert book.state() == before and run(region)[0] == 0


def test_who_stops_a_region_is_told_what_was_made(tmp_path, monkeypatch, capsys):
    for name in ("beekdal", "zandstad"):
        shutil.copytree(BASE, tmp_path / "data" / name)

    def stopped(going, folders) -> None:
        going.made.append("beekdal")
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.report.region._Round.make", stopped)
    assert main(["build", "--data", str(tmp_path / "data"), "--output", str(tmp_path / "html")]) == 1
    is_told("Ctrl+C on a region", capsys.readouterr().err)


def test_jupyter_book_that_stops_is_told_in_dutch(tmp_path):
    with JupyterBook() as maker:
        maker._process.kill()
        with pytest.raises(building.BuildFailed) as failed:
            maker.build(tmp_path, tmp_path / "site")
    is_told("Jupyter Book killed", str(failed.value))


@pytest.mark.parametrize("error", [RuntimeError("KilledWorker"), CancelledError()])
def test_a_cluster_that_gives_no_answer_is_a_failure_of_the_page(error):
    class Gone:
        def submit(self, *_):
            future = Future()
            future.set_exception(error)
            return future

    there = There.__new__(There)
    there._executor = Gone()
    outcome = there.submit(None).result(timeout=5)
    assert outcome.notebook is None
    is_told("a cluster that gives no answer", outcome.failure)
