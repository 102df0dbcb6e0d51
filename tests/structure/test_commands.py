"""What the documents say of the commands is what the commands are: README, guide, changelog and decisions against the parser.

The fast commands of the README are run here. The heavy ones run elsewhere (`HEAVY`), and so do the lines of plain
papermill and Jupyter Book (tests/report/test_site.py) and every line of the guide (tests/report/test_handleiding.py).
"""

import argparse
import re
import shlex
import shutil
from pathlib import Path

import pytest

from analysis.cli import _parser, main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Every document that may name a command.
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "book").glob("*.md")]
#: The rows of the table of commands: what is typed.
ROWS = re.findall(r"^\| `python -m analysis ([^`]+)` \|", README, re.MULTILINE)
#: What stands for the words of the table when its fast commands are run, in a copy of the example.
VALUES = {
    "DIR": "voorbeeld",
    "C": "2024-jaarstukken",
    "S": "veiliger-kruispunten",
    "NAME": "2025-begroting",
    "KIND": "budget",
    "DATE": "2025-06-01",
    "T": "Begroting",
    "FILE.xlsx": "cijfers.xlsx",
}
#: Where the commands that take longer are run.
HEAVY = {
    "build": ("tests/report/test_region.py", 'main(["build", '),
    "pdf": ("tests/browser/test_pdf.py", '[sys.executable, "-m", "analysis", "pdf", '),
    "audit": ("tests/report/test_audit_command.py", 'main(["audit", '),
    "explore": ("tests/explore/test_serve.py", '[sys.executable, "-m", "analysis", "explore", '),
}


def commands(parser: argparse.ArgumentParser, words: str = "") -> dict[str, argparse.ArgumentParser]:
    """Give every command with its parser; of a command with actions, each action."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return {
                name: leaf
                for word, below in action.choices.items()
                for name, leaf in commands(below, f"{words} {word}".strip()).items()
            }
    return {words: parser}


COMMANDS = commands(_parser())


def named(line: str) -> str:
    """Give the command that a line begins with."""
    words = line.split()
    return next((each for each in (" ".join(words[:2]), words[0]) if each in COMMANDS), "")


def options(command: str) -> dict[str, bool]:
    """Give the options of a command, and whether a value comes behind each."""
    return {
        action.option_strings[-1]: action.nargs != 0
        for action in COMMANDS[command]._actions
        if action.option_strings and action.dest != "help"
    }


def typed(line: str) -> dict[str, bool]:
    """Give the options that a line names, and whether a value stands behind each."""
    words = re.sub(r"[\[\]]", " ", line).split() + ["--"]
    return {word: not follows.startswith("-") for word, follows in zip(words, words[1:]) if re.match("--.", word)}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_table_of_the_readme_has_every_option_of_a_command_and_no_other(command):
    rows = [row for row in ROWS if named(row) == command]
    assert rows, "this command stands in no row"
    told = {option: value for row in rows for option, value in typed(row).items()}
    assert told == options(command)


def test_every_row_of_the_table_is_a_command():
    assert [row for row in ROWS if not named(row)] == []


def test_the_readme_names_the_options_that_go_without_a_command():
    told = [action.option_strings[-1] for action in _parser()._actions if action.option_strings]
    assert told and all(f"`{option}`" in README for option in told)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_and_each_of_its_options_is_explained(command):
    assert COMMANDS[command].description.endswith(".")
    assert all(action.help for action in COMMANDS[command]._actions)


@pytest.mark.parametrize("command", sorted({command.split()[0] for command in COMMANDS}))
def test_the_guide_for_advisors_names_every_command(command):
    guide = (ROOT / "book" / "handleiding.md").read_text(encoding="utf-8")
    assert f"python -m analysis {command}" in guide


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_named_in_a_document_exist_with_their_options(path):
    for line in re.findall(r"python -m analysis\s([^`|]+?)\s*[`\n|]", path.read_text(encoding="utf-8")):
        first = line.split()[0]
        known = named(line) or first in {command.split()[0] for command in COMMANDS} or first.startswith("-")
        assert known, line
        if command := named(line):
            assert set(typed(line)) <= set(options(command)), line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_lines_to_be_typed_are_taken_by_the_parser_and_their_files_exist(path):
    for block in re.findall(r"^```\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        for line in re.findall(r"^(?:python|jupyter|papermill).*", block, re.MULTILINE):
            for words in map(shlex.split, line.split(" && ")):
                if words[:3] == ["python", "-m", "analysis"]:
                    _parser().parse_args(words[3:])
                places = [word for word in words if re.match(r"(tests|notebooks|benchmarks|requirements)\b", word)]
                assert [place for place in places if not (ROOT / place).exists()] == [], line


@pytest.fixture
def example(tmp_path, monkeypatch):
    """Stand in a folder with a copy of the example and its workbook."""
    shutil.copytree(ROOT / "examples" / "voorbeeldstad", tmp_path / "voorbeeld")
    monkeypatch.chdir(tmp_path)
    assert main(["workbook", "export", "cijfers.xlsx", "--cycle", VALUES["C"], "--data", "voorbeeld"]) == 0


@pytest.mark.parametrize("row", [row for row in ROWS if named(row) not in HEAVY])
def test_a_fast_command_of_the_table_runs_with_all_its_options(row, example, capsys):
    words = [word for word in re.sub(r"[\[\]]", " ", row).split() if word != "..."]
    filled = [VALUES.get(word, word) for word in words]
    assert main(filled) == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", HEAVY)
def test_a_heavy_command_of_the_table_runs_in_another_test(command):
    place, words = HEAVY[command]
    assert command in COMMANDS and words in (ROOT / place).read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    exec(compile(code, "README.md", "exec"), {})


def test_paths_that_the_readme_names_exist():
    spans = re.findall(r"`([\w./-]+)`", README)
    paths = [
        span for span in spans if span.split("/")[0] in ("tests", "src", "book", "data", "docs", "examples", ".ci")
    ]
    assert len(paths) > 10 and [path for path in paths if not (ROOT / path).exists()] == []
