"""The cycle after the contracts: measured values for every kind of indicator give the verdicts worked out by hand."""

import csv
import shutil
from pathlib import Path

import pytest

from analysis.data import load_base, load_cycle
from analysis.data.new_cycle import new_cycle
from analysis.measures import indicators
from analysis.present import changes, overview, progress

DATA = Path(__file__).parents[2] / "data"
#: Measured at the end of 2020: the value, the verdict, and the share of the path (or else the gap) by hand.
MEASURED = {
    # change since 2018; the path of 2020 is 2.000: 1.950 / 2.000
    "duurzaamheid/groen-en-onverhard": (1950, "on_course", 0.975),
    # path 3.000: 1.800 / 3.000, on the edge of 'attention'
    "duurzaamheid/open-water": (1800, "attention", 0.6),
    # level from 5, path 12: (8 - 5) / (12 - 5)
    "duurzaamheid/scholen-afvaleducatie": (8, "behind", 3 / 7),
    # from 61 in 2017 to 65 in 2022, so 63,4 in 2020: (60 - 61) / 2,4
    "duurzaamheid/buurt-schoon": (60, "wrong_way", -1 / 2.4),
    # the last target, 20, is met
    "duurzaamheid/duurzame-energie": (20, "reached", None),
    # every target is still to be determined
    "duurzaamheid/gasverbruik-woningen": (40, "no_target", None),
    # at least 12 in 2022; path 7 in 2020: (5 - 2) / (7 - 2)
    "duurzaamheid/duurzame-initiatieven": (5, "attention", 0.6),
    # change since 2016 of 7.000 in 2022: 4.666,67 in 2020; 4.500 / 4.666,67
    "binnenstad/bezoekers-per-week": (4500, "on_course", 4500 / (7000 * 4 / 6)),
    # a target of zero, no baseline: met
    "binnenstad/leegstand-kernwinkelgebied": (0, "reached", None),
    # at most 6.000, no baseline: 500 too many
    "binnenstad/leegstand-daarbuiten": (6500, "no_baseline", 500),
    # a category without baseline: one step short of 'gemiddeld'
    "economie-participatie/spanning-arbeidsmarkt": ("krap", "no_baseline", -1),
    # a category that is reached
    "nieuwstraatkwartier/woninglabel": ("B", "reached", None),
    # a maximum: at most 176 in 2022 from 218 in 2017, so 192,8 in 2020: (200 - 218) / (192,8 - 218)
    "zorg/maatschappelijke-opvang": (200, "attention", 18 / 25.2),
    # a maximum: at most 8 in 2022 from 10 in 2016, so 8,67 in 2020: (10,5 - 10) / (8,67 - 10)
    "zorg/eenzaamheid": (10.5, "wrong_way", 0.5 / (26 / 3 - 10)),
    # a maximum that is met exactly
    "zorg/voortijdig-schoolverlaten": (1.5, "reached", None),
    # a change without a baseline year: 50 short of 200 fewer
    "zorg/jeugdhulp": (-150, "no_baseline", 50),
}


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    """Copy the figures and add a cycle in which these indicators are measured."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("next") / "data"))
    cycle = new_cycle("2020-jaarstukken", "2019-programmacontract", "annual_report", "2021-03-31", "", folder)
    scale = load_cycle("2020-jaarstukken", folder).indicators.set_index("indicator")["kind"]
    path = cycle / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        for indicator, (value, _, _) in MEASURED.items():
            name = "category" if scale[indicator] == "category" else "value"
            programme = indicator.split("/")[0]
            row = {"indicator": indicator, "date": "2020-12-31", name: value, "status": "final"}
            writer.writerow(row | {"source": programme, "section": "Meting"})
    return folder


@pytest.mark.parametrize("indicator", MEASURED)
def test_a_measured_value_gets_the_verdict_worked_out_by_hand(data_dir, indicator):
    _, verdict, number = MEASURED[indicator]
    rows = indicators.verdict(load_cycle("2020-jaarstukken", data_dir)).set_index("indicator")
    assert rows.loc[indicator, "verdict"] == verdict
    if number is not None:
        column = "gap" if verdict == "no_baseline" else "attainment"
        assert rows.loc[indicator, column] == pytest.approx(number)


def test_all_that_was_not_measured_stays_unmeasured_or_without_target(data_dir):
    rows = indicators.verdict(load_cycle("2020-jaarstukken", data_dir))
    others = rows[~rows["indicator"].isin(MEASURED)]
    assert len(rows) == 58 and set(others["verdict"]) == {"not_yet_measured", "no_target"}


def test_the_measurements_reach_the_pages(data_dir):
    cycle = load_cycle("2020-jaarstukken", data_dir)
    assert f"er {len(MEASURED)} gemeten; daarvan 6 gehaald of op koers" in repr(overview.answer(cycle))
    assert "gehaald" in repr(progress.overview(cycle)) and "verkeerde kant op" in repr(progress.overview(cycle))
    assert f"{len(MEASURED)} metingen" in repr(changes.answer(cycle, load_base(cycle, "", data_dir)))
