"""A new cycle is a copy of an earlier one, without what belongs to that one alone."""

import csv
import shutil
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data import load_cycle
from analysis.data.new_cycle import new_cycle
from analysis.errors import WrongUse
from workbooks import contents

EXAMPLE = Path(__file__).parents[2] / "examples" / "voorbeeldstad"
NEW = ("2025-begroting", "2024-jaarstukken", "budget", "2025-10-01")


@pytest.fixture
def data_dir(tmp_path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data"))


def test_a_new_cycle_loads_and_keeps_all_but_what_belongs_to_the_old_one(data_dir):
    before = contents(data_dir)
    folder = new_cycle(*NEW, data_dir=data_dir)
    old, new = load_cycle("2024-jaarstukken", data_dir), load_cycle("2025-begroting", data_dir)
    assert folder.name == new.name and new.info["previous_cycle"] == old.name
    assert (new.info["kind"], str(new.info["reporting_date"].date())) == ("budget", "2025-10-01")
    assert new.info["title"] == "Programmabegroting 2025"
    assert set(new.assessments["status"]) == {"not_assessed"} and new.assessments["explanation"].isna().all()
    assert len(new.assessments) == len(old.assessments) and not new.explanations and old.explanations
    assert new.budget["cause"].isna().all()
    for table in set(old.tables) - {"cycle", "assessments", "budget"}:
        assert getattr(new, table).equals(getattr(old, table)), table
    assert {name: text for name, text in contents(data_dir).items() if "2025-begroting" not in name} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2024-jaarstukken", *NEW[1:]), "bestaat al"),
        (("../x", *NEW[1:]), "kleine letters"),
        (("Begroting 2025", *NEW[1:]), "kleine letters"),
        ((NEW[0], "2023", *NEW[2:]), "Wel bekend: 2024-bestuursrapportage"),
        ((*NEW[:2], "begroting", NEW[3]), "budget (programmabegroting)"),
        ((*NEW[:3], "1-10-2025"), "jaar-maand-dag"),
        ((*NEW[:3], "2024-12-31"), "niet na de stand van de vorige cyclus"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(data_dir, arguments, said):
    before = contents(data_dir)
    with pytest.raises(WrongUse) as refusal:
        new_cycle(*arguments, data_dir=data_dir)
    assert said in str(refusal.value) and contents(data_dir) == before


def test_the_command_makes_it_and_says_where(data_dir, capsys):
    line = ["new-cycle", "2025-begroting", "--kind", "budget", "--date", "2025-10-01", "--data", str(data_dir)]
    assert main(line) == 0 and "2025-begroting" in capsys.readouterr().out
    assert main(line) == 2 and "bestaat al" in capsys.readouterr().err
    with (data_dir / "cycles" / "2025-begroting" / "cycle.csv").open(encoding="utf-8") as file:
        assert next(csv.DictReader(file))["previous_cycle"] == "2024-jaarstukken"
