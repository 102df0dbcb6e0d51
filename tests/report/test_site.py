"""The real figures become a whole site: every page, post, role and indicator, in Dutch, from this host only."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.data import load_cycle
from analysis.measures.budget import reconciliation
from analysis.report.check import check_site
from analysis.report.pages import CROSS, TEXTS

ROOT = Path(__file__).parents[2]
CYCLE = load_cycle()
PROGRAMMES = list(CYCLE.programmes["programme"])


def text_of(html: str) -> str:
    """Give the visible text of a page, with blanks folded."""
    html = re.sub(r"<script.*?</script>", " ", html, flags=re.S)
    text = re.sub(r"<[^>]+>", " ", html)
    for code, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&#34;", '"'),
        ("&quot;", '"'),
        ("&amp;", "&"),
        ("\u00a0", " "),
    ):
        text = text.replace(code, sign)
    return " ".join(text.split())


def read(site, name: str) -> str:
    return (site.folder / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*CROSS, *TEXTS, *(f"programmas/{slug}" for slug in PROGRAMMES)])
def test_every_page_is_there_in_dutch_and_opens_with_its_answer(site, name):
    html = read(site, name)
    assert '<html lang="nl"' in html
    main = html[html.index("<h1") :]
    assert main.index('class="antwoord"') < (main.index("<h2") if "<h2" in main else len(main))


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_a_programme_page_holds_every_post_role_goal_indicator_and_correction(site, slug):
    shown = text_of(read(site, f"programmas/{slug}"))
    for table, column in (
        ("budget", "post"),
        ("capacity", "role"),
        ("goals", "statement"),
        ("indicators", "title"),
        ("corrections", "subject"),
        ("statistics", "title"),
        ("budget_stated", "label"),
    ):
        rows = getattr(CYCLE, table)
        for value in rows[rows["programme"] == slug][column]:
            assert " ".join(value.split()) in shown, f"{table}: {value}"


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_a_programme_page_names_the_place_of_every_figure_in_its_source(site, slug):
    shown = text_of(read(site, f"programmas/{slug}"))
    for table in ("budget", "capacity", "indicators"):
        rows = getattr(CYCLE, table)
        assert all(" ".join(section.split()) in shown for section in rows[rows["programme"] == slug]["section"])


def test_the_quality_page_lists_every_contradiction(site):
    shown = text_of(read(site, "cijferkwaliteit"))
    differs = reconciliation(CYCLE).query("verdict == 'differs'")
    assert len(differs) and all(label in shown for label in differs["label"])
    assert all(" ".join(reason.split()) in shown for reason in CYCLE.corrections["reason"])


def test_the_money_page_says_what_the_total_leaves_out(site):
    shown = text_of(read(site, "geld"))
    outside = CYCLE.budget[CYCLE.budget["counted_by"].notna()]
    assert len(outside) and all(post in shown for post in outside["post"])


def test_the_site_passes_its_own_check(site):
    assert check_site(site.folder, [*CROSS, *TEXTS]) == []


def test_nothing_of_the_building_machine_or_of_the_notebooks_is_published(site):
    for path in site.folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert str(ROOT) not in html and "data_dir" not in html and "load_cycle" not in html, path.name
    assert not list(site.folder.rglob("*.ipynb")) and not (site.folder / "_sources").exists()


def test_plotly_stands_in_the_site_once_and_on_no_page(site):
    assert len(list(site.folder.rglob("plotly*.js"))) == 1
    assert all("plotly.min.js" not in path.read_text(encoding="utf-8") for path in site.folder.rglob("*.html"))


def test_the_colophon_says_how_the_edition_was_made(site):
    shown = text_of(read(site, "colofon"))
    assert (
        CYCLE.info["title"] in shown and "versie" in shown and all(f"programmas/{slug}" in shown for slug in PROGRAMMES)
    )


def test_the_plain_papermill_line_of_the_readme_runs_one_programme(tmp_path):
    line = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/programma.ipynb",
        str(tmp_path / "uit.ipynb"),
        "-p",
        "programme",
        PROGRAMMES[-1],
    ]
    result = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "antwoord" in (tmp_path / "uit.ipynb").read_text(encoding="utf-8")


def test_the_plain_jupyter_book_line_of_the_readme_builds_the_assembled_book(site, tmp_path):
    book = site.folder.parent / "book"
    code = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    line = [sys.executable, "-c", code, "build", str(book), "--path-output", str(tmp_path), "-n", "-W", "--keep-going"]
    result = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", errors="replace")
    assert result.returncode == 0, result.stdout + result.stderr
    assert check_site(tmp_path / "_build" / "html", [*CROSS, *TEXTS]) == []
