"""A scenario is a few rows over a cycle: read as strictly as a cycle, saved all or nothing, and the cycle never changes."""

import csv
import shutil
from pathlib import Path

import pytest

from analysis import exchange as exchanging
from analysis.data import Cycle, FigureErrors, list_cycles, load_cycle, rules
from analysis.data.scenarios import delete_scenario, list_scenarios, load_scenario, save_scenario
from analysis.data.turn import OLD, SCRATCH
from analysis.errors import AnalysisError, WrongUse
from workbooks import contents

EXAMPLE = Path(__file__).parents[2] / "examples" / "voorbeeldstad" / "cycles"
CYCLE, NAME = "2024-jaarstukken", "minder-bomen"
ABOUT = {
    "scenario": NAME,
    "title": "Minder bomen",
    "cycle": CYCLE,
    "reason": "De grond is te hard.",
    "author_role": "beleidsadviseur",
    "date": "2025-05-01",
}
SAID = {key: ABOUT[key] for key in ("title", "reason", "author_role", "date")}
#: A row of the cycle, as it stands there.
TREES = {
    "programme": "groene-wijken",
    "side": "spending",
    "post": "Bomen",
    "phase": "approved",
    "year_from": "2025",
    "year_to": "2025",
    "amount_eur": "60000",
    "coverage": "covered",
    "recurrence": "incidental",
    "funding": "council",
    "in_programme_total": "true",
    "note": "",
    "source": "contract-groen",
    "section": "4. Geld",
}
ADVISOR = {
    "programme": "groene-wijken",
    "role": "Groenadviseur",
    "unit": "AP",
    "hours_min": "8",
    "hours_max": "12",
    "period": "week",
    "year_from": "2024",
    "year_to": "2027",
    "known": "true",
    "note": "",
    "source": "contract-groen",
    "section": "5. Mensen",
}
TARGET = {
    "indicator": "groene-wijken/bomen",
    "year": "2027",
    "target": "600",
    "target_category": "",
    "relation": "exactly",
    "status": "set",
    "note": "",
    "source": "contract-groen",
    "section": "6. Indicatoren",
}
#: A scenario that is right.
RIGHT = {"scenario": [ABOUT], "budget": [TREES | {"amount_eur": "40000"}]}


@pytest.fixture
def data_dir(tmp_path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "data" / "cycles")
    return tmp_path / "data"


def write(data_dir: Path, files: dict[str, list[dict]], name: str = NAME) -> Path:
    folder = data_dir / "scenarios" / name
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in files.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row for row in rows if row)
    return folder


def changed(cycle: Cycle, table: str, column: str, row: int, value) -> Cycle:
    frame = getattr(cycle, table)
    frame[column] = [value if place == row else old for place, old in enumerate(frame[column])]
    return Cycle(cycle.name, {**cycle.tables, table: frame.astype(cycle.tables[table].dtypes)}, cycle.explanations)


# --- reading -----------------------------------------------------------------------------------------------------------


def test_rows_take_the_place_of_those_with_their_key_or_come_behind(data_dir):
    extra = TREES | {"post": "Bankjes", "amount_eur": "20000"}
    write(
        data_dir,
        RIGHT | {"budget": [extra, TREES | {"amount_eur": "40000"}], "capacity": [ADVISOR | {"hours_max": "10"}]},
    )
    before = contents(data_dir / "cycles")
    scenario, adopted = load_scenario(NAME, data_dir), load_cycle(CYCLE, data_dir)
    assert (scenario.name, scenario.title, scenario.author_role) == (NAME, "Minder bomen", "beleidsadviseur")
    assert scenario.date.date().isoformat() == "2025-05-01" and scenario.cycle.name == scenario.base.name == CYCLE
    assert set(scenario.rows) == {"budget", "capacity"} and len(scenario.rows["budget"]) == 2
    for table, frame in adopted.tables.items():
        assert scenario.base.tables[table].equals(frame), table
        assert scenario.cycle.tables[table].equals(frame) == (table not in scenario.rows), table
        assert scenario.cycle.tables[table].dtypes.equals(frame.dtypes), table
    old, new = adopted.budget, scenario.cycle.budget
    assert len(new) == len(old) + 1 and new["post"].iloc[-1] == "Bankjes"
    differs = new.iloc[:-1]["amount_eur"].ne(old["amount_eur"])
    assert new.iloc[:-1][differs][["post", "year_from", "amount_eur"]].to_numpy().tolist() == [["Bomen", 2025, 40000.0]]
    assert scenario.cycle.capacity["hours_max"].tolist()[1] == 10 and contents(data_dir / "cycles") == before


FAULTS = {
    "row-equal-to-that-of-the-cycle": (
        {"budget": [TREES]},
        "budget.csv:2: de rij is gelijk aan die van de cyclus, haal de rij weg",
    ),
    "column-that-may-not-differ": (
        {"budget": [TREES | {"amount_eur": "1", "coverage": "uncovered"}]},
        "budget.csv:2: coverage: er staat 'uncovered', een scenario wijzigt hier alleen amount_eur, amount_max_eur, reading, "
        "note; toegestaan is 'covered'",
    ),
    "source-rewritten": (
        {"budget": [TREES | {"amount_eur": "1", "section": "Elders"}]},
        "budget.csv:2: section: er staat 'Elders', een scenario wijzigt hier alleen amount_eur, amount_max_eur, reading, note; "
        "toegestaan is '4. Geld'",
    ),
    "column-filled-that-is-empty": (
        {"budget": [TREES | {"amount_eur": "1", "counted_by": "veilig-fietsen"}]},
        "budget.csv:2: counted_by: er staat 'veilig-fietsen', een scenario wijzigt hier alleen amount_eur, amount_max_eur, "
        "reading, note; toegestaan is leeg",
    ),
    "amount-with-decimal-comma": (
        {"budget": [TREES | {"amount_eur": "40000,5"}]},
        "budget.csv:2: amount_eur: er staat '40000,5', toegestaan is een getal met een decimale punt en zonder euroteken of "
        "duizendtallen, zoals 1250.5",
    ),
    "column-misspelt": (
        {"budget": [{("bedrag" if key == "amount_eur" else key): value for key, value in TREES.items()}]},
        "budget.csv:1: bedrag: kolom 7 heet 'bedrag', toegestaan zijn: ",
    ),
    "value-outside-closed-list": (
        {"indicator_targets": [TARGET | {"year": "2026", "target": "300", "relation": "more"}]},
        "indicator_targets.csv:2: relation: er staat 'more', toegestaan zijn: exactly, at_least, at_most",
    ),
    "duplicate-key": (
        {"budget": [TREES | {"amount_eur": "1"}, TREES | {"amount_eur": "2"}]},
        "budget.csv:3: de sleutel is dezelfde als die van rij 2, haal een van beide rijen weg of verander de sleutel: ",
    ),
    "unknown-programme": (
        {"budget": [TREES | {"amount_eur": "1"}, TREES | {"programme": "dieren"}]},
        "budget.csv:3: programme: er staat 'dieren', toegestaan is: groene-wijken, veilig-fietsen",
    ),
    "unknown-indicator": (
        {"indicator_targets": [TARGET | {"indicator": "groene-wijken/vogels"}]},
        "indicator_targets.csv:2: indicator: er staat 'groene-wijken/vogels', toegestaan is: ",
    ),
    "unknown-amount-without-note": (
        {"budget": [TREES | {"amount_eur": ""}]},
        "budget.csv:2: note: de cel is leeg, bij een leeg getal (amount_eur) zegt de toelichting waarom het onbekend is",
    ),
    "hours-reversed": (
        {"capacity": [ADVISOR | {"hours_max": "6"}]},
        "capacity.csv:2: hours_max: er staat '6', toegestaan is 8 (hours_min) of hoger",
    ),
    "more-hours-than-a-week-has": (
        {"capacity": [ADVISOR | {"hours_min": "200", "hours_max": ""}]},
        "capacity.csv:2: hours_min: er staan 200 uren per week per persoon, ",
    ),
    "file-that-does-not-belong": (
        {"goals": [{"goal": "x"}]},
        "goals.csv: dit bestand hoort niet bij een scenario, toegestaan zijn: budget.csv, capacity.csv, cycle.csv, "
        "indicator_targets.csv, observations.csv, unit_supply.csv",
    ),
    "file-without-rows": ({"capacity": [ADVISOR]}, "capacity.csv: er staan geen rijen in, haal het bestand weg"),
    "email-address": (
        {"scenario": [ABOUT | {"reason": "Vraag jan@example.org"}]},
        "scenario.csv:2: reason: er staat een e-mailadres of telefoonnummer, ",
    ),
    "email-address-in-a-row": (
        {"budget": [TREES | {"amount_eur": "1", "note": "jan@example.org"}]},
        "budget.csv:2: note: er staat een e-mailadres of telefoonnummer, ",
    ),
    "name-of-a-person": (
        {"scenario": [ABOUT | {"author_role": "Jan de Vries"}]},
        "scenario.csv:2: author_role: er staat 'Jan de Vries', toegestaan is een functie in kleine letters, ",
    ),
    "name-differs-from-folder": (
        {"scenario": [ABOUT | {"scenario": "meer-bomen"}]},
        "scenario.csv:2: scenario: er staat 'meer-bomen', de naam is die van de map: minder-bomen",
    ),
    "slug-that-is-a-path": (
        {"scenario": [ABOUT | {"scenario": "../../x"}]},
        "scenario.csv:2: scenario: er staat '../../x', toegestaan zijn kleine letters, cijfers en koppeltekens",
    ),
    "unknown-cycle": (
        {"scenario": [ABOUT | {"cycle": "2031-contract"}]},
        "scenario.csv:2: cycle: er staat '2031-contract', toegestaan zijn: 2024-bestuursrapportage, 2024-contract, ",
    ),
    "cycle-that-is-a-path": (
        {"scenario": [ABOUT | {"cycle": "../cycles"}]},
        "scenario.csv:2: cycle: er staat '../cycles', toegestaan zijn: ",
    ),
    "date-in-dutch-order": ({"scenario": [ABOUT | {"date": "1-5-2025"}]}, "scenario.csv:2: date: er staat '1-5-2025', "),
    "two-rows-about-the-scenario": (
        {"scenario": [ABOUT, ABOUT | {"scenario": "b"}]},
        "scenario.csv: er staan 2 rijen in, het bestand heeft precies één rij",
    ),
    "reason-missing": (
        {"scenario": [ABOUT | {"reason": ""}]},
        "scenario.csv:2: reason: de cel is leeg, de cel moet gevuld zijn",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_scenario_is_refused_with_a_located_sentence(data_dir, fault):
    files, expected = FAULTS[fault]
    folder = write(data_dir, RIGHT | files)
    if fault == "file-without-rows":
        (folder / "capacity.csv").write_text(",".join(ADVISOR) + "\n", encoding="utf-8")
    with pytest.raises(FigureErrors) as refusal:
        load_scenario(NAME, data_dir)
    lines = str(refusal.value).splitlines()[1:]
    assert [line for line in lines if line.startswith(f"scenarios/{NAME}/{expected}")], lines
    assert all(line.startswith(f"scenarios/{NAME}/") for line in lines)


def test_all_faults_are_told_at_once_and_each_once(data_dir):
    rows = [TREES, TREES | {"year_from": "2026", "year_to": "2026", "amount_eur": "x", "coverage": "vast"}]
    hours = [ADVISOR | {"hours_max": "6", "period": "year"}]
    write(data_dir, {"scenario": [ABOUT | {"author_role": "Piet"}], "budget": rows, "capacity": hours})
    with pytest.raises(FigureErrors) as refusal:
        load_scenario(NAME, data_dir)
    places = [
        (fault.file.removeprefix(f"scenarios/{NAME}/"), fault.row, fault.column) for fault in refusal.value.faults
    ]
    assert places == [
        ("budget.csv", 2, ""),
        ("budget.csv", 3, "amount_eur"),
        ("budget.csv", 3, "coverage"),
        ("budget.csv", 3, "note"),
        ("capacity.csv", 2, "hours_max"),
        ("capacity.csv", 2, "period"),
        ("scenario.csv", 2, "author_role"),
    ]


def test_the_calculation_norms_of_the_cycle_may_differ_and_nothing_else_of_it(data_dir):
    with (data_dir / "cycles" / CYCLE / "cycle.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    write(data_dir, {"scenario": [ABOUT], "cycle": [row | {"productive_hours_per_fte": "1300"}]})
    assert load_scenario(NAME, data_dir).cycle.info["productive_hours_per_fte"] == 1300
    write(data_dir, {"cycle": [row | {"productive_hours_per_fte": "1300", "inhabitants": "1"}]})
    with pytest.raises(FigureErrors, match=r"cycle.csv:2: inhabitants: er staat '1', .*toegestaan is '50000'"):
        load_scenario(NAME, data_dir)
    write(data_dir, {"cycle": [row | {"cycle": "2025-contract"}]})
    with pytest.raises(FigureErrors, match="cycle.csv:2: cycle: .*toegestaan is de cyclus van het scenario: 2024-jaar"):
        load_scenario(NAME, data_dir)


def test_faults_of_the_cycle_are_those_of_the_cycle(data_dir):
    write(data_dir, RIGHT)
    path = data_dir / "cycles" / CYCLE / "budget.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",60000,", ",veel,", 1), encoding="utf-8")
    with pytest.raises(FigureErrors) as refusal:
        load_scenario(NAME, data_dir)
    assert {fault.file for fault in refusal.value.faults} == {"budget.csv"}


def test_a_row_of_the_cycle_that_no_longer_fits_is_named_with_the_scenario(data_dir, monkeypatch):
    def rule(tables, schemas):  # none of today's rules does this, but one may come
        if tables["budget"]["amount_eur"].eq(41).any():
            yield rules.fault("goals", next(rules.records(tables, "goals")), "goal", "past niet")

    write(data_dir, RIGHT | {"budget": [TREES | {"amount_eur": "41"}]})
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, rule))
    with pytest.raises(FigureErrors) as refusal:
        load_scenario(NAME, data_dir)
    (fault,) = refusal.value.faults
    assert (fault.file, fault.row, fault.column) == (f"cycles/{CYCLE}/goals.csv", 2, "goal")
    assert fault.allowed == "past niet (past niet meer bij scenario minder-bomen)"


@pytest.mark.parametrize("name", ["../../x", "..", "", "meer-bomen", "../cycles/2024-jaarstukken", ".", "Minder-Bomen"])
def test_a_name_that_is_no_scenario_is_refused_with_those_that_are(data_dir, name):
    write(data_dir, RIGHT)
    for action in (load_scenario, delete_scenario):
        with pytest.raises(WrongUse, match="Onbekend scenario: .*Wel bekend: minder-bomen"):
            action(name, data_dir)


def test_scenarios_are_no_cycles_and_cycles_are_no_scenarios(data_dir):
    assert list_scenarios(data_dir) == []
    write(data_dir, RIGHT)
    (data_dir / "scenarios" / ".scenario-x").mkdir()
    (data_dir / "scenarios" / ".scenario-x" / "scenario.csv").write_text("x", encoding="utf-8")
    assert list_scenarios(data_dir) == [NAME] and NAME not in list_cycles(data_dir)


# --- writing -----------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_read_back_and_is_only_what_differs(data_dir):
    base = load_cycle(CYCLE, data_dir)
    cycle = changed(base, "budget", "amount_eur", 5, 1234567.25)
    cycle = changed(cycle, "capacity", "hours_max", 1, 9)
    cycle = changed(cycle, "observations", "value", 8, 6.55)
    cycle = changed(cycle, "cycle", "productive_hours_per_fte", 0, 1350)
    before = contents(data_dir / "cycles")
    folder = save_scenario(NAME, cycle, base, **SAID, data_dir=data_dir)
    assert folder == data_dir / "scenarios" / NAME and contents(data_dir / "cycles") == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "budget.csv", "capacity.csv", "cycle.csv", "observations.csv", "scenario.csv",
    ]  # fmt: skip
    scenario = load_scenario(NAME, data_dir)
    assert {table: len(rows) for table, rows in scenario.rows.items()} == dict.fromkeys(scenario.rows, 1)
    for table, frame in cycle.tables.items():
        assert scenario.cycle.tables[table].equals(frame), table
    assert ",1234567.25," in (folder / "budget.csv").read_text(encoding="utf-8")
    assert [path.name for path in data_dir.iterdir() if path.name.startswith(".")] == []


def test_an_existing_scenario_is_only_replaced_when_asked(data_dir):
    base = load_cycle(CYCLE, data_dir)
    one, other = (changed(base, "budget", "amount_eur", 5, amount) for amount in (1, 2))
    save_scenario(NAME, one, base, **SAID, data_dir=data_dir)
    with pytest.raises(WrongUse, match="bestaat al; er is niets overschreven"):
        save_scenario(NAME, other, base, **SAID, data_dir=data_dir)
    assert load_scenario(NAME, data_dir).rows["budget"]["amount_eur"].tolist() == [1]
    save_scenario(NAME, other, base, **SAID, data_dir=data_dir, replace=True)
    assert load_scenario(NAME, data_dir).rows["budget"]["amount_eur"].tolist() == [2]


@pytest.mark.parametrize("name", ["../../x", "Mijn scenario", "", "a/b", "a\\b", "naast-elkaar", "é", "a\n"])
def test_a_name_that_cannot_be_a_folder_and_a_page_is_refused(data_dir, name):
    base = load_cycle(CYCLE, data_dir)
    before = contents(data_dir)
    with pytest.raises(WrongUse, match="naam van een"):
        save_scenario(name, changed(base, "budget", "amount_eur", 5, 1), base, **SAID, data_dir=data_dir)
    assert contents(data_dir) == before


def test_what_is_no_scenario_is_refused_and_nothing_is_written(data_dir):
    base = load_cycle(CYCLE, data_dir)
    good = changed(base, "budget", "amount_eur", 5, 1)
    save_scenario(NAME, good, base, **SAID, data_dir=data_dir)
    before = contents(data_dir)
    fewer = Cycle(base.name, {**base.tables, "budget": base.budget.iloc[1:]})
    attempts = [
        (base, {}, WrongUse, "niets gewijzigd"),
        (fewer, {}, WrongUse, "haalt geen rijen weg, en in budget.csv ontbreekt: groene-wijken, funding, Raad, approved, 2024"),
        (good, {"author_role": "Jan Jansen"}, FigureErrors, "scenario.csv:2: author_role"),
        (good, {"author_role": ""}, FigureErrors, "author_role: de cel is leeg"),
        (good, {"reason": "bel 06 12345678"}, FigureErrors, "telefoonnummer"),
        (good, {"reason": "bel 0546-123456"}, FigureErrors, "telefoonnummer"),
        (good, {"date": "gisteren"}, FigureErrors, "scenario.csv:2: date: er staat 'gisteren'"),
        (good, {"title": "a\u202eb"}, FigureErrors, "onzichtbaar teken"),
        (changed(base, "goals", "statement", 0, "Anders"), {}, FigureErrors, "goals.csv: dit bestand hoort niet bij"),
        (changed(base, "budget", "post", 0, "Andere raad"), {}, WrongUse, "haalt geen rijen weg"),
        (changed(base, "budget", "recurrence", 0, "unknown"), {}, FigureErrors, "budget.csv:2: recurrence"),
        (changed(base, "capacity", "hours_min", 1, 20), {}, FigureErrors, "capacity.csv:2: hours_max: er staat '12'"),
    ]  # fmt: skip
    for cycle, said, error, words in attempts:
        with pytest.raises(error) as refusal:
            save_scenario(NAME, cycle, base, **SAID | said, data_dir=data_dir, replace=True)
        assert words in str(refusal.value)
        assert contents(data_dir) == before


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_scenario_that_cannot_be_replaced_stays_as_it_was(data_dir, monkeypatch, exchanges):
    base = load_cycle(CYCLE, data_dir)
    save_scenario(NAME, changed(base, "budget", "amount_eur", 5, 1), base, **SAID, data_dir=data_dir)
    before = contents(data_dir)

    def refuse(*_):
        raise PermissionError(13, "in gebruik")

    monkeypatch.setattr(exchanging, "exchange", refuse if exchanges else lambda one, other: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(AnalysisError, match="is niet te vervangen .*Er is niets gewijzigd"):
        save_scenario(NAME, changed(base, "budget", "amount_eur", 5, 2), base, **SAID, data_dir=data_dir, replace=True)
    assert contents(data_dir) == before


def test_a_save_that_was_killed_between_its_last_steps_is_mended_by_the_next(data_dir):
    base = load_cycle(CYCLE, data_dir)
    folder = save_scenario(NAME, changed(base, "budget", "amount_eur", 5, 1), base, **SAID, data_dir=data_dir)
    left = data_dir / "scenarios" / f"{SCRATCH}x" / OLD / NAME
    left.parent.mkdir(parents=True)
    folder.rename(left)
    save_scenario("ander", changed(base, "budget", "amount_eur", 5, 2), base, **SAID, data_dir=data_dir)
    assert list_scenarios(data_dir) == ["ander", NAME]
    assert sorted(path.name for path in (data_dir / "scenarios").iterdir()) == ["ander", NAME]


def test_a_scenario_thrown_away_is_gone_and_the_others_stay(data_dir):
    base = load_cycle(CYCLE, data_dir)
    for name in (NAME, "ander"):
        save_scenario(name, changed(base, "budget", "amount_eur", 5, 1), base, **SAID, data_dir=data_dir)
    delete_scenario(NAME, data_dir)
    assert list_scenarios(data_dir) == ["ander"]
    assert sorted(path.name for path in data_dir.iterdir()) == ["cycles", "scenarios"]
