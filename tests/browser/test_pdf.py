"""The book on paper: printed once, read back, compared with the site it was printed from."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from analysis.cli import main
from analysis.data import load_cycle
from analysis.errors import WrongUse
from analysis.present.one_pager import one_pager
from analysis.report import browser as browsers
from analysis.report import pdf

ROOT = Path(__file__).parents[2]
CYCLE = load_cycle(data_dir=ROOT / "data")
PROGRAMMES = list(CYCLE.programmes.sort_values("order")["programme"])
A4, A3 = (842, 595), (1191, 842)


def squeezed(text: str) -> str:
    """Leave out what differs between a page and its print: spaces, and the hyphen at the end of a line."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2060\ufffe\u0002-]", "", text)


@pytest.fixture(scope="module")
def folder(browser, site, tmp_path_factory) -> Path:
    """Print the book and the sheets, with the command."""
    folder = tmp_path_factory.mktemp("papier") / "pdf"
    options = ["--data", ROOT / "data", "--site", site.folder, "--output", folder]
    # a process of its own: Playwright runs once in a process, and here it drives the browser of the other tests
    done = subprocess.run([sys.executable, "-m", "analysis", "pdf", *map(str, options)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(folder / pdf.BOOK) in done.stdout
    return folder


@pytest.fixture(scope="module")
def book(folder):
    """Open the book."""
    with pikepdf.open(folder / pdf.BOOK) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(folder) -> list[str]:
    """Read the text of every page of the book."""
    document = pypdfium2.PdfDocument(folder / pdf.BOOK)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def printed(texts) -> str:
    """Put the text of all pages together, without what stands around it on every sheet."""
    around = re.compile(
        r"^(Kenmerk van de cijfers: .* bladzijde \d+ van \d+|Programmaboek, .* stand .*)\s*$", re.MULTILINE
    )
    return "".join(squeezed(around.sub("", text)) for text in texts)


@pytest.fixture(scope="module")
def pages(site) -> dict[str, BeautifulSoup]:
    """Read the articles of the site, by the name of their page."""
    names = [path for path in site.folder.rglob("*.html") if "_static" not in path.parts and path.stem != "search"]
    parsed = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in names}
    return {
        path.relative_to(site.folder).with_suffix("").as_posix(): page.select_one("article")
        for path, page in parsed.items()
    }


def size(page) -> tuple[int, int]:
    _, _, width, height = page.mediabox
    return round(width), round(height)


def structure(opened) -> dict[str, int]:
    """Count the tags of a PDF by their kind."""
    counts, waiting = {}, [opened.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary):
            kind = str(element.get("/S", ""))
            counts[kind] = counts.get(kind, 0) + 1
            below = element.get("/K", [])
            waiting.extend(below if isinstance(below, pikepdf.Array) else [below])
    return counts


def test_the_folder_holds_the_book_and_a_sheet_per_programme(folder):
    assert {path.name for path in folder.glob("*.pdf")} == {pdf.BOOK, *map(pdf.sheet_name, PROGRAMMES)}
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".bouw-")] == []


@pytest.mark.parametrize("name", [pdf.BOOK, *map(pdf.sheet_name, PROGRAMMES)])
def test_every_pdf_is_tagged_dutch_and_titled(folder, name):
    with pikepdf.open(folder / name) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "nl"
        assert CYCLE.info["title"] in str(opened.docinfo["/Title"])
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        tags = structure(opened)
        assert tags["/H1"] and tags["/P"] and tags["/TH"] or tags["/L"], tags


def test_the_outline_holds_every_page_of_the_site(book, pages):
    with book.open_outline() as outline:
        titles = [" ".join(str(item.title).split()) for item in outline.root]
    assert {" ".join(page.h1.get_text().split()) for page in pages.values()} <= set(titles)
    assert titles.index("Inhoud") == 1


def test_the_tags_hold_every_table_and_chart(book, pages):
    tags = structure(book)
    assert tags["/Table"] >= sum(len(page.select("table.cijfers")) for page in pages.values())
    assert tags["/Figure"] >= sum(len(page.select(".plotly-graph-div")) for page in pages.values())
    assert tags["/TH"] > tags["/Table"]


def test_the_text_of_every_page_is_in_the_book(printed, pages):
    for name, page in pages.items():
        for element in page.select("h1, h2, h3, p:not(.uitgave-op-papier), caption"):
            assert squeezed(element.get_text()) in printed, (name, element.get_text()[:80])


def test_every_cell_of_a_table_is_in_the_book(printed, pages):
    missing = [
        (name, cell.get_text())
        for name, page in pages.items()
        for cell in page.select("table.cijfers tr > *")
        for word in cell.get_text().split()
        if squeezed(word) not in printed
    ]
    assert missing == []


def test_every_sheet_is_a4_numbered_and_names_its_edition(book, texts):
    edition = squeezed(f"{CYCLE.info['municipality']}: {CYCLE.info['title']}")
    for number, (page, text) in enumerate(zip(book.pages, texts, strict=True), 1):
        assert size(page) == A4
        assert squeezed(f"bladzijde {number} van {len(texts)}") in squeezed(text)
        assert number == 1 or edition in squeezed(text)


def test_the_contents_tell_on_which_page_each_chapter_starts(book, texts, pages):
    with book.open_outline() as outline:
        titles = [" ".join(str(item.title).split()) for item in outline.root][2:]
    for title in titles:
        start = int(re.search(rf"^{re.escape(title)}\s*(\d+)\s*$", texts[1], re.MULTILINE)[1])
        assert squeezed(texts[start - 1].replace("\r", "")).find(squeezed(title)) >= 0, title


def pictures(resources) -> int:
    """Count the pictures that are drawn with these resources, also those inside forms and patterns."""
    count = 0
    for kind in ("/XObject", "/Pattern"):
        for drawn in resources.get(kind, {}).values():
            count += drawn.get("/Subtype") == "/Image"
            count += pictures(drawn.get("/Resources", {}))
    return count


def test_every_figure_is_drawn_in_lines_and_areas(folder):
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as opened:
            assert [pictures(page.Resources) for page in opened.pages] == [0] * len(opened.pages), path.name


def test_nothing_leads_out_of_the_document_to_this_machine(book):
    addresses = [
        str(note.A.URI) for page in book.pages for note in page.get("/Annots", []) if "/A" in note and "/URI" in note.A
    ]
    assert [address for address in addresses if "127.0.0.1" in address or address.startswith("file")] == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_sheet_is_one_a3_with_the_whole_programme(folder, programme):
    with pikepdf.open(folder / pdf.sheet_name(programme)) as opened:
        assert [size(page) for page in opened.pages] == [A3]
    text = squeezed(pypdfium2.PdfDocument(folder / pdf.sheet_name(programme))[0].get_textpage().get_text_range())
    row = CYCLE.programmes.set_index("programme").loc[programme]
    for part in (
        row["title"],
        row["ambition"],
        "Doelen",
        "Indicatoren",
        "Geld per jaar",
        "Uren",
        "Planning",
        "Risico’s",
    ):
        assert squeezed(part) in text, part
    for area in ("Resultaten", "Kwaliteit", "Financiën", "Betrokkenen", "Vooruitblik"):
        assert area in text
    assert squeezed(CYCLE.info["title"]) in text and "Kenmerkvandecijfers" in text


def test_texts_without_end_stay_on_their_sheet_and_the_rest_is_counted(visit, address, site):
    cycle = load_cycle(data_dir=ROOT / "data")
    long = "Een zin die maar niet ophoudt en ophoudt, " * 60
    for table, column in (
        ("goals", "statement"),
        ("indicators", "title"),
        ("risks", "response"),
        ("programmes", "ambition"),
    ):
        cycle.tables[table][column] = long
    page = visit(f"{address}/index.html", width=1600)
    page.emulate_media(media="print")
    for programme in PROGRAMMES:
        pdf._show(page, f"{address}/", one_pager(cycle, programme, "kenmerk"))
        assert page.locator("html").get_attribute("data-past") == "ja"
        goals = page.locator(".doelen li").count()
        told = page.locator("section:has(.doelen) .rest").text_content()
        assert f"en nog {CYCLE.goals['programme'].eq(programme).sum() - goals} doel" in told


def test_without_a_browser_it_says_which_to_install(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(browsers, "NAMES", ())
    monkeypatch.setattr(browsers, "PLACES", ())
    assert main(["pdf", "--data", str(ROOT / "data"), "--output", str(tmp_path / "pdf")]) == 2
    assert "installeer Chromium, Chrome of Edge" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_site_it_says_how_to_make_one(browser, capsys, tmp_path):
    assert main(["pdf", "--data", str(ROOT / "data"), "--site", str(tmp_path), "--output", str(tmp_path / "pdf")]) == 2
    assert "python -m analysis build" in capsys.readouterr().err


def test_a_site_of_other_figures_is_refused(browser, site, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    budget = next((tmp_path / "data" / "cycles").glob("*/budget.csv"))
    first, _, rest = budget.read_text(encoding="utf-8").partition("\n")
    budget.write_text(f"{first}\n{rest}".replace("EUR", "euro", 1) + "\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="niet gemaakt van de cijfers"):
        pdf.make_pdf("", tmp_path / "data", site.folder, tmp_path / "pdf")


def test_a_folder_with_something_else_is_left_alone(browser, site, tmp_path):
    (tmp_path / "brief.txt").write_text("niet weggooien", encoding="utf-8")
    with pytest.raises(WrongUse, match="niet leeg"):
        pdf.make_pdf("", ROOT / "data", site.folder, tmp_path)
