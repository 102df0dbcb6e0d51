"""Read a number from a cell of a workbook: a real one, one typed the Dutch way, or a word for unknown."""

import math
import re

from analysis.data.workbook.text import decoded, number_text, refuse

ALLOWED = {
    "integer": "toegestaan is een heel getal, zonder decimalen",
    "number": "toegestaan is een getal, zoals 1250,5",
}
#: What people write where a number is not known.
UNKNOWN = {"ntb", "nadertebepalen", "pm", "promemorie", "onbekend", "-", "–", "—"}
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
#: A thousand is 1.000 or 1 000; 0.125 is no such number.
DUTCH = re.compile(
    r"(?P<sign>-?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]{0,2}( [0-9]{3})+)(,(?P<decimals>[0-9]+))?"
)
#: More digits than any number has; a float would overflow.
LONGEST = 300


def unknown_word(value: object, field: dict) -> str | None:
    """Give the words that say that a number is not known ('p.m.'), if that is what stands in the cell of a number."""
    if field["type"] not in ("integer", "number") or not isinstance(value, str):
        return None
    word = " ".join(decoded(value).split())
    if re.sub(r"[. ]", "", word).casefold() not in UNKNOWN:
        return None
    return word if word.strip("-–—") else f"in de werkmap stond '{word}'"


def read_number(value: object, field: dict, percent: bool) -> str:
    """Read the value of a cell in a column of numbers.

    Parameters
    ----------
    value : object
        What openpyxl gives; not empty.
    field : dict
        The field of the schema.
    percent : bool
        Whether Excel shows the number as a percentage: what one sees counts, so 0.125 is 12.5.

    Returns
    -------
    str
        The text for the CSV file; empty if a word says that the number is not known.

    Raises
    ------
    Unreadable
        If it is no number, or one that can be read in two ways.
    """
    whole, allowed = field["type"] == "integer", ALLOWED[field["type"]]
    if unknown_word(value, field):
        if field.get("constraints", {}).get("required"):
            raise refuse(value, f"{allowed}; deze cel mag niet onbekend blijven")
        return ""
    if isinstance(value, str):
        number = _typed(value, field)
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise refuse(value, allowed)
    else:
        number = float(value) if abs(value) < 10**LONGEST else math.inf
        if percent and math.isfinite(number):
            number = float(number_text(number * 100))
            if not _percentage(field):
                raise refuse(percentage(value), f"{allowed}, zonder procentteken")
    if not math.isfinite(number) or (whole and number % 1):
        raise refuse(value, allowed)
    return number_text(number)


def percentage(value: float) -> str:
    """Write a number that Excel shows as a percentage the way it is seen."""
    return f"{number_text(value * 100).replace('.', ',')}%"


def _typed(text: str, field: dict) -> float:
    """Read a number typed as text: 1.200,50 or € 1 200 or 12,5%; never 12.5, which may mean 125."""
    bare = " ".join(text.translate(MINUS).split())
    bare = re.sub(r"(?i)^(-?) ?(€|eur|euro)? ?(-?) ?(?=[0-9])", r"\1\3", bare)
    bare = re.sub(r"(?i)(,-{1,2})? ?(€|eur|euro)?$", "", bare)
    if _percentage(field):
        bare = bare.removesuffix("%").rstrip()
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", bare) and not DUTCH.fullmatch(bare):
        raise refuse(text, f"schrijf een komma voor de decimalen: {bare.replace('.', ',')[:40]}")
    if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", bare):
        thousand = bare.replace(",", ".")
        raise refuse(text, f"dat is op twee manieren te lezen; schrijf {thousand} of typ het als getal in Excel")
    parts = DUTCH.fullmatch(bare)
    if not parts or len(bare) > LONGEST:
        raise refuse(text, ALLOWED[field["type"]])
    return float(parts["sign"] + re.sub(r"[. ]", "", parts["whole"]) + "." + (parts["decimals"] or "0"))


def _percentage(field: dict) -> bool:
    """Tell whether a column can hold a percentage: a number that is not an amount of money."""
    return field["type"] == "number" and not field["name"].endswith("_eur")
