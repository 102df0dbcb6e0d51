"""Under every chart stands a link to a CSV file of exactly the numbers of the table beside it."""

import csv
import html
import io
import re
from pathlib import Path

import nbformat
import pytest

from analysis.data import load_cycle
from analysis.present import money
from analysis.report.figure_data import take_out
from analysis.report.pages import CROSS

CYCLE = load_cycle()
PAGES = [*CROSS, *(f"programmas/{slug}" for slug in CYCLE.programmes["programme"])]
#: A number as readers see it, with the sign behind it that it is a share.
NUMBER = re.compile(r"(?<![\w.,])-?\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|(?<![\w.,])-?\d+(?:,\d+)?%?")
#: What a table leaves unsaid: one person, no role without a number.
UNSAID = (("Zoals gedrukt, aantal personen", 1), ("rollen zonder aantal", 0))


def text_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split()).replace("\u2060", "")


def figures_of(page: str) -> list[str]:
    return [part.split("</figure>")[0] for part in page.split('<figure class="grafiek">')[1:]]


def cells_of(figure: str) -> list[list[tuple[str, bool]]]:
    """Give the rows of the table in a figure: each cell with whether it is a number."""
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", figure, re.S)
    rows = re.findall(r"<tr.*?</tr>", body, re.S)
    pattern = re.compile(r'<t[hd]((?: scope="row")?(?: class="([^"]*)")?)>(.*?)</t[hd]>', re.S)
    return [[(text_of(cell), "getal" in classes) for _, classes, cell in pattern.findall(row)] for row in rows]


def same(shown: str, name: str, value: float) -> bool:
    """Tell whether a number as readers see it is a value, rounded; a share of one is shown as a percentage."""
    digits = shown.rstrip("%").replace(".", "").replace(",", ".")
    decimals = len(digits.partition(".")[2])
    value = value * 100 if "(deel van 1)" in name else value
    return abs(float(digits) - value) <= 0.5 * 10**-decimals + 1e-9


def named_alike(shown: str, heading: str, text: str) -> bool:
    """Tell whether a row has the same name in both, or the same number."""
    number = NUMBER.search(shown)
    return shown == (" ".join(text.split()) or "–") or (
        bool(number and re.fullmatch(r"-?\d+(\.\d+)?", text)) and same(number[0], heading, float(text))
    )


def differences(figure: str, text: str) -> list[str]:
    """Compare the table in a figure with its CSV file, number by number; give what differs."""
    header, *rows = csv.reader(io.StringIO(text))
    shown, found = cells_of(figure), []
    if len(rows) != len(shown):
        return [f"{len(shown)} rows are shown and the file has {len(rows)}"]
    for cells, row in zip(shown, rows, strict=True):
        if not named_alike(cells[0][0], header[0], row[0]):
            found.append(f"row '{cells[0][0]}' is '{row[0]}' in the file")
        values = [(name, float(cell)) for name, cell in zip(header, row) if re.fullmatch(r"-?\d+(\.\d+)?", cell)]
        left = values
        for cell, numeric in cells:
            for number in NUMBER.findall(cell) if numeric and cell not in row else ():
                place = next((place for place, each in enumerate(left) if same(number, *each)), None)
                if place is None:
                    found.append(f"{number} of '{cell}' is not in the file, or not in its order: {row}")
                else:
                    left = left[place + 1 :]
        said = [number for cell, _ in cells for number in NUMBER.findall(cell)]
        found += [
            f"{value} of {name} is in the file and not shown: {cells}"
            for name, value in values
            if not any(same(number, name, value) for number in said)
            and not any(name.endswith(end) and value == unsaid for end, unsaid in UNSAID)
        ]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_links_a_file_with_the_numbers_of_its_table(site, name):
    path = site.folder / f"{name}.html"
    page = path.read_text(encoding="utf-8")
    figures = figures_of(page)
    assert len(figures) == page.count('class="plotly-graph-div"') and "grafiek-cijfers" not in page
    for figure in figures:
        chart, title = re.search(
            r'<div id="([^"]+)" class="plotly-graph-div" role="img" aria-label="Grafiek: ([^"]*)"', figure
        ).groups()
        href, label = re.search(
            r'<p class="ophalen"><a href="([^"]+)" type="text/csv" aria-label="([^"]*)">', figure
        ).groups()
        assert label == f"Cijfers van deze grafiek (CSV): {title}"
        file = path.parent / href
        assert file.resolve() == (site.folder / "data" / "figuren" / name / f"{chart}.csv").resolve()
        assert differences(figure, file.read_text(encoding="utf-8")) == [], chart


def test_a_chart_has_a_file_and_a_file_has_a_chart(site):
    charts = {
        f"{name}/{chart}.csv"
        for name in PAGES
        for chart in re.findall(r'<div id="([^"]+)" class="plotly-graph-div"', (site.folder / f"{name}.html").read_text(encoding="utf-8"))
    }  # fmt: skip
    folder = site.folder / "data" / "figuren"
    assert charts == {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")} and len(charts) > 50


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda text: re.sub(r"(?<=,)(\d)", lambda digit: str((int(digit[1]) + 1) % 10), text, count=1), "not"),
        (lambda text: text.replace(text.splitlines()[1] + "\n", ""), "rows"),
        (lambda text: re.sub(r"^[^,\n]+", "Anders", text.replace("\n", "\n\n", 1), count=0, flags=re.M).replace("\n\n", "\n"), "Anders"),
    ],
    ids=["a number", "a row less", "a name"],
)  # fmt: skip
def test_a_file_that_differs_from_its_table_is_noticed(wrong, said):
    chart = money.coverage(CYCLE)
    figure = figures_of(str(chart.__html__()))[0]
    assert differences(figure, chart.table.numbers) == []
    found = differences(figure, wrong(chart.table.numbers))
    assert found and said in found[0]


def executed(*markup: str):
    """Make an executed notebook that showed these pieces of HTML."""
    outputs = [nbformat.v4.new_output("display_data", {"text/html": part, "text/plain": "-"}) for part in markup]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("toon()", outputs=outputs)])


@pytest.mark.parametrize(("page", "up"), [("geld", ""), ("programmas/a-b", "../")])
def test_the_link_is_relative_to_its_page_and_the_numbers_leave_it(tmp_path, page, up):
    chart = money.coverage(CYCLE)
    notebook = executed("<p>x</p>", str(chart.__html__()))
    take_out(notebook, page, tmp_path)
    shown = notebook.cells[0].outputs[1]["data"]["text/html"]
    assert f'href="{up}data/figuren/{page}/geld-dekking.csv"' in shown and "grafiek-cijfers" not in shown
    assert (
        Path(tmp_path, "data", "figuren", page, "geld-dekking.csv").read_text(encoding="utf-8") == chart.table.numbers
    )


def test_where_the_book_is_not_built_there_is_no_link():
    bundle = money.coverage(CYCLE)._repr_mimebundle_()
    assert "ophalen" not in bundle["text/html"] and bundle["text/html"].count("grafiek-cijfers") == 1
