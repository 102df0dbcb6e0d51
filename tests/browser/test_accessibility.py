"""No page breaks a rule of axe-core, light or dark, on a desk or on a phone, with its tables and menus opened."""

import json
import re
from dataclasses import replace

import pytest

from analysis.errors import AnalysisError
from analysis.report.accessibility import Audit, Violation, accessibility_page, read_audit
from analysis.report.audit import audit_page, pages_of
from analysis.report.stamp import AUDIT


def test_every_page_meets_every_rule(browser, address, site):
    found = []
    for name in pages_of(site.folder):
        found += audit_page(browser, f"{address}/{name}", name, alike=True)
    assert [str(each) for each in found] == []


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("html-has-lang", ('<html lang="nl"', "<html")),
        ("heading-order", ("<h2>", "<h5>")),
        (
            "color-contrast",
            ("</head>", "<style>main p { color: #aaaaaa !important; background: #ffffff }</style></head>"),
        ),
        ("empty-table-header", ("</thead>", '<tr><th scope="col"></th></tr></thead>')),
        ("image-alt", ('aria-label="Zoeken">', 'aria-label="Zoeken"><img src="_static/beeldmerk.svg">')),  # in a menu
    ],
)
def test_a_page_that_breaks_a_rule_is_told(browser, address, site, monkeypatch, rule, broken):
    monkeypatch.setattr("analysis.report.audit.VIEWS", [(390, False)])  # one width tells it
    html = (site.folder / "geld.html").read_text(encoding="utf-8")
    assert broken[0] in html
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/geld.html")
    context.close()

    class Broken:
        """Opens pages whose HTML is broken on its way."""

        def new_context(self, **settings):
            context = browser.new_context(**settings)
            context.route(
                "**/geld.html", lambda route: route.fulfill(body=html.replace(*broken), content_type="text/html")
            )
            return context

    found = audit_page(Broken(), f"{address}/geld.html", "geld.html", alike=True)
    assert rule in {each.rule for each in found}
    assert all(each.page == "geld.html" for each in found)


def test_the_page_tells_the_last_audit(tmp_path):
    fault = Violation("geld.html", "390 donker", "image-alt", "critical", "img")
    audit = Audit(
        "2026-11-22", "0123456789abcdef", "4.12.1", "Chromium 141", 100, ["geld.html"], ["390 donker"], [fault]
    )
    assert read_audit(tmp_path) is None
    audit.save(tmp_path)
    assert read_audit(tmp_path) == audit
    told = accessibility_page("vaste tekst", audit, audit.mark)
    assert "daarbij is 1 fout gevonden" in told and "| geld.html | 390 donker | image-alt | critical | img |" in told
    assert "van dit boek zijn op 22 november 2026" in told and "nog niet getoetst" not in told
    other = accessibility_page("vaste tekst", audit, "fedcba9876543210")
    assert "van het boek met andere cijfers" in other and "Met de cijfers van nu is het nog niet getoetst" in other
    assert "nog niet op toegankelijkheid getoetst" in accessibility_page("vaste tekst", None, audit.mark)
    typed = Violation("a|b", "<b>x</b>", "[x](javascript:alert(1))", "`", "<script>")
    planted = replace(audit, browser="<script>alert(1)</script>", violations=[typed])
    told = accessibility_page("", planted, audit.mark)
    assert not re.search(r"<(?!/?p\b)|\]\(|`", told) and told.count("|") == 18
    for text in ("geen json", "{}", "[1]", json.dumps({"violations": [{}]})):
        (tmp_path / AUDIT).write_text(text, encoding="utf-8")
        with pytest.raises(AnalysisError, match="is geen verslag van een toets"):
            read_audit(tmp_path)
