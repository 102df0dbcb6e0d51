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

from playwright.sync_api import Browser, sync_playwright

from analysis.errors import WrongUse

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


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        """Say nothing about each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine alone; gives the address, which ends with the block."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
