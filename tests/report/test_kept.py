"""Only what changed runs again, and what is kept is the same as what would be made afresh."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

import analysis
from analysis.data import load_cycle
from analysis.report import build as building
from analysis.report import kept as keeping
from analysis.report import stamp as stamping
from analysis.report.assemble import Project
from analysis.report.build import Site, Ways, build
from analysis.report.fingerprint import of_program
from analysis.report.kept import FOLDER, Kept
from analysis.report.publish import MARKER
from analysis.report.task import Outcome, Task
from small_book import CYCLE, ROOT, change, pages


@pytest.fixture
def again(base_book):
    """That book as it was built, in the same place: in another, Jupyter Book would make all of it, whatever changed.

    Its figures may be changed, and then it is made again.
    """
    place = base_book.place
    shutil.rmtree(place)
    shutil.copytree(base_book.copy, place)

    def build_again(**ways) -> Site:
        return build(data_dir=place / "data", output=place / "out" / "html", ways=Ways(**ways))

    build_again.data, build_again.out = place / "data" / "cycles" / CYCLE, place / "out"
    return build_again


def ran(site: Site) -> set[str]:
    """The pages whose notebook ran."""
    return {run.page.name for run in site.runs if not run.kept}


def found_by(folder: Path) -> dict[str, list[str]]:
    """The words by which pages of a site are found, but the one that tells when it was made."""
    index = json.loads((folder / "searchindex.js").read_text(encoding="utf-8")[len("Search.setIndex(") : -1])
    words = {}
    for word, numbers in index["terms"].items():
        names = {index["docnames"][number] for number in (numbers if isinstance(numbers, list) else [numbers])}
        assert names, f"{word} is on no page"
        words[word] = sorted(names - {"colofon"})
    return {word: names for word, names in words.items() if names}


def content(site: Site) -> tuple[dict, dict]:
    """All that readers see and search of a site."""
    return pages(site.folder), found_by(site.folder)


def made(out: Path) -> dict[str, int]:
    """When Jupyter Book wrote each page in its workshop."""
    html = out / FOLDER / "boek" / "begin" / "_build" / "html"
    return {path.relative_to(html).as_posix(): path.stat().st_mtime_ns for path in html.rglob("*.html")}


def test_every_notebook_runs_the_first_time(base_book):
    assert len(ran(base_book.site)) == len(base_book.site.runs) == 13


def test_nothing_runs_when_nothing_changed_whatever_the_times_of_files_are(again):
    for path in again.data.rglob("*.csv"):
        os.utime(path, (1, 1))
    assert again().runs == []
    before = {path: path.stat().st_mtime_ns for path in (again.out / "html").rglob("*")}
    assert again().runs == [] and before == {p: p.stat().st_mtime_ns for p in (again.out / "html").rglob("*")}


def test_a_page_that_someone_changed_in_the_site_is_made_again_from_what_is_kept(again):
    page = again.out / "html" / "geld.html"
    page.write_text("weg", encoding="utf-8")
    site = again()
    assert site.runs and ran(site) == set() and "<html" in page.read_text(encoding="utf-8")


def test_a_kept_page_is_byte_for_byte_a_fresh_one(again):
    (again.out / "html" / MARKER).write_text("", encoding="utf-8")  # of what site this is, is not known
    kept = again()
    assert kept.runs and ran(kept) == set()
    notebooks = {path.name: path.read_bytes() for path in (again.out / "book").rglob("*.ipynb")}
    html = content(kept)
    fresh = again(force=True)
    assert len(ran(fresh)) == 13
    assert {path.name: path.read_bytes() for path in (again.out / "book").rglob("*.ipynb")} == notebooks
    assert content(fresh) == html


@pytest.mark.parametrize(
    ("table", "old", "new", "not_again"),
    [
        ("budget.csv", ",600,", ",650,", {"capaciteit", "planning", "risicos", "doelen", "programmas/wonen"}),
        ("capacity.csv", ",24,36,", ",24,30,", {"planning", "risicos", "indicatoren", "programmas/wonen"}),
    ],
)
def test_a_change_runs_the_pages_that_read_it_again_and_the_result_is_a_fresh_book(again, table, old, new, not_again):
    change(again.data / table, old, new)
    before = made(again.out)
    site = again()
    after = made(again.out)
    wrote = {name.removesuffix(".html") for name in after if after[name] != before[name]}
    assert (
        {"colofon", "programmas/groen"} <= wrote <= ran(site) | {"colofon", "open-data", "toegankelijkheid", "search"}
    )
    assert not ran(site) & not_again and {"index", "programmas/groen"} <= ran(site)
    html = content(site)
    assert content(again(force=True)) == html


def test_another_title_stands_in_the_menu_of_every_page(again):
    title = load_cycle(CYCLE, again.data.parents[1]).programmes["title"].iloc[1]
    change(again.data / "programmes.csv", title, "Wonen en werken")
    site = again()
    assert all(b"Wonen en werken" in page for page in pages(site.folder).values())
    html = content(site)
    assert content(again(force=True)) == html


def test_a_book_is_not_gone_on_from_when_its_build_did_not_end_well(again):
    workshop = again.out / FOLDER / "boek" / "begin"
    (workshop / "stand").unlink()
    (workshop / "_build" / "html" / "planning.html").write_text("half", encoding="utf-8")
    change(again.data / "capacity.csv", ",24,36,", ",24,30,")
    assert "half" != (again().folder / "planning.html").read_text(encoding="utf-8")[:4]


def test_an_explanation_runs_its_own_pages_again(again):
    (again.data / "toelichting").mkdir(exist_ok=True)
    (again.data / "toelichting" / "groen.md").write_text("Nieuwe bomen.", encoding="utf-8")
    site = again()
    assert "programmas/groen" in ran(site) and "programmas/wonen" not in ran(site) and "planning" not in ran(site)
    assert "Nieuwe bomen" in (site.folder / "programmas" / "groen.html").read_text(encoding="utf-8")


def test_another_notebook_runs_again(again, tmp_path, monkeypatch):
    for folder in ("book", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "_config.yml", tmp_path)
    change(tmp_path / "notebooks" / "geld.ipynb", "import load_cycle", "import load_cycle  # anders")
    monkeypatch.setattr(building, "PROJECT", Project(tmp_path))
    assert ran(again()) == {"geld"}


def test_the_digest_of_the_program_follows_its_code_and_the_versions_of_libraries(tmp_path, monkeypatch):
    code = tmp_path / "program" / "a.py"
    code.parent.mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(analysis, "__file__", str(code.with_name("__init__.py")))
    digests = [of_program.__wrapped__()]
    (tmp_path / "pandas-99.dist-info").mkdir()
    digests.append(of_program.__wrapped__())
    for text in ("1", "2"):
        code.write_text(text, encoding="utf-8")
        digests.append(of_program.__wrapped__())
    os.utime(code, (1, 1))
    assert of_program.__wrapped__() == digests[-1]
    code.rename(code.with_name("b.py"))
    digests.append(of_program.__wrapped__())
    assert len(set(digests)) == 5


TASK = Task(
    "geld",
    b"notebook",
    {"cycle": "c"},
    {"cycles/c/a.csv": b"1", "cycles/c/b.csv": b"2", "cycles/c/.gecontroleerd": b""},
    9,
)
DONE = Outcome(b"{}", 1.5, None, 1, ("c/a",))


def other(task: Task, **figures: bytes) -> Task:
    return Task(
        task.name,
        task.notebook,
        task.parameters,
        {**task.figures, **{f"cycles/c/{k}.csv": v for k, v in figures.items()}},
        9,
    )


def test_an_outcome_is_found_as_long_as_what_it_read_is_the_same(tmp_path):
    kept = Kept(tmp_path)
    assert kept.find(TASK) is None
    kept.keep(TASK, DONE)
    assert kept.find(TASK) == DONE == kept.find(other(TASK, b=b"3"))
    assert kept.find(other(TASK, a=b"3")) is None
    assert Kept(tmp_path, force=True).find(TASK) is None


@pytest.mark.parametrize(
    "task",
    [
        Task("geld", b"another notebook", TASK.parameters, TASK.figures, 9),
        Task("geld", TASK.notebook, {"cycle": "d"}, TASK.figures, 9),
        Task("geld", TASK.notebook, TASK.parameters, {**TASK.figures, "schema/a.json": b"{}"}, 9),
        Task("geld", TASK.notebook, TASK.parameters, {"cycles/c/a.csv": b"1", "cycles/c/b.csv": b"2"}, 9),
    ],
    ids=["notebook", "parameters", "schema", "unchecked"],
)
def test_another_task_has_another_outcome(tmp_path, task):
    kept = Kept(tmp_path)
    kept.keep(TASK, DONE)
    assert kept.find(task) is None


def test_an_outcome_and_a_site_of_another_version_of_the_program_or_of_a_library_do_not_count(tmp_path, monkeypatch):
    kept, site = Kept(tmp_path / "kept"), tmp_path / "site"

    def stamp() -> str:
        return stamping.stamp(tmp_path / "data", tmp_path / "audit", [], tmp_path / "settings", [])

    kept.keep(TASK, DONE)
    site.mkdir()
    stamping.put(stamp(), site)
    assert kept.find(TASK) == DONE and stamping.bears(site, stamp())
    for module in (keeping, stamping):
        monkeypatch.setattr(module, "of_program", lambda: "another")
    assert kept.find(TASK) is None and not stamping.bears(site, stamp())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb".*", b""),
        (rb".*", b"[]"),
        (rb".*", b'{"reads": ["c/a"]}'),
        (rb".*", b"\xff\xfe"),
        (rb'(?<="seconds": )1.5', b'"x"'),
        (rb'(?<="tries": )1', b"null"),
    ],
)
def test_what_is_damaged_is_not_used(tmp_path, old, new):
    kept = Kept(tmp_path)
    kept.keep(TASK, DONE)
    (told,) = tmp_path.glob("*/*.json")
    good = told.read_bytes()
    harmed, count = re.subn(old, new, good, count=1)
    assert count == 1
    told.write_bytes(harmed)
    assert kept.find(TASK) is None
    told.write_bytes(good)
    assert kept.find(TASK) == DONE
    told.with_suffix(".ipynb").write_bytes(b'{"half')
    assert kept.find(TASK) is None


def test_no_more_is_kept_than_a_few_builds_need(tmp_path):
    for number in range(20):
        kept = Kept(tmp_path)
        kept.keep(other(TASK, a=str(number).encode()), DONE)
        for age, told in enumerate(sorted(tmp_path.glob("*/*.json"), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(told, (age + 1, age + 1))
        kept.tidy()
    assert len(list(tmp_path.glob("*/*.json"))) == keeping.BUILDS == len(list(tmp_path.glob("*/*.ipynb")))
    assert Kept(tmp_path).find(other(TASK, a=b"19")) and not Kept(tmp_path).find(other(TASK, a=b"0"))


def test_a_full_disk_keeps_nothing_and_hinders_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    Kept(tmp_path).keep(TASK, DONE)
    monkeypatch.undo()
    assert Kept(tmp_path).find(TASK) is None
