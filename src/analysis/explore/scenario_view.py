"""Scenarios beside the adopted figures, in a few sums of the measures."""

from collections.abc import Mapping

import pandas as pd

from analysis.explore.measured import Measured
from analysis.present import labels
from analysis.present.blocks import Block, Column, table
from analysis.present.common import of, titles
from analysis.present.formats import counted, euro, if_known, listed, span


def compared(figures: Mapping[str, Measured]) -> Block:
    """Tabulate sets of figures of one cycle beside each other: money and hours per programme, verdicts together.

    Parameters
    ----------
    figures : Mapping of str to Measured
        By the heading of their column.
    """
    columns = {heading: _lines(each) for heading, each in figures.items()}
    rows = pd.DataFrame(columns)
    rows.columns = [f"c{place}" for place in range(len(columns))]
    cells = [Column(heading, f"c{place}", numeric=True) for place, heading in enumerate(columns)]
    return table(rows.rename_axis("what").reset_index(), "Scenario naast vastgesteld", [Column("", "what"), *cells])


def _lines(figures: Measured) -> dict[str, str]:
    """Give what is compared, by name."""
    cycle, lines = figures.cycle, {}
    write = if_known(euro)
    for programme, title in titles(cycle).items():
        money, left = of(figures.money, programme), of(figures.balance, programme)
        lines[f"{title}: gedekt"] = write(money["covered_eur"].sum(min_count=1))
        lines[f"{title}: nog te verdelen"] = write(left["unallocated_eur"].sum(min_count=1))
    year = cycle.info["reporting_date"].year
    for row in figures.hours_by_programme.query("year == @year").itertuples():
        lines[f"{titles(cycle)[row.programme]}: uren per week in {year}"] = span(row.hours_min_week, row.hours_max_week)
    counts = figures.verdicts["verdict"].value_counts()
    lines["Indicatoren"] = listed(f"{labels.VERDICTS[code][1]}: {count}" for code, count in counts.items())
    goals = cycle.indicator_targets[["target", "target_category"]].notna().any(axis=1).sum()
    lines["Doelwaarden"] = counted(int(goals), "doelwaarde", "doelwaarden")
    return lines
