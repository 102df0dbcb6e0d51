"""On a terminal, what people typed stays as they typed it, and what they type wrong is told in Dutch."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data.schema import PACKAGED

BASE = Path(__file__).parents[1] / "base"
CYCLE = "2020-begroting"


@pytest.fixture
def data(tmp_path):
    """A data folder that may be changed."""
    shutil.copytree(BASE, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize(
    "title", ["Begroting [ontwerp]", "Begroting [/x]", "[link=https://elders.example]Begroting[/link]"]
)
def test_the_list_of_cycles_shows_titles_as_they_were_typed(data, title, capsys):
    table = data / "cycles" / CYCLE / "cycle.csv"
    text = table.read_text(encoding="utf-8")
    assert "Begroting 2020" in text
    table.write_text(text.replace("Begroting 2020", title), encoding="utf-8")
    assert main(["list", "--data", str(data)]) == 0
    assert title in capsys.readouterr().out


def test_a_scenario_is_not_deleted_by_who_types_nothing(data, monkeypatch, capsys):
    scenario = data / "scenarios" / "anders"
    scenario.mkdir(parents=True)
    (scenario / "scenario.csv").write_text("scenario,title\nanders,Anders\n", encoding="utf-8")

    def nothing(question: str) -> str:
        raise EOFError  # Ctrl+D

    monkeypatch.setattr("builtins.input", nothing)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert main(["scenario", "delete", "anders", "--data", str(data)]) == 2
    assert "er is niets weggegooid" in capsys.readouterr().err and scenario.is_dir()


def test_a_schema_with_several_types_for_a_column_is_told(data, capsys):
    shutil.copytree(PACKAGED, data / "schema")
    path = data / "schema" / "budget.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["fields"][0].update(type=["string", "null"], default="x")
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert main(["validate", "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "het type is" in said and "Traceback" not in said
