"""Put finished folders in their place: all of them or none, and never a moment without a readable site.

Where the system can exchange two folders in one step (Linux, macOS), a reader sees the old site or the new one, also
when the build is killed at that very moment. Elsewhere it takes renames, with an instant in which the old site stands
beside its place; `recover`, which every build starts with, puts it back if a build was killed in that instant.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import AnalysisError, WrongUse, reason
from analysis.exchange import exchange

#: Stands in every folder that a build made, so that no other folder is ever replaced or thrown away.
MARKER = ".programmaboek"
#: What it says in a folder with the sites of several municipalities.
SEVERAL = "gemeenten"
#: The file in a site with the headers that its host is asked to send.
HEADERS = "_headers"

#: How often, and with how many seconds in between, Windows is asked again for a folder that is held open.
TRIES, PAUSE = 10, 0.5


class NotPublished(AnalysisError):
    """The finished site could not be put in its place; what stood there is there again."""


def replaceable(place: Path) -> bool:
    """Tell whether a build may take a place: nothing stands there, an empty folder, or what a build made before."""
    if place.is_dir():
        return (place / MARKER).is_file() or not any(place.iterdir())
    return not place.exists()


def check_place(output: Path, kind: str = "") -> None:
    """Refuse a place that a build may not take.

    Parameters
    ----------
    output : Path
        The place.
    kind : str
        What comes there: `SEVERAL` sites, or one.

    Raises
    ------
    analysis.errors.WrongUse
        If something else stands there: also one site where several are to come, or several where one is.
    """
    if not replaceable(output):
        raise WrongUse(
            f"{output} is niet leeg en niet door een eerdere build gemaakt; kies met --output een nieuwe of een lege map."
        )
    said = (output / MARKER).read_text(encoding="utf-8", errors="replace") if (output / MARKER).is_file() else kind
    if said and (said == SEVERAL) != (kind == SEVERAL):
        stands = "staan de sites van verschillende gemeenten" if said == SEVERAL else "staat de site van één gemeente"
        raise WrongUse(f"In {output} {stands}; kies met --output een andere map, of haal deze weg.")


def publish(finished: Sequence[tuple[Path, Path]]) -> None:
    """Put finished folders in their places: all, or none if one fails.

    Parameters
    ----------
    finished : sequence of (Path, Path)
        Each new folder with its place, on one file system. The last is the one that readers see: it goes last, so that
        it is new only when everything else is. Afterwards the first path of a pair holds what stood in its place.

    Raises
    ------
    NotPublished
        With the cause; what was put in place before it is taken back.
    """
    done = []
    try:
        for new, place in finished:
            swap(new, place)
            done.append((new, place))
    except OSError as error:
        refused = place
        for new, place in reversed(done):
            swap(new, place)
        raise NotPublished(
            f"Alles is gemaakt maar kon niet op zijn plaats komen: {refused} ({reason(error)}). Wat er stond, staat er nog. "
            "Sluit wat die map open heeft, kijk of er ruimte is en of u er mag schrijven, en probeer het opnieuw."
        ) from error


def swap(new: Path, place: Path) -> None:
    """Let two folders change places; either may be absent. On an error both stand where they stood."""
    if not place.exists():
        _rename(new, place)
    elif not new.exists():
        _rename(place, new)
    elif not exchange(new, place):
        _swap_by_renames(new, place)


def recover(place: Path, attic: Path) -> None:
    """Finish what a build left that was killed between two renames.

    Parameters
    ----------
    place : Path
        The place of a site: if nothing stands there, what stood there comes back.
    attic : Path
        An existing folder to put an old site in that has been replaced.
    """
    old = _aside(place)
    if old.is_dir() and replaceable(old):
        _rename(old, attic / old.name if place.exists() else place)


def _swap_by_renames(new: Path, place: Path) -> None:
    """Let two folders change places by renames; an error on the way undoes those before it."""
    done = []
    try:
        for source, target in ((place, _aside(place)), (new, place), (_aside(place), new)):
            _rename(source, target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            _rename(target, source)
        raise


def _aside(place: Path) -> Path:
    """Where a site stands for the instant in which the new one takes its place."""
    return place.with_name(f".oud-{place.name}")


def _rename(source: Path, target: Path) -> None:
    """Rename; on Windows, where a scanner or an open window may hold a folder for a moment, try for a while."""
    for left in range(TRIES if os.name == "nt" else 1, 0, -1):
        try:
            source.rename(target)
            return
        except PermissionError:
            if left == 1:
                raise
            time.sleep(PAUSE)
