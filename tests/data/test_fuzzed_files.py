"""Every reader of files gives valid figures or a Dutch sentence that names the file; never another error, and no other file.

What once failed stands as an example beside what hypothesis makes up (the same every run).
"""

import json
import shutil
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.cli import main
from analysis.data import load_cycle
from analysis.data.explanations import read_explanations
from analysis.data.faults import FigureErrors
from analysis.data.folders import newest_cycle
from analysis.data.personal_data import EMAIL, PHONE
from analysis.data.scenarios import list_scenarios, load_scenario
from analysis.data.schema import load_schemas
from analysis.data.tables import read_table
from analysis.errors import AnalysisError, WrongUse
from analysis.present import explanations
from analysis.report.accessibility import accessibility_page, read_audit
from analysis.report.workplace import HOLDER, _refusal
from damage import changed, is_told
from workbooks import contents

ROOT = Path(__file__).parents[2]
BASE, TOWN = ROOT / "tests" / "base", ROOT / "examples" / "voorbeeldstad"
CYCLE, SCENARIO = "2020-begroting", "veiliger-kruispunten"
FOLDER = BASE / "cycles" / CYCLE
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
SCHEMAS = load_schemas(BASE)
FULL = (FOLDER / "cycle.csv").read_bytes()
HEADER = FULL.split(b"\n")[0]
AUDIT = (ROOT / "data" / "toegankelijkheid.json").read_bytes()

#: One folder for all examples of a test: every example writes its own files again.
TRIED = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(TRIED, max_examples=15)

#: Bytes that once led to a traceback, to minutes of waiting or to a number without end.
LONG_CELL = HEADER + b"\n" + b"x" * 140_000
LONG_WORD = FULL.replace(b"Begroting 2020", b"a-" * 45_000)
HALF_A_ROW = b"scale,category,rank,source,section,note\nlabel,C,"
WIDE = b",".join([b"cycle"] * 100_000)


def with_row(table: str, **cells: str) -> bytes:
    """Give the file of a table with other cells in its first row."""
    header, row, *_ = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").split("\n")
    names = header.split(",")
    values = dict.fromkeys(names, "") | {"programme": "groen", "source": "begroting", "section": "1"} | cells
    return (header + "\n" + ",".join(values[name] for name in names) + "\n").encode()


WITHOUT_END = with_row(
    "budget", side="spending", post="Bomen", phase="approved", year_from="2020", year_to="2020", amount_eur="-" + "9" * 400,
    recurrence="unknown", funding="unknown", in_programme_total="true",
)  # fmt: skip


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("table", TABLES)
@settings(TRIED, max_examples=20)
@given(st.data())
def test_a_table_is_read_or_its_faults_are_told(tmp_path, table, data):
    content = data.draw(changed((FOLDER / f"{table}.csv").read_bytes()))
    path = written(tmp_path, f"{table}.csv", content)
    frame, faults = read_table(path, SCHEMAS[table])
    assert path.read_bytes() == content
    assert list(frame.columns) == [*(field["name"] for field in SCHEMAS[table]["fields"]), "_row"]
    numbers = frame.select_dtypes("float64")
    assert (numbers.isna() | numbers.abs().lt(1e300)).all(axis=None)
    assert all(is_told(fault, f"{table}.csv") and fault.found and fault.allowed for fault in faults)


@FEW
@given(table=st.sampled_from(TABLES), data=st.data())
def test_a_cycle_with_a_damaged_table_is_loaded_or_refused_whole(tmp_path, table, data):
    data_dir = fresh(tmp_path)
    content = data.draw(changed((FOLDER / f"{table}.csv").read_bytes()))
    written(data_dir / "cycles" / CYCLE, f"{table}.csv", content)
    before = contents(data_dir)
    refused = False
    try:
        load_cycle(CYCLE, data_dir)
    except FigureErrors as error:
        refused = True
        assert error.faults and is_told(error, ".csv")
    assert contents(data_dir) == before
    assert main(["validate", "--data", str(data_dir)]) == int(refused)


def fresh(folder: Path) -> Path:
    """Give the valid cycle again, in the folder of a test."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    shutil.copytree(BASE, folder / "data")
    return folder / "data"


@pytest.mark.parametrize(
    ("table", "content", "said", "export"),
    [
        ("cycle", LONG_CELL, "cycle.csv: een cel heeft meer dan 100000 tekens, kort de tekst in", 1),
        ("cycle", LONG_WORD.replace(b",budget,", b",x,"), "cycle.csv:2: kind: er staat", 1),
        ("scales", HALF_A_ROW, "scales.csv:2: section: de cel ontbreekt, de rij is korter dan de kop", 1),
        ("cycle", WIDE, "cycle.csv:1: de kop heeft 100000 kolommen, toegestaan zijn: cycle, title", 1),
        ("cycle", b"", "cycle.csv: het bestand is leeg", 1),
        ("cycle", HEADER.decode().encode("utf-16"), "cycle.csv:1: er staat een teken dat geen UTF-8 is", 1),
        ("budget", WITHOUT_END, "budget.csv:2: amount_eur: er staat '-999", 0),
        ("budget", b"\xef\xbb\xbf" * 2 + WITHOUT_END, "budget.csv:1: \ufffdprogramme: kolom 1 heet", 1),
        ("budget", WITHOUT_END.replace(b"\n", b"\r"), "budget.csv:2: amount_eur: er staat '-999", 0),
        ("budget", WITHOUT_END.replace(b"Bomen", b"Bo\0men"), "budget.csv:2: post: er staat 'Bo\ufffdmen' met een onzichtbaar teken (U+0000)", 1),
        ("budget", WITHOUT_END.replace(b"Bomen", b'"Bomen'), "budget.csv: het bestand is niet als CSV te lezen, controleer de aanhalingstekens", 1),
    ],
    ids=["cell too long", "a long word", "half a row", "a wide header", "nothing", "UTF-16", "without end", "two marks", "lone CR", "NUL", "quote"],
)  # fmt: skip
def test_what_once_failed_is_told(tmp_path, capsys, table, content, said, export):
    """A workbook is made of whatever can be read as a table: its faults can be mended there."""
    data_dir = fresh(tmp_path)
    written(data_dir / "cycles" / CYCLE, f"{table}.csv", content)
    before = contents(data_dir)
    commands = [(1, ["validate"]), (0, ["list"]), (export, ["workbook", "export", str(tmp_path / "w.xlsx")])]
    for code, command in commands:
        assert main([*command, "--data", str(data_dir)]) == code
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err + printed.out
        assert command != ["validate"] or said in printed.err
    assert contents(data_dir) == before


def test_a_number_without_end_is_told_and_is_nowhere_a_number(tmp_path):
    frame, faults = read_table(written(tmp_path, "budget.csv", WITHOUT_END), SCHEMAS["budget"])
    assert frame["amount_eur"].isna().tolist() == [True] and [fault.column for fault in faults] == ["amount_eur"]


# --- explanations --------------------------------------------------------------------------------------------------------

TEXT = b"# Groen\n\nEr is {{beschikbaar}}, en {{post | Bomen | 2020}}. Zie [de begroting](https://voorbeeld.nl).\n"


@TRIED
@given(changed(TEXT))
@example(b"{{" * 200_000)
@example(b"{{a " * 100_000)
@example(b"a-" * 200_000)
@example(b"{{" + b"a" * 500_000 + b"}}")
@example(TEXT + b"<script>alert(1)</script> <b>x</b> [x](javascript:alert(1))\n")
def test_an_explanation_is_read_or_its_faults_are_told(tmp_path, content):
    path = written(tmp_path, "toelichting/groen.md", content)
    texts, faults = read_explanations(tmp_path, ["groen"])
    assert path.read_bytes() == content and all(is_told(fault, "toelichting/groen.md") for fault in faults)
    assert set(texts) == {"groen"} or faults
    cycle = replace(valid_cycle(), explanations=texts)
    try:
        explanations.check(cycle)
    except FigureErrors as error:
        assert is_told(error, "toelichting/groen.md")
    else:
        if len(content) < 1_000:
            page = explanations.shown(cycle, "groen").__html__().lower()
            assert not any(harm in page for harm in ("<script", "<b>", 'href="javascript'))


@cache
def valid_cycle():
    """Give the valid cycle; loaded once."""
    return load_cycle(CYCLE, BASE)


def test_no_text_takes_minutes():
    """Each of these took minutes for a cell as long as it may be: every place in it was a start to look from."""
    start = time.process_time()
    for text in ("a" * 100_000, "a-" * 50_000, "a." * 50_000, "06" * 50_000, "+31 " * 25_000):
        assert not EMAIL.search(text)
        PHONE.search(text)
    for text in ("{" * 200_000, "{{a " * 50_000):
        with pytest.raises(FigureErrors, match="zonder"):
            explanations.check(replace(valid_cycle(), explanations={"groen": text}))
    assert time.process_time() - start < 3


# --- scenarios -----------------------------------------------------------------------------------------------------------

OWN = sorted((TOWN / "scenarios" / SCENARIO).glob("*.csv"))


@FEW
@given(file=st.sampled_from([path.name for path in OWN]), data=st.data())
def test_a_damaged_scenario_is_loaded_or_its_faults_are_told(tmp_path, capsys, file, data):
    if not (tmp_path / "cycles").exists():
        shutil.copytree(TOWN, tmp_path, dirs_exist_ok=True)
    for path in OWN:
        shutil.copy(path, tmp_path / "scenarios" / SCENARIO)
    content = data.draw(changed((TOWN / "scenarios" / SCENARIO / file).read_bytes()))
    written(tmp_path / "scenarios" / SCENARIO, file, content)
    try:
        load_scenario(SCENARIO, tmp_path)
    except FigureErrors as error:
        assert is_told(error, f"scenarios/{SCENARIO}/") or is_told(error, "cycles/")
    assert (tmp_path / "scenarios" / SCENARIO / file).read_bytes() == content
    assert main(["scenario", "list", "--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err and SCENARIO in printed.out


# --- JSON: schemas, the audit, who holds a lock -----------------------------------------------------------------------------

NESTED = b"[" * 100_000
NO_SCHEMA = [
    b"[]",
    b"5",
    b'"x"',
    b"null",
    b"{}",
    b'{"fields": []}',
    b'{"fields": [1]}',
    NESTED,
    b'{"a": ' * 50_000,
    b"1" * 5_000,
]


def json_values():
    """Give any JSON: what is no schema, but looks like one here and there."""
    names = st.sampled_from(
        ["fields", "name", "type", "title", "constraints", "primaryKey", "reference", "enum", "pattern", "x"]
    )
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.sampled_from(["string", "budget", "(", "programme", ""])
    )
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=8
    )


@st.composite
def other_schema(draw, table: str) -> bytes:
    """Give a schema in which one value, however deep, is another one or gone."""
    schema = json.loads((ROOT / "data" / "schema" / f"{table}.json").read_bytes())
    here = schema
    while True:
        key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], (dict, list)) or not here[key] or draw(st.booleans()):
            break
        here = here[key]
    if draw(st.booleans()):
        del here[key]
    else:
        here[key] = draw(json_values())
    return json.dumps(schema).encode()


@settings(TRIED, max_examples=80)
@given(table=st.sampled_from(sorted(SCHEMAS)), data=st.data())
def test_a_damaged_schema_is_refused_by_name_or_does_its_work(tmp_path, table, data):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))  # schemas are read once a folder
    shutil.copytree(ROOT / "data" / "schema", folder / "schema")
    original = (ROOT / "data" / "schema" / f"{table}.json").read_bytes()
    content = data.draw(st.one_of(other_schema(table), changed(original), st.sampled_from(NO_SCHEMA)))
    written(folder, f"schema/{table}.json", content)
    try:
        schemas = load_schemas(folder)
    except AnalysisError as error:
        assert is_told(error, f"{table}.json")
    else:
        if (path := FOLDER / f"{table}.csv").exists():
            _, faults = read_table(path, schemas[table])
            assert all(is_told(fault, f"{table}.csv") for fault in faults)
    assert (folder / "schema" / f"{table}.json").read_bytes() == content


@pytest.mark.parametrize(
    "content", [*NO_SCHEMA, b"\xff\xfe", b"{", b" " * 1_000_001], ids=lambda content: repr(content[:12])
)
def test_a_schema_that_is_none_is_refused_by_every_command(tmp_path, capsys, content):
    data_dir = fresh(tmp_path)
    shutil.copytree(ROOT / "data" / "schema", data_dir / "schema")
    written(data_dir, "schema/budget.json", content)
    for command in (["validate"], ["workbook", "export", str(tmp_path / "w.xlsx")]):
        assert main([*command, "--data", str(data_dir)]) == 1
        printed = capsys.readouterr().err
        assert printed.startswith("De schema's in ") and "budget.json: " in printed and "Traceback" not in printed


def test_a_data_folder_that_lacks_a_table_or_a_column_is_told_which(tmp_path):
    shutil.copytree(ROOT / "data" / "schema", tmp_path / "schema")
    (tmp_path / "schema" / "risks.json").unlink()
    goals = json.loads((tmp_path / "schema" / "goals.json").read_bytes())
    goals["fields"] = [field for field in goals["fields"] if field["name"] != "number"]
    written(tmp_path, "schema/goals.json", json.dumps(goals).encode())
    with pytest.raises(AnalysisError) as refusal:
        load_schemas(tmp_path)
    assert str(refusal.value).splitlines()[1:] == [
        "goals.json: de kolom 'number' ontbreekt; nodig is een kolom van het type string",
        "risks.json: dit schema ontbreekt",
    ]


@TRIED
@given(st.one_of(changed(AUDIT), json_values().map(lambda value: json.dumps(value).encode())))
@example(NESTED)
@example(b'{"made": 5}')
@example(AUDIT.replace(b'"rules": ', b'"rules": "x", "y": '))
@example(json.dumps(json.loads(AUDIT) | {"made": "gisteren"}).encode())
@example(json.dumps(json.loads(AUDIT) | {"pages": None}).encode())
@example(
    json.dumps(
        json.loads(AUDIT) | {"violations": [dict.fromkeys(("page", "view", "rule", "impact", "element"), 1)]}
    ).encode()
)
def test_a_damaged_audit_is_refused_or_makes_its_page(tmp_path, content):
    path = written(tmp_path, "toegankelijkheid.json", content)
    try:
        audit = read_audit(tmp_path)
    except AnalysisError as error:
        assert is_told(error, "toegankelijkheid.json")
    else:
        assert accessibility_page("", audit, "").startswith("# Toegankelijkheid")
    assert path.read_bytes() == content


HELD = json.dumps({"since": "2026-01-01T09:00:00", "user": "a", "host": "b", "process": 7}).encode()


@TRIED
@given(st.one_of(changed(HELD), json_values().map(lambda value: json.dumps(value).encode())))
@example(NESTED)
@example(HELD.replace(b'"a"', b'"\\u001b[2J"'))
def test_whoever_holds_a_lock_the_refusal_is_a_sentence(tmp_path, content):
    written(tmp_path, HOLDER, content)
    refusal = _refusal(tmp_path)
    assert isinstance(refusal, WrongUse) and is_told(refusal, str(tmp_path)) and "al een build bezig" in str(refusal)


def test_nothing_but_files_counts_as_a_cycle_or_a_scenario(tmp_path):
    data_dir = fresh(tmp_path)
    (data_dir / "cycles" / "2030-map" / "cycle.csv").mkdir(parents=True)
    (data_dir / "scenarios" / "x" / "scenario.csv").mkdir(parents=True)
    assert newest_cycle(data_dir) == CYCLE and list_scenarios(data_dir) == []
    assert main(["validate", "--data", str(data_dir)]) == 0
