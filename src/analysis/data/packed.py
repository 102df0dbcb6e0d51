"""The figures of a cycle on their way to a notebook: checked before, so that the notebook need not check them again."""

import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.data.cells import DTYPES
from analysis.data.cycle import Cycle
from analysis.data.digest import of_files
from analysis.data.explanations import FOLDER

#: Stands in a folder of packed figures, and holds the digest of everything else there: figures that were changed
#: afterwards are read as any others, and checked.
SEAL = ".gecontroleerd"
_DATE = "%Y-%m-%d"


def pack(cycle: Cycle) -> dict[str, bytes]:
    """Write a cycle as the files of its folder.

    Parameters
    ----------
    cycle : Cycle
        The figures; a part of them (see `analysis.data.portions`) need not be valid by itself.

    Returns
    -------
    dict of str to bytes
        Every table with all its columns, the explanations, and the seal.
    """
    files = {f"{name}.csv": _text(frame).encode() for name, frame in cycle.tables.items()}
    files |= {f"{FOLDER}/{name}.md": text.encode() for name, text in cycle.explanations.items()}
    return {**files, SEAL: of_files(files).encode()}


def unpack(folder: Path, schemas: Mapping[str, dict]) -> Cycle | None:
    """Read the folder of a packed cycle as it was packed.

    Parameters
    ----------
    folder : Path
        The folder of the cycle.
    schemas : Mapping of str to dict
        The table schemas.

    Returns
    -------
    Cycle or None
        None if the folder bears no seal, or was changed since.
    """
    if not (folder / SEAL).is_file():
        return None
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != SEAL]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    if (folder / SEAL).read_bytes() != of_files(files).encode():
        return None
    tables = {name: _frame(files[f"{name}.csv"], schema) for name, schema in schemas.items()}
    explanations = {Path(name).stem: text.decode() for name, text in files.items() if name.startswith(f"{FOLDER}/")}
    return Cycle(folder.name, tables, explanations)


def _text(frame: pd.DataFrame) -> str:
    """Write a table with every digit of its numbers."""
    return frame.to_csv(index=False, lineterminator="\n", date_format=_DATE)


def _frame(content: bytes, schema: dict) -> pd.DataFrame:
    """Read a table that `_text` wrote."""
    kinds = {field["name"]: field["type"] for field in schema["fields"]}
    frame = pd.read_csv(
        io.BytesIO(content),
        dtype={name: "str" if kind == "date" else DTYPES[kind] for name, kind in kinds.items()},
        keep_default_na=False,
        na_values=[""],
    )
    dates = {
        name: pd.to_datetime(frame[name], format=_DATE).astype(DTYPES["date"])
        for name, kind in kinds.items()
        if kind == "date"
    }
    return frame.assign(**dates)
