"""Notebooks and what they run in that die, hang or run out of memory: a Dutch sentence or another try, and none is left."""

import os
import subprocess

import pytest

from analysis.report.forkserver import ABLE
from small_book import NOTEBOOKS, is_told

#: Endless in three ways: at work, asleep, and deaf to interrupts.
ENDLESS = [
    "while True: pass",
    "import time; time.sleep(10**6)",
    "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "while True:\n    try:\n        time.sleep(10**6)\n    except BaseException:\n        pass",
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of Linux and macOS")


def test_a_kernel_that_is_killed_each_time_is_tried_once_more(book):
    count = book.root / "count"
    book.add_cell("geld", f"import os; open({str(count)!r}, 'a').write('x'); os.kill(os.getpid(), 9)")
    result = subprocess.run(book.command(), capture_output=True, text=True)  # with what libraries would log
    assert result.returncode == 1
    is_told("killed kernel", result.stderr)
    assert count.read_text(encoding="utf-8") == "xx"


def test_a_kernel_that_is_killed_once_does_it_at_the_second_try_and_the_colophon_says_so(book, capsys):
    once = book.root / "once"
    book.add_cell(
        "geld", f"import os\nif not os.path.exists({str(once)!r}): open({str(once)!r}, 'w'); os.kill(os.getpid(), 9)"
    )
    assert book.build() == 0
    is_told("kernel killed once", (book.output / "colofon.html").read_text(encoding="utf-8"))
    book.next("Daarna.")


def test_a_notebook_that_never_ends_is_named_and_not_tried_again_and_the_others_go_on(book, capsys):
    ran = book.root / "ran"
    for endless in ENDLESS:
        book.without_cells()
        ran.unlink(missing_ok=True)
        for name in NOTEBOOKS:
            source = f"open({str(ran)!r}, 'a').write('{name} ')"
            book.add_cell(name, f"{source}\n{endless}" if name == "overzicht" else source)
        assert book.build("--time-limit", "2", "--workers", "1", "--force") == 1
        said = capsys.readouterr().err
        is_told("a cell without end", said)
        assert "index: cel 5" in said and book.processes() == []
        assert ran.read_text(encoding="utf-8").split() == ["overzicht", "geld", "programma"]


def test_a_kernel_out_of_memory_is_told(book, capsys):
    book.add_cell(
        "geld",
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))\nlist(range(10**10)) or bytearray(2**40)",
    )
    assert book.build() == 1
    is_told("out of memory", capsys.readouterr().err)


@pytest.mark.skipif(not ABLE, reason="only where kernels split off")
def test_a_server_of_kernels_that_is_killed_is_replaced(book, capsys):
    book.add_cell("overzicht", "import os; os.kill(os.getppid(), 9)")
    assert book.build("--workers", "1", "--force") == 0
    is_told("fork server killed", capsys.readouterr().out)
    book.next("Daarna.")
