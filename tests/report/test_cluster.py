"""Notebooks run on a Dask cluster: a scheduler and workers as processes of their own, which share no folder with the build."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.report.build import Progress, Ways, build
from small_book import BASE, pages


def start(program: str, *arguments: str, place: Path) -> subprocess.Popen:
    """Start a part of a cluster in a folder of its own."""
    place.mkdir(exist_ok=True)
    line = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(line, cwd=place, start_new_session=True, **quiet)


def end(process: subprocess.Popen) -> None:
    """Kill a process with all its children, as a machine that fails does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Cluster:
    """A scheduler, and workers that come and go."""

    def __init__(self, place: Path):
        self._place, about = place, place / "scheduler.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(about)]
        self.scheduler, self.workers = start("scheduler", *options, place=place / "scheduler"), []
        for _ in range(600):
            if about.is_file() and about.stat().st_size:
                break
            time.sleep(0.1)
        self.address = json.loads(about.read_text(encoding="utf-8"))["address"]

    def add_worker(self) -> subprocess.Popen:
        """Start a worker that does one thing at a time."""
        options = [self.address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"]
        self.workers.append(start("worker", *options, place=self._place / f"worker-{len(self.workers)}"))
        return self.workers[-1]


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    for process in (*made.workers, made.scheduler):
        end(process)


def test_a_worker_that_is_killed_midway_loses_nothing_and_the_book_is_the_same_as_one_made_here(
    cluster, base_book, tmp_path
):
    first, _ = cluster.add_worker(), cluster.add_worker()
    seen = []

    def kill_the_first(run) -> None:
        seen.append(run.page.name)
        if len(seen) == 2:
            end(first)

    ways = Ways(scheduler=cluster.address)
    there = build(data_dir=BASE, output=tmp_path / "there" / "html", ways=ways, progress=Progress(done=kill_the_first))
    assert first.poll() is not None and len(seen) == len(set(seen)) == len(there.runs) == 13
    assert not any(run.failure or run.kept for run in there.runs)
    assert pages(there.folder) == pages(base_book.copy / "out" / "html")


def test_a_worker_with_another_version_of_the_program_is_refused(cluster, tmp_path, monkeypatch, capsys):
    cluster.add_worker()
    monkeypatch.setattr("analysis.report.executors.of_program", lambda: "another")
    line = ["build", "--programme", "groen", "--data", str(BASE), "--output", str(tmp_path / "html")]
    assert main([*line, "--scheduler", cluster.address]) == 1
    said = capsys.readouterr().err
    assert "heeft een andere versie van het programma" in said and "Traceback" not in said
    assert not (tmp_path / "html").exists()


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Gives what is said when a build is refused with the address of a scheduler."""
    monkeypatch.setattr("analysis.report.executors.PATIENCE", 2)

    def said(address: str) -> str:
        line = ["build", "--data", str(BASE), "--output", str(tmp_path / "html")]
        assert main([*line, "--scheduler", address]) == 2
        told = capsys.readouterr().err
        assert "Traceback" not in told and not (tmp_path / "html").exists()
        return told

    return said


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "ergens"], ids=["nobody there", "no address"])
def test_that_no_cluster_answers_is_told_at_once(refused, address):
    assert "antwoordt geen scheduler van Dask" in refused(address)


def test_that_a_cluster_has_no_workers_is_told_at_once(refused, cluster):
    assert "heeft geen werkers; start er een met: dask worker tcp://" in refused(cluster.address)


def test_without_dask_it_is_told_how_to_install_it(refused, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install -e .[cluster]" in refused("tcp://127.0.0.1:8786")
