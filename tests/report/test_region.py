"""Several municipalities in one go: a site each, a page over all, and one with wrong figures stops no other."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data import load_cycle
from analysis.report.build import PROJECT
from analysis.report.check import check_site
from analysis.report.kept import FOLDER as KEPT
from analysis.report.region_page import region_page
from analysis.report.workplace import LOCK
from small_book import BASE, ROOT, change

BUDGET = "cycles/2020-begroting/budget.csv"


def municipality(folder: Path, name: str, title: str) -> Path:
    """Make the data folder of a small municipality."""
    shutil.copytree(BASE, folder / name)
    for table in (folder / name / "cycles").glob("*/cycle.csv"):
        change(table, "Voorbeeldstad", title)
    return folder / name


def build(data: Path, output: Path, *options: str) -> int:
    return main(["build", "--data", str(data), "--output", str(output), *options])


class _Table(HTMLParser):
    """Collect the cells of the rows of a table, and the links."""

    def __init__(self, text: str):
        super().__init__()
        self.rows, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag == "a":
            self.links.append(dict(attributes)["href"])

    def handle_data(self, data):
        if self.rows and data.strip():
            self.rows[-1].append(data.strip())


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """Three municipalities, of which the figures of one are wrong; built once."""
    place = tmp_path_factory.mktemp("region")
    municipality(place / "data", "beekdal", "Beekdal")
    municipality(place / "data", "heuvelrug", 'Heuvelrug <b onclick="x">& Bos</b>')
    wrong = municipality(place / "data", "zandstad", "Zandstad")
    change(wrong / BUDGET, ",600,", ",zeshonderd,")
    code = build(place / "data", place / "out" / "html")
    return place, code


@pytest.fixture
def again(region, tmp_path):
    """A copy of that place, to go on from."""
    shutil.copytree(region[0], tmp_path / "place")
    return tmp_path / "place"


def test_one_with_wrong_figures_stops_no_other(region):
    place, code = region
    assert code == 1
    assert sorted(path.name for path in (place / "out" / "html").iterdir() if path.is_dir()) == ["beekdal", "heuvelrug"]
    for name in ("beekdal", "heuvelrug"):
        assert check_site(place / "out" / "html" / name, ["index", "geld", "programmas/groen", "search"]) == []


def test_the_page_over_all_tells_of_each_and_leads_to_its_book(region):
    output = region[0] / "out" / "html"
    text = (output / "index.html").read_text(encoding="utf-8")
    page = _Table(text)
    info = load_cycle("", BASE).info
    assert [row[:2] for row in page.rows[1:]] == [
        ["Beekdal", info["title"]],
        ['Heuvelrug <b onclick="x">& Bos</b>', info["title"]],
    ]
    assert page.links == ["beekdal/index.html", "heuvelrug/index.html"] and all(
        (output / link).is_file() for link in page.links
    )
    assert "2 gemeenten hebben hier hun programmaboek. Nog geen boek is er van zandstad." in text
    assert "<b " not in text and 'lang="nl"' in text and "<script" not in text
    assert "Content-Security-Policy" in (output / "_headers").read_text(encoding="utf-8")


def test_only_what_changed_is_made_again_and_what_fails_keeps_its_last_good_site(again, capsys):
    data, output = again / "data", again / "out" / "html"
    change(data / "zandstad" / BUDGET, ",zeshonderd,", ",600,")
    assert build(data, output) == 0
    said = capsys.readouterr().out
    assert "1 gemaakt, 2 ongewijzigd" in said
    page = (output / "zandstad" / "geld.html").read_bytes()
    change(data / "zandstad" / BUDGET, ",600,", ",zeshonderd,")
    change(data / "beekdal" / BUDGET, ",600,", ",650,")
    assert build(data, output) == 1
    said = capsys.readouterr().err
    assert "Bij 1 van de 3 gemeenten is de site niet vernieuwd; wat er stond, staat er nog." in said
    assert re.search(r"zandstad: .*fout(en)? in de cijfers:\nbudget.csv:3: amount_eur: er staat 'zeshonderd'", said)
    assert "Traceback" not in said and (output / "zandstad" / "geld.html").read_bytes() == page
    index = (output / "index.html").read_text(encoding="utf-8")
    assert "Dat van Zandstad kon bij de laatste keer niet worden vernieuwd" in index and "(niet vernieuwd)" in index
    left = {"html", KEPT, LOCK}
    assert {path.name for path in (again / "out").iterdir()} == left


def test_a_municipality_that_is_gone_is_gone_from_the_site_and_what_a_build_did_not_make_stays(again):
    data, output = again / "data", again / "out" / "html"
    shutil.rmtree(data / "zandstad")
    shutil.rmtree(data / "heuvelrug")
    (output / "eigen").mkdir()
    (output / "eigen" / "brief.txt").write_text("van mij", encoding="utf-8")
    assert build(data, output) == 0
    assert not (output / "heuvelrug").exists() and (output / "eigen" / "brief.txt").is_file()
    assert "heuvelrug" not in (output / "index.html").read_text(encoding="utf-8")


def test_the_page_over_all_has_the_colours_of_a_book():
    own, book = (
        dict(re.findall(r"(--[\w-]+): (light-dark\([^)]+\))", (ROOT / path).read_text(encoding="utf-8")))
        for path in ("src/analysis/present/templates/regio.css", "book/_static/programmaboek.css")
    )
    assert own and own.items() <= book.items()


def test_without_any_book_the_page_says_of_whom_there_is_none(tmp_path):
    page = region_page(tmp_path, ["zandstad"], ["zandstad"], PROJECT)["index.html"].decode()
    assert '<p class="antwoord">Nog geen boek is er van zandstad.</p>' in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--cycle", "2020-begroting"], "laat --cycle, --programme, --base en --scenario weg"),
        (["--programme", "groen"], "laat --cycle, --programme, --base en --scenario weg"),
    ],
)
def test_what_is_of_one_municipality_is_not_asked_of_all(tmp_path, options, said, capsys):
    municipality(tmp_path / "data", "beekdal", "Beekdal")
    assert build(tmp_path / "data", tmp_path / "html", *options) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "html").exists()


def test_a_folder_whose_name_cannot_be_an_address_is_refused(tmp_path, capsys):
    names = ["Beek Dal", "..beek", "beek_dal", "-beek", "béek"]
    for name in names:
        municipality(tmp_path / "data", name, "Beekdal")
    assert build(tmp_path / "data", tmp_path / "html") == 1
    assert [path.name for path in (tmp_path / "html").iterdir() if path.is_dir()] == []
    said = capsys.readouterr().err
    assert said.count("toegestaan zijn kleine letters, cijfers en koppeltekens") == len(names)
    assert "Bij 5 van de 5 gemeenten is de site niet vernieuwd" in said


def test_a_place_that_holds_something_else_is_left_alone(tmp_path, capsys):
    municipality(tmp_path / "data", "beekdal", "Beekdal")
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "brief.txt").write_text("van mij", encoding="utf-8")
    assert build(tmp_path / "data", tmp_path / "html") == 2
    assert [path.name for path in (tmp_path / "html").iterdir()] == ["brief.txt"]
    assert "is niet leeg en niet door een eerdere build gemaakt" in capsys.readouterr().err
