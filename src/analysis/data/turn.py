"""Whose turn it is to replace figures: one at a time, after putting right what a killed import left behind."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import WrongUse

#: Start of the name of the folder beside the cycles in which new figures are made ready.
SCRATCH = ".inlezen-"
#: In it: the folder as it becomes, and the folder as it was.
NEW, OLD = "nieuw", "oud"


@contextmanager
def own_turn(data_dir: Path) -> Iterator[None]:
    """Let one import at a time work in a data folder, and tidy up before it.

    The lock stands in the temporary folder of the system, so that the figures hold nothing but figures; the system
    lets go of it however its process ends.

    Raises
    ------
    analysis.errors.WrongUse
        If another import is at work.
    """
    cycles = data_dir.resolve() / "cycles"
    name = hashlib.sha256(str(cycles).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"programmaboek-{name}.slot")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WrongUse(f"In {data_dir} wordt al een werkmap ingelezen; wacht tot dat klaar is.") from None
    try:
        for left in cycles.glob(f"{SCRATCH}*/{OLD}/*/cycle.csv"):  # killed where folders are not exchanged in one step
            if not (cycles / left.parent.name).exists():
                left.parent.rename(cycles / left.parent.name)
        for left in cycles.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()


def put_back(data_dir: Path) -> None:
    """Put figures back as they were before an import that was killed; while one is at work nothing happens."""
    if any(data_dir.glob(f"cycles/{SCRATCH}*")):
        with suppress(WrongUse), own_turn(data_dir):
            pass
