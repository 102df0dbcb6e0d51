"""The pages of a book and its table of contents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import yaml

from analysis.data import Cycle
from analysis.data.scenarios import Scenario

#: Cross-programme pages: page name -> notebook. The first is the root of the book.
CROSS = {
    "index": "overzicht",
    "geld": "geld",
    "capaciteit": "capaciteit",
    "indicatoren": "indicatoren",
    "doelen": "doelen",
    "planning": "planning",
    "risicos": "risicos",
    "sturing": "sturing",
    "cijferkwaliteit": "cijferkwaliteit",
    "wijzigingen": "wijzigingen",
    "wat-als": "wat_als",
}
#: Pages of text, written in book/.
TEXTS = ("methode", "begrippen", "handleiding", "open-data", "toegankelijkheid", "colofon")
PROGRAMME_NOTEBOOK = "programma"
PROGRAMME_FOLDER = "programmas"
SCENARIO_NOTEBOOK = "scenario"
SCENARIO_FOLDER = "scenarios"
#: The page that sets several scenarios side by side: name -> notebook.
SIDE_BY_SIDE = {f"{SCENARIO_FOLDER}/naast-elkaar": "scenarios"}


@dataclass(frozen=True)
class Page:
    """A page that a notebook makes.

    Parameters
    ----------
    name : str
        Path in the book without extension, which is its URL without ``.html``.
    notebook : str
        Stem of the notebook in ``notebooks/``.
    title : str or None
        Heading that comes from the data; None keeps that of the notebook.
    parameters : dict
        What papermill passes to the notebook, beside the place of the figures.
    """

    name: str
    notebook: str
    title: str | None = None
    parameters: dict = field(default_factory=dict)


def pages(
    cycle: Cycle,
    programmes: Iterable[str] = (),
    base: str = "",
    scenarios: Sequence[Scenario] = (),
) -> list[Page]:
    """List the pages of a book that notebooks make.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    programmes : iterable of str
        Programmes to make a page for; none = all.
    base : str
        Cycle to compare with; empty = the previous one.
    scenarios : sequence of Scenario
        Proposals to make a page for, and from two on one that sets them side by side.
    """
    titles = cycle.programmes.sort_values("order").set_index("programme")["title"]
    wanted = [programme for programme in titles.index if not programmes or programme in set(programmes)]
    common = {"cycle": cycle.name}
    listed = {"index": {"programmes": ",".join(wanted), "base": base}, "wijzigingen": {"base": base}}
    cross = [Page(name, notebook, None, {**common, **listed.get(name, {})}) for name, notebook in CROSS.items()]
    own = [
        Page(
            f"{PROGRAMME_FOLDER}/{slug}", PROGRAMME_NOTEBOOK, titles[slug], {**common, "programme": slug, "base": base}
        )
        for slug in wanted
    ]
    return cross + own + _proposals(scenarios)


def _proposals(scenarios: Sequence[Scenario]) -> list[Page]:
    """List the pages of scenarios."""
    own = [
        Page(
            f"{SCENARIO_FOLDER}/{each.name}",
            SCENARIO_NOTEBOOK,
            f"Voorstel: {each.title}",
            {"scenario": each.name},
        )
        for each in scenarios
    ]
    names = ",".join(each.name for each in scenarios)
    together = [Page(name, notebook, None, {"scenarios": names}) for name, notebook in SIDE_BY_SIDE.items()]
    return [*own, *(together if len(own) > 1 else [])]


def table_of_contents(programmes: Iterable[str], proposals: Iterable[str] = ()) -> dict:
    """Make the table of contents (``_toc.yml``) of a book with pages for these programmes, and these pages of scenarios."""
    root, *cross = CROSS
    chapters = lambda names: [{"file": name} for name in names]  # noqa: E731
    proposed = chapters(proposals)
    return {
        "format": "jb-book",
        "root": root,
        "parts": [
            {"caption": "Alle programma’s samen", "chapters": chapters(cross)},
            {"caption": "Per programma", "chapters": chapters(f"{PROGRAMME_FOLDER}/{slug}" for slug in programmes)},
            *([{"caption": "Scenario’s (voorstellen)", "chapters": proposed}] if proposed else []),
            {"caption": "Over dit boek", "chapters": chapters(TEXTS)},
        ],
    }


def contents_text(programmes: Iterable[str], proposals: Iterable[str] = ()) -> str:
    """Write the table of contents as YAML, one line a page."""
    return yaml.safe_dump(table_of_contents(programmes, proposals), allow_unicode=True, sort_keys=False)
