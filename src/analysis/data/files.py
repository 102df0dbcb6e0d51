"""Read a file of the figures as text, or say why that cannot be done: too large, no UTF-8, not really there."""

import json
from pathlib import Path

from analysis.errors import reason

#: The largest table of a cycle is a tenth of a megabyte; reading takes seconds a megabyte, so more than this is a mistake.
LARGEST = 25_000_000
#: The largest text that people write beside the figures, and the largest file of settings.
LARGEST_TEXT = 1_000_000


class Unfit(ValueError):
    """A file that cannot be read: in which line (0 = as a whole), what is wrong, and what to do."""

    def __init__(self, row: int, found: str, allowed: str):
        self.row, self.found, self.allowed = row, found, allowed
        super().__init__(f"{f'regel {row}: ' if row else ''}{found}, {allowed}")


def read_text(path: Path, largest: int, utf8: str = "sla het op als UTF-8") -> str:
    """Read a text file, without the mark that some programs put in front of UTF-8.

    Parameters
    ----------
    path : Path
        An existing file.
    largest : int
        How many bytes it may have; a larger one is not read at all.
    utf8 : str
        What to do, in Dutch, if it is no UTF-8.

    Raises
    ------
    Unfit
        If it cannot be read. A link to a file elsewhere is refused: figures stand in their own folder, and what is
        read here is published.
    """
    try:
        if path.resolve().parent != path.parent.resolve():
            raise Unfit(0, "het bestand is een verwijzing naar een andere map", "zet het bestand zelf in deze map")
        if (size := path.stat().st_size) > largest:
            found = f"het bestand is {_megabytes(size)} groot"
            raise Unfit(0, found, f"toegestaan is hoogstens {_megabytes(largest)}; haal weg wat er niet in hoort")
        content = path.read_bytes()
    except OSError as error:
        raise Unfit(
            0, f"het bestand is niet te lezen ({reason(error)})", "zet het terug of sluit het elders"
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unfit(line, "er staat een teken dat geen UTF-8 is", utf8) from error


def read_json(path: Path, largest: int = LARGEST_TEXT) -> object:
    """Read a JSON file.

    Raises
    ------
    Unfit
        If it cannot be read.
    """
    text = read_text(path, largest)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # no JSON, a number without end, or brackets in brackets without end
        raise Unfit(getattr(error, "lineno", 0), "dit is niet te lezen als JSON", "zet het bestand terug") from error


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")
