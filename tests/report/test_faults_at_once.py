"""Builds that are interrupted, or that meet another build or an import: nothing half, nothing left, and both are right."""

import os
import signal
import subprocess
import sys
import time

import pytest

from small_book import is_told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of Linux and macOS")


def interrupted(book, everywhere: bool, when: str) -> subprocess.CompletedProcess:
    """Interrupt a build as Ctrl+C does, or its first process alone; `when` is the file that says that it is time."""
    process = subprocess.Popen(
        book.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not list(book.output.parent.glob(when)) and process.poll() is None:
        time.sleep(0.05)
    (os.killpg if everywhere else os.kill)(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)  # a build that does not end must not hold up the tests
    return subprocess.CompletedProcess([], process.returncode, *said)


@pytest.mark.parametrize("at", ["a notebook", "Jupyter Book"])
def test_a_build_that_is_interrupted(book, at):
    if at == "a notebook":
        book.add_cell("programma", f"import time; open('{book.root}/running', 'w'); time.sleep(600)")
    for everywhere in (True, False):
        (book.root / "running").unlink(missing_ok=True)
        result = interrupted(book, everywhere, "../running" if at == "a notebook" else ".bouw-*/sites")
        assert result.returncode == 1
        is_told("Ctrl+C", result.stderr)
        assert book.processes() == [] and book.left() == set()


def at_work(book, output) -> subprocess.Popen:
    """Start a build, and wait until it is at work."""
    process = subprocess.Popen(book.command(output=output), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(output.parent.glob(".bouw-*")) and process.poll() is None:
        time.sleep(0.05)
    return process


def test_two_builds_at_once_in_one_place_and_in_two(book):
    one, other = book.output, book.root / "ander" / "html"
    longest, first = at_work(book, other), at_work(book, one)
    assert longest.poll() is None  # it runs every notebook: the other begins while it is at work
    second = subprocess.run(book.command(output=one), capture_output=True, text=True)
    assert second.returncode == 2
    is_told("two builds in one place", second.stderr)
    assert f"(proces {first.pid})" in second.stderr
    for build in (first, longest):
        _, said = build.communicate()
        assert build.returncode == 0, said
    for name in ("index", "geld", "programmas/groen"):
        page = (one / f"{name}.html").read_bytes()
        assert page == (other / f"{name}.html").read_bytes() and b"</html>" in page
    book.next("Daarna.")


AT_WORK = """
import sys
from pathlib import Path
from analysis.data.turn import own_turn
with own_turn(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_a_build_waits_for_an_import_and_says_so_if_it_takes_too_long(book, monkeypatch, capsys):
    line = [sys.executable, "-c", AT_WORK, str(book.data)]
    environment = {**os.environ, "TMPDIR": str(book.temporary)}
    busy = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    busy.stdout.readline()
    with monkeypatch.context() as patched:
        patched.setattr("analysis.data.turn.PATIENCE", 0.5)
        assert book.build() == 2
    is_told("figures in use", capsys.readouterr().err)
    ending = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(2)"], stdout=busy.stdin)
    busy.stdin.close()  # the import ends in two seconds, with the last that holds its input
    assert book.build() == 0
    assert ending.wait() == 0 == busy.wait()
    busy.stdout.close()
    book.next("Daarna.")
