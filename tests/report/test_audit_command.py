"""The command that audits a site: what it keeps, says and ends with. What an audit finds is in tests/browser."""

import shutil

import pytest

from analysis.cli import main
from analysis.data import load_cycle
from analysis.report import audit as auditing
from analysis.report.accessibility import Audit, Violation, read_audit
from analysis.report.assemble import mark_of
from analysis.report.editions import EDITIONS
from analysis.report.publish import MARKER
from small_book import BASE, CYCLE

MARK = mark_of(BASE, load_cycle(data_dir=BASE))
FAULT = Violation("geld.html", "390 donker", "image-alt", "critical", "img")


@pytest.fixture
def place(tmp_path):
    """A folder with figures, and what stands for their site."""
    shutil.copytree(BASE, tmp_path / "data")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARKER).touch()
    (tmp_path / "site" / "index.html").write_text(f"kenmerk {MARK}", encoding="utf-8")
    return tmp_path


def audited(place, monkeypatch, *violations: Violation) -> tuple[int, Audit]:
    """Run the command where an audit finds these violations; give its exit code and what was found."""
    pages, views = ["geld.html", "index.html"], ["390 donker"]
    found = Audit("2026-11-22", MARK, "4.12.1", "Chromium 141", 100, pages, views, list(violations))

    def audit(site, mark, told) -> Audit:
        assert (site, mark) == (place / "site", MARK)
        for done, page in enumerate(pages):
            told(page, done, len(pages))
        return found

    monkeypatch.setattr(auditing, "audit", audit)
    return main(["audit", "--data", str(place / "data"), "--site", str(place / "site")]), found


def test_an_audit_without_faults_is_kept_and_succeeds(place, monkeypatch, capsys):
    code, found = audited(place, monkeypatch)
    said = capsys.readouterr().out
    assert code == 0 and read_audit(place / "data") == found
    assert "1 van 2: geld.html\n2 van 2: index.html\n" in said and "Geen fouten gevonden op 2 bladzijden" in said


def test_an_audit_with_faults_is_kept_names_each_and_fails(place, monkeypatch, capsys):
    code, found = audited(place, monkeypatch, FAULT)
    printed = capsys.readouterr()
    assert code == 1 and read_audit(place / "data") == found
    assert "Niet toegankelijk genoeg" in printed.err and str(FAULT) in printed.err
    assert "Geen fouten" not in printed.out


def nothing(site) -> None:
    shutil.rmtree(site)


def of_other_figures(site) -> None:
    (site / "index.html").write_text("kenmerk 0123456789abcdef", encoding="utf-8")


def of_an_older_cycle(site) -> None:
    (site / EDITIONS / CYCLE).mkdir(parents=True)
    (site / "index.html").rename(site / EDITIONS / CYCLE / "index.html")
    of_other_figures(site)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (nothing, "staat geen site van het programmaboek"),
        (of_other_figures, "is niet gemaakt van de cijfers"),
        (of_an_older_cycle, "niet voorop; maak de site opnieuw"),
    ],
)
def test_what_is_not_the_site_of_the_figures_is_not_audited(place, monkeypatch, capsys, harm, said):
    harm(place / "site")
    code, _ = audited(place, monkeypatch)
    assert code == 2 and said in capsys.readouterr().err
    assert read_audit(place / "data") is None
