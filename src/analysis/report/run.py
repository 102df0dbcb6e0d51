"""Run the notebooks of pages, several at a time; what is known from an earlier build is not run again."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

import papermill

from analysis.errors import AnalysisError, known
from analysis.report.executors import Executor
from analysis.report.kept import Kept
from analysis.report.pages import Page
from analysis.report.task import Outcome, Task

#: How many runs stand ready for each that is at work: none waits, and no more figures than these are in memory.
READY = 2


@dataclass(frozen=True)
class Work:
    """A page to be made.

    Parameters
    ----------
    page : Page
        The page.
    task : Task
        The run of its notebook.
    target : Path
        Folder for the executed notebook, which becomes ``<name of the page>.ipynb``.
    """

    page: Page
    task: Task = field(repr=False)
    target: Path


@dataclass(frozen=True)
class Run:
    """How the run of one page went.

    Parameters
    ----------
    page : Page
        The page.
    seconds : float
        Time it took; of a kept one, when it ran.
    failure : str or None
        Cell and cause in Dutch, if it failed.
    tries : int
        How often it was started: a kernel that dies is replaced once.
    kept : bool
        Whether it was not run but taken from an earlier build.
    """

    page: Page
    seconds: float
    failure: str | None = None
    tries: int = 1
    kept: bool = False


@dataclass
class Watch:
    """Who is told how the runs go; every part may be left out.

    Parameters
    ----------
    busy : callable
        Called with how many runs are at work, whenever that changes.
    done : callable
        Called with each finished run.
    """

    busy: Callable[[int], None] = lambda count: None
    done: Callable[[Run], None] = lambda run: None


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


def run_pages(works: Iterable[Work], executor: Executor, kept: Kept, watch: Watch) -> list[Run]:
    """Run the notebook of every page; one that fails does not stop the others.

    Parameters
    ----------
    works : iterable of Work
        What is to be made; taken one by one, as there is room.
    executor : Executor
        What runs notebooks.
    kept : Kept
        The outcomes of earlier builds; new ones are added.
    watch : Watch
        Who is told.

    Returns
    -------
    list of Run
        In the order of the works.
    """
    runs: dict[int, Run] = {}
    running: dict[Future, tuple[int, Work]] = {}

    def finish(number: int, work: Work, outcome: Outcome, known: bool) -> None:
        runs[number] = _finished(work, outcome, known)
        watch.done(runs[number])

    def take_some() -> None:
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            number, work = running.pop(future)
            outcome = future.result()
            if outcome.notebook is not None:
                kept.keep(work.task, outcome)
            finish(number, work, outcome, False)
        watch.busy(min(len(running), executor.workers))

    for number, work in enumerate(works):
        if outcome := kept.find(work.task):
            finish(number, work, outcome, True)
            continue
        running[executor.submit(work.task)] = number, work
        watch.busy(min(len(running), executor.workers))
        if len(running) >= READY * executor.workers:
            take_some()
    while running:
        take_some()
    return [runs[number] for number in sorted(runs)]


def _finished(work: Work, outcome: Outcome, known: bool) -> Run:
    """Put the notebook of a page in its place, and tell how it went."""
    if outcome.notebook is not None:
        place = work.target / f"{work.page.name}.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(outcome.notebook)
    return Run(work.page, outcome.seconds, outcome.failure, outcome.tries, known)
