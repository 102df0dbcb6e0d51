"""Reading figures against measuring them: ``python benchmarks/measures.py [FOLDER]``, on 700 made-up programmes of ten cycles.

It reads every cycle of a data folder (made by `municipalities.py` where it does not exist) with ``pandas.read_csv`` alone and
with `load_cycle`, and asks every measure of the catalogue about it, those that compare about it and the cycle before it.
Each cycle starts with nothing kept of it. Seconds of the processor and of the clock, over all cycles together.
"""

import argparse
import cProfile
import pstats
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from municipalities import write_municipalities

from analysis.data import Cycle, list_cycles, load_cycle
from analysis.measures.catalogue import measured


@contextmanager
def timed(what: str, worked: Counter, passed: Counter) -> Iterator[None]:
    """Add what the processor worked, and what time passed, to that of the same name."""
    start, begun = time.perf_counter(), time.process_time()
    yield
    passed[what] += time.perf_counter() - start
    worked[what] += time.process_time() - begun


def ask_all(cycle: Cycle, before: Cycle | None, each: Counter) -> None:
    """Ask every measure, and add up what each of them took; the first that needs a shared frame pays for it."""
    begun = time.process_time()
    for name, _ in measured(cycle, before):
        each[name] += time.process_time() - begun
        begun = time.process_time()


def once_over(folder: Path, names: list[str]) -> tuple[Counter, Counter, Counter]:
    """Read and measure every cycle once."""
    worked, passed, each, before = Counter(), Counter(), Counter(), None
    for name in names:
        files = sorted((folder / "cycles" / name).glob("*.csv"))
        with timed("pandas.read_csv", worked, passed):
            for path in files:
                pd.read_csv(path)
        with timed("load_cycle", worked, passed):
            cycle = load_cycle(name, folder)
        with timed("measures", worked, passed):
            ask_all(cycle, before, each)
        before = cycle
    return worked, passed, each


def told(seconds: list[float]) -> str:
    """Give the middle of some times, with the smallest and the largest."""
    return f"{statistics.median(seconds):8.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure the reading of figures against the measures.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("_build/benchmark-700"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--cycles", type=int, default=0, help="only so many cycles of the folder; 0 is all")
    parser.add_argument("--profile", action="store_true", help="print the functions at the top instead, of one repeat")
    options = parser.parse_args()
    if not options.folder.is_dir():
        write_municipalities(options.folder, programmes=700, cycles=10, indicators=15)
    names = list_cycles(options.folder)[: options.cycles or None]
    if options.profile:
        with cProfile.Profile() as profile:
            once_over(options.folder, names)
        pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats("analysis/", 40)
        return
    runs = [once_over(options.folder, names) for _ in range(options.repeats)]
    print(f"{len(names)} cycles, {options.repeats} repeats; processor, clock: median (least to most) in seconds")
    for what in ("pandas.read_csv", "load_cycle", "measures"):
        print(f"{what:16}", *(told([run[place][what] for run in runs]) for place in (0, 1)))
    for what in ("pandas.read_csv", "load_cycle"):
        print(f"measures / {what}:", told([worked["measures"] / worked[what] for worked, _, _ in runs]))
    for name in sorted(runs[0][2], key=runs[0][2].get, reverse=True)[:12]:
        print(f"  {name:32}", told([each[name] for *_, each in runs]))
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
