"""The commands on scenarios: list, show, compare and delete."""

import argparse
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.data import FigureErrors
from analysis.errors import WrongUse


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``scenario`` with its actions to the commands of a parser."""
    scenario = commands.add_parser(
        "scenario",
        help="voorstellen bekijken en vergelijken",
        description="Een scenario is een voorstel: een paar andere cijfers over die van een cyclus, die zelf niet verandert.",
    )
    actions = scenario.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    command = actions.add_parser(
        "list", parents=shared, help="alle scenario's tonen", description="Toont welke scenario's er zijn."
    )
    command.set_defaults(run=_list)
    command = actions.add_parser(
        "show",
        parents=shared,
        help="een scenario tonen",
        description="Toont wat een scenario verandert aan geld, uren en indicatoren, en of het geld optelt tot nul.",
    )
    command.add_argument("name", metavar="NAAM", help="naam van het scenario")
    command.set_defaults(run=_show)
    command = actions.add_parser(
        "compare",
        parents=shared,
        help="scenario's naast elkaar tonen",
        description="Toont scenario's van één cyclus naast elkaar en naast wat is vastgesteld.",
    )
    command.add_argument("names", metavar="NAAM", nargs="+", help="namen van de scenario's")
    command.set_defaults(run=_compare)
    command = actions.add_parser(
        "delete",
        parents=shared,
        help="een scenario weggooien",
        description="Gooit een scenario weg, nadat u de naam nog eens hebt getypt.",
    )
    command.add_argument("name", metavar="NAAM", help="naam van het scenario")
    command.add_argument("--yes", action="store_true", help="niet om bevestiging vragen")
    command.set_defaults(run=_delete)


def _list(options: argparse.Namespace) -> None:
    """List the scenarios; one that is invalid is named with how many faults it has."""
    from analysis.data.scenarios import list_scenarios, load_scenario  # pandas, which the other commands may not need

    names = list_scenarios(options.data)
    if not names:
        print("Er zijn nog geen scenario's.")
        return
    rows = []
    for name in names:
        try:
            each = load_scenario(name, options.data)
        except FigureErrors as error:
            rows.append([name, f"{error.headline}; zie scenario show {name}", "", "", ""])
            continue
        rows.append([name, each.title, each.base.name, f"{each.date:%d-%m-%Y}", each.author_role])
    _print(["Scenario", "Titel", "Cyclus", "Datum", "Door"], rows)


def _show(options: argparse.Namespace) -> None:
    """Print what a scenario changes."""
    from analysis.data.scenarios import load_scenario
    from analysis.present import scenarios as present  # imports plotly, which listing does not need

    scenario = load_scenario(options.name, options.data)
    print(f"{scenario.title} ({present.PROPOSAL[:1].lower()}{present.PROPOSAL[1:]})")
    print(present.sentence(scenario))
    print(f"Reden: {scenario.reason}")
    print(f"Door: {scenario.author_role}, {scenario.date:%d-%m-%Y}. Cyclus: {scenario.base.name}.")
    for sheet in present.sheets(scenario):
        _print_sheet(sheet)
    if quiet := present.without_effect(scenario):
        print(f"\n{quiet}")


def _compare(options: argparse.Namespace) -> None:
    """Print scenarios side by side."""
    from analysis.data.scenarios import load_scenarios
    from analysis.present import scenario_comparison as present

    scenarios = load_scenarios(options.names, options.data)
    for scenario in scenarios:
        print(f"{scenario.title}: {present.sentence(scenario)}")
    for sheet in present.sheets(scenarios):
        _print_sheet(sheet)


def _delete(options: argparse.Namespace) -> None:
    """Throw a scenario away, once its name has been typed again."""
    from analysis.data.scenarios import delete_scenario, list_scenarios, load_scenario

    name = options.name
    if name not in list_scenarios(options.data):
        load_scenario(name, options.data)  # refuses with the names that exist
    if not options.yes:
        if not sys.stdin.isatty():
            raise WrongUse(f"Er is niemand om het te bevestigen; met --yes wordt {name} zonder vraag weggegooid.")
        try:
            answer = input(f"Het scenario {name} wordt weggegooid. Typ de naam om dat te bevestigen: ")
        except EOFError:  # Ctrl+D
            answer = ""
        if answer.strip() != name:
            raise WrongUse("De naam is anders; er is niets weggegooid.")
    delete_scenario(name, options.data)
    print(f"Het scenario {name} is weggegooid.")


def _print_sheet(sheet) -> None:
    """Print a table under its caption."""
    print(f"\n{sheet.caption}")
    _print([column.heading for column in sheet.columns], sheet.cells(), [column.numeric for column in sheet.columns])


def _print(headings: list[str], rows: list[list[str]], numeric: list[bool] | None = None) -> None:
    """Print rows under headings; what people typed stays text, whatever signs it has."""
    table = Table(box=None)
    for place, heading in enumerate(headings):
        table.add_column(Text(heading), justify="right" if numeric and numeric[place] else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 200).print(table)
