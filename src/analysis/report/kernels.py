"""How papermill starts and ends the kernel of a notebook."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from analysis.report.forkserver import ForkServer
from analysis.report.lifeline import HOLD_ON, lifeline


class SocketKernelManager(AsyncKernelManager):
    """Talk to a kernel over a socket file of its own: TCP ports of kernels that start together can clash."""

    #: Folder for the folders with sockets; None = the temporary folder of the system.
    sockets: Path | None = None
    #: Where kernels come from; None = each is started as a program of its own.
    server: ForkServer | None = None

    def __init__(self, **settings):
        super().__init__(**settings)
        if sys.platform != "win32":
            folder = tempfile.mkdtemp(prefix="kernel-", dir=self.sockets)
            self.transport = "ipc"
            self.ip = os.path.join(folder, "s")
            self.connection_file = os.path.join(folder, "kernel.json")

    async def _async_pre_start_kernel(self, **settings):
        """Let the server make the kernel, where there is one."""
        if self.server and self.provisioner is None:
            self.provisioner = _FromServer(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**settings)

    pre_start_kernel = _async_pre_start_kernel

    async def start_kernel(self, **settings):
        """Start the kernel without the messages it would log about its own end, and tied to this process.

        ipykernel looks every second whether its parent has changed, but takes whatever parent it has when it starts to
        look for the right one; a kernel whose build is killed while it starts would live on. Windows needs neither.
        """
        settings["extra_arguments"] = [*settings.get("extra_arguments", ()), "--log-level=50"]
        if sys.platform != "win32":
            settings["extra_arguments"].append(f"--IPKernelApp.exec_lines={HOLD_ON}")
            settings["stdin"] = lifeline()
        return await super().start_kernel(**settings)

    async def _async_cleanup_resources(self, restart=False):
        """Take the folder of the socket away with the kernel."""
        await super()._async_cleanup_resources(restart=restart)
        if self.transport == "ipc" and not restart:
            shutil.rmtree(os.path.dirname(self.ip), ignore_errors=True)

    cleanup_resources = _async_cleanup_resources


class _FromServer(LocalProvisioner):
    """Have the server make the process of a kernel, and treat it like any other from then on."""

    async def launch_kernel(self, cmd, **settings):
        """Start the kernel: what a command line would give the launcher goes to the server."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = str(settings.get("cwd") or Path.cwd())
        environment = {**os.environ, **settings.get("env", {})}
        self.process = self.parent.server.kernel(arguments, folder, environment)
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        self.cwd = folder
        return self.connection_info


def manager(sockets: Path | None = None, server: ForkServer | None = None) -> type[SocketKernelManager]:
    """Make the class of kernel manager that papermill is given.

    Parameters
    ----------
    sockets : Path, optional
        Folder for the sockets of the kernels, with a short path; the temporary folder of the system if not given.
    server : ForkServer, optional
        Where kernels come from (see `analysis.report.forkserver`); without one each is started as a program.
    """
    return type(SocketKernelManager.__name__, (SocketKernelManager,), {"sockets": sockets, "server": server})
