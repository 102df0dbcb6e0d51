"""A name is never a path, a link never leads out of the figures, and what is too large is not read: each is refused in Dutch."""

import os
import re
import shutil
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.data import FigureErrors, load_base, load_cycle
from analysis.data.faults import MOST
from analysis.data.files import LARGEST, LARGEST_TEXT
from analysis.data.scenarios import delete_scenario, load_scenario, load_scenarios, save_scenario
from analysis.errors import AnalysisError, WrongUse
from analysis.report.accessibility import read_audit
from damage import ENGLISH, is_told
from workbooks import contents

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base"
CYCLE, OTHER = "2020-begroting", "2021-begroting"
#: What stands outside the figures and must not be read: it is a valid cycle and a valid scenario.
SECRET = "Het geheime jaar"
PATHS = [
    "../../geheim", "..", ".", "../cycles/2020-begroting", "2020-begroting/", "./2020-begroting", "2020-begroting/../../../geheim",
    "..\\..\\geheim", "C:\\geheim", "file:///geheim", "~", "*", "%2e%2e%2fgeheim", "2020-begroting\0", "2020\nbegroting", "\x1b[2J",
    "\u202egnitorgeb", "２０２０-begroting", "2020-BEGROTING ", "x" * 5_000,
]  # fmt: skip


@pytest.fixture
def place(tmp_path):
    """A folder with a data folder, and a cycle and a scenario outside of it."""
    shutil.copytree(BASE, tmp_path / "data")
    shutil.copytree(BASE / "cycles" / CYCLE, tmp_path / "geheim")
    own = tmp_path / "geheim" / "cycle.csv"
    own.write_text(own.read_text(encoding="utf-8").replace("Begroting 2020", SECRET), encoding="utf-8")
    (tmp_path / "geheim" / "scenario.csv").write_text(f"scenario,title\ngeheim,{SECRET}\n", encoding="utf-8")
    (tmp_path / "data" / "scenarios").mkdir()
    return tmp_path


def refused(place: Path, capsys, *words: str, codes=(2,)) -> str:
    """Run a command that has to be refused; give what was said. Nothing is read or written outside the figures."""
    before = contents(place)
    try:
        code = main([*words, "--data", str(place / "data")])
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    said = printed.err + printed.out
    assert code in codes, said
    assert contents(place) == before
    assert said.strip() and "Traceback" not in said and SECRET not in said and not ENGLISH.search(printed.err)
    assert all(line.isprintable() for line in said.split("\n"))
    return said


@pytest.mark.parametrize("name", [*PATHS, "absolute"], ids=lambda name: ascii(name)[:24])
def test_a_path_is_no_name_on_the_command_line(place, capsys, name):
    name = str(place / "geheim") if name == "absolute" else name
    for command in (
        ["validate", "--cycle", name],
        ["workbook", "export", str(place / "w.xlsx"), "--cycle", name],
        ["workbook", "import", str(place / "w.xlsx"), "--cycle", name],
        ["new-cycle", OTHER, "--kind", "budget", "--date", "2021-06-30", "--from", name],
    ):
        assert "nbekende cyclus" in refused(place, capsys, *command)
    for command in (["show", name], ["compare", name], ["delete", name, "--yes"]):
        assert "nbekend scenario" in refused(place, capsys, "scenario", *command)
    if name.strip("."):
        said = refused(place, capsys, "new-cycle", name, "--kind", "budget", "--date", "2021-06-30")
        assert "kan geen naam van een cyclus zijn: gebruik kleine letters, cijfers en streepjes" in said


@pytest.mark.parametrize("name", ["../../geheim", "groen/../wonen", "\x1b[2J"], ids=ascii)
def test_a_path_is_no_name_for_a_build_or_an_explorer(place, capsys, name):
    output = ["--output", str(place / "html")]
    assert "nbekende cyclus" in refused(place, capsys, "build", "--cycle", name, *output)
    assert "nbekend programma" in refused(place, capsys, "build", "--programme", name, *output)
    assert "nbekende cyclus" in refused(place, capsys, "build", "--base", name, *output)
    assert "nbekend scenario" in refused(place, capsys, "build", "--scenario", name, *output)
    assert "nbekende cyclus" in refused(place, capsys, "explore", "--no-browser", "--cycle", name)


@pytest.mark.parametrize("name", PATHS, ids=lambda name: ascii(name)[:24])
def test_a_path_is_no_name_in_a_notebook(place, name):
    data_dir = place / "data"
    cycle, before = load_cycle(CYCLE, data_dir), contents(place)
    calls = [
        lambda: load_cycle(name, data_dir),
        lambda: load_base(cycle, name, data_dir),
        lambda: load_scenario(name, data_dir),
        lambda: load_scenarios([name], data_dir),
        lambda: delete_scenario(name, data_dir),
        lambda: cycle.pick(name),
        lambda: save_scenario(name, cycle, cycle, "t", "r", "adviseur", "2020-06-30", data_dir),
    ]
    for call in calls:
        with pytest.raises(WrongUse) as refusal:
            call()
        assert str(refusal.value).isprintable() and SECRET not in str(refusal.value)
    assert contents(place) == before


#: Table, column and a path in its first row; the word that must be in the refusal.
IN_FIGURES = [
    ("cycle", "cycle", "../../geheim", "de naam is die van de map"),
    ("cycle", "previous_cycle", "../../geheim", "kleine letters, cijfers en koppeltekens"),
    ("cycle", "previous_cycle", "geheim", "toegestaan is leeg"),
    ("cycle", "licence", "../../x", "toegestaan zijn: CC0-1.0"),
    ("cycle", "contact", "file:///etc/passwd", "een webadres dat met https:// begint"),
    ("programmes", "programme", "../../x", "kleine letters, cijfers en koppeltekens"),
    ("programmes", "programme", "..", "kleine letters, cijfers en koppeltekens"),
    ("goals", "goal", "groen/../../x", "kleine letters, cijfers en koppeltekens"),
    ("indicators", "indicator", "groen/..", "kleine letters, cijfers en koppeltekens"),
    ("efforts", "effort", "../groen/x", "kleine letters, cijfers en koppeltekens"),
    ("milestones", "milestone", "groen/a/b", "kleine letters, cijfers en koppeltekens"),
    ("risks", "risk", "groen/..", "kleine letters, cijfers en koppeltekens"),
    ("risks", "theme", "../x", "kleine letters, cijfers en koppeltekens"),
    ("statistics", "statistic", "groen/%2e%2e", "kleine letters, cijfers en koppeltekens"),
    ("corrections", "correction", "groen/..", "kleine letters, cijfers en koppeltekens"),
    ("scales", "scale", "../x", "kleine letters, cijfers en koppeltekens"),
    ("sources", "source", "../x", "kleine letters, cijfers en koppeltekens"),
]


@pytest.mark.parametrize(("table", "column", "value", "said"), IN_FIGURES)
def test_a_path_in_a_table_is_refused_in_its_cell(place, capsys, table, column, value, said):
    path = place / "data" / "cycles" / CYCLE / f"{table}.csv"
    header, *rows = path.read_text(encoding="utf-8").split("\n")
    names = header.split(",")
    if column not in names:
        header, rows = f"{header},{column}", [row and f"{row}," for row in rows]
        names.append(column)
    cells = rows[0].split(",")
    cells[names.index(column)] = value
    path.write_text("\n".join([header, ",".join(cells), *rows[1:]]), encoding="utf-8")
    printed = refused(place, capsys, "validate", codes=(1,))
    (line,) = [line for line in printed.split("\n") if line.startswith(f"{table}.csv:2: {column}: ") and said in line]
    assert value in line


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("scenario", "../../geheim", "de naam is die van de map: voorstel"),
        ("cycle", "../../geheim", f"toegestaan zijn: {CYCLE}"),
        ("cycle", "..", f"toegestaan zijn: {CYCLE}"),
    ],
)
def test_a_path_in_a_scenario_is_refused_in_its_cell(place, capsys, column, value, said):
    row = {
        "scenario": "voorstel",
        "title": "T",
        "cycle": CYCLE,
        "reason": "R",
        "author_role": "adviseur",
        "date": "2020-06-30",
    }
    folder = place / "data" / "scenarios" / "voorstel"
    folder.mkdir()
    row |= {column: value}
    (folder / "scenario.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    assert said in refused(place, capsys, "scenario", "show", "voorstel", codes=(1,))


# --- links -----------------------------------------------------------------------------------------------------------------


def linked(link: Path, target: Path) -> None:
    """Put a link to another place where a file or folder was."""
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    try:
        os.symlink(target, link, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this account may not make links")


def test_a_cycle_that_is_a_link_to_elsewhere_is_neither_read_nor_written(place, capsys):
    linked(place / "data" / "cycles" / "geheim", place / "geheim")
    for command in (
        ["validate", "--cycle", "geheim"],
        ["list"],
        ["workbook", "export", str(place / "w.xlsx"), "--cycle", "geheim"],
        ["workbook", "import", str(place / "w.xlsx"), "--cycle", "geheim"],
        ["new-cycle", OTHER, "--kind", "budget", "--date", "2021-06-30", "--from", "geheim"],
        ["build", "--cycle", "geheim", "--output", str(place / "html")],
    ):
        assert "is een verwijzing naar een andere map; zet de cijfers zelf in" in refused(place, capsys, *command)


@pytest.mark.parametrize("file", ["budget.csv", "toelichting/groen.md"])
def test_a_file_that_is_a_link_to_elsewhere_is_refused(place, capsys, file):
    link = place / "data" / "cycles" / CYCLE / file
    link.parent.mkdir(exist_ok=True)
    linked(link, place / "geheim" / "cycle.csv")
    said = refused(place, capsys, "validate", codes=(1,))
    assert f"{file}: het bestand is een verwijzing naar een andere map, zet het bestand zelf in deze map" in said


def test_a_folder_with_explanations_that_is_a_link_is_refused(place, capsys):
    linked(place / "data" / "cycles" / CYCLE / "toelichting", place / "geheim")
    assert "toelichting: de map is een verwijzing naar een andere map" in refused(place, capsys, "validate", codes=(1,))


def test_a_scenario_that_is_a_link_is_refused_and_deleting_it_leaves_what_it_points_at(place, capsys):
    linked(place / "data" / "scenarios" / "geheim", place / "geheim")
    for command in (["show", "geheim"], ["delete", "geheim", "--yes"], ["list"]):
        assert "is een verwijzing naar een andere map" in refused(place, capsys, "scenario", *command)
    assert (place / "geheim" / "scenario.csv").is_file()


def test_an_audit_that_is_a_link_is_refused(place):
    linked(place / "data" / "toegankelijkheid.json", place / "geheim" / "cycle.csv")
    with pytest.raises(AnalysisError, match="verwijzing naar een andere map"):
        read_audit(place / "data")


def test_a_link_to_itself_ends_in_a_sentence(place, capsys):
    link = place / "data" / "cycles" / CYCLE / "budget.csv"
    link.unlink()
    linked(link, link)
    assert "budget.csv" in refused(place, capsys, "validate", codes=(1, 2))


def test_the_links_of_a_cycle_are_not_followed_into_a_new_one(place, capsys):
    linked(place / "data" / "cycles" / CYCLE / "bijlagen", place / "geheim")
    words = ["new-cycle", OTHER, "--kind", "budget", "--date", "2021-06-30", "--data", str(place / "data")]
    assert main(words) == 0, capsys.readouterr().err
    copied = place / "data" / "cycles" / OTHER / "bijlagen"
    assert copied.is_symlink() and copied.readlink() == place / "geheim"


# --- sizes and encodings ---------------------------------------------------------------------------------------------------


def large(path: Path, size: int) -> None:
    """Make a file of a size, which takes no room on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(size)


@pytest.mark.parametrize(
    ("file", "size", "said", "export"),
    [
        ("budget.csv", 100_000_000, "budget.csv: het bestand is 100 MB groot, toegestaan is hoogstens 25 MB", 1),
        ("cycle.csv", LARGEST + 100_000, "cycle.csv: het bestand is 25,1 MB groot, toegestaan is hoogstens 25 MB", 1),
        (
            "toelichting/groen.md",
            5_000_000_000,
            "toelichting/groen.md: het bestand is 5000 MB groot, toegestaan is hoogstens 1 MB",
            0,  # no sheet is made of it
        ),
    ],
)
def test_a_file_that_is_too_large_is_refused_unread(place, capsys, monkeypatch, file, size, said, export):
    path = place / "data" / "cycles" / CYCLE / file
    large(path, size)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"{self} is read") if self == path else read(self))
    commands = [(1, ["validate"]), (0, ["list"]), (export, ["workbook", "export", str(place / "w.xlsx")])]
    for code, command in commands:
        assert main([*command, "--data", str(place / "data")]) == code
        printed = capsys.readouterr().err
        assert command != ["validate"] or f"{said}; haal weg wat er niet in hoort" in printed


def test_a_scenario_or_an_audit_that_is_too_large_is_refused(place, capsys):
    large(place / "data" / "scenarios" / "groot" / "scenario.csv", 2 * LARGEST)
    assert "scenarios/groot/scenario.csv: het bestand is 50 MB groot" in refused(
        place, capsys, "scenario", "show", "groot", codes=(1,)
    )
    large(place / "data" / "toegankelijkheid.json", 2 * LARGEST_TEXT)
    with pytest.raises(AnalysisError, match="het bestand is 2 MB groot, toegestaan is hoogstens 1 MB"):
        read_audit(place / "data")


@pytest.mark.parametrize(
    "file", ["budget.csv", "cycle.csv", "sources.csv", "toelichting/groen.md", "toelichting/geheel.md"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_text_that_is_no_utf_8_is_told_with_its_line(place, file, encoding):
    path = place / "data" / "cycles" / CYCLE / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else "Eén.\n"
    path.write_bytes((text + "é\n").encode(encoding))
    with pytest.raises(FigureErrors) as refusal:
        load_cycle(CYCLE, place / "data")
    (fault,) = refusal.value.faults  # what follows from an unreadable table is not told as well
    line = text.count("\n") + 1 if encoding == "cp1252" and "Eén" not in text else 1
    assert (fault.row, fault.found) == (line, "er staat een teken dat geen UTF-8 is") and is_told(fault, file)


def test_scenarios_and_audits_that_are_no_utf_8_are_told(place, capsys):
    folder = place / "data" / "scenarios" / "oud"
    folder.mkdir()
    (folder / "scenario.csv").write_bytes("scenario\né".encode("cp1252"))
    said = refused(place, capsys, "scenario", "show", "oud", codes=(1,))
    assert (
        "scenarios/oud/scenario.csv:2: er staat een teken dat geen UTF-8 is, sla het bestand op als 'CSV UTF-8'" in said
    )
    (place / "data" / "toegankelijkheid.json").write_bytes("é".encode("cp1252"))
    with pytest.raises(AnalysisError, match="regel 1: er staat een teken dat geen UTF-8 is"):
        read_audit(place / "data")


def test_of_more_faults_than_anybody_reads_the_first_are_listed_and_the_others_counted(place, capsys):
    table = place / "data" / "cycles" / CYCLE / "budget.csv"
    header, first, *_ = table.read_text(encoding="utf-8").splitlines()
    names, cells = header.split(","), first.split(",")
    cells[names.index("amount_eur")] = "veel"
    table.write_text("\n".join([header, *[",".join(cells)] * (MOST + 234)]) + "\n", encoding="utf-8")
    said = refused(place, capsys, "validate", codes=(1,))
    faults = [line for line in said.splitlines() if line.startswith(("budget.csv", f"{CYCLE}/budget.csv"))]
    assert len(faults) == MOST
    (told,) = re.findall(r"(\d+) fouten in de cijfers", said)
    assert int(told) >= MOST + 234
    assert f"en nog {int(told) - MOST} andere; verhelp eerst deze {MOST}" in said
