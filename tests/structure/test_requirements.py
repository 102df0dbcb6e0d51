"""Every package the project leans on is named with both bounds, is the one installed, and is used."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from lowest_versions import bounds, needed

ROOT = Path(__file__).parents[2]
NEEDED = {canonicalize_name(each.name): each for each in needed()}
#: Packages that no module imports, with the file that uses them and the words it does so with.
USED_BY_NAME = {
    "jupyter-book": ("src/analysis/report/render.py", "jupyter_book"),
    "sphinx": ("_config.yml", "sphinx:"),
    "sphinx-book-theme": ("_config.yml", "sphinx_book_theme"),
    "pydata-sphinx-theme": ("book/locale/nl/LC_MESSAGES/sphinx.po", "pydata-sphinx-theme"),
    "myst-nb": ("_config.yml", "myst_nb"),
    "snowballstemmer": ("_config.yml", "html_search_language: nl"),
    "jupyterlab": ("src/analysis/explore/serve.py", '"jupyterlab'),
    "voila": ("src/analysis/explore/serve.py", '"voila'),
    "pytest-xdist": ("pyproject.toml", "-n auto"),
    "nbval": ("pyproject.toml", "--nbval-lax"),
    "setuptools": ("pyproject.toml", "setuptools.build_meta"),
}


def imported() -> set[str]:
    """Give the packages that the code, tests and notebooks import, by the name of their distribution."""
    own = {"analysis", *(path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).glob("*.py"))}
    found = set()
    for path in [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        found |= set(re.findall(r'"\s*(?:from|import) (\w+)', path.read_text(encoding="utf-8")))
    modules = {name.partition(".")[0] for name in found} - own - set(sys.stdlib_module_names)
    distributions = packages_distributions()
    return {canonicalize_name(distributions[name][0]) for name in modules}


@pytest.mark.parametrize("name", NEEDED)
def test_a_requirement_has_a_lower_and_an_upper_bound(name):
    assert set(bounds(NEEDED[name])) == {">=", "<"}


@pytest.mark.parametrize("name", [name for name in NEEDED if name != "setuptools"])  # pip builds with one of its own
def test_what_is_installed_lies_within_the_bounds(name):
    assert NEEDED[name].specifier.contains(version(name)), version(name)


def test_every_package_that_is_imported_is_required():
    assert imported() - set(NEEDED) == set()


def test_every_requirement_is_used():
    assert set(NEEDED) - imported() == set(USED_BY_NAME)
    for name, (place, words) in USED_BY_NAME.items():
        assert words in (ROOT / place).read_text(encoding="utf-8"), f"{place} does not use {name}"
