"""What is planted in valid figures is found: a goal that hangs loose, a promise that is late, a reference that is wrong.

The functions that the notebooks call are asked; no book is built here.
"""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.data import FigureErrors, load_cycle
from analysis.measures.findings import findings
from analysis.present import goals, network, network_tables, overview, planning, quality
from analysis.present.charts import PAPER

TESTS = Path(__file__).parents[1]
CYCLE = "2020-begroting"
#: The reporting date of the figures is 30 June 2020, which is 46 days after 15 May.
ORPHAN = ("goals", "groen/2,groen,2,strategic,,Schonere lucht.,begroting,blz. 7,")
LATE = (
    "milestones",
    "groen/boomdag,groen,groen/planten,Boomdag gehouden,2020-05-15,2020-05-15,day,false,printed,,begroting,blz. 9",
)


def planted(data_dir: Path, *rows: tuple[str, str]) -> Path:
    """Copy the valid figures, add rows (table, line) at the end of their tables, and give the data folder."""
    shutil.copytree(TESTS / "base", data_dir)
    for table, line in rows:
        with (data_dir / "cycles" / CYCLE / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    return data_dir


@pytest.fixture
def before():
    return load_cycle(CYCLE, TESTS / "base")


@pytest.fixture
def after(tmp_path):
    return load_cycle(CYCLE, planted(tmp_path / "data", ORPHAN, LATE))


def cells_of(block, *words: str) -> list[list[str]]:
    """Give the visible cells of the rows of tables that hold all these words."""
    rows = re.findall(r"<tr.*?</tr>", str(block.__html__()), re.DOTALL)
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return [row for row in cells if all(any(word in cell for cell in row) for word in words)]


def told(rows: pd.DataFrame) -> list[dict]:
    """Give what each row says, without what is missing."""
    return [{name: value for name, value in row.items() if pd.notna(value)} for row in rows.to_dict("records")]


def test_the_figures_are_sound_before_anything_is_planted(before):
    kinds = set(findings(before)["kind"])
    assert not kinds & {"goal_without_indicator", "goal_without_effort", "effort_without_goal", "overdue"}
    assert repr(network_tables.loose(before)).startswith("Er hangt niets los")
    assert "over tijd" not in repr(planning.answer(before))


def test_what_is_planted_and_nothing_else_is_a_new_finding_with_its_place(before, after):
    orphan = {"programme": "groen", "table": "goals", "subject": "Schonere lucht."}
    orphan |= {"source": "begroting", "section": "blz. 7"}
    late = {"programme": "groen", "kind": "overdue", "table": "milestones", "subject": "Boomdag gehouden"}
    late |= {"due": pd.Timestamp("2020-05-15"), "source": "begroting", "section": "blz. 9"}
    known = told(findings(before))
    assert [row for row in told(findings(after)) if row not in known] == [
        orphan | {"kind": "goal_without_indicator"},
        orphan | {"kind": "goal_without_effort"},
        late,
    ]


def test_the_orphan_goal_stands_on_the_pages_that_tell_of_loose_ends(after):
    without = (
        ["doel zonder indicator", "Schonere lucht.", "blz. 7"],
        ["doel zonder inspanning", "Schonere lucht.", "blz. 7"],
    )
    assert cells_of(network_tables.loose(after), "Schonere lucht.") == [["Groen", *said] for said in without]
    for block in (quality.all_findings(after), quality.all_findings(after, "groen")):
        found = cells_of(block, "Schonere lucht.", "blz. 7")
        assert [row[-7] for row in found] == ["doel zonder indicator", "doel zonder inspanning"]
    assert cells_of(quality.all_findings(after, "wonen"), "Schonere lucht.") == []
    said = repr(network_tables.answer(after))
    assert "4 doelen" in said and "1 geen inspanning" in said and "1 geen indicator" in said
    (row,) = cells_of(goals.tree(after, "groen"), "Schonere lucht.")
    assert row[0] == "2" and row[3:5] == ["0", "0"]


def test_the_orphan_goal_is_drawn_open_and_without_a_line(before, after):
    assert cells_of(network.drawn(before, "groen"), "Schonere lucht.") == []
    traces = network.drawn(after, "groen").figure.data
    aims = next(trace for trace in traces if trace.mode == "markers" and trace.marker.symbol == "circle")
    (place,) = [place for place, text in enumerate(aims.text) if "Schonere lucht." in text]
    assert [colour == PAPER for colour in aims.marker.color] == [at == place for at in range(3)]
    assert all(aims.y[place] not in trace.y for trace in traces if trace.mode == "lines")


def test_the_late_milestone_stands_in_the_planning_with_its_days(after):
    chart = planning.chart(after, "groen")
    (row,) = cells_of(chart, "Boomdag gehouden")
    assert row[2] == "15 mei 2020" and row[3] == "! over tijd (46 dagen)" and row[4] == "blz. 9"
    assert "1 over tijd" in chart.sentence and "1 over tijd" in repr(planning.programme_answer(after, "groen"))
    assert "over tijd" not in repr(planning.programme_answer(after, "wonen"))
    (trace,) = [trace for trace in chart.figure.data if trace.name == "over tijd"]
    assert list(trace.x) == ["2020-05-15"] and "Boomdag gehouden" in trace.text[0]


def test_the_late_milestone_stands_among_the_findings_with_its_day(after):
    for block in (quality.all_findings(after), quality.all_findings(after, "groen")):
        (row,) = cells_of(block, "Boomdag gehouden")
        assert row[-7:-3] == ["over de afgesproken tijd", "Mijlpalen", "Boomdag gehouden", "uiterlijk 15 mei 2020"]
        assert row[-1] == "blz. 9"
    assert "1 belofte over tijd" in repr(quality.answer(after))


def test_the_counts_of_findings_grow_by_what_is_planted(before, after):
    def counts(cycle) -> tuple[int, int]:
        (summary,), (line,) = cells_of(quality.summary(cycle), "Groen"), cells_of(overview.programmes(cycle), "Groen")
        return int(summary[-1]), int(line[-1])

    assert counts(after) == tuple(count + 3 for count in counts(before))


def test_a_promise_is_not_late_on_its_last_day_nor_when_it_is_kept(tmp_path):
    table, line = LATE
    on_the_day = line.replace("2020-05-15", "2020-06-30")
    kept = line.replace("groen/boomdag", "groen/boomfeest").replace("false", "true")
    cycle = load_cycle(CYCLE, planted(tmp_path / "data", (table, on_the_day), (table, kept)))
    assert "overdue" not in set(findings(cycle)["kind"]) and len(cells_of(planning.chart(cycle, "groen"), "Boomdag"))


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        (
            "effort_goals",
            "groen/planten,groen/3,,true,printed,,begroting,blz. 1",
            "effort_goals.csv:4: goal: er staat 'groen/3', toegestaan is: groen/1, groen/1.a, groen/2, wonen/1; bedoelt u 'groen/2'?",
        ),
        (
            "milestones",
            LATE[1].replace("boomdag", "kapdag").replace("groen/planten", "groen/snoeien"),
            "milestones.csv:6: effort: er staat 'groen/snoeien', toegestaan is: groen/planten, wonen/onderzoek",
        ),
        (
            "risks",
            "hout/brand,hout,brand,Brand,Het bos brandt.,,printed,,begroting,blz. 1",
            "risks.csv:4: programme: er staat 'hout', toegestaan is: groen, wonen",
        ),
    ],
    ids=["goal", "effort", "programme"],
)
def test_a_wrong_reference_is_refused_with_its_place_and_what_else_is_planted_is_no_fault(
    table, line, fault, tmp_path, capsys
):
    data_dir = planted(tmp_path / "data", ORPHAN, LATE, (table, line))
    with pytest.raises(FigureErrors) as refusal:
        load_cycle(CYCLE, data_dir)
    assert [str(found) for found in refusal.value.faults] == [fault]
    assert main(["validate", "--data", str(data_dir)]) == 1
    assert fault in capsys.readouterr().err
