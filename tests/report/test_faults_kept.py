"""What earlier builds kept is damaged: the next build mends it. Names that are paths: refused, and nothing is written elsewhere."""

import shutil

import pytest
from small_book import BASE, CYCLE, is_told

PATH = "../../x"


def half(path) -> None:
    """Leave half of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    "what",
    ["notebooks/*/*.json", "notebooks/*/*.ipynb", "boek/begin/stand", "boek/begin/bron/*", "boek/begin/_build/**/*"],
    ids=["what is told of outcomes", "outcomes", "state", "sources", "pages and what Sphinx remembers"],
)
def test_what_is_kept_and_damaged_is_made_again(book, what, capsys):
    kept = book.output.parent / ".bewaard"
    damaged = [path for path in kept.glob(what) if path.is_file() and path.stat().st_size]
    assert damaged
    for path in damaged:
        half(path)
    half(book.output / ".programmaboek")
    assert book.build() == 0
    is_told("damaged outcomes, workshop or stamp", capsys.readouterr().out)
    site = {path.name: path.read_bytes() for path in book.output.rglob("*.html") if path.stem != "colofon"}
    assert book.build("--force") == 0
    assert site == {path.name: path.read_bytes() for path in book.output.rglob("*.html") if path.stem != "colofon"}
    book.next("Hersteld.")


@pytest.mark.parametrize("option", ["--programme", "--cycle", "--base", "--scenario"])
def test_a_path_for_a_name_on_the_command_line(book, option, capsys):
    everything = sorted(book.root.parent.glob("x*")) + sorted(book.root.rglob("*"))
    for name in (PATH, "..", "/etc", f"{CYCLE}/../{CYCLE}", "x\n"):
        assert book.build(option, name, "--output", str(book.root / "elders" / "html")) == 2
        is_told(f"a path for {option}", capsys.readouterr().err)
    assert everything == sorted(book.root.parent.glob("x*")) + sorted(book.root.rglob("*"))


def test_a_path_for_a_programme_in_the_figures(book, capsys):
    data = book.root / "met-pad"
    shutil.copytree(BASE, data)
    for table in (data / "cycles" / CYCLE).glob("*.csv"):
        table.write_text(table.read_text(encoding="utf-8").replace("groen", PATH), encoding="utf-8")
    everything = sorted(book.root.rglob("*"))
    for options in ((), ("--programme", PATH)):
        assert book.build("--data", str(data), "--output", str(book.root / "elders" / "html"), *options) == 1
        is_told("a path in programmes.csv", capsys.readouterr().err)
    assert everything == sorted(book.root.rglob("*"))
