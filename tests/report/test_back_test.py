"""A published edition keeps its numbers: every measure gives for every cycle what it gave when that was published."""

import pandas as pd
import pytest

from analysis.measures import reconciliations
from analysis.measures.catalogue import all_measures
from stored_measures import difference, loaded, of_cycle, published, shortened, stored

CASES = [(cycle, name) for cycle in published() for name in {**stored(cycle), **all_measures()}]
#: What each measure gives now, by cycle.
NOW = {cycle: dict(of_cycle(cycle)) for cycle in published()}


@pytest.mark.parametrize(("cycle", "name"), CASES)
def test_a_measure_gives_the_numbers_that_were_published(cycle, name):
    before, now = stored(cycle).get(name), NOW[cycle].get(name)
    assert before == now, (
        f"{name} of {cycle} gives other numbers than were published: {difference(before, now)}. "
        "If that is meant, say so in CHANGELOG.md and run: python tests/stored_measures.py"
    )


def test_a_number_counts_and_a_note_beside_it_does_not():
    frame = pd.DataFrame({"post": ["a", "b"], "amount_eur": [1.0, None], "known": [True, False], "note": ["-", "-"]})
    before = shortened(frame)
    assert before["rows"] == 2 and before["sums"] == {"amount_eur": 1.0, "known": 1.0}
    assert shortened(frame.assign(note="a typing error put right")) == before
    assert (
        difference(before, shortened(frame.fillna({"amount_eur": 0.01}))) == "the sum of amount_eur was 1.0 and is 1.01"
    )
    assert difference(before, shortened(frame.iloc[::-1])) == "the same sums, in other cells"
    assert difference(before, shortened(frame.head(1))) == "2 rows became 1"


def test_a_change_in_a_rule_is_found_by_the_names_of_the_measures_that_rest_on_it(monkeypatch):
    cycle = "2019-programmacontract"
    monkeypatch.setattr(reconciliations, "ROUNDING_EUR", 1e9)  # every printed total now agrees with its parts
    loaded.cache_clear()  # what a measure gave for a cycle that was loaded before is remembered
    broken = dict(of_cycle(cycle))
    assert {name for name in broken if broken[name] != NOW[cycle][name]} == {
        "budget.reconciliation",
        "findings.findings",
    }
