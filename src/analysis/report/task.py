"""The run of one notebook, from bytes to bytes: it shares no folder with who asks for it, so that it can run anywhere."""

import logging
import tempfile
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import papermill
from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from analysis.data.reads import READS
from analysis.errors import AnalysisError, reason, reason_in

#: How often a page is started whose kernel dies.
TRIES = 2
#: The folder with figures, in the folder that the notebook runs in.
DATA = "data"
#: What the last cell of a run tells, which is not kept: the tables that the notebook asked for.
_TELL = nbformat.v4.new_code_cell("from analysis.data.reads import tell\n\ntell()", id="gelezen")


@dataclass(frozen=True)
class Task:
    """What is needed to run the notebook of a page.

    Parameters
    ----------
    name : str
        Name of the page, for messages.
    notebook : bytes
        The notebook.
    parameters : Mapping
        What papermill passes to it.
    figures : Mapping of str to bytes
        The files of the data folder that it reads.
    limit : float
        Seconds that one cell may take.
    """

    name: str
    notebook: bytes
    parameters: Mapping[str, str]
    figures: Mapping[str, bytes] = field(repr=False)
    limit: float


@dataclass(frozen=True)
class Outcome:
    """What came of a task.

    Parameters
    ----------
    notebook : bytes or None
        The executed notebook; the same bytes for the same task, wherever and whenever it ran.
    seconds : float
        Time it took.
    failure : str or None
        Cell and cause in Dutch, if it failed.
    tries : int
        How often it was started: a kernel that dies is replaced once.
    reads : tuple of str
        The files of the data folder that its outcome depends on.
    """

    notebook: bytes | None
    seconds: float
    failure: str | None = None
    tries: int = 1
    reads: tuple[str, ...] = ()


def run(task: Task, manager: type[KernelManager]) -> Outcome:
    """Run the notebook of a task in a folder of its own, which is gone afterwards.

    Parameters
    ----------
    task : Task
        The task.
    manager : type
        The class that starts its kernel (see `analysis.report.kernels`).
    """
    start, tries = time.monotonic(), 0
    for name in ("papermill", "asyncio"):  # what goes wrong is told by this program, in Dutch
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with tempfile.TemporaryDirectory(prefix="bladzijde-", dir=manager.sockets, ignore_cleanup_errors=True) as place:
            _lay_out(task.figures, Path(place) / DATA)
            again = True
            while again and tries < TRIES:
                tries += 1
                executed, failure, again = _execute(task, Path(place), manager)
    except OSError as error:
        executed, failure = None, f"lezen of schrijven lukt niet: {error.filename or 'de werkmap'} ({reason(error)})"
    seconds = time.monotonic() - start
    if executed is None:
        return Outcome(None, seconds, failure, tries)
    reads = _reads(executed)
    return Outcome(nbformat.writes(_plain(executed)).encode(), seconds, None, tries, reads)


def _lay_out(figures: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a data folder."""
    for name, content in figures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _execute(task: Task, folder: Path, manager: type) -> tuple[NotebookNode | None, str | None, bool]:
    """Execute a notebook once; give it, or the cell and the cause if it fails and whether another try may go better.

    The kernel works in `folder`. Papermill itself would change folders for the whole process, which others share.
    """
    notebook = nbformat.reads(task.notebook.decode(), as_version=4)
    notebook.cells.append(_TELL)
    at = [0]  # the cell that runs

    def begins(cell: NotebookNode, cell_index: int) -> None:
        at[0] = cell_index + 1

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            executed = papermill.execute_notebook(
                notebook,
                None,
                parameters={**task.parameters, "data_dir": DATA},
                progress_bar=False,
                kernel_manager_class=manager,
                resources={"metadata": {"path": str(folder)}},
                execution_timeout=task.limit,
                shutdown_kernel="immediate",
                coalesce_streams=True,  # what is printed may come in pieces, never in the same ones
                on_cell_start=begins,
            )
    except PapermillExecutionError as error:
        return None, f"cel {error.cell_index + 1}: {_cause(error)}", False
    except CellTimeoutError:
        failure = f"cel {at[0]} was na {task.limit:g} seconden nog bezig en is afgebroken (langer mag met --time-limit)"
        return None, failure, False
    except DeadKernelError:
        failure = f"het rekenproces stopte plotseling bij cel {at[0]}; waarschijnlijk was er te weinig geheugen, of is het beëindigd"
        return None, failure, True
    except AnalysisError as error:
        return None, str(error), True
    except Exception as error:  # whatever else a kernel can die of: the other pages go on, and this one is reported
        # where kernels talk over TCP, two that start together can take the same port
        cause = reason_in(str(error)) or f"{type(error).__name__}: {error}"
        return None, f"het notebook kon niet worden uitgevoerd: {cause}", True
    return executed, None, False


def _cause(error: PapermillExecutionError) -> str:
    """Give the message of an error meant for users, else its type and message."""
    if error.ename == "MemoryError":
        return "er was te weinig geheugen"
    if reason := reason_in(error.evalue):
        return f"lezen of schrijven lukt niet: {reason}"
    own = {cls.__name__ for cls in _family(AnalysisError)}
    return error.evalue if error.ename in own else f"{error.ename}: {error.evalue}"


def _family(cls: type) -> set[type]:
    return {cls}.union(*(_family(sub) for sub in cls.__subclasses__()))


def _reads(notebook: NotebookNode) -> tuple[str, ...]:
    """Take the last cell off, and give what it told."""
    told = notebook.cells.pop()
    return tuple(sorted(line for output in told.outputs for line in output["data"][READS]))


def _plain(notebook: NotebookNode) -> NotebookNode:
    """Take out when and where a notebook ran, and the names that papermill makes up: the same run gives the same bytes."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = "injected-parameters"
    return notebook
