"""The command refuses before it starts anything, listens to this computer only, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psutil
import pytest

from analysis.cli import main
from analysis.explore import serve

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "voorbeeldstad")


def test_a_taken_port_is_refused(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert main(["explore", "--app", "--no-browser", "--data", EXAMPLE, "--port", port]) == 2
    assert f"Poort {port} is niet vrij" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_port_is_a_number(port, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["explore", f"--port={port}"])
    assert "is geen poort" in capsys.readouterr().err


def test_a_missing_package_and_wrong_figures_are_told(monkeypatch, tmp_path, capsys):
    assert main(["explore", "--data", str(tmp_path)]) == 2
    assert main(["explore", "--data", EXAMPLE, "--cycle", "nooit"]) == 2
    assert "2024-jaarstukken" in capsys.readouterr().err
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None)
    assert main(["explore", "--app", "--data", EXAMPLE]) == 2
    assert "Het pakket voila ontbreekt" in capsys.readouterr().err


def test_a_server_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setattr(serve, "_voila", lambda folder, port: (["no_such_module"], "/"))
    with (
        pytest.raises(serve.AnalysisError, match="start niet.*no_such_module"),
        serve.served(data_dir=EXAMPLE, app=True),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_it_lets_in_who_has_the_word_and_ends_cleanly():
    before = set(Path(tempfile.gettempdir()).glob("verkenner-*"))
    command = [sys.executable, "-m", "analysis", "explore", "--app", "--no-browser", "--data", EXAMPLE]
    told = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    try:
        address = told.stdout.readline().split()[-1]
        assert address.startswith("http://127.0.0.1:") and "?token=" in address
        server = psutil.Process(told.pid).children()[0]
        listening = {each.laddr.ip for each in server.net_connections("tcp") if each.status == psutil.CONN_LISTEN}
        assert listening == {"127.0.0.1"}
        assert address.partition("token=")[2] not in " ".join(server.cmdline())
        with urllib.request.urlopen(address.partition("?")[0] + "api/kernels") as without_word:
            assert "/login?" in without_word.url
    finally:
        told.send_signal(signal.SIGINT)
    rest, _ = told.communicate(timeout=60)
    assert told.returncode == 0 and "De verkenner is gestopt" in rest
    assert not server.is_running()
    assert set(Path(tempfile.gettempdir()).glob("verkenner-*")) == before
