"""Digests of everything outside the figures that a page depends on, by content: times of files say nothing."""

import functools
import hashlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

import analysis
from analysis.data.schema import PACKAGED

#: What Python and editors leave beside code.
_PASSING = ("__pycache__", ".ipynb_checkpoints")


def of_folders(folders: Iterable[Path]) -> str:
    """Give a digest of everything in some folders, with the paths in each; one that is absent counts as empty."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not set(_PASSING) & set(path.parts):
                content = path.read_bytes()
                total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
                total.update(content)
        total.update(b"\0\0")
    return total.hexdigest()


@functools.cache
def of_program() -> str:
    """Give a digest of the code of this package, of Python, and of the names and versions of all that is installed."""
    installed = {info.name for place in sys.path for info in Path(place or ".").glob("*.dist-info")}
    machine = [sys.version, platform.machine(), *sorted(installed)]
    code = of_folders([Path(analysis.__file__).parent, PACKAGED])
    return hashlib.sha256("\n".join([code, *machine]).encode()).hexdigest()
