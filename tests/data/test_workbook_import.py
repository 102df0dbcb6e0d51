"""A workbook as people hand it in is read, or every fault in it is named by sheet, row and heading; it is all or nothing."""

import csv
import datetime
import shutil
from pathlib import Path

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from analysis.data import FigureErrors
from analysis.data.workbook.cells import read_value
from analysis.data.workbook.exporting import export_workbook
from analysis.data.workbook.importing import import_workbook
from analysis.data.workbook.text import Unreadable
from workbooks import BASE, CYCLE, SHEETS, cell, contents, copy_of, edit, place, put, sheet


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("werkmap") / "werkmap.xlsx"
    export_workbook(path, CYCLE, BASE)
    return path


@pytest.fixture
def hand_in(tmp_path, exported):
    """Change a fresh export with the given hands and import it; gives what was imported and the figures."""
    data_dir, path = copy_of(BASE, tmp_path / "data"), tmp_path / "werkmap.xlsx"
    shutil.copy(exported, path)

    def run(*changes):
        for change in changes:
            edit(path, change)
        return import_workbook(path, CYCLE, data_dir)

    run.folder, run.path, run.data_dir = data_dir / "cycles" / CYCLE, path, data_dir
    return run


def table(folder: Path, name: str) -> list[dict]:
    """The rows of a CSV file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refused(hand_in, *changes) -> list[tuple]:
    """Import and expect a refusal that leaves every file as it was; give the faults without the advice."""
    before = contents(hand_in.data_dir)
    with pytest.raises(FigureErrors) as refusal:
        hand_in(*changes)
    assert contents(hand_in.data_dir) == before
    assert all(fault.found and fault.allowed for fault in refusal.value.faults)
    return [(fault.file, fault.row, fault.column, fault.found) for fault in refusal.value.faults]


# --- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (1250.5, "1250.5"),
        (650.0, "650"),
        (0.1 + 0.2, "0.3"),
        ("650", "650"),
        ("12,5", "12.5"),
        ("€ 1.200", "1200"),
        ("€1.200,50", "1200.5"),
        ("-€ 1.200", "-1200"),
        ("€ -1.200", "-1200"),
        ("\u2212650", "-650"),
        ("1.200,50", "1200.5"),
        ("1 200", "1200"),
        ("1\u00a0200\u00a0", "1200"),
        ("€ 1.250.000,-", "1250000"),
        ("1.200 euro", "1200"),
        ("0,125", "0.125"),
    ],
)
def test_numbers_as_people_type_them(hand_in, typed, read):
    hand_in(put("budget", "amount_eur", 3, typed), put("efforts", "amount_eur", 2, None))
    assert table(hand_in.folder, "budget")[1]["amount_eur"] == read


@pytest.mark.parametrize(
    "typed",
    ["12.5", "1.2000", "1,200", "1,200,000", "0.125", "ca. 1200", "1200 of 1300", "1e3", "12,5%", "1'200", "(1.200)", "½", "١٢٣", True,
     datetime.datetime(2020, 2, 1), datetime.time(12, 30), "--5", "9" * 500],
)  # fmt: skip
def test_numbers_that_can_be_read_in_two_ways_or_in_none_are_refused(hand_in, typed):
    (fault,) = refused(hand_in, put("budget", "amount_eur", 3, typed))
    assert fault[:3] == ("blad 'Bedragen'", 3, "Bedrag in euro") and fault[3].startswith("er staat '")


def test_a_decimal_point_in_text_is_refused_with_the_way_to_write_it(hand_in):
    with pytest.raises(
        FigureErrors, match="Bedrag in euro: er staat '12.5', schrijf een komma voor de decimalen: 12,5"
    ):
        hand_in(put("budget", "amount_eur", 3, "12.5"))


@pytest.mark.parametrize(("typed", "look"), [("12,5%", None), ("12,5 %", None), (0.125, "0.0%"), (12.5, 'General" %"')])
def test_a_percentage_is_what_one_sees(hand_in, typed, look):
    hand_in(put("indicator_targets", "target", 4, typed, look))
    assert table(hand_in.folder, "indicator_targets")[2]["target"] == "12.5"


@pytest.mark.parametrize(("typed", "look"), [("1.200%%", None), (1e300, "0%")])
def test_a_percentage_without_sense_is_refused(hand_in, typed, look):
    assert refused(hand_in, put("indicator_targets", "target", 4, typed, look))[0][:3] == (
        "blad 'Doelwaarden'",
        4,
        "Doelwaarde",
    )


@pytest.mark.parametrize("look", ["General", "0%"])
def test_a_number_of_hundreds_of_digits_is_refused(look):
    with pytest.raises(Unreadable):
        read_value(10**400, SHEETS["indicator_targets"].fields["target"], look)


def test_an_amount_of_money_is_no_percentage(hand_in):
    (fault,) = refused(hand_in, put("budget", "amount_eur", 3, 6.5, "0%"))
    assert fault == ("blad 'Bedragen'", 3, "Bedrag in euro", "er staat '650%'")


@pytest.mark.parametrize(("typed", "read"), [(2021.0, "2021"), ("2021", "2021"), (" 2021\u00a0", "2021")])
def test_a_whole_number_may_come_as_a_decimal_or_as_text(hand_in, typed, read):
    hand_in(put("budget", "year_to", 3, typed))
    assert table(hand_in.folder, "budget")[1]["year_to"] == read


def test_a_broken_year_is_refused(hand_in):
    assert refused(hand_in, put("budget", "year_to", 3, 2020.5)) == [
        ("blad 'Bedragen'", 3, "Jaar tot en met", "er staat '2020,5'")
    ]


@pytest.mark.parametrize("word", ["n.t.b.", "ntb", "p.m.", "PM", "Onbekend", "nader te bepalen"])
def test_a_word_for_unknown_becomes_the_note(hand_in, word):
    hand_in(put("budget", "amount_eur", 4, word), put("statistics", "value", 2, f" {word} "))
    row = table(hand_in.folder, "budget")[2]
    assert (row["amount_eur"], row["note"]) == ("", word)
    assert table(hand_in.folder, "statistics")[0]["note"] == word


def test_a_dash_is_unknown_too_and_the_note_says_that_it_stood_there(hand_in):
    hand_in(put("budget", "amount_eur", 4, "-"))
    row = table(hand_in.folder, "budget")[2]
    assert (row["amount_eur"], row["note"]) == ("", "in de werkmap stond '-'")


def test_a_note_that_is_there_stays(hand_in):
    hand_in(put("budget", "amount_eur", 4, "p.m."), put("budget", "note", 4, "de offerte volgt"))
    assert table(hand_in.folder, "budget")[2]["note"] == "de offerte volgt"


def test_a_year_cannot_be_unknown(hand_in):
    assert refused(hand_in, put("budget", "year_from", 4, "n.t.b.")) == [
        ("blad 'Bedragen'", 4, "Jaar van", "er staat 'n.t.b.'")
    ]


@pytest.mark.parametrize(
    "typed",
    [datetime.datetime(2020, 6, 3), datetime.date(2020, 6, 3), "2020-06-03", "03-06-2020", "3-6-2020", "03/06/2020", "3 juni 2020",
     "3 jun. 2020", " 3  Juni\u00a02020 "],
)  # fmt: skip
def test_dates_as_people_type_them(hand_in, typed):
    hand_in(put("observations", "date", 2, typed))
    assert table(hand_in.folder, "observations")[0]["date"] == "2020-06-03"


@pytest.mark.parametrize(
    "typed",
    ["03-06-20", "3/6/20", "06/30/2020", "31-06-2020", "juni 2020", 2020, 43985, "3 june 2020", "2020-6-3", True,
     datetime.datetime(2020, 6, 3, 14, 5), datetime.time(3, 6)],
)  # fmt: skip
def test_dates_that_are_not_complete_are_refused(hand_in, typed):
    (fault,) = refused(hand_in, put("observations", "date", 2, typed, None if hasattr(typed, "hour") else "General"))
    assert fault[:3] == ("blad 'Metingen'", 2, "Datum")


def test_a_year_typed_in_a_cell_for_dates_is_refused(hand_in):
    assert refused(hand_in, put("observations", "date", 2, 2020)) == [
        ("blad 'Metingen'", 2, "Datum", "er staat '12-07-1905'")
    ]
    hand_in(put("observations", "date", 2, "12-07-1905"))
    assert table(hand_in.folder, "observations")[0]["date"] == "1905-07-12"
    export_workbook(hand_in.path, CYCLE, hand_in.data_dir)
    assert hand_in().changes == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [("ja", "true"), ("JA", "true"), ("waar", "true"), (True, "true"), ("TRUE", "true"), ("nee", "false"), ("Onwaar", "false"), (False, "false"), (1, "true"), (0.0, "false")],
)  # fmt: skip
def test_yes_and_no(hand_in, typed, read):
    hand_in(put("milestones", "realised", 2, typed))
    assert table(hand_in.folder, "milestones")[0]["realised"] == read


@pytest.mark.parametrize("typed", ["DEKKING", " dekking ", "funding", "Funding"])
def test_labels_and_codes_of_a_closed_list_whatever_the_capitals(hand_in, typed):
    assert hand_in(put("budget", "side", 2, typed)).changes == []


@pytest.mark.parametrize(("table_", "column", "typed"), [("budget", "side", "inkomsten"), ("budget", "side", 3), ("capacity", "known", "?"), ("capacity", "known", 2)])  # fmt: skip
def test_other_words_are_refused_with_the_choices(hand_in, table_, column, typed):
    with pytest.raises(FigureErrors, match="kies uit: dekking, besteding|toegestaan is ja of nee") as refusal:
        hand_in(put(table_, column, 2, typed))
    assert len(refusal.value.faults) == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [(2019, "2019"), (2019.0, "2019"), (12.5, "12,5"), ("  Parken \u00a0", "Parken"), ("een\r\ntwee_x000D_\ndrie", "een\ntwee\ndrie"),
     ("=1+1 is tekst'", "=1+1 is tekst'"), ("harde\u00a0spatie", "harde\u00a0spatie")],
)  # fmt: skip
def test_text(hand_in, typed, read):
    def change(book):
        here = cell(book, "budget", "note", 3)
        here.value = typed
        here.data_type = "s" if isinstance(typed, str) else here.data_type

    hand_in(change)
    assert table(hand_in.folder, "budget")[1]["note"] == read


@pytest.mark.parametrize("typed", [datetime.datetime(2020, 2, 1), True, datetime.time(1, 2)])
def test_text_that_excel_turned_into_something_else_is_refused(hand_in, typed):
    assert refused(hand_in, put("budget", "section", 3, typed))[0][:3] == ("blad 'Bedragen'", 3, "Plaats in de bron")


# --- formulas --------------------------------------------------------------------------------------------------------


def with_outcome(path: Path, formula: str, outcome: str) -> None:
    """Give a formula its saved outcome, which openpyxl cannot write."""
    import zipfile

    parts = {}
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            parts[name] = packed.read(name)
    hits = 0
    for name, text in parts.items():
        start = text.find(f"<f>{formula}</f>".encode())
        if name.startswith("xl/worksheets/") and start >= 0:
            opening = text.rfind(b"<c ", 0, start)
            head, tail = text[:opening], text[opening:]
            kind = b"" if outcome.replace(".", "").isdigit() else b' t="e"' if outcome.startswith("#") else b' t="str"'
            tail = tail.replace(b">", kind + b">", 1)
            tail = tail.replace(f"<f>{formula}</f><v/>".encode(), f"<f>{formula}</f><v>{outcome}</v>".encode(), 1)
            tail = tail.replace(f"<f>{formula}</f><v />".encode(), f"<f>{formula}</f><v>{outcome}</v>".encode(), 1)
            parts[name], hits = head + tail, hits + 1
    assert hits == 1
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


@pytest.mark.parametrize(
    ("column", "outcome", "read"), [("amount_eur", "650", "650"), ("note", "zie tabel", "zie tabel"), ("note", "", "")]
)
def test_the_outcome_of_a_formula_is_read(hand_in, column, outcome, read):
    edit(hand_in.path, put("budget", column, 4, "=E2+1"))
    with_outcome(hand_in.path, "E2+1", outcome)
    hand_in()
    assert table(hand_in.folder, "budget")[2][column] == read


@pytest.mark.parametrize("formula", ["=E2+1", ArrayFormula("G4", "=SUM(E2:E3)")], ids=["plain", "array"])
def test_a_formula_without_a_saved_outcome_is_refused(hand_in, formula):
    ((*where, found),) = refused(hand_in, put("budget", "amount_eur", 4, formula))
    assert where == ["blad 'Bedragen'", 4, "Bedrag in euro"] and "een formule zonder bewaarde uitkomst" in found


def test_an_error_value_is_refused(hand_in):
    edit(hand_in.path, put("budget", "amount_eur", 4, "=1/0"))
    with_outcome(hand_in.path, "1/0", "#DIV/0!")
    assert refused(hand_in) == [("blad 'Bedragen'", 4, "Bedrag in euro", "er staat de foutwaarde #DIV/0!")]
    assert refused(hand_in, put("budget", "section", 4, "#REF!"))[1:] == [
        ("blad 'Bedragen'", 4, "Plaats in de bron", "er staat de foutwaarde #REF!")
    ]


# --- columns and rows ------------------------------------------------------------------------------------------------


def move_first_column_last(book):
    place_ = sheet(book, "budget")
    for row in place_.iter_rows():
        row[0].parent.cell(row[0].row, len(row) + 1, row[0].value)
    place_.delete_cols(1)


def test_moved_columns_are_found_by_their_headings(hand_in):
    assert hand_in(move_first_column_last).changes == []


@pytest.mark.parametrize("heading", ["  bedrag IN\neuro ", "Bedrag\u00a0in euro", "amount_eur", "Amount_EUR"])
def test_headings_are_known_by_title_or_code_whatever_the_capitals_and_spaces(hand_in, heading):
    assert hand_in(put("budget", "amount_eur", 1, heading)).changes == []


def test_an_extra_column_is_passed_over_and_named(hand_in):
    def add(book):
        place_ = sheet(book, "budget")
        at = place_.max_column + 2  # with an empty column before it
        place_.cell(1, at, "Eigen aantekening")
        place_.cell(2, at, "bellen")
        place_.cell(30, at, "los")

    done = hand_in(add)
    assert done.changes == [] and done.remarks == [
        "Overgeslagen: blad 'Bedragen': kolom 'Eigen aantekening' hoort niet bij de tabel."
    ]


def drop(table_, column):
    return lambda book: sheet(book, table_).delete_cols(place(book, table_, column))


def test_an_optional_column_that_holds_nothing_may_be_missing(hand_in):
    assert hand_in(drop("budget", "amount_max_eur"), drop("goals", "note")).changes == []


def test_an_optional_column_that_holds_figures_may_not(hand_in):
    assert refused(hand_in, drop("budget", "note")) == [("blad 'Bedragen'", 1, "Toelichting", "de kolom ontbreekt")]


def test_every_missing_required_column_is_named(hand_in):
    assert refused(hand_in, drop("budget", "post"), drop("budget", "year_to"), drop("goals", "goal")) == [
        ("blad 'Bedragen'", 1, "Jaar tot en met", "de kolom ontbreekt"),
        ("blad 'Bedragen'", 1, "Post", "de kolom ontbreekt"),
        ("blad 'Doelen'", 1, "Doel", "de kolom ontbreekt"),
    ]


def test_a_misspelt_heading_of_an_empty_column_is_not_taken_for_an_extra_one(hand_in):
    with pytest.raises(
        FigureErrors,
        match="Bovengrens in euro: de kolom ontbreekt, .*deze koppen zijn niet bekend: 'Bovengrns in euro'",
    ):
        hand_in(put("budget", "amount_max_eur", 1, "Bovengrns in euro"))


def test_a_heading_that_stands_twice_is_refused(hand_in):
    assert refused(hand_in, put("budget", "note", 1, "bedrag in euro")) == [
        ("blad 'Bedragen'", 1, "Toelichting", "de kolom ontbreekt"),
        ("blad 'Bedragen'", 1, "bedrag in euro", "deze kop staat er twee keer (ook 'Bedrag in euro')"),
    ]


def test_a_column_that_the_file_did_not_have_comes_once_it_is_filled(hand_in):
    path = hand_in.folder / "risks.csv"
    rows = [{key: value for key, value in row.items() if key != "note"} for row in table(hand_in.folder, "risks")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    before = path.read_bytes()
    export_workbook(hand_in.path, CYCLE, hand_in.data_dir)
    assert hand_in().changes == [] and path.read_bytes() == before
    hand_in(put("risks", "note", 3, "nieuw"))
    assert path.read_bytes().splitlines()[0] == before.splitlines()[0] + b",note"
    assert [row["note"] for row in table(hand_in.folder, "risks")] == ["", "nieuw"]


def test_a_table_without_a_file_gets_one_when_it_is_filled(hand_in):
    def fill(book):
        for column, value in {"unit": "AP", "hours_per_week": 400, "year": 2020, "source": "begroting"}.items():
            cell(book, "unit_supply", column, 2).value = value

    done = hand_in(fill)
    assert (hand_in.folder / "unit_supply.csv").read_text(encoding="utf-8") == (
        "unit,hours_per_week,year,source\nAP,400,2020,begroting\n"
    )
    assert [change.file for change in done.changes] == ["unit_supply.csv"]


def insert_empty_rows(book):
    sheet(book, "budget").insert_rows(3)
    sheet(book, "budget").cell(3, 2).value = "  "
    sheet(book, "goals").insert_rows(1, 2)


def test_empty_rows_are_passed_over_and_faults_still_name_the_row_of_the_sheet(hand_in):
    assert hand_in(insert_empty_rows).changes == []
    assert refused(hand_in, put("budget", "source", 5, "onbekend")) == [
        ("blad 'Bedragen'", 5, "Bron", "er staat 'onbekend'")
    ]


def test_a_title_above_the_headings_is_passed_over(hand_in):
    def add(book):
        sheet(book, "goals").insert_rows(1)
        sheet(book, "goals").cell(1, 1).value = "Doelen, versie van Jan"
        sheet(book, "goals").merge_cells("A1:D1")

    assert hand_in(add).changes == []


def test_hidden_rows_and_columns_are_read_too(hand_in):
    def hide(book):
        cell(book, "budget", "post", 4).value = "Perken"
        sheet(book, "budget").row_dimensions[4].hidden = True
        sheet(book, "budget").column_dimensions["C"].hidden = True
        sheet(book, "budget").auto_filter.add_filter_column(2, ["Bomen"])
        cell(book, "budget_stated", "scope", 2).value = "Bomen ; Perken"

    hand_in(hide)
    assert table(hand_in.folder, "budget")[2]["post"] == "Perken"


@pytest.mark.parametrize(("area", "heading"), [("C3:C4", "Post"), ("A2:B2", "Programma"), ("Q4:S9", "Bron")])
def test_merged_cells_are_refused_with_their_range(hand_in, area, heading):
    assert refused(hand_in, lambda book: sheet(book, "budget").merge_cells(area))[0] == (
        "blad 'Bedragen'",
        int(area[1]),
        heading,
        f"de cellen {area} zijn samengevoegd",
    )


def test_merged_cells_outside_the_table_do_no_harm(hand_in):
    assert hand_in(lambda book: sheet(book, "budget").merge_cells("T2:U5")).changes == []


# --- sheets ----------------------------------------------------------------------------------------------------------


def rename(table_, name):
    def change(book):
        place_ = sheet(book, table_)
        for defined in book.defined_names.values():  # what Excel does by itself
            defined.value = defined.value.replace(f"'{place_.title}'!", f"'{name}'!")
        place_.title = name

    return change


def test_a_renamed_sheet_is_known_by_its_mark_and_faults_bear_its_name(hand_in):
    assert hand_in(rename("budget", "Geld 2020")).changes == []
    change = edit(hand_in.path, lambda book: setattr(book["Geld 2020"].cell(2, 7), "value", "veel"))
    assert refused(hand_in) == [("blad 'Geld 2020'", 2, "Bedrag in euro", "er staat 'veel'")] and change


def test_a_renamed_sheet_without_a_mark_is_known_by_its_headings(hand_in):
    def forget(book):
        book.defined_names.clear()
        for table_, sheet_ in SHEETS.items():
            book[sheet_.name].title = f"blad {list(SHEETS).index(table_)}"

    assert hand_in(forget).changes == []


def test_two_sheets_for_one_table_are_refused(hand_in):
    def double(book):
        rename("budget", "Bedragen oud")(book)
        book.copy_worksheet(book["Bedragen oud"]).title = "Bedragen"

    assert refused(hand_in, double) == [
        ("blad 'Bedragen'", 0, "", "ook blad 'Bedragen oud' is dat van de tabel Bedragen")
    ]


def test_an_unknown_sheet_is_passed_over_and_named(hand_in):
    def add(book):
        book.create_sheet("Kladblad")["A1"] = "iets"
        book.create_sheet("Leeg")
        book.copy_worksheet(sheet(book, "budget")).title = "Bedragen (2)"

    done = hand_in(add)
    assert done.changes == []
    assert done.remarks == [
        f"Overgeslagen: blad '{name}' hoort bij geen tabel." for name in ("Kladblad", "Bedragen (2)")
    ]


def test_a_missing_sheet_is_refused_only_if_its_figures_would_be_lost(hand_in):
    assert hand_in(lambda book: book.remove(sheet(book, "unit_supply"))).changes == []
    assert refused(
        hand_in, *(lambda book, each=each: book.remove(sheet(book, each)) for each in ("risks", "goals"))
    ) == [
        ("blad 'Doelen'", 0, "", "het blad ontbreekt"),
        ("blad 'Risico's'", 0, "", "het blad ontbreekt"),
    ]


def test_the_guide_and_the_lists_may_go(hand_in):
    def remove(book):
        for name in ("Uitleg", "Lijsten"):
            book.remove(book[name])

    done = hand_in(remove)
    assert done.changes == [] and done.remarks == []


def test_a_sheet_that_goes_on_without_end_is_refused(hand_in):
    (fault,) = refused(hand_in, lambda book: sheet(book, "goals").cell(300_000, 1, "x"))
    assert fault == ("blad 'Doelen'", 300_000, "", "het blad loopt door tot rij 300000")


# --- rules over the tables ---------------------------------------------------------------------------------------------


def test_the_rules_of_the_figures_speak_the_words_of_the_workbook(hand_in):
    with pytest.raises(FigureErrors) as refusal:
        hand_in(
            put("budget", "year_to", 2, 2019),
            put("budget", "note", 5, None),
            put("goals", "source", 2, "niets"),
            put("capacity", "known", 2, "nee"),
            put("indicator_targets", "status", 2, "nog te bepalen"),
            put("observations", "date", 2, datetime.date(2020, 7, 1)),
            put("cycle", "previous_cycle", 2, "2018-begroting"),
            put("cycle", "cycle", 2, "2021-begroting"),
        )
    assert [str(fault) for fault in refusal.value.faults] == [
        "blad 'Bedragen', rij 2: Jaar tot en met: er staat '2019', toegestaan is 2020 ('Jaar van') of hoger",
        "blad 'Bedragen', rij 5: Toelichting: de cel is leeg, bij een leeg getal ('Bedrag in euro') zegt de toelichting waarom het onbekend is",
        "blad 'Capaciteit', rij 2: Toelichting: de cel is leeg, bij 'Uren bekend' 'nee' zegt de toelichting wat de bron geeft, zoals p.m.",
        "blad 'Capaciteit', rij 2: Uren (minimum): er staat '24', bij 'Uren bekend' 'nee' blijft het aantal leeg",
        "blad 'Cyclus', rij 2: Cyclus: er staat '2021-begroting', de naam is die van de map: 2020-begroting; is het de werkmap van een andere cyclus, noem die dan met --cycle",
        "blad 'Cyclus', rij 2: Vorige cyclus: er staat '2018-begroting', toegestaan is leeg",
        "blad 'Doelen', rij 2: Bron: er staat 'niets', toegestaan is: begroting",
        "blad 'Doelwaarden', rij 2: Status: er staat 'nog te bepalen', er is een doelwaarde ingevuld: 'vastgesteld'",
        "blad 'Metingen', rij 2: Datum: er staat 01-07-2020, toegestaan is een datum tot en met de peildatum 30-06-2020",
    ]  # fmt: skip


def test_faults_of_every_kind_are_told_at_once_and_what_follows_from_them_is_not(hand_in):
    def twice(book):
        for at, value in enumerate([each.value for each in sheet(book, "risks")[3]], start=1):
            sheet(book, "risks").cell(6, at, value)

    assert refused(
        hand_in,
        twice,
        put("budget", "amount_eur", 2, "veel"),
        put("budget", "source", 2, "niets"),
        put("budget", "source", 3, None),
    ) == [
        ("blad 'Bedragen'", 2, "Bedrag in euro", "er staat 'veel'"),
        ("blad 'Bedragen'", 2, "Bron", "er staat 'niets'"),
        ("blad 'Bedragen'", 3, "Bron", "de cel is leeg"),
        ("blad 'Risico's'", 6, "", "de sleutel is dezelfde als die van rij 3"),
    ]
