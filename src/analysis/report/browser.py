"""The installed browser, driven without a window: it audits the site and prints it."""

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from analysis.errors import WrongUse
from analysis.report.publish import HEADERS

#: What the browsers are called on Linux, and where they stand on macOS and Windows.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
#: It draws what stands on this machine: nothing is fetched, reported or updated.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> Path:
    """Find the installed Chromium, Chrome or Edge.

    Raises
    ------
    analysis.errors.WrongUse
        If there is none; says which to install.
    """
    found = [*filter(None, map(shutil.which, NAMES)), *filter(os.path.isfile, map(os.path.expandvars, PLACES))]
    if not found:
        raise WrongUse("Hiervoor is een browser nodig en er is er geen gevonden: installeer Chromium, Chrome of Edge.")
    return Path(found[0])


@contextmanager
def opened() -> Iterator[Browser]:
    """Start the installed browser; it ends with the block.

    Raises
    ------
    analysis.errors.WrongUse
        If none is installed.
    """
    path = find_browser()
    # the administrator of a Linux machine (a container, mostly) gets no sandbox from Chromium
    alone = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=[*FLAGS, *alone])
        try:
            yield browser
        finally:
            browser.close()


def headers_of(site: Path) -> dict[str, str]:
    """Read the headers that a site asks its host to send with every page; none if it asks nothing."""
    if not (site / HEADERS).is_file():
        return {}
    lines = (site / HEADERS).read_text(encoding="utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))


def drawn(page: Page, patience: int = 60_000) -> None:
    """Wait until every chart of a page has been tried, in milliseconds at most: those out of view wait for a reader to move.

    A selector, since a script to be awaited is computed from a string, which the headers of a site forbid.
    """
    page.mouse.move(0, 0)
    page.mouse.move(1, 1)
    page.wait_for_selector(".plotly-graph-div:not([data-getekend])", state="detached", timeout=patience)


class _Host(http.server.SimpleHTTPRequestHandler):
    """Sends files with the headers it is given, and says nothing about each request."""

    def __init__(self, *request, headers: dict[str, str], **folder):
        self.asked = headers
        super().__init__(*request, **folder)

    def end_headers(self):
        for name, value in self.asked.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def served(folder: Path, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve a folder to this machine alone; gives the address, which ends with the block.

    Parameters
    ----------
    folder : Path
        The folder.
    headers : dict, optional
        Sent with every file; left out = those that the folder asks for.
    """
    asked = headers_of(folder) if headers is None else headers
    host = functools.partial(_Host, directory=folder, headers=asked)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
