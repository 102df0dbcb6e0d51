"""The explanations beside the figures: Markdown with numbers that are bound to the data, and no markup that could do harm."""

import re
import secrets
from functools import cache
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from analysis.data import Cycle, Fault, FigureErrors
from analysis.data.explanations import FOLDER, WHOLE
from analysis.present.blocks import Block, explanation, note
from analysis.present.common import titles
from analysis.present.formats import listed
from analysis.present.placeholders import Unknown, fill

#: What stands between double braces is bound to the data.
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
#: Stands for the so-manyth placeholder while Markdown is read: letters and digits that no one can guess.
_TOKEN = f"g{secrets.token_hex(12)}n{{}}z"
#: Links lead to the web or to the book itself.
ADDRESS = re.compile(r"(https?://|(?![a-z][a-z0-9+.-]*:))", re.IGNORECASE)


def shown(cycle: Cycle, programme: str | None = None) -> Block:
    """Show the explanation of a programme, or that of all programmes together.

    Raises
    ------
    analysis.data.FigureErrors
        If a placeholder does not exist; names the file and the line.
    """
    name = WHOLE if programme is None else programme
    text = cycle.explanations.get(name, "")
    if not text.strip():
        return _missing(cycle, programme)
    filled, values, faults = _bound(cycle, name, text)
    if faults:
        raise FigureErrors(faults)
    html = _markdown().render(filled)
    html = re.sub(r'href="[^"]*"', lambda link: _with(values, link[0], lambda value: quote(value, safe="")), html)
    return explanation(Markup(_with(values, html, escape)))


def _missing(cycle: Cycle, programme: str | None) -> Block:
    """Say that there is no explanation here, and where there is one."""
    own = [title for slug, title in titles(cycle).items() if cycle.explanations.get(slug, "").strip()]
    if programme is not None or not own:
        return note("Bij deze uitgave is nog geen toelichting gegeven.")
    return note(f"Op alle programma’s samen is geen toelichting gegeven; wel op de bladzijde van {listed(own)}.")


def _with(values: list[str], html: str, write) -> str:
    """Put the values in the place of their tokens."""
    for place, value in enumerate(values):
        html = html.replace(_TOKEN.format(place), str(write(value)))
    return html


def check(cycle: Cycle) -> None:
    """Raise one error that lists every unknown placeholder in any explanation, with file and line."""
    faults = [fault for name, text in cycle.explanations.items() for fault in _bound(cycle, name, text)[2]]
    if faults:
        raise FigureErrors(faults)


def _bound(cycle: Cycle, name: str, text: str) -> tuple[str, list[str], list[Fault]]:
    """Replace placeholders by tokens; give the text, the value of each token, and the faults."""
    values, faults, lines = [], [], []
    for number, line in enumerate(text.split("\n"), start=1):
        parts, end = [], 0
        # up to the last end: braces that never end would each be looked at to the end of the line
        for found in PLACEHOLDER.finditer(line, 0, line.rfind("}}") + 2):
            parts += [line[end : found.start()], _TOKEN.format(len(values))]
            end = found.end()
            try:
                values.append(fill(cycle, None if name == WHOLE else name, found[1]))
            except Unknown as error:
                values.append("")
                faults.append(Fault(f"{FOLDER}/{name}.md", number, "", f"er staat '{found[0]}'", str(error)))
        if "{{" in "".join([*parts[::2], line[end:]]):
            allowed = "zet {{ en }} van een getal op dezelfde regel"
            faults.append(Fault(f"{FOLDER}/{name}.md", number, "", "er staat '{{' zonder '}}'", allowed))
        lines.append("".join([*parts, line[end:]]))
    return "\n".join(lines), values, faults


@cache
def _markdown() -> MarkdownIt:
    """Make the reader of Markdown: raw HTML is shown as typed, an image (which would be fetched) is a link, and headings
    stay below those of the page."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

    def lower(tokens, place, options, env):
        tokens[place].tag = f"h{min(int(tokens[place].tag[1]) + 2, 6)}"
        return reader.renderer.renderToken(tokens, place, options, env)

    def plain_link(tokens, place, options, env):
        tokens[place].attrs.pop("title", None)  # only a mouse would find it
        return reader.renderer.renderToken(tokens, place, options, env)

    for part in ("heading_open", "heading_close"):
        reader.renderer.rules[part] = lower
    reader.renderer.rules["link_open"] = plain_link
    reader.validateLink = lambda address: bool(ADDRESS.match(unquote(address).strip()))
    return reader
