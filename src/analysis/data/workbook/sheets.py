"""How the tables of a cycle map to the sheets of a workbook: names, headings, order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

#: The sheets that hold no figures: how to use the workbook, and the lists behind the drop-downs.
GUIDE, LISTS = "Uitleg", "Lijsten"
#: A defined name with this in front of the table's name lies on its headings, so that a renamed sheet is still known.
MARK = "tabel_"
#: Excel takes no longer name for a sheet.
LONGEST = 31


@dataclass(frozen=True)
class Sheet:
    """The sheet of one table.

    Parameters
    ----------
    table : str
        Name of the table.
    schema : dict
        Its Table Schema.
    name : str
        Name of the sheet: the title of the table, as far as Excel allows.
    headings : dict of str to str
        Heading of each column: the title of its field.
    """

    table: str
    schema: dict
    name: str
    headings: dict[str, str]

    @property
    def mark(self) -> str:
        """The defined name that marks the sheet."""
        return MARK + re.sub(r"\W", "_", self.table)

    @property
    def fields(self) -> dict[str, dict]:
        """The field of each column, in the order of the schema."""
        return {field["name"]: field for field in self.schema["fields"]}

    @property
    def references(self) -> dict[str, tuple[str, str]]:
        """The table and column that a column refers to."""
        return {
            key["fields"]: (key["reference"]["resource"] or self.table, key["reference"]["fields"])
            for key in self.schema.get("foreignKeys", ())
        }

    def column(self, heading: object) -> str | None:
        """Find the column of a heading: its title or its code name, whatever the capitals and spaces."""
        given = plain(heading)
        by_title = {plain(title): name for name, title in self.headings.items()}
        return by_title.get(given) or next((name for name in self.headings if plain(name) == given), None)


def sheets(schemas: dict[str, dict]) -> dict[str, Sheet]:
    """Give the sheet of every table, each after the ones that it refers to: the order in which one fills them in."""
    taken, result = {plain(GUIDE), plain(LISTS)}, {}
    for table in _order(schemas):
        name = _free(_allowed(schemas[table].get("title", "")) or _allowed(table) or "Tabel", taken)
        taken.add(plain(name))
        result[table] = Sheet(table, schemas[table], name, dict(_headings(schemas[table])))
    return result


def plain(text: object) -> str:
    """Write a name so that capitals, spaces around and between words and line breaks make no difference."""
    return " ".join(str("" if text is None else text).split()).casefold()


def _order(schemas: dict[str, dict]) -> list[str]:
    """Sort the tables by their references."""
    needs = {
        name: sorted({key["reference"]["resource"] for key in schema.get("foreignKeys", ())} & set(schemas) - {name})
        for name, schema in sorted(schemas.items())
    }
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError:  # two tables that refer to each other have no order
        return list(needs)


def _headings(schema: dict) -> Iterator[tuple[str, str]]:
    """Give each column its title, with the code name behind a title that several columns have."""
    titles = [plain(field.get("title", field["name"])) for field in schema["fields"]]
    for field, title in zip(schema["fields"], titles):
        shown = field.get("title", field["name"])
        yield field["name"], shown if titles.count(title) == 1 else f"{shown} ({field['name']})"


def _allowed(title: str) -> str:
    """Leave out what Excel forbids in the name of a sheet."""
    return " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).split()).strip("'")[:LONGEST].strip(" '")


def _free(name: str, taken: set[str]) -> str:
    """Number a name that another sheet already has."""
    free, number = name, 2
    while plain(free) in taken:
        free = f"{name[: LONGEST - len(str(number)) - 1]} {number}"
        number += 1
    return free
