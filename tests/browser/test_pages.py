"""In a browser every chart is drawn, nothing is asked of another host, the console is clean and a phone need not scroll sideways."""

import pytest

from analysis.report.browser import drawn
from published import PAGES

STATES = "[...document.querySelectorAll('.plotly-graph-div')].map(chart => [chart.id, chart.dataset.getekend, chart.querySelectorAll('.main-svg').length])"


def charts(page) -> list:
    """Wait until every chart has been tried and give the state of each."""
    drawn(page)
    return page.evaluate(STATES)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_chart_is_drawn_from_this_host_without_complaints(visit, address, site, name, width):
    page = visit(f"{address}/{name}.html", width)
    states = charts(page)
    html = (site.folder / f"{name}.html").read_text(encoding="utf-8")
    assert len(states) == html.count('class="plotly-graph-div"')
    assert all(drawn == "ja" and layers for _, drawn, layers in states), states
    assert [url for url in page.requests if not url.startswith((address, "data:", "blob:"))] == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert bool(states) == any("plotly" in url for url in page.requests)


@pytest.mark.parametrize("name", ["index", PAGES[-1]])
def test_charts_are_drawn_in_dark_mode_and_from_disk(visit, site, name):
    page = visit((site.folder / f"{name}.html").as_uri(), dark=True)
    assert all(drawn == "ja" for _, drawn, _ in charts(page))
    assert page.complaints == [] and all(url.startswith(("file:", "data:", "blob:")) for url in page.requests)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_chart_shows_the_numbers_of_its_table(visit, address):
    page = visit(f"{address}/index.html")
    charts(page)
    bars = page.evaluate("document.querySelector('#oordelen').data.map(series => series.x.reduce((a, b) => a + b, 0))")
    cells = page.evaluate(
        "[...document.querySelectorAll('figure.grafiek table tbody tr')].map(row => [...row.querySelectorAll('td')].map(cell => Number(cell.textContent)))"
    )
    assert bars == [sum(column) for column in zip(*cells)]


def test_every_chart_has_its_table_one_click_away(visit, address):
    page = visit(f"{address}/geld.html")
    for figure in page.query_selector_all("figure.grafiek"):
        table = figure.query_selector("table.cijfers")
        assert not table.is_visible()
        figure.query_selector("summary").click()
        assert table.is_visible() and table.query_selector("caption").inner_text()


@pytest.mark.parametrize("word", ["dekking", "indicatoren", "gemeenten", "uren", "Kapitaaldiensturen"])
def test_search_finds_a_dutch_word_in_any_form(visit, address, word):
    page = visit(f"{address}/search.html?q={word}")
    page.wait_for_selector("#search-results li", timeout=15_000)
    assert page.locator("#search-results li").count() > 0
    assert "Zoek" in page.inner_text("body") and "Search" not in page.inner_text("main")


def test_marks_of_a_search_can_be_taken_away(visit, address):
    page = visit(f"{address}/search.html?q=dekking")
    page.locator("#search-results li a").first.click()
    page.wait_for_selector("span.highlighted")
    page.get_by_role("button", name="Markering van zoekwoorden verbergen").click()
    page.wait_for_selector("span.highlighted", state="detached")
    assert page.complaints == []


def test_a_page_runs_no_script_of_its_own(visit, address, site):
    """What the headers of the site forbid: script in a page, wherever it comes from."""
    page = visit(f"{address}/geld.html")
    assert page.complaints == []
    page.evaluate("""() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", (event) => { window.refused.push(event.effectiveDirective); });
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.geraakt = 1'>");
      const script = document.createElement("script");
      script.textContent = "window.geraakt = 2";
      document.body.append(script);
    }""")
    page.wait_for_function("() => window.refused.length >= 2 || window.geraakt")
    assert page.evaluate("window.geraakt") is None
    assert sorted(page.evaluate("window.refused")) == ["script-src-attr", "script-src-elem"]


def test_no_english_of_the_theme_is_left_on_a_page(visit, address):
    page = visit(f"{address}/geld.html")
    words = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].flatMap(e => ['aria-label','title','placeholder'].map(a => e.getAttribute(a))).filter(Boolean).join(' | ')"
    )
    shown = page.inner_text("body") + words
    assert not [
        word
        for word in (
            "Search",
            "Skip to",
            "Back to top",
            "Previous",
            "Next",
            "Contents",
            "Color mode",
            "light/dark",
            "Toggle",
            "Site Navigation",
            "Copyright",
            "Print",
        )
        if word in shown
    ]
