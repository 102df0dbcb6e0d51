"""The app: the three explorers and the scenarios, each on a tab of its own."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from analysis.data import Cycle, load_cycle
from analysis.errors import AnalysisError
from analysis.explore.exploration import Exploration
from analysis.explore.indicator_explorer import IndicatorExplorer
from analysis.explore.measured import Measured
from analysis.explore.money_explorer import MoneyExplorer
from analysis.explore.people_explorer import PeopleExplorer
from analysis.explore.scenario_panel import ScenarioPanel
from analysis.present.blocks import note
from analysis.present.formats import day

TABS = ("Geld", "Capaciteit", "Indicatoren", "Scenario’s")


class App:
    """Everything on screen.

    A tab is made when it is first looked at: a figure that is drawn on a hidden tab has no width, and each brings the drawing
    library along.

    Parameters
    ----------
    adopted : Measured
        The adopted figures.
    data_dir : str or Path
        The data folder, for the scenarios.
    """

    def __init__(self, adopted: Measured, data_dir: str | Path):
        self.adopted, self.data_dir, self.start = adopted, data_dir, None
        self.parts: dict[int, object] = {}
        self.tabs = widgets.Tab([widgets.VBox([widgets.HTML("Wordt geladen…")]) for _ in TABS], titles=TABS)
        self.tabs.observe(lambda change: self._look_at(change["new"]), "selected_index")
        info = adopted.cycle.info
        about = f"U verkent {info['title']}, stand {day(info['reporting_date'])}."
        told = note(f"{about} Wat u hier verschuift, verandert niets aan de vastgestelde cijfers.")
        head = widgets.HTML(f"{_style()}{told.html}")
        self.widget = widgets.VBox([head, self.tabs])
        self.widget.add_class("verkenner")
        self._look_at(0)
        self.tabs.selected_index = 0

    def _look_at(self, place: int | None) -> None:
        """Make a tab that was not looked at before."""
        if place is None or place in self.parts:
            return
        states = Exploration.of(self.adopted, self.start)
        make: list[Callable] = [
            lambda: MoneyExplorer(states.money),
            lambda: PeopleExplorer(states.people),
            lambda: IndicatorExplorer(states.indicators),
            lambda: ScenarioPanel(self.data_dir, self.explored, self.open),
        ]
        self.parts[place] = make[place]()
        self.tabs.children[place].children = [self.parts[place].widget]

    def explored(self) -> Exploration:
        """Give what is explored now; a tab that nobody looked at is as it starts."""
        states = Exploration.of(self.adopted, self.start)
        own = {
            name: self.parts[place].state
            for place, name in enumerate(("money", "people", "indicators"))
            if place in self.parts
        }
        return Exploration(
            self.adopted, *(own.get(name, getattr(states, name)) for name in ("money", "people", "indicators"))
        )

    def open(self, cycle: Cycle) -> None:
        """Put other figures of the same cycle into the explorers."""
        self.start = Measured(cycle)
        states = Exploration.of(self.adopted, self.start)
        for place, state in enumerate((states.money, states.people, states.indicators)):
            if place in self.parts:
                self.parts[place].take(state)


def app(cycle: str = "", data_dir: str | Path = "data") -> widgets.Widget:
    """Show the explorers of a cycle.

    Parameters
    ----------
    cycle : str
        Name of the cycle; empty = the newest.
    data_dir : str or Path
        The data folder.

    Returns
    -------
    ipywidgets.Widget
        The app; or what is wrong with the figures, in Dutch.
    """
    try:
        return App(Measured(load_cycle(cycle, data_dir)), data_dir).widget
    except AnalysisError as error:
        return widgets.HTML(f"{_style()}{note(str(error), attention=True).html}").add_class("verkenner")


def _style() -> str:
    """Give the style sheet: it goes with the app, in JupyterLab as on a page of its own."""
    return f"<style>{(Path(__file__).parent / 'style.css').read_text(encoding='utf-8')}</style>"
