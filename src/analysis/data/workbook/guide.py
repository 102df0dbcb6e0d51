"""The first sheet of a workbook: what it is, how to fill it in, how to read it back."""

from openpyxl.styles import Alignment, Font
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data.workbook.layout import BLUE, LETTER, LINE, LINE_HEIGHT, OPTIONAL, REQUIRED, text_lines
from analysis.data.workbook.sheets import Sheet

FILLING = (
    "Op elk blad staat één tabel; elke rij is één gegeven. Verander cellen, voeg onderaan rijen toe, haal rijen weg.",
    "Houd de muis boven een kop: de notitie zegt wat er in de kolom hoort. Waar een keuzelijst is, kies daaruit.",
    "Vul de bladen in de volgorde van de lijst hieronder: een blad verwijst alleen naar bladen die erboven staan.",
    "Schrijf getallen met een komma (12,5), bedragen voluit in euro's (1250000 of 1.250.000), datums als 30-06-2020.",
    "Is een getal niet bekend, laat de cel dan leeg en schrijf in de toelichting waarom. Typ je n.t.b., p.m. of onbekend in "
    "de cel van het getal, dan komt dat woord in de toelichting als die leeg is.",
    "Verander de koppen niet. Kolommen verplaatsen, sorteren en filteren mag; ook verborgen rijen worden gelezen. Voeg geen cellen samen.",
    "Een formule mag: gelezen wordt de uitkomst die Excel erbij bewaart. Typ geen e-mailadressen of telefoonnummers: de cijfers worden gepubliceerd.",
)
READING = (
    "Sla de werkmap op, sluit hem, en geef in de map van het project deze opdracht:",
    "{command}",
    "Alle fouten worden tegelijk genoemd, met blad, rij en kolom. Zolang er één fout is, verandert er niets; is alles goed, "
    "dan worden alle cijfers in één keer vernieuwd en staat er wat er gewijzigd is.",
    "De toelichtingen (tekst in de map toelichting) staan niet in deze werkmap en blijven zoals ze zijn.",
)


def write_guide(place: Worksheet, cycle: str, title: str, command: str, sheets: list[tuple[Sheet, int]]) -> None:
    """Write the sheet.

    Parameters
    ----------
    place : openpyxl.worksheet.worksheet.Worksheet
        The empty sheet.
    cycle, title : str
        Name and title of the cycle.
    command : str
        The command that reads the workbook back.
    sheets : list of tuple
        Each sheet with its number of rows, in the order of the workbook.
    """
    lay_out(place)
    row = heading(place, 1, f"Programmaboek: {title}", 16)
    row = lines(place, row, (f"Deze werkmap bevat alle cijfers van de cyclus {cycle}: één blad per tabel.",))
    row = lines(place, heading(place, row + 1, "Invullen"), FILLING)
    row = lines(place, heading(place, row + 1, "Inlezen"), (line.format(command=command) for line in READING))
    row = heading(place, row + 1, "Wat de kleuren betekenen")
    for look, name, words in (
        (REQUIRED, "donkerblauw, vet", "Deze kolom moet op elke rij gevuld zijn."),
        (OPTIONAL, "lichtblauw", "Deze kolom mag leeg blijven; de notitie zegt wat leeg betekent."),
    ):
        cell = place.cell(row, 1, name)
        cell.fill, cell.font = look["fill"], look["font"]
        place.cell(row, 2, words)
        row += 1
    row = heading(place, row + 1, "De bladen")
    sheet_list(place, row, [(sheet, count, f"{sheet.table}.csv") for sheet, count in sheets])


def sheet_list(place: Worksheet, row: int, listed: list[tuple[Sheet, int, str]]) -> int:
    """Write the list of sheets, each with its number of rows and its file; give the row below it."""
    for at, words in enumerate(("Blad", "Wat erop staat", "Rijen", "Bestand"), start=1):
        cell = place.cell(row, at, words)
        cell.font, cell.border = Font(name=LETTER, bold=True), LINE
    for sheet, count, file in listed:
        row += 1
        _sheet_line(place, row, sheet, count, file)
    place.page_setup.orientation, place.page_setup.fitToHeight = "landscape", 0
    place.sheet_properties.pageSetUpPr.fitToPage = True
    return row + 1


def lay_out(place: Worksheet) -> None:
    """Give the sheet its columns."""
    place.sheet_view.showGridLines = False
    for letter, width in zip("ABCD", (28, 100, 10, 26)):
        place.column_dimensions[letter].width = width


def heading(place: Worksheet, row: int, words: str, size: int = 13) -> int:
    """Write a heading; give the row below it."""
    cell = place.cell(row, 1, words)
    cell.data_type, cell.font = "s", Font(name=LETTER, bold=True, size=size, color=BLUE)
    return row + 1


def lines(place: Worksheet, row: int, sentences) -> int:
    """Write sentences, each over the first two columns; a command in a letter that keeps its signs apart."""
    for line in sentences:
        place.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        cell = place.cell(row, 1, line)
        cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")
        if line.startswith("python "):
            cell.font = Font(name="Consolas", bold=True)
        place.row_dimensions[row].height = LINE_HEIGHT * text_lines(line, 120)
        row += 1
    return row


def _sheet_line(place: Worksheet, row: int, sheet: Sheet, count: int, file: str) -> None:
    """Write the line of one sheet, which leads to it."""
    cell = place.cell(row, 1, sheet.name)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet.name)}!A1", display=sheet.name)
    cell.font, cell.alignment = Font(name=LETTER, color="0563C1", underline="single"), Alignment(vertical="top")
    place.row_dimensions[row].height = LINE_HEIGHT * text_lines(sheet.schema.get("description", ""), 105)
    for at, value in ((2, sheet.schema.get("description", "")), (3, count), (4, file)):
        place.cell(row, at, value).alignment = Alignment(wrap_text=True, vertical="top")
