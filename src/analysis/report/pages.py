"""The pages of a book and its table of contents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from analysis.data import Cycle

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
}
#: Pages of text, written in book/.
TEXTS = ("methode", "begrippen", "handleiding", "open-data", "colofon")
PROGRAMME_NOTEBOOK = "programma"
PROGRAMME_FOLDER = "programmas"


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
        What papermill passes to the notebook.
    """

    name: str
    notebook: str
    title: str | None = None
    parameters: dict = field(default_factory=dict)


def pages(cycle: Cycle, data_dir: Path, programmes: Iterable[str] = (), base: str = "") -> list[Page]:
    """List the pages of a book that notebooks make.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    data_dir : Path
        Folder they come from; the notebooks read them again.
    programmes : iterable of str
        Programmes to make a page for; none = all.
    base : str
        Cycle to compare with; empty = the previous one.
    """
    titles = cycle.programmes.sort_values("order").set_index("programme")["title"]
    wanted = [programme for programme in titles.index if not programmes or programme in set(programmes)]
    common = {"cycle": cycle.name, "data_dir": str(Path(data_dir).resolve())}
    listed = {"index": {"programmes": ",".join(wanted), "base": base}, "wijzigingen": {"base": base}}
    cross = [Page(name, notebook, None, {**common, **listed.get(name, {})}) for name, notebook in CROSS.items()]
    own = [
        Page(
            f"{PROGRAMME_FOLDER}/{slug}", PROGRAMME_NOTEBOOK, titles[slug], {**common, "programme": slug, "base": base}
        )
        for slug in wanted
    ]
    return cross + own


def table_of_contents(programmes: Iterable[str]) -> dict:
    """Make the table of contents (``_toc.yml``) of a book with pages for these programmes."""
    root, *cross = CROSS
    chapters = lambda names: [{"file": name} for name in names]  # noqa: E731
    return {
        "format": "jb-book",
        "root": root,
        "parts": [
            {"caption": "Alle programma’s samen", "chapters": chapters(cross)},
            {"caption": "Per programma", "chapters": chapters(f"{PROGRAMME_FOLDER}/{slug}" for slug in programmes)},
            {"caption": "Over dit boek", "chapters": chapters(TEXTS)},
        ],
    }


def contents_text(programmes: Iterable[str]) -> str:
    """Write the table of contents as YAML, one line a page."""
    return yaml.safe_dump(table_of_contents(programmes), allow_unicode=True, sort_keys=False)
