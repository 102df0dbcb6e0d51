"""What goes wrong is said in a sentence, the rest goes on, and no half page is published."""

import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.data import load_cycle
from analysis.errors import AnalysisError, WrongUse
from analysis.report import build as building
from analysis.report import make as making
from analysis.report.assemble import Project
from analysis.report.build import MARKER, BuildFailed, Progress, build
from analysis.report.check import check_site
from analysis.report.pages import CROSS
from analysis.report.render import JupyterBook
from analysis.report.run import Run, check_parameters

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """Copy the parts of the repository that a book is made of, to change them."""
    root = tmp_path / "project"
    for folder in ("book", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "_config.yml", root)
    monkeypatch.setattr(building, "PROJECT", Project(root))
    return root


def add_cell(notebook: Path, source: str) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"].append(
        {"cell_type": "code", "id": "extra", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    )
    notebook.write_text(json.dumps(content), encoding="utf-8")


def test_a_failing_notebook_is_named_with_cell_and_cause_the_others_run_and_the_last_good_site_stays(project, tmp_path):
    output = tmp_path / "html"
    output.mkdir()
    (output / "index.html").write_text("de vorige site", encoding="utf-8")
    (output / MARKER).touch()
    add_cell(project / "notebooks" / "programma.ipynb", "assert programme != 'wonen', 'wonen kan niet'")
    add_cell(project / "notebooks" / "geld.ipynb", "1 / 0")
    finished = []
    with pytest.raises(BuildFailed) as failure:
        build(data_dir=TESTS / "base", output=output, progress=Progress(done=finished.append))
    message = str(failure.value)
    assert (
        "programmas/wonen: cel" in message
        and "wonen kan niet" in message
        and "geld: cel" in message
        and "ZeroDivisionError" in message
    )
    others = {"programmas/groen", *CROSS} - {"geld"}
    assert {run.page.name for run in finished if not run.failure} == others
    assert sorted(path.name for path in output.iterdir()) == [MARKER, "index.html"]
    assert (output / "index.html").read_text(encoding="utf-8") == "de vorige site"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".bouw-")]


@pytest.mark.parametrize("place", ["eigen-werk", "eigen-werk/brief.txt"])
def test_a_place_that_holds_something_else_is_never_overwritten(tmp_path, place, capsys):
    (tmp_path / "eigen-werk").mkdir()
    (tmp_path / "eigen-werk" / "brief.txt").write_text("van mij", encoding="utf-8")
    assert main(["build", "--data", str(TESTS / "base"), "--output", str(tmp_path / place)]) == 2
    said = capsys.readouterr().err
    assert place in said and "--output" in said and "Traceback" not in said
    assert (tmp_path / "eigen-werk" / "brief.txt").read_text(encoding="utf-8") == "van mij"


def test_a_folder_named_book_beside_the_output_is_left_alone(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "roman.md").write_text("# Hoofdstuk 1", encoding="utf-8")
    build(data_dir=TESTS / "base", output=tmp_path / "html", programmes=["groen"])
    assert [path.name for path in (tmp_path / "book").iterdir()] == ["roman.md"]


def test_the_command_exits_with_one_when_a_notebook_fails(project, tmp_path, capsys):
    add_cell(project / "notebooks" / "programma.ipynb", "1 / 0")
    assert main(["build", "--data", str(TESTS / "base"), "--output", str(tmp_path / "html")]) == 1
    said = capsys.readouterr().err
    assert "programmas/groen: cel" in said and "Traceback" not in said and not (tmp_path / "html").exists()


def test_a_book_of_other_figures_with_measurements_is_built(tmp_path):
    site = build(data_dir=TESTS / "base", output=tmp_path / "html", programmes=["groen"])
    assert (site.folder / "programmas" / "groen.html").is_file() and not (
        site.folder / "programmas" / "wonen.html"
    ).exists()
    assert "op koers" in (site.folder / "programmas" / "groen.html").read_text(encoding="utf-8")
    assert "Voorbeeldstad" in (site.folder / "index.html").read_text(encoding="utf-8")


def test_a_warning_in_the_book_is_an_error(tmp_path):
    shutil.copytree(ROOT / "book", tmp_path / "book")
    shutil.copy(ROOT / "_config.yml", tmp_path / "book")
    (tmp_path / "book" / "extra").mkdir(exist_ok=True)
    (tmp_path / "book" / "_toc.yml").write_text("format: jb-book\nroot: methode\n", encoding="utf-8")
    (tmp_path / "book" / "methode.md").write_text("# Kop\n\n[weg](bestaat-niet.md)\n", encoding="utf-8")
    with JupyterBook() as maker, pytest.raises(BuildFailed, match="bestaat-niet"):
        maker.build(tmp_path / "book", tmp_path / "site")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<script src="https://elders.example/x.js"></script>', "andere server"),
        ('<link rel="stylesheet" href="//elders.example/x.css">', "andere server"),
        ("Traceback (most recent call last)", "foutmelding"),
        ('<div class="plotly-graph-div"></div>', "grafieken"),
        ('<a href="nergens.html">x</a>', "leidt nergens heen"),
        ('<a href="#nergens">x</a>', "leidt nergens heen"),
    ],
)
def test_the_check_of_the_site_finds_what_may_not_be_published(tmp_path, html, problem):
    (tmp_path / "index.html").write_text(f"<html>{html}</html>", encoding="utf-8")
    assert problem in " ".join(check_site(tmp_path, ["index"]))


def test_the_check_of_the_site_misses_a_page_that_is_not_there(tmp_path):
    assert check_site(tmp_path, ["geld"]) == ["geld.html: de bladzijde ontbreekt"]


def test_a_misspelt_parameter_is_refused_with_the_list_of_what_exists():
    with pytest.raises(
        WrongUse,
        match="Onbekende parameter van programma.ipynb: 'program'. Wel bekend: programme, cycle, base, data_dir",
    ):
        check_parameters(ROOT / "notebooks" / "programma.ipynb", ["program"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--programme", "gron"], "Onbekend programma: 'gron'. Wel bekend: groen, wonen."),
        (["build", "--cycle", "2020"], "Onbekende cyclus: '2020'. Wel bekend: 2020-begroting."),
    ],
)
def test_wrong_use_is_refused_with_what_exists_and_exit_code_two(arguments, said, capsys, tmp_path):
    assert main([*arguments, "--data", str(TESTS / "base")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["buidl"], ["build", "--programma", "x"], [], ["build", "--cycle"]])
def test_a_command_that_does_not_exist_is_refused_in_dutch_with_exit_code_two(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    said = capsys.readouterr().err
    assert (
        stop.value.code == 2
        and "gebruik:" in said
        and not {"usage", "error", "required", "invalid"} & set(said.lower().replace(":", " ").split())
    )


@pytest.mark.parametrize("command", ["build", "validate", "list"])
def test_every_command_explains_itself_in_dutch(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    said = capsys.readouterr().out
    assert stop.value.code == 0 and "gebruik:" in said and "opties:" in said and "deze uitleg tonen" in said


def test_figures_that_change_during_a_build_are_told_as_they_were_on_every_page(tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "base", data)
    budget, seen = data / "cycles" / "2020-begroting" / "budget.csv", []

    def change_and_run(works, *rest):
        budget.write_text(budget.read_text(encoding="utf-8").replace(",600,", ",650,"), encoding="utf-8")
        works = list(works)
        told = pd.read_csv(io.BytesIO(works[0].task.figures["cycles/2020-begroting/budget.csv"]))
        seen.append(told["amount_eur"].iloc[1])
        return [Run(work.page, 0.0, "genoeg gezien") for work in works]

    monkeypatch.setattr(making, "run_pages", change_and_run)
    with pytest.raises(BuildFailed, match="genoeg gezien"):
        build(data_dir=data, output=tmp_path / "html")
    assert seen == [600] and load_cycle("2020-begroting", data).budget["amount_eur"].iloc[1] == 650


def test_figures_that_change_while_they_are_copied_are_refused(tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "base", data)
    real = shutil.copytree

    def change_and_copy(source, target, *rest, **more):
        (data / "cycles" / "2020-begroting" / "risks.csv").write_text("later", encoding="utf-8")
        return real(source, target, *rest, **more)

    monkeypatch.setattr(making.shutil, "copytree", change_and_copy)
    with pytest.raises(AnalysisError, match="zijn gewijzigd toen de build begon"):
        build(data_dir=data, output=tmp_path / "html")
    assert not (tmp_path / "html").exists()
