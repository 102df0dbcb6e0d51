"""A process that has imported what notebooks need, and from then on makes each kernel by splitting itself in two.

A kernel then starts in milliseconds instead of a second and a half, still as a process of its own that begins with
nothing of any other notebook. Only where splitting a process with these libraries in it is safe: on Linux.
"""

import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.report.lifeline import lifeline

#: Systems where a process with numpy and zmq in it may be split.
ABLE = sys.platform == "linux"
#: What is imported before the first kernel; of a package all its modules.
IMPORTED = (
    "analysis.present",
    "analysis.measures",
    "analysis.data.scenarios",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
)
#: The process.
SERVE = "from analysis.report.forkserver import serve; serve()"


class ForkServer:
    """The process as its user sees it; it ends with the one that started it. One that dies before is replaced."""

    def __init__(self):
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        """Start the process."""
        requests, told = os.pipe()
        self._requests = os.fdopen(told, "wb", 0)
        self._process = subprocess.Popen(
            [sys.executable, "-X", "frozen_modules=off", "-c", SERVE, str(requests)],
            stdin=lifeline(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # whoever asks it for a kernel tells that it has died
            pass_fds=[requests],
            start_new_session=True,  # Ctrl+C is meant for the build, which ends this one
            # every page is a process; more threads in each would only wait for one another
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        os.close(requests)

    def kernel(self, arguments: list[str], folder: str, environment: dict[str, str]) -> "Forked":
        """Start a kernel.

        Parameters
        ----------
        arguments : list of str
            What follows ``python -m ipykernel_launcher`` on a command line.
        folder : str
            The folder it works in.
        environment : dict of str to str
            Its environment.
        """
        request = json.dumps({"arguments": arguments, "folder": folder, "environment": environment}).encode() + b"\n"
        with self._lock:
            try:
                return self._ask(request)
            except (OSError, ValueError):
                self.close()
                self._start()
            try:
                return self._ask(request)
            except (OSError, ValueError) as error:
                raise AnalysisError(
                    "het rekenproces kon niet beginnen; waarschijnlijk is er te weinig geheugen"
                ) from error

    def _ask(self, request: bytes) -> "Forked":
        """Have the process make a kernel; an error, or an answer that is no number, if it is no longer there."""
        view = memoryview(request)
        while view:
            view = view[self._requests.write(view) :]
        return Forked(int(self._process.stdout.readline()))

    def close(self) -> None:
        """End it, also while it still imports; its kernels need it no longer."""
        self._requests.close()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def fork_server(wanted: bool) -> Iterator[ForkServer | None]:
    """Give a server for as long as kernels are needed; none where there can be none, or none is wanted."""
    server = ForkServer() if wanted and ABLE else None
    try:
        yield server
    finally:
        if server:
            server.close()


class Forked:
    """A process that is not our child, with as much of `subprocess.Popen` as the manager of a kernel asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid, self.returncode = pid, None

    def poll(self) -> int | None:
        """Give 0 once the process is gone: how it ended only its parent is told.

        One that has ended is listed as a zombie for as long as its parent does not look; it is gone too. So it may be
        where the server was killed, and what adopts orphans is no real init.
        """
        if self.returncode is None:
            try:
                told = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                told = ") Z"
            if told.rpartition(")")[2].split()[0] in "ZX":
                self.returncode = 0
        return self.returncode

    def wait(self) -> int:
        """Give the same; a manager asks only after it has seen the process go."""
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def serve() -> None:
    """Import, and then make a kernel for every line that comes in; ends when no more can come."""
    requests, answers = os.fdopen(int(sys.argv[1]), "rb", 0), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    for name in IMPORTED:
        package = importlib.import_module(name)
        for module in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{name}."):
            importlib.import_module(module.name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that has ended is gone: nobody asks how
    gc.freeze()  # what is here stays here: collecting it in a kernel would only copy it
    while not _orphan(requests) and (line := requests.readline()):
        pid = os.fork()
        if pid == 0:
            requests.close()
            answers.close()
            _become_kernel(**json.loads(line))
        answers.write(f"{pid}\n")
        answers.flush()


def _orphan(requests) -> bool:
    """Wait for a request; tell whether who makes them is gone. No thread waits for that: a process with threads is no
    good to split.
    """
    ready, _, _ = select.select([requests, 0], [], [])
    return 0 in ready


def _become_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel until its end."""
    from ipykernel.kernelapp import IPKernelApp

    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # a group of its own, as the manager of a kernel expects
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = ["ipykernel_launcher", *arguments]
        IPKernelApp.launch_instance(argv=arguments)
    finally:
        os._exit(0)
