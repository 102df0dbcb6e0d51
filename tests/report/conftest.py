"""Books that are built once: a small one for what can go wrong with a build, and that of the figures in tests/base."""

import pickle
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.report import build as building
from analysis.report import pages
from analysis.report.assemble import Project
from analysis.report.build import Site, build
from small_book import BASE, PAGES, Book


@pytest.fixture(scope="module")
def whole_book():
    """A small book that has been built."""
    with pytest.MonkeyPatch.context() as patched:
        book = Book()
        patched.setattr(pages, "CROSS", PAGES)
        patched.setattr(building, "PROJECT", Project(book.project))
        patched.setattr(tempfile, "tempdir", str(book.temporary))
        assert book.build() == 0
        yield book
    shutil.rmtree(book.root)


@pytest.fixture
def book(whole_book):
    """The same, with something to build; afterwards all is as it was, nothing is left, and the next build succeeds."""
    whole_book.number += 1
    whole_book.next(f"Proef {whole_book.number}.")
    yield whole_book
    whole_book.without_cells()
    assert whole_book.state() == whole_book.before
    assert whole_book.left() == set() and whole_book.processes() == []
    assert list(whole_book.temporary.glob("programmaboek-*/")) == []
    assert whole_book.build() == 0 and whole_book.state() != whole_book.before


@dataclass(frozen=True)
class Built:
    """A book that was built, for all workers of pytest-xdist.

    Parameters
    ----------
    site : Site
        What came of it.
    place : Path
        Where: its figures in ``data``, its site in ``out/html``. Only test_kept.py may change them.
    copy : Path
        All of it as it was, which nobody changes.
    """

    site: Site
    place: Path
    copy: Path


@pytest.fixture(scope="session")
def base_book(tmp_path_factory, worker_id) -> Built:
    """The book of the figures in tests/base, with a copy of them beside it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    place, copy, kept = shared / "base", shared / "base-copy", shared / "base.pickle"
    with FileLock(shared / "base.lock"):
        if not kept.exists():
            shutil.copytree(BASE, place / "data")
            site = build(data_dir=place / "data", output=place / "out" / "html")
            shutil.copytree(place, copy)
            kept.write_bytes(pickle.dumps(site))
        return Built(pickle.loads(kept.read_bytes()), place, copy)
