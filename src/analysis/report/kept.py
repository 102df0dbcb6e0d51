"""Executed notebooks of earlier builds, kept to be used again as long as nothing that they depend on has changed.

An outcome is found by a digest of the notebook, its parameters, the program (code and libraries) and the files that
always count; under it by a digest of the tables that the notebook asked for when it ran. A notebook that is given the
same does the same, so it asks for the same tables, and when those are unchanged too its outcome is.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from analysis.data.digest import of_files
from analysis.data.packed import SEAL
from analysis.report.fingerprint import of_program
from analysis.report.publish import MARKER
from analysis.report.task import Outcome, Task

#: Folder beside the output.
FOLDER = ".bewaard"
#: How many times the outcomes of one build are kept.
BUILDS = 4


class Kept:
    """The outcomes that are kept in a folder; only one build at a time works there.

    Parameters
    ----------
    folder : Path
        The folder; it need not exist.
    force : bool
        Find nothing, so that every notebook runs; what comes of that is kept.
    """

    def __init__(self, folder: Path, force: bool = False):
        self._folder, self._force, self._used = folder, force, set()

    def find(self, task: Task) -> Outcome | None:
        """Give the outcome of a task, if it is known."""
        if self._force:
            return None
        for told in (self._folder / _fixed(task)).glob("*.json"):
            with suppress(OSError, ValueError, KeyError, TypeError):  # one that is damaged is no outcome
                about = json.loads(told.read_text(encoding="utf-8"))
                if told.stem != _read(task, about["reads"]):
                    continue
                notebook = told.with_suffix(".ipynb").read_bytes()
                if hashlib.sha256(notebook).hexdigest() == about["notebook"]:
                    self._used.add(told)
                    told.touch()
                    return Outcome(notebook, float(about["seconds"]), None, int(about["tries"]), tuple(about["reads"]))
        return None

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Keep the outcome of a task that succeeded; where there is no room for it, it is not kept."""
        place = self._folder / _fixed(task) / f"{_read(task, outcome.reads)}.json"
        about = {
            "reads": outcome.reads,
            "seconds": outcome.seconds,
            "tries": outcome.tries,
            "notebook": hashlib.sha256(outcome.notebook).hexdigest(),
        }
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._folder / MARKER).touch()
            for path, content in ((place.with_suffix(".ipynb"), outcome.notebook), (place, json.dumps(about).encode())):
                fresh = path.with_name(f"{path.name}-nieuw")
                fresh.write_bytes(content)
                fresh.replace(path)
            self._used.add(place)

    def tidy(self) -> None:
        """Throw away what is oldest, so that no more is kept than some builds of this size need."""

        def used(told: Path) -> tuple[bool, float]:
            return told in self._used, told.stat().st_mtime

        with suppress(OSError):
            known = sorted(self._folder.glob("*/*.json"), key=used, reverse=True)
            for told in known[BUILDS * max(len(self._used), 1) :]:
                told.unlink()
            for notebook in self._folder.glob("*/*.ipynb*"):
                if not notebook.with_suffix(".json").is_file():
                    notebook.unlink()
            for folder in self._folder.iterdir():
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()


def _fixed(task: Task) -> str:
    """Give the digest of what always counts: all but the tables of packed cycles, of which a notebook may ask a few."""
    packed = {name.rsplit("/", 1)[0] for name in task.figures if name.endswith(f"/{SEAL}")}
    others = {
        name: content
        for name, content in task.figures.items()
        if not any(name.startswith(f"{folder}/") for folder in packed)
    }
    notebook = hashlib.sha256(task.notebook).hexdigest()
    parts = [of_program(), notebook, json.dumps(dict(task.parameters), sort_keys=True), of_files(others)]
    return hashlib.sha256("\n".join([*parts, *sorted(packed)]).encode()).hexdigest()


def _read(task: Task, reads: tuple[str, ...]) -> str:
    """Give the digest of what a notebook asked for: tables and explanations of cycles."""
    asked = tuple(f"cycles/{part}{end}" for part in reads for end in (".csv", "/"))
    return of_files({name: content for name, content in task.figures.items() if name.startswith(asked)})
