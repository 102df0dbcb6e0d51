"""One build at a time in a folder; what a killed build left is tidied up, what is somebody else's is not."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import WrongUse
from analysis.report import workplace as workplaces
from analysis.report.publish import MARKER
from analysis.report.workplace import workplace

TESTS = Path(__file__).parents[1]
#: A process that builds in a folder until it is told to stop, or killed.
AT_WORK = """
import sys
from pathlib import Path
from analysis.report.workplace import workplace
with workplace(Path(sys.argv[1])) as place:
    (place.folder / "half.ipynb").touch()
    (place.sockets / "s-1").touch()
    print(place.folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that builds in the same folder."""
    line = [sys.executable, "-c", AT_WORK, str(tmp_path)]
    process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.at = Path(process.stdout.readline().strip())
    yield process
    process.communicate()  # its input ends, and with it the build


def test_a_second_build_is_refused_with_who_builds_since_when_and_what_to_do(other, tmp_path, capsys):
    assert main(["build", "--data", str(TESTS / "base"), "--output", str(tmp_path / "html")]) == 2
    said = capsys.readouterr().err
    assert f"In {tmp_path} is al een build bezig, begonnen op " in said and f"(proces {other.pid})" in said
    assert f"door {getpass.getuser()} op {socket.gethostname()}" in said and "--output" in said
    assert "Traceback" not in said and not (tmp_path / "html").exists()
    assert other.poll() is None and (other.at / "half.ipynb").is_file()


def test_a_build_after_a_killed_one_is_not_refused_and_tidies_up(other, tmp_path):
    sockets = workplaces._sockets(other.at)
    assert (sockets / "s-1").is_file()
    other.kill()
    other.wait()
    assert (tmp_path / workplaces.LOCK).is_file() and (other.at / "half.ipynb").is_file()
    with workplace(tmp_path):
        assert not other.at.exists() and not sockets.exists()


def test_the_file_of_the_lock_locks_nothing(tmp_path):
    (tmp_path / workplaces.LOCK).touch()
    (tmp_path / workplaces.HOLDER).write_text('{"since": "2026-01-01T09:00:00"}', encoding="utf-8")
    with workplace(tmp_path) as place:
        assert place.folder.is_dir()


def test_a_refusal_needs_no_word_of_who_builds(tmp_path):
    with workplace(tmp_path):
        (tmp_path / workplaces.HOLDER).write_text("half", encoding="utf-8")
        with pytest.raises(WrongUse, match="is al een build bezig. Wacht"), workplace(tmp_path):
            pass


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_nothing_but_the_file_of_the_lock_is_left(tmp_path, ends):
    try:
        with workplace(tmp_path) as place:
            shutil.copytree(TESTS / "base", place.folder / "notebooks")
            if ends == "badly":
                raise OSError
    except OSError:
        pass
    assert [path.name for path in tmp_path.iterdir()] == [workplaces.LOCK] and not place.sockets.exists()


def test_only_scratch_of_a_build_is_thrown_away(tmp_path):
    for name in (".bouw-mijn-hut", ".bouw-killed", ".bouw-killed-at-once", "bouw-tekeningen"):
        (tmp_path / name).mkdir()
    (tmp_path / ".bouw-mijn-hut" / "plank.txt").touch()
    (tmp_path / ".bouw-killed" / MARKER).touch()
    (tmp_path / ".bouw-killed" / "book").mkdir()
    with workplace(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [".bouw-mijn-hut", "bouw-tekeningen"]


def test_scratch_that_cannot_be_thrown_away_whole_is_still_known_as_scratch(tmp_path, monkeypatch):
    with workplace(tmp_path) as place, monkeypatch.context() as patched:
        (place.folder / "book").mkdir()
        patched.setattr(workplaces.shutil, "rmtree", lambda *args, **settings: None)  # a window holds a file open
        workplaces._discard(place.folder)
        assert sorted(os.listdir(place.folder)) == [MARKER, "book"]
