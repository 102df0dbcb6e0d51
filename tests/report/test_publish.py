"""A finished site takes its place in one step, or not at all; either way there is a whole site to read."""

import errno
import os
import sys
import threading
from pathlib import Path

import pytest

from analysis.report import publish as publishing
from analysis.report.publish import MARKER, NotPublished, exchange, publish, recover, replaceable, swap


def folder(place: Path, words: str) -> Path:
    """Make what stands for a built folder: a page and the mark of a build."""
    place.mkdir(parents=True)
    (place / "index.html").write_text(words, encoding="utf-8")
    (place / MARKER).touch()
    return place


def words_of(place: Path) -> str:
    return (place / "index.html").read_text(encoding="utf-8")


@pytest.fixture(params=["in one step", "by renames"])
def way(request, monkeypatch):
    """Both ways to swap: that of Linux and macOS, and that of systems and disks that cannot exchange folders."""
    if request.param == "by renames":
        monkeypatch.setattr(publishing, "exchange", lambda one, other: False)


@pytest.fixture
def finished(tmp_path):
    """A new book and a new site in scratch, and the last good ones in their places."""
    for name in ("book", "html"):
        folder(tmp_path / name, f"oud {name}")
        folder(tmp_path / ".bouw-x" / name, f"nieuw {name}")
    return [(tmp_path / ".bouw-x" / name, tmp_path / name) for name in ("book", "html")]


def test_folders_are_exchanged_in_one_step_where_the_system_can(tmp_path):
    one, other = folder(tmp_path / "een", "een"), folder(tmp_path / "ander", "ander")
    able = sys.platform in ("linux", "darwin")
    assert exchange(one, other) == able
    assert (words_of(one), words_of(other)) == (("ander", "een") if able else ("een", "ander"))


def test_new_folders_take_their_places_and_the_old_ones_come_out(way, finished, tmp_path):
    publish(finished)
    assert [words_of(place) for _, place in finished] == ["nieuw book", "nieuw html"]
    assert [words_of(new) for new, _ in finished] == ["oud book", "oud html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".bouw-x", "book", "html"]


def test_a_first_site_takes_a_place_that_is_absent_or_empty(way, tmp_path):
    (tmp_path / "leeg").mkdir()
    publish([(folder(tmp_path / ".bouw-x" / name, name), tmp_path / name) for name in ("leeg", "niets")])
    assert words_of(tmp_path / "leeg") == "leeg" and words_of(tmp_path / "niets") == "niets"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("step", range(6))
def test_a_full_or_read_only_disk_at_any_rename_leaves_what_stood_there(finished, monkeypatch, step, code):
    steps, rename = iter(range(100)), Path.rename

    def fails_once(source, target):
        if next(steps) == step:
            raise OSError(code, os.strerror(code), str(source))
        return rename(source, target)

    monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    monkeypatch.setattr(publishing, "TRIES", 1)
    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(NotPublished, match=r"Wat er stond, staat er nog.*probeer het opnieuw"):
        publish(finished)
    assert [words_of(place) for _, place in finished] == ["oud book", "oud html"]
    assert [words_of(new) for new, _ in finished] == ["nieuw book", "nieuw html"]


def test_a_failing_exchange_of_the_site_takes_the_book_back_too(finished, monkeypatch):
    def full(one, other):
        if one.name == "html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(other))
        between = one.with_name("tussen")
        one.rename(between)
        other.rename(one)
        between.rename(other)
        return True

    monkeypatch.setattr(publishing, "exchange", full)
    with pytest.raises(NotPublished, match="de schijf is vol"):
        publish(finished)
    assert [words_of(place) for _, place in finished] == ["oud book", "oud html"]


def test_a_reader_never_finds_the_place_of_the_site_empty(tmp_path):
    one, place = folder(tmp_path / "een", "een"), folder(tmp_path / "html", "twee")
    if not exchange(one, place):
        assert sys.platform not in ("linux", "darwin")  # what happens elsewhere is in the tests of `recover`
        return
    read, stop = [], threading.Event()

    def reader():
        while not stop.is_set():
            read.append((place / "index.html").is_file())

    thread = threading.Thread(target=reader)
    thread.start()
    for _ in range(2000):
        swap(one, place)
    stop.set()
    thread.join()
    assert read and all(read)


@pytest.mark.parametrize("renames", [1, 2])
def test_a_site_stands_in_its_place_again_after_a_kill_between_two_renames(tmp_path, monkeypatch, renames):
    new, place, attic = folder(tmp_path / "nieuw", "nieuw"), folder(tmp_path / "html", "oud"), tmp_path / "zolder"
    attic.mkdir()
    steps, rename = iter(range(100)), Path.rename

    class Killed(BaseException):
        """Ends the swap as a kill does: nothing after it runs."""

    def killed(source, target):
        if next(steps) >= renames:
            raise Killed
        return rename(source, target)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(publishing, "exchange", lambda one, other: False)
        patched.setattr(Path, "rename", killed)
        publish([(new, place)])
    recover(place, attic)
    assert words_of(place) == ("oud" if renames == 1 else "nieuw")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_recovery_leaves_alone_what_no_build_made(tmp_path):
    (tmp_path / ".oud-html").mkdir()
    (tmp_path / ".oud-html" / "brief.txt").write_text("van mij", encoding="utf-8")
    recover(tmp_path / "html", tmp_path)
    assert (tmp_path / ".oud-html" / "brief.txt").is_file() and not (tmp_path / "html").exists()


def test_only_what_a_build_made_may_be_replaced(tmp_path):
    (tmp_path / "leeg").mkdir()
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "brief.txt").touch()
    assert replaceable(tmp_path / "niets") and replaceable(tmp_path / "leeg")
    assert replaceable(folder(tmp_path / "site", "")) and not replaceable(tmp_path / "eigen")
    assert not replaceable(tmp_path / "eigen" / "brief.txt")
