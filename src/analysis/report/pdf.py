"""Print a built site as a tagged PDF, and one sheet per programme, with the installed browser.

A browser makes the tags (what is a heading, a table, a figure with its text) from the document itself, and the outline
from its headings. Joining several PDFs would lose both, so all pages are printed as one document (`paper`).
"""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser, Error, Page

from analysis.data import find_data_dir, load_cycle
from analysis.errors import AnalysisError, WrongUse
from analysis.present.common import titles
from analysis.present.formats import counted
from analysis.present.one_pager import one_pager
from analysis.report.assemble import mark_of
from analysis.report.browser import drawn, find_browser, opened, served
from analysis.report.editions import edition_in
from analysis.report.paper import Chapter, chapters, document
from analysis.report.publish import MARKER, publish, recover, replaceable
from analysis.report.workplace import workplace

#: The first Chromium that numbers pages by the style sheet; older ones would leave the foot of each page empty.
OLDEST = 131
#: Milliseconds that a chart may take, and a document to be printed.
PATIENCE = 120_000
BOOK = "programmaboek.pdf"
#: Makes what is too large for a sheet smaller; redraws as shapes what would be printed as pictures.
FIT, REDRAW = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("paper.js", "vectors.js"))
#: Writes the page on which each chapter starts in the contents.
NUMBER = """(starts) => document.querySelectorAll(".inhoud a").forEach((link) => {
  link.querySelector(".bladzijde").textContent = starts[link.hash.slice(1)];
})"""


def make_pdf(
    cycle: str = "",
    data_dir: str | Path = "data",
    site: str | Path = "_build/html",
    output: str | Path = "_build/pdf",
    stage: Callable[[str], None] = lambda words: None,
) -> list[Path]:
    """Print the book of a cycle and the sheets of its programmes.

    Parameters
    ----------
    cycle : str
        The cycle; empty = the newest.
    data_dir : str or Path
        The data folder; the sheets are made from it.
    site : str or Path
        A built site that has this cycle, with the same figures.
    output : str or Path
        Folder for the PDFs: absent, empty or made by an earlier run.
    stage : callable
        Called with the Dutch name of what comes next.

    Returns
    -------
    list of Path
        The book (A4), then one sheet (A3) per programme in the order of the book: ``faseplan-<programme>.pdf``.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no browser, no site there, a site of other figures, or something else in the output folder.
    analysis.errors.AnalysisError
        If the browser cannot draw or print it; nothing has changed then.
    """
    find_browser()
    data_dir, site, output = find_data_dir(data_dir).resolve(), Path(site).resolve(), Path(output).resolve()
    figures = load_cycle(cycle, data_dir)
    mark = mark_of(data_dir, figures)
    place = edition_in(site, figures.name, mark)
    if not replaceable(output):
        raise WrongUse(
            f"{output} is niet leeg en niet eerder door deze opdracht gemaakt; kies met --output een nieuwe of een lege map."
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    with workplace(output.parent) as scratch:
        recover(output, scratch.folder)
        ready = scratch.folder / "pdf"
        ready.mkdir()
        try:
            with opened() as browser, served(site) as address:
                _check_age(browser)
                page = browser.new_page(locale="nl-NL")
                page.set_default_timeout(PATIENCE)
                told = chapters(site / place)
                html = document(site / place, told, figures, mark, begin="../" * place.count("/"))
                stage("Boek afdrukken")
                (ready / BOOK).write_bytes(_book(page, f"{address}/{place}", html, told))
                for slug, title in titles(figures).items():
                    stage(f"Faseplan {title}")
                    sheet = _sheet(page, f"{address}/{place}", one_pager(figures, slug, mark), title)
                    (ready / sheet_name(slug)).write_bytes(sheet)
        except Error as error:
            raise AnalysisError(f"De browser kon het niet afdrukken: {error.message.splitlines()[0]}") from error
        (ready / MARKER).touch()
        publish([(ready, output)])
    return [output / BOOK, *(output / sheet_name(slug) for slug in titles(figures).index)]


def sheet_name(programme: str) -> str:
    """Give the file name of the sheet of a programme."""
    return f"faseplan-{programme}.pdf"


def _check_age(browser: Browser) -> None:
    """Refuse a browser that cannot number pages."""
    if int(browser.version.split(".")[0]) < OLDEST:
        raise WrongUse(
            f"De browser is te oud (versie {browser.version}): werk Chromium, Chrome of Edge bij tot {OLDEST} of nieuwer."
        )


def _book(page: Page, address: str, html: str, told: list[Chapter]) -> bytes:
    """Print all pages as one document: once to learn on which page each chapter starts, and again with the numbers."""
    page.set_viewport_size({"width": 1001, "height": 650})  # what a sheet holds inside its margins
    page.emulate_media(media="print")
    _show(page, address, html)
    drawn(page, PATIENCE)
    if failed := page.locator(".plotly-graph-div[data-getekend=nee]").count():
        raise AnalysisError(
            f"De browser kon {counted(failed, 'grafiek', 'grafieken')} niet tekenen; er is niets gewijzigd."
        )
    page.evaluate(FIT)
    page.evaluate(REDRAW)
    draft = page.pdf(prefer_css_page_size=True, print_background=True)  # half the time of one with tags
    page.evaluate(NUMBER, _starts(draft, told))
    return _pdf(page)


def _sheet(page: Page, address: str, html: str, title: str) -> bytes:
    """Print the sheet of a programme, once it fits."""
    _show(page, address, html)
    if page.locator("html").get_attribute("data-past") != "ja":
        raise AnalysisError(f"Faseplan {title}: de tekst past niet op één vel; er is niets gewijzigd.")
    return _pdf(page)


def _show(page: Page, address: str, html: str) -> None:
    """Show a document as if it stood in the site, whose style sheet and scripts it uses."""
    own = f"{address}papier.html"
    page.unroute_all()
    page.route(own, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(own)


def _pdf(page: Page) -> bytes:
    """Print what is shown, tagged; packed, because a browser writes the tags of hundreds of pages as plain text."""
    printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _starts(draft: bytes, told: list[Chapter]) -> dict[str, int]:
    """Find the page on which each chapter starts."""
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return {each.anchor: numbers[pdf.Root.Dests[f"/{each.anchor}"][0].objgen] for each in told}
