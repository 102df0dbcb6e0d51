"""A disk that is full: a Dutch sentence, nothing half, and the next build succeeds."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

from analysis.report import publish, render, task
from disk import Disk, refusing
from small_book import ROOT, is_told

#: How many of all times that a build writes are tried, with notebooks that are kept and with notebooks that run.
KEPT, RUN = 12, 3
#: Lets a process that is Jupyter Book find a disk that is full after some time.
FILLS = """
import os, sys
if "jupyter_book" in " ".join(sys.orig_argv):
    import disk
    disk.begin(disk.Disk(os.environ["FULL_DISK"], int(os.environ["FULL_AFTER"])))
"""


@pytest.fixture
def quick(book, monkeypatch):
    """A book for which Jupyter Book has its HTML ready."""
    ready = book.root / "ready"
    if not ready.is_dir():
        (html,) = (book.output.parent).glob(".bewaard/boek/begin/_build/html")
        shutil.copytree(html, ready)
    monkeypatch.setattr(render.JupyterBook, "build", lambda maker, source, folder: ready)
    return book


def times(book, *options: str) -> int:
    """Count the times that a build writes."""
    with refusing(Disk(str(book.root), sys.maxsize)) as disk:
        assert book.build(*options) == 0
    return sys.maxsize - disk.after


@pytest.mark.parametrize("options", [(), ("--force",)], ids=["kept", "run"])
def test_a_disk_that_is_full_at_any_moment_of_a_build(quick, options, capsys):
    count = times(quick, *options)
    assert count > 150
    quick.next(f"Vol {options}.")
    tried, seen = RUN if options else KEPT, set()
    for number in range(tried):
        after = number * count // tried
        with refusing(Disk(str(quick.root), after)):
            code = quick.build(*options)
        said = capsys.readouterr().err
        if code == 0:  # what could not be kept need not be
            assert after > 0.9 * count
            quick.next(f"Vol {options} {number}.")
            continue
        assert code == 1, (after, said)
        run, began = "bladzijden;" in said, "niet vernieuwd" in said
        fault = "disk full, in a run" if run else "disk full, in the build" if began else "disk full, at the start"
        is_told(fault, said)
        seen.add(fault)
        assert quick.state() == quick.before and quick.left() == set()
    assert seen >= {"disk full, at the start", "disk full, in the build"}


def test_a_disk_that_is_full_when_the_figures_of_a_page_are_laid_out(book, monkeypatch, capsys):
    real = task._lay_out

    def full(figures, folder):
        with refusing(Disk(str(folder), 2)):  # the folder and its first file can be made
            real(figures, folder)

    with monkeypatch.context() as patched:
        patched.setattr(task, "_lay_out", full)
        assert book.build("--force") == 1
    is_told("disk full, in a run", capsys.readouterr().err)


def test_a_disk_that_is_full_when_jupyter_book_writes(book, monkeypatch, capsys):
    place = book.root / "site"
    place.mkdir(exist_ok=True)
    (place / "sitecustomize.py").write_text(FILLS, encoding="utf-8")
    shutil.rmtree(book.output.parent / ".bewaard" / "boek")  # it makes the whole book
    for after in (0, 20, 60, 120):
        with monkeypatch.context() as patched:
            patched.setenv("PYTHONPATH", os.pathsep.join([str(place), str(ROOT / "tests"), str(ROOT / "src")]))
            patched.setenv("FULL_DISK", str(book.root))
            patched.setenv("FULL_AFTER", str(after))
            assert book.build() == 1
        is_told("disk full, in Jupyter Book", capsys.readouterr().err)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no device that is always full")
def test_a_disk_that_is_full_for_a_notebook(book, capsys):
    book.add_cell("geld", "open('/dev/full', 'w').write('x' * 1_000_000)")
    assert book.build() == 1
    is_told("disk full, in a notebook", capsys.readouterr().err)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of this kind")
def test_a_file_that_may_not_become_as_large_as_it_is(book):
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    result = subprocess.run(book.command(), capture_output=True, text=True, preexec_fn=limited)
    assert result.returncode == 1
    is_told("a limit on the size of files", result.stderr)


@pytest.mark.parametrize("step", ["book", "site"])
def test_a_site_that_cannot_take_its_place(book, step, monkeypatch, capsys):
    real = publish.exchange

    def refuse(one, other):
        if other == {"book": book.output.parent / "book", "site": book.output}[step]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(other))
        return real(one, other)

    with monkeypatch.context() as patched:
        patched.setattr(publish, "exchange", refuse)
        assert book.build() == 1
    said = capsys.readouterr().err
    is_told("disk full, at the last step", said)
    assert f"komen: {book.output.parent / 'book' if step == 'book' else book.output} (" in said
