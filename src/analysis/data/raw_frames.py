"""A typed frame as the text of a CSV file: decimal point, ISO dates, true and false, empty for unknown."""

import pandas as pd

from analysis.data.raw_tables import RawTable
from analysis.data.workbook.text import number_text


def raw_frame(frame: pd.DataFrame) -> RawTable:
    """Write a frame cell by cell, with its columns in their order."""
    return raw_rows(frame.columns, frame.itertuples(index=False, name=None))


def raw_rows(header, rows) -> RawTable:
    """Write rows of values, each as long as the header, cell by cell."""
    names = tuple(header)
    return RawTable(names, tuple(dict(zip(names, map(raw_text, row), strict=True)) for row in rows))


def raw_text(value: object) -> str:
    """Write a value as the text of a CSV cell; a number with the fifteen digits that every program keeps."""
    if pd.isna(value):
        return ""
    if pd.api.types.is_bool(value):
        return "true" if value else "false"
    if pd.api.types.is_number(value):
        return number_text(value)
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)
