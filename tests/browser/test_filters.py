"""A reader picks rows of a table or one programme of a page, with mouse or keyboard; without JavaScript everything is shown."""

import re
from urllib.parse import quote, quote_plus

import pytest

from analysis.report.browser import drawn

TABLE, CHOOSER = "cijferkwaliteit", "planning"
#: The texts of the cells of each row, and whether the row is shown.
ROWS = "[...document.querySelectorAll('[data-filter] tbody tr')].map(row => [[...row.cells].map(cell => cell.textContent.trim()), row.checkVisibility()])"
#: Longer than the page itself waits for more typing; timers of one page end in their order, however busy the machine is.
TYPED = "new Promise(done => setTimeout(done, 300))"
#: The names of the shown sections.
SHOWN = "[...document.querySelectorAll('.keuze > section')].filter(section => section.checkVisibility()).map(section => section.dataset.keuze)"
#: Whether the shown sections have at least so many charts, and each is drawn as wide as its place.
FITTED = """count => {
  const shown = [...document.querySelectorAll('.keuze > section')].filter(section => section.checkVisibility());
  const charts = shown.flatMap(section => [...section.querySelectorAll('.plotly-graph-div')]);
  const fits = chart => chart.clientWidth > 200 && chart.querySelector('.main-svg')?.clientWidth === chart.clientWidth;
  return charts.length >= count && charts.every(fits);
}"""


class Table:
    """The filterable table of a page and its controls."""

    def __init__(self, page):
        self.page = page
        self.form = page.locator("form.filter")
        self.search = self.form.get_by_role("searchbox", name="Zoek in deze tabel", exact=True)
        self.everything = self.form.get_by_role("button", name="Alles tonen")
        self.status = page.locator(".filterstand")
        self.rows = [cells for cells, _ in page.evaluate(ROWS)]

    def menu(self, name: str):
        return self.form.get_by_role("combobox", name=name, exact=True)

    def values(self, name: str) -> list[str]:
        """Give what a menu offers, without 'alle'."""
        return self.menu(name).locator("option").evaluate_all("options => options.slice(1).map(option => option.value)")

    def shown(self) -> list[list[str]]:
        """Give the shown rows as soon as typing is dealt with, and see that the line above the table counts them."""
        self.page.evaluate(TYPED)
        rows = [cells for cells, shown in self.page.evaluate(ROWS) if shown]
        none = "Geen regels gevonden. Kies iets anders of toon alles."
        assert self.status.inner_text() == (f"{len(rows)} van {len(self.rows)} regels" if rows else none)
        return rows


@pytest.fixture
def table(visit, address) -> Table:
    page = visit(f"{address}/{TABLE}.html")
    yield Table(page)
    assert page.complaints == []


def test_each_menu_offers_what_is_in_its_column_in_that_order_with_its_count(table):
    assert table.shown() == table.rows and table.rows
    offered = [text for text in table.menu("Programma").locator("option").all_inner_texts()]
    programmes = list(dict.fromkeys(cells[0] for cells in table.rows))
    assert offered == ["alle", *(f"{name} ({sum(cells[0] == name for cells in table.rows)})" for name in programmes)]


def test_one_programme_shows_its_rows_and_no_other_and_goes_into_the_address(table):
    name = table.values("Programma")[-1]
    table.menu("Programma").select_option(name)
    assert table.shown() == [cells for cells in table.rows if cells[0] == name] != table.rows
    assert table.page.url.endswith(f"?programma={quote_plus(name)}")
    table.page.reload()
    assert Table(table.page).shown() == [cells for cells in table.rows if cells[0] == name]


def test_menus_and_words_narrow_each_other_and_a_button_shows_everything_again(table):
    name = table.rows[0][0]
    kind = next(cells[1] for cells in table.rows if cells[0] == name)
    table.menu("Programma").select_option(name)
    table.menu("Soort").select_option(kind)
    both = table.shown()
    assert both == [cells for cells in table.rows if cells[:2] == [name, kind]] != []
    words = both[-1][2].split()[:2]
    table.search.fill(" ".join(reversed(words)).upper())
    assert both[-1] in table.shown() and len(table.shown()) <= len(both)
    table.everything.click()
    assert table.shown() == table.rows
    assert table.search.input_value() == "" and "?" not in table.page.url


def test_a_word_is_found_without_its_accents_and_with_the_signs_of_a_keyboard(table):
    text = " ".join(" ".join(cells) for cells in table.rows)
    for pattern in (r"\w*ë\w*", r"\w*é\w*", r"\w+['’]\w+"):
        word = re.search(pattern, text)[0]
        table.search.fill(word.translate(str.maketrans("ëéèï’'", "eeei'’")).upper())
        found, expected = table.shown(), [cells for cells in table.rows if word in " ".join(cells)]
        assert all(cells in found for cells in expected) and len(found) < len(table.rows), word


def test_what_is_typed_stays_text(table):
    table.search.fill("<img src=x onerror=alert(1)>")
    assert table.shown() == []
    assert table.page.locator("main img[src=x]").count() == 0
    table.search.press("Escape")
    assert table.shown() == table.rows


def test_the_keyboard_is_enough(table):
    press = table.page.keyboard.press
    table.menu("Programma").focus()
    press("ArrowDown")
    name = table.values("Programma")[0]
    assert table.shown() == [cells for cells in table.rows if cells[0] == name]
    outline = table.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    press("Tab")
    press("Tab")
    press("Tab")
    assert table.search.evaluate("search => search === document.activeElement")
    table.page.keyboard.type(table.rows[0][2].split()[0])
    press("Enter")  # must not send the form
    assert table.rows[0] in table.shown() and table.page.locator("form.filter").count() == 1
    press("Tab")
    press("Enter")
    assert table.shown() == table.rows


def test_a_link_opens_the_table_with_a_choice_made(visit, address):
    wanted = Table(visit(f"{address}/{TABLE}.html")).values("Programma")[0]
    for written in (wanted, wanted.lower()):
        table = Table(visit(f"{address}/{TABLE}.html?programma={quote(written)}"))
        assert table.shown() == [cells for cells in table.rows if cells[0] == wanted]
    table = Table(visit(f"{address}/{TABLE}.html?programma=%3Cb%3Eniets%3C/b%3E"))
    assert table.shown() == table.rows


def test_choosing_works_from_disk(visit, site):
    page = visit((site.folder / f"{TABLE}.html").as_uri())
    table = Table(page)
    name = table.values("Programma")[0]
    table.menu("Programma").select_option(name)
    assert table.shown() == [cells for cells in table.rows if cells[0] == name]
    assert page.complaints == []


def test_hundreds_of_rows_are_instant(table):
    spent = table.page.evaluate(
        "() => { const menu = document.querySelector('form.filter select'); const start = performance.now();"
        " menu.selectedIndex = 1; menu.dispatchEvent(new Event('input', { bubbles: true }));"
        " return new Promise(done => setTimeout(() => { document.body.offsetHeight; done(performance.now() - start); })); }"
    )
    assert len(table.rows) > 100 and spent < 1000


def test_without_javascript_there_is_no_control_and_everything_is_shown(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, parts in ((TABLE, "[data-filter] tbody tr"), (CHOOSER, ".keuze > section")):
        page.goto(f"{address}/{name}.html")
        assert page.locator(".filter, .filterstand, article :is(select, input, button)").count() == 0
        assert all(part.is_visible() for part in page.locator(parts).all()) and page.locator(parts).count() > 1
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_choosing_a_programme_hides_the_others_and_its_chart_fits(visit, address, width):
    page = visit(f"{address}/{CHOOSER}.html", width)
    drawn(page)
    menu = page.locator(".keuze").get_by_role("combobox", name="Programma", exact=True)
    names = page.evaluate(SHOWN)
    assert menu.locator("option").all_inner_texts() == ["alle", *names] and len(names) > 1
    for name in (names[1], names[0]):
        menu.select_option(name)
        assert page.evaluate(SHOWN) == [name]
        page.wait_for_function(FITTED, arg=1)
    menu.select_option("")
    assert page.evaluate(SHOWN) == names
    assert page.complaints == []


def test_charts_that_were_hidden_from_the_start_are_drawn_to_size_when_shown(visit, address):
    names = visit(f"{address}/{CHOOSER}.html").evaluate(SHOWN)
    page = visit(f"{address}/{CHOOSER}.html?programma={quote(names[1])}")
    drawn(page)
    assert page.evaluate(SHOWN) == [names[1]]
    page.emulate_media(color_scheme="dark")  # paints all charts again, also those that have no width now
    page.locator(".keuze > .filter select").select_option("")
    page.wait_for_function(FITTED, arg=len(names) - 1)
    assert page.complaints == []


@pytest.mark.parametrize("name", [TABLE, CHOOSER])
@pytest.mark.parametrize("dark", [False, True])
def test_controls_suit_a_finger_and_stay_off_paper(visit, address, name, dark):
    page = visit(f"{address}/{name}.html", 390, dark)
    controls = page.locator(".filter :is(select, input, button)")
    boxes = [control.bounding_box() for control in controls.all()]
    assert boxes and all(box["height"] >= 44 and box["x"] + box["width"] <= 390 for box in boxes)
    assert len({round(box["y"]) for box in boxes}) == len(boxes)
    page.emulate_media(media="print")
    assert not any(control.is_visible() for control in controls.all())


def test_verdicts_on_the_areas_fit_a_phone_and_keep_their_words_for_who_listens(visit, address):
    seen = "document.querySelector('.gebieden td .woord').clientWidth > 1"
    page = visit(f"{address}/index.html")
    assert page.evaluate(seen)
    page = visit(f"{address}/index.html", 390)
    assert not page.evaluate(seen)
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.gebieden'))")
    words = set(page.locator(".gebieden td .woord").all_text_contents())
    assert words <= set(page.locator(".legenda .woord").all_inner_texts())
    assert all(word.is_visible() for word in page.locator(".legenda .woord").all())
    heard = page.locator(".gebieden tbody").aria_snapshot()
    assert all(word in heard for word in words)
