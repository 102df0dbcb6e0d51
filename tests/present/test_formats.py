"""Dutch notation."""

import pandas as pd
import pytest

from analysis.present import formats

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1234567, "€ 1.234.567"),
        (0, "€ 0"),
        (-10000, "€ -10.000"),
        (0.4, "€ 0"),
        (float("nan"), "onbekend"),
        (pd.NA, "onbekend"),
    ],
)
def test_euros_have_dutch_thousands_and_unknown_is_said(amount, text):
    assert formats.euro(amount).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(999_999, "€ 999.999"), (1_000_000, "€ 1 miljoen"), (9_770_000, "€ 9,77 miljoen"), (1_500_000, "€ 1,5 miljoen")],
)
def test_large_amounts_in_a_sentence_are_written_in_millions(amount, text):
    assert formats.millions(amount).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.125, "12,5%"), (1, "100%"), (0, "0%"), (1 / 3, "33,3%"), (None, "onbekend")]
)
def test_percentages_have_a_decimal_comma(share, text):
    assert formats.percent(share) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (36, None, "36 uur per week"),
        (4, 8, "4 tot 8 uur per week"),
        (7.2, 7.2, "7,2 uur per week"),
        (744.7, 834.8, "745 tot 835 uur per week"),
        (float("nan"), None, "onbekend"),
    ],
)
def test_hours_are_written_as_a_range(low, high, text):
    assert formats.hours(low, high) == text


def test_a_number_that_rounds_to_zero_has_no_minus_sign():
    assert formats.number(-0.04, 1) == "0,0"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [(2.1, 1, "%", "2,1%"), (6000, 0, "m²", "6.000 m²"), (7, 1, "cijfer", "7,0"), (5, 0, None, "5")],
)
def test_values_of_indicators_carry_their_unit(value, decimals, unit, text):
    assert formats.quantity(value, decimals, unit).replace(NBSP, " ") == text


def test_dates_and_lists_are_dutch():
    assert formats.day(pd.Timestamp("2019-05-21")) == "21 mei 2019"
    assert formats.listed(["a"]) == "a" and formats.listed(["a", "b", "c"]) == "a, b en c"
