"""Scenarios in the book: built by the command of the guide, with before and after, marked as proposals; and on the command line."""

import re
import shutil
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data import Cycle, load_cycle
from analysis.data.scenarios import list_scenarios, load_scenarios, save_scenario
from analysis.present import scenario_comparison, scenarios
from analysis.report.pages import contents_text, pages
from published import rows_of, text_of

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "book" / "handleiding.md").read_text(encoding="utf-8")
NAME, CYCLE = "veiliger-kruispunten", "2024-jaarstukken"
#: Words that only stand on a page that holds a live widget.
WIDGETS = re.compile(r"application/vnd\.jupyter\.widget|jupyter-widgets|ipywidgets|widget-state|requirejs", re.I)


def copy_of_example(folder: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "voorbeeldstad", folder / "oefening"))


def second(data_dir: Path) -> None:
    """Save a scenario that costs money, with a title and a reason that look like markup."""
    base = load_cycle(CYCLE, data_dir)
    budget = base.budget
    post = budget["post"].eq("Organisatie") & budget["year_from"].eq(2025) & budget["phase"].eq("approved")
    budget.loc[post & budget["programme"].eq("groene-wijken"), "amount_eur"] = 45000
    cycle = Cycle(base.name, {**base.tables, "budget": budget})
    said = {"title": "Meer <b>mensen</b> | *nu*", "reason": "Vast {{x}} <script>alert(1)</script> &amp;"}
    save_scenario("meer-mensen", cycle, base, **said, author_role="controller", date="2025-05-02", data_dir=data_dir)


@pytest.fixture(scope="module")
def proposed(tmp_path_factory) -> Path:
    """Build the book with both scenarios, by the line of the guide; give the folder of the site."""
    folder = tmp_path_factory.mktemp("scenarios")
    second(copy_of_example(folder))
    (line,) = re.findall(r"`python -m analysis (build [^`]*--scenario [^`]*)`", GUIDE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main([*line.split(), "meer-mensen"]) == 0
    return folder / "_build" / "voorstel"


def read(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_the_page_of_a_scenario_opens_with_what_it_does_and_holds_the_amendment(proposed):
    html = read(proposed, f"scenarios/{NAME}")
    told = text_of(html[html.index("<h1") :])
    assert told.index("Dit voorstel verschuift € 20.000 van Bomen (2026) naar Kruispunten (2026); het totaal blijft gelijk.") < told.index("Voorstel, niet vastgesteld")  # fmt: skip
    for words in ("Het aantal fietsongevallen steeg in 2024.", "beleidsadviseur", "15 april 2025", "72,1 tot 76,1 uur"):
        assert words in told, words
    rows = rows_of(html, "Amendementstabel: besteding, in euro (verschil = wordt min was)")
    assert [row[:6] for row in rows] == [
        ["Bomen", "2026", "€ 60.000", "€ 40.000", "€ -20.000", "V"],
        ["Kruispunten", "2026", "€ 150.000", "€ 170.000", "€ +20.000", "N"],
        ["Totaal", "–", "€ 210.000", "€ 210.000", "€ 0", "–"],
    ]
    balance = rows_of(html, "Telt het op tot nul? Verschil met wat is vastgesteld, in euro, elke euro één keer")
    assert [row[:2] for row in balance] == [["2026", "totaal gelijk"], ["Samen", "totaal gelijk"]]
    targets = rows_of(html, "Doelwaarden: was en wordt")
    assert targets[1][:5] == ["Fietsongevallen met letsel (ongevallen)", "2027", "24", "22", "-2"]


def test_scenarios_stand_side_by_side_with_what_is_adopted(proposed):
    html = read(proposed, "scenarios/naast-elkaar")
    rows = {row[0]: row[1:] for row in rows_of(html, "Alle programma’s samen: vastgesteld en per scenario")}
    assert rows["Besteding met dekking"] == ["€ 940.000", "€ 940.000", "€ 955.000"]
    assert rows["Klopt het geld?"] == ["–", "totaal gelijk", "totaal niet gelijk"]
    assert f'href="{NAME}.html"' in html and 'href="meer-mensen.html"' in html


def test_what_people_typed_in_a_scenario_stays_text(proposed):
    html = read(proposed, "scenarios/meer-mensen")
    assert "<script>alert(1)" not in html and "<b>mensen</b>" not in html
    assert "Meer <b>mensen</b> | *nu*" in text_of(html) and "Vast {{x}} <script>alert(1)</script>" in text_of(html)


def test_the_other_pages_tell_what_is_adopted_alone(proposed):
    geld, colofon = read(proposed, "geld"), read(proposed, "colofon")
    assert "€ 955.000" not in text_of(geld) and "€ 940.000" in text_of(geld)
    assert f"scenarios/{NAME}" in colofon and "Scenario’s (voorstellen)" in read(proposed, "index")


def test_no_page_holds_a_widget(proposed, site):
    for folder in (proposed, site.folder):
        published = [path for path in folder.rglob("*.html")]
        assert len(published) > 15
        assert [path.name for path in published if WIDGETS.search(path.read_text(encoding="utf-8"))] == []


def test_a_book_without_scenarios_is_as_before():
    cycle = load_cycle(CYCLE, ROOT / "examples" / "voorbeeldstad")
    assert not [page for page in pages(cycle) if "scenario" in page.name]
    assert "Scenario" not in contents_text(["a"]) and "scenarios/x" in contents_text(["a"], ["scenarios/x"])


def test_one_scenario_needs_no_page_of_several():
    data = ROOT / "examples" / "voorbeeldstad"
    (each,) = load_scenarios([NAME], data)
    assert [page.name for page in pages(each.base, scenarios=[each])][-1] == f"scenarios/{NAME}"


# --- refusals, before anything is run ----------------------------------------------------------------------------------


def refused(capsys, *arguments) -> str:
    assert main(list(arguments)) in (1, 2)
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def test_a_build_with_a_wrong_scenario_is_refused_with_its_place(tmp_path, capsys):
    data = copy_of_example(tmp_path)
    path = data / "scenarios" / NAME / "budget.csv"
    build = ["build", "--data", str(data), "--output", str(tmp_path / "html"), "--scenario"]
    path.write_text(path.read_text(encoding="utf-8").replace("170000,covered", "170000,uncovered"), encoding="utf-8")
    said = refused(capsys, *build, NAME)
    assert f"scenarios/{NAME}/budget.csv:3: coverage: er staat 'uncovered'" in said
    assert "Onbekend scenario: '../../x'. Wel bekend: veiliger-kruispunten." in refused(capsys, *build, "../../x")
    said = refused(capsys, *build, NAME, "--editions")
    assert "laat --cycle, --programme, --base en --scenario weg" in said
    assert not (tmp_path / "html").exists()


def test_a_scenario_of_another_cycle_is_refused_with_what_to_do(tmp_path, capsys):
    data = copy_of_example(tmp_path)
    said = refused(capsys, "build", "--data", str(data), "--output", str(tmp_path / "html"), "--cycle", "2024-contract", "--scenario", NAME)  # fmt: skip
    assert "hoort bij de cyclus 2024-jaarstukken" in said and "--cycle 2024-jaarstukken" in said


# --- the commands ------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path) -> Path:
    folder = copy_of_example(tmp_path)
    second(folder)
    return folder


def test_show_and_compare_print_what_the_pages_tell(data, capsys):
    assert main(["scenario", "list", "--data", str(data)]) == 0
    listed = capsys.readouterr().out
    assert "veiliger-kruispunten" in listed and "Meer <b>mensen</b> | *nu*" in listed
    assert main(["scenario", "show", NAME, "--data", str(data)]) == 0
    shown = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "voorstel, niet vastgesteld" in shown and "het totaal blijft gelijk" in shown
    assert "Bomen 2026 € 60.000 € 40.000 € -20.000 V" in shown and "Totaal – € 210.000 € 210.000 € 0" in shown
    assert main(["scenario", "compare", NAME, "meer-mensen", "--data", str(data)]) == 0
    assert "€ 955.000" in capsys.readouterr().out.replace("\u00a0", " ")
    assert "Onbekend scenario: 'x'" in refused(capsys, "scenario", "show", "x", "--data", str(data))


def test_a_scenario_with_markup_of_the_terminal_is_printed_as_typed(data, capsys):
    path = data / "scenarios" / NAME / "scenario.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Veiliger kruispunten", "[red]Rood[/red]"), encoding="utf-8"
    )
    assert main(["scenario", "list", "--data", str(data)]) == 0
    assert "[red]Rood[/red]" in capsys.readouterr().out


def test_a_scenario_is_only_thrown_away_by_who_types_its_name(data, capsys, monkeypatch):
    delete = ["scenario", "delete", NAME, "--data", str(data)]
    assert "--yes" in refused(capsys, *delete) and len(list_scenarios(data)) == 2  # nobody to ask
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda asked: "ja")
    assert "niets weggegooid" in refused(capsys, *delete) and len(list_scenarios(data)) == 2
    monkeypatch.setattr("builtins.input", lambda asked: NAME)
    assert main(delete) == 0 and list_scenarios(data) == ["meer-mensen"]
    assert main(["scenario", "delete", "meer-mensen", "--yes", "--data", str(data)]) == 0 and list_scenarios(data) == []
    assert main(["scenario", "list", "--data", str(data)]) == 0 and "nog geen" in capsys.readouterr().out


# --- sentences ---------------------------------------------------------------------------------------------------------


def proposal(data_dir: Path, **amounts) -> str:
    """Give the sentence on a scenario that sets amounts: ``post_year=euro``; the later of two phases."""
    base = load_cycle(CYCLE, data_dir)
    budget = base.budget
    for key, euros in amounts.items():
        post, year = key.rsplit("_", 1)
        rows = budget.index[
            budget["post"].eq(post) & budget["year_from"].eq(int(year)) & budget["phase"].ne("executed")
        ]
        budget.loc[rows[-1], "amount_eur"] = euros
    said = {"title": "T", "reason": "R", "author_role": "adviseur", "date": "2025-05-02"}
    save_scenario(
        "x", Cycle(base.name, {**base.tables, "budget": budget}), base, **said, data_dir=data_dir, replace=True
    )
    (loaded,) = load_scenarios(["x"], data_dir)
    assert scenario_comparison.sheets([loaded])
    return scenarios.sentence(loaded).replace("\u00a0", " ")


def test_the_first_sentence_says_whether_it_adds_up(tmp_path):
    data_dir = copy_of_example(tmp_path)
    assert proposal(data_dir, Bomen_2026=50000, Bomen_2027=70000) == (
        "Dit voorstel verschuift € 10.000 van Bomen (2026) naar Bomen (2027); het totaal blijft gelijk, maar niet per jaar "
        "(2026 en 2027)."
    )
    assert proposal(data_dir, Bomen_2026=70000) == (
        "Dit voorstel verandert 1 bedrag en telt niet op tot nul: € 10.000 meer besteding (N)."
    )
    assert proposal(data_dir, Kruispunten_2026=160000, Raad_2026=210000) == (
        "Dit voorstel verandert 2 bedragen: € 10.000 meer besteding (N) en € 10.000 meer dekking (V); besteding en dekking "
        "veranderen evenveel."
    )
