"""The sites of several municipalities in one go: a site each, and a page over all.

Notebooks of one municipality run while the site of another is made, in a process of its own: all cores are at work, and
what this process holds does not grow with the number of municipalities. One with wrong figures stops no other; its last
good site stays.
"""

import os
import shutil
from collections import deque
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from analysis.data.folders import SLUG
from analysis.errors import AnalysisError, WrongUse, system_refusal
from analysis.present.formats import counted
from analysis.report.asked import Asked, BuildFailed, Progress, Ways
from analysis.report.executors import executor
from analysis.report.finishers import Finishers
from analysis.report.forkserver import fork_server
from analysis.report.kept import FOLDER as KEPT
from analysis.report.kept import Kept
from analysis.report.make import Plan, begin_anew, check, finish, plan, run_notebooks
from analysis.report.project import Project
from analysis.report.publish import MARKER, SEVERAL, check_place, publish, recover, replaceable
from analysis.report.region_page import region_page
from analysis.report.stamp import bears, stamp_of
from analysis.report.workplace import Workplace, workplace

#: Folder with what is kept of each municipality.
KEPT_EACH = "gemeenten"


@dataclass(frozen=True)
class Region:
    """The sites of several municipalities.

    Parameters
    ----------
    folder : Path
        Where they stand, a folder each, with a page over all.
    made, unchanged : list of str
        The municipalities whose site was made now, and those for which nothing had changed.
    """

    folder: Path
    made: list[str]
    unchanged: list[str]


def build_region(
    folders: dict[str, Path], project: Project, output: Path, editions: bool, ways: Ways, progress: Progress
) -> Region:
    """Build the site of every municipality, and the page over all.

    Parameters
    ----------
    folders : dict of str to Path
        The data folder of each, by name (see `municipalities`).
    project : Project
        Texts, notebooks and settings.
    output : Path
        Folder for the sites: absent, empty or made by an earlier build. A site in it of a municipality that is no longer
        among the folders goes, with what is kept of it.
    editions : bool
        Make the book of every cycle of each.
    ways : Ways
        How to go about it.
    progress : Progress
        Who is told how far it is.

    Raises
    ------
    analysis.errors.WrongUse
        If the output folder holds something else, or another build is at work there.
    NotAll
        If some failed; the sites of the others, and the page over all, are in place.
    Stopped
        If someone stops it when some sites are in place.
    """
    check_place(output, SEVERAL)
    output.mkdir(parents=True, exist_ok=True)
    with workplace(output.parent) as scratch:
        (output / MARKER).write_text(SEVERAL, encoding="utf-8")
        round_ = _Round(project, output, Asked(editions=editions), ways, progress, scratch)
        try:
            round_.make(folders)
        except KeyboardInterrupt:
            if not round_.made:
                raise
            raise Stopped(len(round_.made), len(folders)) from None
        known = output.parent / KEPT / KEPT_EACH
        for place in (*output.iterdir(), *(known.iterdir() if known.is_dir() else ())):
            if place.name not in folders and (place / MARKER).is_file():
                place.rename(scratch.folder / f"weg-{place.parent.name}-{place.name}")
        for name, content in region_page(output, list(folders), round_.failures, project).items():
            (scratch.folder / name).write_bytes(content)
            (scratch.folder / name).replace(output / name)
    if round_.failures:
        raise NotAll(len(folders), round_.failures)
    return Region(output, round_.made, round_.unchanged)


class Stopped(AnalysisError):
    """Someone stopped the build when some sites were made.

    Parameters
    ----------
    made, count : int
        How many sites were made, and how many municipalities there are.
    """

    def __init__(self, made: int, count: int):
        done = "1 site is" if made == 1 else f"{made} sites zijn"
        super().__init__(
            f"Afgebroken: {done} vernieuwd, van {counted(count, 'gemeente', 'gemeenten')}; de andere zijn zoals ze waren. "
            "Dezelfde opdracht gaat verder waar deze ophield."
        )


class NotAll(AnalysisError):
    """Some sites could not be made; the others are in place.

    Parameters
    ----------
    count : int
        How many municipalities there are.
    failures : dict of str to str
        What went wrong, by municipality.
    """

    def __init__(self, count: int, failures: dict[str, str]):
        self.failures = failures
        told = [f"{name}: {failure}" for name, failure in failures.items()]
        others = " De andere sites zijn klaar." if len(failures) < count else ""
        super().__init__(
            "\n\n".join(
                [
                    f"Bij {len(failures)} van de {counted(count, 'gemeente', 'gemeenten')} is de site niet vernieuwd; "
                    f"wat er stond, staat er nog.{others}",
                    *told,
                ]
            )
        )


#: What may go wrong with one municipality without stopping the others.
FAILURES = (AnalysisError, OSError, BrokenProcessPool)


class _Round:
    """One go along all municipalities."""

    def __init__(self, project, output: Path, asked: Asked, ways: Ways, progress: Progress, scratch: Workplace):
        self._project, self._output, self._asked, self._ways = project, output, asked, ways
        self._progress, self._scratch = progress, scratch
        self.made, self.unchanged, self.failures = [], [], {}

    def make(self, folders: dict[str, Path]) -> None:
        """Make every site; a few at a time are between their notebooks and their place."""
        cores = os.cpu_count() or 1
        finishing: deque[tuple[str, Plan, dict, Future]] = deque()
        with (
            fork_server(not self._ways.scheduler) as server,
            executor(self._ways, self._scratch.sockets, server) as runner,
            Finishers(cores) as finishers,
        ):
            for number, (name, data_dir) in enumerate(folders.items(), 1):
                self._progress.part(number, len(folders), name)
                folder = self._scratch.folder / "gemeenten" / name
                try:
                    todo = self._plan(name, data_dir, folder)
                    if todo:
                        kept = Kept(self._output.parent / KEPT / KEPT_EACH / name, self._ways.force)
                        runs = run_notebooks(todo, runner, kept, self._ways.limit, self._progress)
                        kept.tidy()
                        finishing.append((name, todo, runs, finishers.submit(finish, todo, runs)))
                except FAILURES as error:
                    self._failed(name, folder, error)
                while len(finishing) > cores:
                    self._settle(finishers, *finishing.popleft())
            while finishing:
                self._settle(finishers, *finishing.popleft())

    def _plan(self, name: str, data_dir: Path, folder: Path) -> Plan | None:
        """Check and copy the figures of a municipality; None if its site is as it should be."""
        if not SLUG.fullmatch(name):
            raise WrongUse(
                f"De map {data_dir} kan zo geen deel van een adres zijn: toegestaan zijn kleine letters, cijfers "
                "en koppeltekens. Geef haar een andere naam."
            )
        recover(self._output / name, self._scratch.folder)
        if not self._ways.force and bears(self._output / name, stamp_of(self._project, self._asked, data_dir)):
            self.unchanged.append(name)
            return None
        if not replaceable(self._output / name):
            raise BuildFailed(
                f"{self._output / name} is niet door een build gemaakt; haal die map weg of verplaats haar."
            )
        checked = check(self._asked, data_dir)
        folder.mkdir(parents=True)
        return plan(self._project, self._asked, checked, data_dir, folder)

    def _settle(self, finishers: Finishers, name: str, todo: Plan, runs: dict, future: Future) -> None:
        """Put a site in its place."""
        try:
            try:
                _, site = future.result()
            except BrokenProcessPool:  # its process was killed, or one beside it: once more, with none beside it
                begin_anew(todo)
                _, site = finishers.submit(finish, todo, runs).result()
            publish([(site, self._output / name)])
            self.made.append(name)
        except FAILURES as error:
            self._failed(name, todo.scratch, error)
        shutil.rmtree(todo.scratch, ignore_errors=True)

    def _failed(self, name: str, folder: Path, error: Exception) -> None:
        """Remember what went wrong."""
        self.failures[name] = _in_words(error)
        shutil.rmtree(folder, ignore_errors=True)


def _in_words(error: Exception) -> str:
    """Say in Dutch why a site could not be made."""
    if isinstance(error, OSError):
        return system_refusal(error)
    if isinstance(error, BrokenProcessPool):
        return (
            "het proces dat de site maakt, stopte plotseling; waarschijnlijk was er te weinig geheugen, of is het beëindigd. "
            "Bouw opnieuw: wat klaar is, wordt niet opnieuw gemaakt."
        )
    return str(error)
