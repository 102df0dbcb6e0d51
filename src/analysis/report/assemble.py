"""Put pages, executed notebooks and assets together in one folder that Jupyter Book can build."""

import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pandas as pd
import yaml

from analysis import __version__
from analysis.data import Cycle
from analysis.data.digest import digest
from analysis.data.schema import load_schemas, scenario_schema
from analysis.present.formats import day
from analysis.present.markdown import plain
from analysis.report.accessibility import accessibility_page, read_audit
from analysis.report.figure_data import take_out
from analysis.report.open_data.package import licence, reference
from analysis.report.open_data.page import FOLDER, complete
from analysis.report.pages import SCENARIO_FOLDER, TEXTS, contents_text
from analysis.report.project import Project, commit
from analysis.report.publish import HEADERS
from analysis.report.run import Run, unreadable


def assemble(
    project: Project,
    cycle: Cycle,
    data_dir: Path,
    runs: list[Run],
    executed: Path,
    open_data: Path,
    target: Path,
    around: dict,
    made: datetime,
) -> None:
    """Assemble a book.

    Parameters
    ----------
    project : Project
        Where texts, assets and settings come from.
    cycle : Cycle
        The figures, for what the shell of the book says about them.
    data_dir : Path
        Folder of the figures, for their digest.
    runs : list of Run
        Every page, all succeeded.
    executed : Path
        Folder with the executed notebooks.
    open_data : Path
        Folder with the open data of the cycle (see `analysis.report.open_data`).
    target : Path
        Folder to assemble in; it is emptied first.
    around : dict
        What the templates are told of the other editions in the site (see `analysis.report.editions.shell`).
    made : datetime
        When this was made.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(project.book, target)
    for run in runs:
        _place(executed / f"{run.page.name}.ipynb", target, run)
    programmes = [run.page.parameters["programme"] for run in runs if "programme" in run.page.parameters]
    proposals = [run.page.name for run in runs if run.page.name.startswith(f"{SCENARIO_FOLDER}/")]
    (target / "_toc.yml").write_text(contents_text(programmes, proposals), encoding="utf-8")
    (target / "_config.yml").write_text(_configured(project.config, cycle, data_dir, around), encoding="utf-8")
    (target / "begrippen.md").write_text(
        (target / "begrippen.md").read_text(encoding="utf-8") + _dictionary(data_dir), encoding="utf-8"
    )
    (target / "colofon.md").write_text(
        (target / "colofon.md").read_text(encoding="utf-8") + _manifest(project, cycle, data_dir, runs, made),
        encoding="utf-8",
    )
    shutil.copytree(open_data, target / "extra" / FOLDER, dirs_exist_ok=True)
    (target / "open-data.md").write_text(
        complete((target / "open-data.md").read_text(encoding="utf-8"), cycle, open_data, around["vaste_plek"]),
        encoding="utf-8",
    )
    text = (target / "toegankelijkheid.md").read_text(encoding="utf-8")
    (target / "toegankelijkheid.md").write_text(
        accessibility_page(text, read_audit(data_dir), mark_of(data_dir, cycle)), encoding="utf-8"
    )
    if around["naar_begin"]:  # all editions of a site share what stands at its root
        shutil.rmtree(target / "extra" / "vendor")
        (target / "extra" / HEADERS).unlink()


def _place(source: Path, target: Path, run: Run) -> None:
    """Copy an executed notebook, with its heading from the data and links to the numbers of its charts."""
    title = run.page.title
    try:
        notebook = nbformat.read(source, as_version=4)
    except Exception as error:  # damage shows in many ways
        raise unreadable(source) from error
    for cell in notebook.cells:
        if title and "titel" in cell.metadata.get("tags", ()):
            cell.source = f"# {plain(title)}"
    take_out(notebook, run.page.name, target / "extra")
    place = target / f"{run.page.name}.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place)


def _configured(config: Path, cycle: Cycle, data_dir: Path, around: dict) -> str:
    """Add to the settings what comes from the data: which edition this is, of whom, and which others there are."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    edition = f"{cycle.info['municipality']}: {cycle.info['title']}, stand {day(cycle.info['reporting_date'])}"
    shown = mark_of(data_dir, cycle)
    notice = cycle.info["notice"] if pd.notna(cycle.info["notice"]) else ""
    told = {"ondertitel": edition, "kenmerk": shown, "mededeling": notice}
    settings["sphinx"]["config"]["html_context"] = {**told, **around}
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)


def mark_of(data_dir: Path, cycle: Cycle) -> str:
    """Shorten the digest of the figures to what a reader can compare."""
    return digest(data_dir / "cycles" / cycle.name)[:16]


def _dictionary(data_dir: Path) -> str:
    """Write the data dictionary: every table and column with its meaning, from the schemas."""
    parts = ["\n\n## Gegevenswoordenboek\n\nDe cijfers staan in tabellen (CSV-bestanden). Dit betekenen ze.\n"]
    for name, schema in {**load_schemas(data_dir), "scenario": scenario_schema(data_dir)}.items():
        parts.append(f"\n### {plain(schema['title'])} (`{name}.csv`)\n\n{plain(schema['description'])}\n")
        for field in schema["fields"]:
            choices = ", ".join(f"`{c['value']}` ({plain(c['label'])})" for c in field.get("categories", ()))
            parts.append(
                f"\n`{field['name']}`: {plain(field['title'])}\n: {plain(field['description'])}{' Keuze uit ' + choices + '.' if choices else ''}\n"
            )
    return "".join(parts)


def _manifest(project: Project, cycle: Cycle, data_dir: Path, runs: list[Run], made: datetime) -> str:
    """Write how this edition was made: version, commit, time, figures, and per page how it went."""
    lines = [
        ("Uitgave", f"{cycle.info['title']} ({cycle.name})"),
        ("Stand van de cijfers", day(cycle.info["reporting_date"])),
        ("Gemaakt op", f"{day(made)}, {made:%H.%M} uur"),
        ("Programmaboek", f"versie {__version__}, {commit(project.root)}"),
        ("Kenmerk van de cijfers", mark_of(data_dir, cycle)),
        ("Licentie van de cijfers", licence(cycle, load_schemas(data_dir))["label"]),
        ("Verwijzen naar deze uitgave", reference(cycle, mark_of(data_dir, cycle))),
    ]
    text = "\n\n## Deze uitgave\n\n" + "".join(f"{name}\n: {plain(value)}\n\n" for name, value in lines)
    text += "## De bladzijden\n\n| Bladzijde | Gemaakt van | Duur | Hoe het ging |\n| --- | --- | --- | --- |\n"
    rows = [(run.page.name, f"notebook {run.page.notebook}", _seconds(run), _went(run)) for run in runs]
    rows += [(name, "tekst", "", "overgenomen") for name in TEXTS]
    return text + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _seconds(run: Run) -> str:
    """Write how long the run of a page took."""
    return f"{run.seconds:.1f} seconden".replace(".", ",")


def _went(run: Run) -> str:
    """Say how the run of a page in the book went: it succeeded, now or in an earlier build."""
    went = "gelukt" if run.tries == 1 else f"gelukt bij poging {run.tries}"
    return f"uitgevoerd, {went}" if not run.kept else f"bewaard van een eerdere build: niets gewijzigd; toen {went}"
