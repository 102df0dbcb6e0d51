"""How the sheets of a workbook look and help: colours, widths, number formats, notes and drop-downs."""

import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data.cells import PLAIN
from analysis.data.workbook.sheets import LISTS, Sheet
from analysis.data.workbook.text import worded

#: Drop-downs and lists reach so many rows below the last one, for the rows that will be added.
ROOM = 2000
NARROW, WIDEST = 10, 60
#: Height of a line in points, and how many lines of long text show before one has to open the cell.
LINE_HEIGHT, MOST_LINES = 15, 8
LETTER, BLUE, PALE, INK = "Calibri", "1F4E79", "DDEBF7", "1F2A36"
#: A column that has to be filled is bold on dark blue, one that may stay empty is not; the note says it in words.
REQUIRED = {"fill": PatternFill("solid", start_color=BLUE), "font": Font(name=LETTER, bold=True, color="FFFFFF")}
OPTIONAL = {"fill": PatternFill("solid", start_color=PALE), "font": Font(name=LETTER, color=INK)}
LINE = Border(bottom=Side(style="thin", color=BLUE))
#: What the descriptions of the columns call by its way in a CSV file.
IN_A_SHEET = {"true": "ja", "false": "nee", "jjjj-mm-dd": "dd-mm-jjjj"}
DATE, MONEY, CENTS, TEXT, GENERAL = "dd-mm-yyyy", "#,##0", "#,##0.00", "@", "General"


def number_format(field: dict, raw: str = "") -> str:
    """Choose how Excel shows a column: text stays as typed, money gets its thousands, cents only where there are any."""
    if field["type"] in ("integer", "number"):
        if not field["name"].endswith("_eur"):
            return GENERAL
        return CENTS if "." in raw and raw.rstrip("0")[-1] != "." else MONEY
    return DATE if field["type"] == "date" else TEXT


class Looks:
    """How the cells with figures of one workbook look; cells that look the same share it, which is many times as fast.

    They share the very same object, for there are many: a cell that has its look is not to be given another one.
    """

    def __init__(self):
        self._known = {}

    def give(self, cell: Cell, number_format: str, wrap: bool, typed: bool = False) -> None:
        """Give a cell its look.

        Parameters
        ----------
        cell : openpyxl.cell.cell.Cell
            The cell.
        number_format : str
            How its value is written.
        wrap : bool
            Whether long text goes on below.
        typed : bool
            Whether what stands there is text whatever it looks like, also once someone has edited it.
        """
        look = number_format, wrap, typed
        if look not in self._known:  # openpyxl compares every font, fill and alignment with all it knows, for each cell
            cell.number_format, cell.quotePrefix = number_format, typed
            cell.alignment = Alignment(wrap_text=wrap, vertical="top")
            self._known[look] = cell._style
        cell._style = self._known[look]


def head(cell: Cell, field: dict, note: str) -> None:
    """Make the heading of a column."""
    look = REQUIRED if required(field) else OPTIONAL
    cell.fill, cell.font, cell.border = look["fill"], look["font"], LINE
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.comment = Comment(
        note, "Programmaboek", width=340, height=30 + 19 * sum(1 + len(line) // 48 for line in note.split("\n"))
    )


def required(field: dict) -> bool:
    """Tell whether a cell of a column has to be filled."""
    return bool(field.get("constraints", {}).get("required")) and "default" not in field


def note(sheet: Sheet, column: str, wanted: dict[str, Sheet]) -> str:
    """Describe a column: what it means, whether it has to be filled, what may stand there."""
    field = sheet.fields[column]
    about = re.sub(
        r"\b(true|false|jjjj-mm-dd)\b", lambda word: IN_A_SHEET[word[1]], field.get("description", field["title"])
    )
    lines = [about, "Verplicht." if required(field) else "Mag leeg blijven."]
    if "default" in field:
        lines[-1] = f"Leeg betekent: {worded(_raw(field['default']), field)}."
    if column in sheet.schema["primaryKey"]:
        lines.append("Hoort bij de sleutel: samen met de andere sleutelkolommen komt elke waarde één keer voor.")
    if field.get("categories"):
        lines.append("Kies uit: " + ", ".join(each["label"] for each in field["categories"]) + ".")
    if field["type"] == "boolean":
        lines.append("Kies uit: ja, nee.")
    if field["type"] == "date":
        lines.append("Een datum, zoals 30-06-2020.")
    if column in sheet.references:
        table, target = sheet.references[column]
        lines.append(f"Kies uit de kolom '{wanted[table].headings[target]}' van blad '{wanted[table].name}'.")
    bounds = field.get("constraints", {})
    if "minimum" in bounds and bounds.get("maximum", 0) < 1_000_000:
        lines.append(
            f"Van {bounds['minimum']} tot en met {bounds['maximum']}."
            if "maximum" in bounds
            else f"Minstens {bounds['minimum']}."
        )
    return "\n".join(lines)


def dress(place: Worksheet, sheet: Sheet, count: int) -> None:
    """Freeze the headings, add the filter, set widths, formats of empty rows, and what a print looks like."""
    place.freeze_panes = "A2"
    place.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{count + 1}"
    rows = list(place.iter_rows(min_row=2, max_row=count + 1, max_col=len(sheet.headings), values_only=True))
    widths = []
    for at, (column, heading) in enumerate(sheet.headings.items(), start=1):
        lengths = sorted(len(str(row[at - 1] or "")) for row in rows)
        usual = lengths[int(0.9 * len(lengths))] if lengths else 0
        widths.append(min(max(NARROW, usual + 2, min(len(heading), 18) + 4), WIDEST))
        dimension = place.column_dimensions[get_column_letter(at)]
        dimension.width = widths[-1]
        dimension.number_format = number_format(sheet.fields[column])
        dimension.alignment = Alignment(wrap_text=sheet.fields[column]["type"] == "string", vertical="top")
    for number, row in enumerate(rows, start=2):
        lines = max(map(text_lines, row, widths))
        if lines > 1:  # a row of one line keeps growing by itself when someone types more
            place.row_dimensions[number].height = LINE_HEIGHT * min(lines, MOST_LINES)
    place.row_dimensions[1].height = 32
    place.sheet_view.zoomScale = 90
    place.page_setup.orientation, place.page_setup.paperSize = "landscape", place.PAPERSIZE_A4
    place.page_setup.fitToHeight, place.sheet_properties.pageSetUpPr.fitToPage = 0, True
    place.print_title_rows = "1:1"


def text_lines(value: object, width: float) -> int:
    """Estimate how many lines text takes in a column."""
    return sum(1 + len(line) // int(1.1 * width) for line in value.split("\n")) if isinstance(value, str) else 1


def add_choices(book: Workbook, wanted: dict[str, Sheet], counts: dict[str, int]) -> None:
    """Add the drop-downs: closed lists and ja/nee from a hidden sheet, references from the sheet referred to."""
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    ranges: dict[tuple[str, ...], str] = {}
    for table, sheet in wanted.items():
        for at, column in enumerate(sheet.headings, start=1):
            labels = _labels(sheet.fields[column])
            if labels:
                source = ranges.setdefault(labels, "") or _list(lists, labels, len(ranges))
                ranges[labels], wrong = source, f"Kies uit: {', '.join(labels)}."
            elif column in sheet.references:
                target, key = sheet.references[column]
                source = _existing(wanted[target], key, counts[target])
                wrong = f"Kies uit blad '{wanted[target].name}', of voeg daar eerst een rij toe."
            else:
                continue
            letter = get_column_letter(at)
            choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            choice.errorTitle, choice.error = "Dit kan hier niet", wrong[:220]
            choice.add(f"{letter}2:{letter}{counts[table] + 1 + ROOM}")
            book[sheet.name].add_data_validation(choice)


def plain_number(raw: str, field: dict) -> bool:
    """Tell whether Excel keeps every digit of the text of a CSV cell."""
    kind = field["type"]
    return (
        kind in ("integer", "number")
        and bool(PLAIN[kind].fullmatch(raw))
        and len(raw.strip("-0.").replace(".", "")) <= 15
    )


def _labels(field: dict) -> tuple[str, ...]:
    """Give the choices of a column with a closed list."""
    if field["type"] == "boolean":
        return "ja", "nee"
    return tuple(each["label"] for each in field.get("categories", ()))


def _list(lists: Worksheet, labels: tuple[str, ...], at: int) -> str:
    """Write a list of choices in a column of the hidden sheet; give its range."""
    for row, label in enumerate(labels, start=1):
        lists.cell(row, at, label).data_type = "s"
    letter = get_column_letter(at)
    return f"{LISTS}!${letter}$1:${letter}${len(labels)}"


def _existing(sheet: Sheet, column: str, count: int) -> str:
    """Give the filled part of a key column, so that a row that is added is offered too and the list has no empty tail."""
    letter = get_column_letter(list(sheet.headings).index(column) + 1)
    place = f"{quote_sheetname(sheet.name)}!${letter}$2"
    return f"OFFSET({place},0,0,MAX(1,COUNTA({place}:${letter}${count + 1 + ROOM})),1)"


def _raw(value: object) -> str:
    """Write a default of a schema as the text of a CSV cell."""
    return str(value).lower() if isinstance(value, bool) else str(value)
