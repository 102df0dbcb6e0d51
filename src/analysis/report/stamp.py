"""The stamp of a site: a digest of all that it was made of, by which the next build sees that there is nothing to do."""

import hashlib
import json
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from analysis.report.asked import Asked
from analysis.report.fingerprint import of_folders, of_program
from analysis.report.project import Project, commit
from analysis.report.publish import MARKER

#: The parts of a data folder that a site is made of, and its file with the outcome of the last audit.
FIGURES, AUDIT = ("cycles", "schema", "scenarios"), "toegankelijkheid.json"


def stamp(data_dir: Path, audit: Path, sources: list[Path], settings: Path, choices: object) -> str:
    """Make the stamp of a site.

    Parameters
    ----------
    data_dir : Path
        The data folder.
    audit : Path
        The outcome of the last audit; it need not exist.
    sources : list of Path
        Folders with texts and notebooks.
    settings : Path
        The settings of Jupyter Book.
    choices : object
        What was asked for, and whatever else a page tells; written as JSON.
    """
    folders = of_folders([*(data_dir / part for part in FIGURES), *sources])
    files = [path.read_bytes() if path.is_file() else b"" for path in (audit, settings)]
    parts = [of_program(), folders, *(hashlib.sha256(content).hexdigest() for content in files), json.dumps(choices)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def stamp_of(project: Project, asked: Asked, data_dir: Path) -> str:
    """Make the stamp of the site of some figures (see `stamp`)."""
    told = [*astuple(asked), commit(project.root)]
    return stamp(data_dir, data_dir / AUDIT, [project.book, project.notebooks], project.config, told)


def put(stamp: str, site: Path) -> None:
    """Put the stamp on a finished site, with what stands in it now."""
    (site / MARKER).touch()
    (site / MARKER).write_text(json.dumps({"stamp": stamp, "files": listed(site)}), encoding="utf-8")


def bears(site: Path, stamp: str) -> bool:
    """Tell whether a site bears this stamp, and nobody has changed anything in it since."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # of an earlier version, or changed by hand
        put = json.loads((site / MARKER).read_text(encoding="utf-8"))
        return put["stamp"] == stamp and put["files"] == listed(site)
    return False


def listed(site: Path) -> str:
    """Give a digest of the list of files in a folder: here times do count, for who changed a page changed its time."""
    found = [(path, path.stat()) for path in sorted(site.rglob("*")) if path.name != MARKER and path.is_file()]
    lines = [f"{path.relative_to(site).as_posix()} {about.st_size} {about.st_mtime_ns}" for path, about in found]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
