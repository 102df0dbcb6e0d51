"""The repository that a book is made of."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """The folders and files that a book is made of.

    Parameters
    ----------
    root : Path
        Folder with ``book/``, ``notebooks/`` and ``_config.yml``.
    """

    root: Path

    @property
    def book(self) -> Path:
        """Texts and assets."""
        return self.root / "book"

    @property
    def notebooks(self) -> Path:
        """Notebooks that make the pages."""
        return self.root / "notebooks"

    @property
    def config(self) -> Path:
        """Settings of Jupyter Book."""
        return self.root / "_config.yml"


def commit(root: Path) -> str:
    """Name the commit of the code, and say when the code has changes that are in no commit."""
    git = ["git", "-C", str(root)]
    try:
        commit = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, timeout=10)
        changes = subprocess.run(
            [*git, "status", "--porcelain", "--untracked-files=no"], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return "commit onbekend"
    if commit.returncode or changes.returncode:
        return "commit onbekend"
    return f"commit {commit.stdout.strip()}{', met wijzigingen daarna' if changes.stdout.strip() else ''}"
