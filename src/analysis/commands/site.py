"""The command that makes the site."""

import argparse
from pathlib import Path

from analysis.commands.meter import Meter
from analysis.data.folders import find_data_dir, municipalities
from analysis.errors import WrongUse
from analysis.report.build import PROJECT, Progress, Ways, build


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
    command.add_argument(
        "--workers",
        metavar="AANTAL",
        type=_at_least_one,
        default=0,
        help="hoeveel notebooks tegelijk worden uitgevoerd (standaard: zoveel als de computer kernen heeft)",
    )
    command.add_argument(
        "--force", action="store_true", help="alles opnieuw uitvoeren, ook wat niet gewijzigd is sinds de vorige build"
    )
    command.add_argument(
        "--time-limit",
        metavar="SECONDEN",
        type=_at_least_one,
        default=120,
        help="hoelang één cel van een notebook hoogstens mag duren (standaard: 120)",
    )
    command.add_argument(
        "--scheduler",
        metavar="ADRES",
        default="",
        help="notebooks laten uitvoeren door een Dask-cluster, zoals tcp://10.0.0.5:8786 (standaard: deze computer)",
    )
    command.set_defaults(run=_build)


def _at_least_one(typed: str) -> int:
    """Read a whole number from one up."""
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"er staat '{typed}', en hier hoort een heel getal vanaf 1")
    return int(typed)


def _build(options: argparse.Namespace) -> None:
    """Build the site, or that of every municipality in the data folder, and say how it goes."""
    ways = Ways(options.workers, options.force, options.time_limit, options.scheduler)
    with Meter() as meter:
        progress = Progress(meter.start, meter.busy, meter.done, meter.stage, meter.part)
        folders = municipalities(find_data_dir(options.data))
        said = _region(options, folders, ways, progress, meter) if folders else _one(options, ways, progress, meter)
    print(said)  # not before: the meter takes all that is printed to where it stands itself


def _one(options: argparse.Namespace, ways: Ways, progress: Progress, meter: Meter) -> str:
    """Build the site of one municipality; give the sentence for the end."""
    site = build(
        options.cycle,
        options.programme,
        options.data,
        options.output,
        progress,
        options.editions,
        options.base,
        options.scenario,
        ways,
    )
    if not site.runs:
        return f"Er is niets gewijzigd: de site van de vorige build klopt nog: {site.folder / 'index.html'}"
    cycles = f"{len(site.cycles)} cycli, " if len(site.cycles) > 1 else ""
    return f"De site staat klaar: {site.folder / 'index.html'} ({cycles}{meter.told})."


def _region(options: argparse.Namespace, folders: dict[str, Path], ways: Ways, progress: Progress, meter: Meter) -> str:
    """Build the site of every municipality; give the sentence for the end."""
    from analysis.report.region import build_region  # heavy imports that the other commands do not need

    if options.cycle or options.programme or options.base or options.scenario:
        raise WrongUse(
            f"In {options.data} staan de cijfers van verschillende gemeenten, met elk hun eigen namen; laat --cycle, --programme, "
            "--base en --scenario weg, of wijs met --data de map van één gemeente aan."
        )
    region = build_region(folders, PROJECT, Path(options.output).resolve(), options.editions, ways, progress)
    unchanged = f", {len(region.unchanged)} ongewijzigd" if region.unchanged else ""
    pages = f"; {meter.told}" if region.made else ""
    return f"De sites staan klaar: {region.folder / 'index.html'} ({len(region.made)} gemaakt{unchanged}{pages})."
