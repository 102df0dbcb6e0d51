"""What public bodies expect of public code is there, and tells one version, one licence and no person."""

import hashlib
import re
import tomllib
from datetime import date
from pathlib import Path

import yaml

from analysis import __version__

ROOT = Path(__file__).parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
VERSIONS = re.findall(r"^## (\S+) - (\S+)$", CHANGELOG, re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
LICENCE = "EUPL-1.2"


def test_the_newest_version_of_the_changelog_is_that_of_the_code():
    assert VERSIONS[0][0] == __version__ == PUBLICCODE["softwareVersion"] == CITATION["version"]
    assert VERSIONS[0][1] == PUBLICCODE["releaseDate"] == CITATION["date-released"]


def test_every_section_of_the_changelog_is_a_version_with_a_day_and_something_to_tell():
    sections = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]
    assert len(sections) == len(VERSIONS) and all(re.search(r"^- ", section, re.MULTILINE) for section in sections)
    numbers = [tuple(map(int, version.split("."))) for version, _ in VERSIONS]
    days = [date.fromisoformat(day) for _, day in VERSIONS]
    assert numbers == sorted(set(numbers), reverse=True) and days == sorted(days, reverse=True)


def test_the_licence_is_one_and_its_text_is_whole():
    assert PROJECT["license"] == PUBLICCODE["legal"]["license"] == CITATION["license"] == LICENCE
    assert all((ROOT / name).is_file() for name in PROJECT["license-files"])
    text = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8").split())
    # the English text as SPDX gives it (EUPL-1.2), whatever its line ends
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "b265314fe0920ed66121307961dabb70eb3c26c508d2362783e821bbb4a0e16c"
    )
    assert f"Licensed under the EUPL ({LICENCE}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_publiccode_holds_what_the_standard_requires():
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.5"
    assert PUBLICCODE["name"] == CITATION["title"] == "Programmaboek"
    assert PUBLICCODE["url"].startswith("https://") and PUBLICCODE["url"].endswith(".git")
    assert PUBLICCODE["platforms"] and set(PUBLICCODE["platforms"]) <= {"web", "windows", "mac", "linux"}
    assert PUBLICCODE["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert PUBLICCODE["softwareType"].startswith("standalone/")
    assert PUBLICCODE["localisation"] == {"localisationReady": False, "availableLanguages": ["nl"]}
    told = PUBLICCODE["description"]["nl"]
    assert len(told["shortDescription"]) <= 150 <= len(told["longDescription"]) <= 10_000
    assert 5 <= len(told["features"]) <= 20 and all(len(each) <= 100 for each in told["features"])
    assert all((ROOT / place).is_file() for place in told["screenshots"])
    needs = {"internal": "contacts", "community": "contacts", "contract": "contractors"}
    kind = PUBLICCODE["maintenance"]["type"]
    assert kind == "none" or PUBLICCODE["maintenance"][needs[kind]]


def test_the_citation_holds_what_its_format_requires_and_names_no_person():
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] == "software" and CITATION["message"]
    assert CITATION["authors"] and all(set(author) == {"name"} for author in CITATION["authors"])


def test_no_document_holds_an_address_or_a_number_to_call():
    for path in [*ROOT.glob("*.md"), ROOT / "publiccode.yml", ROOT / "CITATION.cff", *(ROOT / "docs").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\w@[\w-]+\.\w|\+31\d?|\b0\d{1,3}[- ]\d{6,8}\b", text), path.name


def test_contributing_tells_what_a_contributor_must_know():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for words in (
        "python -m pytest",
        "docs/decisions.md",
        "tests/lowest_versions.py",
        "pip-audit --strict",
        "tests/stored_measures.py",
        "## Security",
    ):
        assert words in text, words
