"""Exchange two folders in one step, so that there is never a moment without either: a kill finds the old one or the new one."""

import ctypes
import errno
import os
import sys
from pathlib import Path

from analysis.errors import AnalysisError, reason

#: What a system answers that does not know the exchange; anything else is a real error.
NOT_SUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system or the file system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            here, exchanging = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            call = ctypes.CDLL(None, use_errno=True).renameat2
            code = call(here, ctypes.c_char_p(names[0]), here, ctypes.c_char_p(names[1]), ctypes.c_uint(exchanging))
        elif sys.platform == "darwin":
            swapping = 2  # RENAME_SWAP
            call = ctypes.CDLL(None, use_errno=True).renamex_np
            code = call(ctypes.c_char_p(names[0]), ctypes.c_char_p(names[1]), ctypes.c_uint(swapping))
        else:
            return False
    except AttributeError:  # a C library that is older than the call
        return False
    if code == 0:
        return True
    if (number := ctypes.get_errno()) in NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def put_in_place(ready: Path, folder: Path, aside: Path) -> None:
    """Put a new folder in the place of an old one, in one step where the system can, or leave the old one where it is.

    Parameters
    ----------
    ready : Path
        The new folder.
    folder : Path
        Its place; there need not be anything yet.
    aside : Path
        Where the old folder goes on a system that cannot exchange two.

    Raises
    ------
    analysis.errors.AnalysisError
        If the system refuses. Nothing has changed then.
    """
    try:
        if not folder.exists():
            ready.rename(folder)
            return
        if exchange(ready, folder):
            return
        aside.parent.mkdir()
        folder.rename(aside)
        try:
            ready.rename(folder)
        except BaseException:
            aside.rename(folder)
            raise
    except OSError as error:
        raise AnalysisError(
            f"De map {folder} is niet te vervangen ({reason(error)}); sluit programma's die er bestanden uit open hebben. "
            "Er is niets gewijzigd."
        ) from error
