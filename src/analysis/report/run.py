"""Run the notebooks with papermill, side by side, each in a kernel of its own."""

import logging
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import papermill
from jupyter_client.manager import AsyncKernelManager
from papermill.exceptions import PapermillExecutionError

from analysis.errors import AnalysisError, known
from analysis.report.pages import Page

#: Seconds that one cell may take; a notebook that never ends must not hold up the book.
CELL_TIMEOUT = 120


class SocketKernelManager(AsyncKernelManager):
    """Talk to a kernel over a socket file of its own: TCP ports of kernels that start together can clash."""

    def __init__(self, **settings):
        super().__init__(**settings)
        if sys.platform != "win32":
            self.transport = "ipc"
            self.ip = os.path.join(tempfile.mkdtemp(prefix="kernel-"), "s")

    async def start_kernel(self, **settings):
        """Start the kernel without the messages it would log about its own end."""
        settings["extra_arguments"] = [*settings.get("extra_arguments", ()), "--log-level=50"]
        return await super().start_kernel(**settings)

    async def _async_cleanup_resources(self, restart=False):
        """Take the folder of the socket away with the kernel."""
        await super()._async_cleanup_resources(restart=restart)
        if self.transport == "ipc" and not restart:
            shutil.rmtree(os.path.dirname(self.ip), ignore_errors=True)

    cleanup_resources = _async_cleanup_resources


@dataclass(frozen=True)
class Run:
    """How the run of one page went.

    Parameters
    ----------
    page : Page
        The page.
    seconds : float
        Time it took.
    failure : str or None
        Cell and cause in Dutch, if it failed.
    """

    page: Page
    seconds: float
    failure: str | None = None


def check_parameters(notebook: Path, parameters: Iterable[str]) -> None:
    """Refuse a parameter that a notebook does not have; papermill itself would only warn and run the default.

    Raises
    ------
    analysis.errors.WrongUse
        With the list of parameters that exist.
    """
    existing = list(papermill.inspect_notebook(str(notebook)))
    for name in parameters:
        if name not in existing:
            raise known(f"onbekende parameter van {notebook.name}", name, existing)


def run_pages(
    pages: list[Page], notebooks: Path, target: Path, workers: int, done: Callable[[Run], None] = lambda run: None
) -> list[Run]:
    """Run the notebook of every page; one that fails does not stop the others.

    Parameters
    ----------
    pages : list of Page
        The pages.
    notebooks : Path
        Folder with the notebooks.
    target : Path
        Folder for the executed notebooks, ``<name>.ipynb`` each; only those that succeeded come to stand there.
    workers : int
        How many run at the same time.
    done : callable
        Called with each finished run.

    Returns
    -------
    list of Run
        In the order of the pages.
    """
    for page in pages:
        check_parameters(notebooks / f"{page.notebook}.ipynb", page.parameters)
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="runs-") as scratch, ThreadPoolExecutor(workers) as pool:
        jobs = {pool.submit(_run, page, notebooks, target, Path(scratch)): page for page in pages}
        runs = {}
        for job in as_completed(jobs):
            runs[jobs[job].name] = job.result()
            done(runs[jobs[job].name])
    return [runs[page.name] for page in pages]


def _run(page: Page, notebooks: Path, target: Path, scratch: Path) -> Run:
    """Run one page in scratch and move the result to its place only when it succeeded."""
    executed, final = scratch / f"{page.name}.ipynb", target / f"{page.name}.ipynb"
    executed.parent.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    failure = _execute(page, notebooks, executed)
    if failure is None:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(executed, final)
    return Run(page, time.monotonic() - start, failure)


def _execute(page: Page, notebooks: Path, executed: Path, tries: int = 2) -> str | None:
    """Execute a notebook; give the cell and the cause if it fails.

    It runs in the current folder: papermill would change folders for the whole process, which threads share.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            papermill.execute_notebook(
                str(notebooks / f"{page.notebook}.ipynb"),
                str(executed),
                parameters=page.parameters,
                progress_bar=False,
                kernel_manager_class=f"{__name__}.{SocketKernelManager.__name__}",
                execution_timeout=CELL_TIMEOUT,
                request_save_on_cell_execute=False,
            )
    except PapermillExecutionError as error:
        return f"cel {error.cell_index + 1}: {_cause(error)}"
    except Exception as error:  # whatever a kernel can die of: the other pages go on, and this one is reported
        if tries > 1:  # where kernels talk over TCP, two that start together can take the same port
            return _execute(page, notebooks, executed, tries - 1)
        return f"het notebook kon niet worden uitgevoerd: {type(error).__name__}: {error}"
    return None


def _cause(error: PapermillExecutionError) -> str:
    """Give the message of an error meant for users, else its type and message."""
    own = {cls.__name__ for cls in _family(AnalysisError)}
    return error.evalue if error.ename in own else f"{error.ename}: {error.evalue}"


def _family(cls: type) -> set[type]:
    return {cls}.union(*(_family(sub) for sub in cls.__subclasses__()))
