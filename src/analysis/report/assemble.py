"""Put pages, executed notebooks and assets together in one folder that Jupyter Book can build."""

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
import plotly
import yaml

from analysis import __version__
from analysis.data import Cycle
from analysis.data.schema import load_schemas
from analysis.present.formats import day
from analysis.report.pages import contents_text
from analysis.report.run import Run

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@dataclass(frozen=True)
class Project:
    """The folders and files that a book is made of.

    Parameters
    ----------
    root : Path
        Folder with ``book/``, ``notebooks/`` and ``_config.yml``.
    """

    root: Path

    @property
    def book(self) -> Path:
        """Texts and assets."""
        return self.root / "book"

    @property
    def notebooks(self) -> Path:
        """Notebooks that make the pages."""
        return self.root / "notebooks"

    @property
    def config(self) -> Path:
        """Settings of Jupyter Book."""
        return self.root / "_config.yml"


def assemble(project: Project, cycle: Cycle, data_dir: Path, runs: list[Run], executed: Path, target: Path) -> None:
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
    target : Path
        Folder to assemble in; it is emptied first.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(project.book, target)
    for run in runs:
        _place(executed / f"{run.page.name}.ipynb", target / f"{run.page.name}.ipynb", run.page.title)
    programmes = [run.page.parameters["programme"] for run in runs if "programme" in run.page.parameters]
    (target / "_toc.yml").write_text(contents_text(programmes), encoding="utf-8")
    (target / "_config.yml").write_text(_configured(project.config, cycle), encoding="utf-8")
    (target / "begrippen.md").write_text(
        (target / "begrippen.md").read_text(encoding="utf-8") + _dictionary(data_dir), encoding="utf-8"
    )
    (target / "colofon.md").write_text(
        (target / "colofon.md").read_text(encoding="utf-8") + _manifest(project, cycle, data_dir, runs),
        encoding="utf-8",
    )
    vendor = target / "extra" / "vendor"
    vendor.mkdir(parents=True)
    shutil.copy(PLOTLY, vendor / "plotly.min.js")


def digest(folder: Path) -> str:
    """Give a digest of the figures and explanations in a folder: it changes when any of them changes."""
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*/*.md")]):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _place(source: Path, target: Path, title: str | None) -> None:
    """Copy an executed notebook, with its heading from the data and without what only the run needed."""
    notebook = nbformat.read(source, as_version=4)
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if title and "titel" in cell.metadata.get("tags", ()):
            cell.source = f"# {_plain(title)}"
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def _plain(text: str) -> str:
    """Keep typed text from being read as Markdown or HTML."""
    return "".join(f"&#{ord(char)};" if char in "\\`*_{}[]()<>#+!|~&$" else char for char in " ".join(text.split()))


def _configured(config: Path, cycle: Cycle) -> str:
    """Add to the settings what comes from the data: which edition this is, and of whom."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    edition = f"{cycle.info['municipality']}: {cycle.info['title']}, stand {day(cycle.info['reporting_date'])}"
    settings["sphinx"]["config"]["html_context"] = {"ondertitel": edition}
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)


def _dictionary(data_dir: Path) -> str:
    """Write the data dictionary: every table and column with its meaning, from the schemas."""
    parts = ["\n\n## Gegevenswoordenboek\n\nDe cijfers staan in tabellen (CSV-bestanden). Dit betekenen ze.\n"]
    for name, schema in load_schemas(data_dir).items():
        parts.append(f"\n### {_plain(schema['title'])} (`{name}.csv`)\n\n{_plain(schema['description'])}\n")
        for field in schema["fields"]:
            choices = ", ".join(f"`{c['value']}` ({_plain(c['label'])})" for c in field.get("categories", ()))
            parts.append(
                f"\n`{field['name']}`: {_plain(field['title'])}\n: {_plain(field['description'])}{' Keuze uit ' + choices + '.' if choices else ''}\n"
            )
    return "".join(parts)


def _manifest(project: Project, cycle: Cycle, data_dir: Path, runs: list[Run]) -> str:
    """Write how this edition was made: version, commit, time, figures, and per page how it went."""
    lines = [
        ("Uitgave", f"{cycle.info['title']} ({cycle.name})"),
        ("Stand van de cijfers", day(cycle.info["reporting_date"])),
        ("Gemaakt op", f"{day(datetime.now().date())}, {datetime.now():%H.%M} uur"),
        ("Programmaboek", f"versie {__version__}, {_commit(project.root)}"),
        ("Kenmerk van de cijfers", digest(data_dir / "cycles" / cycle.name)[:16]),
    ]
    text = "\n\n## Deze uitgave\n\n" + "".join(f"{name}\n: {_plain(value)}\n\n" for name, value in lines)
    text += "## De bladzijden\n\n| Bladzijde | Notebook | Gemaakt in |\n| --- | --- | --- |\n"
    return text + "".join(
        f"| {run.page.name} | {run.page.notebook} | {f'{run.seconds:.1f}'.replace('.', ',')} seconden |\n"
        for run in runs
    )


def _commit(root: Path) -> str:
    """Name the commit of the code, if it is kept in git."""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "describe", "--always", "--dirty"], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return "zonder git"
    return f"commit {found.stdout.strip()}" if found.returncode == 0 and found.stdout.strip() else "zonder git"
