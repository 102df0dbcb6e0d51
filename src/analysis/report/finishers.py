"""Processes that make sites of notebooks that ran, beside the process that runs notebooks for the next."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Self


class Finishers:
    """A few processes; one that is killed takes what they all were doing with it, and new ones take their place.

    Used in a ``with`` statement. They end when it does; at once when it goes wrong, is interrupted or killed.

    Parameters
    ----------
    count : int
        How many.
    """

    def __init__(self, count: int):
        self._count, self._context = count, multiprocessing.get_context("spawn")
        self._reading, self._writing = self._context.Pipe(duplex=False)
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, self._context, _end_with_the_build, (self._reading,))

    def submit(self, work: Callable, *arguments) -> Future:
        """Have a call made as soon as there is room; its future raises `BrokenProcessPool` if a process was killed."""
        try:
            return self._pool.submit(work, *arguments)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new()
            return self._pool.submit(work, *arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, wrong, *_) -> None:
        if wrong:
            self._writing.close()
        self._pool.shutdown(cancel_futures=True)


def _end_with_the_build(held: Connection) -> None:
    """Let a process end when nobody holds the other end any more. Ctrl+C is meant for the build alone."""

    def wait() -> None:
        try:
            held.recv_bytes()
        finally:
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=wait, daemon=True).start()
