"""Write the open data of a cycle in a folder: CSV files, descriptors, one workbook and one archive of everything."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from analysis.data import Cycle, load_schemas
from analysis.report.open_data.contents import contents
from analysis.report.open_data.dcat import record
from analysis.report.open_data.package import descriptor, licence
from analysis.report.open_data.workbook import workbook

#: The time of every entry in an archive: the same figures give the same bytes.
STILL = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_open_data(
    cycle: Cycle, before: Cycle | None, data_dir: Path, folder: Path, made: datetime, mark: str
) -> None:
    """Write the open data of a cycle.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    before : Cycle or None
        The cycle it is compared with.
    data_dir : Path
        The data folder, for its schemas.
    folder : Path
        Folder to make: ``tabellen/`` and ``maten/`` with CSV files, ``datapackage.json``, ``dcat.jsonld``,
        ``alles.xlsx`` and ``alles.zip``, which holds all the others.
    made : datetime
        When this was made.
    mark : str
        What tells these figures from others.
    """
    schemas = load_schemas(data_dir)
    parts = contents(cycle, before, schemas)
    files = {part.path: part.table.text().encode("utf-8") for part in parts}
    package = descriptor(cycle, parts, files, schemas, made, mark)
    terms = licence(cycle, schemas)
    files["datapackage.json"] = _json(package)
    files["dcat.jsonld"] = _json(record(package, terms.get("authority", terms.get("url", terms["value"]))))
    files["alles.xlsx"] = _still(workbook(package, parts))
    files["alles.zip"] = _zipped(sorted(files.items()))
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _json(content: dict) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files in an archive that depends on nothing but the files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, STILL)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _still(book: bytes) -> bytes:
    """Take the time of writing out of a workbook, which is an archive itself; a sheet at a time, as they may be large."""

    def entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
        for name in sorted(archive.namelist()):
            content = archive.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>%d-01-01T00:00:00Z" % STILL[0], content)
            yield name, content

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return _zipped(entries(archive))
