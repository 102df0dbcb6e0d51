"""Check the table schemas of a data folder: what the code and its rules count on is there."""

import re
from collections.abc import Iterator

#: What the columns of a table can hold.
TYPES = ("integer", "number", "boolean", "date", "string")
#: What a constraint of a column has to be.
CONSTRAINTS = {
    "required": bool,
    "unique": bool,
    "enum": list,
    "minimum": (int, float),
    "maximum": (int, float),
    "pattern": str,
}


def schema_faults(schemas: dict[str, object], needed: dict[str, dict]) -> Iterator[str]:
    """Say in Dutch what is wrong with schemas.

    Parameters
    ----------
    schemas : dict
        What stands in each file, by the name of the table.
    needed : dict of str to dict
        The schemas of the package: their tables and columns have to be there, others may be added.
    """
    sound = {}
    for table, schema in schemas.items():
        wrong = list(_table(schema))
        yield from (f"{table}.json: {each}" for each in wrong)
        sound |= {} if wrong else {table: {field["name"]: field["type"] for field in schema["fields"]}}
    for table in sound:
        for key in schemas[table].get("foreignKeys", ()):
            target, column = key["reference"]["resource"] or table, key["reference"]["fields"]
            if target not in schemas or (target in sound and column not in sound[target]):
                yield f"{table}.json: foreignKeys wijst naar '{target}.{column}', en dat bestaat niet"
    for table, schema in needed.items():
        if table not in schemas:
            yield f"{table}.json: dit schema ontbreekt"
        for field in schema["fields"] if table in sound else ():
            kind = sound[table].get(field["name"])
            if kind != field["type"]:
                stands = "ontbreekt" if kind is None else f"is van het type {kind}"
                yield f"{table}.json: de kolom '{field['name']}' {stands}; nodig is een kolom van het type {field['type']}"


def _table(schema: object) -> Iterator[str]:
    """Check one schema by itself."""
    if not isinstance(schema, dict):
        yield "hier hoort één schema te staan, tussen { en }"
        return
    for name in ("title", "description"):
        if not isinstance(schema.get(name), str) or not schema[name].strip():
            yield f"'{name}' ontbreekt of is geen tekst"
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields or not all(isinstance(field, dict) for field in fields):
        yield "'fields' ontbreekt of is geen lijst van kolommen"
        return
    for place, field in enumerate(fields, start=1):
        yield from (f"kolom {place}: {each}" for each in _field(field))
    names = [field.get("name") for field in fields]
    if len(set(map(str, names))) != len(names):
        yield "twee kolommen hebben dezelfde naam"
    for name in ("primaryKey", "scenario"):
        columns = [] if schema.get(name) is None else schema[name]
        if (
            not isinstance(columns, list)
            or any(each not in names for each in columns)
            or (name == "primaryKey" and not columns)
        ):
            yield f"'{name}' is geen lijst van kolommen van deze tabel"
    if schema.get("missingValues") != [""]:
        yield "'missingValues' hoort [\"\"] te zijn: een lege cel is onbekend"
    keys = schema.get("foreignKeys", [])
    if not isinstance(keys, list) or not all(_reference(key, names) for key in keys):
        yield "'foreignKeys' hoort per verwijzing een kolom ('fields') en een 'reference' met 'resource' en 'fields' te hebben"


def _reference(key: object, names: list) -> bool:
    """Whether a foreign key names one column and where it points."""
    if not isinstance(key, dict) or key.get("fields") not in names or not isinstance(key.get("reference"), dict):
        return False
    return all(isinstance(key["reference"].get(name), str) for name in ("resource", "fields"))


def _field(field: dict) -> Iterator[str]:
    """Check one column."""
    for name in ("name", "title", "description"):
        if not isinstance(field.get(name), str) or not field[name].strip():
            yield f"'{name}' ontbreekt of is geen tekst"
    if field.get("type") not in TYPES:
        yield f"het type is '{field.get('type')}'; toegestaan zijn: {', '.join(TYPES)}"
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield "'constraints' hoort tussen { en } te staan"
        return
    for name, value in constraints.items():
        if name not in CONSTRAINTS:
            yield f"'{name}' bestaat niet bij constraints; toegestaan zijn: {', '.join(CONSTRAINTS)}"
        elif not isinstance(value, CONSTRAINTS[name]) or (name in ("minimum", "maximum") and isinstance(value, bool)):
            yield f"'{name}' heeft een waarde die daar niet hoort: {value!r}"
        elif name in ("minimum", "maximum") and field.get("type") not in ("integer", "number"):
            yield f"'{name}' hoort alleen bij een getal"
        elif name == "enum" and (not value or not all(isinstance(each, str) for each in value)):
            yield "'enum' hoort een lijst van teksten te zijn"
    if isinstance(constraints.get("pattern"), str):
        try:
            re.compile(constraints["pattern"])
        except (re.error, RecursionError, OverflowError):
            yield "'pattern' is geen geldig patroon"
    labels = field.get("categories", [])
    if not isinstance(labels, list) or not all(
        isinstance(each, dict) and isinstance(each.get("value"), str) and isinstance(each.get("label"), str)
        for each in labels
    ):
        yield "'categories' hoort per keuze een 'value' en een 'label' te hebben"
    if "default" in field and field.get("type") in TYPES and not _fits(field["default"], field["type"]):
        yield f"'default' past niet bij het type: {field['default']!r}"


def _fits(value: object, kind: str) -> bool:
    """Whether a default is of the type of its column."""
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "number":
        return isinstance(value, (int, float))
    return isinstance(value, {"integer": int, "string": str}.get(kind, ()))
