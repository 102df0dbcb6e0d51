"""Editions side by side: the newest at the root, every cycle at its own place, each page linked to itself in the others."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import urlsplit

import pytest
import yaml

from analysis import __version__
from analysis.cli import main
from analysis.data import FigureErrors
from analysis.data.digest import digest
from analysis.report import make as making
from analysis.report import pages as booked
from analysis.report.assemble import _went, commit
from analysis.report.build import BuildFailed, build
from analysis.report.check import check_site
from analysis.report.run import Run

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base"
OLD, NEW = "2020-begroting", "2021-begroting"
NAMES = {OLD: "Begroting 2020, stand 30 juni 2020", NEW: "Begroting 2021, stand 30 juni 2021"}
#: Where each edition stands, and the cycle it is of.
PLACES = {"": NEW, f"edities/{NEW}/": NEW, f"edities/{OLD}/": OLD}
COMMON = ["index", "geld", *booked.TEXTS, "search", "programmas/groen", "programmas/wonen"]
#: Pages of each cycle: a programme that ended, and one that began.
PAGES = {OLD: [*COMMON, "programmas/oud"], NEW: [*COMMON, "programmas/nieuw"]}
EVERY_PAGE = [(place, page) for place, cycle in PLACES.items() for page in PAGES[cycle]]


def two_cycles(root: Path) -> Path:
    """Make up a data folder with a second cycle a year later, and in each a programme that the other does not have."""
    for cycle, programme in ((OLD, "oud"), (NEW, "nieuw")):
        folder = root / "cycles" / cycle
        shutil.copytree(BASE / "cycles" / OLD, folder)
        with (folder / "programmes.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(f"{programme},Vaartuigen {programme},3,2019,2022,,,,Niets.,begroting,blz. 3,\n")
    table = root / "cycles" / NEW / "cycle.csv"
    row = table.read_text(encoding="utf-8").replace(OLD, NEW).replace("Begroting 2020", "Begroting 2021")
    table.write_text(row.replace("2020-06-30", "2021-06-30"), encoding="utf-8")
    return root


@pytest.fixture(scope="module", autouse=True)
def small_book():
    """Leave most pages about all programmes out: what is tested here is around the pages."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(booked, "CROSS", {"index": "overzicht", "geld": "geld"})
        yield


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return two_cycles(tmp_path_factory.mktemp("cijfers"))


@pytest.fixture(scope="module")
def site(tmp_path_factory, data) -> Path:
    return build(data_dir=data, output=tmp_path_factory.mktemp("uitgaven") / "html", editions=True).folder


class Links(HTMLParser):
    """Collect the links inside one kind of element of a page, with their words, as places in the site."""

    def __init__(self, site: Path, page: str, tag: str, kind: str):
        super().__init__()
        self.folder, self.tag, self.kind = page.rpartition("/")[0], tag, kind
        self.inside, self.found = False, {}
        self.feed((site / f"{page}.html").read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == self.tag and self.kind in (attributes.get("class") or "").split():
            self.inside = True
        elif tag == "a" and self.inside:
            self.found[normpath(f"{self.folder}/{attributes['href']}".lstrip("/"))] = ""

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != self.tag

    def handle_data(self, data):
        if self.inside and self.found:
            self.found[list(self.found)[-1]] += data


def read(site: Path, page: str) -> str:
    return (site / f"{page}.html").read_text(encoding="utf-8")


def test_the_newest_stands_at_the_root_and_every_cycle_at_its_own_place(site):
    assert sorted(path.name for path in (site / "edities").iterdir()) == [OLD, NEW]
    for place, cycle in PLACES.items():
        pages = [
            path
            for path in (site / place).rglob("*.html")
            if not {"_static", "edities"} & {*path.relative_to(site / place).parts}
        ]
        assert sorted(path.relative_to(site / place).as_posix() for path in pages) == sorted(
            f"{page}.html" for page in PAGES[cycle]
        )


@pytest.mark.parametrize(("place", "page"), EVERY_PAGE)
def test_every_page_says_on_screen_and_on_paper_which_edition_it_is(site, data, place, page):
    html, cycle = read(site, place + page), PLACES[place]
    mark = digest(data / "cycles" / cycle)[:16]
    assert f'<p class="ondertitel">Voorbeeldstad: {NAMES[cycle]}</p>' in html
    assert f'<p class="uitgave-op-papier">Voorbeeldstad: {NAMES[cycle]}. Kenmerk van de cijfers: {mark}.</p>' in html
    assert page == "search" or re.search(r"<title>(.*)</title>", html).group(1).endswith(
        f"Programmaboek, {NAMES[cycle]}"
    )
    marks = re.findall(r"[Kk]enmerk[^<>]*?\b([0-9a-f]{16})\b", html)
    assert marks == [mark] * (3 if page in ("open-data", "colofon") else 2)  # those say how to name the figures


@pytest.mark.parametrize(("place", "page"), EVERY_PAGE)
def test_every_page_links_to_itself_in_the_other_editions_or_else_to_their_first_page(site, place, page):
    other = OLD if PLACES[place] == NEW else NEW
    there = page if page in PAGES[other] else "index"
    links = Links(site, place + page, "nav", "uitgaven").found
    to = f"edities/{OLD}/{there}.html" if other == OLD else f"{there}.html"
    assert links.pop(to).strip().startswith(NAMES[other])
    assert ("zonder deze bladzijde" in read(site, place + page)) == (there != page)
    own_place = {f"edities/{NEW}/{page}.html"} if place == "" else set()
    assert set(links) == own_place


@pytest.mark.parametrize(("place", "page"), EVERY_PAGE)
def test_a_page_of_an_older_edition_says_so_at_its_top_with_a_link_to_the_newest(site, place, page):
    html = read(site, place + page)
    notice = Links(site, place + page, "p", "oudere-uitgave").found
    if PLACES[place] == NEW:
        assert "niet de nieuwste uitgave" not in html and not notice
    else:
        there = page if page in PAGES[NEW] else "index"
        assert list(notice) == [f"{there}.html"] and NAMES[NEW] in notice[f"{there}.html"]
        assert (
            html.index('<main id="main-content"') < html.index("Dit is niet de nieuwste uitgave.") < html.index("<h1")
        )
        assert ("staat daar niet meer in" in html) == (there != page)


def test_every_link_leads_somewhere_wherever_the_site_is_put(site):
    assert check_site(site, [place + page for place, page in EVERY_PAGE]) == []
    hrefs = [
        href for place, page in EVERY_PAGE for href in re.findall(r'(?:href|src)="([^"]*)"', read(site, place + page))
    ]
    away = [href for href in hrefs if href.startswith(("/", "file:")) or "://" in href]
    assert {urlsplit(href).netloc for href in away} == {"creativecommons.org"}  # the text of the licence


@pytest.mark.parametrize("place", PLACES)
def test_every_edition_has_open_data_of_its_own_and_the_newest_leads_to_where_it_stays(site, data, place):
    package = json.loads((site / place / "data" / "datapackage.json").read_text(encoding="utf-8"))
    mark = digest(data / "cycles" / PLACES[place])[:16]
    assert (package["edition"], package["version"]) == (PLACES[place], mark)
    assert (site / place / "data" / "figuren" / "geld" / "geld-dekking.csv").is_file()
    lasting = f'href="edities/{NEW}/data/datapackage.json"' in read(site, f"{place}open-data")
    assert lasting == (place == "")


@pytest.mark.parametrize(("place", "page"), EVERY_PAGE)
def test_all_editions_share_one_plotly(site, place, page):
    begin = re.search(r'<meta name="begin" content="([^"]*)">', read(site, place + page)).group(1)
    assert normpath(f"{(place + page).rpartition('/')[0] or '.'}/{begin}") == "."
    assert [path.relative_to(site).as_posix() for path in site.rglob("plotly*.js")] == ["vendor/plotly.min.js"]


def test_every_edition_is_searched_by_itself(site):
    index = {place: (site / place / "searchindex.js").read_text(encoding="utf-8") for place in PLACES}
    for place, cycle in PLACES.items():
        own, other = ("oud", "nieuw") if cycle == OLD else ("nieuw", "oud")
        assert f"programmas/{own}" in index[place] and f"programmas/{other}" not in index[place]
        assert "edities" not in index[place]


@pytest.mark.parametrize(("place", "cycle"), PLACES.items())
def test_the_colophon_tells_how_the_edition_was_made_and_how_each_of_its_pages_went(site, data, place, cycle):
    html = read(site, f"{place}colofon")
    lines = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    told = {name: re.sub(r"<[^>]+>", "", value).strip() for name, value in lines}
    assert (
        told["Uitgave"] == f"Begroting {cycle[:4]} ({cycle})" and told["Stand van de cijfers"] == f"30 juni {cycle[:4]}"
    )
    assert re.fullmatch(r"\d+ \w+ \d{4}, \d\d\.\d\d uur", told["Gemaakt op"])
    assert told["Programmaboek"] == f"versie {__version__}, {commit(ROOT)}"
    assert told["Kenmerk van de cijfers"] == digest(data / "cycles" / cycle)[:16]
    rows = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)][1:]
    programmes = [f"programmas/{slug}" for slug in ("groen", "wonen", "nieuw" if cycle == NEW else "oud")]
    assert [row[0] for row in rows] == ["index", "geld", *programmes, *booked.TEXTS]
    went = re.compile(r"notebook \w+ \d+,\d seconden uitgevoerd, gelukt( bij poging 2)?")
    assert all(went.fullmatch(" ".join(row[1:])) for row in rows[:5])
    assert all(row[1:] == ["tekst", "overgenomen"] for row in rows[5:])


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ("", 0, "commit 0123456789ab"),
        (" M x.py\n", 0, "commit 0123456789ab, met wijzigingen daarna"),
        ("", 128, "commit onbekend"),
    ],
)
def test_thecommit_is_told_with_changes_since_and_is_unknown_without_git(monkeypatch, changed, code, said):
    def git(line, **settings):
        return subprocess.CompletedProcess(line, code, "0123456789ab\n" if "rev-parse" in line else changed)

    monkeypatch.setattr(subprocess, "run", git)
    assert commit(ROOT) == said


def test_a_page_that_needed_another_try_says_so():
    page = booked.Page("geld", "geld")
    assert [_went(Run(page, 1.0)), _went(Run(page, 1.0, tries=2)), _went(Run(page, 1.0, kept=True))] == [
        "uitgevoerd, gelukt",
        "uitgevoerd, gelukt bij poging 2",
        "bewaard van een eerdere build: niets gewijzigd; toen gelukt",
    ]


def test_line_ends_do_not_count_in_the_digest_of_the_figures_and_figures_do(data, tmp_path):
    folder = tmp_path / OLD
    shutil.copytree(data / "cycles" / OLD, folder)
    before, table = digest(folder), folder / "budget.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(folder) == before
    table.write_bytes(table.read_bytes().replace(b"1000", b"1001", 1))
    assert digest(folder) != before


def test_the_book_beside_the_site_is_the_newest_by_itself(site):
    book = site.parent / "book"
    around = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]["html_context"]
    assert NAMES[NEW] in around["ondertitel"] and around["uitgaven"] == [] and around["nieuwste"] is None
    assert (book / "extra" / "vendor" / "plotly.min.js").is_file()


def test_a_site_of_one_cycle_replaces_one_of_all_as_a_whole_and_says_nothing_of_editions(site, data, tmp_path):
    shutil.copytree(site, tmp_path / "html")
    made = build(OLD, ["groen"], data, tmp_path / "html")
    assert made.cycles == [OLD] and not (made.folder / "edities").exists()
    for page in ("index", "search", "programmas/groen"):
        assert not {"uitgaven", "oudere-uitgave"} & set(re.findall(r'class="([\w-]+)', read(made.folder, page)))


def test_wrong_figures_in_one_cycle_stop_all_and_say_in_which(data, tmp_path):
    shutil.copytree(data, tmp_path / "data")
    for cycle in (OLD, NEW):
        table = tmp_path / "data" / "cycles" / cycle / "budget.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("spending", "uitgaven", 1), encoding="utf-8")
    with pytest.raises(FigureErrors, match=rf"(?s){OLD}/budget.csv:\d+: side.*{NEW}/budget.csv:\d+: side"):
        build(data_dir=tmp_path / "data", output=tmp_path / "html", editions=True)
    assert not (tmp_path / "html").exists()


def test_a_page_that_fails_in_one_cycle_stops_all_and_says_in_which(data, tmp_path, monkeypatch):
    def runs(works, *rest):
        pages = [work.page for work in works]
        return [Run(page, 1.0, "cel 3: kapot" if page.name == "programmas/oud" else None) for page in pages]

    monkeypatch.setattr(making, "run_pages", runs)
    with pytest.raises(BuildFailed, match=f"1 van de 10 bladzijden(?s:.*){OLD}: programmas/oud: cel 3: kapot"):
        build(data_dir=data, output=tmp_path / "html", editions=True)
    assert not (tmp_path / "html").exists()


@pytest.mark.parametrize("also", [["--cycle", OLD], ["--programme", "groen"]])
def test_one_cycle_or_programme_and_all_editions_is_wrong_use(data, tmp_path, also, capsys):
    assert main(["build", "--editions", *also, "--data", str(data), "--output", str(tmp_path / "html")]) == 2
    assert "laat --cycle, --programme, --base en --scenario weg" in capsys.readouterr().err
