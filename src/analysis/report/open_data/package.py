"""The descriptor of the Data Package: what it is, who publishes it, under what licence, and what each file holds."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from analysis.data import Cycle
from analysis.present.formats import day
from analysis.report.open_data.contents import Part

#: Words under which a catalogue finds it.
KEYWORDS = ("programma's", "begroting", "capaciteit", "indicatoren", "planning-en-controlcyclus", "gemeente")


def licence(cycle: Cycle, schemas: dict[str, dict]) -> dict:
    """Give the licence of a cycle: ``value``, ``label``, and the ``url`` and ``authority`` (of the EU) where it is told."""
    field = next(field for field in schemas["cycle"]["fields"] if field["name"] == "licence")
    return next(each for each in field["categories"] if each["value"] == cycle.info["licence"])


def publisher(cycle: Cycle) -> str:
    """Name who publishes the figures."""
    return f"Gemeente {cycle.info['municipality']}"


def reference(cycle: Cycle, mark: str) -> str:
    """Write how one refers to an edition: who, what, as of when, and the mark that tells its figures from others.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    mark : str
        Their mark (see `analysis.report.assemble.mark_of`).
    """
    info = cycle.info
    return f"{publisher(cycle)}, Programmaboek, {info['title']}, stand {day(info['reporting_date'])}, kenmerk {mark}"


def descriptor(
    cycle: Cycle, parts: list[Part], contents: Mapping[str, bytes], schemas: dict[str, dict], made: datetime, mark: str
) -> dict:
    """Describe the package.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    parts : list of Part
        Its files.
    contents : Mapping of str to bytes
        What stands in them, by path.
    schemas : dict of str to dict
        The table schemas.
    made : datetime
        When this was made.
    mark : str
        What tells these figures from others: the version.
    """
    info, terms = cycle.info, licence(cycle, schemas)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"programmaboek-{cycle.name}",
        "title": f"Programmaboek {publisher(cycle)}: {info['title']}",
        "description": (
            f"Doelen, geld, uren, indicatoren, planning en risico's van {len(cycle.programmes)} programma's, met de plaats van elk "
            f"cijfer in zijn bron, en alle maten die het boek daaruit berekent. Stand {info['reporting_date']:%Y-%m-%d}."
        ),
        "version": mark,
        "edition": cycle.name,
        "created": made.astimezone().isoformat(timespec="seconds"),
        "language": "nl",
        "keywords": list(KEYWORDS),
        "publisher": publisher(cycle),
        "contributors": [{"title": publisher(cycle), "roles": ["publisher"]}],
        **({} if pd.isna(info["contact"]) else {"contact": info["contact"]}),
        "spatial": info["municipality"],
        **_period(cycle),
        "licenses": [
            {"name": terms["value"], "title": terms["label"]} | ({"path": terms["url"]} if "url" in terms else {})
        ],
        "sources": [{"title": title} for title in cycle.sources["title"]],
        "resources": [_resource(part, contents[part.path]) for part in parts],
    }


def _period(cycle: Cycle) -> dict:
    """Give the years of the programmes; nothing where there are none."""
    first, last = cycle.programmes["start_year"].min(), cycle.programmes["end_year"].max()
    return {} if pd.isna(first) else {"temporal": {"start": f"{first}-01-01", "end": f"{last}-12-31"}}


def _resource(part: Part, content: bytes) -> dict:
    """Describe a file."""
    schema = {
        key: value
        for key, value in part.schema.items()
        if key in ("fields", "missingValues", "primaryKey", "foreignKeys")
    }
    return {
        "name": part.schema["name"],
        "title": part.schema["title"],
        "description": part.schema["description"],
        "path": part.path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": len(part.table.rows),
        "schema": schema,
    }
