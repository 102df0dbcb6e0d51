"""What people type is text on a page, never markup or script."""

import csv
import io
import json
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.present import blocks
from analysis.present.blocks import Column
from analysis.present.charts import Chart
from analysis.present.formats import day, euro, span

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</script><script>alert(1)</script>",
    "&lt;b&gt;",
    "{{7*7}}",
    "<!-- x",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_typed_text_is_escaped_in_every_block(payload):
    frame = pd.DataFrame({"a": [payload]})
    made = [
        blocks.answer(payload),
        blocks.paragraph(payload),
        blocks.note(payload),
        blocks.cards([(payload, payload, payload)]),
        blocks.table(frame, payload, [Column(payload, "a")]),
    ]
    for block in made:
        assert not re.search(r"<(script|img|svg|!--)", str(block.html))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_typed_text_cannot_leave_the_data_of_a_chart(payload):
    typed = blocks.table(pd.DataFrame({"a": [payload]}), payload, [Column("Naam", "a")])
    chart = Chart("x", go.Figure(go.Bar(x=[payload], y=[1], name=payload)), payload, payload, payload, typed)
    html = chart._repr_mimebundle_()["text/html"]
    data, numbers = re.findall(r'<script type="application/json" class="[^"]*"[^>]*>(.*?)</script>', html, re.S)
    assert html.count("<script") == html.count("</script>") == 2
    assert json.loads(data)["data"][0]["x"] == [payload]
    assert list(csv.reader(io.StringIO(json.loads(numbers)))) == [["Naam"], [payload]]


def test_a_table_has_a_caption_scopes_and_no_empty_head():
    html = str(
        blocks.table(
            pd.DataFrame({"a": ["x"], "b": [1]}),
            "Wat het is",
            [Column("Naam", "a"), Column("Aantal", "b", numeric=True)],
        ).html
    )
    assert "<caption>Wat het is</caption>" in html
    assert html.count('scope="col"') == 2 and html.count('scope="row"') == 1
    assert not re.search(r"<th[^>]*></th>", html)


def test_a_missing_value_is_shown_as_a_dash():
    html = str(
        blocks.table(pd.DataFrame({"a": ["x"], "b": [None]}), "t", [Column("Naam", "a"), Column("Iets", "b")]).html
    )
    assert '<td class="leeg">–</td>' in html


def test_the_numbers_of_a_table_are_what_its_cells_were_written_from():
    frame = pd.DataFrame(
        {
            "name": ["a", None],
            "low": [1234.5, None],
            "high": [0.1 + 0.2, None],
            "day": pd.to_datetime(["2019-05-21", None]),
            "sure": [True, False],
        }
    )
    columns = [
        Column("Naam", "name", lambda value: "niet genoemd" if pd.isna(value) else value),
        Column("Bedrag", "low", euro, True, unit="euro"),
        Column("Marge", lambda row: span(row.low, row.high), numeric=True, raw={"Laag": "low", "Hoog": "high"}),
        Column("Datum", "day", day),
        Column("Zeker", "sure", lambda value: blocks.badge("x", "!", "ja" if value else "nee")),
    ]
    assert list(csv.reader(io.StringIO(blocks.table(frame, "t", columns).numbers))) == [
        ["Naam", "Bedrag (euro)", "Laag", "Hoog", "Datum", "Zeker"],
        ["a", "1234.5", "1234.5", "0.3", "2019-05-21", "! ja"],
        ["niet genoemd", "", "", "", "", "! nee"],
    ]


def test_a_chart_is_given_to_jupyterlab_and_to_the_book_without_other_hosts():
    bundle = Chart(
        "x",
        go.Figure(go.Bar(x=["a"], y=[1])),
        "Titel",
        "Zin.",
        "Bron",
        blocks.table(pd.DataFrame({"a": ["x"]}), "t", [Column("Naam", "a")]),
    )._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.plotly.v1+json", "text/html", "text/plain"}
    assert "http" not in bundle["text/html"] and "Bekijk de tabel" in bundle["text/html"]
    assert bundle["application/vnd.plotly.v1+json"]["layout"]["title"]["text"] == "Titel"
    assert bundle["application/vnd.plotly.v1+json"]["config"]["showSendToCloud"] is False
