"""Read one cell of a workbook as the text that belongs in the CSV file."""

import datetime
import re

from babel.dates import get_month_names

from analysis.data.workbook.numbers import percentage, read_number
from analysis.data.workbook.text import decoded, refuse, shown

TRUE, FALSE = {"ja", "waar", "true"}, {"nee", "onwaar", "false"}
YES_OR_NO, DATE = "toegestaan is ja of nee", "toegestaan is een datum, zoals 30-06-2020"
#: A year typed in a cell for dates becomes a day in 1905; real dates that old are typed, and written, as text.
FIRST_DATE = datetime.date(1906, 1, 1)
MONTHS = {
    name.rstrip(".").casefold(): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="nl").items()
} | {"sept": 9}
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DAY_FIRST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
DAY_MONTH = re.compile(r"([0-9]{1,2}) ([a-z]+)\.? ([0-9]{4})")


def read_value(value: object, field: dict, number_format: str = "General") -> str:
    """Read the value of a cell.

    Parameters
    ----------
    value : object
        What openpyxl gives: None, text, a number, true or false, a date, a time.
    field : dict
        The field of the schema.
    number_format : str
        Number format of the cell: a number shown as ``12,5%`` is 12.5, as it is when typed as text.

    Returns
    -------
    str
        The text for the CSV file; empty for an empty cell.

    Raises
    ------
    Unreadable
        If the cell does not hold what the column allows.
    """
    if isinstance(value, str):
        value = decoded(value)
    if value is None or value == "":
        return ""
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", number_format or "")
    if field.get("categories"):
        return _choice(value, field)
    if field["type"] in ("integer", "number"):
        return read_number(value, field, percent)
    if field["type"] in ("boolean", "date"):
        return {"boolean": _boolean, "date": _date}[field["type"]](value)
    return _text(value, percent)


def _choice(value: object, field: dict) -> str:
    """Read a label or a code of a closed list, whatever the capitals."""
    given = shown(value).casefold()
    by_code = {str(each["value"]).casefold(): each["value"] for each in field["categories"]}
    by_label = {each["label"].casefold(): each["value"] for each in field["categories"]}
    for known in (by_label, by_code):
        if given in known:
            return str(known[given])
    raise refuse(value, "kies uit: " + ", ".join(each["label"] for each in field["categories"]))


def _boolean(value: object) -> str:
    if isinstance(value, (int, float)) and value in (0, 1):
        value = bool(value)  # LibreOffice saves WAAR in a cell for text as the number 1
    given = str(value).casefold()
    if given in TRUE | FALSE:
        return "true" if given in TRUE else "false"
    raise refuse(value, YES_OR_NO)


def _date(value: object) -> str:
    """Read a date: a real one, or one typed in full."""
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        raise refuse(value, "laat de tijd weg")
    if isinstance(value, datetime.date):
        if value.isoformat() < FIRST_DATE.isoformat():
            raise refuse(value, f"is dit een jaartal? {DATE}; typ een datum van voor 1906 met een apostrof ervoor")
        return value.isoformat()[:10]
    if not isinstance(value, str):
        raise refuse(value, DATE + " (celeigenschappen: Datum)")
    text = " ".join(value.split()).casefold()
    parts = None
    if found := YEAR_FIRST.fullmatch(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := DAY_FIRST.fullmatch(text):
        parts = int(found[4]), int(found[3]), int(found[1])
    elif (found := DAY_MONTH.fullmatch(text)) and found[2] in MONTHS:
        parts = int(found[3]), MONTHS[found[2]], int(found[1])
    try:
        return datetime.date(*parts).isoformat()
    except (TypeError, ValueError):
        raise refuse(value, DATE) from None


def _text(value: object, percent: bool) -> str:
    """Read text; a number becomes what one sees, but what Excel made of a date or of WAAR is not what was typed."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return percentage(value) if percent else shown(value)
    raise refuse(value, "hier hoort tekst; typ het met een apostrof ervoor, dan laat Excel het zoals het is")
