"""The colophon tells how to refer to an edition and under which licences it stands; that of the figures is not that of the code."""

from datetime import datetime
from pathlib import Path

import pytest

from analysis.data import load_cycle
from analysis.report.assemble import Project, _manifest, mark_of
from analysis.report.open_data.package import reference
from cases import make_cycle

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"


def manifest(cycle) -> str:
    """Write the part of the colophon that comes from the data."""
    return _manifest(Project(ROOT), cycle, DATA, [], datetime(2026, 11, 22, 12, 0))


def test_a_reference_is_made_from_the_data():
    cycle = make_cycle(
        cycle=[{"municipality": "Ergens", "title": "Begroting 2020 [plus]", "reporting_date": "2019-11-05"}]
    )
    expected = "Gemeente Ergens, Programmaboek, Begroting 2020 [plus], stand 5 november 2019, kenmerk 0123456789abcdef"
    assert reference(cycle, "0123456789abcdef") == expected


def test_the_colophon_says_how_to_refer_to_this_edition():
    cycle = load_cycle()
    told = reference(cycle, mark_of(DATA, cycle))
    assert mark_of(DATA, cycle) in told and cycle.info["title"] in told
    assert f"Verwijzen naar deze uitgave\n: {told}\n" in manifest(cycle)


@pytest.mark.parametrize(("licence", "words"), [("CC0-1.0", "CC0 1.0"), ("CC-BY-4.0", "CC BY 4.0")])
def test_the_licence_of_the_figures_is_that_of_the_cycle(licence, words):
    line = manifest(make_cycle(cycle=[{"licence": licence}])).split("Licentie van de cijfers\n: ")[1].splitlines()[0]
    assert line.startswith(words) and "EUPL" not in line


def test_code_and_drawn_charts_have_licences_of_their_own():
    text = (ROOT / "book" / "colofon.md").read_text(encoding="utf-8")
    assert "EUPL-1.2" in text and "eigen licentie" in text
    vendored = [path.name for path in (ROOT / "book" / "extra" / "vendor").iterdir() if path.suffix == ".js"]
    for name in vendored:
        terms = f"vendor/{name.partition('.')[0]}-LICENSE.txt"
        assert (ROOT / "book" / "extra" / terms).is_file() and terms in text
