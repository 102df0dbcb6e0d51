"""Digests of figures, by which two builds can be seen to be of the same figures."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def digest(folder: Path) -> str:
    """Give a digest of the figures and explanations of a cycle or a scenario: it changes when any of them changes.

    Line ends do not count: git gives the same figures other ones on Windows.
    """
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*/*.md")]):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + content + b"\0")
    return total.hexdigest()


def of_files(files: Mapping[str, bytes]) -> str:
    """Give a digest of files with their names."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()
