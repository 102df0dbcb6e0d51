"""Shift money between posts, and see at once what is covered and what is left."""

import ipywidgets as widgets

from analysis.explore import money_view as view
from analysis.explore.controls import beside, button, choice, group, html, set_options, tick
from analysis.explore.drawing import on_screen, take_over
from analysis.explore.fields import NumberField, Sentence
from analysis.explore.money_state import Money
from analysis.present.common import TOGETHER, titles
from analysis.present.formats import euro, number, years

#: Steps of the slider, in euro.
STEP = 1000


class MoneyExplorer:
    """The page about money.

    Parameters
    ----------
    state : Money
        Where it starts.
    """

    def __init__(self, state: Money):
        self.state = state
        whole = [(TOGETHER, None), *((title, slug) for slug, title in titles(state.base).items())]
        self.programme = choice("Programma", whole, self._chosen)
        self.free = tick("Totaal loslaten: één bedrag veranderen", self._chosen)
        self.source = choice("Van post", [], self._chosen)
        self.period = choice("Jaar", [], self._chosen)
        self.target = choice("Naar post", [], self._chosen)
        self.amount = NumberField("Bedrag", self._move, "euro", number)
        self.reset_button = button("Geld terugzetten", self.reset)
        self.sentence, self.tables = Sentence(), widgets.HTML()
        self._busy = True
        self.programme.value = whole[-1][1] if len(whole) == 2 else whole[1][1]
        self._offer()
        self.figure = on_screen(view.figure(state, self.programme.value, self.periods))
        self._busy = False
        fields = self.programme, self.source, self.period, self.target, self.amount, self.free, self.reset_button
        self.widget = beside(group("Wat verschuift u?", *fields), self.sentence, self.figure, self.tables)
        self.refresh()

    @property
    def periods(self) -> list[tuple[int, int]]:
        """The chosen periods."""
        return list(self.period.value or ())

    @property
    def pairs(self) -> list:
        """The pairs of amounts between which money goes; none while the total is let go."""
        if self.free.value or not self.source.value or not self.target.value:
            return []
        return self.state.pairs(self.source.value, self.target.value, self.periods)

    def take(self, state: Money) -> None:
        """Show another state: what was reset, or what a scenario holds."""
        self.state = state
        self._chosen()

    def reset(self) -> None:
        """Go back to the adopted amounts."""
        self.take(Money.of(self.state.adopted))

    def _chosen(self) -> None:
        """Follow a choice: offer what goes with it, and show it."""
        if not self._busy:
            self._busy = True
            self._offer()
            self._busy = False
            self.refresh()

    def _offer(self) -> None:
        """Offer the posts of the programme, the periods of the post, and the posts that can take its money."""
        programme, names = self.programme.value, titles(self.state.base)

        def named(posts) -> list:
            return [
                (f"{names[post[0]]}: {view.post_name(post)}" if programme is None else view.post_name(post), post)
                for post in posts
            ]

        rows = self.state.start.posts
        rows = rows if programme is None else rows[rows["programme"].eq(programme)]
        posts = list(dict.fromkeys(rows["post_key"]))
        if not self.free.value:  # what cannot give to any other post is no choice
            posts = [post for post in posts if any(self._partners(post, [when]) for when in self.state.periods(post))]
        set_options(self.source, named(posts))
        set_options(self.period, self._periods(self.source.value))
        set_options(self.target, named(self._partners(self.source.value, self.periods) if self.source.value else []))
        self.source.description = "Post" if self.free.value else "Van post"
        self.target.layout.display = "none" if self.free.value else ""

    def _partners(self, post: tuple, periods: list) -> list[tuple]:
        return self.state.partners(post, periods, self.programme.value or "")

    def _periods(self, post: tuple | None) -> list[tuple[str, tuple]]:
        """Give the periods to choose from: each of the post, and all its years together where that can be."""
        if not post:
            return []
        every = list(self.state.all_periods(post) if self.free.value else self.state.periods(post))
        single = [period for period in every if period[0] == period[1]]
        if not self.free.value:
            every = [period for period in every if self._partners(post, [period])]
        together = len(single) > 1 and (self.free.value or bool(self._partners(post, single)))
        listed = [(f"elk jaar ({years(single[0][0], single[-1][0])})", tuple(single))] if together else []
        return [*((years(*period), (period,)) for period in every), *listed]

    def _move(self, euros: float) -> None:
        """Move so much, or set the amount to it; every chosen year alike."""
        state = self.state
        if self.free.value:
            for period in self.periods:
                state = state.set(state.all_periods(self.source.value)[period], euros)
        else:
            state = state.shift(self.pairs, euros)
        self.state = state
        self.refresh()

    def refresh(self) -> None:
        """Show the state."""
        programme = self.programme.value
        self._show_amount()
        self.sentence.say(view.sentence(self.state, programme, self.pairs))
        take_over(self.figure, view.figure(self.state, programme, self.periods))
        self.tables.value = html(view.tables(self.state, programme))

    def _show_amount(self) -> None:
        each = " per jaar" if len(self.periods) > 1 else ""
        if self.free.value and self.source.value:
            of_post = self.state.all_periods(self.source.value)
            now = {self.state.euros[of_post[period]] for period in self.periods}
            value = now.pop() if len(now) == 1 else None
            most = max(2 * max([value or 0, *now]), 100 * STEP)
            self.amount.show(value, 0, most, STEP, f"Het bedrag zelf{each}: het totaal verandert mee.")
        elif self.pairs:
            moved = {self.state.shifts.get(pair, 0.0) for pair in self.pairs}
            room = self.state.room(self.pairs)
            value = moved.pop() if len(moved) == 1 else None
            hint = f"Er kan {euro(0)} tot {euro(room)}{each} verschuiven; het totaal blijft gelijk."
            self.amount.show(value, 0, room, min(STEP, max(room / 10, 1)), hint)
        else:
            hint = (
                "In dit programma kan geen geld verschuiven tussen posten met dezelfde dekking; kies 'Totaal loslaten'."
            )
            self.amount.show(None, 0, 1, hint=hint, fixed=True)
