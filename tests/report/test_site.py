"""The real figures become a whole site: every page, post, role and indicator, in Dutch, from this host only."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from analysis.data import load_cycle
from analysis.measures.areas import AREAS
from analysis.measures.budget import reconciliation
from analysis.measures.findings import findings
from analysis.measures.goals import gaps
from analysis.measures.planning import schedule
from analysis.report.assemble import mark_of
from analysis.report.check import check_site
from analysis.report.open_data.package import reference
from analysis.report.pages import CROSS, TEXTS
from published import rows_of, text_of

ROOT = Path(__file__).parents[2]
CYCLE = load_cycle()
PROGRAMMES = list(CYCLE.programmes["programme"])
TITLES = CYCLE.programmes.set_index("programme")["title"]
TOGETHER = "Alle programma’s samen"


def read(site, name: str) -> str:
    return (site.folder / f"{name}.html").read_text(encoding="utf-8")


def folded(text) -> str:
    """Fold the blanks of typed text as those of a page."""
    return "" if text is None or text != text else " ".join(text.split())


def drawing_of(html: str, chart: str) -> dict:
    """Give what a chart on a page draws: its traces and its layout."""
    figure = html.split(f'<div id="{chart}"')[1].split("</figure>")[0]
    return json.loads(
        re.search(r'<script type="application/json" class="grafiek-gegevens">(.*?)</script>', figure, re.S)[1]
    )


def figure_of(html: str, chart: str) -> str:
    """Give the whole figure of a chart, with its sentence and its table."""
    return next(part for part in html.split('<figure class="grafiek">') if f'<div id="{chart}"' in part)


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


@pytest.mark.parametrize("slug", PROGRAMMES)
@pytest.mark.parametrize(
    ("table", "column", "caption"),
    [
        ("efforts", "title", "Inspanningen van het programma"),
        ("milestones", "title", "momenten en perioden, met hoe ze ervoor staan"),
        ("risks", "title", "Risico’s en wat eraan gedaan wordt"),
        ("governance", "body", "Overleggen en wie eraan meedoen"),
    ],
)
def test_a_programme_page_holds_every_effort_milestone_risk_and_body_with_its_section(
    site, slug, table, column, caption
):
    rows = getattr(CYCLE, table)
    rows = rows[rows["programme"] == slug]
    shown = rows_of(read(site, f"programmas/{slug}"), caption)
    assert len(rows) and len(shown) >= len(rows)
    for row in rows.itertuples():
        name, section = folded(getattr(row, column)), folded(row.section)
        assert any(cells[0] == name and section in cells[-1] for cells in shown), f"{name}: {section}"


def test_the_planning_page_holds_every_milestone_with_its_section_also_those_of_no_programme(site):
    shown = rows_of(read(site, "planning"), "momenten en perioden, met hoe ze ervoor staan")
    for row in CYCLE.milestones.itertuples():
        assert any(cells[0] == folded(row.title) and folded(row.section) in cells[-1] for cells in shown), row.title
    together = figure_of(read(site, "planning"), "planning-_")
    of_none = CYCLE.milestones[CYCLE.milestones["programme"].isna()]
    shown = rows_of(together, "momenten en perioden, met hoe ze ervoor staan")
    assert len(of_none) and sorted(cells[0] for cells in shown) == sorted(map(folded, of_none["title"]))


def test_the_risk_page_holds_every_risk_with_its_response(site):
    shown = rows_of(read(site, "risicos"), "Risico’s en wat eraan gedaan wordt")
    assert Counter((cells[0], cells[1], cells[3], cells[4]) for cells in shown) == Counter(
        (
            TITLES[row.programme],
            folded(row.title),
            folded(row.summary),
            folded(row.response) or "geen maatregel genoemd",
        )
        for row in CYCLE.risks.itertuples()
    )


def test_the_steering_page_holds_every_body(site):
    shown = rows_of(read(site, "sturing"), "Overleggen en wie eraan meedoen")
    assert Counter((cells[0], cells[1]) for cells in shown) == Counter(
        (TITLES[row.programme], folded(row.body)) for row in CYCLE.governance.itertuples()
    )


def test_the_quality_page_holds_every_finding_with_its_place(site):
    indicators, efforts = CYCLE.indicators.set_index("indicator")["title"], CYCLE.efforts.set_index("effort")["title"]

    def subject(row) -> str:
        """Write a finding about a target or a link by the titles of what it is about."""
        first, _, last = row.subject.rpartition(" ")
        if row.table == "indicator_targets":
            return f"{indicators[first]}, {last}"
        return f"{efforts[first]} bij doel {last.split('/')[1]}" if row.table == "effort_goals" else row.subject

    shown = rows_of(read(site, "cijferkwaliteit"), "Alle bevindingen")
    found = findings(CYCLE)
    assert len(found) > 100
    assert Counter((cells[0], cells[3], cells[-1]) for cells in shown) == Counter(
        (TITLES.get(row.programme, TOGETHER), folded(subject(row)), folded(row.section)) for row in found.itertuples()
    )


def test_the_page_of_goals_names_every_gap_with_its_place(site):
    shown = rows_of(read(site, "doelen"), "Wat los hangt in de netwerken")
    found = gaps(CYCLE)
    assert len(found) == len(shown) > 0
    for row in found.itertuples():
        assert any(
            cells[0] == TITLES[row.programme]
            and cells[2] == folded(row.subject)
            and cells[3].startswith(folded(row.section))
            for cells in shown
        ), row.subject


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_a_network_holds_exactly_the_lines_that_the_data_has(site, slug):
    links = CYCLE.effort_goals[CYCLE.effort_goals["effort"].str.startswith(f"{slug}/")]
    titles = CYCLE.efforts.set_index("effort")["title"]
    aims = {row.goal: f"{row.goal.split('/')[1]} {row.statement}" for row in CYCLE.goals.itertuples()}
    assert len(links)
    for page in (f"programmas/{slug}", "doelen"):
        drawn = drawing_of(read(site, page), f"netwerk-{slug}")
        goals, efforts = (trace for trace in drawn["data"] if trace["mode"] == "markers")
        assert len(goals["y"]) == CYCLE.goals["programme"].eq(slug).sum()
        assert len(efforts["y"]) == CYCLE.efforts["programme"].eq(slug).sum()
        names = {(text["x"], text["y"]): text_of(text["text"]) for text in drawn["layout"]["annotations"]}
        lines = {"solid": [], "dot": []}
        for trace in drawn["data"]:
            if trace["mode"] == "lines" and trace["x"] != [None]:  # a legend has a line that goes nowhere
                points = list(zip(trace["x"], trace["y"]))
                assert points[2::3] == [(None, None)] * (len(points) // 3) and len(points) % 3 == 0
                lines[trace["line"]["dash"]] += [
                    (names[one], names[other]) for one, other in zip(points[::3], points[1::3])
                ]
        for dash, own in (("solid", links[links["stated"]]), ("dot", links[~links["stated"]])):
            assert Counter(lines[dash]) == Counter(
                (folded(titles[row.effort]), folded(aims[row.goal])) for row in own.itertuples()
            )


@pytest.mark.parametrize("slug", [*PROGRAMMES, "_"])
def test_a_gantt_has_a_row_for_every_promise_and_a_line_at_the_reporting_date(site, slug):
    promises = schedule(CYCLE)
    promises = promises[promises["programme"].isna() if slug == "_" else promises["programme"].eq(slug)]
    today = f"{CYCLE.info['reporting_date']:%Y-%m-%d}"
    for page in ("planning", f"programmas/{slug}") if slug != "_" else ("planning",):
        html = read(site, page)
        drawn = drawing_of(html, f"planning-{slug}")
        names = [folded(text.replace("<br>", " ")) for text in drawn["layout"]["yaxis"]["ticktext"]]
        shown = rows_of(figure_of(html, f"planning-{slug}"), "momenten en perioden, met hoe ze ervoor staan")
        assert len(promises) and [cells[0] for cells in shown] == [folded(title) for title in promises["title"]]
        assert [text_of(name) for name in names] == [folded(title) for title in promises["title"]]
        places = sorted(y for trace in drawn["data"] if trace["mode"] == "markers" for y in trace["y"])
        assert places == drawn["layout"]["yaxis"]["tickvals"] == list(range(len(promises)))
        lines = [(shape["x0"], shape["x1"], shape["y0"], shape["y1"]) for shape in drawn["layout"]["shapes"]]
        assert lines == [(today, today, 0, 1)]


def test_the_overview_has_the_matrix_of_programmes_and_areas(site):
    html = read(site, "index")
    rows = rows_of(html, "Stand van de programma’s op de zeven gebieden")
    words = {"on_course": "→ op koers", "attention": "! aandacht", "off_course": "✗ niet op koers"}
    given = CYCLE.assessments.set_index(["programme", "area"])["status"]
    assert rows == [
        [TITLES[slug], *(words.get(given.get((slug, area)), "… niet beoordeeld") for area in AREAS)]
        for slug in CYCLE.programmes.sort_values("order")["programme"]
    ]
    assert (len(rows), len(rows[0]) - 1) == (7, 7)


def test_the_overview_holds_the_explanation_with_its_numbers(site):
    part = re.search(r'<div class="uitleg-programma">(.*?)</div>', read(site, "index"), re.S)[1]
    shown = text_of(part)
    assert f"{len(CYCLE.goals)} doelen" in shown and f"{len(findings(CYCLE))} bevindingen" in shown
    assert "{{" not in shown and "onbekend" not in shown


@pytest.mark.parametrize("name", [*CROSS, *(f"programmas/{slug}" for slug in PROGRAMMES)])
def test_every_chart_has_its_numbers_as_a_table_and_its_source(site, name):
    html = read(site, name)
    figures = [part.split("</figure>")[0] for part in html.split('<figure class="grafiek">')[1:]]
    assert len(figures) == html.count('class="plotly-graph-div"')
    for figure in figures:
        assert re.search(r'<details class="tabel">.*<tbody>\s*<tr.*<t[hd].*</details>', figure, re.S), figure[:200]
        assert re.search(r'<p class="zin">[^<]+\.</p>', figure) and re.search(
            r'<p class="bron">Bron: [^<]+</p>', figure
        )


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
    script = (site.folder / "vendor" / "plotly.min.js").read_text(encoding="utf-8")
    assert f"v{get_plotlyjs_version()}\n" in script[:200]  # what the notebooks show and what the site draws is one


def test_the_site_holds_what_it_uses_and_no_template_of_the_theme(site):
    names = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")]
    assert [name for name in names if "macros" in name or name.endswith((".map", ".po", ".mo", ".pyc", ".py"))] == []


def test_the_colophon_says_how_the_edition_was_made(site):
    shown = text_of(read(site, "colofon"))
    assert (
        CYCLE.info["title"] in shown and "versie" in shown and all(f"programmas/{slug}" in shown for slug in PROGRAMMES)
    )
    assert f"Verwijzen naar deze uitgave {reference(CYCLE, mark_of(ROOT / 'data', CYCLE))}" in shown


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
