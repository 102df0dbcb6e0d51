"""Importing is all or nothing, says what it changed, and refuses every file that is no workbook with a sentence."""

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from defusedxml import EntitiesForbidden

from analysis import exchange as exchanging
from analysis.cli import main
from analysis.data import FigureErrors, list_cycles, load_cycle, turn
from analysis.data.workbook import file as workbook_file
from analysis.data.workbook.exporting import export_workbook
from analysis.data.workbook.importing import import_workbook
from analysis.errors import AnalysisError, WrongUse
from analysis.exchange import exchange
from workbooks import BASE, CYCLE, cell, contents, copy_of, edit, put, sheet

TESTS = Path(__file__).parents[1]


@pytest.fixture
def data_dir(tmp_path):
    return copy_of(BASE, tmp_path / "data")


@pytest.fixture
def path(tmp_path, data_dir):
    """A fresh export."""
    place = tmp_path / "werkmap.xlsx"
    export_workbook(place, CYCLE, data_dir)
    return place


def test_a_workbook_saved_by_libreoffice_is_read_as_it_was(tmp_path):
    """The workbook was exported from the figures beside it and saved by LibreOffice 7.4 (--convert-to xlsx)."""
    data_dir = copy_of(TESTS / "libreoffice", tmp_path / "data")
    before = contents(data_dir)
    done = import_workbook(TESTS / "libreoffice" / "werkmap.xlsx", CYCLE, data_dir)
    assert done.changes == [] and done.remarks == [] and contents(data_dir) == before
    with (data_dir / "cycles" / CYCLE / "budget.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(
            "groen,spending,Extra,approved,2020,2020,5,,covered,incidental,council,,false,printed,,begroting,blz. 1\n"
        )
    import_workbook(TESTS / "libreoffice" / "werkmap.xlsx", CYCLE, data_dir)
    assert contents(data_dir) == before


def change_three_tables(book):
    cell(book, "budget", "amount_eur", 3).value = "650,50"
    cell(book, "budget", "note", 3).value = "bijgesteld"
    sheet(book, "risks").delete_rows(3)
    for column, value in {"indicator": "groen/bomen", "date": "30-06-2020", "value": 49, "status": "voorlopig",
                          "source": "begroting", "section": "blz. 3"}.items():  # fmt: skip
        cell(book, "observations", column, 3).value = value


def test_an_import_changes_its_tables_together_and_leaves_the_other_files_alone(data_dir, path):
    explanation = data_dir / "cycles" / CYCLE / "toelichting" / "groen.md"
    explanation.parent.mkdir()
    explanation.write_text("Het gaat goed.", encoding="utf-8")
    before = contents(data_dir)
    done = import_workbook(edit(path, change_three_tables), CYCLE, data_dir)
    after = contents(data_dir)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {f"cycles/{CYCLE}/{name}.csv" for name in ("budget", "risks", "observations")}
    assert done.folder == (data_dir / "cycles" / CYCLE).resolve()
    cycle = load_cycle(CYCLE, data_dir)
    assert cycle.budget["amount_eur"].tolist()[:2] == [1000, 650.5]
    assert cycle.observations["value"].tolist() == [48, 49] and len(cycle.risks) == 1
    assert import_workbook(path, CYCLE, data_dir).changes == []


def test_the_command_line_says_what_changed_by_key_and_where(data_dir, path, capsys):
    edit(path, change_three_tables)
    assert main(["workbook", "import", str(path), "--data", str(data_dir)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Bedragen (budget.csv): 1 rij gewijzigd",
        "  gewijzigd: groen, besteding, Bomen, vastgesteld, 2020, 2020: Bedrag in euro van '600' naar '650,5'; Toelichting van leeg naar 'bijgesteld'",
        "Risico's (risks.csv): 1 rij weg",
        "  weg: wonen/kosten",
        "Metingen (observations.csv): 1 rij erbij",
        "  erbij: groen/bomen, 30-06-2020: Waarde '49'; Status 'voorlopig'; Bron 'begroting'; Plaats in de bron 'blz. 3'",
        f"De cijfers zijn vernieuwd in {data_dir.resolve() / 'cycles' / CYCLE}.",
    ]
    before = contents(data_dir)
    assert main(["workbook", "import", str(path), "--data", str(data_dir)]) == 0
    assert capsys.readouterr().out == "De werkmap zegt hetzelfde als de cijfers; er is niets geschreven.\n"
    assert contents(data_dir) == before


def test_the_command_line_names_every_fault_without_a_traceback(data_dir, path, capsys):
    edit(path, put("budget", "amount_eur", 3, "veel"))
    edit(path, put("goals", "source", 2, "niets"))
    before = contents(data_dir)
    assert main(["workbook", "import", str(path), "--data", str(data_dir)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "De werkmap is niet ingelezen; er is niets gewijzigd.",
        "2 fouten in de cijfers:",
        "blad 'Bedragen', rij 3: Bedrag in euro: er staat 'veel', toegestaan is een getal, zoals 1250,5",
        "blad 'Doelen', rij 2: Bron: er staat 'niets', toegestaan is: begroting",
    ]
    assert contents(data_dir) == before


def test_many_changes_are_counted_and_the_first_are_named(data_dir, path):
    def add(book):
        for row in range(5, 30):
            for at, value in enumerate([each.value for each in sheet(book, "goals")[4]], start=1):
                sheet(book, "goals").cell(row, at, f"wonen/{row}" if at == 1 else value)

    (change,) = import_workbook(edit(path, add), CYCLE, data_dir).changes
    assert (
        change.lines()[0] == "Doelen (goals.csv): 25 rijen erbij" and change.lines()[-1] == "  erbij: en nog 15 rijen"
    )


def test_another_order_of_the_rows_is_written_and_told(data_dir, path):
    def turn(book):
        rows = [[each.value for each in row] for row in sheet(book, "goals").iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for at, value in enumerate(row, start=1):
                sheet(book, "goals").cell(number, at).value = value

    (change,) = import_workbook(edit(path, turn), CYCLE, data_dir).changes
    assert change.lines() == ["Doelen (goals.csv): alleen de volgorde of de kolommen"]
    assert list(load_cycle(CYCLE, data_dir).goals["goal"]) == ["wonen/1", "groen/1.a", "groen/1"]


def test_an_explanation_that_would_lose_its_figure_stops_the_import(data_dir, path, capsys):
    explanation = data_dir / "cycles" / CYCLE / "toelichting" / "wonen.md"
    explanation.parent.mkdir()
    explanation.write_text("Wij doen {{dit bestaat niet}}.", encoding="utf-8")
    edit(path, put("budget", "amount_eur", 3, 650))
    before = contents(data_dir)
    assert main(["workbook", "import", str(path), "--data", str(data_dir)]) == 1
    assert "toelichting/wonen.md:1" in capsys.readouterr().err and contents(data_dir) == before


def test_a_workbook_of_another_cycle_is_refused(data_dir, path):
    shutil.copytree(data_dir / "cycles" / CYCLE, data_dir / "cycles" / "2021-begroting")
    own = data_dir / "cycles" / "2021-begroting" / "cycle.csv"
    own.write_text(own.read_text(encoding="utf-8").replace(CYCLE, "2021-begroting"), encoding="utf-8")
    with pytest.raises(FigureErrors, match="blad 'Cyclus', rij 2: Cyclus: .*de naam is die van de map: 2021-begroting"):
        import_workbook(path, "2021-begroting", data_dir)


# --- swapping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, 2])
def test_a_folder_that_cannot_be_replaced_stays_as_it_was(data_dir, path, monkeypatch, step):
    edit(path, put("budget", "amount_eur", 3, 650))
    before, rename, calls = contents(data_dir), Path.rename, []

    def stubborn(self, target):
        calls.append(target)
        if len(calls) == step:
            raise PermissionError(13, "in gebruik", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    monkeypatch.setattr(exchanging, "exchange", lambda one, other: False)
    with pytest.raises(AnalysisError, match="is niet te vervangen .*Er is niets gewijzigd"):
        import_workbook(path, CYCLE, data_dir)
    assert contents(data_dir) == before and len(calls) == (1 if step == 1 else 3)


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="the system cannot exchange folders in one step")
def test_where_the_system_can_the_figures_are_never_away_from_their_place(data_dir, path, monkeypatch):
    edit(path, put("budget", "amount_eur", 3, 650))
    place, seen = data_dir / "cycles" / CYCLE, []
    monkeypatch.setattr(exchanging, "exchange", lambda one, other: seen.append(place.is_dir()) or exchange(one, other))
    monkeypatch.setattr(Path, "rename", lambda self, target: pytest.fail("a rename leaves an instant without figures"))
    import_workbook(path, CYCLE, data_dir)
    assert seen == [True] and load_cycle(CYCLE, data_dir).budget["amount_eur"].tolist()[1] == 650
    assert len(list((data_dir / "cycles").iterdir())) == 1


def test_figures_that_someone_changes_meanwhile_are_not_overwritten(data_dir, path):
    edit(path, put("budget", "amount_eur", 3, 650))
    other = data_dir / "cycles" / CYCLE / "toelichting.txt"
    with pytest.raises(AnalysisError, match="zijn ondertussen gewijzigd"):
        import_workbook(path, CYCLE, data_dir, check=lambda cycle: other.write_text("net getypt"))
    assert other.read_text() == "net getypt" and load_cycle(CYCLE, data_dir).budget["amount_eur"].tolist()[1] == 600
    assert list_cycles(data_dir) == [CYCLE] and len(list((data_dir / "cycles").iterdir())) == 1


def test_an_import_that_is_killed_between_its_last_steps_is_mended_by_the_next_command(data_dir, path, monkeypatch):
    edit(path, put("budget", "amount_eur", 3, 650))
    before = contents(data_dir)
    left = data_dir / "cycles" / f"{turn.SCRATCH}x" / turn.OLD / CYCLE
    left.parent.mkdir(parents=True)
    (data_dir / "cycles" / CYCLE).rename(left)
    assert list_cycles(data_dir) == []
    assert main(["validate", "--data", str(data_dir)]) == 0
    assert list_cycles(data_dir) == [CYCLE] and contents(data_dir) == before


def test_what_a_killed_import_left_is_thrown_away_and_two_imports_at_once_are_refused(data_dir, path, monkeypatch):
    monkeypatch.setattr(turn, "PATIENCE", 0.1)
    (data_dir / "cycles" / f"{turn.SCRATCH}x" / turn.NEW / CYCLE).mkdir(parents=True)
    edit(path, put("budget", "amount_eur", 3, 650))
    with (
        turn.own_turn(data_dir),
        pytest.raises(WrongUse, match="De cijfers in .* zijn in gebruik: er wordt een werkmap ingelezen"),
    ):
        import_workbook(path, CYCLE, data_dir)
    import_workbook(path, CYCLE, data_dir)
    assert [each.name for each in (data_dir / "cycles").iterdir()] == [CYCLE]


# --- files that are no workbook ------------------------------------------------------------------------------------------


def zipped(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)


def damage(path: Path, part: str, change) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
NO_WORKBOOK = {
    "absent": (lambda path: path.unlink(), "bestaat niet"),
    "folder": (lambda path: (path.unlink(), path.mkdir()), "is een map"),
    "empty": (lambda path: path.write_bytes(b""), "geen Excel-werkmap"),
    "csv": (lambda path: path.write_text("programme,side\n"), "geen Excel-werkmap"),
    "xls": (lambda path: path.write_bytes(workbook_file.OLD_OFFICE + b"\0" * 600), r"oude Excel-werkmap \(.xls\)"),
    "password": (
        lambda path: path.write_bytes(workbook_file.OLD_OFFICE + b"\0" * 600 + workbook_file.PROTECTED),
        "beveiligd met een wachtwoord",
    ),
    "ods": (lambda path: zipped(path, mimetype=b"application/vnd.oasis", content_xml=b"<x/>"), r"geen Excel-werkmap"),
    "half": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "geen Excel-werkmap|beschadigd"),
    "bytes lost": (lambda path: path.write_bytes(path.read_bytes()[:9000] + path.read_bytes()[9400:]), "beschadigd|niet te lezen"),
    "no sheets": (lambda path: zipped(path, xl__workbook_xml=b"<x/>"), "niet te lezen als Excel-werkmap"),
    "broken xml": (
        lambda path: damage(path, "xl/worksheets/sheet4.xml", lambda text: text[: len(text) // 2]),
        "niet te lezen als Excel-werkmap",
    ),
    "no number": (
        lambda path: damage(path, "xl/worksheets/sheet8.xml", lambda text: text.replace(b"<v>2020</v>", b"<v>NaN</v>")),
        "niet te lezen als Excel-werkmap",
    ),
    "entities": (
        lambda path: damage(path, "xl/worksheets/sheet8.xml", lambda text: LAUGHS + text.replace(b"begroting", b"&b;")),
        "niet te lezen als Excel-werkmap",
    ),
    "entities in the workbook": (
        lambda path: damage(path, "xl/workbook.xml", lambda text: LAUGHS + text),
        "niet te lezen als Excel-werkmap",
    ),
    "bomb": (
        lambda path: damage(path, "xl/styles.xml", lambda text: text + b" " * workbook_file.LARGEST),
        "uitgepakt .* MB",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_WORKBOOK)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(data_dir, path, kind):
    make, words = NO_WORKBOOK[kind]
    make(path)
    before = contents(data_dir)
    with pytest.raises(WrongUse, match=words) as refusal:
        import_workbook(path, CYCLE, data_dir)
    assert "\n" not in str(refusal.value) and contents(data_dir) == before


@pytest.mark.parametrize("kind", ["entities", "entities in the workbook"])
def test_entities_are_not_expanded(data_dir, path, kind):
    NO_WORKBOOK[kind][0](path)
    with pytest.raises(WrongUse) as refusal:
        import_workbook(path, CYCLE, data_dir)
    causes, error = set(), refusal.value
    while error:
        causes.add(type(error))
        error = error.__cause__ or error.__context__
    assert EntitiesForbidden in causes


def test_a_file_that_excel_holds_is_refused_with_a_sentence(data_dir, path, monkeypatch):
    def held(self, *arguments, **settings):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(WrongUse, match="sluit het bestand als het open staat in Excel"):
        workbook_file.open_workbook(path)


def test_a_workbook_that_excel_holds_is_not_written_over(data_dir, path, monkeypatch):
    before = contents(path.parent)

    def held(source, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(AnalysisError, match="is niet te schrijven .*sluit het als het open staat in Excel"):
        export_workbook(path, CYCLE, data_dir)
    assert contents(path.parent) == before


def test_one_hears_that_the_workbook_is_still_open(data_dir, path):
    workbook_file.lock_of(path).touch()
    assert import_workbook(path, CYCLE, data_dir).remarks == [
        "Let op: de werkmap staat open; wat daarin niet is opgeslagen, is niet meegelezen."
    ]


def test_wrong_use_of_the_command_line_is_told_in_dutch(data_dir, tmp_path, capsys):
    assert main(["workbook", "import", str(tmp_path / "niets.xlsx"), "--data", str(data_dir)]) == 2
    assert "niets.xlsx bestaat niet; noem een Excel-werkmap (.xlsx)." in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["workbook"])
    assert stop.value.code == 2 and "dit ontbreekt: OPDRACHT" in capsys.readouterr().err
