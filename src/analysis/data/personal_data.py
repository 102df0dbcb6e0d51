"""The rule that no e-mail address or telephone number stands in the figures."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis.data.faults import Fault
from analysis.data.rules import Tables, fault, records

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+")
#: Dutch telephone numbers: mobile ones in any of the ways people write them, others as 0546-123456 or 020 1234567.
PHONE = re.compile(
    r"(?<!\d)(0|\+31[ -]?(\(0\))?|0031[ -]?)6([ -]?\d){8}(?!\d)"
    r"|(?<![\d-])(0|\+31 ?(\(0\) ?)?|0031 ?)([1-9]\d[ -]?\d{7}|[1-9]\d{2}[ -]?\d{6})(?!\d)"
)
#: What every such number holds: its begin, and nine signs of the kinds that are in one.
DIALLED = re.compile(r"[0+][-\d() ]{9}")


def personal_data(tables: Tables, schemas: dict[str, dict]) -> Iterator[Fault]:
    """No e-mail addresses or telephone numbers: what is in the figures is published."""
    for table, schema in schemas.items():
        for column in [field["name"] for field in schema["fields"] if field["type"] == "string"]:
            text = tables[table][column]
            if not _may_reach_someone("\0".join(set(text.to_numpy(object, na_value="")))):
                continue
            reaches = [bool(EMAIL.search(value) or PHONE.search(value)) for value in text.fillna("")]
            for row in records(tables, table, pd.Series(reaches, index=text.index)):
                yield fault(
                    table,
                    row,
                    column,
                    "e-mailadressen en telefoonnummers worden niet gepubliceerd; haal het weg",
                    "er staat een e-mailadres of telefoonnummer",
                )


def _may_reach_someone(text: str) -> bool:
    """Tell whether an address or a number may stand in all text of a column, cheaply."""
    return "@" in text or DIALLED.search(text) is not None


RULES = (personal_data,)
