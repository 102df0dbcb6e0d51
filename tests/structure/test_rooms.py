"""The tree keeps its shape: imports point one way, notebooks are thin, no municipality stands in the code."""

import ast
import importlib
import json
import re
from pathlib import Path

import papermill
import pytest

from analysis.data import load_cycle, load_schemas
from analysis.data.schema import scenario_schema
from analysis.report.pages import CROSS, PROGRAMME_NOTEBOOK, SCENARIO_NOTEBOOK, SIDE_BY_SIDE, contents_text

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"
#: A room imports only from rooms above it.
ROOMS = [
    "errors",
    "exchange",
    "data",
    "measures",
    "present",
    "report",
    "explore",
    "arguments",
    "commands",
    "cli",
    "__main__",
]
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(code: str) -> list[str]:
    """Give the rooms that a module imports from, however it words that."""
    names = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import names the whole path, so that its room can be seen"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):  # importlib, or code for another process
            names += re.findall(r"(?:import |from |^)(analysis\.[a-z_.]+)", node.value)
            for listed in re.findall(r"from analysis import ([\w, ]+)", node.value):
                names += [f"analysis.{each}" for each in re.findall(r"(?:^|, *)(\w+)", listed)]
    parts = [name.split(".") for name in names]
    return [each[1] for each in parts if each[0] == "analysis" and len(each) > 1 and not each[1].startswith("__")]


def test_every_room_has_its_place_in_the_order():
    assert {room(path) for path in MODULES} - {"__init__"} == set(ROOMS)


def test_an_import_is_seen_however_it_is_worded():
    for code in ("import analysis.report.run", "from analysis import report", "from analysis.report.run import Run"):
        assert rooms_imported(code) == ["report"]
        assert rooms_imported(f"def later():\n    {code}") == ["report"]
        assert rooms_imported(f'run("import sys; {code}")') == ["report"]
    assert rooms_imported('load("analysis.report")') == ["report"]
    assert rooms_imported('run("from analysis import errors, report as told")') == ["errors", "report"]
    with pytest.raises(AssertionError):
        rooms_imported("from ..report import run")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_to_rooms_above(path):
    found = rooms_imported(path.read_text(encoding="utf-8"))
    if room(path) == "__init__":
        assert not found, "the package itself stands above every room"
    else:
        below = [name for name in found if ROOMS.index(name) > ROOMS.index(room(path))]
        assert not below, f"imported from rooms below: {below}"


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Give the names that stand in the figures and nowhere else."""
    cycle = load_cycle("2019-programmacontract")
    return [cycle.info["municipality"], *cycle.programmes["programme"], *cycle.programmes["title"]]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_municipality_or_programme_is_named_in_the_code(path, names):
    code = path.read_text(encoding="utf-8")
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", code, re.IGNORECASE)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_thin_and_have_parameters(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert not [
        source for source in code if re.search(r"^\s*(def |class |try:|for )|open\(|\.\./", source, re.MULTILINE)
    ]
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_parameter_has_a_meaning_and_is_explained_above(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    place = next(n for n, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", []))
    assigned = ast.parse("".join(cells[place]["source"])).body
    told = {name: each["help"] for name, each in papermill.inspect_notebook(str(path)).items()}
    assert [node.target.id for node in assigned] == list(told)  # papermill reads each of them
    assert all(told.values()), told
    explanation = next(
        cell for cell in cells if cell["cell_type"] == "markdown" and "titel" not in cell["metadata"]["tags"]
    )
    assert {"remove-cell", "alleen-jupyterlab"} & set(explanation["metadata"]["tags"]) and cells.index(
        explanation
    ) < place
    text = "".join(explanation["source"])
    assert text.startswith("Dit notebook toont ")
    assert re.findall(r"^- `(\w+)`: (.+)$", text, re.M) == list(told.items())


def test_every_notebook_makes_a_page_but_the_explorers():
    assert {path.stem for path in NOTEBOOKS} == {
        *CROSS.values(),
        *SIDE_BY_SIDE.values(),
        PROGRAMME_NOTEBOOK,
        SCENARIO_NOTEBOOK,
        "verkenner",
    }


def test_the_committed_table_of_contents_is_the_book_of_the_default_data():
    programmes = load_cycle().programmes.sort_values("order")["programme"]
    assert (ROOT / "_toc.yml").read_text(encoding="utf-8") == contents_text(programmes)


@pytest.mark.parametrize(
    ("name", "schema"),
    {**load_schemas(ROOT / "data"), "scenario": scenario_schema(ROOT / "data")}.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_column_is_described_and_closed_lists_have_dutch_words(name, schema):
    assert schema["name"] == name and schema["title"] and schema["description"]
    for field in schema["fields"]:
        assert field["title"] and field["description"].endswith("."), field["name"]
        assert field.get("constraints", {}).get("enum", []) == [
            category["value"] for category in field.get("categories", [])
        ], field["name"]
        assert all(category["label"] for category in field.get("categories", []))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_can_be_imported(path):
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    if room(path) != "__main__":  # that one runs
        importlib.import_module(name.removesuffix(".__init__"))
