"""Every measure and each of its columns is described in Dutch, and nothing else is."""

import pytest

from analysis.data import load_schemas
from analysis.measures.catalogue import all_measures, measured
from analysis.report.open_data.contents import PROPOSALS
from analysis.report.open_data.words import measure_schema, texts
from stored_measures import FOLDERS, loaded, published

SCHEMAS = load_schemas(FOLDERS[0])
#: What is published of each cycle: no family that is about a proposal.
FRAMES = {
    cycle: {name: frame for name, frame in measured(*loaded(cycle)) if name.partition(".")[0] not in PROPOSALS}
    for cycle in published()
}
#: Every measure with the frame of a cycle that has one.
GIVEN = {name: frame for frames in FRAMES.values() for name, frame in frames.items()}


NAMES = [name for name in all_measures() if name.partition(".")[0] not in PROPOSALS]


def test_every_measure_is_given_by_some_cycle():
    assert set(GIVEN) == set(NAMES) == set(texts()["measures"])


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_and_its_columns_are_described(name):
    schema = measure_schema(name, GIVEN[name], SCHEMAS)
    assert len(schema["title"]) <= 31 and schema["description"].endswith(".")
    for field in schema["fields"]:
        where = f"{name}: {field['name']}"
        assert field["title"] and field["description"].endswith("."), where
        if field["type"] == "number":
            assert "unit" in field or field["name"] in NO_UNIT, where


#: Numbers without a unit.
NO_UNIT = {"weight", "hours_min", "hours_max"}


@pytest.mark.parametrize("cycle", published())
def test_every_code_in_a_described_column_has_its_word(cycle):
    for name, frame in FRAMES[cycle].items():
        for field in measure_schema(name, frame, SCHEMAS)["fields"]:
            if "categories" in field:
                codes = {category["value"] for category in field["categories"]}
                assert set(frame[field["name"]].dropna()) <= codes, f"{name}: {field['name']}"
                assert all(category["label"] for category in field["categories"])


def test_nothing_is_described_that_does_not_exist():
    shared = set(texts()["columns"])
    for name, text in texts()["measures"].items():
        assert set(text.get("columns", {})) <= set(GIVEN[name].columns), name
        shared -= set(GIVEN[name].columns) - set(text.get("columns", {}))
        for column, words in text.get("columns", {}).items():
            assert set(words) <= {"title", "description", "unit", "codes"}, f"{name}: {column}"
    assert shared == set()


def test_a_measure_or_column_without_words_is_refused_by_name():
    frame = GIVEN["risks.themes"].assign(extra=1)
    with pytest.raises(LookupError, match="column extra of risks.themes"):
        measure_schema("risks.themes", frame, SCHEMAS)
    with pytest.raises(LookupError, match="risks.new"):
        measure_schema("risks.new", frame, SCHEMAS)


def test_titles_differ():
    titles = [text["title"] for text in texts()["measures"].values()] + [schema["title"] for schema in SCHEMAS.values()]
    assert len(titles) == len(set(titles))
