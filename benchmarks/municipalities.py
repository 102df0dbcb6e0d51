"""Made-up municipalities of any size, to measure with: ``python benchmarks/municipalities.py FOLDER --programmes 70``.

A municipality is a data folder (``cycles/<name>/*.csv`` under the schemas of the package) that ``python -m analysis validate``
calls right. It grows by the row with its programmes, cycles and indicators; the same seed makes the same files.
"""

import argparse
import csv
from datetime import date
from pathlib import Path

from made_up_programme import SCALE, YEARS, cycles

from analysis.data.schema import PACKAGED, columns, load_schemas

#: What each next cycle reports on, after the contract; two cycles a year.
KINDS = {"bestuursrapportage": "interim_report", "jaarstukken": "annual_report"}
#: The parts that names of municipalities are put together from.
FIRST = ("Verzonnen", "Nergens", "Droom", "Sprookjes", "Wolken", "Maan", "Bedenk", "Fabel")
SECOND = ("dam", "hoven", "broek", "veen", "drecht")


def write_municipalities(
    folder: Path, municipalities: int = 1, programmes: int = 7, cycles: int = 1, indicators: int = 8, seed: int = 1
) -> list[Path]:
    """Write data folders: the folder itself for one municipality, else one in it for each.

    Returns
    -------
    list of Path
        The data folders.
    """
    names = [municipality_name(number) for number in range(municipalities)]
    folders = [folder / name.lower().replace(" ", "-") if municipalities > 1 else folder for name in names]
    for name, own in zip(names, folders):
        write_municipality(own, name, programmes, cycles, indicators, seed)
    return folders


def municipality_name(number: int) -> str:
    """Give the name of a municipality by its number, from 0; no two are the same."""
    again, place = divmod(number, len(FIRST) * len(SECOND))
    name = FIRST[place // len(SECOND)] + SECOND[place % len(SECOND)]
    return f"{name} {again + 1}" if again else name


def write_municipality(folder: Path, name: str, programmes: int, count: int, indicators: int, seed: int) -> None:
    """Write one data folder with so many cycles, programme by programme, so that its size does not matter for memory."""
    schemas = load_schemas(PACKAGED.parent)
    moments = [cycle_moment(number) for number in range(count)]
    places = [folder / "cycles" / moment[0] for moment in moments]
    for number, place in enumerate(places):
        place.mkdir(parents=True)
        for table, schema in schemas.items():
            _append(place, table, schema, [{name: name for name in columns(schema)}])
        for table, rows in _whole(name, moments, number).items():
            _append(place, table, schemas[table], rows)
    for number in range(1, programmes + 1):
        made = cycles(name, number, [day for *_, day in moments], indicators, seed)
        for place, rows in zip(places, made, strict=True):
            for table, own in rows.items():
                _append(place, table, schemas[table], own)


def cycle_moment(number: int) -> tuple[str, str, date]:
    """Give the name, kind and reporting date of a cycle by its number, from 0: the contract, then two reports a year."""
    if number == 0:
        return f"{YEARS[0]}-00-contract", "contract", date(YEARS[0], 1, 1)
    half, day = (number - 1) % 2, date(YEARS[0] + number // 2, 1 if number % 2 == 0 else 7, 1)
    title, kind = list(KINDS.items())[half]
    return f"{YEARS[0]}-{number:02d}-{title}", kind, day


def _whole(municipality: str, moments: list[tuple[str, str, date]], number: int) -> dict[str, list[dict]]:
    """Make what stands once in a cycle: its row, its own source, the scale and the hours of line units."""
    name, kind, day = moments[number]
    at = {"source": "raad", "section": "1. Verzinsel"}
    about = {
        "cycle": name,
        "title": f"{municipality} {name}",
        "kind": kind,
        "reporting_date": day,
        "inhabitants": 50000,
    }
    about |= {"previous_cycle": moments[number - 1][0] if number else "", "municipality": municipality}
    norms = {"fulltime_hours_per_week": 36, "productive_hours_per_fte": 1425, "working_weeks_per_year": 46}
    return {
        "cycle": [about | norms | at | {"notice": "Deze gemeente bestaat niet: alle cijfers zijn verzonnen."}],
        "sources": [{"source": "raad", "title": "Brief aan de verzonnen raad", "publisher": municipality}],
        "scales": [{"scale": "stemming", "category": step, "rank": rank, **at} for rank, step in enumerate(SCALE, 1)],
        "unit_supply": [{"unit": unit, "hours_per_week": 400, "year": YEARS[0], **at} for unit in ("AP", "UF", "US")],
    }


def _append(place: Path, table: str, schema: dict, rows: list[dict]) -> None:
    with (place / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(schema), extrasaction="ignore", lineterminator="\n")
        writer.writerows(rows)


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Write made-up municipalities.")
    parser.add_argument(
        "folder", type=Path, help="the data folder; with more municipalities, the folder of their data folders"
    )
    for name, default in {"municipalities": 1, "programmes": 7, "cycles": 1, "indicators": 8, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = vars(parser.parse_args())
    print("\n".join(map(str, write_municipalities(**options))))


if __name__ == "__main__":
    main()
