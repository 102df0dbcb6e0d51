"""Print the lowest version of every requirement: run ``python tests/lowest_versions.py > lowest.txt`` after a bound changed.

pip takes the outcome as constraints; CONTRIBUTING.md tells what is then run on those versions.
"""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def needed() -> list[Requirement]:
    """Read what the project runs and tests on, and what builds its package."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    told = [line.partition("#")[0].strip() for line in lines]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in (*told, *project["build-system"]["requires"]) if line and line != "-e ."]


def bounds(requirement: Requirement) -> dict[str, str]:
    """Give the bounds of a requirement: operator to version."""
    return {each.operator: each.version for each in requirement.specifier}


if __name__ == "__main__":
    for each in needed():
        print(f"{each.name}=={bounds(each)['>=']}")
