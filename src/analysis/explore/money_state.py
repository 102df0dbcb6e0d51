"""Money moved between posts: the adopted amounts, the shifts between two posts, and amounts set by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from analysis.data import Cycle
from analysis.errors import WrongUse
from analysis.explore.altered import Key, altered
from analysis.explore.state import State
from analysis.present.formats import euro, years


@dataclass(frozen=True)
class Money(State):
    """Amounts of the plan in force, moved (see `State` for the figures they are moved in).

    Parameters
    ----------
    shifts : Mapping of (key, key) to float
        Euros that go from one amount to another; amounts are named by the key of their row of the table ``budget``.
    amounts : Mapping of key to float
        Amounts that were set by themselves, in euro, before the shifts.
    """

    shifts: Mapping[tuple[Key, Key], float] = field(default_factory=dict)
    amounts: Mapping[Key, float] = field(default_factory=dict)

    @cached_property
    def euros(self) -> dict[Key, float]:
        """Every amount after the changes, in euro, by the key of its row; missing = unknown."""
        now = dict(zip(self.start.posts["key"], self.start.posts["amount_eur"])) | dict(self.amounts)
        for (source, target), euros in self.shifts.items():
            now[source] -= euros
            now[target] += euros
        return now

    @cached_property
    def changed(self) -> dict[Key, float]:
        """The amounts that differ from those at the start."""
        before = dict(zip(self.start.posts["key"], self.start.posts["amount_eur"]))
        return {key: euros for key, euros in self.euros.items() if pd.notna(euros) and euros != before[key]}

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle with the changed amounts; where the source gave a range, what is left is one amount."""
        rows = {key: {"amount_eur": euros, "amount_max_eur": float("nan")} for key, euros in self.changed.items()}
        return altered(self.start.cycle, "budget", rows)

    def periods(self, post: tuple) -> dict[tuple[int, int], Key]:
        """Give the amounts of a post that are known, by period."""
        return {period: key for period, key in self.all_periods(post).items() if pd.notna(self.euros[key])}

    def all_periods(self, post: tuple) -> dict[tuple[int, int], Key]:
        """Give the amounts of a post by period, also those that are not known."""
        return self.start.periods.get(post, {})

    def partners(self, post: tuple, periods: Iterable[tuple[int, int]], programme: str = "") -> list[tuple]:
        """Give the posts that can take money from a post: with the same coverage and an amount in each of the periods.

        Covered and uncovered euros are never added up, so a shift between them would hold no total.
        """
        wanted = set(periods)
        others = [other for other in self.start.periods if other != post and other[2] == post[2]]
        others = [other for other in others if not programme or other[0] == programme]
        return [other for other in others if wanted <= set(self.periods(other))]

    def pairs(self, source: tuple, target: tuple, periods: Iterable[tuple[int, int]]) -> list[tuple[Key, Key]]:
        """Give the pairs of amounts between which money goes, one per period."""
        here, there = self.periods(source), self.periods(target)
        return [(here[period], there[period]) for period in periods]

    def room(self, pairs: Iterable[tuple[Key, Key]]) -> float:
        """Give the most euros that can go between each of these pairs."""
        return min((max(self.euros[pair[0]] + self.shifts.get(pair, 0.0), 0.0) for pair in pairs), default=0.0)

    def shift(self, pairs: Iterable[tuple[Key, Key]], euros: float) -> "Money":
        """Move euros from one amount to another, instead of what moved between them before.

        Raises
        ------
        analysis.errors.WrongUse
            If it is more than there is, or less than nothing.
        """
        pairs = list(pairs)
        for pair in pairs:
            most = self.room([pair])
            if not 0 <= euros <= most:
                post, period = pair[0][2], years(*pair[0][4:6])
                raise WrongUse(f"In {post} ({period}) zit {euro(most)}: kies een bedrag van € 0 tot {euro(most)}.")
        shifts = {**self.shifts, **dict.fromkeys(pairs, float(euros))}
        return replace(self, shifts={pair: moved for pair, moved in shifts.items() if moved})

    def set(self, key: Key, euros: float) -> "Money":
        """Make an amount come to so many euros, with the shifts as they are.

        Raises
        ------
        analysis.errors.WrongUse
            If it is less than nothing.
        """
        if euros < 0:
            raise WrongUse("Een bedrag is hier € 0 of meer.")
        moved = sum(euros for (_, target), euros in self.shifts.items() if target == key)
        moved -= sum(euros for (source, _), euros in self.shifts.items() if source == key)
        return replace(self, amounts={**self.amounts, key: euros - moved})
