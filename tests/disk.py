"""A disk that refuses: from the so-manyth time that something is opened to write, or a folder made, nothing can be.

Where it is full, what is opened when it begins to refuse is left with half a word in it. An audit hook sees all that
Python and its libraries open; it cannot be taken away again, so there is one, which can be told to do nothing.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Disk:
    """What is refused.

    Parameters
    ----------
    folder : str
        Where.
    after : int
        How many times it may still be done; counts down.
    number : int
        What the system says.
    reading : bool
        Refuse to read instead.
    """

    folder: str
    after: int = 0
    number: int = errno.ENOSPC
    reading: bool = False

    def asked(self, event: str, arguments: tuple) -> None:
        """Refuse what may not be done."""
        if event not in ("open", "os.mkdir") or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        path, flags = os.fsdecode(arguments[0]), arguments[2] if event == "open" else WRITING
        if bool(flags & WRITING) == self.reading or not path.startswith(self.folder):
            return
        self.after -= 1
        if self.after >= 0:
            return
        full = self.number == errno.ENOSPC
        if full and self.after == -1 and event == "open" and not self.reading and not os.path.isdir(path):
            self.after = 1  # let through what follows, which comes here too
            with open(path, "wb") as file:
                file.write(b"half")
            self.after = -1
        raise OSError(self.number, os.strerror(self.number), path)


_disks: list[Disk] = []
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple) -> None:
    for disk in list(_disks):
        disk.asked(event, arguments)


def begin(disk: Disk) -> None:
    """Let a disk refuse from now on."""
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    _disks.append(disk)


@contextmanager
def refusing(disk: Disk) -> Iterator[Disk]:
    """Let a disk refuse for a while."""
    begin(disk)
    try:
        yield disk
    finally:
        _disks.remove(disk)
