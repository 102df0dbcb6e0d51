"""The page on the open data: what there is, under which licence, how to name it, and where each file stands."""

import json
from pathlib import Path

import pandas as pd

from analysis.data import Cycle
from analysis.present.blocks import Block, Column, answer, joined, link, paragraph, table
from analysis.present.formats import counted, number, short
from analysis.report.open_data.contents import MEASURES, TABLES
from analysis.report.open_data.dcat import WHOLE
from analysis.report.open_data.package import reference

#: Folder of the open data in the site.
FOLDER = "data"


def complete(text: str, cycle: Cycle, folder: Path, own_place: str = "") -> str:
    """Fill in the page.

    Parameters
    ----------
    text : str
        The page, with a comment where each part belongs: ``antwoord``, ``alles``, ``tabellen``, ``maten``.
    cycle : Cycle
        The figures.
    folder : Path
        The folder with their open data.
    own_place : str
        Path to the lasting place of this edition, if the page stands somewhere else too.
    """
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    by_folder = {
        name: [each for each in package["resources"] if each["path"].startswith(f"{name}/")]
        for name in (TABLES, MEASURES)
    }
    parts = {
        "antwoord": _answer(cycle, package, by_folder),
        "alles": _whole(folder, own_place),
        "tabellen": _list(by_folder[TABLES], "Tabellen met hun aantal rijen en grootte"),
        "maten": _list(by_folder[MEASURES], "Maten met hun aantal rijen en grootte"),
    }
    for name, block in parts.items():
        line = block.html.replace("\n", " ")  # on one line, so that nothing typed can end the block
        text = text.replace(f"<!-- {name} -->", f"``````{{raw}} html\n{line}\n``````")
    return text


def _answer(cycle: Cycle, package: dict, by_folder: dict[str, list[dict]]) -> Block:
    """Say how much there is, under which licence and how to name it."""
    terms = package["licenses"][0]
    rows = sum(each["rows"] for each in by_folder[TABLES])
    told = (
        f"Alle cijfers van dit boek zijn open data: {counted(len(by_folder[TABLES]), 'tabel', 'tabellen')} met "
        f"{counted(rows, 'rij', 'rijen')} en {counted(len(by_folder[MEASURES]), 'maat', 'maten')}, "
        f"onder de licentie {terms['title']}."
    )
    cite = f"Zo noemt u ze als bron: {reference(cycle, package['version'])}."
    return joined([answer(told), paragraph(cite), *([_terms(terms)] if "path" in terms else [])])


def _terms(terms: dict) -> Block:
    """Lead to the text of the licence."""
    return Block(paragraph("{}").html.format(link(terms["path"], f"Wat de licentie {terms['name']} toestaat")))


def _whole(folder: Path, own_place: str) -> Block:
    """List the files that hold everything."""
    files = pd.DataFrame(
        [(name, title, (folder / name).stat().st_size) for name, title, *_ in [*WHOLE, _RECORD]],
        columns=["path", "title", "bytes"],
    )
    columns = [_FILE, Column("Wat erin staat", "title"), _SIZE]
    blocks = [table(files, "Bestanden waar alles in staat", columns)]
    if own_place:
        lasting = link(f"{own_place}{FOLDER}/datapackage.json", "het blijvende adres van deze uitgave")
        sentence = "Op de plaats van deze bladzijde komt later een nieuwere uitgave; {} verandert niet."
        blocks.append(Block(paragraph(sentence).html.format(lasting)))
    return joined(blocks)


def _list(resources: list[dict], caption: str) -> Block:
    """List files with what they hold."""
    columns = [_FILE, Column("Wat erin staat", _told, wide=True), Column("Rijen", "rows", number, True), _SIZE]
    return table(pd.DataFrame(resources, columns=["path", "title", "description", "rows", "bytes"]), caption, columns)


def _told(file) -> str:
    return f"{file.title}. {file.description}"


def _link(file):
    return link(f"{FOLDER}/{file.path}", file.path.rpartition("/")[2])


_FILE = Column("Bestand", _link)
_SIZE = Column("Grootte", "bytes", lambda size: f"{short(size / 1000)}\u00a0kB", True)
_RECORD = ("dcat.jsonld", "Beschrijving voor een catalogus (DCAT)")
