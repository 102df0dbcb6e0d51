"""The command line: thin, Dutch, exit codes 0 (done), 1 (figures or build wrong) and 2 (wrong use)."""

import argparse
import sys
from collections.abc import Sequence

from analysis import __version__
from analysis.arguments import parser as dutch_parser
from analysis.commands import audit, explore, figures, pdf, scenario, site, workbook
from analysis.data import find_data_dir
from analysis.data.turn import put_back
from analysis.errors import AnalysisError, WrongUse, system_refusal


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
        print(system_refusal(error), file=sys.stderr)
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

    site.add_commands(commands, [cycle, data])
    pdf.add_commands(commands, [cycle, data])
    figures.add_commands(commands, cycle, data)
    workbook.add_commands(commands, [cycle, data])
    scenario.add_commands(commands, [data])
    explore.add_commands(commands, [cycle, data])
    audit.add_commands(commands, [data])
    return parser
