"""How far a build is, for who waits for it: what is done, running, kept and failed, and how long it may still take."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Meter:
    """A line on the terminal that follows a build; use it in a ``with`` statement."""

    def __init__(self):
        columns = BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}")
        self._bar = Progress(*columns, console=Console(stderr=True))
        self._line = self._bar.add_task("Cijfers controleren", total=None)
        self._total = self._now = self._kept = self._ran = self._failed = 0
        self._began = 0.0
        self._part, self._shares = "", (1, 1)

    def __enter__(self) -> "Meter":
        self._bar.start()
        return self

    def __exit__(self, *error) -> None:
        self._bar.stop()

    @property
    def told(self) -> str:
        """How the notebooks went, for the end."""
        pages = self._ran + self._kept
        kept = f", waarvan {self._kept} bewaard van een eerdere build" if self._kept else ""
        return f"{pages} {'bladzijde' if pages == 1 else 'bladzijden'} uit notebooks{kept}"

    def part(self, number: int, count: int, name: str) -> None:
        """It is the turn of this municipality."""
        self._part = f"{name} ({number} van {count}). "
        self._shares = (number, count)

    def start(self, pages: list) -> None:
        """The notebooks of these pages come next."""
        self._total += len(pages)
        self._began = self._began or time.monotonic()
        self._bar.update(self._line, total=self._total)
        self._say()

    def busy(self, count: int) -> None:
        """So many notebooks run now."""
        self._now = count
        self._say()

    def done(self, run) -> None:
        """A page is done, or failed (an `analysis.report.run.Run`)."""
        self._kept += run.kept
        self._failed += bool(run.failure)
        self._ran += not run.kept and not run.failure
        self._bar.advance(self._line)
        self._say()

    def stage(self, words: str) -> None:
        """What comes next, in words."""
        self._bar.update(self._line, description=words)

    def _say(self) -> None:
        parts = [(self._ran, "klaar"), (self._now, "bezig"), (self._kept, "bewaard"), (self._failed, "mislukt")]
        counts = ", ".join(f"{count} {words}" for count, words in parts if count or words in ("klaar", "bezig"))
        self._bar.update(self._line, description=f"{self._part}Notebooks: {counts}{self._left()}")

    def _left(self) -> str:
        """Say how long the notebooks may still take, going by those that ran."""
        ran = self._ran + self._failed
        turn, turns = self._shares
        left = self._total * turns / turn - ran - self._kept  # as if those still to come have as many pages
        if not ran or left <= 0:
            return ""
        seconds = (time.monotonic() - self._began) / ran * left
        return f"; nog ongeveer {seconds:.0f} s" if seconds < 100 else f"; nog ongeveer {seconds / 60:.0f} min"
