"""Set a pace, a value or another target for an indicator, and see at once where it comes out."""

import ipywidgets as widgets

from analysis.errors import WrongUse
from analysis.explore import indicator_view as view
from analysis.explore.controls import beside, button, choice, group, html, set_options
from analysis.explore.drawing import on_screen, take_over
from analysis.explore.fields import NumberField, Sentence, read_number
from analysis.explore.indicator_state import Indicators
from analysis.present.common import titles
from analysis.present.formats import short


class IndicatorExplorer:
    """The page about indicators.

    Parameters
    ----------
    state : Indicators
        Where it starts.
    """

    def __init__(self, state: Indicators):
        self.state, self._busy = state, False
        self.programme = choice(
            "Programma", [(title, slug) for slug, title in self._programmes().items()], self._chosen
        )
        self.indicator = choice("Indicator", self._indicators(), self._chosen)
        self.pace = NumberField("Tempo: verandering per jaar", self._set_pace, write=self._number)
        self.year = choice("Jaar", [], self._chosen)
        self.value = NumberField("Waarde in dat jaar", self._set_value, write=self._write, read=self._read)
        self.shift = NumberField("Alle doelwaarden verschuiven met", self._set_shift, write=self._number)
        self.target_year = choice("Doeljaar", [], self._chosen)
        self.target = NumberField("Doelwaarde van dat jaar", self._set_target, write=self._write, read=self._read)
        self.reset_button = button("Indicatoren terugzetten", self.reset)
        self.sentence, self.tables = Sentence(), widgets.HTML()
        self.figure = on_screen(view.figure(state, self.indicator.value))
        controls = widgets.VBox(
            [
                group("Welke indicator?", self.programme, self.indicator),
                group("Hoe gaat het verder?", self.pace, self.year, self.value),
                group("Een ander doel?", self.shift, self.target_year, self.target, self.reset_button),
            ]
        )
        self.widget = beside(controls, self.sentence, self.figure, self.tables)
        self._chosen()

    def take(self, state: Indicators) -> None:
        """Show another state: what was reset, or what a scenario holds."""
        self.state = state
        self._chosen()

    def reset(self) -> None:
        """Go back to the adopted targets, without values to be expected."""
        self.take(Indicators.of(self.state.adopted))

    def _programmes(self) -> dict[str, str]:
        """The programmes that have indicators."""
        have = set(self.state.about["programme"])
        return {slug: title for slug, title in titles(self.state.base).items() if slug in have}

    def _indicators(self) -> list[tuple[str, str]]:
        """The indicators of the programme."""
        rows = self.state.about
        rows = rows[rows["programme"].eq(self.programme.value)]
        return [(view.name(self.state, indicator), indicator) for indicator in rows.index]

    def _chosen(self) -> None:
        """Follow a choice: offer what goes with it, and show it."""
        if self._busy:
            return
        self._busy = True
        set_options(self.indicator, self._indicators())
        of = self.indicator.value
        set_options(self.year, [(str(year), year) for year in reversed(self.state.years(of))])
        goals = [year for name, year in self.state.targets_now if name == of]
        set_options(self.target_year, [(str(year), year) for year in reversed(goals)])
        self._busy = False
        self.refresh()

    def _number(self, value: float) -> str:
        return short(value, 2)

    def _write(self, value: float) -> str:
        """Write a value of the indicator without its unit, which stands behind the field: a step of its scale, or a number."""
        return self.state.scale(self.indicator.value).get(int(value)) or short(value, 2)

    def _read(self, typed: str) -> float:
        """Read a value of the indicator: a step of its scale by name, or a number."""
        scale = self.state.scale(self.indicator.value)
        ranks = {step.casefold(): rank for rank, step in scale.items()}
        if not scale:
            return read_number(typed, self.unit)
        if typed.strip().casefold() not in ranks:
            raise WrongUse(
                f"'{' '.join(typed.split())[:40]}' staat niet op de schaal; kies uit {', '.join(scale.values())}."
            )
        return ranks[typed.strip().casefold()]

    @property
    def unit(self) -> str:
        """The short unit of the indicator."""
        unit = self.state.about.loc[self.indicator.value, "unit_short"]
        return "" if unit != unit or unit == "cijfer" else str(unit)

    def _set_pace(self, change: float) -> None:
        self.take(self.state.set_pace(self.indicator.value, change))

    def _set_value(self, value: float) -> None:
        self.take(self.state.set_value(self.indicator.value, self.year.value, value))

    def _set_shift(self, by: float) -> None:
        self.take(self.state.shift_targets(self.indicator.value, by))

    def _set_target(self, value: float) -> None:
        self.take(self.state.set_target(self.indicator.value, self.target_year.value, value))

    def refresh(self) -> None:
        """Show the state."""
        of = self.indicator.value
        self._show_expectation(of)
        self._show_targets(of)
        self.sentence.say(view.sentence(self.state, of))
        take_over(self.figure, view.figure(self.state, of))
        self.tables.value = html(view.tables(self.state, of))

    def _reach(self, of: str) -> tuple[float, float, float]:
        """Give lowest and highest value of the sliders, and their step: the scale, or some way around what is known."""
        scale = self.state.scale(of)
        if scale:
            return min(scale), max(scale), 1
        begin = self.state.beginning(of)
        known = [value for (name, _), value in self.state.targets_now.items() if name == of]
        known += [*self.state.expected(of).values(), *([begin[1]] if begin else [])] or [1.0]
        step = 10.0 ** -int(self.state.about.loc[of, "decimals"])
        widest = max([abs(value) for value in known] + [10 * step])
        percentage = self.unit == "%" and self.state.about.loc[of, "kind"] == "level"
        high = 100 if percentage else round(2 * widest)
        return (
            (0.0 if min(known) >= 0 else -high),
            high,
            max(step, float(f"{widest / 200:.0e}") if widest > 200 * step else step),
        )

    def _show_expectation(self, of: str) -> None:
        """Show the pace and the value to be expected."""
        low, high, step = self._reach(of)
        begin, scale, needed = self.state.beginning(of), self.state.scale(of), self.state.needed_pace(of)
        self.pace.unit = self.value.unit = self.unit
        steep = max(abs(needed or 0) * 2, step * 20, abs(self.state.paces.get(of, 0.0)))
        if scale or begin is None:
            hint = (
                "een schaal in woorden heeft geen tempo"
                if scale
                else "zonder meting of peilwaarde is er geen begin om vanaf te rekenen"
            )
            self.pace.show(None, 0, 1, hint=hint, fixed=True, empty="")
        else:
            hint = f"vanaf {begin[0]}" + (
                "" if needed is None else f"; nodig is {short(needed, 2)} {self.unit}".rstrip() + " per jaar"
            )
            self.pace.show(self.state.paces.get(of), -steep, steep, step, hint, empty="")
        expected = self.state.expected(of).get(self.year.value)
        self.value.show(
            expected, low, high, step, "een verwachting is geen meting en komt niet in een scenario", empty=""
        )

    def _show_targets(self, of: str) -> None:
        """Show how far the targets are shifted, and the target of the chosen year."""
        low, high, step = self._reach(of)
        adopted = {year: value for (name, year), value in self.state.adopted_targets.items() if name == of}
        moved = {self.state.targets_now[of, year] - value for year, value in adopted.items()}
        self.shift.unit, self.target.unit = ("treden" if self.state.scale(of) else self.unit), self.unit
        if not adopted:
            for field in (self.shift, self.target):
                field.show(None, 0, 1, hint="deze indicator heeft geen doelwaarde met een getal", fixed=True)
            return
        width = max(high - low, step)
        by = moved.pop() if len(moved) == 1 else None
        self.shift.show(by, -width / 2, width / 2, step, "geteld vanaf de vastgestelde doelwaarden")
        year = self.target_year.value
        hint = f"vastgesteld: {self._write(adopted[year])} {self.unit}".rstrip() if year in adopted else ""
        self.target.show(self.state.targets_now.get((of, year)), low, high, step, hint)
