"""A workbook damaged in its bytes, in its parts or in its XML is read, or refused with a Dutch sentence; nothing else happens.

Cells that people get wrong are in `test_workbook_mutations.py`, files that are no workbook in `test_workbook_safety.py`.
"""

import shutil
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cli import main
from analysis.data import FigureErrors, load_cycle
from analysis.data.workbook.exporting import export_workbook
from analysis.data.workbook.importing import import_workbook
from analysis.errors import WrongUse
from damage import ENGLISH, changed
from workbooks import BASE, CYCLE, SHEETS, contents, copy_of

TRIED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAME = "werkmap.xlsx"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("werkmap") / NAME
    export_workbook(path, CYCLE, BASE)
    return path


def parts_of(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path, parts: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def read(path, folder) -> str:
    """Read a workbook into a fresh copy of its figures; give what was said if it was refused."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    data_dir = copy_of(BASE, folder / "data")
    before, workbook = contents(data_dir), path.read_bytes()
    try:
        import_workbook(path, CYCLE, data_dir)
    except (FigureErrors, WrongUse) as error:
        said = str(error)
        assert contents(data_dir) == before
        assert not ENGLISH.search(said) and all(line.isprintable() for line in said.split("\n"))
        assert isinstance(error, FigureErrors) or str(path) in said
    else:
        said = ""
        load_cycle(CYCLE, data_dir)
    assert path.read_bytes() == workbook
    return said


@TRIED
@given(st.data())
def test_a_workbook_with_damaged_bytes(exported, tmp_path, data):
    path = tmp_path / NAME
    path.write_bytes(data.draw(changed(exported.read_bytes())))
    read(path, tmp_path)


@settings(TRIED, max_examples=40)
@given(st.data())
def test_a_workbook_with_a_damaged_part(exported, tmp_path, data):
    parts = parts_of(exported)
    name = data.draw(st.sampled_from(sorted(parts)))
    match data.draw(st.sampled_from(["change", "change", "change", "gone", "another", "twice"])):
        case "change":
            parts[name] = data.draw(changed(parts[name]))
        case "gone":
            del parts[name]
        case "another":
            parts[name] = parts[data.draw(st.sampled_from(sorted(parts)))]
        case "twice":
            parts |= {f"../../{name}": parts[name], f"/{name}": b"", f"{name}/": b""}
    read(packed(tmp_path / NAME, parts), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"data", NAME}


SHEET = "xl/worksheets/sheet8.xml"  # Bedragen; the first sheet is the explanation
BEHIND = b"</sheetData>"
FAULTS = {
    "whole sheet merged": (BEHIND, BEHIND + b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', "samengevoegd"),
    "whole sheet one link": (
        BEHIND,
        BEHIND + b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
        "koppeling",
    ),
    "a cell a million rows down": (BEHIND, b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + BEHIND, "loopt door tot rij 1048576"),
    "a cell in the last column": (BEHIND, b'<row r="90"><c r="XFD90"><v>1</v></c></row>' + BEHIND, ""),
    "a row that Excel does not have": (BEHIND, b'<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>' + BEHIND, "rij 9999999999"),
    "text that is not in the list": (b"<sheetData>", b'<sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row>', "niet te lezen"),
    "a number without end": (BEHIND, b'<row r="9"><c r="A9"><v>1e999</v></c></row>' + BEHIND, "rij 9"),
    "a kind of cell that is not there": (BEHIND, b'<row r="9"><c r="A9" t="zz"><v>1</v></c></row>' + BEHIND, "rij 9: Bron: de cel is leeg"),
    "a column without end": (b"<sheetData>", b'<cols><col min="1" max="99999999999" width="9"/></cols><sheetData>', ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sheet_that_would_take_all_memory_or_is_no_sheet(exported, tmp_path, capsys, fault):
    old, new, expected = FAULTS[fault]
    parts = parts_of(exported)
    assert old in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(old, new, 1)
    path = packed(tmp_path / NAME, parts)
    said = read(path, tmp_path)
    assert expected in said and bool(said) == bool(expected)
    assert main(["workbook", "import", str(path), "--data", str(tmp_path / "data")]) == (
        0 if not said else 2 if NAME in said else 1
    )
    assert "Traceback" not in capsys.readouterr().err


SHARED = "xl/sharedStrings.xml"


@pytest.mark.parametrize("content", [b"", b"\x00rommel", b"<sst/>", b"<sst><si><t>a</t></si>"], ids=repr)
def test_a_workbook_whose_texts_are_damaged_is_refused(tmp_path, content):
    """LibreOffice and Excel keep the texts of all sheets in one part; openpyxl keeps them in the cells."""
    own = BASE.parent / "libreoffice" / NAME
    said = read(packed(tmp_path / NAME, parts_of(own) | {SHARED: content}), tmp_path)
    assert "niet te lezen als Excel-werkmap" in said and SHARED in parts_of(own)


@pytest.mark.parametrize("title", ["../../x", "..\\x", "/etc", "budget.csv", "\u202ex", "x" * 31])
def test_the_name_of_a_sheet_is_never_the_name_of_a_file(exported, tmp_path, title):
    parts = parts_of(exported)
    name = f'name="{SHEETS["risks"].name}"'.encode()
    assert name in parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(name, f'name="{title}"'.encode(), 1)
    read(packed(tmp_path / NAME, parts), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"data", NAME}
    assert {path.parent.name for path in (tmp_path / "data").rglob("*") if path.is_file()} == {CYCLE}
