"""What a build starts ends with it, also when it is killed while that is still starting."""

import os
import subprocess
import sys

import pytest

from analysis.report.forkserver import ABLE
from analysis.report.render import JupyterBook

#: Starts something that would go on for ever, and says under which number; the second one as papermill starts kernels.
CHILD = """
import subprocess, sys, time
from analysis.report.lifeline import HOLD_ON, lifeline
child = subprocess.Popen([sys.executable, "-c", HOLD_ON + "; import time; time.sleep(1000)"], stdin=lifeline())
print(child.pid, flush=True)
time.sleep(1000)
"""
KERNEL = """
import asyncio, time
from analysis.report.kernels import SocketKernelManager
manager = SocketKernelManager(kernel_name="python3")
asyncio.run(manager.start_kernel())
print(manager.provisioner.pid, flush=True)
time.sleep(1000)
"""
MAKER = """
import time
from analysis.report.render import JupyterBook
maker = JupyterBook()
print(maker._process.pid, flush=True)
time.sleep(1000)
"""
FORKED = """
import os, time
from analysis.report.forkserver import ForkServer
from analysis.report.lifeline import HOLD_ON
server = ForkServer()
arguments = ["-f", "{place}/kernel.json", f"--IPKernelApp.exec_lines={{HOLD_ON}}"]
print(server._process.pid if {of_server} else server.kernel(arguments, "{place}", dict(os.environ)).pid, flush=True)
time.sleep(1000)
"""

#: Kills the one that started it at once, and waits for the other. On Linux it adopts orphans, as the session of a desktop
#: does: a kernel then never sees that its parent has become process 1.
WATCHER = """
import ctypes, subprocess, sys, time
import psutil
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
starter = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
started = psutil.Process(int(starter.stdout.readline()))
starter.kill()
try:
    for _ in range(100):
        if started.status() == psutil.STATUS_ZOMBIE:  # ended, and not yet collected
            sys.exit()
        time.sleep(0.1)
    started.kill()
    sys.exit("it lives on")
except psutil.NoSuchProcess:
    pass
"""


def watched(starter: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", WATCHER, starter], capture_output=True, text=True)


def test_a_process_on_the_lifeline_ends_when_its_build_is_killed():
    result = watched(CHILD)
    assert (result.returncode == 0) == (os.name != "nt"), result.stderr  # Windows has no lifeline: see the module


def test_a_kernel_ends_when_its_build_is_killed_while_it_starts():
    result = watched(KERNEL)
    assert result.returncode == 0, result.stderr


def test_jupyter_book_that_is_ready_ends_when_its_build_is_killed():
    result = watched(MAKER)
    assert result.returncode == 0, result.stderr


def test_jupyter_book_that_is_ready_ends_with_who_asked_for_it():
    with pytest.raises(ZeroDivisionError), JupyterBook() as maker:
        raise ZeroDivisionError
    assert maker._process.returncode is not None


@pytest.mark.skipif(not ABLE, reason="only where kernels split off")
@pytest.mark.parametrize("of_server", [True, False], ids=["the server", "its kernel"])
def test_a_server_of_kernels_and_what_split_off_end_when_the_build_is_killed(of_server, tmp_path):
    result = watched(FORKED.format(of_server=of_server, place=tmp_path))
    assert result.returncode == 0, result.stderr
