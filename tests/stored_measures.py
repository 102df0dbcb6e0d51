"""Store what the measures give for every cycle: run ``python tests/stored_measures.py`` after they changed on purpose.

A published edition must give the same numbers when it is built again. ``tests/editions/<cycle>.json`` holds for every
measure a digest of what it gave, with the number of rows and the sums of the columns to see by what it differs;
``tests/report/test_back_test.py`` compares.
"""

import functools
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.data import Cycle, list_cycles, load_cycle
from analysis.measures.catalogue import measured

ROOT = Path(__file__).parents[1]
STORE = ROOT / "tests" / "editions"
#: Data folders whose cycles are published.
FOLDERS = [folder for folder in (ROOT / "data", *(ROOT / "examples").glob("*")) if (folder / "cycles").is_dir()]
#: Words beside the figures: putting a typing error right in them changes no number.
WORDS = {"note", "section", "source", "treatment", "explanation", "statement", "summary", "response"}
WORDS |= {"planning_note", "funding_note", "stakeholders"}


def published() -> dict[str, Path]:
    """Give every cycle with the data folder it is in."""
    return {cycle: folder for folder in FOLDERS for cycle in list_cycles(folder)}


def of_cycle(cycle: str) -> Iterator[tuple[str, dict]]:
    """Give what every measure gives for a cycle, shortened; without a cycle before it, not what compares with that."""
    for name, frame in measured(*loaded(cycle)):
        yield name, shortened(frame)


@functools.cache
def loaded(cycle: str) -> tuple[Cycle, Cycle | None]:
    """Load a cycle and the one before it, if it names one."""
    folder = published()[cycle]
    figures = load_cycle(cycle, folder)
    before = figures.info["previous_cycle"]
    return figures, load_cycle(before, folder) if pd.notna(before) else None


def shortened(frame: pd.DataFrame) -> dict:
    """Give the digest of a frame without its words, the number of its rows and the sums of its columns of numbers."""
    frame = frame.drop(columns=[column for column in frame if column in WORDS])
    text = frame.to_csv(index=False, float_format="%.10g", date_format="%Y-%m-%d", lineterminator="\n")
    numbers = frame.select_dtypes(["number", "bool", "boolean"]).astype("float64")
    return {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "rows": len(frame),
        "sums": {column: float(f"{numbers[column].sum():.10g}") for column in numbers},
    }


def stored(cycle: str) -> dict[str, dict]:
    """Read what is stored of a cycle."""
    path = STORE / f"{cycle}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def refresh(cycle: str) -> list[str]:
    """Store a cycle again; give a line for each measure that differs."""
    before, now = stored(cycle), dict(of_cycle(cycle))
    STORE.mkdir(exist_ok=True)
    lines = [f'  "{name}": {json.dumps(short)}' for name, short in now.items()]
    (STORE / f"{cycle}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    names = sorted({*before, *now})
    return [
        f"{cycle}: {name}: {difference(before.get(name), now.get(name))}"
        for name in names
        if before.get(name) != now.get(name)
    ]


def difference(before: dict | None, now: dict | None) -> str:
    """Say in what two shortened frames differ."""
    if before is None or now is None:
        return "new" if before is None else "gone"
    said = [f"{before['rows']} rows became {now['rows']}"] if before["rows"] != now["rows"] else []
    for column in {**before["sums"], **now["sums"]}:
        old, new = before["sums"].get(column), now["sums"].get(column)
        said += [f"the sum of {column} was {old} and is {new}"] if old != new else []
    return "; ".join(said) or "the same sums, in other cells"


if __name__ == "__main__":
    for cycle in published():
        print("\n".join(refresh(cycle)) or f"{cycle}: nothing changed")
