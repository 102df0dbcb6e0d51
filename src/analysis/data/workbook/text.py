"""How values look: in a cell of a workbook, in a CSV file, and to a Dutch reader."""

import datetime
import math
import re
from decimal import Decimal

from analysis.data.cells import PLAIN
from analysis.data.faults import quoted

#: How Excel writes a control sign (_x000D_), and the line in front of text that only looks like that (_x005F_x000D_).
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff](?=_x[0-9A-Fa-f]{4}_))_")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Unreadable(ValueError):
    """A cell that holds something else than its column allows: what stands there, and what is allowed."""

    def __init__(self, found: str, allowed: str):
        self.found, self.allowed = found, allowed
        super().__init__(f"{found}, {allowed}")


def refuse(value: object, allowed: str) -> Unreadable:
    """Make the refusal of a cell: what stands there, and what is allowed."""
    return Unreadable(quoted(shown(value)), allowed)


def decoded(text: str) -> str:
    """Take the text of a cell as a person sees it: without spaces around it, line ends as one sign."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def encoded(text: str) -> str:
    """Write text for a cell so that `decoded`, and Excel, give it back: ``_x0041_`` would show as an A."""
    return LOOKS_ESCAPED.sub("_x005F_", text)


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
