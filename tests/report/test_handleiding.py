"""The Dutch guide to a new cycle: its commands, as printed, end in a second edition."""

import re
import shlex
import shutil
from pathlib import Path

import openpyxl

from analysis.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "book" / "handleiding.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
CYCLE = "2025-bestuursrapportage"


def fill_in(workbook: Path) -> None:
    """Do what the guide says an advisor does in Excel: a measurement, an adjusted amount, a milestone that happened."""
    book = openpyxl.load_workbook(workbook)
    sheets = {sheet.title: sheet for sheet in book}

    def columns(sheet) -> dict[str, int]:
        return {cell.value: cell.column for cell in sheet[1]}

    def add(title: str, like: int, **values) -> None:
        sheet = sheets[title]
        row = sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column, sheet.cell(like, column).value)
        for heading, value in values.items():
            sheet.cell(row, columns(sheet)[heading.replace("_", " ")], value)

    sheet = sheets["Metingen"]
    at = columns(sheet)
    accidents = next(
        row for row in range(2, sheet.max_row + 1) if "ongevallen" in str(sheet.cell(row, at["Indicator"]).value)
    )
    add("Metingen", accidents, Datum="30-06-2025", Waarde="31,5")
    posts = sheets["Bedragen"]
    at = columns(posts)
    post = next(
        row
        for row in range(2, posts.max_row + 1)
        if (posts.cell(row, at["Post"]).value, posts.cell(row, at["Jaar van"]).value) == ("Bomen", 2025)
    )
    add("Bedragen", post, Fase="bijgesteld", Bedrag_in_euro="€ 75.000", Oorzaak_van_verschil="nieuw beleid")
    book.save(workbook)


def test_the_commands_of_the_guide_end_in_a_second_edition(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for line in COMMANDS:
        program, *arguments = shlex.split(line)
        assert program == "python"
        if arguments[0] == "-c":
            exec(arguments[1], {})
            continue
        assert arguments[:2] == ["-m", "analysis"]
        assert main(arguments[2:]) == 0, capsys.readouterr().err
        if "export" in arguments:
            fill_in(tmp_path / "cijfers.xlsx")
    site = tmp_path / "_build" / "oefening"
    told = (site / "wijzigingen.html").read_text(encoding="utf-8")
    assert "Jaarstukken 2024" in told and "€ 75.000" in told.replace("\u00a0", " ") and "nieuw beleid" in told
    assert (site / "edities" / "2024-jaarstukken" / "index.html").is_file()
    for page in site.rglob("*.html"):
        if "_static" not in page.parts and page.name not in ("genindex.html", "search.html"):
            assert "Voorbeeldstad bestaat niet" in page.read_text(encoding="utf-8"), page
