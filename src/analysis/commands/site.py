"""The command that makes the site."""

import argparse

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``build`` to the commands of a parser."""
    command = commands.add_parser(
        "build",
        parents=shared,
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
