"""A small book, built once, for the tests of what can go wrong with a build."""

import shutil
import tempfile

import pytest

from analysis.report import build as building
from analysis.report import pages
from analysis.report.assemble import Project
from small_book import PAGES, Book


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
