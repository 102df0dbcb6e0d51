"""Faults in the figures: where it is, what stands there, what is allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from analysis.errors import AnalysisError

#: Start of the name of a place in a workbook, where people read rows in words.
SHEET = "blad "
#: Longer words are cut off in a sentence, and not compared with others.
LONGEST = 300
#: So many faults are listed at once; a table in the wrong layout has a fault in each of its cells.
MOST = 1000


@dataclass(frozen=True, order=True)
class Fault:
    """One fault, in Dutch.

    Parameters
    ----------
    file : str
        File name; with the sheet name when it comes from a workbook.
    row : int
        Row as a spreadsheet counts it: the header is row 1. 0 = the file as a whole.
    column : str
        Column name, or empty for the row as a whole.
    found : str
        What stands there.
    allowed : str
        What is allowed, or what to do.
    """

    file: str
    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        row = (f", rij {self.row}" if self.file.startswith(SHEET) else f":{self.row}") if self.row else ""
        column = f": {_short(self.column)}" if self.column else ""
        line = f"{self.file}{row}{column}: {_short(self.found)}, {self.allowed}"
        return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)  # a terminal obeys control signs


class FigureErrors(AnalysisError):
    """The figures are invalid; lists every fault, to as many as anybody reads.

    Parameters
    ----------
    faults : iterable of Fault
        All faults found.
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        count = len(self.faults)
        self.headline = "1 fout in de cijfers" if count == 1 else f"{count} fouten in de cijfers"
        lines = [f"{self.headline}:", *map(str, self.faults[:MOST])]
        if count > MOST:
            lines.append(f"en nog {count - MOST} andere; verhelp eerst deze {MOST} en geef de opdracht opnieuw.")
        super().__init__("\n".join(lines))


def quoted(value: object) -> str:
    """Write what stands in a cell: quoted, on one line, cut off when long; an empty cell as 'leeg'."""
    text = " ".join(str(value).split())
    if not text:
        return "de cel is leeg"
    return f"er staat '{text if len(text) <= 60 else text[:57] + '...'}'"


def _short(text: str) -> str:
    """Cut off what is longer than anybody reads."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def nearest(given: object, existing: Iterable[str]) -> str:
    """Ask whether someone meant the name that is most like what was typed: ``; bedoelt u 'a/b'?``; empty if none is."""
    found = get_close_matches(str(given)[:LONGEST], [name for name in existing if len(name) <= LONGEST], 1, 0.75)
    return f"; bedoelt u '{found[0]}'?" if found else ""
