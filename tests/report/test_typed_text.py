"""Whatever people type in a text column is text on every page: never markup, script, a link or a formula."""

import csv
import re
import shutil
from pathlib import Path

from analysis.data import load_schemas
from analysis.report.build import build

TESTS = Path(__file__).parents[1]
PAYLOAD = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> {{7*7}} *b* `c` [l](javascript:alert(3)) $x$"
MARKUP = r"<img src=x|<script>alert|onerror=alert\(1\)>|href=\"javascript|>49<"


def type_everywhere(table: Path, schema: dict, keys: set[str]) -> None:
    """Add the payload to every free text of a table, leaving keys and closed lists as they are."""
    fields = [field for field in schema["fields"] if field["type"] == "string" and field["name"] not in keys]
    free = [field["name"] for field in fields if not {"enum", "pattern"} & set(field.get("constraints", {}))]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({name: f"{row[name]} {PAYLOAD}".strip() for name in free if name in row})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_markup_in_every_text_column_is_shown_as_text_and_a_programme_without_figures_has_its_page(tmp_path):
    shutil.copytree(TESTS / "base", tmp_path / "data")
    folder = tmp_path / "data" / "cycles" / "2020-begroting"
    references = {
        "programme",
        "goal",
        "parent",
        "source",
        "indicator",
        "scale",
        "category",
        "counted_by",
        "scope",
        "post",
    }
    references |= {"baseline_category", "target_category", "effort", "number"}
    for path in folder.glob("*.csv"):
        type_everywhere(path, load_schemas()[path.stem], references)
    with (folder / "programmes.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("leeg,Zonder <b>cijfers</b>,3,2019,2022,,,,Niets.,begroting,blz. 3,\n")
    site = build(data_dir=tmp_path / "data", output=tmp_path / "html")
    for path in site.folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(MARKUP, html), path.name
        assert "<b>cijfers" not in html, path.name
    assert "&lt;img src=x" in (site.folder / "geld.html").read_text(encoding="utf-8")
    assert (site.folder / "programmas" / "leeg.html").is_file()
