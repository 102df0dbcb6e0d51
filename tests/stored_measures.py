"""Store what the measures give for every cycle: run ``python tests/stored_measures.py`` after they changed on purpose.

A published edition must give the same numbers when it is built again. ``tests/editions/<cycle>.json`` holds for every
measure a digest of what it gave, with the number of rows and the sums of the columns to see by what it differs;
``tests/report/test_back_test.py`` compares.
"""

import functools
import hashlib
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from analysis import measures
from analysis.data import Cycle, list_cycles, load_cycle

ROOT = Path(__file__).parents[1]
STORE = ROOT / "tests" / "editions"
#: Data folders whose cycles are published.
FOLDERS = [folder for folder in (ROOT / "data", *(ROOT / "examples").glob("*")) if (folder / "cycles").is_dir()]
#: How measures call the cycle before it.
BEFORE = ("previous", "base")
#: Words beside the figures: putting a typing error right in them changes no number.
WORDS = {"note", "section", "source", "treatment", "explanation", "statement", "summary", "response"}
WORDS |= {"planning_note", "funding_note", "stakeholders"}


def published() -> dict[str, Path]:
    """Give every cycle with the data folder it is in."""
    return {cycle: folder for folder in FOLDERS for cycle in list_cycles(folder)}


def all_measures() -> dict[str, Callable]:
    """Give every public function of `analysis.measures` that makes a frame of a cycle alone, as ``module.function``.

    A family that gathers the functions of other modules (``budget``, ``capacity``, ``indicators``) gives them its name.
    """
    modules = [
        importlib.import_module(found.name) for found in pkgutil.iter_modules(measures.__path__, "analysis.measures.")
    ]
    modules.sort(key=lambda module: (not hasattr(module, "__all__"), module.__name__))
    found = {}
    for module in modules:
        own = inspect.getmembers(module, inspect.isfunction)
        names = [name for name, function in own if function.__module__ == module.__name__ and not name.startswith("_")]
        for name in getattr(module, "__all__", names):
            function = getattr(module, name)
            if _is_measure(function) and function not in found.values():
                found[f"{module.__name__.rsplit('.')[-1]}.{name}"] = function
    return dict(sorted(found.items()))


def _is_measure(function: Callable) -> bool:
    """Tell whether a function makes a frame of a cycle, or of a cycle and the one before it."""
    signature = inspect.signature(function)
    names = [name for name, parameter in signature.parameters.items() if parameter.default is parameter.empty]
    return signature.return_annotation is pd.DataFrame and names in (["cycle"], *(["cycle", name] for name in BEFORE))


def of_cycle(cycle: str) -> Iterator[tuple[str, dict]]:
    """Give what every measure gives for a cycle, shortened; without a cycle before it, not what compares with that."""
    figures, before = loaded(cycle)
    for name, measure in all_measures().items():
        parameters = inspect.signature(measure).parameters
        previous = next((parameters[word] for word in BEFORE if word in parameters), None)
        if previous is None:
            yield name, shortened(measure(figures))
        elif before is not None or previous.default is None:
            yield name, shortened(measure(figures, **{previous.name: before}))


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
