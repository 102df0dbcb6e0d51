"""Where a build works: one build at a time in a folder, in scratch of its own, after tidying up what a killed one left.

The lock belongs to the process, so the system lets go of it however the process ends; the file by itself locks nothing.
"""

import getpass
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.data.files import read_json
from analysis.data.turn import SHARED
from analysis.errors import WrongUse
from analysis.report.publish import MARKER

#: Names beside the output: scratch of a build, the lock, and who holds it.
PREFIX, LOCK, HOLDER = ".bouw-", ".programmaboek.slot", ".programmaboek.bezig"
#: Name of the folder for sockets, in the temporary folder of the system: where the site stands a path may be too long
#: for a socket, or the file system may not know them.
SOCKETS = "programmaboek-"


@dataclass(frozen=True)
class Workplace:
    """The scratch of one build.

    Parameters
    ----------
    folder : Path
        Empty folder, on the file system of the output.
    sockets : Path
        Folder with a short path for what kernels listen on.
    """

    folder: Path
    sockets: Path


@contextmanager
def workplace(parent: Path) -> Iterator[Workplace]:
    """Take a folder to build in, and leave nothing in it but what was put there on purpose.

    Parameters
    ----------
    parent : Path
        Existing folder that the output comes to stand in. Builds to different outputs in it take turns too: the
        assembled book of each comes to stand in the same place.

    Raises
    ------
    analysis.errors.WrongUse
        If another build is at work there; says who started it and when.
    """
    lock = FileLock(parent / LOCK, mode=SHARED)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise _refusal(parent) from None
    try:
        _sign(parent)
        for left in parent.glob(f"{PREFIX}*"):
            _discard(left)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        try:
            (folder / MARKER).touch()
            sockets = _sockets(folder)
            sockets.mkdir(mode=0o700)
            yield Workplace(folder, sockets)
        finally:
            _discard(folder)
    finally:
        with suppress(OSError):
            (parent / HOLDER).unlink()
        lock.release()


def _sockets(folder: Path) -> Path:
    """The folder for sockets that goes with a scratch folder; the name tells, so that a killed build's is found too."""
    return Path(tempfile.gettempdir()) / (SOCKETS + folder.name.removeprefix(PREFIX))


def _discard(folder: Path) -> None:
    """Throw scratch away, the marker last: killed on the way, what is left is still known as scratch of a build.

    A folder without the marker is not a build's, unless it is empty: killed before the marker was there.
    """
    if not folder.is_dir() or folder.is_symlink():
        return
    if (folder / MARKER).is_file():
        shutil.rmtree(_sockets(folder), ignore_errors=True)
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARKER:
                path.unlink(missing_ok=True)
        if any(path.name != MARKER for path in folder.iterdir()):
            return  # held open by another program: the next build tries again
        (folder / MARKER).unlink()
    with suppress(OSError):
        folder.rmdir()


def _sign(parent: Path) -> None:
    """Write down who builds since when, for whoever comes second."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may run as a user without a name
        user = ""
    holder = {
        "since": datetime.now().isoformat(timespec="seconds"),
        "user": user,
        "host": socket.gethostname(),
        "process": os.getpid(),
    }
    fresh = parent / f"{HOLDER}-nieuw"
    fresh.write_text(json.dumps(holder), encoding="utf-8")
    fresh.replace(parent / HOLDER)


def _refusal(parent: Path) -> WrongUse:
    """Say who is building and what to do."""
    by = ""
    with suppress(ValueError, KeyError, TypeError):
        holder = read_json(parent / HOLDER)
        since = datetime.fromisoformat(holder["since"])
        by = f", begonnen op {since:%d-%m-%Y} om {since:%H.%M} uur door {holder['user'] or 'onbekend'} op {holder['host']} (proces {holder['process']})"
    by = by if by.isprintable() else ""  # a terminal obeys control signs
    return WrongUse(
        f"In {parent} is al een build bezig{by}. Wacht tot die klaar is, beëindig die, of kies met --output een andere map; "
        "er is niets gewijzigd."
    )
