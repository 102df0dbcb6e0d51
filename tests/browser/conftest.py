"""A headless browser on the built site, served from this machine."""

import functools
import http.server
import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split()


@pytest.fixture(scope="session")
def browser():
    """Start the installed Chromium, Chrome or Edge; without one these tests are skipped, unless they are required."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set, and none of these was found: " + ", ".join(NAMES))
        pytest.skip("browser tests: no Chromium, Chrome or Edge found")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        """Say nothing about each request."""


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """Serve the site under a sub-path, as a municipality may."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(site.folder, root / "boek")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/boek"
    server.shutdown()


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
