"""Places that may not be written or read, or cannot be: a Dutch sentence, and nothing is changed."""

import errno

import pytest

from disk import Disk, refusing
from small_book import is_told


def refused_everywhere(book, disk: Disk, output, capsys) -> str:
    """Build where a disk refuses; give what is said."""
    with refusing(disk):
        assert book.build("--output", str(output)) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_only_a_disk_that_is_full_leaves_half_of_a_file(tmp_path, number):
    with refusing(Disk(str(tmp_path), number=number)), pytest.raises(OSError):
        (tmp_path / "file").write_text("whole", encoding="utf-8")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([b"half"] if number == errno.ENOSPC else [])


def test_a_place_that_may_not_be_written(book, capsys):
    disk = Disk(str(book.root / "elders"), number=errno.EROFS)
    is_told("read-only output", refused_everywhere(book, disk, book.root / "elders" / "html", capsys))
    assert not (book.root / "elders").exists()
    disk = Disk(str(book.output.parent), number=errno.EROFS)
    is_told("read-only output", refused_everywhere(book, disk, book.output, capsys))
    disk = Disk(str(book.root / "elders"), number=errno.EACCES)
    is_told("output that may not be written", refused_everywhere(book, disk, book.root / "elders" / "html", capsys))


def test_a_place_that_cannot_be(book, capsys):
    (book.root / "brief.txt").write_text("van mij", encoding="utf-8")
    assert book.build("--output", str(book.root / "brief.txt")) == 2
    is_told("output is a file", capsys.readouterr().err)
    assert book.build("--output", str(book.root / "brief.txt" / "html")) == 1
    is_told("output inside a file", capsys.readouterr().err)
    assert (book.root / "brief.txt").read_text(encoding="utf-8") == "van mij"


def test_figures_that_may_not_be_read(book, capsys):
    place = book.data / "cycles" / "2020-begroting" / "budget.csv"
    with refusing(Disk(str(place), number=errno.EACCES, reading=True)):
        assert book.build() == 1
    is_told("figures that may not be read", capsys.readouterr().err)


def test_figures_that_are_not_there(book, capsys):
    with refusing(Disk(str(book.root / "nergens"))):
        assert book.build("--data", str(book.root / "nergens"), "--output", str(book.root / "weg" / "html")) == 2
    is_told("no figures", capsys.readouterr().err)
    assert not (book.root / "weg").exists()
