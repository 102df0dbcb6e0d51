"""Processes that a build starts end with it, however it ends: also when it is killed and can say nothing any more.

Each holds the reading end of one pipe as its standard input. Only the build holds the writing end, so the system closes
it with the build, and who waits at the other end knows.

Not on Windows: there a thread that waits for its input can hold up whatever else looks at that input. ipykernel watches
the build by itself there, and Jupyter Book goes on until it is done or wants to say something; scratch that it still
holds open is thrown away by the build after the next.
"""

import functools
import os
import subprocess

#: Python that lets a process end with the build that started it; standard input must be `lifeline`.
HOLD_ON = (
    "import os, threading; "
    "threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), name='lifeline', daemon=True).start()"
    if os.name != "nt"
    else "pass"
)


@functools.cache
def lifeline() -> int:
    """Give the standard input for every process that this one starts."""
    if os.name == "nt":
        return subprocess.DEVNULL
    reading, _ = os.pipe()  # the writing end stays open, and is not inherited, for as long as this process lives
    return reading
