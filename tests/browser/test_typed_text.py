"""Whatever people type in a text column is text on every page: never markup, script, a link, a template or a formula."""

import csv
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest

from analysis.data import load_schemas
from analysis.report.audit import pages_of
from analysis.report.browser import served
from analysis.report.build import Site, build
from analysis.report.check import FETCHED
from payloads import PAYLOADS
from published import text_of

TESTS = Path(__file__).parents[1]
#: Columns that refer to another row: what stands there must exist.
REFERENCES = {
    "programme",
    "goal",
    "parent",
    "source",
    "indicator",
    "scale",
    "category",
    "counted_by",
    "scope",
    "post",
    "effort",
}
REFERENCES |= {"baseline_category", "target_category", "number"}


def typed(start: int) -> str:
    """Give all payloads as one text; the one at the front, which meets the cleanest context, differs by cell."""
    place = start % len(PAYLOADS)
    return " ".join([*PAYLOADS[place:], *PAYLOADS[:place]])


def type_everywhere(table: Path, schema: dict) -> int:
    """Add the payloads to every free text of a table, leaving keys and closed lists as they are; give how many columns."""
    fields = [field for field in schema["fields"] if field["type"] == "string" and field["name"] not in REFERENCES]
    free = [field["name"] for field in fields if not {"enum", "pattern"} & set(field.get("constraints", {}))]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    free = [name for name in free if name in rows[0]]
    for place, row in enumerate(rows):
        row.update({name: f"{row[name]} {typed(7 * place + each)}".strip() for each, name in enumerate(free)})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return len(free)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Site:
    """Build a site of figures with every payload in every cell of every text column."""
    folder = tmp_path_factory.mktemp("getypt")
    shutil.copytree(TESTS / "base", folder / "data")
    cycle = folder / "data" / "cycles" / "2020-begroting"
    assert sum(type_everywhere(path, load_schemas()[path.stem]) for path in cycle.glob("*.csv")) > 50
    with (cycle / "programmes.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("leeg,Zonder <b>cijfers</b>,3,2019,2022,,,,Niets.,begroting,blz. 3,\n")
    return build(data_dir=folder / "data", output=folder / "html")


class Dangers(HTMLParser):
    """Collect what a page would run or fetch that is not its own."""

    def __init__(self, text: str):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [(tag, name) for name in given if name.startswith("on") or name == "srcdoc"]
        addresses = [given.get(name) or "" for name in {"href", "action", FETCHED.get(tag, "src")}]
        self.found += [(tag, url) for url in addresses if "script:" in url.lower() or "elders" in urlsplit(url).netloc]
        inert = tag == "script" and given.get("type") == "application/json"
        if tag in ("iframe", "object", "embed", "base", "style") or tag == "script" and not (inert or given.get("src")):
            self.found.append((tag, "element"))


def test_no_page_holds_markup_that_was_typed(hostile):
    for name in pages_of(hostile.folder):
        html = (hostile.folder / name).read_text(encoding="utf-8")
        assert Dangers(html).found == [], name
        assert "<b>cijfers" not in html, name
        shown = text_of(html)
        assert shown.count("{{7*7}} {% raw %}") == shown.count("${7*7}"), name  # as typed: no template computed 49
    assert "&lt;svg onload=geraakt()&gt;" in (hostile.folder / "geld.html").read_text(encoding="utf-8")
    assert (hostile.folder / "programmas" / "leeg.html").is_file()


def test_no_page_runs_what_was_typed(browser, hostile):
    """Without the headers of the site: what is typed must be harmless by itself."""
    with served(hostile.folder, headers={}) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script("window.geraakt = () => { throw new Error('geraakt') }")
        page, said = context.new_page(), []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                said.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None
            ),
        )
        for name in pages_of(hostile.folder):
            page.goto(f"{address}/{name}?programme={PAYLOADS[0]}&q={PAYLOADS[5]}#{PAYLOADS[8]}")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            for chart in page.locator(".plotly-graph-div").all()[:5]:
                chart.hover(force=True)
            assert said == [], name
            made = page.locator("img[src=x], [onload], [onerror], a[href^=javascript]").all()
            assert [each.evaluate("element => element.outerHTML") for each in made] == [], name
        context.close()


def test_no_table_to_download_holds_a_formula(hostile):
    book = openpyxl.load_workbook(hostile.folder / "data" / "alles.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any("geraakt()" in str(cell.value) for cell in cells)
