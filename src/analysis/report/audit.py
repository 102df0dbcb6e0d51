"""Test a built site for accessibility with axe-core: every page, light and dark, on a desk and on a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Error, Page

from analysis.errors import AnalysisError
from analysis.report.accessibility import VIEWS, Audit, Violation, view_name
from analysis.report.browser import drawn, opened, served
from analysis.report.editions import EDITIONS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
#: WCAG 2.1 and 2.2, levels A and AA, and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_OPEN = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
#: Contrast in drawings is worked out from the palette: axe cannot tell it, and takes a minute to say so.
_WHOLE = """async (tags) => {
  const rules = await axe.run(document, {runOnly: {type: "tag", values: tags}, rules: {"color-contrast": {enabled: false}},
    resultTypes: ["violations"]});
  const contrast = await axe.run({exclude: [[".plotly-graph-div"]]}, {runOnly: ["color-contrast"], resultTypes: ["violations"]});
  return [...rules.violations, ...contrast.violations];
}"""
_PART = """async ([part, tags]) => (await axe.run(part, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})).violations"""
#: Rows of a table that are built alike get the same answer; this keeps the first of each kind.
_ALIKE = """document.querySelectorAll("tbody").forEach((body) => {
  const seen = new Set();
  [...body.rows].forEach((row) => {
    const kind = [...row.querySelectorAll("*")].map((e) => `${e.tagName}.${e.className}.${e.getAttribute("style") ?? ""}`).join();
    if (seen.has(kind)) row.remove();
    seen.add(kind);
  });
})"""
#: Menus that a reader opens: what is clicked, and what comes up.
_CONTENTS = (".primary-toggle", "#pst-primary-sidebar-modal")
_ON_PAGE = (".secondary-toggle", "#pst-secondary-sidebar-modal")
_SEARCH = (".search-button__button", "#pst-search-dialog")
#: Width in pixels from which the first two stand beside the text.
DESK = 1200


def pages_of(site: Path) -> list[str]:
    """List the pages of a site, without those of other editions in it."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(name for name in found if not name.startswith(f"{EDITIONS}/"))


def audit(site: Path, mark: str, told: Callable[[str, int, int], None] = lambda page, done, total: None) -> Audit:
    """Audit every page of a site in every view.

    Parameters
    ----------
    site : Path
        Folder with the HTML.
    mark : str
        Digest of the figures that it was made of, as readers see it.
    told : callable
        Called with each page, how many are done and how many there are.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no browser.
    analysis.errors.AnalysisError
        If the browser cannot start, or a page cannot be shown.
    """
    pages, violations, at = pages_of(site), [], "De site"
    try:
        with opened() as browser, served(site) as address:
            about = browser.new_page()
            about.evaluate(AXE.read_text(encoding="utf-8"))
            axe, rules = about.evaluate("tags => [axe.version, axe.getRules(tags).length]", TAGS)
            version = browser.version
            for done, at in enumerate(pages):
                told(at, done, len(pages))
                violations += audit_page(browser, f"{address}/{at}", at)
    except Error as error:
        reason = error.message.splitlines()[0]
        raise AnalysisError(f"{at} kon niet worden getoetst; er is niets bewaard: {reason}") from error
    views = [view_name(*view) for view in VIEWS]
    return Audit(date.today().isoformat(), mark, axe, f"Chromium {version}", rules, pages, views, violations)


def audit_page(browser: Browser, url: str, name: str, alike: bool = False) -> list[Violation]:
    """Audit one page in every view, with its tables and menus opened.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        The browser.
    url, name : str
        Where the page is, and what it is called.
    alike : bool
        Leave out rows of a table that are built like one before: minutes faster, and no rule looks at the difference.
    """
    found = []
    for width in dict.fromkeys(width for width, _ in VIEWS):
        size = {"width": width, "height": 900}
        # without motion, colours and menus are at once what they become
        context = browser.new_context(viewport=size, locale="nl-NL", reduced_motion="reduce")
        page = context.new_page()
        page.goto(url)
        drawn(page)
        page.evaluate(_OPEN)
        if alike:
            page.evaluate(_ALIKE)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for dark in (False, True):
            colours = "dark" if dark else "light"
            page.emulate_media(color_scheme=colours)
            page.locator(f"html[data-theme={colours}]").wait_for()
            for each in [*page.evaluate(_WHOLE, TAGS), *_opened_menus(page, _menus(name, width))]:
                for node in each["nodes"]:
                    element = " ".join(map(str, node["target"]))
                    found.append(Violation(name, view_name(width, dark), each["id"], each["impact"] or "", element))
        context.close()
    return list(dict.fromkeys(found))


def _menus(name: str, width: int) -> list[tuple[str, str]]:
    """Give the menus of a page: on a desk the contents stand beside the text, and the page of search has its own field."""
    return [*([] if width >= DESK else [_CONTENTS, _ON_PAGE]), *([] if name == "search.html" else [_SEARCH])]


def _opened_menus(page: Page, menus: list[tuple[str, str]]) -> list[dict]:
    """Open each of the menus that the page has, one at a time, and test what comes up."""
    found = []
    for button, menu in menus:
        opener = page.locator(f"{button}:visible").first
        if not opener.count():
            continue
        opener.click()
        page.locator(menu).wait_for()
        found += page.evaluate(_PART, [menu, TAGS])
        page.keyboard.press("Escape")
        page.locator(menu).wait_for(state="hidden")  # it slides away, with buttons that look like the next opener
    return found
