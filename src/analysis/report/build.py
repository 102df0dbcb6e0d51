"""Build a site, if anything has changed since the last build."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.data import find_data_dir
from analysis.errors import WrongUse
from analysis.report.asked import Asked, BuildFailed, Progress, Ways
from analysis.report.forkserver import fork_server
from analysis.report.project import Project
from analysis.report.publish import MARKER, NotPublished, check_place
from analysis.report.stamp import bears, stamp_of

if TYPE_CHECKING:
    from analysis.report.run import Run

__all__ = ["MARKER", "PROJECT", "BuildFailed", "NotPublished", "Progress", "Site", "Ways", "build"]

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
    runs: list["Run"]
    cycles: list[str]


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
    check_place(Path(output))
    if editions and (cycle or asked.programmes or base or asked.scenarios):
        raise WrongUse(
            "Met --editions komen alle cycli en alle programma's in de site, elk naast de vorige en zonder voorstellen; "
            "laat --cycle, --programme, --base en --scenario weg."
        )
    data_dir, output = find_data_dir(data_dir).resolve(), Path(output).resolve()
    if not ways.force and bears(output, stamp_of(PROJECT, asked, data_dir)) and (output.parent / "book").exists():
        return Site(output, [], [])
    with fork_server(not ways.scheduler) as server:  # it imports while we do
        # pandas, papermill, plotly: heavy imports, for nothing if nothing has changed
        from analysis.report.site import make

        runs = make(PROJECT, asked, data_dir, output, ways, progress, server)
    return Site(output, [run for of_cycle in runs.values() for run in of_cycle], list(runs))
