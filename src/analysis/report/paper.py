"""One document of all pages of a site, for paper: in the order of its contents, with links that stay inside it."""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from analysis.data import Cycle
from analysis.present.blocks import template
from analysis.present.formats import day

#: Attributes that name elements by their id.
NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")


@dataclass(frozen=True)
class Chapter:
    """A page of the site as a part of the document.

    Parameters
    ----------
    part : str
        Heading in the contents that it stands under; empty for the first page.
    anchor : str
        Its id in the document.
    title : str
        Its name in the contents.
    html : str
        Its text, with ids of its own.
    """

    part: str
    anchor: str
    title: str
    html: str


def chapters(site: Path) -> list[Chapter]:
    """Read the pages of a built site, in the order of the contents beside them.

    Parameters
    ----------
    site : Path
        Folder with the HTML of one edition.
    """
    front = _parsed(site / "index.html")
    listed = [(part, _name(link["href"]), link.get_text(strip=True)) for part, link in _contents(front)]
    names = {name for _, name, _ in listed}
    return [
        Chapter(part, _anchor(name), title, _article(site / f"{name}.html", name, names))
        for part, name, title in listed
    ]


def document(site: Path, told: list[Chapter], cycle: Cycle, mark: str, begin: str = "") -> str:
    """Write the document: a title page, the contents, the chapters.

    Parameters
    ----------
    site : Path
        Folder with the HTML of one edition, of which it uses the style sheets and the script that draws.
    told : list of Chapter
        Its pages.
    cycle : Cycle
        The figures that the edition was made from.
    mark : str
        Their digest, as readers see it.
    begin : str
        Relative path from the edition to the root of the site.
    """
    front = _parsed(site / "index.html")
    title = front.select_one(".boektitel").get_text(strip=True)
    edition = f"{cycle.info['municipality']}: {cycle.info['title']}, stand {day(cycle.info['reporting_date'])}"
    notice = "" if pd.isna(cycle.info["notice"]) else cycle.info["notice"]
    return template("paper.html").render(
        title=title,
        edition=edition,
        mark=mark,
        notice=notice,
        printed=day(datetime.now()),
        running=_css(f"{title}, {edition}"),
        foot=_css(notice or f"Kenmerk van de cijfers: {mark}"),
        begin=begin,
        sheets=[link["href"] for link in front.select("head link[rel=stylesheet]")],
        chapters=told,
    )


def _css(text: str) -> Markup:
    """Write typed text as a string of a style sheet: every sign but letters and digits by its number."""
    return Markup('"{}"').format(re.sub(r"[^A-Za-z0-9]", lambda sign: f"\\{ord(sign[0]):x} ", text))


def _parsed(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def _contents(front: BeautifulSoup) -> list[tuple[str, Tag]]:
    """Give the links of the contents, each with the heading it stands under."""
    part, found = "", []
    for element in front.select("nav.bd-docs-nav p.caption, nav.bd-docs-nav li > a"):
        if element.name == "a":
            found.append((part, element))
        else:
            part = element.get_text(strip=True)
    return found


def _name(href: str, page: str = "index") -> str:
    """Give the name of the page that a link on another page leads to."""
    path = unquote(urlsplit(href).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).removesuffix(".html") if path else page


def _anchor(name: str, own: str = "") -> str:
    """Give the id in the document of a page, or of an element on it."""
    return f"{name.replace('/', '_')}--{own}" if own else name.replace("/", "_")


def _article(path: Path, name: str, names: set[str]) -> str:
    """Take the text of a page: everything open, ids unique, links to other pages inside the document."""
    article = _parsed(path).select_one("article.bd-article")
    for script in article.select("script:not(.grafiek-gegevens)"):
        script.decompose()
    for element in article.find_all(id=True):
        element["id"] = _anchor(name, element["id"])
    for attribute in NAMING:
        for element in article.find_all(attrs={attribute: True}):
            given = element[attribute]
            ids = given if isinstance(given, list) else given.split()
            element[attribute] = " ".join(_anchor(name, each) for each in ids)
    for details in article.find_all("details"):
        details["open"] = ""  # what is closed would be printed but not tagged
    for element in article.find_all(tabindex=True):
        del element["tabindex"]
    for link in article.find_all("a", href=True):
        _lead_inside(link, name, names)
    return str(article)


def _lead_inside(link: Tag, name: str, names: set[str]) -> None:
    """Let a link to a page of the book lead to its place in the document; one to another file of the site becomes text."""
    parts = urlsplit(link["href"])
    if parts.scheme or parts.netloc:
        return
    target = _name(link["href"], name)
    if target in names:
        link["href"] = "#" + _anchor(target, unquote(parts.fragment))
    else:
        link.unwrap()
