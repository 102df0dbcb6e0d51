"""The palette can be read: text at 4.5 to 1, graphics at 3 to 1, in light and dark, and the same in charts and style sheet."""

import re
from pathlib import Path

import pytest

from analysis.present import charts

CSS = (Path(__file__).parents[2] / "book" / "_static" / "programmaboek.css").read_text(encoding="utf-8")
PAIRS = {
    name: (light.lower(), dark.lower())
    for name, light, dark in re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-fA-F]{6}), (#[0-9a-fA-F]{6})\)", CSS)
}
LISTED = re.search(r"--grafiekkleuren:(.*?);", CSS, re.S)[1].split()
TEXT = ("tekst", "tekst-zacht", "accent", "goed", "let-op", "fout", "stil")
GRAPHICS = ("rand", *(f"reeks-{number}" for number in range(1, 7)))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""

    def luminance(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21) and contrast("#777777", "#ffffff") == pytest.approx(
        4.48, abs=0.005
    )


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("surface", ["vlak", "vlak-zacht"])
@pytest.mark.parametrize(("name", "least"), [*((name, 4.5) for name in TEXT), *((name, 3.0) for name in GRAPHICS)])
def test_a_colour_stands_out_from_what_it_lies_on(name, least, surface, mode):
    assert contrast(PAIRS[name][mode], PAIRS[surface][mode]) >= least


def test_charts_are_drawn_in_the_light_colours_of_the_style_sheet():
    light = {PAIRS[name][0] for name in LISTED}
    drawn = {charts.INK, charts.MUTED, charts.PAPER, charts.SURFACE, charts.GRID, charts.EDGE, *charts.SERIES}
    assert {PAIRS[f"reeks-{n}"][0] for n in range(1, 7)} == set(charts.SERIES)
    assert drawn <= light
    assert set(LISTED) <= set(PAIRS)
