"""A disk that is full, read-only or out of bounds: a Dutch sentence, nothing half, and the next build succeeds."""

import errno
import os
import shutil
import subprocess
import sys

import pytest
from disk import Disk, refusing
from small_book import ROOT, is_told

from analysis.report import publish, render

#: How many of all times that a build writes are tried, with notebooks that are kept and with notebooks that run.
KEPT, RUN = 24, 4
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
    monkeypatch.setattr(render, "_built", lambda source, folder: ready)
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
    quick.change(f"Vol {options}.")
    quick.before, tried = quick.state(), RUN if options else KEPT
    for number in range(tried):
        after = number * count // tried
        with refusing(Disk(str(quick.root), after)):
            code = quick.build(*options)
        said = capsys.readouterr().err
        if code == 0:  # what could not be kept need not be
            assert after > 0.9 * count
            quick.change(f"Vol {options} {number}.")
            quick.before = quick.state()
            continue
        assert code == 1, (after, said)
        is_told("disk full, in the build", said)
        assert quick.state() == quick.before and quick.left() == set()
