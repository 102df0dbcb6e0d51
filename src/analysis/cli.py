"""The command line: thin, Dutch, exit codes 0 (done), 1 (figures or build wrong) and 2 (wrong use)."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from analysis import __version__, scenario_commands
from analysis.arguments import parser as dutch_parser
from analysis.data import FigureErrors, find_data_dir, list_cycles, load_cycle
from analysis.data.new_cycle import new_cycle
from analysis.data.schema import labels, load_schemas
from analysis.data.turn import put_back
from analysis.errors import AnalysisError, WrongUse, reason


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not be able to write every sign
    options = _parser().parse_args(arguments)
    try:
        if "data" in options:
            put_back(find_data_dir(options.data))
        options.run(options)
    except WrongUse as error:
        print(error, file=sys.stderr)
        return 2
    except AnalysisError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:  # a folder that may not be written, a full disk, a file that another program holds
        print(f"Lezen of schrijven lukt niet: {error.filename or ''} ({reason(error)}).", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Afgebroken; er is niets gewijzigd.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = dutch_parser(
        prog="python -m analysis",
        description="Programmaboek: van cijfers naar een rapportboek over de programma's van een gemeente.",
    )
    parser.add_argument("--version", action="version", help="de versie tonen", version=f"Programmaboek {__version__}")
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="MAP", default="data", help="map met de cijfers (standaard: data)")
    cycle = argparse.ArgumentParser(add_help=False)
    cycle.add_argument("--cycle", metavar="CYCLUS", default="", help="naam van de cyclus (standaard: de nieuwste)")

    command = commands.add_parser(
        "build",
        parents=[cycle, data],
        help="de site maken",
        description="Voert de notebooks uit en maakt er een site van.",
    )
    command.add_argument(
        "--programme",
        metavar="PROGRAMMA",
        nargs="+",
        action="extend",
        default=[],
        help="alleen deze programma's een bladzijde geven (standaard: alle)",
    )
    command.add_argument(
        "--base", metavar="CYCLUS", default="", help="cyclus om mee te vergelijken (standaard: de vorige)"
    )
    command.add_argument(
        "--output", metavar="MAP", default="_build/html", help="map voor de site (standaard: _build/html)"
    )
    command.add_argument(
        "--editions",
        action="store_true",
        help="alle cycli naast elkaar: de nieuwste vooraan, elke cyclus op edities/CYCLUS",
    )
    command.add_argument(
        "--scenario",
        metavar="SCENARIO",
        nargs="+",
        action="extend",
        default=[],
        help="ook een bladzijde voor deze voorstellen (standaard: geen)",
    )
    command.set_defaults(run=_build)

    command = commands.add_parser(
        "validate",
        parents=[cycle, data],
        help="de cijfers nakijken",
        description="Kijkt alle cijfers van een cyclus na en noemt elke fout.",
    )
    command.set_defaults(run=_validate)

    command = commands.add_parser(
        "new-cycle",
        parents=[data],
        help="een nieuwe cyclus beginnen",
        description="Neemt de cijfers van een cyclus over in een nieuwe; oordelen en toelichtingen beginnen leeg.",
    )
    command.add_argument("name", metavar="NAAM", help="naam van de nieuwe cyclus, zoals 2020-begroting")
    command.add_argument(
        "--from",
        dest="start",
        metavar="CYCLUS",
        default="",
        help="cyclus die wordt overgenomen (standaard: de nieuwste)",
    )
    kinds = ", ".join(f"{code} ({word})" for code, word in labels(load_schemas()["cycle"], "kind").items())
    command.add_argument("--kind", metavar="SOORT", required=True, help=f"soort: {kinds}")
    command.add_argument("--date", metavar="DATUM", required=True, help="stand van de cijfers: jaar-maand-dag")
    command.add_argument("--title", metavar="TITEL", default="", help="titel (standaard: de soort met het jaar)")
    command.set_defaults(run=_new_cycle)

    command = commands.add_parser(
        "list",
        parents=[data],
        help="cycli en programma's tonen",
        description="Toont welke cycli en programma's er zijn.",
    )
    command.set_defaults(run=_list)
    _workbook_commands(commands, [cycle, data])
    scenario_commands.add_commands(commands, [data])
    return parser


def _workbook_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the commands that write and read the workbook of a cycle."""
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


def _build(options: argparse.Namespace) -> None:
    """Build the site, with a progress bar over the pages."""
    from analysis.report.build import Progress, build  # heavy imports that the other commands do not need

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Bar(*columns, console=console) as bar:
        task = bar.add_task("Notebooks uitvoeren", total=None)
        progress = Progress(
            start=lambda pages: bar.update(task, total=len(pages)),
            done=lambda run: (
                bar.advance(task),
                bar.update(
                    task, description=f"Notebooks uitvoeren: {run.page.name} {'mislukt' if run.failure else 'klaar'}"
                ),
            ),
            stage=lambda words: bar.update(task, description=words),
        )
        site = build(
            options.cycle,
            options.programme,
            options.data,
            options.output,
            progress,
            options.editions,
            options.base,
            options.scenario,
        )
        bar.update(task, description="Klaar")
    cycles = f"{len(site.cycles)} cycli, " if len(site.cycles) > 1 else ""
    print(f"De site staat klaar: {site.folder / 'index.html'} ({cycles}{len(site.runs)} bladzijden uit notebooks).")


def _validate(options: argparse.Namespace) -> None:
    """Load a cycle and say what is in it; every fault is in the error otherwise."""
    from analysis.present.explanations import check  # imports plotly, which listing cycles does not need

    cycle = load_cycle(options.cycle, options.data)
    check(cycle)
    rows = sum(len(frame) for frame in cycle.tables.values())
    print(
        f"De cijfers van {cycle.name} zijn in orde: {len(cycle.programmes)} programma's, {rows} rijen in {len(cycle.tables)} tabellen."
    )


def _new_cycle(options: argparse.Namespace) -> None:
    """Copy a cycle forward."""
    folder = new_cycle(options.name, options.start, options.kind, options.date, options.title, options.data)
    print(f"De nieuwe cyclus staat klaar: {folder}. Oordelen en toelichtingen zijn leeg; vul nu de nieuwe cijfers in.")


def _list(options: argparse.Namespace) -> None:
    """List the cycles and the programmes of each."""
    existing = list_cycles(options.data)
    if not existing:
        raise WrongUse(f"In {find_data_dir(options.data) / 'cycles'} staan geen cycli.")
    table = Table("Cyclus", "Titel", "Stand", "Programma's", box=None)
    for name in existing:
        try:
            cycle = load_cycle(name, options.data)
        except FigureErrors as error:
            table.add_row(name, f"{error.headline}; zie validate --cycle {name}", "", "")
            continue
        table.add_row(
            name,
            cycle.info["title"],
            f"{cycle.info['reporting_date']:%d-%m-%Y}",
            ", ".join(cycle.programmes.sort_values("order")["programme"]),
        )
    Console(width=None if sys.stdout.isatty() else 200).print(table)


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
