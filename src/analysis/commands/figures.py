"""The commands on the figures: validate, new-cycle and list."""

import argparse
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.data import FigureErrors, find_data_dir, list_cycles
from analysis.data.schema import labels, load_schemas
from analysis.errors import WrongUse


def add_commands(commands, cycle: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
    """Add the commands to those of a parser; only the first looks at one cycle."""
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


def _validate(options: argparse.Namespace) -> None:
    """Load a cycle and say what is in it; every fault is in the error otherwise."""
    from analysis.data import load_cycle  # pandas, plotly: heavy imports that other commands do not need
    from analysis.present.explanations import check

    cycle = load_cycle(options.cycle, options.data)
    check(cycle)
    rows = sum(len(frame) for frame in cycle.tables.values())
    print(
        f"De cijfers van {cycle.name} zijn in orde: {len(cycle.programmes)} programma's, {rows} rijen in {len(cycle.tables)} tabellen."
    )


def _new_cycle(options: argparse.Namespace) -> None:
    """Copy a cycle forward."""
    from analysis.data.new_cycle import new_cycle

    folder = new_cycle(options.name, options.start, options.kind, options.date, options.title, options.data)
    print(f"De nieuwe cyclus staat klaar: {folder}. Oordelen en toelichtingen zijn leeg; vul nu de nieuwe cijfers in.")


def _list(options: argparse.Namespace) -> None:
    """List the cycles and the programmes of each."""
    from analysis.data import load_cycle

    existing = list_cycles(options.data)
    if not existing:
        raise WrongUse(f"In {find_data_dir(options.data) / 'cycles'} staan geen cycli.")
    table = Table("Cyclus", "Titel", "Stand", "Programma's", box=None)
    for name in existing:
        try:
            cycle = load_cycle(name, options.data)
        except FigureErrors as error:
            row = [name, f"{error.headline}; zie validate --cycle {name}", "", ""]
        else:
            programmes = ", ".join(cycle.programmes.sort_values("order")["programme"])
            row = [name, cycle.info["title"], f"{cycle.info['reporting_date']:%d-%m-%Y}", programmes]
        table.add_row(*map(Text, row))  # what people typed stays text, whatever signs it has
    Console(width=None if sys.stdout.isatty() else 200).print(table)
