"""The CSV file of each chart: the numbers travel in the executed notebook, and come to stand beside the pages."""

import html
import json
import re
from pathlib import Path

from nbformat import NotebookNode

from analysis.errors import AnalysisError

#: Where the files stand in the site, from its root.
FIGURES = "data/figuren"
#: The name of a chart becomes that of its file.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_NUMBERS = re.compile(
    r'<script type="application/json" class="grafiek-cijfers" data-grafiek="([^"]*)" data-titel="([^"]*)">(.*?)</script>',
    re.DOTALL,
)
_LINK = (
    '<p class="ophalen"><a href="{href}" type="text/csv" aria-label="Cijfers van deze grafiek (CSV): {title}">'
    "Cijfers van deze grafiek (CSV)</a></p>"
)


def take_out(notebook: NotebookNode, page: str, folder: Path) -> None:
    """Put the numbers of every chart of a page in a file of its own, and a link to it in their place.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook; its outputs change.
    page : str
        Name of the page: its path in the book.
    folder : Path
        What becomes the root of the site.

    Raises
    ------
    analysis.errors.AnalysisError
        If what travels in the notebook is not what a chart put there.
    """

    def link(found: re.Match) -> str:
        chart, title, numbers = found.groups()
        name = html.unescape(chart)
        try:
            text = json.loads(numbers)
        except (ValueError, RecursionError):
            text = None
        if not isinstance(text, str) or not NAME.fullmatch(name):
            raise AnalysisError(
                f"De cijfers van een grafiek op bladzijde {page} zijn niet te lezen; voer het notebook opnieuw uit."
            )
        path = f"{FIGURES}/{page}/{name}.csv"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
        return _LINK.format(href=html.escape("../" * page.count("/") + path), title=title)

    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            if "text/html" in shown:
                shown["text/html"] = _NUMBERS.sub(link, shown["text/html"])
