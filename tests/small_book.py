"""A book of three notebooks that take little time, to try on it what can go wrong with a build."""

import hashlib
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

from analysis.cli import main
from analysis.report.kept import FOLDER as KEPT
from analysis.report.workplace import LOCK

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "base"
CYCLE = "2020-begroting"
#: The pages across programmes; more would only take time.
PAGES = {"index": "overzicht", "geld": "geld"}
NOTEBOOKS = {
    "overzicht": ("programmes", "cycle", "base", "data_dir"),
    "geld": ("cycle", "data_dir"),
    "programma": ("programme", "cycle", "base", "data_dir"),
}
#: The command line on a small project: its folder, and then the arguments.
COMMAND = """
import sys
from pathlib import Path
from analysis.report import build as building, pages
from analysis.report.assemble import Project
pages.CROSS = {pages}
building.PROJECT = Project(Path(sys.argv[1]))
{more}
if __name__ == "__main__":  # and not in the processes that make the sites of a region
    from analysis.cli import main
    sys.exit(main(sys.argv[2:]))
"""
#: What was tried, and what the reader saw.
TOLD = ROOT / "docs" / "faults.md"


def small_project(root: Path) -> Path:
    """Make a project of the texts and settings of this one with notebooks that take little time."""
    shutil.copytree(ROOT / "book", root / "book")
    shutil.copy(ROOT / "_config.yml", root)
    (root / "notebooks").mkdir()
    for name, parameters in NOTEBOOKS.items():
        cells = [
            nbformat.v4.new_markdown_cell(f"# {name}", metadata={"tags": ["titel"]}),
            nbformat.v4.new_code_cell("\n".join(f'{p} = ""' for p in parameters), metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("print(cycle)"),
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), root / "notebooks" / f"{name}.ipynb")
    return root


def change(path: Path, old: str, new: str) -> None:
    """Change words that stand in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} does not stand in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def pages(folder: Path) -> dict[str, bytes]:
    """Give every page of a site, by its path, but the one that tells when and how it was made."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    return {name: path.read_bytes() for name, path in found.items() if name != "colofon.html"}


class Book:
    """The figures, the project and the site of a small book in a folder with a short path, on a disk of its own as it were."""

    def __init__(self):
        self.number, self.before = 0, {}
        self.root = Path(tempfile.mkdtemp(prefix="boek-"))
        self.project, self.data = self.root / "project", self.root / "data"
        self.output, self.temporary = self.root / "out" / "html", self.root / "tmp"
        small_project(self.project)
        shutil.copytree(BASE, self.data)
        self.temporary.mkdir()

    def arguments(self, *options: str, output: Path | None = None) -> list[str]:
        """Give the arguments of a build."""
        place = ["--data", str(self.data), "--output", str(output or self.output)]
        return ["build", *place, *([] if "--programme" in options else ["--programme", "groen"]), *options]

    def command(self, *options: str, output: Path | None = None, more: str = "") -> list[str]:
        """Give the line that builds in a process of its own, after some more Python."""
        script = self.root / "command.py"
        script.write_text(COMMAND.replace("{pages}", repr(PAGES)).replace("{more}", more), encoding="utf-8")
        return [sys.executable, str(script), str(self.project), *self.arguments(*options, output=output)]

    def build(self, *options: str) -> int:
        """Build in this process; gives the exit code."""
        return main(self.arguments(*options))

    def change(self, words: str) -> None:
        """Change what the book is made of but no notebook reads, so that there is something to build."""
        text = self.data / "cycles" / CYCLE / "toelichting" / "geheel.md"
        text.parent.mkdir(exist_ok=True)
        text.write_text(words, encoding="utf-8")

    def next(self, words: str) -> None:
        """A build has succeeded, as it should: from here on the next one counts."""
        self.change(words)
        self.before = self.state()

    def add_cell(self, notebook: str, source: str) -> None:
        """Add a cell at the end of a notebook."""
        path = self.project / "notebooks" / f"{notebook}.ipynb"
        content = nbformat.read(path, as_version=4)
        content.cells.append(nbformat.v4.new_code_cell(source, id="extra"))
        nbformat.write(content, path)

    def without_cells(self) -> None:
        """Take the cells away that were added."""
        for path in (self.project / "notebooks").glob("*.ipynb"):
            content = nbformat.read(path, as_version=4)
            content.cells = [cell for cell in content.cells if cell.id != "extra"]
            nbformat.write(content, path)

    def state(self) -> dict[str, str]:
        """Give a digest of every file of the figures, the site and the assembled book."""
        folders = self.data, self.output, self.output.parent / "book"
        files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        return {str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def left(self) -> set[str]:
        """What stands beside the site and should not: scratch, a folder set aside, who is building."""
        found = {path.name for path in self.output.parent.iterdir()} if self.output.parent.is_dir() else set()
        return found - {self.output.name, "book", KEPT, LOCK}

    def processes(self) -> list[psutil.Process]:
        """Give what still runs for this book; what ends by itself gets half a minute for it."""
        for _ in range(300):
            if not (found := [each for each in psutil.process_iter() if self._works_here(each)]):
                return []
            time.sleep(0.1)
        return found

    def _works_here(self, process: psutil.Process) -> bool:
        try:
            told = [process.cwd(), *process.cmdline()]
        except psutil.Error:
            return False
        return process.pid != psutil.Process().pid and any(str(self.root) in each for each in told)


def quoted(fault: str) -> re.Pattern:
    """Give what the document says that a reader sees of a fault, as a pattern: '…' stands for what differs each time."""
    rows = [[cell.strip() for cell in line.split(" | ")] for line in TOLD.read_text(encoding="utf-8").splitlines()]
    (row,) = [row for row in rows if row[0].removeprefix("| ") == fault]
    parts = [re.escape(part).replace("…", ".*") for part in re.findall(r"`([^`]+)`", row[2])]
    assert parts, f"{fault}: the document quotes nothing"
    return re.compile(".*".join(parts), re.DOTALL)


def is_told(fault: str, said: str) -> None:
    """Assert that a reader saw what the document says, and nothing for programmers."""
    assert quoted(fault).search(said), f"{fault}:\n{said}"
    for sign in ("Traceback", "Error:", "Errno", "Task was destroyed", "Kernel died", "Timeout waiting"):
        assert sign not in said, f"{fault}: {sign} in\n{said}"
