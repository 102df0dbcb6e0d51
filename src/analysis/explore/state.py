"""What every explorer holds: the adopted figures, those the changes are made in, and those that come of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from analysis.data import Cycle
from analysis.explore.measured import Measured


@dataclass(frozen=True)
class State:
    """Figures, changed; what changes them stands in the classes made from this one, as does `cycle`.

    Parameters
    ----------
    adopted : Measured
        The adopted figures.
    start : Measured
        The figures that the changes are made in: those of the base, or of a scenario of it.
    """

    adopted: Measured
    start: Measured

    @classmethod
    def of(cls, adopted: Measured, start: Measured | None = None) -> Self:
        """Start from the adopted figures, or from those of a scenario."""
        return cls(adopted, adopted if start is None else start)

    @property
    def base(self) -> Cycle:
        """The adopted figures."""
        return self.adopted.cycle

    @cached_property
    def now(self) -> Measured:
        """The changed figures with their measures."""
        return Measured(self.cycle)
