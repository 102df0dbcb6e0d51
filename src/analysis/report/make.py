"""From checked figures to a finished site in scratch: run the notebooks, assemble the book, build it, check it."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from analysis.data import list_cycles, load_base
from analysis.data.digest import digest
from analysis.data.scenarios import list_scenarios
from analysis.data.turn import own_turn
from analysis.errors import AnalysisError
from analysis.report.asked import Asked, BuildFailed, Progress
from analysis.report.assemble import assemble, mark_of
from analysis.report.check import check_site
from analysis.report.editions import Edition, all_editions, one_edition, shell
from analysis.report.executors import Executor
from analysis.report.kept import Kept
from analysis.report.lifeline import ending_together
from analysis.report.open_data.files import write_open_data
from analysis.report.project import Project
from analysis.report.render import JupyterBook, render
from analysis.report.run import Run, Watch, run_pages
from analysis.report.stamp import AUDIT, FIGURES, put, stamp_of
from analysis.report.works import works

#: How many editions are built at the same time.
CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Plan:
    """What a site is made of, checked, and where; it can be sent to another process.

    Parameters
    ----------
    project : Project
        Texts, notebooks and settings.
    asked : Asked
        What book is asked for.
    books : list of Edition
        The editions of it, the one at the root first.
    figures : Path
        A copy of the data folder, which nobody changes.
    scratch : Path
        Folder to work in.
    stamp : str
        The stamp of the site (see `analysis.report.stamp`). It is made before anything is read, so that what someone
        changes meanwhile is seen by the next build.
    """

    project: Project
    asked: Asked
    books: list[Edition]
    figures: Path
    scratch: Path
    stamp: str


def check(asked: Asked, data_dir: Path) -> tuple[list[Edition], dict[str, str]]:
    """Check the figures.

    Returns
    -------
    tuple
        The editions that are asked for, and the digest of every cycle and scenario that was checked.

    Raises
    ------
    analysis.data.FigureErrors
        If figures are invalid.
    analysis.errors.WrongUse
        If what is asked for does not exist.
    """
    digests = _digests(data_dir, asked)
    if asked.editions:
        return all_editions(data_dir), digests
    return one_edition(asked.cycle, asked.programmes, data_dir, asked.base, asked.scenarios), digests


def plan(project: Project, asked: Asked, checked: tuple[list[Edition], dict], data_dir: Path, scratch: Path) -> Plan:
    """Copy the figures that were checked: every page then tells the same, whatever someone changes meanwhile.

    Raises
    ------
    analysis.errors.AnalysisError
        If the figures changed after they were checked.
    """
    books, digests = checked
    figures = scratch / "cijfers"
    with own_turn(data_dir):  # an import has replaced all of a cycle or nothing of it
        for part in FIGURES:
            if (data_dir / part).is_dir():
                shutil.copytree(data_dir / part, figures / part)
        if (data_dir / AUDIT).is_file():
            shutil.copy(data_dir / AUDIT, figures)
    if _digests(figures, asked) != digests:
        raise AnalysisError(f"De cijfers in {data_dir} zijn gewijzigd toen de build begon; bouw de site opnieuw.")
    return Plan(project, asked, books, figures, scratch, stamp_of(project, asked, figures))


def _digests(data_dir: Path, asked: Asked) -> dict[str, str]:
    """Give the digest of every cycle, and of every scenario that is asked for."""
    cycles = [f"cycles/{name}" for name in list_cycles(data_dir)]
    scenarios = [f"scenarios/{name}" for name in list_scenarios(data_dir) if name in asked.scenarios]
    return {place: digest(data_dir / place) for place in (*cycles, *scenarios)}


def run_notebooks(plan: Plan, runner: Executor, kept: Kept, limit: float, progress: Progress) -> dict[str, list[Run]]:
    """Run the pages of every cycle once, also of one with two editions.

    Returns
    -------
    dict of str to list of Run
        The runs of each cycle, all succeeded; the notebooks stand in the scratch of the plan.

    Raises
    ------
    BuildFailed
        With all failures together.
    """
    cycles = {book.cycle.name: book for book in plan.books}
    pages = [page for book in cycles.values() for page in book.pages]
    progress.start(pages)
    notebooks = plan.project.notebooks
    todo = (
        work
        for name, book in cycles.items()
        for work in works(
            book.cycle, plan.asked.base, book.pages, notebooks, plan.figures, plan.scratch / "notebooks" / name, limit
        )
    )
    done = iter(run_pages(todo, runner, kept, Watch(progress.busy, progress.done)))
    runs = {name: list(islice(done, len(book.pages))) for name, book in cycles.items()}
    failed = [(name, run) for name, of_cycle in runs.items() for run in of_cycle if run.failure]
    if failed:
        which = {name: f"{name}: " if len(runs) > 1 else "" for name in runs}
        raise BuildFailed(
            "\n".join(
                [
                    f"Niet gelukt: {len(failed)} van de {len(pages)} bladzijden; de site is niet vernieuwd:",
                    *(f"{which[name]}{run.page.name}: {run.failure}" for name, run in failed),
                ]
            )
        )
    return runs


def finish(
    plan: Plan,
    runs: dict[str, list[Run]],
    workshops: Path | None = None,
    afresh: bool = False,
    stage: Callable[[str], None] = lambda words: None,
) -> tuple[Path, Path]:
    """Make the site of notebooks that ran.

    Parameters
    ----------
    plan : Plan
        What the site is made of.
    runs : dict of str to list of Run
        The runs of each cycle.
    workshops : Path, optional
        Folder with the workshops of the editions (see `analysis.report.workshop`); without it each is made anew.
    afresh : bool
        Clear the workshops first.
    stage : callable
        Called with the Dutch name of what comes next.

    Returns
    -------
    tuple of Path
        The assembled book of the newest edition by itself, which can be built by hand, and the site.

    Raises
    ------
    BuildFailed
        If the book or the check of the site fails.
    """
    stage("Boek samenstellen")
    with ExitStack() as until:
        makers = [until.enter_context(JupyterBook()) for _ in plan.books[:CORES]]
        by_itself = _assemble(plan, runs)
        stage("Site bouwen")
        site = _render(plan, makers, workshops, afresh)
    stage("Site controleren")
    if problems := check_site(site, [f"{book.place}/{name}".lstrip("/") for book in plan.books for name in book.names]):
        raise BuildFailed("\n".join(["De site is gebouwd maar niet in orde, en daarom niet vernieuwd:", *problems]))
    put(plan.stamp, site)
    return by_itself, site


def begin_anew(plan: Plan) -> None:
    """Throw away what is left of a site whose making was killed, so that it can be made again of the same notebooks."""
    for path in plan.scratch.iterdir():
        if path not in (plan.figures, plan.scratch / "notebooks"):
            shutil.rmtree(path)


def _assemble(plan: Plan, runs: dict[str, list[Run]]) -> Path:
    """Assemble the book of every edition; give the newest as a book by itself."""
    made, books, scratch = datetime.now(), plan.books, plan.scratch
    open_data = scratch / "open-data"
    for cycle in {book.cycle.name: book.cycle for book in books}.values():
        before = load_base(cycle, plan.asked.base, plan.figures)
        mark = mark_of(plan.figures, cycle)
        write_open_data(cycle, before, plan.figures, open_data / cycle.name, made, mark)

    def assembled(target: Path, book: Edition, others: list[Edition]) -> Path:
        name, around = book.cycle.name, shell(book, others)
        executed, published = scratch / "notebooks" / name, open_data / name
        assemble(plan.project, book.cycle, plan.figures, runs[name], executed, published, target, around, made)
        return target

    folders = [assembled(scratch / "books" / str(number), book, books) for number, book in enumerate(books)]
    return assembled(scratch / "book", books[0], books[:1]) if len(books) > 1 else folders[0]


def _render(plan: Plan, makers: list[JupyterBook], workshops: Path | None, afresh: bool) -> Path:
    """Build every edition, several at a time, and put them together in one folder."""

    def edition(number: int) -> Path:
        workshop = workshops / (plan.books[number].place or "begin") if workshops else None
        source, target = plan.scratch / "books" / str(number), plan.scratch / "sites" / str(number)
        with makers.pop() if makers else JupyterBook() as maker:
            return render(maker, source, target, workshop, afresh)

    (plan.scratch / "sites").mkdir()
    pool = ThreadPoolExecutor(CORES)
    with ending_together(pool.shutdown):
        site, *others = pool.map(edition, range(len(plan.books)))
    for book, html in zip(plan.books[1:], others, strict=True):
        (site / book.place).parent.mkdir(exist_ok=True)
        html.rename(site / book.place)
    return site
