"""The page of a programme is the same from its portion of the figures as from all of them, and figures travel unchanged."""

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from analysis.data import Cycle, FigureErrors, list_cycles, load_base, load_cycle, packed
from analysis.data import reads as noted
from analysis.data.packed import SEAL, pack, unpack
from analysis.data.portions import portion
from analysis.data.schema import load_schemas

ROOT = Path(__file__).parents[2]

FOLDERS = [ROOT / "data", ROOT / "examples" / "voorbeeldstad", ROOT / "tests" / "base"]
CYCLES = [(folder, cycle) for folder in FOLDERS for cycle in list_cycles(folder)]
PROGRAMMES = [(*each, slug) for each in CYCLES for slug in load_cycle(each[1], each[0]).programmes["programme"]]
CALLS = [
    cell.source
    for cell in nbformat.read(ROOT / "notebooks" / "programma.ipynb", as_version=4).cells
    if cell.cell_type == "code" and "remove-cell" not in cell.metadata.get("tags", ())
]


def shown(cycle: Cycle, base: Cycle | None, programme: str) -> dict[str, str]:
    """Give what every cell of the page of a programme shows, by its code."""
    formats = InteractiveShell.instance().display_formatter
    imports = CALLS[1].split("\n\nc = ")[0]
    space = {"c": cycle, "b": base, "programme": programme}
    exec(imports, space)
    return {call: json.dumps(formats.format(eval(call, space))[0], default=str) for call in CALLS[2:]}


@pytest.mark.parametrize("folder, name, programme", PROGRAMMES, ids=lambda each: getattr(each, "name", each))
def test_a_page_from_a_portion_is_the_page_from_the_whole(folder, name, programme):
    cycle = load_cycle(name, folder)
    base = load_base(cycle, "", folder)
    whole = shown(cycle, base, programme)
    assert shown(portion(cycle, programme), base and portion(base, programme), programme) == whole


def test_a_portion_holds_less_than_the_whole():
    cycle = load_cycle("", ROOT / "data")
    part = portion(cycle, "zorg")
    assert set(part.tables) == set(cycle.tables) and len(part.budget) < len(cycle.budget) / 3
    assert set(part.efforts["programme"]) == {"zorg"} and len(part.sources) < len(cycle.sources)


@pytest.mark.parametrize("folder, name", CYCLES, ids=lambda each: getattr(each, "name", each))
def test_figures_come_out_as_they_were_packed(folder, name, tmp_path):
    cycle = load_cycle(name, folder)
    lay_out(pack(cycle), tmp_path / name)
    back = unpack(tmp_path / name, load_schemas(folder))
    assert back.name == name and dict(back.explanations) == dict(cycle.explanations)
    for table, frame in cycle.tables.items():
        pd.testing.assert_frame_equal(back.tables[table], frame, check_exact=True)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_keeps_every_digit(values):
    frame = pd.DataFrame({"value": pd.Series(values, dtype="float64")})
    back = packed._frame(packed._text(frame).encode(), {"fields": [{"name": "value", "type": "number"}]})
    pd.testing.assert_frame_equal(back, frame, check_exact=True)


def test_packed_figures_that_were_changed_are_checked_like_any_others(tmp_path):
    cycle = load_cycle("", ROOT / "tests" / "base")
    folder = tmp_path / "cycles" / cycle.name
    lay_out(pack(cycle), folder)
    assert load_cycle("", tmp_path).name == cycle.name
    budget = folder / "budget.csv"
    budget.write_text(budget.read_text(encoding="utf-8").replace(",2020,", ",twintig,", 1), encoding="utf-8")
    assert unpack(folder, load_schemas()) is None
    with pytest.raises(FigureErrors, match=r"budget\.csv:\d+: year_from: er staat 'twintig'"):
        load_cycle("", tmp_path)
    (folder / SEAL).unlink()
    assert unpack(folder, load_schemas()) is None


def test_what_is_asked_of_a_cycle_is_noted_and_nothing_else(monkeypatch):
    cycle = load_cycle("", ROOT / "tests" / "base")
    for ask, part in (
        (lambda: cycle.budget, "budget"),
        (lambda: cycle.info, "cycle"),
        (lambda: cycle.tables["goals"], "goals"),
        (lambda: list(cycle.explanations), "toelichting"),
        (lambda: cycle.explanations.get("geheel"), "toelichting"),
        (lambda: cycle.pick(), "programmes"),
    ):
        monkeypatch.setattr(noted, "_asked", set())
        ask()
        assert noted._asked == {f"{cycle.name}/{part}"}


def lay_out(files, folder):
    """Write files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
