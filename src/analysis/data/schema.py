"""The table schemas: the one place that says which tables and columns exist."""

from functools import cache
from pathlib import Path

from analysis.data.files import Unfit, read_json
from analysis.data.schema_check import schema_faults
from analysis.errors import AnalysisError

#: The schemas that come with the package, for data folders without their own.
PACKAGED = Path(__file__).parents[3] / "data" / "schema"


@cache
def _read(folder: Path, model: Path) -> dict[str, dict]:
    """Read and check the schemas of a folder; those of the package (the model) say what has to be there."""
    schemas, faults = {}, []
    for path in sorted(folder.glob("*.json")):
        try:
            schemas[path.stem] = read_json(path)
        except Unfit as error:
            faults.append(f"{path.name}: {error}")
    if not faults:
        faults = list(schema_faults(schemas, {} if folder == model else _read(model, model)))
    if faults:
        raise AnalysisError("\n".join([f"De schema's in {folder} zijn niet in orde; zet ze terug:", *faults]))
    return schemas


def load_schemas(data_dir: str | Path = "data") -> dict[str, dict]:
    """Read every table schema (Frictionless Table Schema) of a data folder.

    Parameters
    ----------
    data_dir : str or Path
        The data folder; its ``schema`` subfolder is used if it exists, else the schemas of the package.

    Returns
    -------
    dict of str to dict
        Schema per table name. Our own properties: ``optional`` (the file may be absent) on a schema and
        ``default`` (what a missing column or an empty cell means) on a field. ``categories`` gives the Dutch label
        of each value of a closed list, ``scenario`` on a schema the columns that a scenario may change.

    Raises
    ------
    analysis.errors.AnalysisError
        If a file cannot be read, is no schema, or a table or column of the package is missing; lists every fault.
    """
    own = Path(data_dir).resolve() / "schema"
    return _read(own if own.is_dir() else PACKAGED, PACKAGED)


def scenario_schema(data_dir: str | Path = "data") -> dict:
    """Read the schema of ``scenario.csv``, which is no table of a cycle and stands in a folder of its own."""
    own = Path(data_dir).resolve() / "schema" / "scenarios"
    packaged = PACKAGED / "scenarios"
    return _read(own if own.is_dir() else packaged, packaged)["scenario"]


def columns(schema: dict) -> list[str]:
    """Give the column names of a schema, in order."""
    return [field["name"] for field in schema["fields"]]


def may_be_absent(field: dict) -> bool:
    """Tell whether a file may leave out this column: it is not required, or has a default."""
    return "default" in field or not field.get("constraints", {}).get("required", False)


def labels(schema: dict, column: str) -> dict[str, str]:
    """Give the Dutch label of each allowed value of a column with a closed list."""
    field = next(field for field in schema["fields"] if field["name"] == column)
    return {category["value"]: category["label"] for category in field.get("categories", ())}
