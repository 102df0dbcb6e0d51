"""What is explored at one moment: money, people and indicators together, from a cycle or from a scenario of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.data import Cycle
from analysis.explore.indicator_state import Indicators
from analysis.explore.measured import Measured
from analysis.explore.money_state import Money
from analysis.explore.people_state import People

#: The tables that each part changes.
TABLES = {
    "money": ("budget",),
    "people": ("capacity", "unit_supply", "cycle"),
    "indicators": ("indicator_targets", "observations"),
}


@dataclass(frozen=True)
class Exploration:
    """The three parts, each with changes of its own."""

    adopted: Measured
    money: Money
    people: People
    indicators: Indicators

    @classmethod
    def of(cls, adopted: Measured, start: Measured | None = None) -> "Exploration":
        """Start from the adopted figures, or from those of a scenario of them."""
        return cls(adopted, Money.of(adopted, start), People.of(adopted, start), Indicators.of(adopted, start))

    @property
    def cycle(self) -> Cycle:
        """The cycle as a scenario would hold it: with all changes but values to be expected, which are no figures yet."""
        parts: Mapping[str, Cycle] = {
            "money": self.money.cycle,
            "people": self.people.cycle,
            "indicators": self.indicators.saved,
        }
        tables = {table: parts[part].tables[table] for part, names in TABLES.items() for table in names}
        base = self.adopted.cycle
        return Cycle(base.name, {**base.tables, **tables}, base.explanations)

    @property
    def expects(self) -> bool:
        """Whether there are values to be expected, which a scenario cannot hold."""
        return bool(self.indicators.paces or self.indicators.values)
