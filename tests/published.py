"""Read what a published page shows: its visible text and the cells of its tables; and the pages there are."""

import re

from analysis.data import load_cycle
from analysis.report.pages import CROSS, TEXTS

#: Every page of the site of the repository's figures, but the one of search.
PAGES = [*CROSS, *TEXTS, *(f"programmas/{slug}" for slug in load_cycle().programmes["programme"])]


def text_of(html: str) -> str:
    """Give the visible text of a page, with blanks folded."""
    html = re.sub(r"<script.*?</script>", " ", html, flags=re.S)
    text = re.sub(r"<[^>]+>", " ", html)
    for code, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&#34;", '"'),
        ("&quot;", '"'),
        ("&amp;", "&"),
        ("\u00a0", " "),
    ):
        text = text.replace(code, sign)
    return " ".join(text.split())


def rows_of(html: str, caption: str) -> list[list[str]]:
    """Give the cells of every row of the tables with this caption, as visible text."""
    tables = [part.split("</table>")[0] for part in html.split("<table")[1:]]
    bodies = [table.split("<tbody>")[1] for table in tables if text_of(table.split("</caption>")[0]).endswith(caption)]
    assert bodies, f"no table is called '{caption}'"
    rows = [row for body in bodies for row in re.findall(r"<tr.*?</tr>", body, re.S)]
    return [[text_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]
