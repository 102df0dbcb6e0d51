"""Let Jupyter Book make the HTML of an assembled book."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

from analysis.errors import reason_in, typed
from analysis.report.asked import BuildFailed
from analysis.report.lifeline import HOLD_ON, lifeline
from analysis.report.workshop import Workshop

#: Templates and translations of the theme, maps for its makers, and the script of icons that `programmaboek.css` draws.
UNUSED = (
    ".buildinfo",
    "_static/*macros.html",
    "_static/locales",
    "_static/translations.js",
    "_static/**/*.map",
    "_static/scripts/fontawesome.js*",
)
#: What Jupyter Book imports for any book with our settings, a second and a half long.
IMPORTED = (
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinx_comments",
    "sphinx_external_toc",
    "sphinx.builders.html",
)
#: What turns the words of Jupyter Book red on a terminal.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: The process: it imports, and begins once it is told with which arguments.
PROCESS = f"""
{HOLD_ON}
import importlib, json, sys
for name in ("jupyter_book.cli.main", *{IMPORTED}):
    importlib.import_module(name)
with open(int(sys.argv[1]), encoding="utf-8") as told:
    arguments = told.read() or sys.exit(1)
sys.argv[1:] = json.loads(arguments)
sys.exit(sys.modules["jupyter_book.cli.main"].main())
"""


class JupyterBook:
    """Jupyter Book in a process of its own, which gets ready while the book is still being assembled; it makes one book.

    Used in a ``with`` statement, with which it ends. It ends with the build too, however that ends (see `lifeline`).
    """

    def __init__(self):
        end, self._arguments = os.pipe()
        windows = os.name == "nt"  # there a process is given no other pipe than its standard input
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, "0" if windows else str(end)],
            stdin=end if windows else lifeline(),
            pass_fds=() if windows else [end],
            start_new_session=not windows,  # Ctrl+C is meant for the build, which ends this one
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        os.close(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._tell(b"")

    def build(self, book: Path, target: Path) -> Path:
        """Make the HTML of an assembled book, strictly: a warning is an error.

        Parameters
        ----------
        book : Path
            The assembled book.
        target : Path
            Folder to work in.

        Returns
        -------
        Path
            The folder with the HTML.

        Raises
        ------
        BuildFailed
            With the warnings and errors that Jupyter Book gave.
        """
        arguments = ["build", str(book), "--path-output", str(target), "-n", "-W", "--keep-going", "--quiet"]
        self._tell(json.dumps(arguments).encode())
        said, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise _failure(_COLOUR.sub("", said).replace(str(book) + os.sep, ""))
        return target / "_build" / "html"

    def _tell(self, arguments: bytes) -> None:
        """Let the process begin; one that has died by then says so by how it ended."""
        end, self._arguments = self._arguments, None
        if end is not None:
            with suppress(OSError), os.fdopen(end, "wb", 0) as told:
                told.write(arguments)


def render(maker: JupyterBook, book: Path, target: Path, folder: Path | None = None, afresh: bool = False) -> Path:
    """Make the HTML of an assembled book as it goes on a site.

    Parameters
    ----------
    maker : JupyterBook
        What makes it.
    book : Path
        The assembled book.
    target : Path
        Folder for the HTML, which does not exist.
    folder : Path, optional
        The workshop of this book (see `analysis.report.workshop`), to go on from what was made before.
    afresh : bool
        Do not go on, but begin anew.

    Returns
    -------
    Path
        The folder with the HTML.

    Raises
    ------
    BuildFailed
        With the warnings and errors that Jupyter Book gave.
    """
    if folder:
        workshop = Workshop(folder, book, afresh)
        workshop.prepare()
        site = workshop.take(maker.build(workshop.source, folder), target)
    else:
        site = maker.build(book, target.with_name(f"{target.name}-werk")).rename(target)
    _leave_out(site)
    return site


def _failure(said: str) -> BuildFailed:
    """Make of what Jupyter Book said the message of its failure."""
    if reason := reason_in(said):
        return BuildFailed(
            f"Jupyter Book kon het boek niet maken: {reason}. Verhelp dat en bouw de site opnieuw; wat er stond, staat er nog."
        )
    lines = [line for line in said.splitlines() if line.strip()]
    if told := [line for line in lines if "WARNING" in line or "ERROR" in line]:
        return BuildFailed("\n".join(["Jupyter Book kon het boek niet foutloos bouwen:", *told]))
    last = f" Het laatste wat het zei: {typed(lines[-1])}" if lines else ""
    return BuildFailed(
        "Jupyter Book stopte plotseling; waarschijnlijk was er te weinig geheugen, of is het beëindigd. "
        f"Bouw de site opnieuw; wat er stond, staat er nog.{last}"
    )


def _leave_out(site: Path) -> None:
    """Take away what the theme brings and no page of the site uses."""
    for pattern in UNUSED:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
