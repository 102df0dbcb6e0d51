"""30 builds killed at seeded random moments: after each the last good site can be read, and the next build succeeds.

- 10 are whole builds of a small book (three notebooks, Jupyter Book), each killed in its own tenth of the time that one
  takes; half of them with all their processes at once, half of them alone, so that their children are orphans.
- 20 are the steps around publishing alone, where a kill could do most harm and a whole build is too seldom: 14 killed
  just before some line of the modules that lock, publish and tidy up, 6 in the middle of throwing the old site away.

Where folders cannot be exchanged in one step, an instant without a site is unavoidable; another 10 kills there show that
the start of the next build brings it back.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analysis.data.digest import digest
from analysis.report import publish, workplace
from analysis.report.check import check_site
from analysis.report.kept import FOLDER as KEPT
from analysis.report.pages import TEXTS
from small_book import BASE, CYCLE, small_project

PAGES = ["index", "geld", "programmas/groen", *TEXTS, "search"]
SEED = 20190701
WHOLE, LINES, TIDYING, RENAMES = 10, 14, 6, 10
#: Systems that exchange two folders in one step.
ABLE = sys.platform in ("linux", "darwin")

#: Builds a small book, and says how far it is.
WHOLE_BUILD = """
import sys
from functools import partial
from pathlib import Path
from analysis.report import build as building, pages
from analysis.report.assemble import Project
pages.CROSS = {"index": "overzicht", "geld": "geld"}
building.PROJECT = Project(Path(sys.argv[1]))
say = partial(print, flush=True)
building.build(
    data_dir=sys.argv[2], output=sys.argv[3], programmes=["groen"],
    progress=building.Progress(lambda pages: say("start"), done=lambda run: say(run.page.name), stage=say),
    ways=building.Ways(force=True),
)
"""

#: Puts a folder in the place of the site like a build does, and kills itself before the so-manyth line of the modules
#: named; before none it says how many lines there are.
PUBLISHING = """
import os, shutil, signal, sys
from pathlib import Path
from analysis.report import publish, workplace
new, output, last, way, *names = sys.argv[1:]
new, output, last, lines = Path(new), Path(output), int(last), 0
traced = {sys.modules[name].__file__ for name in names}
if way == "renames":
    publish.exchange = lambda one, other: False

def trace(frame, event, argument):
    global lines
    if frame.f_code.co_filename not in traced:
        return None
    if event == "line":
        lines += 1
        if lines == last:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return trace

sys.settrace(trace)
with workplace.workplace(output.parent) as place:
    publish.recover(output, place.folder)
    new.rename(place.folder / "site")
    publish.publish([(place.folder / "site", output)])
sys.settrace(None)
print(lines)
"""
MODULES = ("analysis.report.publish", "analysis.report.workplace")


def start(script: str, *arguments) -> subprocess.Popen:
    """Start a script in a process group of its own."""
    line = [sys.executable, "-c", script, *map(str, arguments)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(line, **quiet, text=True, start_new_session=os.name != "nt")


class Publisher:
    """A folder in which builds are started and killed, and what a reader finds there."""

    def __init__(self, root: Path):
        self.root, self.output, self.data = root, root / "out" / "html", root / "data"
        self.project = small_project(root / "project")
        shutil.copytree(BASE, self.data)
        self.scratch = set()
        self.start().communicate()  # the first is slow: nothing is in the memory of the machine yet
        self.moments = self.timed()
        self.good = self.mark()
        self.lines = {way: self.lines_of(way, *MODULES) for way in ("step", "renames")}
        self.tidying = self.lines_of("step", "shutil")

    def start(self) -> subprocess.Popen:
        """Start a whole build of the figures as they are."""
        return start(WHOLE_BUILD, self.project, self.data, self.output)

    def timed(self) -> list[float]:
        """Let a build end well; give the seconds from its start to each thing it says, and to its end."""
        began, build = time.monotonic(), self.start()
        moments = [0.0, *(time.monotonic() - began for _ in build.stdout)]
        assert build.wait() == 0
        return [*moments, time.monotonic() - began]

    def killed(self, share: float, alone: bool) -> bool:
        """Kill a build after a share of the time it takes; tell whether it was still at work.

        The clock starts again at each thing it says, so that the moment is right when the machine is slower or faster.
        """
        moment = share * self.moments[-1]
        heard = max(number for number, seconds in enumerate(self.moments) if seconds <= moment)
        build = self.start()
        for _ in range(heard):
            build.stdout.readline()
        time.sleep(moment - self.moments[heard])
        at_work = build.poll() is None
        if alone or os.name == "nt":
            build.kill()
        elif at_work:
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        return at_work

    def change_the_figures(self, words: str) -> str:
        """Change what a build is made of; give the mark that its pages will have."""
        text = self.data / "cycles" / CYCLE / "toelichting" / "geheel.md"
        text.parent.mkdir(exist_ok=True)
        text.write_text(words, encoding="utf-8")
        return digest(text.parents[1])[:16]

    def another_site(self, mark: str) -> Path:
        """Make a whole other site of the last good one, to put in its place."""
        new = self.root / f"new-{mark}"
        shutil.copytree(self.output, new)
        for page in PAGES:
            text = (new / f"{page}.html").read_text(encoding="utf-8")
            (new / f"{page}.html").write_text(text.replace(self.good, mark), encoding="utf-8")
        return new

    def lines_of(self, way: str, *modules: str) -> int:
        """Count the lines that the steps around publishing run."""
        count = start(PUBLISHING, self.another_site(self.good), self.output, 0, way, *modules)
        return int(count.communicate()[0])

    def mark(self) -> str:
        """Read the site as a reader does: every page is there and whole, and all are of one edition."""
        assert check_site(self.output, PAGES) == []
        texts = [(self.output / f"{page}.html").read_text(encoding="utf-8") for page in PAGES]
        assert all(text.rstrip().endswith("</html>") for text in texts)
        (mark,) = {re.search(r'<meta name="uitgave" content="[^"]*kenmerk (\w+)"', text).group(1) for text in texts}
        return mark

    def after_a_kill(self, new: str) -> None:
        """Check that the site is the last good one, or the new one if the kill came after it took its place."""
        self.scratch |= {path.name for path in self.output.parent.glob(".bouw-*")}
        if not ABLE:
            self.recover()
        assert self.mark() in {self.good, new}
        self.good = self.mark()

    def recover(self) -> None:
        """Do what every build starts with."""
        with workplace.workplace(self.output.parent) as place:
            publish.recover(self.output, place.folder)


@pytest.fixture(scope="module")
def publisher(tmp_path_factory) -> Publisher:
    return Publisher(tmp_path_factory.mktemp("killed"))


def processes_of(scratch: set[str]) -> list[psutil.Process]:
    """Find processes that work in scratch folders; one that has ended but is not yet collected does not.

    A kernel that split off has the command line of what it split off from, but works in a folder of its own.
    """
    keys = [name.removeprefix(".bouw-") for name in scratch]
    running = (process for process in psutil.process_iter(["cmdline", "cwd"]) if process.info["cmdline"])
    told = ((process, " ".join([*process.info["cmdline"], process.info["cwd"] or ""])) for process in running)
    return [process for process, words in told if any(key in words for key in keys)]


def all_end(scratch: set[str]) -> bool:
    """Wait until no process works in scratch folders; what lives on after half a minute lives on for ever."""
    for _ in range(300):
        if not processes_of(scratch):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", range(WHOLE))
def test_a_whole_build_killed_at_some_moment_leaves_the_last_good_site_and_no_processes(publisher, number):
    new = publisher.change_the_figures(f"Proef {number}.")
    share = (number + random.Random(SEED + number).random()) / WHOLE
    while not publisher.killed(share, alone=number % 2 == 1):
        share *= 0.97  # it was done before its moment: again, and a little sooner
        publisher.good = publisher.mark()
    publisher.after_a_kill(new)
    assert all_end(publisher.scratch)


def moments(count: int, lines: int, salt: int) -> list[int]:
    """Choose lines to be killed before, spread over all of them."""
    chance = random.Random(SEED + salt)
    return [1 + int((number + chance.random()) / count * lines) for number in range(count)]


def kill_publishing(publisher: Publisher, new: str, line: int, way: str, *modules: str) -> None:
    """Kill the steps around publishing just before some line."""
    process = start(PUBLISHING, publisher.another_site(new), publisher.output, line, way, *modules)
    assert process.communicate()[0] == "" and process.returncode != 0


@pytest.mark.parametrize("number", range(LINES))
def test_publishing_killed_before_some_line_leaves_a_whole_site(publisher, number):
    new = f"{number:016x}"
    kill_publishing(publisher, new, moments(LINES, publisher.lines["step"], 100)[number], "step", *MODULES)
    publisher.after_a_kill(new)


@pytest.mark.parametrize("number", range(TIDYING))
def test_tidying_up_killed_before_some_line_leaves_a_whole_site(publisher, number):
    new = f"{100 + number:016x}"
    kill_publishing(publisher, new, moments(TIDYING, publisher.tidying, 200)[number], "step", "shutil")
    publisher.after_a_kill(new)


@pytest.mark.parametrize("number", range(RENAMES))
def test_where_folders_cannot_be_exchanged_the_next_build_brings_the_site_back(publisher, number):
    new = f"{200 + number:016x}"
    kill_publishing(publisher, new, moments(RENAMES, publisher.lines["renames"], 300)[number], "renames", *MODULES)
    publisher.recover()
    publisher.after_a_kill(new)


def test_the_next_build_succeeds_and_nothing_of_the_killed_ones_is_left(publisher):
    new = publisher.change_the_figures("Na alle proeven.")
    publisher.timed()
    assert publisher.mark() == new
    left = {"html", "book", KEPT, workplace.LOCK}
    assert {path.name for path in publisher.output.parent.iterdir()} == left
    sockets = [workplace._sockets(Path(name)) for name in publisher.scratch]
    assert sockets and not [path for path in sockets if path.exists()]
