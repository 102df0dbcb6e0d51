"""What a build is asked, how it goes about it, and what it tells: while it runs, and when it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from analysis.report.pages import Page
    from analysis.report.run import Run


@dataclass(frozen=True)
class Asked:
    """What book is asked for (see `analysis.report.build.build`)."""

    cycle: str = ""
    programmes: tuple[str, ...] = ()
    base: str = ""
    scenarios: tuple[str, ...] = ()
    editions: bool = False


@dataclass(frozen=True)
class Ways:
    """How a build goes about it; whatever is chosen here, the site is the same.

    Parameters
    ----------
    workers : int
        How many notebooks run at the same time; 0 = as many as the machine has cores.
    force : bool
        Run every notebook and read every page, also those whose outcome is known.
    limit : float
        Seconds that one cell of a notebook may take; one that never ends must not hold up the book.
    scheduler : str
        Address of a Dask scheduler whose workers run the notebooks; empty = this machine does.
    """

    workers: int = 0
    force: bool = False
    limit: float = 120
    scheduler: str = ""


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
    part : callable
        Called with the number, the count and the name of the municipality whose turn it is, where there are several.
    """

    start: Callable[[list["Page"]], None] = lambda pages: None
    busy: Callable[[int], None] = lambda count: None
    done: Callable[["Run"], None] = lambda run: None
    stage: Callable[[str], None] = lambda words: None
    part: Callable[[int, int, str], None] = lambda number, count, name: None


class BuildFailed(AnalysisError):
    """The book could not be made; says what failed. The last good site is still there."""
