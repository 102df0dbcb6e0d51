"""Let Jupyter Book make the HTML of an assembled book."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from analysis.errors import reason_in
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


def jupyter_book(book: Path, target: Path, folder: Path | None = None, afresh: bool = False) -> Path:
    """Build an assembled book with Jupyter Book, strictly: a warning is an error.

    Parameters
    ----------
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
        site = workshop.take(_built(workshop.source, folder), target)
    else:
        site = _built(book, target.with_name(f"{target.name}-werk")).rename(target)
    _leave_out(site)
    return site


def _built(book: Path, target: Path) -> Path:
    """Let Jupyter Book make the HTML; give its folder."""
    arguments = ["build", str(book), "--path-output", str(target), "-n", "-W", "--keep-going", "--quiet"]
    code = f"{HOLD_ON}; import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=lifeline(),
        start_new_session=os.name != "nt",  # Ctrl+C is meant for the build, which ends this one
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if result.returncode != 0:
        raise _failure((result.stdout + result.stderr).replace(str(book) + os.sep, ""))
    return target / "_build" / "html"


def _failure(said: str) -> BuildFailed:
    """Make of what Jupyter Book said the message of its failure."""
    if reason := reason_in(said):
        return BuildFailed(
            f"Jupyter Book kon het boek niet maken: {reason}. Verhelp dat en bouw de site opnieuw; wat er stond, staat er nog."
        )
    lines = said.splitlines()
    told = [line for line in lines if "WARNING" in line or "ERROR" in line] or lines[-20:]
    return BuildFailed("\n".join(["Jupyter Book kon het boek niet foutloos bouwen:", *told]))


def _leave_out(site: Path) -> None:
    """Take away what the theme brings and no page of the site uses."""
    for pattern in UNUSED:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
