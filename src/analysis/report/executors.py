"""Where notebooks run: each run is one call, so that it can be made here or on other machines.

No folder is shared with what runs them: figures travel there, notebooks come back.
"""

import functools
import os
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from analysis.errors import WrongUse
from analysis.report.asked import Ways
from analysis.report.fingerprint import of_program
from analysis.report.forkserver import ABLE, ForkServer
from analysis.report.kernels import manager
from analysis.report.lifeline import ending_together
from analysis.report.task import Outcome, Task, run

#: How to install what a cluster needs.
INSTALL = "python -m pip install -e .[cluster]"
#: Seconds to wait for a cluster to answer.
PATIENCE = 10


class Executor(Protocol):
    """What runs notebooks; ``workers`` is how many at the same time."""

    workers: int

    def submit(self, task: Task) -> Future:
        """Run a task when there is room; gives a future of its `analysis.report.task.Outcome`."""


class Here:
    """Run notebooks on this machine, each in a process of its own.

    Parameters
    ----------
    workers : int
        How many at the same time; it bounds the memory that they take together.
    sockets : Path, optional
        Folder with a short path for what each run needs.
    server : ForkServer, optional
        Where kernels come from.
    """

    def __init__(self, workers: int, sockets: Path | None = None, server: ForkServer | None = None):
        self.workers, self._manager = workers, manager(sockets, server)
        self._pool = ThreadPoolExecutor(workers)

    def submit(self, task: Task) -> Future:
        """Run a task as soon as there is room."""
        return self._pool.submit(run, task, self._manager)

    def close(self) -> None:
        """Wait for what runs; what has not begun need not begin."""
        self._pool.shutdown(cancel_futures=True)


class There:
    """Run notebooks on the workers of a Dask cluster.

    A run whose worker dies is done again by another; a worker with another version of the program is refused.

    Parameters
    ----------
    address : str
        Address of the scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    analysis.errors.WrongUse
        If Dask is not installed, or there is no scheduler with workers at the address.
    """

    def __init__(self, address: str):
        try:
            import dask
            import distributed
        except ImportError:
            raise WrongUse(f"Voor --scheduler is Dask nodig; installeer het met: {INSTALL}") from None
        # the figures of a page are part of its call, and may be more than Dask expects of a call
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
        try:
            self._client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise WrongUse(
                f"Bij {address} antwoordt geen scheduler van Dask ({error}). Het adres ziet eruit als tcp://10.0.0.5:8786; "
                "een scheduler start u met: dask scheduler"
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self.close()
            raise WrongUse(
                f"De scheduler bij {address} heeft geen werkers; start er een met: dask worker {address}"
            ) from None
        self._executor = self._client.get_executor(pure=False)

    @property
    def workers(self) -> int:
        """How many runs the workers can do at the same time, as there are workers now."""
        return max(1, sum(self._client.nthreads().values()))

    def submit(self, task: Task) -> Future:
        """Run a task on any worker."""
        answer = Future()
        asked = self._executor.submit(_on_a_worker, task, of_program())
        asked.add_done_callback(lambda done: answer.set_result(_answered(done)))
        return answer

    def close(self) -> None:
        """Let go of the cluster; what has not begun need not begin."""
        self._client.close()


def _answered(done: Future) -> Outcome:
    """Give what a worker answered; where none did, a failure that says so."""
    try:
        return done.result()
    except Exception as error:  # Dask has many: of workers that die one after another, of a scheduler that is gone
        return Outcome(
            None,
            0.0,
            f"geen werker van het cluster gaf antwoord ({type(error).__name__}); kijk of de scheduler en de werkers nog draaien, "
            "of ze genoeg geheugen hebben en of programmaboek er is geïnstalleerd",
        )


@functools.cache
def _server() -> ForkServer | None:
    """Give the server of kernels of this process, where there can be one."""
    return ForkServer() if ABLE else None


def _on_a_worker(task: Task, program: str) -> Outcome:
    """Run a task in a process of a cluster, if it has the program of who asks."""
    if of_program() != program:
        return Outcome(
            None,
            0.0,
            f"de werker {socket.gethostname()} heeft een andere versie van het programma, van Python of van de bibliotheken; "
            "installeer daar dezelfde en start hem opnieuw",
        )
    return run(task, manager(server=_server()))


@contextmanager
def executor(ways: Ways, sockets: Path | None = None, server: ForkServer | None = None) -> Iterator[Executor]:
    """Give what runs notebooks, for as long as it is needed.

    Parameters
    ----------
    ways : Ways
        How many at the same time on this machine, or the address of a cluster.
    sockets : Path, optional
        Folder with a short path for what each run needs here.
    server : ForkServer, optional
        Where kernels come from here.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such cluster.
    """
    runner = There(ways.scheduler) if ways.scheduler else Here(ways.workers or os.cpu_count() or 1, sockets, server)
    with ending_together(runner.close):
        yield runner
