"""What several tests need: the built site of the repository's figures."""

from pathlib import Path

import pytest

from analysis.report.build import Site, build

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    """Build the site of the default data once; the assembled book stands beside it."""
    return build(data_dir=ROOT / "data", output=tmp_path_factory.mktemp("site") / "html")
