"""Read one cell of a workbook as the text that belongs in the CSV file, and write that text for a Dutch reader."""

import datetime
import math
import re
from decimal import Decimal

from babel.dates import get_month_names

from analysis.data.faults import quoted
from analysis.data.tables import PLAIN

#: What people write where a number is not known.
UNKNOWN = {"ntb", "nadertebepalen", "pm", "promemorie", "onbekend", "-", "–", "—"}
TRUE, FALSE = {"ja", "waar", "true"}, {"nee", "onwaar", "false"}
ALLOWED = {
    "integer": "toegestaan is een heel getal, zoals 2019",
    "number": "toegestaan is een getal, zoals 1250,5",
    "boolean": "toegestaan is ja of nee",
    "date": "toegestaan is een datum, zoals 30-06-2020",
    "string": "toegestaan is tekst",
}
#: A year typed in a cell for dates becomes a day in 1905; real dates that old are typed, and written, as text.
FIRST_DATE = datetime.date(1906, 1, 1)
MONTHS = {
    name.rstrip(".").casefold(): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="nl").items()
} | {"sept": 9}
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
#: A thousand is 1.000 or 1 000; 0.125 is no such number.
DUTCH = re.compile(r"(?P<sign>-?)(?P<whole>\d+|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d{0,2}( \d{3})+)(,(?P<decimals>\d+))?")
DAY_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
DAY_MONTH = re.compile(r"(\d{1,2}) ([a-z]+)\.? (\d{4})")
#: How Excel writes a control sign (_x000D_), and the line in front of text that only looks like that (_x005F_x000D_).
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff](?=_x[0-9A-Fa-f]{4}_))_")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Unreadable(ValueError):
    """A cell that holds something else than its column allows: what stands there, and what is allowed."""

    def __init__(self, found: str, allowed: str):
        self.found, self.allowed = found, allowed
        super().__init__(f"{found}, {allowed}")


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
        return _number(value, field, percent)
    if field["type"] in ("boolean", "date"):
        return {"boolean": _boolean, "date": _date}[field["type"]](value)
    return _text(value, percent)


def decoded(text: str) -> str:
    """Take the text of a cell as a person sees it: without spaces around it, line ends as one sign."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def encoded(text: str) -> str:
    """Write text for a cell so that `decoded`, and Excel, give it back: ``_x0041_`` would show as an A."""
    return LOOKS_ESCAPED.sub("_x005F_", text)


def unknown_word(value: object, field: dict) -> str | None:
    """Give the words that say that a number is not known ('p.m.'), if that is what stands in the cell of a number."""
    if field["type"] not in ("integer", "number") or not isinstance(value, str):
        return None
    word = " ".join(decoded(value).split())
    if re.sub(r"[. ]", "", word).casefold() not in UNKNOWN:
        return None
    return word if word.strip("-–—") else f"in de werkmap stond '{word}'"


def number_text(number: float | int | str) -> str:
    """Write a number for the CSV file: a decimal point, no exponent, the fifteen digits that Excel keeps."""
    value = float(number)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(f"{value:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical(raw: str, field: dict) -> str:
    """Write the text of a CSV cell as `read_value` would, so that '12.50' and '12.5' are the same."""
    kind = field["type"]
    return number_text(raw) if kind in ("integer", "number") and PLAIN[kind].fullmatch(raw) else raw


def worded(raw: str, field: dict) -> str:
    """Write the text of a CSV cell for a Dutch reader: labels, ja and nee, a decimal comma, 30-06-2020."""
    if field.get("categories"):
        return next((each["label"] for each in field["categories"] if each["value"] == raw), raw)
    if field["type"] == "boolean":
        return {"true": "ja", "false": "nee"}.get(raw, raw)
    if field["type"] == "number" and PLAIN["number"].fullmatch(raw):
        return raw.replace(".", ",")
    if field["type"] == "date" and PLAIN["date"].fullmatch(raw):
        return "-".join(reversed(raw.split("-")))
    return raw


def shown(value: object) -> str:
    """Write the value of a cell as it looks in Excel."""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, datetime.datetime):
        return f"{value:%d-%m-%Y}" if value.time() == datetime.time() else f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and math.isfinite(value):
        return number_text(value).replace(".", ",")
    return "" if value is None else str(value)


def _refuse(value: object, allowed: str) -> Unreadable:
    return Unreadable(quoted(shown(value)), allowed)


def _choice(value: object, field: dict) -> str:
    """Read a label or a code of a closed list, whatever the capitals."""
    given = shown(value).casefold()
    by_code = {str(each["value"]).casefold(): each["value"] for each in field["categories"]}
    by_label = {each["label"].casefold(): each["value"] for each in field["categories"]}
    for known in (by_label, by_code):
        if given in known:
            return str(known[given])
    raise _refuse(value, "kies uit: " + ", ".join(each["label"] for each in field["categories"]))


def _number(value: object, field: dict, percent: bool) -> str:
    """Read a number: a real one, or one typed the Dutch way."""
    whole, allowed = field["type"] == "integer", ALLOWED[field["type"]]
    if unknown_word(value, field):
        if field.get("constraints", {}).get("required"):
            raise _refuse(value, f"{allowed}; deze cel mag niet onbekend blijven")
        return ""
    if isinstance(value, str):
        number = _typed_number(value, field)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if percent and not _percentage(field):
            raise Unreadable(f"er staat '{_percent(value)}'", f"{allowed}, zonder procentteken")
        number = float(_percent(value)[:-1].replace(",", ".")) if percent else value
    else:
        raise _refuse(value, allowed)
    try:
        if not math.isfinite(number) or (whole and float(number) % 1):
            raise _refuse(value, allowed)
    except OverflowError:
        raise _refuse(value, allowed) from None
    return number_text(number)


def _typed_number(text: str, field: dict) -> float:
    """Read a number typed as text: 1.200,50 or € 1 200 or 12,5%; never 12.5, which may mean 125."""
    bare = " ".join(text.translate(MINUS).split())
    bare = re.sub(r"(?i)^(-?) ?(€|eur|euro)? ?(-?) ?(?=\d)", r"\1\3", bare)
    bare = re.sub(r"(?i)(,-{1,2})? ?(€|eur|euro)?$", "", bare)
    if _percentage(field):
        bare = bare.removesuffix("%").rstrip()
    if re.fullmatch(r"-?\d+\.\d+", bare) and not DUTCH.fullmatch(bare):
        raise _refuse(text, f"schrijf een komma voor de decimalen: {bare.replace('.', ',')[:40]}")
    if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", bare):
        thousand = bare.replace(",", ".")
        raise _refuse(text, f"dat is op twee manieren te lezen; schrijf {thousand} of typ het als getal in Excel")
    parts = DUTCH.fullmatch(bare)
    if not parts or len(bare) > 400:
        raise _refuse(text, ALLOWED[field["type"]])
    return float(parts["sign"] + re.sub(r"[. ]", "", parts["whole"]) + "." + (parts["decimals"] or "0"))


def _percentage(field: dict) -> bool:
    """Tell whether a column can hold a percentage: a number that is not an amount of money."""
    return field["type"] == "number" and not field["name"].endswith("_eur")


def _percent(value: float) -> str:
    """Write a number that Excel shows as a percentage the way it is seen."""
    return f"{number_text(value * 100).replace('.', ',')}%"


def _boolean(value: object) -> str:
    given = str(value).casefold()
    if given in TRUE | FALSE:
        return "true" if given in TRUE else "false"
    raise _refuse(value, ALLOWED["boolean"])


def _date(value: object) -> str:
    """Read a date: a real one, or one typed in full."""
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        raise _refuse(value, "laat de tijd weg")
    if isinstance(value, datetime.date):
        if value.isoformat() < FIRST_DATE.isoformat():
            raise _refuse(
                value, f"is dit een jaartal? {ALLOWED['date']}; typ een datum van voor 1906 met een apostrof ervoor"
            )
        return value.isoformat()[:10]
    if not isinstance(value, str):
        raise _refuse(value, ALLOWED["date"] + " (celeigenschappen: Datum)")
    text = " ".join(value.split()).casefold()
    parts = None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        parts = tuple(map(int, text.split("-")))
    elif found := DAY_FIRST.fullmatch(text):
        parts = int(found[4]), int(found[3]), int(found[1])
    elif (found := DAY_MONTH.fullmatch(text)) and found[2] in MONTHS:
        parts = int(found[3]), MONTHS[found[2]], int(found[1])
    try:
        return datetime.date(*parts).isoformat()
    except (TypeError, ValueError):
        raise _refuse(value, ALLOWED["date"]) from None


def _text(value: object, percent: bool) -> str:
    """Read text; a number becomes what one sees, but what Excel made of a date or of WAAR is not what was typed."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _percent(value) if percent else shown(value)
    raise _refuse(value, "hier hoort tekst; typ het met een apostrof ervoor, dan laat Excel het zoals het is")
