"""Whose turn it is with the figures: one at a time replaces or copies them, after putting right what a kill left behind."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import WrongUse

#: Start of the name of the folder in which a new folder is made ready, beside the one that it replaces.
SCRATCH = ".inlezen-"
#: In it: the folder as it becomes, and the folder as it was.
NEW, OLD = "nieuw", "oud"
#: The folders of a data folder in which folders are replaced as a whole.
PARTS = ("cycles", "scenarios")
#: Who may take the lock: everyone who may write the figures, also after someone else.
SHARED = 0o666
#: Seconds to wait for a turn: copying figures takes less, and most imports too.
PATIENCE = 10


@contextmanager
def own_turn(data_dir: Path, patience: float | None = None) -> Iterator[None]:
    """Have a data folder to oneself, and tidy up first.

    The lock stands in the temporary folder of the system, so that the figures hold nothing but figures; the system
    lets go of it however its process ends.

    Parameters
    ----------
    data_dir : Path
        The data folder.
    patience : float, optional
        Seconds to wait for who has it now.

    Raises
    ------
    analysis.errors.WrongUse
        If another program does not let go of it.
    """
    place = data_dir.resolve()
    name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"programmaboek-{name}.slot", mode=SHARED)
    try:
        lock.acquire(timeout=PATIENCE if patience is None else patience)
    except Timeout:
        raise WrongUse(
            f"De cijfers in {data_dir} zijn in gebruik: er wordt een werkmap ingelezen, een scenario opgeslagen of een site "
            "gemaakt. Wacht tot dat klaar is en probeer het opnieuw; er is niets gewijzigd."
        ) from None
    try:
        for folder in (place / part for part in PARTS):
            for left in folder.glob(f"{SCRATCH}*/{OLD}/*"):  # killed where folders are not exchanged in one step
                if not (folder / left.name).exists():
                    left.rename(folder / left.name)
            for left in folder.glob(f"{SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()


def put_back(data_dir: Path) -> None:
    """Put figures back as they were before they were replaced by what was killed; while something is at work nothing happens."""
    if any(any(data_dir.glob(f"{part}/{SCRATCH}*")) for part in PARTS):
        with suppress(WrongUse), own_turn(data_dir, patience=0):
            pass
