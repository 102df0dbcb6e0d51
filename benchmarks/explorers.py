"""How soon the explorers answer a change, on the figures of the repository: the work in Python, without the browser.

Run it with ``python benchmarks/explorers.py``; it prints in milliseconds the middle and the slowest of ten
changes by the clock, and the middle of the time that the processor worked on them, which others on the machine do not lengthen.
"""

import statistics
import time
from collections.abc import Callable, Iterable

from analysis.data import load_cycle
from analysis.explore.app import App
from analysis.explore.measured import Measured


def measure(name: str, change: Callable[[float], None], values: Iterable[float]) -> None:
    """Make changes one after another and print how long they took."""
    change(0)
    seconds, worked = [], []
    for value in values:
        start, begun = time.perf_counter(), time.process_time()
        change(value)
        seconds.append(time.perf_counter() - start)
        worked.append(time.process_time() - begun)
    told = statistics.median(seconds), max(seconds), statistics.median(worked)
    print(f"{name:28}", *(f"{1000 * each:6.0f}" for each in told))


def main() -> None:
    """Measure a change in each explorer."""
    start = time.perf_counter()
    app = App(Measured(load_cycle()), "data")
    print(f"load and first tab: {time.perf_counter() - start:.1f} s")
    for place in (1, 2):
        app.tabs.selected_index = place
    money, people, indicators = (app.parts[place] for place in range(3))
    measure("money, a programme", money._move, range(0, 10000, 1000))
    money.programme.value = None
    measure("money, all together", money._move, range(0, 10000, 1000))
    measure("supply of a unit", people._set_supply, range(10, 110, 10))
    measure("norm of productive hours", lambda norm: people._set_norm(1400 + norm), range(10))
    measure("pace of an indicator", indicators._set_pace, range(100, 1100, 100))
    measure("all targets of an indicator", indicators._set_shift, range(10, 110, 10))


if __name__ == "__main__":
    main()
