"""Open the explorers: in JupyterLab, or as a page of their own with Voila. Both listen to this computer only.

The notebook is opened as a copy with the cycle and the data folder filled in, so that the one in ``notebooks`` stays as it is.
"""

import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from analysis.data import find_data_dir, load_cycle
from analysis.errors import AnalysisError, WrongUse
from analysis.report.build import PROJECT
from analysis.report.lifeline import HOLD_ON, lifeline

HERE = "127.0.0.1"
NOTEBOOK = "verkenner.ipynb"
#: Where Voila finds the template of the page.
TEMPLATES = Path(__file__).parent / "jupyter"
#: Part of JupyterLab that asks whether it may fetch news.
NEWS = "@jupyterlab/apputils-extension:announcements"
#: Seconds that a server may take to start, and to stop.
STARTING, STOPPING = 90, 15
#: The extensions that the page needs; others on this computer are not loaded.
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]


@dataclass(frozen=True)
class Served:
    """A server that listens.

    Parameters
    ----------
    address : str
        What to open in a browser, with the word that lets one in.
    process : subprocess.Popen
        The server.
    """

    address: str
    process: subprocess.Popen


def explore(
    cycle: str = "",
    data_dir: str | Path = "data",
    app: bool = False,
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Open the explorers and wait until they are closed with Ctrl+C.

    Parameters
    ----------
    cycle : str
        Name of the cycle; empty = the newest.
    data_dir : str or Path
        The data folder.
    app : bool
        Show only the explorers, with Voila, instead of the notebook in JupyterLab.
    port : int, optional
        Where to listen; by default a free one.
    browser : bool
        Whether to open the browser.
    say : callable
        Told what a user should know.

    Raises
    ------
    analysis.errors.WrongUse
        If the cycle does not exist, a package is missing or the port is taken.
    analysis.errors.AnalysisError
        If the figures are invalid, or the server does not start or ends by itself.
    """
    what = "De verkenner" if app else "JupyterLab met de verkenner"
    with served(cycle, data_dir, app, port) as server:
        say(f"{what} staat klaar: {server.address}")
        say("Alleen op deze computer. Stoppen: Ctrl+C.")
        if browser:
            webbrowser.open(server.address)
        try:
            server.process.wait()
        except KeyboardInterrupt:
            say("De verkenner is gestopt. Bewaarde scenario’s staan bij de cijfers.")
            return
    raise AnalysisError(f"{what} is uit zichzelf gestopt. Start opnieuw.")


@contextmanager
def served(
    cycle: str = "", data_dir: str | Path = "data", app: bool = False, port: int | None = None
) -> Iterator[Served]:
    """Run a server with the explorers for as long as the block lasts; see `explore` for the rest."""
    figures = load_cycle(cycle, data_dir)
    for package in ("voila" if app else "jupyterlab", "anywidget"):
        if importlib.util.find_spec(package) is None:
            raise WrongUse(
                f"Het pakket {package} ontbreekt. Installeer het met: python -m pip install -r requirements.txt"
            )
    port, word = _free(port), secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="verkenner-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        _write_notebook(
            folder / "werk" / NOTEBOOK, {"cycle": figures.name, "data_dir": str(find_data_dir(data_dir).resolve())}
        )
        command, path = (_voila if app else _jupyterlab)(folder / "werk", port)
        with (folder / "log").open("wb") as log, _ends_like_ctrl_c():
            process = _start(command, folder, word, log)
            try:
                _await(process, port, folder / "log")
                yield Served(f"http://{HERE}:{port}{path}?token={word}", process)
            finally:
                _stop(process)


def _write_notebook(path: Path, parameters: dict[str, str]) -> None:
    """Copy the notebook with its parameters filled in."""
    notebook = parameterize_notebook(load_notebook_node(str(PROJECT.notebooks / NOTEBOOK)), parameters)
    path.parent.mkdir()
    nbformat.write(notebook, path)


def _voila(folder: Path, port: int) -> tuple[list[str], str]:
    """Give the command for the page of its own, and the path of its address."""
    settings = {
        "Voila.ip": HERE,
        "Voila.port": port,
        "Voila.port_retries": 0,
        "Voila.open_browser": False,
        "VoilaConfiguration.template": "programmaboek",
        "VoilaConfiguration.extension_allowlist": EXTENSIONS,
        "VoilaConfiguration.show_tracebacks": False,
        "HTMLExporter.language_code": "nl",
        "MappingKernelManager.cull_idle_timeout": 0,
    }
    return ["voila", str(folder / NOTEBOOK), *_options(settings)], "/"


def _jupyterlab(folder: Path, port: int) -> tuple[list[str], str]:
    """Give the command for JupyterLab, and the path of its address; it must not look for news or newer versions elsewhere."""
    settings = {
        "ServerApp.ip": HERE,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.root_dir": str(folder),
        "ServerApp.allow_remote_access": False,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdates",
        "LabApp.extension_manager": "readonly",
    }
    options = _options(settings)
    return [
        "jupyterlab",
        *options,
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ], f"/lab/tree/{NOTEBOOK}"


def _options(settings: dict) -> list[str]:
    """Write settings as a command line."""
    return [f"--{name}={value}" for name, value in settings.items()]


def _start(command: list[str], folder: Path, word: str, log) -> subprocess.Popen:
    """Start a server that ends with this process, however that ends, and that Ctrl+C does not reach by itself.

    The word that lets one in goes by a file or the environment: others on this computer can read command lines.
    """
    module, *arguments = command
    (folder / "instellingen").mkdir(mode=0o700)
    (folder / "instellingen" / "voila.json").write_text(json.dumps({"Voila": {"token": word}}), encoding="utf-8")
    page = folder / "instellingen" / "labconfig" / "page_config.json"
    page.parent.mkdir()
    page.write_text(json.dumps({"disabledExtensions": {NEWS: True}}), encoding="utf-8")
    paths = {
        "JUPYTER_PATH": os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")])),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(
            filter(None, [str(folder / "instellingen"), os.environ.get("JUPYTER_CONFIG_PATH")])
        ),
    }
    run = f"{HOLD_ON}; import runpy; runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
    return subprocess.Popen(
        [sys.executable, "-c", run, *arguments],
        stdin=lifeline(),
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **paths, "JUPYTER_TOKEN": word},
        **apart,
    )


def _free(port: int | None) -> int:
    """Give a port to listen on: the one asked for, if nobody else has it, or any free one."""
    with socket.socket() as trial:
        if os.name != "nt":  # elsewhere a port that was just left counts as taken for a minute
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HERE, port or 0))
        except (OSError, OverflowError):
            raise WrongUse(f"Poort {port} is niet vrij. Kies met --port een andere, of laat --port weg.") from None
        return trial.getsockname()[1]


def _await(process: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the server listens."""
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as trial:
            trial.settimeout(1)
            if trial.connect_ex((HERE, port)) == 0:
                return
        time.sleep(0.1)
    said = " ".join(log.read_text(encoding="utf-8", errors="replace").split()[-40:])
    raise AnalysisError(f"De server van de verkenner start niet. Het laatste wat hij zei: {said or '(niets)'}")


def _stop(process: subprocess.Popen) -> None:
    """End the server and its kernels."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOPPING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """Let a request to end do what Ctrl+C does, so that the server and the scratch go too."""

    def interrupt(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
