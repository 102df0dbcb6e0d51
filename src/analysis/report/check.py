"""What a published page may not hold: errors, other hosts, dead links, charts without data."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Elements whose address the browser fetches by itself.
FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
ERRORS = ("Traceback (most recent call last)", "cell_output stderr", 'class="output traceback')


class _Page(HTMLParser):
    """Collect the addresses of a page, its anchors and its charts."""

    def __init__(self, text: str):
        super().__init__()
        self.fetched, self.links, self.ids, self.charts, self.data = [], [], set(), 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        self.ids.add(attributes.get("id"))
        self.charts += "plotly-graph-div" in classes
        self.data += "grafiek-gegevens" in classes
        if tag in FETCHED and attributes.get(FETCHED[tag]):
            self.fetched.append(attributes[FETCHED[tag]])
        if (
            tag == "link"
            and attributes.get("rel")
            in ("stylesheet", "preload", "icon", "modulepreload", "preconnect", "dns-prefetch")
            and attributes.get("href")
        ):
            self.fetched.append(attributes["href"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])


def check_site(site: Path, pages: list[str]) -> list[str]:
    """Check a built site.

    Parameters
    ----------
    site : Path
        Folder with the HTML.
    pages : list of str
        Names of the pages that must be there.

    Returns
    -------
    list of str
        One Dutch sentence per problem.
    """
    problems = [f"{name}.html: de bladzijde ontbreekt" for name in pages if not (site / f"{name}.html").is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    parsed = {path: _Page(text) for path, text in texts.items()}
    anchors = {path.resolve(): page.ids for path, page in parsed.items()}
    for path, page in parsed.items():
        name = path.relative_to(site).as_posix()
        problems += [f"{name}: er staat een foutmelding op de bladzijde" for error in ERRORS if error in texts[path]]
        problems += [
            f"{name}: de bladzijde haalt iets van een andere server: {url}"
            for url in page.fetched
            if urlsplit(url).netloc
        ]
        if page.charts != page.data:
            problems.append(f"{name}: {page.charts} grafieken en {page.data} keer gegevens voor een grafiek")
        problems += [
            f"{name}: de verwijzing {href} leidt nergens heen"
            for href in page.links
            if not _leads_somewhere(href, path.resolve(), anchors)
        ]
    return problems


def _leads_somewhere(href: str, page: Path, anchors: dict[Path, set]) -> bool:
    """Tell whether a link on a page has a target in the site; links to elsewhere are left alone."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return True
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target not in anchors:
        return target.is_file()
    return parts.fragment in ("", "top") or unquote(parts.fragment) in anchors[target]
