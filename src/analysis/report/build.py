"""Make a site from figures: run, assemble, build, check, and swap in as a whole."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.data import find_data_dir, load_base, load_cycle
from analysis.errors import AnalysisError, WrongUse
from analysis.present import explanations
from analysis.report.assemble import Project, assemble
from analysis.report.check import check_site
from analysis.report.pages import TEXTS, Page, pages
from analysis.report.run import Run, run_pages

#: The repository that this package stands in.
PROJECT = Project(Path(__file__).parents[3])

#: Stands in every folder that a build made, so that no other folder is ever replaced.
MARKER = ".programmaboek"


class BuildFailed(AnalysisError):
    """The book could not be made; says what failed. The last good site is still there."""


@dataclass(frozen=True)
class Site:
    """A finished site.

    Parameters
    ----------
    folder : Path
        Where it stands.
    runs : list of Run
        How each page went.
    """

    folder: Path
    runs: list[Run]


@dataclass
class Progress:
    """What a build tells while it runs; every part may be left out.

    Parameters
    ----------
    start : callable
        Called with the pages before the first runs.
    done : callable
        Called with each finished run.
    stage : callable
        Called with the Dutch name of what comes next.
    """

    start: Callable[[list[Page]], None] = lambda pages: None
    done: Callable[[Run], None] = lambda run: None
    stage: Callable[[str], None] = lambda words: None


def build(
    cycle: str = "",
    programmes: Iterable[str] = (),
    data_dir: str | Path = "data",
    output: str | Path = "_build/html",
    progress: Progress | None = None,
    base: str = "",
) -> Site:
    """Build the site of a cycle.

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
    base : str
        Cycle to compare with; empty = the previous one.

    Raises
    ------
    analysis.data.FigureErrors
        If the figures are invalid, or an explanation names a number that does not exist.
    analysis.errors.WrongUse
        If the cycle or a programme does not exist, or the output folder holds something else.
    BuildFailed
        If a notebook, the book or the check of the site fails; lists every failure.
    """
    progress = progress or Progress()
    if not replaceable(Path(output)):
        raise WrongUse(
            f"{output} is niet leeg en niet door een eerdere build gemaakt; kies met --output een nieuwe of een lege map."
        )
    data_dir, output = find_data_dir(data_dir).resolve(), Path(output).resolve()
    figures = load_cycle(cycle, data_dir)
    explanations.check(figures)
    load_base(figures, base, data_dir)
    wanted = pages(figures, data_dir, [figures.pick(programme) for programme in programmes], base)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".bouw-", dir=output.parent) as scratch:
        executed, book = Path(scratch) / "notebooks", Path(scratch) / "book"
        progress.start(wanted)
        runs = run_pages(wanted, PROJECT.notebooks, executed, workers=os.cpu_count() or 1, done=progress.done)
        if failed := [run for run in runs if run.failure]:
            raise BuildFailed(
                "\n".join(
                    [
                        f"Niet gelukt: {len(failed)} van de {len(runs)} bladzijden; de site is niet vernieuwd:",
                        *(f"{run.page.name}: {run.failure}" for run in failed),
                    ]
                )
            )
        progress.stage("Boek samenstellen")
        assemble(PROJECT, figures, data_dir, runs, executed, book)
        progress.stage("Site bouwen")
        html = jupyter_book(book, Path(scratch) / "site")
        progress.stage("Site controleren")
        if problems := check_site(html, [*(page.name for page in wanted), *TEXTS]):
            raise BuildFailed("\n".join(["De site is gebouwd maar niet in orde, en daarom niet vernieuwd:", *problems]))
        for finished in (book, html):
            (finished / MARKER).touch()
        if replaceable(output.parent / "book"):
            swap(book, output.parent / "book")
        swap(html, output)
    return Site(output, runs)


def jupyter_book(book: Path, target: Path) -> Path:
    """Build an assembled book with Jupyter Book, strictly: a warning is an error.

    Returns
    -------
    Path
        The folder with the HTML.

    Raises
    ------
    BuildFailed
        With the warnings and errors that Jupyter Book gave.
    """
    arguments = ["build", str(book), "--path-output", str(target), "-n", "-W", "--keep-going", "--quiet"]
    code = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if result.returncode != 0:
        said = [line for line in (result.stdout + result.stderr).splitlines() if "WARNING" in line or "ERROR" in line]
        raise BuildFailed(
            "\n".join(
                [
                    "Jupyter Book kon het boek niet foutloos bouwen:",
                    *(said or (result.stdout + result.stderr).splitlines()[-20:]),
                ]
            ).replace(str(book) + os.sep, "")
        )
    return target / "_build" / "html"


def replaceable(place: Path) -> bool:
    """Tell whether a build may take a place: nothing stands there, an empty folder, or what a build made before."""
    if place.is_dir():
        return (place / MARKER).is_file() or not any(place.iterdir())
    return not place.exists()


def swap(new: Path, place: Path) -> None:
    """Put a finished folder in its place; what stood there goes only when the new one is ready beside it."""
    old = place.with_name(f".oud-{place.name}")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
