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
from dataclasses import dataclass, replace
from pathlib import Path

import papermill
from jupyter_client.manager import AsyncKernelManager
from papermill.exceptions import PapermillExecutionError

from analysis.errors import AnalysisError, known
from analysis.report.lifeline import HOLD_ON, lifeline
from analysis.report.pages import Page

#: Seconds that one cell may take; a notebook that never ends must not hold up the book.
CELL_TIMEOUT = 120
#: How often a page is started whose kernel dies.
TRIES = 2


class SocketKernelManager(AsyncKernelManager):
    """Talk to a kernel over a socket file of its own: TCP ports of kernels that start together can clash."""

    #: Folder for the folders with sockets; None = the temporary folder of the system.
    sockets: Path | None = None

    def __init__(self, **settings):
        super().__init__(**settings)
        if sys.platform != "win32":
            folder = tempfile.mkdtemp(prefix="kernel-", dir=self.sockets)
            self.transport = "ipc"
            self.ip = os.path.join(folder, "s")
            self.connection_file = os.path.join(folder, "kernel.json")

    async def start_kernel(self, **settings):
        """Start the kernel without the messages it would log about its own end, and tied to this process.

        ipykernel looks every second whether its parent has changed, but takes whatever parent it has when it starts to
        look for the right one; a kernel whose build is killed while it starts would live on. Windows needs neither.
        """
        settings["extra_arguments"] = [*settings.get("extra_arguments", ()), "--log-level=50"]
        if sys.platform != "win32":
            settings["extra_arguments"].append(f"--IPKernelApp.exec_lines={HOLD_ON}")
            settings["stdin"] = lifeline()
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
    tries : int
        How often it was started: a kernel that dies is replaced once.
    """

    page: Page
    seconds: float
    failure: str | None = None
    tries: int = 1


def check_parameters(notebook: Path, parameters: Iterable[str]) -> None:
    """Refuse a parameter that a notebook does not have; papermill itself would only warn and run the default.

    Raises
    ------
    analysis.errors.WrongUse
        With the list of parameters that exist.
    analysis.errors.AnalysisError
        If the file is no notebook.
    """
    try:
        existing = list(papermill.inspect_notebook(str(notebook)))
    except Exception as error:  # damage shows in many ways
        raise unreadable(notebook) from error
    for name in parameters:
        if name not in existing:
            raise known(f"onbekende parameter van {notebook.name}", name, existing)


def unreadable(notebook: Path) -> AnalysisError:
    """Make the refusal of a file that is no notebook."""
    return AnalysisError(f"{notebook} is niet te lezen als notebook; zet het terug.")


def run_pages(
    pages: list[Page],
    notebooks: Path,
    figures: Path,
    target: Path,
    workers: int,
    done: Callable[[Run], None] = lambda run: None,
    sockets: Path | None = None,
) -> list[Run]:
    """Run the notebook of every page; one that fails does not stop the others.

    Parameters
    ----------
    pages : list of Page
        The pages.
    notebooks : Path
        Folder with the notebooks.
    figures : Path
        The data folder that the notebooks read.
    target : Path
        Folder for the executed notebooks, ``<name>.ipynb`` each; only those that succeeded come to stand there. While
        they run they stand beside it, in ``<target>-bezig``.
    workers : int
        How many run at the same time.
    done : callable
        Called with each finished run.
    sockets : Path, optional
        Folder for the sockets of the kernels, with a short path; the temporary folder of the system if not given.

    Returns
    -------
    list of Run
        In the order of the pages.
    """
    pages = [replace(page, parameters={**page.parameters, "data_dir": str(figures)}) for page in pages]
    for page in pages:
        check_parameters(notebooks / f"{page.notebook}.ipynb", page.parameters)
    logging.getLogger("papermill").setLevel(logging.ERROR)
    manager = type(SocketKernelManager.__name__, (SocketKernelManager,), {"sockets": sockets})
    scratch = target.with_name(f"{target.name}-bezig")
    runs = {}
    with ThreadPoolExecutor(workers) as pool:
        jobs = {pool.submit(_run, page, notebooks, target, scratch, manager): page for page in pages}
        try:
            for job in as_completed(jobs):
                runs[jobs[job].name] = job.result()
                done(runs[jobs[job].name])
        except BaseException:  # Ctrl+C: what has not started need not start
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    shutil.rmtree(scratch, ignore_errors=True)
    return [runs[page.name] for page in pages]


def _run(page: Page, notebooks: Path, target: Path, scratch: Path, manager: type) -> Run:
    """Run one page in scratch and move the result to its place only when it succeeded."""
    source, executed, final = (
        notebooks / f"{page.notebook}.ipynb",
        scratch / f"{page.name}.ipynb",
        target / f"{page.name}.ipynb",
    )
    executed.parent.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    tries, again = 0, True
    while again and tries < TRIES:
        tries += 1
        failure, again = _execute(page, source, executed, manager)
    if failure is None:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(executed, final)
    return Run(page, time.monotonic() - start, failure, tries)


def _execute(page: Page, source: Path, executed: Path, manager: type) -> tuple[str | None, bool]:
    """Execute a notebook; give the cell and the cause if it fails, and whether another try may go better.

    It runs in the current folder: papermill would change folders for the whole process, which threads share.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            papermill.execute_notebook(
                str(source),
                str(executed),
                parameters=page.parameters,
                progress_bar=False,
                kernel_manager_class=manager,
                execution_timeout=CELL_TIMEOUT,
                request_save_on_cell_execute=False,
            )
    except PapermillExecutionError as error:
        return f"cel {error.cell_index + 1}: {_cause(error)}", False
    except Exception as error:  # whatever a kernel can die of: the other pages go on, and this one is reported
        # where kernels talk over TCP, two that start together can take the same port
        return f"het notebook kon niet worden uitgevoerd: {type(error).__name__}: {error}", True
    return None, False


def _cause(error: PapermillExecutionError) -> str:
    """Give the message of an error meant for users, else its type and message."""
    own = {cls.__name__ for cls in _family(AnalysisError)}
    return error.evalue if error.ename in own else f"{error.ename}: {error.evalue}"


def _family(cls: type) -> set[type]:
    return {cls}.union(*(_family(sub) for sub in cls.__subclasses__()))
