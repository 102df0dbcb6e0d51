"""The command that opens the explorers."""

import argparse


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``explore`` to the commands of a parser."""
    command = commands.add_parser(
        "explore",
        parents=shared,
        help="schuiven met geld, uren en doelen",
        description="Opent de verkenner in JupyterLab, of met --app als een bladzijde op zichzelf. Alleen op deze computer.",
    )
    command.add_argument("--app", action="store_true", help="alleen de verkenner, zonder code (met Voila)")
    command.add_argument("--port", metavar="POORT", type=_port, help="poort (standaard: een vrije)")
    command.add_argument(
        "--no-browser", action="store_true", help="de browser niet zelf openen; het adres wordt genoemd"
    )
    command.set_defaults(run=_explore)


def _port(typed: str) -> int:
    """Read the number of a port."""
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= 65535:
        raise argparse.ArgumentTypeError(f"'{typed}' is geen poort; kies een getal van 1 tot 65535")
    return int(typed)


def _explore(options: argparse.Namespace) -> None:
    """Open the explorers, and stay until Ctrl+C."""
    from analysis.explore.serve import explore  # plotly and papermill, which the other commands do not need

    explore(
        options.cycle,
        options.data,
        options.app,
        options.port,
        not options.no_browser,
        lambda words: print(words, flush=True),
    )
