"""Two hundred mutated workbooks and CSV files: the same figures, only what was typed, or located errors; never anything else.

The mutations are drawn with fixed seeds. A *harmless* one is what people do to a workbook without meaning anything by
it: the figures stay the same, to the byte. Any other is either refused, and then every file is as it was, or taken, and
then nothing differs but the cell or row it was about.
"""

import csv
import io
import random
import shutil

import pytest
from openpyxl.utils import get_column_letter

from analysis.data import FigureErrors, load_cycle
from analysis.data.workbook.exporting import export_workbook
from analysis.data.workbook.importing import import_workbook
from analysis.errors import WrongUse
from workbooks import BASE, CYCLE, SHEETS, contents, copy_of, edit

WORKBOOKS, FILES = 130, 70
TABLES = [table for table in SHEETS if (BASE / "cycles" / CYCLE / f"{table}.csv").exists()]
JUNK = [
    "", " ", "=1+1", "=CONCAT(A1)", "#REF!", "@SUM(A1)", "-", "p.m.", "n.t.b.", "12.5", "1,200", "€ 1.200", "12,5%", "1e999",
    "9" * 400, "x" * 33_000, "\u202eomgekeerd", "\u200b", "a\u0301\u0302", "\ud7ff\ue000", "𝄞" * 50, "١٢٣", "½", "2020-02-30",
    "30-06-20", "00-00-0000", "ja", "nee", "True", "None", "nan", "inf", "-0", "0x10", "jan@voorbeeld.nl", "06-12345678",
    "<b>vet</b>", "{{alles}}", "'; DROP TABLE", "../../etc", "C:\\map", "a\nb\r\nc", "_x0000_", "_x000D_", '"', ",", ";",
]  # fmt: skip
VALUES = [0, -1, 7, 2020, 2020.0, 2.5, 1e15, 1e300, True, False, None]


# --- hands that change a workbook: each gives the table and the rows or cells that it is about --------------------------


def _spot(book, rng):
    """Pick a cell with figures."""
    place = book[SHEETS[rng.choice(TABLES)].name]
    return place, rng.randint(2, place.max_row), rng.randint(1, place.max_column)


def move_columns(book, rng):
    place, _, at = _spot(book, rng)
    other = rng.randint(1, place.max_column)
    for row in range(1, place.max_row + 1):
        one, two = place.cell(row, at), place.cell(row, other)
        one.value, two.value = two.value, one.value
        one.number_format, two.number_format = two.number_format, one.number_format


def add_empty_rows(book, rng):
    place, row, _ = _spot(book, rng)
    place.insert_rows(row, rng.randint(1, 3))


def add_empty_row_on_top(book, rng):
    _spot(book, rng)[0].insert_rows(1)


def rename_sheet(book, rng):
    place, title = _spot(book, rng)[0], rng.choice(["Nieuw", "2020", "Blad één", "a'b", "x" * 31])
    if rng.random() < 0.5:
        book.defined_names.clear()
    for name in book.defined_names.values():
        name.value = name.value.replace(
            f"'{place.title.replace(chr(39), chr(39) * 2)}'!", "'" + title.replace("'", "''") + "'!"
        )
    place.title = title


def add_column(book, rng):
    place, row, at = _spot(book, rng)
    place.insert_cols(at)
    place.cell(1, at, rng.choice(["Eigen kolom", "x", "2020"]))
    place.cell(row, at, rng.choice(JUNK))


def add_sheet(book, rng):
    book.create_sheet("Kladblad", rng.randint(0, 5)).cell(1, 1, rng.choice(JUNK))


def add_spaces(book, rng):
    for _ in range(5):
        place, row, at = _spot(book, rng)
        here = place.cell(row, at)
        if isinstance(here.value, str):
            here.value = rng.choice([" ", "\u00a0", "\n"]) + here.value + rng.choice(["  ", "\u00a0", "\r\n"])
            here.data_type = "s"


def type_as_text(book, rng):
    for _ in range(8):
        place, row, at = _spot(book, rng)
        value = place.cell(row, at).value
        if hasattr(value, "strftime"):
            place.cell(row, at).value = value.strftime(rng.choice(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]))
        elif isinstance(value, (int, float)):
            place.cell(row, at).value = str(value).replace(".", ",")


def use_codes_and_capitals(book, rng):
    for _ in range(8):
        table = rng.choice(TABLES)
        place, row = book[SHEETS[table].name], 2
        for at, field in enumerate(SHEETS[table].fields.values(), start=1):
            value = place.cell(row, at).value
            for each in field.get("categories", ()):
                if value == each["label"]:
                    place.cell(row, at).value = rng.choice([each["value"], each["label"].upper()])
            if field["type"] == "boolean" and value in ("ja", "nee"):
                place.cell(row, at).value = rng.choice(
                    [value == "ja", value.upper(), {"ja": "waar", "nee": "onwaar"}[value]]
                )


def retype_heading(book, rng):
    place, _, at = _spot(book, rng)
    place.cell(1, at).value = rng.choice([str.upper, str.lower, "  {} ".format])(place.cell(1, at).value)


def hide_and_shuffle(book, rng):
    place, row, at = _spot(book, rng)
    place.row_dimensions[row].hidden = place.column_dimensions[get_column_letter(at)].hidden = True
    place.sheet_state = "hidden"
    book.move_sheet(place, rng.randint(-5, 5))


HARMLESS = [move_columns, add_empty_rows, add_empty_row_on_top, rename_sheet, add_column, add_sheet, add_spaces,
            type_as_text, use_codes_and_capitals, retype_heading, hide_and_shuffle]  # fmt: skip


def put_junk(book, rng):
    place, row, at = _spot(book, rng)
    here = place.cell(row, at)
    here.value = rng.choice(JUNK)
    if rng.random() < 0.7 and here.value is not None:
        here.data_type = "s"
    return place.title, row


def put_value(book, rng):
    place, row, at = _spot(book, rng)
    place.cell(row, at).value = rng.choice(VALUES)
    if rng.random() < 0.3:
        place.cell(row, at).number_format = rng.choice(["0%", "dd-mm-yyyy", "h:mm", "@"])
    return place.title, row


def copy_cell(book, rng):
    (source, row, at), (place, other, to) = _spot(book, rng), _spot(book, rng)
    place.cell(other, to).value = source.cell(row, at).value
    return place.title, other


def delete_row(book, rng):
    place, row, _ = _spot(book, rng)
    place.delete_rows(row)
    return place.title, row


def type_new_row(book, rng):
    place, row, at = _spot(book, rng)
    place.cell(place.max_row + 1, at).value = rng.choice(JUNK)
    return place.title, place.max_row


def repeat_row(book, rng):
    place, row, _ = _spot(book, rng)
    place.append([each.value for each in place[row]])
    return None


def delete_column(book, rng):
    place, _, at = _spot(book, rng)
    place.delete_cols(at)
    return None


def retitle_column(book, rng):
    place, _, at = _spot(book, rng)
    place.cell(1, at).value = rng.choice([*JUNK, "Bedrg in euro", "Toelichting", "Bron", None])
    return None


def merge(book, rng):
    place, row, at = _spot(book, rng)
    place.merge_cells(
        start_row=row, start_column=at, end_row=row + rng.randint(0, 2), end_column=at + rng.randint(1, 2)
    )
    return None


def delete_sheet(book, rng):
    book.remove(_spot(book, rng)[0])
    return None


def put_formula(book, rng):
    place, row, at = _spot(book, rng)
    place.cell(row, at).value = rng.choice(["=A1", "=1/0", "=SUM(A1:A9)", "={1}"])
    return None


CHANGING = [put_junk, put_junk, put_junk, put_value, put_value, copy_cell, delete_row, type_new_row, repeat_row,
            delete_column, retitle_column, merge, delete_sheet, put_formula]  # fmt: skip


# --- the tests -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("werkmap") / "werkmap.xlsx"
    export_workbook(path, CYCLE, BASE)
    return path


def located(error: FigureErrors) -> bool:
    """Whether every fault says where it is, what stands there and what is allowed, on one line."""
    return bool(error.faults) and all(
        each.file and each.found and each.allowed and "\n" not in str(each) for each in error.faults
    )


def rows_of(files: dict[str, bytes]) -> dict[str, list[str]]:
    """The rows of every CSV file, one text a row."""
    return {
        name: [repr(row) for row in csv.reader(io.StringIO(text.decode("utf-8"), newline=""))]
        for name, text in files.items()
        if name.endswith(".csv")
    }


@pytest.mark.parametrize("seed", range(WORKBOOKS))
def test_a_mutated_workbook(exported, tmp_path, seed):
    rng = random.Random(seed)
    hand = HARMLESS[seed % len(HARMLESS)] if seed % 3 == 0 else CHANGING[seed % len(CHANGING)]
    data_dir, path, about = copy_of(BASE, tmp_path / "data"), tmp_path / "werkmap.xlsx", []
    shutil.copy(exported, path)
    edit(path, lambda book: about.append(hand(book, rng)))
    before = contents(data_dir)
    try:
        import_workbook(path, CYCLE, data_dir)
    except FigureErrors as error:
        assert contents(data_dir) == before
        assert hand not in HARMLESS, error
        assert located(error)
        return
    if hand in HARMLESS or about == [None]:
        assert contents(data_dir) == before
        return
    load_cycle(CYCLE, data_dir)
    old, new = rows_of(before), rows_of(contents(data_dir))
    ((title, row),) = about
    (file,) = [f"cycles/{CYCLE}/{table}.csv" for table in SHEETS if SHEETS[table].name == title]
    assert {name for name in old if old[name] != new.get(name)} <= {file}
    kept = [each for number, each in enumerate(old[file], start=1) if number != row]
    assert [each for each in new[file] if each in kept] == kept and len(new[file]) - len(kept) <= 1


def mutate_text(text: str, rng: random.Random) -> bytes:
    """Change a CSV file as an editor, another spreadsheet or an accident would."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    row, at = rng.randrange(len(rows)), rng.randrange(len(rows[0]))
    match rng.randrange(12):
        case 0 | 1 | 2:
            rows[row][at] = rng.choice(JUNK)
        case 3:
            other = rng.randrange(len(rows[0]))
            for each in rows:
                each[at], each[other] = each[other], each[at]
        case 4:
            del rows[row][at]
        case 5:
            rows.append(list(rows[row]))
        case 6:
            del rows[row]
        case 7:
            rows.insert(row, rng.choice([[], [""] * len(rows[0]), ["x"]]))
        case 8:
            for each in rows:
                del each[at]
        case 9:
            return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        case 10:
            raw = bytearray(text.encode())
            for _ in range(rng.randint(1, 4)):
                raw[rng.randrange(len(raw))] = rng.randrange(256)
            return bytes(raw)
        case 11:
            return text.replace(",", rng.choice([";", "\t", ",,"])).encode()
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("seed", range(FILES))
def test_a_mutated_csv_file(tmp_path, seed):
    rng = random.Random(1000 + seed)
    data_dir, path = copy_of(BASE, tmp_path / "data"), tmp_path / "werkmap.xlsx"
    file = data_dir / "cycles" / CYCLE / f"{TABLES[seed % len(TABLES)]}.csv"
    file.write_bytes(mutate_text(file.read_text(encoding="utf-8"), rng))
    before, valid = contents(data_dir), True
    try:
        load_cycle(CYCLE, data_dir)
    except (FigureErrors, WrongUse) as error:
        assert not isinstance(error, FigureErrors) or located(error)
        valid = False
    try:
        export_workbook(path, CYCLE, data_dir)
        assert import_workbook(path, CYCLE, data_dir).changes == [] or not valid
    except (FigureErrors, WrongUse) as error:
        assert not isinstance(error, FigureErrors) or located(error)
        assert not valid or "in Excel past tekst" in str(error), error  # a cell of Excel holds 32,767 signs
    if valid:
        assert contents(data_dir) == before
    else:  # what Excel mended is valid; otherwise nothing was written
        assert contents(data_dir) == before or load_cycle(CYCLE, data_dir)
