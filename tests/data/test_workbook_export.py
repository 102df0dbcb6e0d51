"""The workbook of a cycle has a sheet per table that explains itself, keeps every text, and never holds a formula."""

import csv
import datetime
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from analysis.cli import main
from analysis.data import FigureErrors, list_cycles, load_schemas
from analysis.data.workbook.exporting import export_workbook
from analysis.data.workbook.importing import import_workbook
from analysis.data.workbook.sheets import GUIDE, LISTS, sheets
from analysis.errors import WrongUse
from workbooks import BASE, CYCLE, SHEETS, cell, contents, copy_of, edit, put, sheet

ROOT = Path(__file__).parents[2]
CYCLES = [(CYCLE, BASE), *((cycle, ROOT / "data") for cycle in list_cycles(ROOT / "data"))]


@pytest.fixture
def data_dir(tmp_path):
    return copy_of(BASE, tmp_path / "data")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("werkmap") / "werkmap.xlsx"
    export_workbook(path, CYCLE, BASE)
    return load_workbook(path)


def choices(book, table, column):
    """The list behind the drop-down of a column: its labels, or the formula of a reference."""
    at = cell(book, table, column, 2).coordinate
    (found,) = [each for each in sheet(book, table).data_validations.dataValidation if at in each.sqref]
    if not found.formula1.startswith(LISTS):
        return found.formula1
    return [each.value for (each,) in book[LISTS][found.formula1.split("!")[1].replace("$", "")]]


def test_there_is_a_sheet_per_table_also_for_one_without_a_file(book):
    assert book.sheetnames == [GUIDE, *(each.name for each in SHEETS.values()), LISTS]
    assert book[LISTS].sheet_state == "hidden"
    assert not (BASE / "cycles" / CYCLE / "unit_supply.csv").exists()
    supply = [row for row in sheet(book, "unit_supply").iter_rows(values_only=True)]
    assert supply == [("Lijneenheid", "Uren per week", "Jaar", "Bron")]


@pytest.mark.parametrize("table", SHEETS)
def test_every_heading_is_the_title_and_its_note_says_what_the_column_means(book, table):
    place = sheet(book, table)
    assert place.freeze_panes == "A2" and place.auto_filter.ref.startswith("A1:")
    for heading, field in zip(place[1], load_schemas(BASE)[table]["fields"], strict=True):
        assert heading.value == field["title"]
        note = heading.comment.text
        first = field["description"].replace("jjjj-mm-dd", "dd-mm-jjjj")
        assert note.startswith(re.sub(r"\bfalse\b", "nee", re.sub(r"\btrue\b", "ja", first)))
        must = field.get("constraints", {}).get("required") and "default" not in field
        assert ("Verplicht." in note) is bool(must), note
        assert all(each["label"] in note for each in field.get("categories", []))
    assert book.defined_names[f"tabel_{table}"].attr_text.endswith("$1")


def test_closed_lists_booleans_and_references_have_drop_downs(book):
    assert choices(book, "budget", "side") == ["dekking", "besteding"]
    assert choices(book, "budget", "in_programme_total") == ["ja", "nee"]
    reference = choices(book, "indicators", "goal")
    assert reference == "OFFSET('Doelen'!$A$2,0,0,MAX(1,COUNTA('Doelen'!$A$2:$A$2004)),1)"
    assert choices(book, "goals", "parent") == reference  # a reference within the table itself
    assert cell(book, "goals", "goal", 2).coordinate == "A2"


def test_values_are_numbers_dates_and_dutch_words(book):
    assert cell(book, "budget", "amount_eur", 2).value == 1000
    assert cell(book, "budget", "amount_eur", 2).number_format == "#,##0"
    assert cell(book, "budget", "amount_eur", 5).value is None
    assert cell(book, "statistics", "value", 2).value == 12.5
    date = cell(book, "cycle", "reporting_date", 2)
    assert date.value == datetime.datetime(2020, 6, 30) and date.number_format == "dd-mm-yyyy"
    assert cell(book, "budget", "side", 2).value == "dekking"
    assert [cell(book, "effort_goals", "stated", row).value for row in (2, 3)] == ["ja", "nee"]


def test_the_guide_tells_the_exact_command_and_names_every_sheet(tmp_path, data_dir):
    path = tmp_path / "mijn werkmap.xlsx"
    done = export_workbook(path, CYCLE, data_dir)
    assert done.command == f'python -m analysis workbook import "{path}" --cycle {CYCLE} --data {data_dir}'
    told = [value for row in load_workbook(path)[GUIDE].iter_rows(values_only=True) for value in row]
    assert done.command in told and {each.name for each in SHEETS.values()} <= set(told)


@pytest.mark.parametrize(
    "text", ["=1+1", "+31", "-5 graden", "@naam", "'n Titel", "#N/A", "_x0041_", "een\ntwee", "1e5"]
)
def test_text_never_becomes_a_formula_or_anything_else(data_dir, tmp_path, text):
    path = data_dir / "cycles" / CYCLE / "risks.csv"
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    rows[1][4] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    werkmap = tmp_path / "werkmap.xlsx"
    export_workbook(werkmap, CYCLE, data_dir)
    here = cell(load_workbook(werkmap), "risks", "summary", 2)
    assert here.data_type == "s" and here.quotePrefix is (text[0] in "=+-@'")
    with zipfile.ZipFile(werkmap) as packed:
        assert not [name for name in packed.namelist() if "sheets/" in name and b"<f>" in packed.read(name)]
    path.write_bytes(path.read_bytes().replace(b"groen/droogte", b"groen/dor"))
    import_workbook(werkmap, CYCLE, data_dir)
    assert list(csv.reader(path.open(encoding="utf-8", newline=""))) == rows


@pytest.mark.parametrize(("cycle", "source"), CYCLES, ids=lambda value: value if isinstance(value, str) else "")
def test_export_and_import_give_the_same_bytes(tmp_path, cycle, source):
    data_dir, werkmap = copy_of(source, tmp_path / "data"), tmp_path / "werkmap.xlsx"
    before = contents(data_dir)
    export_workbook(werkmap, cycle, data_dir)
    assert import_workbook(werkmap, cycle, data_dir).changes == [] and contents(data_dir) == before
    for path in (data_dir / "cycles" / cycle).glob("*.csv"):  # so that every row has to come from the workbook
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8", newline="")
    changed = import_workbook(werkmap, cycle, data_dir).changes
    assert changed and contents(data_dir) == before
    export_workbook(tmp_path / "weer.xlsx", cycle, data_dir)
    assert values(tmp_path / "weer.xlsx") == values(werkmap)


def values(path: Path) -> dict:
    """All cells of a workbook but those of the guide, which names the file."""
    book = load_workbook(path)
    return {place.title: [*place.iter_rows(values_only=True)] for place in book if place.title != GUIDE}


def test_numbers_keep_the_way_they_are_written(data_dir, tmp_path):
    path = data_dir / "cycles" / CYCLE / "budget.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",600,", ",600.50,").replace(",400,", ",0400.0,"), encoding="utf-8"
    )
    before, werkmap = path.read_bytes(), tmp_path / "werkmap.xlsx"
    export_workbook(werkmap, CYCLE, data_dir)
    amount = cell(load_workbook(werkmap), "budget", "amount_eur", 3)
    assert (amount.value, amount.number_format) == (600.5, "#,##0.00")
    assert import_workbook(werkmap, CYCLE, data_dir).changes == []
    edit(werkmap, put("budget", "note", 3, "bijgewerkt"))
    import_workbook(werkmap, CYCLE, data_dir)
    assert path.read_bytes() == before.replace(
        b"600.50,,covered,incidental,council,,true,printed,,",
        b"600.50,,covered,incidental,council,,true,printed,bijgewerkt,",
    )


def test_wrong_values_are_exported_as_they_are_so_that_they_can_be_mended(data_dir, tmp_path):
    path = data_dir / "cycles" / CYCLE / "budget.csv"
    before = path.read_bytes()
    path.write_bytes(before.replace(b",600,", b',"600,00",').replace(b"groen,funding", b"groen,dekking"))
    export_workbook(tmp_path / "werkmap.xlsx", CYCLE, data_dir)
    import_workbook(tmp_path / "werkmap.xlsx", CYCLE, data_dir)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["x" * 40_000, "bel\x07", "geen\uffffteken"], ids=["long", "control", "no-sign"])
def test_text_that_excel_cannot_hold_is_named_and_nothing_is_made(data_dir, tmp_path, text):
    path = data_dir / "cycles" / CYCLE / "risks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Extra water geven.", text), encoding="utf-8")
    with pytest.raises(FigureErrors, match="risks.csv:2: response: .*in Excel past tekst"):
        export_workbook(tmp_path / "werkmap.xlsx", CYCLE, data_dir)
    assert not (tmp_path / "werkmap.xlsx").exists()


def test_a_workbook_of_ours_is_replaced_and_kept(data_dir, tmp_path):
    path = tmp_path / "werkmap.xlsx"
    assert export_workbook(path, CYCLE, data_dir).previous is None
    edit(path, put("budget", "note", 2, "ingevuld"))
    typed = path.read_bytes()
    done = export_workbook(path, CYCLE, data_dir)
    assert done.previous == tmp_path / "werkmap.vorige.xlsx" and done.previous.read_bytes() == typed
    assert cell(load_workbook(path), "budget", "note", 2).value is None
    assert {each.name for each in tmp_path.iterdir()} == {"data", "werkmap.xlsx", "werkmap.vorige.xlsx"}


@pytest.mark.parametrize("kind", ["workbook", "text"])
def test_another_file_is_not_overwritten(data_dir, tmp_path, kind):
    path = tmp_path / "werkmap.xlsx"
    Workbook().save(path) if kind == "workbook" else path.write_text("iets anders")
    before = path.read_bytes()
    with pytest.raises(WrongUse, match="bestaat al en is geen werkmap van het Programmaboek"):
        export_workbook(path, CYCLE, data_dir)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("werkmap.xls", "eindigt op .xlsx"),
        ("bestaat/niet.xlsx", "De map .* bestaat niet"),
        ("map.xlsx", "bestaat al en is"),
    ],
)
def test_a_place_where_no_workbook_can_be_is_refused(data_dir, tmp_path, name, words):
    (tmp_path / "map.xlsx").mkdir()
    with pytest.raises(WrongUse, match=words):
        export_workbook(tmp_path / name, CYCLE, data_dir)


def test_a_csv_file_that_is_no_table_is_named(data_dir, tmp_path):
    path = data_dir / "cycles" / CYCLE / "goals.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("goal,programme", "doel,programme") + "los\n", encoding="utf-8"
    )
    with pytest.raises(FigureErrors) as refusal:
        export_workbook(tmp_path / "werkmap.xlsx", CYCLE, data_dir)
    assert {(fault.file, fault.row) for fault in refusal.value.faults} == {("goals.csv", 1), ("goals.csv", 5)}


def test_sheets_get_names_that_excel_allows():
    def schema(title, *titles):
        fields = [{"name": f"c{at}", "type": "string", "title": each} for at, each in enumerate(titles)]
        return {"title": title, "fields": fields, "primaryKey": []}

    long = "Een titel die langer is dan Excel voor een blad toestaat"
    made = sheets(
        {"a": schema(long, "Titel", "titel"), "b": schema(long), "c": schema("A/B: [c]?"), "d": schema("Uitleg")}
    )
    assert [each.name for each in made.values()] == [long[:31].strip(), long[:29].strip() + " 2", "A B c", "Uitleg 2"]
    assert made["a"].headings == {"c0": "Titel (c0)", "c1": "titel (c1)"}


def test_the_command_line_exports_and_says_where_and_how_to_go_on(data_dir, tmp_path, capsys):
    path = tmp_path / "werkmap.xlsx"
    assert main(["workbook", "export", str(path), "--data", str(data_dir)]) == 0
    printed = capsys.readouterr().out
    assert str(path) in printed and f"workbook import {path} --cycle {CYCLE} --data {data_dir}" in printed
    assert main(["workbook", "export", str(path), "--cycle", "2021", "--data", str(data_dir)]) == 2
    assert f"Onbekende cyclus: '2021'. Wel bekend: {CYCLE}." in capsys.readouterr().err
