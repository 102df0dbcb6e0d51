"""What several tests need: the built site of the repository's figures."""

import pickle
import signal
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from analysis.report.build import Site, build

ROOT = Path(__file__).parents[1]

# the same examples on every machine, and no verdict on a slow one
settings.register_profile("everywhere", deadline=None, database=None, derandomize=True)
settings.load_profile("everywhere")

# a run in the background of a script ignores Ctrl+C, and so would each command that a test starts and interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Site:
    """Build the site of the default data once, for all workers of pytest-xdist; the assembled book stands beside it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with FileLock(shared / "site.lock"):
        kept = shared / "site.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(build(data_dir=ROOT / "data", output=shared / "site" / "html")))
        return pickle.loads(kept.read_bytes())
