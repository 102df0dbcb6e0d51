"""30 builds killed at seeded random moments: after each the last good site can be read, and the next build succeeds.

- 10 are whole builds of a small book (three notebooks, Jupyter Book), each killed in its own tenth of the time that one
  takes; half of them with all their processes at once, half of them alone, so that their children are orphans.
- 20 are the steps around publishing alone, where a kill could do most harm and a whole build is too seldom: 14 killed
  just before some line of the modules that lock, publish and tidy up, 6 in the middle of throwing the old site away.

Where folders cannot be exchanged in one step, an instant without a site is unavoidable; a kill before each of the three
renames there shows that the start of the next build brings it back.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from analysis.data.digest import digest
from analysis.report import publish, workplace
from analysis.report.check import check_site
from analysis.report.pages import TEXTS
from small_book import CYCLE, PAGES, Book

WHOLE_SITE = [*PAGES, "programmas/groen", *TEXTS, "search"]
SEED = 20190701
WHOLE, LINES, TIDYING, RENAMES = 10, 14, 6, 3
#: Systems that exchange two folders in one step.
ABLE = sys.platform in ("linux", "darwin")
#: How a process ends that is killed, by itself or by another; any other end is a fault of its own.
KILLED = (signal.SIGTERM, 1) if os.name == "nt" else (-signal.SIGKILL,)

#: Lets a build say how far it is.
SAYS = """
from analysis.commands.meter import Meter
Meter.start = Meter.done = Meter.stage = lambda meter, what: print("further", flush=True)
"""

#: Puts a folder in the place of the site like a build does, and kills itself before the so-manyth line of the modules
#: named; before none it says how many lines there are. By renames it counts these instead.
PUBLISHING = """
import os, shutil, signal, sys
from pathlib import Path
from analysis.report import publish, workplace
new, output, last, way, *names = sys.argv[1:]
new, output, last, lines = Path(new), Path(output), int(last), 0
traced = {sys.modules[name].__file__ for name in names}

def count():
    global lines
    lines += 1
    if lines == last:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def trace(frame, event, argument):
    if frame.f_code.co_filename not in traced:
        return None
    if event == "line":
        count()
    return trace

def counted(source, target, rename=publish._rename):
    count()
    rename(source, target)

if way == "renames":
    publish.exchange, publish._rename = lambda one, other: False, counted

sys.settrace(trace)
with workplace.workplace(output.parent) as place:
    publish.recover(output, place.folder)
    new.rename(place.folder / "site")
    publish.publish([(place.folder / "site", output)])
sys.settrace(None)
print(lines)
"""
MODULES = ("analysis.report.publish", "analysis.report.workplace")


class Publisher(Book):
    """A small book whose builds are started and killed, and what a reader finds there."""

    def __init__(self):
        super().__init__()
        self.sockets = set()
        self.build_whole().communicate()  # the first is slow: nothing is in the memory of the machine yet
        self.moments = self.timed()
        self.good = self.mark()
        self.lines = self.lines_of("step", *MODULES)
        self.tidying = self.lines_of("step", "shutil")

    def start(self, *line: str) -> subprocess.Popen:
        """Start a process in the folder of this book, by which its children are known."""
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        return subprocess.Popen(line, **quiet, cwd=self.root, env={**os.environ, "TMPDIR": str(self.temporary)})

    def build_whole(self) -> subprocess.Popen:
        """Start a whole build of the figures as they are."""
        return self.start(*self.command("--force", more=SAYS))

    def publishing(self, mark: str, line: int, way: str, *modules: str) -> subprocess.Popen:
        """Start the steps around publishing, to be killed just before some line."""
        new = self.another_site(mark)
        return self.start(sys.executable, "-c", PUBLISHING, str(new), str(self.output), str(line), way, *modules)

    def timed(self) -> list[float]:
        """Let a build end well; give the seconds from its start to each thing it says, and to its end."""
        began, build = time.monotonic(), self.build_whole()
        moments = [0.0, *(time.monotonic() - began for _ in build.stdout)]
        assert build.wait() == 0
        return [*moments, time.monotonic() - began]

    def killed(self, share: float, alone: bool) -> bool:
        """Kill a build after a share of the time it takes; tell whether it was still at work.

        The clock starts again at each thing it says, so that the moment is right when the machine is slower or faster.
        """
        moment = share * self.moments[-1]
        heard = max(number for number, seconds in enumerate(self.moments) if seconds <= moment)
        build = self.build_whole()
        for _ in range(heard):
            build.stdout.readline()
        time.sleep(moment - self.moments[heard])
        others = [] if alone else psutil.Process(build.pid).children(recursive=True)
        build.kill()
        for process in others:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        build.communicate()
        assert build.returncode in (0, *KILLED)
        return build.returncode != 0

    def change_the_figures(self, words: str) -> str:
        """Change what a build is made of; give the mark that its pages will have."""
        self.change(words)
        return digest(self.data / "cycles" / CYCLE)[:16]

    def another_site(self, mark: str) -> Path:
        """Make a whole other site of the last good one, to put in its place."""
        new = self.root / f"new-{mark}"
        shutil.copytree(self.output, new)
        for page in WHOLE_SITE:
            text = (new / f"{page}.html").read_text(encoding="utf-8")
            (new / f"{page}.html").write_text(text.replace(self.good, mark), encoding="utf-8")
        return new

    def lines_of(self, way: str, *modules: str) -> int:
        """Count the lines that the steps around publishing run."""
        return int(self.publishing(self.good, 0, way, *modules).communicate()[0])

    def mark(self) -> str:
        """Read the site as a reader does: every page is there and whole, and all are of one edition."""
        assert check_site(self.output, WHOLE_SITE) == []
        texts = [(self.output / f"{page}.html").read_text(encoding="utf-8") for page in WHOLE_SITE]
        assert all(text.rstrip().endswith("</html>") for text in texts)
        (mark,) = {re.search(r'<meta name="uitgave" content="[^"]*kenmerk (\w+)"', text).group(1) for text in texts}
        return mark

    def after_a_kill(self, new: str) -> None:
        """Check that the site is the last good one, or the new one if the kill came after it took its place."""
        self.sockets |= set(self.temporary.glob("programmaboek-*/"))
        if not ABLE:
            self.recover()
        assert self.mark() in {self.good, new}
        self.good = self.mark()

    def recover(self) -> None:
        """Do what every build starts with."""
        with workplace.workplace(self.output.parent) as place:
            publish.recover(self.output, place.folder)


@pytest.fixture(scope="module")
def publisher():
    made = Publisher()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(made.temporary))
        yield made
    shutil.rmtree(made.root)


@pytest.mark.parametrize("number", range(WHOLE))
def test_a_whole_build_killed_at_some_moment_leaves_the_last_good_site_and_no_processes(publisher, number):
    new = publisher.change_the_figures(f"Proef {number}.")
    share = (number + random.Random(SEED + number).random()) / WHOLE
    while not publisher.killed(share, alone=number % 2 == 1):
        share *= 0.97  # it was done before its moment: again, and a little sooner
        publisher.good = publisher.mark()
    publisher.after_a_kill(new)
    assert publisher.processes() == []


def moments(count: int, lines: int, salt: int) -> list[int]:
    """Choose lines to be killed before, spread over all of them."""
    chance = random.Random(SEED + salt)
    return [1 + int((number + chance.random()) / count * lines) for number in range(count)]


def kill_publishing(publisher: Publisher, new: str, line: int, way: str, *modules: str) -> None:
    """Kill the steps around publishing just before some line."""
    process = publisher.publishing(new, line, way, *modules)
    assert process.communicate()[0] == "" and process.returncode in KILLED


@pytest.mark.parametrize("number", range(LINES))
def test_publishing_killed_before_some_line_leaves_a_whole_site(publisher, number):
    new = f"{number:016x}"
    kill_publishing(publisher, new, moments(LINES, publisher.lines, 100)[number], "step", *MODULES)
    publisher.after_a_kill(new)


@pytest.mark.parametrize("number", range(TIDYING))
def test_tidying_up_killed_before_some_line_leaves_a_whole_site(publisher, number):
    new = f"{100 + number:016x}"
    kill_publishing(publisher, new, moments(TIDYING, publisher.tidying, 200)[number], "step", "shutil")
    publisher.after_a_kill(new)


@pytest.mark.parametrize("number", range(1, RENAMES + 1))
def test_where_folders_cannot_be_exchanged_the_next_build_brings_the_site_back(publisher, number):
    new, aside = f"{200 + number:016x}", publisher.output.with_name(".oud-html")
    kill_publishing(publisher, new, number, "renames")
    assert (publisher.output.exists(), aside.exists()) == (number != 2, number != 1)
    publisher.recover()
    assert not aside.exists()
    publisher.after_a_kill(new)


def test_that_many_renames_take_the_place_of_an_exchange(publisher):
    assert publisher.lines_of("renames") == RENAMES


def test_the_next_build_succeeds_and_nothing_of_the_killed_ones_is_left(publisher):
    new = publisher.change_the_figures("Na alle proeven.")
    publisher.timed()
    assert publisher.mark() == new
    assert publisher.left() == set()
    assert publisher.sockets and not [path for path in publisher.sockets if path.exists()]
