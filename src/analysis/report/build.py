"""Make a site from figures: run, assemble, build, check, and put in place as a whole."""

import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from analysis.data import find_data_dir, list_cycles, load_base
from analysis.data.digest import digest
from analysis.data.turn import own_turn
from analysis.errors import AnalysisError, WrongUse
from analysis.report.accessibility import FILE as AUDIT
from analysis.report.assemble import Project, assemble, commit, mark_of
from analysis.report.check import check_site
from analysis.report.editions import Edition, all_editions, one_edition, shell
from analysis.report.executors import executor
from analysis.report.kept import FOLDER as KEPT
from analysis.report.kept import Kept
from analysis.report.open_data.files import write_open_data
from analysis.report.pages import Page
from analysis.report.publish import MARKER, NotPublished, publish, recover, replaceable
from analysis.report.render import BuildFailed, jupyter_book
from analysis.report.run import Run, Watch, run_pages
from analysis.report.stamp import FIGURES, bears, put, stamp
from analysis.report.workplace import Workplace, workplace
from analysis.report.works import works

__all__ = ["MARKER", "BuildFailed", "NotPublished", "Progress", "Site", "build", "jupyter_book"]

#: The repository that this package stands in.
PROJECT = Project(Path(__file__).parents[3])


@dataclass(frozen=True)
class Site:
    """A finished site.

    Parameters
    ----------
    folder : Path
        Where it stands.
    runs : list of Run
        How each page went, of every cycle; none if nothing had changed, and the site that stood there is the answer.
    cycles : list of str
        The cycles in it, newest first; none likewise.
    """

    folder: Path
    runs: list[Run]
    cycles: list[str]


@dataclass
class Progress:
    """What a build tells while it runs; every part may be left out.

    Parameters
    ----------
    start : callable
        Called with the pages before the first runs.
    busy : callable
        Called with how many notebooks run, whenever that changes.
    done : callable
        Called with each finished run.
    stage : callable
        Called with the Dutch name of what comes next.
    """

    start: Callable[[list[Page]], None] = lambda pages: None
    busy: Callable[[int], None] = lambda count: None
    done: Callable[[Run], None] = lambda run: None
    stage: Callable[[str], None] = lambda words: None


@dataclass(frozen=True)
class Asked:
    """What book is asked for (see `build`)."""

    cycle: str
    programmes: tuple[str, ...]
    base: str
    scenarios: tuple[str, ...]
    editions: bool


@dataclass(frozen=True)
class Ways:
    """How a build goes about it; whatever is chosen here, the site is the same.

    Parameters
    ----------
    workers : int
        How many notebooks run at the same time; 0 = as many as the machine has cores.
    force : bool
        Run every notebook, also those whose outcome is known.
    limit : float
        Seconds that one cell of a notebook may take; one that never ends must not hold up the book.
    scheduler : str
        Address of a Dask scheduler whose workers run the notebooks; empty = this machine does.
    """

    workers: int = 0
    force: bool = False
    limit: float = 120
    scheduler: str = ""


def build(
    cycle: str = "",
    programmes: Iterable[str] = (),
    data_dir: str | Path = "data",
    output: str | Path = "_build/html",
    progress: Progress | None = None,
    editions: bool = False,
    base: str = "",
    scenarios: Iterable[str] = (),
    ways: Ways = Ways(),  # noqa: B008 (it cannot be changed)
) -> Site:
    """Build the site of a cycle, or of all cycles.

    Parameters
    ----------
    cycle : str
        The cycle; empty = the newest.
    programmes : iterable of str
        Programmes to make a page for; none = all.
    data_dir : str or Path
        The data folder.
    output : str or Path
        Folder for the site: absent, empty or made by an earlier build. The assembled book comes to stand in ``book``
        beside it, for who wants to build it by hand.
    progress : Progress, optional
        Who is told how far it is.
    editions : bool
        Make the book of every cycle, side by side (see `analysis.report.editions`): all of them or none.
    base : str
        Cycle to compare with; empty = the previous one.
    scenarios : iterable of str
        Scenarios of the cycle to make a page for; none = a book of what is adopted alone.
    ways : Ways
        How to go about it.

    Raises
    ------
    analysis.data.FigureErrors
        If the figures or those of a scenario are invalid, or an explanation names a number that does not exist.
    analysis.errors.WrongUse
        If the cycle, a programme or a scenario does not exist, the output folder holds something else, or another build is at work
        there.
    BuildFailed
        If a notebook, the book or the check of the site fails; lists every failure.
    NotPublished
        If the finished site could not be put in its place.
    """
    progress, asked = progress or Progress(), Asked(cycle, tuple(programmes), base, tuple(scenarios), editions)
    if not replaceable(Path(output)):
        raise WrongUse(
            f"{output} is niet leeg en niet door een eerdere build gemaakt; kies met --output een nieuwe of een lege map."
        )
    if editions and (cycle or asked.programmes or base or asked.scenarios):
        raise WrongUse(
            "Met --editions komen alle cycli en alle programma's in de site, elk naast de vorige en zonder voorstellen; "
            "laat --cycle, --programme, --base en --scenario weg."
        )
    data_dir, output = find_data_dir(data_dir).resolve(), Path(output).resolve()
    if not ways.force and bears(output, _stamp(data_dir, asked)) and (output.parent / "book").exists():
        return Site(output, [], [])
    checked = _digests(data_dir)
    books = (
        all_editions(data_dir) if editions else one_edition(cycle, asked.programmes, data_dir, base, asked.scenarios)
    )
    output.parent.mkdir(parents=True, exist_ok=True)
    with workplace(output.parent) as scratch:
        for place in (output, output.parent / "book"):
            recover(place, scratch.folder)
        figures = _copied(data_dir, scratch.folder, checked)
        kept = Kept(output.parent / KEPT / "notebooks", ways.force)
        runs = _run(books, figures, scratch, kept, base, ways, progress)
        progress.stage("Boek samenstellen")
        by_itself = _assemble(books, runs, figures, scratch.folder, base)
        progress.stage("Site bouwen")
        site = _render(books, scratch.folder, output.parent / KEPT, ways.force)
        progress.stage("Site controleren")
        if problems := check_site(site, [f"{book.place}/{name}".lstrip("/") for book in books for name in book.names]):
            raise BuildFailed("\n".join(["De site is gebouwd maar niet in orde, en daarom niet vernieuwd:", *problems]))
        put(_stamp(figures, asked), site)
        _publish(by_itself, site, output)
        kept.tidy()
    return Site(output, [run for of_cycle in runs.values() for run in of_cycle], list(runs))


def _stamp(data_dir: Path, asked: Asked) -> str:
    """Make the stamp of the site of some figures."""
    told = [*astuple(asked), commit(PROJECT.root)]
    return stamp(data_dir, data_dir / AUDIT, [PROJECT.book, PROJECT.notebooks], PROJECT.config, told)


def _copied(data_dir: Path, scratch: Path, checked: dict[str, str]) -> Path:
    """Copy the figures for this build: every page then tells the same, whatever someone changes meanwhile.

    Raises
    ------
    analysis.errors.AnalysisError
        If they changed after they were checked.
    """
    target = scratch / "cijfers"
    with own_turn(data_dir):  # an import has replaced all of a cycle or nothing of it
        for part in FIGURES:
            if (data_dir / part).is_dir():
                shutil.copytree(data_dir / part, target / part)
        if (data_dir / AUDIT).is_file():
            shutil.copy(data_dir / AUDIT, target)
    if _digests(target) != checked:
        raise AnalysisError(f"De cijfers in {data_dir} zijn gewijzigd toen de build begon; bouw de site opnieuw.")
    return target


def _digests(data_dir: Path) -> dict[str, str]:
    """Give the digest of every cycle."""
    return {cycle: digest(data_dir / "cycles" / cycle) for cycle in list_cycles(data_dir)}


def _run(
    books: list[Edition], figures: Path, scratch: Workplace, kept: Kept, base: str, ways: Ways, progress: Progress
) -> dict[str, list[Run]]:
    """Run the pages of every cycle once, also of one with two editions; fail with all failures together."""
    cycles = {book.cycle.name: book for book in books}
    pages = [page for book in cycles.values() for page in book.pages]
    progress.start(pages)
    target = scratch.folder / "notebooks"
    todo = (
        work
        for name, book in cycles.items()
        for work in works(book.cycle, base, book.pages, PROJECT.notebooks, figures, target / name, ways.limit)
    )
    with executor(ways.workers or os.cpu_count() or 1, ways.scheduler, scratch.sockets) as runner:
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


def _assemble(books: list[Edition], runs: dict[str, list[Run]], data_dir: Path, scratch: Path, base: str) -> Path:
    """Assemble the book of every edition; give the newest as a book by itself, which can be built by hand."""
    made, open_data = datetime.now(), scratch / "open-data"
    for cycle in {book.cycle.name: book.cycle for book in books}.values():
        before = load_base(cycle, base, data_dir)
        write_open_data(cycle, before, data_dir, open_data / cycle.name, made, mark_of(data_dir, cycle))

    def assembled(target: Path, book: Edition, others: list[Edition]) -> Path:
        name, around = book.cycle.name, shell(book, others)
        executed, published = scratch / "notebooks" / name, open_data / name
        assemble(PROJECT, book.cycle, data_dir, runs[name], executed, published, target, around, made)
        return target

    folders = [assembled(scratch / "books" / str(number), book, books) for number, book in enumerate(books)]
    return assembled(scratch / "book", books[0], books[:1]) if len(books) > 1 else folders[0]


def _render(books: list[Edition], scratch: Path, kept: Path, afresh: bool) -> Path:
    """Build every edition, several at a time, and put them together in one folder."""

    def render(number: int) -> Path:
        workshop = kept / "boek" / (books[number].place or "begin")
        return jupyter_book(scratch / "books" / str(number), scratch / "sites" / str(number), workshop, afresh)

    (scratch / "sites").mkdir()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        site, *others = pool.map(render, range(len(books)))
    for book, html in zip(books[1:], others, strict=True):
        (site / book.place).parent.mkdir(exist_ok=True)
        html.rename(site / book.place)
    return site


def _publish(book: Path, site: Path, output: Path) -> None:
    """Put the site in its place, and the assembled book beside it where that may stand."""
    (book / MARKER).touch()
    beside = output.parent / "book"
    publish([(book, beside), (site, output)] if replaceable(beside) else [(site, output)])
