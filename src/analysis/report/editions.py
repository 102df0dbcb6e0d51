"""Editions: the book of each cycle at a place of its own in one site, with links from each page to the same page of the others.

The newest stands at the root of the site and, like every other, at ``edities/<cycle>/``: an address that stays the same
when a newer edition takes the root.
"""

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Cycle, FigureErrors, list_cycles, load_base, load_cycle
from analysis.data.scenarios import load_scenarios
from analysis.errors import WrongUse
from analysis.present import explanations
from analysis.present.formats import day
from analysis.report.pages import TEXTS, Page, pages
from analysis.report.publish import MARKER

#: Folder of the editions in a site.
EDITIONS = "edities"
#: The page that Sphinx makes by itself.
SEARCH = "search"


@dataclass(frozen=True)
class Edition:
    """The book of one cycle at one place in a site.

    Parameters
    ----------
    cycle : Cycle
        Its figures.
    pages : tuple of Page
        Its pages from notebooks.
    place : str
        Folder in the site; empty = the root.
    """

    cycle: Cycle
    pages: tuple[Page, ...]
    place: str = ""

    @property
    def names(self) -> list[str]:
        """Every page of the edition, by name."""
        return [*(page.name for page in self.pages), *TEXTS, SEARCH]

    @property
    def title(self) -> str:
        """What readers call it."""
        return f"{self.cycle.info['title']}, stand {day(self.cycle.info['reporting_date'])}"

    def path_to(self, other: "Edition") -> str:
        """Give the relative path from the folder of this edition to that of another."""
        path = posixpath.relpath(other.place or ".", self.place or ".")
        return "" if path == "." else f"{path}/"


def one_edition(
    cycle: str, programmes: Iterable[str], data_dir: Path, base: str = "", scenarios: Iterable[str] = ()
) -> list[Edition]:
    """Give the book of one cycle, at the root of its site.

    Parameters
    ----------
    cycle : str
        The cycle; empty = the newest.
    programmes : iterable of str
        Programmes to make a page for; none = all.
    data_dir : Path
        The data folder.
    base : str
        Cycle to compare with; empty = the previous one.
    scenarios : iterable of str
        Scenarios of that cycle to make a page for.

    Raises
    ------
    analysis.data.FigureErrors
        If the figures or those of a scenario are invalid.
    analysis.errors.WrongUse
        If something does not exist, or a scenario is one of another cycle.
    """
    figures = _checked(cycle, data_dir)
    load_base(figures, base, data_dir)
    wanted = [figures.pick(programme) for programme in programmes]
    proposals = load_scenarios(scenarios, data_dir) if scenarios else []
    for scenario in proposals:
        if scenario.base.name != figures.name:
            raise WrongUse(
                f"Het scenario {scenario.name} hoort bij de cyclus {scenario.base.name}, en dit boek gaat over {figures.name}; "
                f"kies met --cycle {scenario.base.name} of laat het weg."
            )
    return [Edition(figures, tuple(pages(figures, wanted, base, proposals)))]


def all_editions(data_dir: Path) -> list[Edition]:
    """Give the books of all cycles: the newest at the root, then each at its own place, newest first.

    Raises
    ------
    analysis.data.FigureErrors
        If the figures of any cycle are invalid; lists the faults of all of them, each file with its cycle.
    analysis.errors.WrongUse
        If there are no cycles.
    """
    cycles, faults = [], []
    for name in list_cycles(data_dir):
        try:
            cycles.append(_checked(name, data_dir))
        except FigureErrors as error:
            faults += [replace(fault, file=f"{name}/{fault.file}") for fault in error.faults]
    if faults:
        raise FigureErrors(faults)
    if not cycles:
        raise WrongUse(f"In {data_dir / 'cycles'} staan geen cycli: geen enkele map daar heeft een cycle.csv.")
    cycles.sort(key=lambda cycle: (cycle.info["reporting_date"], cycle.name), reverse=True)
    own = [Edition(cycle, tuple(pages(cycle)), f"{EDITIONS}/{cycle.name}") for cycle in cycles]
    return [replace(own[0], place=""), *own]


def shell(edition: Edition, editions: Sequence[Edition]) -> dict:
    """Tell the templates of an edition about the others.

    Parameters
    ----------
    edition : Edition
        The edition whose pages are made.
    editions : sequence of Edition
        All of the site; the first is the one at the root.

    Returns
    -------
    dict
        ``uitgave``: the name of the edition. ``naar_begin``: path from its folder to the root of the site.
        ``uitgaven``: the other cycles, newest first, each with ``naam``, ``map`` (path to its edition; to the root for
        the newest) and ``bladzijden`` (names of its pages). ``nieuwste``: the one of those that replaces this edition,
        or None. ``vaste_plek``: of the edition at the root, the path to its own place.
    """
    root, others, own_place = editions[0], {}, ""
    for other in editions:
        if other.cycle.name != edition.cycle.name:
            others.setdefault(other.cycle.name, _told(edition, other))
        elif other.place != edition.place and not edition.place:
            own_place = edition.path_to(other)
    return {
        "uitgave": edition.title,
        "naar_begin": edition.path_to(root),
        "uitgaven": list(others.values()),
        "nieuwste": others.get(root.cycle.name),
        "vaste_plek": own_place,
    }


def _told(edition: Edition, other: Edition) -> dict:
    """What the pages of one edition say of another."""
    return {"naam": other.title, "map": edition.path_to(other), "bladzijden": other.names}


def _checked(cycle: str, data_dir: Path) -> Cycle:
    """Load a cycle with its explanations checked."""
    figures = load_cycle(cycle, data_dir)
    explanations.check(figures)
    return figures


def edition_in(site: Path, cycle: str, mark: str) -> str:
    """Find the edition of these figures in a site: at its root, or among the editions.

    Parameters
    ----------
    site : Path
        Folder with a built site.
    cycle, mark : str
        The cycle, and the digest of its figures as readers see it.

    Returns
    -------
    str
        Its path in the site: empty, or with a slash at the end.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no site, or none of these figures.
    """
    if not (site / "index.html").is_file() or not (site / MARKER).is_file():
        raise WrongUse(
            f"In {site} staat geen site van het programmaboek. Maak die eerst met: python -m analysis build. "
            "Of wijs met --site een andere map aan."
        )
    for place in ("", f"{EDITIONS}/{cycle}/"):
        page = site / place / "index.html"
        if page.is_file() and f"kenmerk {mark}" in page.read_text(encoding="utf-8"):
            return place
    raise WrongUse(
        f"De site in {site} is niet gemaakt van de cijfers van {cycle} zoals ze nu zijn (kenmerk {mark}). "
        "Maak haar opnieuw met: python -m analysis build. Of kies met --cycle, --data of --site wat erbij hoort."
    )
