"""Processes that a build starts end with it, however it ends: also when it is killed and can say nothing any more.

Each holds the reading end of one pipe as its standard input. Only the build holds the writing end, so the system closes
it with the build, and who waits at the other end knows.

Not on Windows: there a thread that waits for its input can hold up whatever else looks at that input. ipykernel watches
the build by itself there, and Jupyter Book goes on until it is done or wants to say something; scratch that it still
holds open is thrown away by the build after the next.
"""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Python that lets a process end with the build that started it; standard input must be `lifeline`.
HOLD_ON = (
    "import os, threading; "
    "threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), name='lifeline', daemon=True).start()"
    if os.name != "nt"
    else "pass"
)


#: The reading and the writing end, once there are any.
_ends: list[int] = []
#: Several threads start processes.
_own = threading.Lock()


class Ended(RuntimeError):
    """What this process started is being ended; nothing more is started until it is."""


def lifeline() -> int:
    """Give the standard input for every process that this one starts.

    Raises
    ------
    Ended
        If what it started is being ended.
    """
    if os.name == "nt":
        return subprocess.DEVNULL
    with _own:
        if not _ends:
            _ends.extend(os.pipe())  # the writing end is not inherited
        if len(_ends) < 2:
            raise Ended("de build is afgebroken")
        return _ends[0]


@contextmanager
def ending_together(wait: Callable[[], object]) -> Iterator[None]:
    """End all that this process started as soon as what it is for goes wrong or is interrupted.

    Parameters
    ----------
    wait : callable
        Waits for those who wait for the processes: whatever happens, nobody does afterwards.
    """
    try:
        yield
    except BaseException:
        _cut()
        raise
    finally:
        wait()
        if len(_ends) == 1:
            os.close(_ends.pop())


def _cut() -> None:
    """Close the writing end, so that whoever waits at the other one ends."""
    if os.name != "nt":
        with _own:
            _ends or _ends.extend(os.pipe())
            os.close(_ends.pop())
