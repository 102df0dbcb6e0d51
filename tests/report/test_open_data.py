"""The published data: valid from outside the project, the same as what the code gives, and text stays text."""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.data import load_cycle, load_schemas
from analysis.measures.catalogue import measured
from analysis.report.open_data.contents import contents
from analysis.report.open_data.files import write_open_data
from cases import make_cycle

ROOT = Path(__file__).parents[2]
CYCLE = load_cycle()
SCHEMAS = load_schemas(ROOT / "data")
MEASURES = dict(measured(CYCLE, None))
MADE = datetime(2020, 1, 2, 3, 4, 5)


@pytest.fixture(scope="module")
def data(site) -> Path:
    return site.folder / "data"


@pytest.fixture(scope="module")
def package(data) -> dict:
    return json.loads((data / "datapackage.json").read_text(encoding="utf-8"))


def validated(package: Path, where: Path) -> subprocess.CompletedProcess:
    """Validate a package as anybody would: with the command of frictionless, in a folder of their own."""
    line = [sys.executable, "-m", "frictionless", "validate", str(package)]
    return subprocess.run(line, cwd=where, capture_output=True, text=True, encoding="utf-8", errors="replace")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def read(text: str, kind: str):
    """Read a CSV cell as the type that its schema names."""
    if text == "":
        return None
    return {"integer": int, "number": float, "boolean": {"true": True, "false": False}.get, "date": pd.Timestamp}.get(
        kind, str
    )(text)


def assert_same(path: Path, schema: dict, frame: pd.DataFrame) -> None:
    """Compare a file, read by its schema, with the frame it should hold."""
    header, *rows = rows_of(path)
    assert header == [field["name"] for field in schema["fields"]] == list(frame.columns)
    assert len(rows) == len(frame)
    for place, field in enumerate(schema["fields"]):
        given = [read(row[place], field["type"]) for row in rows]
        wanted = [None if pd.isna(value) or value == "" else value for value in frame[field["name"]]]
        if field["type"] == "number":
            assert given == [None if value is None else pytest.approx(value, rel=1e-14) for value in wanted]
        else:
            assert given == wanted, field["name"]


def test_frictionless_finds_the_published_package_valid_from_elsewhere(data, tmp_path):
    result = validated(data / "datapackage.json", tmp_path)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


def test_frictionless_finds_a_reference_that_leads_nowhere_and_a_number_that_was_changed(data, tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("figuren", "alles.*"))
    goals, totals = copy / "tabellen" / "goals.csv", copy / "maten" / "budget.totals.csv"
    slug = CYCLE.programmes["programme"].iloc[0]
    goals.write_text(goals.read_text(encoding="utf-8").replace(f",{slug},", ",verdwenen,", 1), encoding="utf-8")
    totals.write_text(totals.read_text(encoding="utf-8").replace("0", "1", 1), encoding="utf-8")
    result = validated(copy / "datapackage.json", tmp_path)
    assert result.returncode == 1
    assert "foreign-key" in result.stdout or "ForeignKey" in result.stdout
    assert result.stdout.count("INVALID") == 2


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_table_holds_the_rows_of_the_loaded_cycle(data, package, name):
    resource = next(each for each in package["resources"] if each["name"] == name)
    assert resource["path"] == f"tabellen/{name}.csv" and resource["rows"] == len(CYCLE.tables[name])
    assert [field["type"] for field in resource["schema"]["fields"]] == [
        field["type"] for field in SCHEMAS[name]["fields"]
    ]
    assert resource["schema"]["primaryKey"] == SCHEMAS[name]["primaryKey"]
    assert resource["schema"].get("foreignKeys") == SCHEMAS[name].get("foreignKeys")
    assert_same(data / resource["path"], resource["schema"], CYCLE.tables[name])


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_holds_the_rows_that_a_call_gives(data, package, name):
    resource = next(each for each in package["resources"] if each["name"] == name)
    assert resource["path"] == f"maten/{name}.csv" and resource["rows"] == len(MEASURES[name])
    assert_same(data / resource["path"], resource["schema"], MEASURES[name])


def test_the_package_holds_every_table_and_every_measure_and_says_whose_it_is(data, package):
    assert [each["name"] for each in package["resources"]] == [*SCHEMAS, *MEASURES]
    files = {
        path.relative_to(data).as_posix() for folder in ("tabellen", "maten") for path in (data / folder).iterdir()
    }
    assert {each["path"] for each in package["resources"]} == files
    assert package["edition"] == CYCLE.name and package["language"] == "nl"
    assert package["publisher"].endswith(CYCLE.info["municipality"])
    assert package["licenses"][0]["name"] == "CC0-1.0" and package["licenses"][0]["path"].startswith("https://")
    for resource in package["resources"]:
        assert resource["title"] and resource["description"].endswith(".")
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"].endswith("."), (resource["name"], field["name"])
            assert "default" not in field
            assert "unit" in field or not field["name"].endswith("_eur"), (resource["name"], field["name"])


def test_the_workbook_has_a_sheet_for_each_with_all_rows_and_without_formulas(data, package):
    book = openpyxl.load_workbook(data / "alles.xlsx")
    guide, *sheets = book.worksheets
    assert [sheet.max_row - 1 for sheet in sheets] == [each["rows"] for each in package["resources"]]
    assert not [cell.coordinate for sheet in book.worksheets for row in sheet for cell in row if cell.data_type == "f"]
    listed = {cell.value for cell in guide["D"]}
    assert {each["path"] for each in package["resources"]} <= listed
    assert any(package["licenses"][0]["path"] in str(cell.value) for cell in guide["A"])


def test_the_archive_holds_the_same_bytes_in_a_fixed_order(data):
    with zipfile.ZipFile(data / "alles.zip") as archive:
        names = archive.namelist()
        assert names == sorted(names) and {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            assert archive.read(name) == (data / name).read_bytes(), name
    here = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert set(names) == {name for name in here if not name.startswith("figuren/")} - {"alles.zip"}


def test_the_record_for_catalogues_has_what_a_catalogue_asks_and_leads_to_files(data, package):
    record = json.loads((data / "dcat.jsonld").read_text(encoding="utf-8"))
    assert record["@type"] == "dcat:Dataset"
    for key in ("title", "description", "publisher", "creator", "identifier", "issued", "modified", "language"):
        assert record[f"dct:{key}"], key
    for key in ("license", "accrualPeriodicity", "accessRights", "spatial", "temporal"):
        assert record[f"dct:{key}"], key
    assert record["dcat:theme"]["@id"].endswith("/data-theme/GOVE")
    assert record["dct:license"]["@id"].endswith("/licence/CC0")
    contact = record["dcat:contactPoint"]
    assert contact["vcard:fn"] == package["publisher"] and "vcard:hasEmail" not in contact
    assert (data / contact["vcard:hasURL"]["@id"]).is_file()
    files = [each["dcat:downloadURL"]["@id"] for each in record["dcat:distribution"]]
    assert len(files) == len(package["resources"]) + 3 and all((data / path).is_file() for path in files)


def test_the_page_leads_to_every_file_and_its_answer_counts_them(site, data, package):
    html = (site.folder / "open-data.html").read_text(encoding="utf-8")
    for name in (*(each["path"] for each in package["resources"]), "alles.zip", "alles.xlsx", "datapackage.json"):
        assert f'href="data/{name}"' in html, name
    answer = html.split('<p class="antwoord">')[1].split("</p>")[0].replace("\u00a0", " ")
    assert f"{len(SCHEMAS)} tabellen" in answer and f"{len(MEASURES)} maten" in answer and "CC0" in answer
    assert f"kenmerk {package['version']}" in html and "<!-- " not in html.split("<article")[1].split("</article")[0]


def test_typed_text_is_text_in_both_files_and_a_licence_is_what_the_cycle_says(tmp_path):
    cycle = make_cycle(
        cycle=[{"licence": "CC-BY-4.0", "contact": "https://voorbeeld.invalid/contact"}],
        budget=[{"year_from": 2019, "amount_eur": 0.1 + 0.2, "post": '=HYPERLINK("http://x.invalid";"x")', "note": "a,\n\"b\""}],
    )  # fmt: skip
    write_open_data(cycle, None, ROOT / "data", tmp_path, MADE, "kenmerk")
    header, row = rows_of(tmp_path / "tabellen" / "budget.csv")
    told = dict(zip(header, row))
    assert (told["post"], told["note"]) == ('=HYPERLINK("http://x.invalid";"x")', 'a,\n"b"')
    assert (told["amount_eur"], told["in_programme_total"], told["counted_by"]) == ("0.3", "true", "")
    cells = {cell.value: cell for row in openpyxl.load_workbook(tmp_path / "alles.xlsx")["Bedragen"] for cell in row}
    typed = cells['=HYPERLINK("http://x.invalid";"x")']
    assert typed.data_type == "s" and typed.quotePrefix
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    record = json.loads((tmp_path / "dcat.jsonld").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0" and record["dct:license"]["@id"].endswith("CC_BY_4_0")
    assert record["dcat:contactPoint"]["vcard:hasURL"]["@id"] == "https://voorbeeld.invalid/contact"


def test_text_that_a_workbook_cannot_hold_does_not_stop_it(tmp_path):
    cycle = make_cycle(programmes=[{"programme": "alpha", "title": "a", "ambition": "x\ufffe" + "y" * 40_000}])
    write_open_data(cycle, None, ROOT / "data", tmp_path, MADE, "kenmerk")
    assert "y" * 40_000 in (tmp_path / "tabellen" / "programmes.csv").read_text(encoding="utf-8")
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "alles.xlsx")["Programma's"] for cell in row]
    assert [text for text in cells if str(text).startswith("x\ufffdyyy") and text.endswith("de hele tekst)")]


def test_a_cycle_without_programmes_names_no_years(tmp_path):
    write_open_data(make_cycle(programmes=[]), None, ROOT / "data", tmp_path, MADE, "kenmerk")
    assert "<NA>" not in (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    assert "dct:temporal" not in json.loads((tmp_path / "dcat.jsonld").read_text(encoding="utf-8"))


def test_the_same_figures_give_the_same_bytes(tmp_path):
    for name in ("een", "twee"):
        write_open_data(make_cycle(), None, ROOT / "data", tmp_path / name, MADE, "kenmerk")
    for path in (tmp_path / "een").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "twee" / path.relative_to(tmp_path / "een")).read_bytes(), path.name


def test_a_cycle_without_one_before_it_has_no_changes_and_with_one_has_them():
    folder = ROOT / "examples" / "voorbeeldstad"
    now, before = (load_cycle(name, folder) for name in ("2024-jaarstukken", "2024-bestuursrapportage"))
    names = lambda parts: {part.schema["name"] for part in parts}  # noqa: E731
    with_, without = names(contents(now, before, SCHEMAS)), names(contents(now, None, SCHEMAS))
    assert with_ - without == {"changes.rows", "changes.money", "changes.moved_goalposts"}


def test_reading_a_cell_follows_its_type():
    text = 'a,b\n"1,5",\n'
    assert list(csv.reader(io.StringIO(text)))[1] == ["1,5", ""]
    assert read("", "number") is None and read("1.5", "number") == 1.5 and read("false", "boolean") is False
