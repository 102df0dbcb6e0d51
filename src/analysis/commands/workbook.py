"""The commands that write and read the workbook of a cycle."""

import argparse
import sys

from analysis.data import FigureErrors


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``workbook`` with its actions to the commands of a parser."""
    workbook = commands.add_parser(
        "workbook",
        help="de cijfers bewerken in Excel",
        description="Zet alle cijfers van een cyclus in een Excel-werkmap, of leest zo'n werkmap weer in.",
    )
    actions = workbook.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    command = actions.add_parser(
        "export",
        parents=shared,
        help="een werkmap maken",
        description="Maakt een werkmap met één blad per tabel. Een werkmap die er al stond, blijft bewaard als <naam>.vorige.xlsx.",
    )
    command.add_argument("file", metavar="BESTAND.xlsx", help="de werkmap die gemaakt wordt")
    command.set_defaults(run=_export)
    command = actions.add_parser(
        "import",
        parents=shared,
        help="een werkmap inlezen",
        description="Kijkt een werkmap na en noemt elke fout; is alles goed, dan worden alle cijfers in één keer vernieuwd.",
    )
    command.add_argument("file", metavar="BESTAND.xlsx", help="de ingevulde werkmap")
    command.set_defaults(run=_import)


def _export(options: argparse.Namespace) -> None:
    """Write the workbook of a cycle."""
    from analysis.data.workbook.exporting import export_workbook  # openpyxl, which the other commands do not need

    done = export_workbook(options.file, options.cycle, options.data)
    print(f"De werkmap van {done.cycle} staat klaar: {done.path} ({done.rows} rijen op {done.sheets} bladen).")
    if done.previous:
        print(f"De werkmap die er stond, is bewaard als {done.previous}.")
    print(f"Inlezen na het invullen: {done.command}")


def _import(options: argparse.Namespace) -> None:
    """Read a workbook into a cycle, and say what changed."""
    from analysis.data.workbook.importing import import_workbook
    from analysis.present.explanations import check

    try:
        done = import_workbook(options.file, options.cycle, options.data, check)
    except FigureErrors:
        print("De werkmap is niet ingelezen; er is niets gewijzigd.", file=sys.stderr)
        raise
    for line in [*done.remarks, *(line for change in done.changes for line in change.lines())]:
        print(line)
    if done.changes:
        print(f"De cijfers zijn vernieuwd in {done.folder}.")
    else:
        print("De werkmap zegt hetzelfde als de cijfers; er is niets geschreven.")
