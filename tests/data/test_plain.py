"""The quick way to read a table takes nothing that the careful way refuses, and makes the same of what it takes."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import load_schemas, tables
from analysis.data.cells import ROW
from analysis.data.plain import plain_table

FIELDS = [
    {"name": "key", "type": "string", "constraints": {"required": True, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}},
    {"name": "part", "type": "number"},
    {"name": "year", "type": "integer", "constraints": {"required": True, "minimum": 1990, "maximum": 2100}},
    {"name": "place", "type": "integer", "constraints": {"unique": True}},
    {"name": "amount", "type": "number", "constraints": {"minimum": -2.5, "maximum": 10000000000000}},
    {"name": "known", "type": "boolean", "default": True},
    {"name": "day", "type": "date"},
    {"name": "side", "type": "string", "default": "a", "constraints": {"enum": ["a", "b"]}},
    {"name": "note", "type": "string"},
]
HEADER = [field["name"] for field in FIELDS]
SCHEMA = {"fields": FIELDS, "missingValues": [""], "primaryKey": ["key", "part"]}

#: What people type, what a lenient parser takes, and what lies just inside or outside a limit.
CELLS = {
    "string": ["a", "b", "a-b", "A", "a b", " a", "a\n", "a\nb", "a|b", "a\u200bb", "a\u00a0b", "\u00a0", "ja, nee"],
    "integer": [
        "1990",
        "2100",
        "1989",
        "2101",
        "02000",
        "-0",
        "0",
        "1_000",
        "+5",
        " 5",
        "٣",
        "9" * 16,
        "9" * 19,
        "1.0",
    ],
    "number": [
        "1",
        "1.0",
        "-0.0",
        "-2.5",
        "-2.6",
        "1e3",
        ".5",
        "5.",
        "10000000000000",
        "10000000000000.01",
        "NaN",
        "inf",
    ]
    + ["0.1", "0.10", "9999999999999.9999999", "-2.50000000000000001", "1,5"],
    "boolean": ["true", "false", "True", "1", "0", "ja"],
    "date": [
        "2019-05-21",
        "2019-02-30",
        "0001-01-01",
        "0000-01-01",
        "9999-12-31",
        "20190521",
        "2019-5-1",
        "2019-W01-1",
    ],
}
ANY = st.sampled_from(sorted({cell for cells in CELLS.values() for cell in cells} | {""})) | st.text(max_size=4)


def cell(field):
    """A cell of a column: mostly what is plainly right, else something that fits the kind, else anything."""
    right = {"string": ["a", "b"], "integer": [str(year) for year in range(1990, 2005)]}
    right |= {"number": ["", "2.5", *map(str, range(20))], "boolean": ["true", "false"], "date": ["2019-05-21", ""]}
    of_kind = st.sampled_from([*CELLS[field["type"]], ""])
    ways = [st.sampled_from(right[field["type"]])] * 48 + [of_kind, ANY]
    return st.sampled_from(ways).flatmap(lambda way: way)  # `one_of` would take each of these once


ROWS = st.lists(st.tuples(*map(cell, FIELDS)).map(list), max_size=4)


def carefully(rows):
    """Read as if nothing were plainly right."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "plain_table", lambda rows, schema: None)
        return tables.check_rows("table.csv", rows, SCHEMA)


def is_taken(rows) -> bool:
    """Tell whether the quick way takes a table; if so, the careful way has to make the same of it."""
    quick = plain_table(rows, SCHEMA)
    if quick is None:
        return False
    frame, faults = carefully(rows)
    assert faults == []
    pd.testing.assert_frame_equal(quick, frame)
    return True


def numbered(cells):
    """Number rows as those of a file of which the second line is empty."""
    return [(1, HEADER), *((number, row) for number, row in enumerate(cells, 3))]


def test_what_is_taken_quickly_is_taken_carefully_and_becomes_the_same():
    filled_and_taken = []

    @settings(max_examples=200)
    @given(cells=ROWS)
    def try_table(cells):
        taken = is_taken(numbered(cells))
        filled_and_taken.append(taken and len(cells) > 0)

    try_table()
    assert sum(filled_and_taken) > 20


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field["name"])
def test_each_odd_cell_that_is_taken_quickly_is_taken_carefully_and_becomes_the_same(field):
    ordinary = {"key": "a", "part": "1", "year": "2019", "place": "1", "known": "true", "side": "a"}
    odd_cells = sorted({cell for cells in CELLS.values() for cell in cells} | {""})
    rows = [[(ordinary | {field["name"]: odd}).get(name, "") for name in HEADER] for odd in odd_cells]
    taken = [is_taken(numbered([row])) for row in rows]
    assert any(taken) and not all(taken)


def test_ordinary_figures_are_taken_quickly():
    rows = numbered(
        [["a", "1", "2019", "1", "12.5", "true", "2019-05-21", "a", "ja, nee"], ["a", "2", "2020", *[""] * 6]]
    )
    frame = plain_table(rows, SCHEMA)
    assert frame["side"].tolist() == ["a", "a"] and frame["known"].tolist() == [True, True]
    assert frame[ROW].tolist() == [3, 4] and frame["amount"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "odd",
    [
        {"missingValues": ["", "-"]},
        {"primaryKey": "key"},
        {"primaryKey": ["key", "elsewhere"]},
        {"fields": [{**FIELDS[0], "format": "email"}, *FIELDS[1:]]},
        {"fields": [{**FIELDS[0], "constraints": {"minLength": 2}}, *FIELDS[1:]]},
        {"fields": [{**FIELDS[0], "type": "year"}, *FIELDS[1:]]},
    ],
    ids=["missing", "key-as-text", "key-elsewhere", "format", "constraint", "type"],
)
def test_a_schema_with_something_unknown_is_left_to_the_careful_way(odd):
    row = ["a", "1", "2019", *[""] * 6]
    assert plain_table(numbered([row]), SCHEMA) is not None
    assert plain_table(numbered([row]), SCHEMA | odd) is None


def test_every_table_of_the_package_can_be_taken_quickly():
    for schema in load_schemas().values():
        assert plain_table([(1, [field["name"] for field in schema["fields"]])], schema) is not None, schema["name"]
