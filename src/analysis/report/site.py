"""Make a site and put it in place as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import system_refusal
from analysis.report.asked import Asked, BuildFailed, Progress, Ways
from analysis.report.executors import executor
from analysis.report.forkserver import ForkServer
from analysis.report.kept import FOLDER as KEPT
from analysis.report.kept import Kept
from analysis.report.make import check, finish, plan, run_notebooks
from analysis.report.project import Project
from analysis.report.publish import MARKER, publish, recover, replaceable
from analysis.report.run import Run
from analysis.report.workplace import workplace


def make(
    project: Project,
    asked: Asked,
    data_dir: Path,
    output: Path,
    ways: Ways,
    progress: Progress,
    server: ForkServer | None,
) -> dict[str, list[Run]]:
    """Make the site of some figures, whatever stands there (see `analysis.report.build.build`); `server` is where kernels come from.

    Returns
    -------
    dict of str to list of Run
        How each page of each cycle went, the newest cycle first.
    """
    checked = check(asked, data_dir)
    output.parent.mkdir(parents=True, exist_ok=True)
    with workplace(output.parent) as scratch:
        for place in (output, output.parent / "book"):
            recover(place, scratch.folder)
        kept = Kept(output.parent / KEPT / "notebooks", ways.force)
        with _before_publishing():
            todo = plan(project, asked, checked, data_dir, scratch.folder)
            with executor(ways, scratch.sockets, server) as runner:
                runs = run_notebooks(todo, runner, kept, ways.limit, progress)
            if server:
                server.close()  # its memory is for Jupyter Book
            kept.tidy()
            book, site = finish(todo, runs, output.parent / KEPT / "boek", ways.force, progress.stage)
            (book / MARKER).touch()
        _publish(book, site, output)
    return runs


@contextmanager
def _before_publishing() -> Iterator[None]:
    """Say of what the system refuses that nothing has been published yet.

    Raises
    ------
    BuildFailed
        Instead of an error of the system.
    """
    try:
        yield
    except OSError as error:
        raise BuildFailed(f"De site is niet vernieuwd; wat er stond, staat er nog. {system_refusal(error)}") from error


def _publish(book: Path, site: Path, output: Path) -> None:
    """Put the site in its place, and the assembled book beside it where that may stand."""
    beside = output.parent / "book"
    publish([(book, beside), (site, output)] if replaceable(beside) else [(site, output)])
