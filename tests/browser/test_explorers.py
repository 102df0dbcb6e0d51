"""The explorers in a browser, on a page of their own and in JupyterLab: a slider moves figure and sentence to what the measures give."""

import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from analysis.data import load_cycle
from analysis.data.scenarios import load_scenario
from analysis.explore import money_view
from analysis.explore.altered import altered
from analysis.explore.measured import Measured
from analysis.explore.money_state import Money
from analysis.explore.serve import served
from analysis.measures import budget

ROOT = Path(__file__).parents[2]
#: Voila's page carries an older JupyterLab than the one installed beside it, and says so; it works.
KNOWN = re.compile(r"Unsatisfied version|No satisfying version")
#: Milliseconds after which something has failed; a busy machine may take long.
PATIENCE = 90_000
PROGRAMME, SOURCE, TARGET, YEAR = "groene-wijken", "Bomen", "Organisatie", 2025

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "voorbeeldstad", tmp_path_factory.mktemp("verkenner") / "data"))


@pytest.fixture(scope="session")
def servers(data):
    """Start a server of each kind when it is first asked for, and again after it was dropped."""
    with ExitStack() as all_of_them:
        running = {}

        def server(app: bool, fresh: bool = False):
            if fresh and app in running:
                running.pop(app)[0].close()
            if app not in running:
                stack = all_of_them.enter_context(ExitStack())
                running[app] = stack, stack.enter_context(served(data_dir=data, app=app)).address
            return running[app][1]

        yield server


@pytest.fixture
def explorers(visit, servers):
    """Open the explorers and wait until the first figure is drawn."""

    def open_page(app: bool, fresh: bool = False, **how):
        page = visit(servers(app, fresh), **how)
        page.set_default_timeout(PATIENCE)
        if not app:
            # without a kernel JupyterLab runs nothing, and does not say so
            page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle$")).wait_for()
            page.keyboard.press("Escape")
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True).click()
        page.locator(".verkenner .js-plotly-plot .main-svg").first.wait_for()
        return page

    return open_page


def sentence(page):
    return page.locator(".verkenner .uitkomst [role=status]").first


def wait_until_drawn(page, bars: list[float]) -> None:
    """Wait until the figure shows these numbers; what is beside it arrives in messages of its own, before or after."""
    page.wait_for_function(
        "(bars) => String(document.querySelector('.verkenner .js-plotly-plot').data[0].x.map(Number)) === String(bars)",
        arg=bars,
    )


def expected(data: Path, euros: float) -> tuple[str, list[float]]:
    """Compute sentence and bars from the measures, on a cycle that is altered by hand."""
    base = load_cycle(data_dir=data)
    rows = base.budget.set_index(base.key("budget"))["amount_eur"]
    keys = [(PROGRAMME, "spending", post, "approved", YEAR, YEAR) for post in (SOURCE, TARGET)]
    changed = {keys[0]: rows[keys[0]] - euros, keys[1]: rows[keys[1]] + euros}
    cycle = altered(base, "budget", {key: {"amount_eur": value} for key, value in changed.items()})
    state = Money.of(Measured(base), Measured(cycle))
    posts = budget.allocation(cycle)
    posts = posts[posts["in_force"] & posts["programme"].eq(PROGRAMME) & posts["year"].eq(YEAR)]
    return money_view.sentence(state, PROGRAMME), list(posts["amount_eur"].dropna())


@pytest.mark.parametrize("app", [True, False], ids=["page", "jupyterlab"])
def test_a_slider_moves_figure_and_sentence_by_the_keyboard_and_back(explorers, data, app):
    page = explorers(app)
    _, before = expected(data, 0)
    wait_until_drawn(page, before)
    page.get_by_role("slider", name="Bedrag, schuif").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    said, bars = expected(data, 3000)
    wait_until_drawn(page, bars)
    expect(sentence(page)).to_have_text(re.compile(f"gaat €\u00a03.000 naar Organisatie.*{re.escape(said)}$"))
    expect(page.get_by_role("textbox", name="Bedrag")).to_have_value("3.000")
    page.get_by_role("button", name="Geld terugzetten").click()
    wait_until_drawn(page, before)
    expect(sentence(page)).to_contain_text("Er is nog geen geld verschoven")
    expect(page.get_by_role("textbox", name="Bedrag")).to_have_value("0")
    assert not [text for text in page.complaints if not KNOWN.search(text) and "Traceback" in text]


def test_the_page_asks_nothing_of_others_and_is_dutch(explorers):
    page = explorers(True)
    for tab in ("Capaciteit", "Indicatoren", "Scenario’s"):
        page.get_by_role("tab", name=tab).click()
        page.locator(".verkenner h2:visible").first.wait_for()
    page.locator("text=Wat er al is").wait_for()
    hosts = {urlsplit(url).hostname for url in page.requests if url.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}
    assert [text for text in page.complaints if not KNOWN.search(text)] == []
    assert page.title() == "Verkenner" and page.evaluate("document.documentElement.lang") == "nl"
    text = page.locator("body").inner_text()
    assert not re.search(r"\b(Executing|Loading|Error|undefined|null|NaN|Untitled)\b", text)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_typed_mistake_is_told_in_dutch(explorers):
    page = explorers(True)
    field = page.get_by_role("textbox", name="Bedrag")
    field.fill("12.5")
    field.press("Enter")
    page.get_by_text("'12.5' is geen getal").wait_for()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("99.999.999")
    field.press("Enter")
    page.get_by_text("kies een bedrag van").wait_for()


def test_a_saved_scenario_is_there_after_a_restart(explorers, data):
    page = explorers(True)
    page.get_by_role("textbox", name="Bedrag").fill("5.000")
    page.get_by_role("textbox", name="Bedrag").press("Enter")
    page.get_by_text("gaat €\u00a05.000 naar").wait_for()
    page.get_by_role("tab", name="Scenario’s").click()
    for label, text in (("Naam", "uit-de-browser"), ("Titel", "Uit de browser"), ("Reden", "Om te proberen")):
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_role("button", name="Bewaar als scenario").click()
    page.get_by_text("Scenario 'uit-de-browser' is bewaard.").wait_for()
    assert list(load_scenario("uit-de-browser", data).rows["budget"]["amount_eur"]) == expected(data, 5000)[1][:2]
    page = explorers(True, fresh=True)
    page.get_by_role("tab", name="Scenario’s").click()
    page.get_by_role("combobox", name="Scenario").select_option("uit-de-browser")
    page.get_by_role("button", name="Openen").click()
    page.get_by_text("is geopend").wait_for()
    page.get_by_role("tab", name="Geld").click()
    wait_until_drawn(page, expected(data, 5000)[1])


def test_on_a_phone_nothing_is_cut_off(explorers):
    page = explorers(True, width=390)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('.js-plotly-plot .main-svg').clientWidth <= innerWidth")
