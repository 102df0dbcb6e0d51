"""Change the hours of roles, and see at once what line units are asked for."""

from collections import Counter

import ipywidgets as widgets
import pandas as pd

from analysis.explore import people_view as view
from analysis.explore.controls import beside, button, choice, group, html, tick
from analysis.explore.drawing import on_screen, take_over
from analysis.explore.fields import NumberField, Sentence
from analysis.explore.people_state import NORMS, People
from analysis.present.common import titles
from analysis.present.formats import short, span
from analysis.present.people import unit_name

#: How far a slider goes beyond the printed hours, and how far at least.
BEYOND, AT_LEAST = 2, {"week": 40, "year": 1600, "total": 4800, "fte": 2}


class PeopleExplorer:
    """The page about hours.

    Parameters
    ----------
    state : People
        Where it starts.
    """

    def __init__(self, state: People):
        self.state = state
        self.programme = choice(
            "Programma", [(title, slug) for slug, title in titles(state.base).items()], self._other_programme
        )
        self.outside = tick("Buiten de afgedrukte marge", self.refresh)
        self.fields: dict[tuple, NumberField] = {}
        self.roles = widgets.VBox([])
        self.norm = NumberField("Productieve uren per voltijdbaan", self._set_norm, "uur per jaar")
        units = [unit for unit in state.units["unit"]]
        self.unit = choice("Lijneenheid", [(unit_name(unit), unit) for unit in units], self.refresh)
        self.supply = NumberField("Uren die de eenheid heeft", self._set_supply, "uur per week")
        self.reset_button = button("Capaciteit terugzetten", self.reset)
        self.sentence, self.tables = Sentence(), widgets.HTML()
        self.figure = on_screen(view.figure(state))
        controls = widgets.VBox(
            [
                group("Uren per rol", self.programme, self.outside, self.roles),
                group("Aanbod en norm", self.unit, self.supply, self.norm, self.reset_button),
            ]
        )
        self.widget = beside(controls, self.sentence, self.figure, self.tables)
        self._other_programme()

    def take(self, state: People) -> None:
        """Show another state: what was reset, or what a scenario holds."""
        self.state = state
        self.refresh()

    def reset(self) -> None:
        """Go back to the adopted hours."""
        self.take(People.of(self.state.adopted))

    def _other_programme(self) -> None:
        """Make a field for each role of the programme."""
        roles = {key: row for key, row in self.state.adopted.roles.items() if row.programme == self.programme.value}
        names = Counter(row.role for row in roles.values())
        self.fields = {
            key: NumberField(
                row.role if names[row.role] == 1 else f"{row.role} ({unit_name(row.unit)})",
                self._setter(key),
                view.PERIODS[row.period],
            )
            for key, row in roles.items()
        }
        self.roles.children = list(self.fields.values())
        self.refresh()

    def _setter(self, key: tuple):
        """Give what sets the hours of a role."""

        def set_hours(value: float) -> None:
            self.take(self.state.set_hours(key, value, self.outside.value))

        return set_hours

    def _set_norm(self, value: float) -> None:
        self.take(self.state.set_norm(value))

    def _set_supply(self, value: float) -> None:
        self.take(self.state.set_supply(self.unit.value, value))

    def refresh(self) -> None:
        """Show the state."""
        for key, field in self.fields.items():
            self._show_role(key, field)
        self.norm.show(self.state.norm_now, *NORMS, step=5)
        self._show_supply()
        self.sentence.say(view.sentence(self.state, self.programme.value))
        take_over(self.figure, view.figure(self.state))
        self.tables.value = html(view.tables(self.state))

    def _show_role(self, key: tuple, field: NumberField) -> None:
        """Show the hours of a role: a slider over its margin, or further when that is ticked."""
        low, high = self.state.printed(key)
        now, now_high = self.state.number(key)
        role = self.state.adopted.roles[key]
        each = "" if role.headcount == 1 else f" voor elk van {short(role.headcount)} mensen"
        hint = "de bron noemt geen aantal" if pd.isna(low) else f"afgedrukt: {span(low, high)} {field.unit}{each}"
        known = not pd.isna(low)
        reach = max(AT_LEAST[role.period], BEYOND * high, now) if known else AT_LEAST[role.period]
        bounds = (low, high) if known and not self.outside.value else (0.0, reach)
        wide = known and not pd.isna(now) and now != now_high
        hint += "; nu de hele marge" if wide else ""
        fixed = known and low == high and not self.outside.value
        step = 0.1 if role.period == "fte" else 1 if role.period == "week" else 10
        field.show(now_high if known or not pd.isna(now) else None, *bounds, step=step, hint=hint, fixed=fixed)

    def _show_supply(self) -> None:
        """Show the hours of the chosen unit."""
        have = self.state.supplied(self.unit.value)
        rows = self.state.units.set_index("unit")["hours_max_week"]
        asked = rows.get(self.unit.value)
        reach = max(40.0, 2 * (0.0 if pd.isna(asked) else asked), have or 0.0)
        hint = "niet bekend; vul een aantal in" if have is None else f"in {self.state.year}"
        self.supply.show(have, 0, round(reach), hint=hint)
