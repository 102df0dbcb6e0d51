"""What changed, in words: only what is news, and every value in Dutch."""

import pytest

from analysis.present import changes, money
from cases import make_cycle

TITLES = [{"programme": "alpha", "title": "Alpha", "order": 1}]


def judged(status: str, **columns):
    row = {"programme": "alpha", "area": "results", "status": status} | columns
    return make_cycle(programmes=TITLES, assessments=[row])


def test_an_assessment_that_a_new_cycle_starts_without_is_no_change():
    before = judged("on_course", explanation="Goed op weg.", author_role="controller")
    assert "niets veranderd" in repr(changes.answer(judged("not_assessed"), before))
    assert "niets veranderd" in repr(changes.everything_else(judged("not_assessed"), before))


def test_an_assessment_that_turned_is_told_with_its_words():
    before, after = judged("on_course"), judged("off_course", explanation="Te laat.")
    assert "1 oordeel op een gebied" in repr(changes.answer(after, before))
    assert "resultaten veranderd Oordeel op koers niet op koers" in repr(changes.everything_else(after, before))


@pytest.mark.parametrize(("spent", "told"), [(110.0, "Er is € 10 meer toegedeeld dan er beschikbaar is."), (100.0, "")])
def test_more_allotted_than_available_is_said(spent, told):
    rows = [{"year_from": 2020, "amount_eur": 100.0, "side": "funding"}, {"year_from": 2020, "amount_eur": spent}]
    text = repr(money.programme_answer(make_cycle(programmes=TITLES, budget=rows), "alpha")).replace("\u00a0", " ")
    assert told in text and ("meer toegedeeld" in text) == bool(told)


def test_a_difference_is_told_with_its_effect_and_a_cause_that_is_not_given():
    def cycle(amount):
        return make_cycle(programmes=TITLES, budget=[{"year_from": 2020, "amount_eur": amount}])

    text = repr(changes.answer(cycle(70.0), cycle(100.0))).replace("\u00a0", " ")
    assert "wijzigingen in 1 bedrag. Per saldo is er € 30 minder besteding (V)." in text
    assert "geen verklaring gegeven" in repr(changes.money(cycle(70.0), cycle(100.0)))


def test_the_overview_says_what_changed_and_leads_to_the_rows():
    def cycle(amount):
        return make_cycle(programmes=TITLES, budget=[{"year_from": 2020, "amount_eur": amount}])

    block = changes.summary(cycle(70.0), cycle(100.0))
    assert "wijzigingen in 1 bedrag" in repr(block) and 'href="wijzigingen.html"' in block._repr_html_()
    assert "dit is de eerste uitgave" in repr(changes.summary(cycle(70.0), None))


def test_an_amount_that_only_gets_another_phase_or_coverage_is_told():
    def cycle(phase, coverage):
        row = {"year_from": 2020, "amount_eur": 100.0, "phase": phase, "coverage": coverage, "post": "Bomen"}
        return make_cycle(programmes=TITLES, budget=[row])

    after, before = cycle("approved", "covered"), cycle("proposed", "uncovered")
    assert "niets veranderd" not in repr(changes.answer(after, before))
    told = repr(changes.everything_else(after, before)).replace("\u00a0", " ")
    assert "Bomen, 2020, besteding, vastgesteld erbij – – € 100, gedekt" in told


def test_a_realisation_is_told_as_such():
    plan = {"year_from": 2020, "amount_eur": 100.0, "post": "Bomen"}
    before = make_cycle(programmes=TITLES, budget=[plan])
    after = make_cycle(programmes=TITLES, budget=[plan, plan | {"phase": "executed", "amount_eur": 40.0}])
    told = repr(changes.everything_else(after, before)).replace("\u00a0", " ")
    assert "Bomen, 2020, besteding, gerealiseerd erbij" in told
