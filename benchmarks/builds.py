"""How long a build takes: against the plain way, after one change, after none; and as there are more programmes.

The plain way is what the tools do by themselves: papermill runs one notebook after another, then `jupyter-book build`. It
makes no open data and checks nothing; the builds it is compared with do.

    python benchmarks/builds.py ratios [--repeats 5]
    python benchmarks/builds.py growth [--municipalities 1 10 100]
    python benchmarks/builds.py programmes [--programmes 7 70]
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from municipalities import municipality_name, write_municipality

from analysis.data import load_cycle, newest_cycle
from analysis.report.pages import pages as listed

ROOT = Path(__file__).parents[1]
#: Runs the notebooks of a book one after another, as papermill does by itself, and then builds the book.
PLAIN = """
import json, subprocess, sys, warnings
from pathlib import Path
import papermill
warnings.simplefilter("ignore")
book, notebooks = Path(sys.argv[1]), Path(sys.argv[2])
for page in json.loads(sys.argv[3]):
    papermill.execute_notebook(
        notebooks / (page["notebook"] + ".ipynb"), book / (page["name"] + ".ipynb"), page["parameters"], progress_bar=False
    )
build = [sys.executable, "-m", "jupyter_book.cli.main", "build", str(book), "--path-output", str(book.parent / "plain"), "--quiet"]
subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
"""
#: Runs a command and says how much memory its process took at most.
MEASURED = """
import resource, sys
from analysis.cli import main
code = main(sys.argv[1:])
print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


def timed(line: list[str]) -> tuple[float, str]:
    """Run a command; give the seconds it took, and what it said."""
    start = time.perf_counter()
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(line)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start, done.stdout


def build(data: Path, output: Path) -> tuple[float, float]:
    """Build a site; give the seconds and the megabytes of the main process (Linux tells them in kB)."""
    seconds, said = timed([sys.executable, "-c", MEASURED, "build", "--data", str(data), "--output", str(output)])
    return seconds, int(re.search(r"memory (\d+)", said)[1]) / 1024


def pages(data: Path) -> str:
    """The pages of the newest book, for the plain way."""
    told = [
        {"name": page.name, "notebook": page.notebook, "parameters": {**page.parameters, "data_dir": str(data)}}
        for page in listed(load_cycle("", data))
    ]
    return json.dumps(told)


def change_one_amount(data: Path) -> None:
    """Raise the first amount of the newest cycle by one euro."""
    table = data / "cycles" / newest_cycle(data) / "budget.csv"
    header, first, *rest = table.read_text(encoding="utf-8").splitlines(keepends=True)
    names, cells = header.strip().split(","), first.split(",")
    place = names.index("amount_eur")
    cells[place] = str(int(cells[place]) + 1)
    table.write_text("".join([header, ",".join(cells), *rest]), encoding="utf-8")


def ratios(repeats: int) -> None:
    """Compare a whole build, one after one change and one after none with the plain way."""
    found: dict[str, list[float]] = {"plain": [], "cold": [], "one amount changed": [], "nothing changed": []}
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as place:
            data, output = Path(place) / "data", Path(place) / "out" / "html"
            shutil.copytree(ROOT / "data", data)
            found["cold"].append(build(data, output)[0])
            book = Path(place) / "book"
            shutil.copytree(output.parent / "book", book)
            line = [sys.executable, "-c", PLAIN, str(book), str(ROOT / "notebooks"), pages(data)]
            found["plain"].append(timed(line)[0])
            change_one_amount(data)
            found["one amount changed"].append(build(data, output)[0])
            found["nothing changed"].append(build(data, output)[0])
        print({name: round(seconds[-1], 2) for name, seconds in found.items()}, flush=True)
    print(
        "\n| | seconds, median (least to most) | against the plain way, median (least to most) |\n| --- | --- | --- |"
    )
    for name, seconds in found.items():
        against = [one / plain for one, plain in zip(seconds, found["plain"], strict=True)]
        print(f"| {name} | {spread(seconds, 1)} | {spread(against, 3)} |")


def spread(values: list[float], decimals: int) -> str:
    """Write the median with the least and the most."""
    return f"{statistics.median(values):.{decimals}f} ({min(values):.{decimals}f} to {max(values):.{decimals}f})"


def growth(counts: list[int]) -> None:
    """Build more and more municipalities of seven programmes in one go."""
    print(
        "| municipalities | programmes | seconds | seconds a programme | memory of the main process (MB) |\n| --- | --- | --- | --- | --- |"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "data"
            for number in range(count):
                write_municipality(folder / f"gemeente-{number}", municipality_name(number), 7, 1, 8, number)
            seconds, memory = build(folder, Path(place) / "out" / "html")
            print(f"| {count} | {7 * count} | {seconds:.0f} | {seconds / count / 7:.2f} | {memory:.0f} |", flush=True)


def programmes(counts: list[int]) -> None:
    """Build one municipality with more and more programmes."""
    print("| programmes | seconds | seconds a programme | memory of the main process (MB) |\n| --- | --- | --- | --- |")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            write_municipality(Path(place) / "data", municipality_name(0), count, 1, 8, 1)
            seconds, memory = build(Path(place) / "data", Path(place) / "out" / "html")
            print(f"| {count} | {seconds:.0f} | {seconds / count:.2f} | {memory:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("ratios").add_argument("--repeats", type=int, default=5)
    kinds.add_parser("growth").add_argument("--municipalities", type=int, nargs="+", default=[1, 10, 100])
    kinds.add_parser("programmes").add_argument("--programmes", type=int, nargs="+", default=[7, 70])
    asked = parser.parse_args()
    if asked.kind == "ratios":
        ratios(asked.repeats)
    elif asked.kind == "growth":
        growth(asked.municipalities)
    else:
        programmes(asked.programmes)


if __name__ == "__main__":
    main()
