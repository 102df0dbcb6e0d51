"""The tables and measures of a cycle as they are published: each a CSV file with its Table Schema."""

from dataclasses import dataclass

from analysis.data import Cycle
from analysis.data.raw_frames import raw_frame
from analysis.data.raw_tables import RawTable
from analysis.measures.catalogue import measured
from analysis.report.open_data.words import measure_schema

#: Families of measures that are about a proposal, and not about the figures of an edition.
PROPOSALS = ("scenarios",)
#: Folders of the files.
TABLES, MEASURES = "tabellen", "maten"


@dataclass(frozen=True)
class Part:
    """One published table or measure.

    Parameters
    ----------
    folder : str
        Folder of its file.
    schema : dict
        Its Table Schema, with name, title and description.
    table : RawTable
        Its cells.
    """

    folder: str
    schema: dict
    table: RawTable

    @property
    def path(self) -> str:
        """Its file, from the folder of the package."""
        return f"{self.folder}/{self.schema['name']}.csv"


def contents(cycle: Cycle, before: Cycle | None, schemas: dict[str, dict]) -> list[Part]:
    """Give every table and every measure of a cycle.

    Tables are written from the loaded figures and not copied from their files: so each has the columns of its schema in
    their order, with what an empty cell means filled in.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    before : Cycle or None
        The cycle it is compared with.
    schemas : dict of str to dict
        The table schemas.
    """
    tables = [Part(TABLES, _published(schema), raw_frame(cycle.tables[name])) for name, schema in schemas.items()]
    measures = [
        Part(MEASURES, measure_schema(name, frame, schemas), raw_frame(frame))
        for name, frame in measured(cycle, before)
        if name.partition(".")[0] not in PROPOSALS
    ]
    return [*tables, *measures]


def _published(schema: dict) -> dict:
    """Leave out of a schema what is only about the files that people edit."""
    fields = [{key: value for key, value in field.items() if key != "default"} for field in schema["fields"]]
    return {**{key: value for key, value in schema.items() if key != "optional"}, "fields": fields}
