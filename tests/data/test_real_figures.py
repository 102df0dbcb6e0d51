"""The figures of the repository are valid, cannot be changed by who loads them, and say what the sources say."""

import dataclasses

import pandas as pd
import pytest

from analysis.data import list_cycles, load_cycle
from analysis.errors import WrongUse
from analysis.measures import budget, capacity


@pytest.fixture(scope="module")
def contracts():
    return load_cycle("2019-programmacontract")


@pytest.mark.parametrize("cycle", list_cycles())
def test_every_cycle_of_the_repository_is_valid(cycle):
    assert load_cycle(cycle).name == cycle


def test_the_newest_cycle_is_loaded_when_none_is_named():
    assert load_cycle().name in list_cycles()


def test_an_unknown_cycle_is_refused_with_the_list_of_what_exists():
    with pytest.raises(WrongUse, match="Onbekende cyclus: '2019-contract'. Wel bekend: .*2019-programmacontract"):
        load_cycle("2019-contract")


def test_a_loaded_cycle_cannot_be_changed(contracts):
    with pytest.raises(dataclasses.FrozenInstanceError):
        contracts.name = "iets anders"
    with pytest.raises(TypeError):
        contracts.tables["budget"] = pd.DataFrame()
    taken = contracts.budget
    taken["amount_eur"] = 0
    taken.loc[0, "post"] = "iets anders"
    assert contracts.budget["amount_eur"].sum() > 0 and contracts.budget.loc[0, "post"] != "iets anders"


def test_every_row_says_where_it_comes_from(contracts):
    for name, frame in contracts.tables.items():
        if {"source", "section"} <= set(frame.columns):
            assert frame["source"].notna().all() and frame["section"].notna().all(), name


# Sums worked out by hand from the contracts, so that a slip in the transcription shows.
def test_printed_yearly_totals_and_posts_add_up_as_worked_out_by_hand(contracts):
    stated = budget.reconciliation(contracts).set_index(["programme", "label", "year_from"])
    # Duurzaamheid 2022: 10 + 25 + 35 + 100 + 20 = 190 (x 1,000), printed 200
    assert stated.loc[("duurzaamheid", "Totaal", 2022), ["stated_eur", "computed_eur", "verdict"]].tolist() == [
        200_000,
        190_000,
        "differs",
    ]
    # Binnenstad 2022: 60 + 50 + 40 + 150 = 300, printed 600; 2020: 300 + 60 + 50 + 40 + 150 = 600
    assert stated.loc[("binnenstad", "Totaal", 2022), ["stated_eur", "computed_eur", "verdict"]].tolist() == [
        600_000,
        300_000,
        "differs",
    ]
    assert stated.loc[("binnenstad", "Totaal", 2020), "verdict"] == "agrees"
    # Omgevingswet: 58 + 232 + 696 + 696 + 405 + 116 + 58 + 58 = 2,319, printed 2,320
    assert stated.loc[("omgevingswet", "Implementatieopgave tot en met 2024", 2017), "difference_eur"] == 1_000
    # Zorg 2019: 200 + 200 + 120 + 150 + 200 + 325 + 200 + 72 + 50 + 75 = 1,592; 1,750 - 1,592 = 158
    assert stated.loc[("zorg", "Totaal maatregelenplan", 2019), "verdict"] == "agrees"
    assert stated.loc[("zorg", "Beschikbaar", 2019), "computed_eur"] == 158_000


def test_the_fund_for_the_neighbourhood_is_counted_once_over_programmes(contracts):
    once = budget.totals(contracts, by=("programme",)).set_index("programme")
    # posts 25 + 35 + 20 + 50 + 50 = 180; the last 50 is counted with the fund of the other programme
    assert once.loc["nieuwstraatkwartier", ["covered_eur", "counted_eur"]].tolist() == [180_000, 130_000]
    # 200 + 200 + 200 + 190 + 650 = 1,440
    assert once.loc["duurzaamheid", "counted_eur"] == 1_440_000


def test_hours_a_week_add_up_as_worked_out_by_hand(contracts):
    hours = capacity.totals(contracts).set_index("programme")
    # 36 + 32 + 4 + 32 + 2 + 24 + 16 + 2 + 12 + 2 and 36 + 32 + 8 + 36 + 4 + 24 + 16 + 2 + 36 + 4
    assert hours.loc["duurzaamheid", ["hours_min_week", "hours_max_week"]].tolist() == [162, 198]
    # 12 + 12 + 4 + 4 + 2 x 36 + 16 + 2
    assert hours.loc["veiligheid", "hours_min_week"] == 122
    # 36 + 24 + 8 + 24 + 24 + 8 + 4 + 4 and 36 + 32 + 16 + 36 + 36 + 12 + 8 + 6
    assert hours.loc["zorg", ["hours_min_week", "hours_max_week"]].tolist() == [132, 182]
    # (1200 + 1480 + 450 + 450) / 1425 x 36 = 90.44
    assert hours.loc["binnenstad", "hours_min_week"] == pytest.approx(90.442, abs=0.001)
    assert hours["unknown_roles"].sum() == (~contracts.capacity["known"] & contracts.capacity["counted"]).sum()


def test_no_contract_is_without_goals_money_hours_or_indicators(contracts):
    for table in ("goals", "budget", "capacity", "indicators"):
        assert set(getattr(contracts, table)["programme"]) == set(contracts.programmes["programme"]), table
