"""Every page can be read in every way: without JavaScript, by keyboard, enlarged, with wider text, without motion, on a slow line."""

import pytest

from analysis.report.browser import drawn
from published import PAGES

#: One page of each kind.
KINDS = ["index", "geld", "doelen", "cijferkwaliteit", "wat-als", "methode", "programmas/zorg", "search"]
WIDE = "() => [document.documentElement.scrollWidth, innerWidth]"
#: What WCAG 1.4.12 lets a reader set.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
#: Elements whose text is cut off: they hide what does not fit, and something does not.
CUT = """() => [...document.querySelectorAll("main *, header *, nav *")].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!text || element.clientWidth <= 1 || !element.checkVisibility() || element.closest("svg, .pst-js-only, .visually-hidden, .plotly-graph-div")) return false;
  return (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1)
    || (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""
#: The element that has the focus: what it is, whether something around it is drawn, whether it is in view.
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const shown = [element, element.closest("form")].filter(Boolean).some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const { top, bottom, width, height } = element.getBoundingClientRect();
  return [element.outerHTML.slice(0, 100), shown, width > 0 && height > 0 && bottom > 0 && top < innerHeight];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_every_sentence_and_table_is_there(browser, address, name):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    assert page.locator("h1").is_visible()
    for answer in page.locator("p.antwoord").all():
        assert answer.is_visible()
    for figure in page.locator("figure.grafiek").all():
        assert figure.locator("figcaption").is_visible()
        figure.locator("summary").first.click()
        assert figure.locator("table.cijfers").first.is_visible()
    loose = page.locator("table.cijfers:not(details table)")
    assert [table for table in loose.all() if not table.is_visible()] == []
    assert [button for button in page.locator(".pst-js-only").all() if button.is_visible()] == []
    context.close()


@pytest.mark.parametrize("name", KINDS)
def test_at_twice_the_size_nothing_is_cut_off(visit, address, name):
    """Twice the size of the page is half the width; twice the size of the letters alone is what a browser can do too."""
    for width, letters in ((640, 1), (1280, 2)):
        page = visit(f"{address}/{name}.html", width)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{100 * letters}%")
        drawn(page)
        page.wait_for_timeout(300)
        scroll, inner = page.evaluate(WIDE)
        assert scroll <= inner
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", KINDS)
def test_with_more_space_between_letters_and_lines_nothing_is_cut_off(visit, address, name, width):
    page = visit(f"{address}/{name}.html", width)
    page.add_style_tag(content=SPACING)
    drawn(page)
    page.wait_for_timeout(300)
    scroll, inner = page.evaluate(WIDE)
    assert scroll <= inner
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("name", ["index", "geld", "cijferkwaliteit", "wat-als", "search"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_passes_everything_in_sight_and_through(visit, address, name, width):
    page = visit(f"{address}/{name}.html", width)
    drawn(page)
    page.emulate_media(reduced_motion="reduce")  # the link to the text slides into view otherwise
    page.evaluate("document.activeElement.blur()")
    expected = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('dialog')).length"
    )
    stops = []
    for _ in range(expected + 20):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if stops and focus == stops[0]:
            break
        if focus is not None:  # between the end and the begin of a page
            stops.append(focus)
    else:
        pytest.fail(f"the keyboard does not come round: {stops[-3:]}")
    assert [what for what, shown, _ in stops if not shown] == []
    assert [what for what, _, in_view in stops if not in_view] == []
    assert len(stops) >= 0.9 * expected, (len(stops), expected)


@pytest.mark.parametrize("name", KINDS)
def test_who_wants_no_motion_gets_none(browser, address, name):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
          const longest = (times) => Math.max(...times.split(",").map(parseFloat));
          return longest(transitionDuration) > 0.01 || (animationName !== "none" && longest(animationDuration) > 0.01) || scrollBehavior === "smooth";
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []
    context.close()


def test_the_text_does_not_wait_for_the_script_of_the_charts(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, held = context.new_page(), []
    page.route("**/plotly.min.js", lambda route: held.append(route))  # never answered
    with page.expect_request("**/plotly.min.js"):
        page.goto(f"{address}/geld.html")
    assert page.locator("p.antwoord").first.is_visible()
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length === 1")
    assert len(held) == 1
    context.close()


def test_a_chart_that_was_never_drawn_is_its_table_on_paper(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 800})  # a phone draws when its reader moves
    page.goto(f"{address}/geld.html")
    assert page.locator("[data-getekend]").count() == 0
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for figure in page.locator("figure.grafiek").all():
        assert figure.locator("table.cijfers").is_visible() and not figure.locator(".plotly-graph-div").is_visible()
    page.close()


def test_a_programme_weighs_less_than_350_kilobytes(site):
    sizes = {path.name: path.stat().st_size for path in (site.folder / "programmas").glob("*.html")}
    assert len(sizes) == 7 and {name: size for name, size in sizes.items() if size >= 350_000} == {}
