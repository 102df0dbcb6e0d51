"""Test a built site for accessibility with axe-core: every page, light and dark, on a desk and on a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page

from analysis.report.accessibility import VIEWS, Audit, Violation, view_name
from analysis.report.browser import opened, served

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
#: WCAG 2.1 and 2.2, levels A and AA, and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_DRAWN = "[...document.querySelectorAll('.plotly-graph-div')].every(chart => chart.dataset.getekend)"
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
_MENUS = [
    (".primary-toggle", "#pst-primary-sidebar-modal"),
    (".secondary-toggle", "#pst-secondary-sidebar-modal"),
    (".search-button__button", "#pst-search-dialog"),
]


def pages_of(site: Path) -> list[str]:
    """List the pages of a site, without those of other editions in it."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(name for name in found if not name.startswith(("_static/", "edities/")) and name != "genindex.html")


def audit(site: Path, told: Callable[[str, int, int], None] = lambda page, done, total: None) -> Audit:
    """Audit every page of a site in every view.

    Parameters
    ----------
    site : Path
        Folder with the HTML.
    told : callable
        Called with each page, how many are done and how many there are.
    """
    pages, violations = pages_of(site), []
    with opened() as browser, served(site) as address:
        for done, name in enumerate(pages):
            told(name, done, len(pages))
            violations += audit_page(browser, f"{address}/{name}", name)
        about = browser.new_page()
        about.evaluate(AXE.read_text(encoding="utf-8"))
        axe, rules = about.evaluate("tags => [axe.version, axe.getRules(tags).length]", TAGS)
        version = browser.version
    views = [view_name(*view) for view in VIEWS]
    return Audit(date.today().isoformat(), axe, f"Chromium {version}", rules, pages, views, violations)


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
    for width, dark in VIEWS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="nl-NL"
        )
        page = context.new_page()
        page.goto(url)
        page.wait_for_load_state("networkidle")
        page.wait_for_function(_DRAWN, timeout=60_000)
        page.evaluate(_OPEN)
        if alike:
            page.evaluate(_ALIKE)
        page.wait_for_timeout(300)  # charts and tables find their size
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for each in [*page.evaluate(_WHOLE, TAGS), *_menus(page)]:
            for node in each["nodes"]:
                element = " ".join(map(str, node["target"]))
                found.append(Violation(name, view_name(width, dark), each["id"], each["impact"] or "", element))
        context.close()
    return list(dict.fromkeys(found))


def _menus(page: Page) -> list[dict]:
    """Open each menu that there is in this view, one at a time, and test what comes up."""
    found = []
    for button, menu in _MENUS:
        opener = page.locator(f"{button}:visible").first
        if not opener.count():
            continue
        opener.click()
        if page.locator(menu).is_visible():
            found += page.evaluate(_PART, [menu, TAGS])
            page.keyboard.press("Escape")
    return found
