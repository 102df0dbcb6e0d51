"""Goals: strategic and operational, each under the goal it serves."""

import pandas as pd

from analysis.data import Cycle
from analysis.present import labels
from analysis.present.blocks import Block, Column, table
from analysis.present.common import PLACE, of, without_repeats


def tree(cycle: Cycle, programme: str) -> Block:
    """Tabulate the goals of a programme, each under the goal it serves."""
    rows = of(cycle.goals, programme).set_index("goal", drop=False)
    count = cycle.indicators.groupby("goal").size()
    columns = [
        Column("Doel", lambda row: row.goal.split("/")[1]),
        Column("Niveau", "level", lambda c: labels.word("goals", "level", c)),
        Column("Wat we willen bereiken", "statement", wide=True),
        Column("Indicatoren", lambda row: int(count.get(row.goal, 0)), numeric=True),
        PLACE,
    ]
    return table(
        without_repeats(rows.loc[_as_tree(rows)]), "Doelen, met het aantal indicatoren dat eraan hangt", columns
    )


def _as_tree(rows: pd.DataFrame) -> list[str]:
    """Order goals so that each follows the goal it hangs under."""
    below = rows.groupby(rows["parent"].fillna(""))["goal"].agg(list).to_dict()

    def branch(goal: str) -> list[str]:
        return [goal, *(found for child in below.get(goal, ()) for found in branch(child))]

    return [found for goal in below.get("", ()) for found in branch(goal)]
