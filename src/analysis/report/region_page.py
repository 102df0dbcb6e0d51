"""The page over the sites of several municipalities, made from what those sites publish of themselves."""

import json
from collections.abc import Collection
from pathlib import Path

import pandas as pd

import analysis
from analysis.present.blocks import template
from analysis.present.formats import counted, day, listed
from analysis.report.project import Project
from analysis.report.publish import HEADERS

#: Names of its files, at the root.
PAGE, STYLE = "index.html", "regio.css"
#: What each site tells of itself.
PACKAGE = "data/datapackage.json"


def region_page(output: Path, names: list[str], failed: Collection[str], project: Project) -> dict[str, bytes]:
    """Make the page over all.

    Parameters
    ----------
    output : Path
        Folder with the sites.
    names : list of str
        The municipalities, by the names of their folders; one may have no site.
    failed : collection of str
        Those whose site could not be made now: what stands there is older.
    project : Project
        Where the headers for the host come from.

    Returns
    -------
    dict of str to bytes
        The page, its style sheet and the headers.
    """
    whole = [name for name in names if (output / name / PACKAGE).is_file()]
    rows = [_told(output / name, name, name in failed) for name in whole]
    without = [name for name in names if name not in whole]
    page = template("region.html").render(answer=_answer(rows, without), rows=rows, style=STYLE)
    style = Path(analysis.__file__).parent / "present" / "templates" / STYLE
    headers = project.book / "extra" / HEADERS
    return {PAGE: page.encode(), STYLE: style.read_bytes(), HEADERS: headers.read_bytes()}


def _answer(rows: list[dict], without: list[str]) -> str:
    """Say what stands here, and what of it is not of the newest figures."""
    books = counted(len(rows), "gemeente heeft hier haar programmaboek", "gemeenten hebben hier hun programmaboek")
    old = [row["municipality"] for row in rows if row["old"]]
    text = f"{books}. " if rows else ""
    if old:
        text += (
            f"Dat van {listed(old)} kon bij de laatste keer niet worden vernieuwd en is van de dag die erbij staat. "
        )
    if without:
        text += f"Nog geen boek is er van {listed(without)}. "
    return text.strip()


def _told(site: Path, name: str, old: bool) -> dict:
    """Read what a site tells of itself in its open data."""
    tables = site / "data" / "tabellen"
    info = pd.read_csv(tables / "cycle.csv", dtype="str").iloc[0]
    package = json.loads((site / PACKAGE).read_text(encoding="utf-8"))
    return {
        "place": name,
        "municipality": info["municipality"],
        "title": info["title"],
        "date": day(pd.Timestamp(info["reporting_date"])),
        "programmes": len(pd.read_csv(tables / "programmes.csv", dtype="str")),
        "mark": package["version"],
        "made": day(pd.Timestamp(package["created"])),
        "old": old,
    }
