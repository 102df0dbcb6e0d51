"""Open a file as a workbook, or say in a sentence why that cannot be done."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from analysis.data.workbook.sheets import MARK
from analysis.errors import WrongUse

#: A workbook of figures is far smaller; a small file that unpacks to more than this is a trap.
LARGEST = 100_000_000
#: What may be merged, or be one link, at most; and how a sheet says it.
MOST_CELLS = 200_000
AREA = re.compile(
    rb'<(?:\w+:)?(mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["\']\$?([A-Z]{1,3})\$?([0-9]{1,9}):\$?([A-Z]{1,3})\$?([0-9]{1,9})["\']'
)
WIDE = {"mergeCell": "zijn samengevoegd", "hyperlink": "zijn samen één koppeling"}
#: First signs of an old or a protected Office file, and the name of what a protected one holds.
OLD_OFFICE, PROTECTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Book:
    """An opened workbook.

    Parameters
    ----------
    values : openpyxl.Workbook
        Each formula read as the outcome that was saved with it.
    formulas : openpyxl.Workbook
        Each formula as it was typed.
    """

    values: Workbook
    formulas: Workbook


def open_workbook(path: Path) -> Book:
    """Open a workbook to read it.

    Raises
    ------
    analysis.errors.WrongUse
        If there is no such file, it may not be read, or it is no workbook; says which and what to do.
    """
    _refuse_other_files(path)
    return Book(_load(path, data_only=True), _load(path, data_only=False))


def is_ours(path: Path) -> bool:
    """Tell whether a file is a workbook that was exported here."""
    try:
        _refuse_other_files(path)
        names = _load(path, data_only=True).defined_names
    except WrongUse:
        return False
    return any(name.casefold().startswith(MARK) for name in names)


def lock_of(path: Path) -> Path:
    """Give the file that Excel puts beside a workbook as long as it is open."""
    return path.with_name(f"~${path.name}")


def _refuse_other_files(path: Path) -> None:
    """Refuse what is no workbook before openpyxl sees it."""
    if path.is_dir() or not path.exists():
        what = "is een map" if path.is_dir() else "bestaat niet"
        raise WrongUse(f"{path} {what}; noem een Excel-werkmap (.xlsx).")
    try:
        with path.open("rb") as file:
            head = file.read(4)
            head += file.read(LARGEST) if head == OLD_OFFICE else b""
    except OSError as error:
        raise WrongUse(
            f"{path} is niet te lezen ({error.strerror}); sluit het bestand als het open staat in Excel."
        ) from error
    if head.startswith(OLD_OFFICE):
        if PROTECTED in head:
            raise WrongUse(f"{path} is beveiligd met een wachtwoord; haal de beveiliging eraf en sla het opnieuw op.")
        raise WrongUse(f"{path} is een oude Excel-werkmap (.xls); sla het in Excel op als .xlsx.")
    try:
        with zipfile.ZipFile(path) as packed:
            names, size = packed.namelist(), sum(part.file_size for part in packed.infolist())
            wide = next(_wide_areas(packed), None) if size <= LARGEST else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise WrongUse(
            f"{path} is geen Excel-werkmap (.xlsx) of is beschadigd; sla het in Excel op als .xlsx."
        ) from error
    if "xl/workbook.xml" not in names:
        raise WrongUse(f"{path} is geen Excel-werkmap (.xlsx); sla het in Excel of LibreOffice op als .xlsx.")
    if size > LARGEST:
        raise WrongUse(
            f"{path} is uitgepakt {size // 1_000_000} MB en een werkmap met cijfers hoogstens {LARGEST // 1_000_000} MB; "
            "kopieer de gegevens naar een nieuwe uitvoer van deze cyclus."
        )
    if wide:
        kind, area = wide
        raise WrongUse(f"{path}: de cellen {area} van een blad {WIDE[kind]}; hef dat op en sla het opnieuw op.")


def _wide_areas(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Find merged cells and links over more cells than there are figures: openpyxl would make each of those cells."""
    for part in packed.infolist():
        if not part.filename.endswith(".xml"):
            continue
        for kind, first, top, last, bottom in AREA.findall(packed.read(part).replace(b"\0", b"")):  # UTF-16 is XML too
            columns = column_index_from_string(last.decode()) - column_index_from_string(first.decode()) + 1
            if abs(columns) * (abs(int(bottom) - int(top)) + 1) > MOST_CELLS:
                yield kind.decode(), f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}"


def _load(path: Path, data_only: bool) -> Workbook:
    """Load a workbook with openpyxl, which gives up on damage in many ways."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know (pictures, slicers) has no figures
            return load_workbook(path, data_only=data_only)
    except Exception as error:  # damage in the XML shows as KeyError, ValueError, TypeError, ParseError and others
        raise WrongUse(
            f"{path} is niet te lezen als Excel-werkmap; open het in Excel, laat het herstellen "
            "en sla het opnieuw op als .xlsx."
        ) from error
