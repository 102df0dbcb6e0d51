"""Keep what was explored as a scenario, and open, compare or throw away the ones that are there."""

from collections.abc import Callable
from datetime import date

import ipywidgets as widgets
import pandas as pd

from analysis.data import FigureErrors
from analysis.data.scenarios import (
    Scenario,
    delete_scenario,
    differing_rows,
    list_scenarios,
    load_scenario,
    save_scenario,
)
from analysis.errors import AnalysisError, system_refusal
from analysis.explore.controls import button, choice, group, html, set_options, text_field, tick
from analysis.explore.exploration import Exploration
from analysis.explore.fields import Sentence
from analysis.present.formats import listed
from analysis.present.scenario_comparison import side_by_side
from analysis.present.scenarios import sentence

#: The roles one can choose; a role, never a name.
ROLES = ("beleidsadviseur", "programmamanager", "controller", "adviseur", "directeur")
#: How many faults are told at once.
MANY = 5


class ScenarioPanel:
    """The page about scenarios.

    Parameters
    ----------
    data_dir : str or Path
        The data folder.
    explored : callable
        Gives the `Exploration` as it is now.
    opened : callable
        Called with the cycle of a scenario that is opened.
    """

    def __init__(self, data_dir, explored: Callable[[], Exploration], opened: Callable):
        self._data_dir, self._explored, self._opened = data_dir, explored, opened
        self.name = text_field("Naam", "bijvoorbeeld meer-groen")
        self.title, self.reason = text_field("Titel"), text_field("Reden")
        self.role = choice("Uw functie", [(role, role) for role in ROLES], lambda: None)
        self.replace = tick("Een scenario met deze naam vervangen", lambda: None)
        self.save_button = button("Bewaar als scenario", self.save, "primary")
        self.existing = choice("Scenario", [], self._not_sure)
        self.open_button = button("Openen", self.open)
        self.compare_button = button("Vergelijken", self.compare)
        self.delete_button = button("Verwijderen", self.delete)
        self.sure_button, self.keep_button = (
            button("Ja, verwijderen", self.really_delete, "danger"),
            button("Nee, bewaren", self._not_sure),
        )
        self.sure = widgets.HBox([self.sure_button, self.keep_button])
        self.message, self.outcome = Sentence(), widgets.HTML()
        actions = widgets.HBox([self.open_button, self.compare_button, self.delete_button])
        fields = self.name, self.title, self.reason, self.role, self.replace, self.save_button
        for row in (actions, self.sure):
            row.add_class("knoppen")
        self.there = group("Wat er al is", self.existing, actions, self.sure)
        self.widget = widgets.VBox([self.message, group("Bewaren", *fields), self.there, self.outcome])
        self.widget.add_class("scenarios")
        self._not_sure()
        self._list()

    def _list(self, chosen: str | None = None) -> None:
        """Offer the scenarios that are there."""
        names = list_scenarios(self._data_dir)
        set_options(self.existing, [(name, name) for name in names])
        if chosen in names:
            self.existing.value = chosen
        for widget in (self.existing, self.open_button, self.compare_button, self.delete_button):
            widget.disabled = not names
        if not names:
            self.message.say("Er zijn nog geen scenario’s bewaard.")

    def _try(self, act: Callable[[], str]) -> None:
        """Do something and say what came of it; what goes wrong is told in Dutch, never as a traceback."""
        try:
            self.message.say(act(), "gelukt")
        except FigureErrors as error:
            told = "; ".join(map(str, error.faults[:MANY]))
            more = f" En nog {len(error.faults) - MANY} fouten." if len(error.faults) > MANY else ""
            self.message.say(f"Het lukt niet: {error.headline}: {told}.{more}", "fout")
        except AnalysisError as error:
            self.message.say(str(error), "fout")
        except OSError as error:
            self.message.say(system_refusal(error), "fout")

    def save(self) -> None:
        """Keep what differs from the adopted figures as a scenario."""
        self._not_sure()
        open_fields = [
            field.description.lower() for field in (self.name, self.title, self.reason) if not field.value.strip()
        ]
        if open_fields:
            self.message.say(f"Vul nog in: {listed(open_fields)}. Er is nog niets bewaard.", "fout")
        else:
            self._try(self._save)

    def _save(self) -> str:
        explored, name = self._explored(), self.name.value.strip()
        own = self.title.value.strip(), self.reason.value.strip(), self.role.value
        save_scenario(
            name, explored.cycle, explored.adopted.cycle, *own, date.today(), self._data_dir, self.replace.value
        )
        self._list(name)
        kept = f"Scenario '{name}' is bewaard."
        return kept + (" De verwachte waarden van indicatoren horen er niet bij." if explored.expects else "")

    def open(self) -> None:
        """Put the figures of a scenario into the explorers."""
        self._not_sure()
        self._try(self._open)

    def _open(self) -> str:
        scenario = self._load()
        self._opened(scenario.cycle)
        self.name.value, self.title.value, self.reason.value = scenario.name, scenario.title, scenario.reason
        if scenario.author_role in ROLES:
            self.role.value = scenario.author_role
        return f"Scenario '{scenario.name}' is geopend: {scenario.title}. De andere tabbladen rekenen ermee."

    def _load(self):
        """Load the chosen scenario, if it belongs to the figures that are explored."""
        scenario, adopted = load_scenario(self.existing.value, self._data_dir), self._explored().adopted.cycle
        if scenario.base.name != adopted.name:
            raise AnalysisError(
                f"Scenario '{scenario.name}' hoort bij {scenario.base.name}, en hier staan de cijfers van {adopted.name}. "
                f"Open de verkenner met --cycle {scenario.base.name}."
            )
        return scenario

    def compare(self) -> None:
        """Set a scenario beside the adopted figures and what is explored now."""
        self._not_sure()
        self._try(self._compare)

    def _compare(self) -> str:
        scenario, explored = self._load(), self._explored()
        adopted = explored.adopted.cycle
        shown = [scenario]
        if rows := differing_rows(explored.cycle, adopted):
            about = "nu-verkend", "Nu verkend", "", "", pd.Timestamp(date.today())
            shown.append(Scenario(*about, adopted, explored.cycle, rows))
        self.outcome.value = html(side_by_side(shown))
        return f"{sentence(scenario)} Reden: {scenario.reason}"

    def delete(self) -> None:
        """Ask whether the scenario may really go."""
        self.sure.layout.display = ""
        self.message.say(f"Scenario '{self.existing.value}' verwijderen? Dat is niet terug te draaien.")

    def really_delete(self) -> None:
        """Throw the scenario away."""
        self._try(self._delete)
        self._not_sure()

    def _delete(self) -> str:
        name = self.existing.value
        delete_scenario(name, self._data_dir)
        self.outcome.value = ""
        self._list()
        return f"Scenario '{name}' is verwijderd."

    def _not_sure(self) -> None:
        """Take the question back."""
        self.sure.layout.display = "none"
