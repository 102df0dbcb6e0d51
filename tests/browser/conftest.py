"""A headless browser on the built site, served from this machine."""

import os
import shutil

import pytest

from analysis.errors import WrongUse
from analysis.report.browser import find_browser, headers_of, opened, served


@pytest.fixture(scope="session")
def browser():
    """Start the installed Chromium, Chrome or Edge; without one these tests are skipped, unless they are required."""
    try:
        find_browser()
    except WrongUse as error:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"REQUIRE_BROWSER is set. {error}")
        pytest.skip(str(error))
    with opened() as started:
        yield started


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """Serve the site under a sub-path, as a municipality may, with the headers it asks for: what they forbid is a complaint."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(site.folder, root / "boek")
    with served(root, headers_of(site.folder)) as started:
        yield f"{started}/boek"


@pytest.fixture
def visit(browser):
    """Open a page and give what a reader's browser met: the page, requests, console messages."""
    opened = []

    def open_page(url: str, width: int = 1280, dark: bool = False):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="nl-NL"
        )
        page = context.new_page()
        opened.append(context)
        page.requests, page.complaints = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on(
            "console",
            lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("requestfailed", lambda request: page.complaints.append(f"failed: {request.url}"))
        page.goto(url)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in opened:
        context.close()
