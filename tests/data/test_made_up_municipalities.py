"""The made-up municipalities of the benchmarks are valid, the same for the same seed, and grow by whole programmes."""

import sys
from pathlib import Path

import pytest

from analysis.data import list_cycles, load_cycle

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def write():
    """The generator, which stands outside the package."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from municipalities import write_municipalities

        yield write_municipalities
    finally:
        sys.path.remove(str(BENCHMARKS))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}


def test_every_cycle_of_every_municipality_is_valid_and_names_the_one_before(write, tmp_path):
    for folder in write(tmp_path, municipalities=2, programmes=3, cycles=6, indicators=5):
        names = list_cycles(folder)
        loaded = [load_cycle(name, folder) for name in names]
        assert [cycle.info["previous_cycle"] for cycle in loaded[1:]] == names[:-1]
        assert all(len(cycle.indicators) == 15 and len(cycle.budget) >= 60 for cycle in loaded)
        assert len(loaded[0].observations) == 0 and len(loaded[-1].observations) > 15


def test_the_same_seed_makes_the_same_files_and_another_does_not(write, tmp_path):
    first, again, other = ((tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    for folder, seed in (first, again, other):
        write(folder, programmes=2, cycles=2, seed=seed)
    assert files(first[0]) == files(again[0]) != files(other[0])


def test_a_programme_is_the_same_among_few_and_among_many(write, tmp_path):
    few, many = (files(*write(tmp_path / str(count), programmes=count, cycles=3)) for count in (2, 5))
    for name, content in few.items():
        assert many[name].startswith(content)
