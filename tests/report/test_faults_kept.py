"""What earlier builds kept is damaged: the next build mends it. Names that are paths: refused, and nothing is written elsewhere."""

import shutil

from small_book import BASE, CYCLE, is_told, pages

PATH = "../../x"
PATHS = ["a path for --programme", "a path for --cycle", "a path for --base", "a path for --scenario"]
#: What stands in the folder of what is kept: outcomes with what is told of them, and the workshop with its state, its
#: sources, its pages and what Sphinx remembers.
DAMAGED = (
    "notebooks/*/*.json",
    "notebooks/*/*.ipynb",
    "boek/begin/stand",
    "boek/begin/bron/*",
    "boek/begin/_build/html/*.html",
    "boek/begin/_build/.doctrees/*",
)


def half(path) -> None:
    """Leave half of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_what_is_kept_and_damaged_is_made_again(book, capsys):
    assert book.build() == 0
    good, kept = pages(book.output), book.output.parent / ".bewaard"
    for what in DAMAGED:
        damaged = [path for path in kept.glob(what) if path.is_file() and path.stat().st_size]
        assert damaged, what
        for path in damaged:
            half(path)
        half(book.output / ".programmaboek")
        capsys.readouterr()
        assert book.build() == 0, what
        is_told("damaged outcomes, workshop or stamp", capsys.readouterr().out)
        assert pages(book.output) == good, what
    book.next("Hersteld.")


def test_a_path_for_a_name_on_the_command_line(book, capsys):
    everything = sorted(book.root.parent.glob("x*")) + sorted(book.root.rglob("*"))
    for fault in PATHS:
        for name in (PATH, "..", "/etc"):
            assert book.build(fault.split()[-1], name, "--output", str(book.root / "elders" / "html")) == 2
            is_told(fault, capsys.readouterr().err)
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
