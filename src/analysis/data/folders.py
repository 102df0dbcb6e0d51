"""Where figures stand: data folders, and the cycles in them."""

import csv
import io
import re
from pathlib import Path

from analysis.data.files import LARGEST, Unfit, read_text
from analysis.errors import WrongUse, known

#: What the name of a data folder may be: it becomes part of addresses.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def find_data_dir(data_dir: str | Path = "data") -> Path:
    """Find a data folder: as given, or else in a folder above the current one.

    A notebook opened in JupyterLab runs in its own folder, so that ``data`` lies one level up.
    """
    given = Path(data_dir)
    places = [given, *(parent / given for parent in Path.cwd().parents)]
    return next((place for place in places if (place / "cycles").is_dir()), given)


def municipalities(data_dir: Path) -> dict[str, Path]:
    """Find the data folders in a folder that is none itself, by name; empty if there are none."""
    if (data_dir / "cycles").is_dir() or not data_dir.is_dir():
        return {}
    return {path.name: path.resolve() for path in sorted(data_dir.iterdir()) if (path / "cycles").is_dir()}


def list_cycles(data_dir: str | Path = "data") -> list[str]:
    """List the cycles of a data folder, oldest name first."""
    folder = find_data_dir(data_dir) / "cycles"
    return sorted(path.parent.name for path in folder.glob("*/cycle.csv") if path.is_file())


def newest_cycle(data_dir: str | Path = "data") -> str:
    """Name the cycle with the latest reporting date; the last by name where a date cannot be read."""

    def reporting_date(cycle: str) -> str:
        try:
            text = read_text(find_cycle(cycle, data_dir) / "cycle.csv", LARGEST)
            return next(csv.DictReader(io.StringIO(text, newline="")), {}).get("reporting_date") or ""
        except (Unfit, csv.Error):  # what is wrong is told once the cycle is loaded
            return ""

    existing = list_cycles(data_dir)
    if not existing:
        folder = find_data_dir(data_dir) / "cycles"
        raise WrongUse(f"In {folder} staan geen cycli: geen enkele map daar heeft een cycle.csv.")
    return max(existing, key=lambda cycle: (reporting_date(cycle), cycle))


def find_cycle(cycle: str = "", data_dir: str | Path = "data") -> Path:
    """Find the folder of a cycle; empty: of the newest.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such cycle; lists those that exist.
    """
    data_dir = find_data_dir(data_dir)
    cycle = cycle or newest_cycle(data_dir)
    existing = list_cycles(data_dir)
    if cycle not in existing:
        raise known("onbekende cyclus", cycle, existing)
    return inside(data_dir / "cycles" / cycle)


def inside(folder: Path) -> Path:
    """Give a folder of figures back, or refuse it if it is a link to another place: what stands there would be published.

    Raises
    ------
    analysis.errors.WrongUse
        If it is such a link.
    """
    if folder.resolve().parent != folder.parent.resolve():
        raise WrongUse(f"{folder} is een verwijzing naar een andere map; zet de cijfers zelf in {folder.parent}.")
    return folder
