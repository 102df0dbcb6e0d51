"""Dutch notation of amounts, numbers, percentages, hours, years and dates."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

LOCALE = "nl"
UNKNOWN = "onbekend"
#: A space that does not break, so that a number keeps its sign and unit.
SPACE = "\u00a0"


def euro(amount: float) -> str:
    """Write an amount in whole euros: ``€ 1.234.567``; unknown as 'onbekend'."""
    if pd.isna(amount):
        return UNKNOWN
    return format_currency(
        Decimal(repr(float(amount))).quantize(Decimal(1), ROUND_HALF_UP),
        "EUR",
        "¤\u00a0#,##0;¤\u00a0-#,##0",
        locale=LOCALE,
        currency_digits=False,
    )


def if_known(write):
    """Make of a way to write a number one that leaves missing empty: no figure, which is not an unknown figure."""
    return lambda value: "" if pd.isna(value) else write(value)


def millions(amount: float) -> str:
    """Write a large amount readably: ``€ 12,3 miljoen`` from a million on, else in whole euros."""
    if pd.isna(amount) or abs(amount) < 1_000_000:
        return euro(amount)
    return f"€{SPACE}{number(amount / 1_000_000, 2).rstrip('0').rstrip(',')}{SPACE}miljoen"


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a fixed number of decimals: ``1.234,5``; unknown as 'onbekend'."""
    if pd.isna(value):
        return UNKNOWN
    # a half goes away from zero, as people learn it, and not to the even neighbour; no minus sign before a zero
    value = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
    return format_decimal(value, f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=LOCALE)


def short(value: float, most: int = 1) -> str:
    """Write a number with at most so many decimals: ``36``, ``7,2``; unknown as 'onbekend'."""
    if pd.isna(value):
        return UNKNOWN
    return number(value, 0 if round(float(value), most) == round(float(value)) else most)


def percent(share: float, decimals: int = 1) -> str:
    """Write a share of one as a percentage: 0.125 is ``12,5%``; unknown as 'onbekend'."""
    return UNKNOWN if pd.isna(share) else f"{short(share * 100, decimals)}%"


def span(low: float, high: float, write=short) -> str:
    """Write a range: ``4 tot 8``; one number where both ends are the same; unknown as 'onbekend'."""
    if pd.isna(low):
        return UNKNOWN
    return write(low) if pd.isna(high) or write(low) == write(high) else f"{write(low)} tot {write(high)}"


def hours(low: float, high: float | None = None) -> str:
    """Write hours a week: ``36 uur per week``, ``4 tot 8 uur per week``; unknown as 'onbekend'."""
    return UNKNOWN if pd.isna(low) else f"{span(low, low if high is None else high, about)} uur per week"


def about(value: float) -> str:
    """Write a number for a sentence: whole from a hundred on, else with at most one decimal."""
    return short(value, 0 if abs(value) >= 100 else 1)


def years(first: int, last: int) -> str:
    """Write a period: ``2019`` or ``2019 t/m 2022``."""
    return str(first) if first == last else f"{first} t/m {last}"


def period(first: int, last: int) -> str:
    """Write a period for a table: ``2019`` or ``2019–2022``, which stays on one line."""
    return str(first) if first == last else f"{first}–\u2060{last}"


def day(value: date | pd.Timestamp) -> str:
    """Write a date: ``21 mei 2019``; unknown as 'onbekend'."""
    return UNKNOWN if pd.isna(value) else format_date(pd.Timestamp(value).date(), "d MMMM y", locale=LOCALE)


def counted(count: int, one: str, more: str) -> str:
    """Write a count with its noun: ``1 rol``, ``3 rollen``."""
    return f"{number(count)} {one if count == 1 else more}"


def listed(words) -> str:
    """Write a list: ``a, b en c``."""
    words = list(words)
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def quantity(value: float, decimals: int, unit_short: str | None) -> str:
    """Write a value of an indicator with its unit: ``2,1%``, ``6.000 m²``; unknown as 'onbekend'."""
    if pd.isna(value):
        return UNKNOWN
    unit = "" if pd.isna(unit_short) or unit_short in ("", "cijfer") else unit_short
    return number(value, int(decimals)) + ("" if unit in ("", "%") else SPACE) + unit
