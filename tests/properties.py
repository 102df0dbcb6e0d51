"""What the properties of measures share: which measures a test is about, and sums worked out by hand, row by row."""

import pandas as pd
import pytest
from hypothesis import Phase, settings

from analysis.measures import plan

TRIED = settings(max_examples=8, phases=[Phase.generate])


def of(*names):
    """Say of which measures a test holds a property; `test_every_measure_property.py` reads these names."""
    return lambda test: test


def same_number(left, right) -> bool:
    return (pd.isna(left) and pd.isna(right)) or left == pytest.approx(right, abs=1e-6)


def total(numbers):
    """Add up what is known; None if nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def in_force(rows):
    """Take the rows of the newest phase of each amount, by hand."""
    rank = {"proposed": 0, "approved": 1, "adjusted": 2}
    newest = {}
    for row in rows:
        if row["phase"] in rank:
            key = amount_of(row)
            newest[key] = max(newest.get(key, 0), rank[row["phase"]])
    return [row for row in rows if row["phase"] in rank and rank[row["phase"]] == newest[amount_of(row)]]


def amount_of(row):
    return tuple(row[key] for key in plan.AMOUNT)


def counted(rows):
    return [row for row in rows if row["counted_by"] != "none"]
