"""The app without a browser: what a reader does and reads, and scenarios that survive it."""

import shutil
from pathlib import Path

import pytest

from analysis.data import load_cycle
from analysis.data.scenarios import list_scenarios, load_scenario
from analysis.explore.app import App, app
from analysis.explore.measured import Measured

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "voorbeeldstad", tmp_path / "data"))


def opened(data: Path) -> App:
    made = App(Measured(load_cycle(data_dir=data)), data)
    for place in range(1, 4):
        made.tabs.selected_index = place
    return made


def save(panel, name: str = "mijn-plan", reason: str = "Het kan beter") -> str:
    panel.name.value, panel.title.value, panel.reason.value = name, "Mijn plan", reason
    panel.save()
    return panel.message.text


@pytest.mark.parametrize("root", ["data", "examples/voorbeeldstad"])
def test_every_choice_can_be_made(root):
    made = App(Measured(load_cycle(data_dir=ROOT / root)), ROOT / root)
    money, people, indicators = (
        made.tabs.set_trait("selected_index", place) or made.parts[place] for place in range(3)
    )
    for _, programme in money.programme.options:
        money.programme.value = programme
        for free in (False, True):
            money.free.value = free
            for _, post in money.source.options:
                money.source.value = post
                assert money.sentence.text
    for explorer in (people, indicators):
        for _, programme in explorer.programme.options:
            explorer.programme.value = programme
            assert explorer.sentence.text
    for _, indicator in indicators.indicator.options:
        indicators.indicator.value = indicator


def test_a_scenario_is_saved_and_opened_again_and_can_go(data):
    made = opened(data)
    money, people, indicators, panel = (made.parts[place] for place in range(4))
    assert "Er is niets gewijzigd" in save(panel)
    money.amount.asked = [1, 5000]
    people.supply.asked = [1, "30"]
    indicators.shift.asked = [1, 5]
    indicators.pace.asked = [1, 2]
    said = money.sentence.text
    assert save(panel) == "Scenario 'mijn-plan' is bewaard. De verwachte waarden van indicatoren horen er niet bij."
    assert set(load_scenario("mijn-plan", data).rows) == {"budget", "unit_supply", "indicator_targets"}
    later = opened(data)
    panel, money = later.parts[3], later.parts[0]
    assert "geen geld verschoven" in money.sentence.text
    panel.existing.value = "mijn-plan"
    panel.compare()
    assert "€\u00a05.000" in panel.message.text and "Mijn plan" in panel.outcome.value
    panel.open()
    assert "geen geld verschoven" not in money.sentence.text and money.sentence.text in said
    assert later.parts[1].supply.written == "30"
    assert "bestaat al" in save(panel)
    money.reset()
    assert "geen geld verschoven" in money.sentence.text
    panel.delete()
    assert "mijn-plan" in list_scenarios(data) and panel.sure.layout.display == ""
    panel.really_delete()
    assert "mijn-plan" not in list_scenarios(data)


@pytest.mark.parametrize(
    ("name", "reason", "told"),
    [
        ("Mijn plan", "Het kan", "kan geen naam van een scenario zijn"),
        ("../../weg", "Het kan", "kan geen naam van een scenario zijn"),
        ("plan", "", "Vul nog in: reden"),
        ("plan", "Mail jan@example.org", "e-mailadres"),
    ],
)
def test_what_cannot_be_saved_is_told_in_dutch(data, name, reason, told):
    made = opened(data)
    made.parts[0].amount.asked = [1, 5000]
    assert told in save(made.parts[3], name, reason)
    assert list_scenarios(data) == ["veiliger-kruispunten"]


def test_a_scenario_that_was_broken_meanwhile_is_told(data):
    made = opened(data)
    (data / "scenarios" / "veiliger-kruispunten" / "budget.csv").write_text("onzin\n", encoding="utf-8")
    made.parts[3].open()
    assert "budget.csv" in made.parts[3].message.text and made.parts[3].message.look == "fout"


def test_wrong_figures_are_told_instead_of_the_app(tmp_path):
    assert "staan geen cycli" in app(data_dir=tmp_path).value


def test_nothing_typed_becomes_markup(data):
    (path := data / "cycles" / "2024-jaarstukken" / "budget.csv").write_text(
        path.read_text(encoding="utf-8").replace("Bomen", "<img src=x onerror=alert(1)>"), encoding="utf-8"
    )
    efforts = data / "cycles" / "2024-jaarstukken" / "efforts.csv"
    efforts.write_text(
        efforts.read_text(encoding="utf-8").replace(",Bomen,", ",<img src=x onerror=alert(1)>,"), encoding="utf-8"
    )
    made = App(Measured(load_cycle("2024-jaarstukken", data)), data)
    assert "<img" not in made.parts[0].tables.value and "&lt;img" in made.parts[0].tables.value
    assert not any("<img" in note.text for note in made.parts[0].figure.layout.annotations)
