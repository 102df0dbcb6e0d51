"""The command that prints a built site."""

import argparse

from rich.console import Console
from rich.text import Text


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``pdf`` to the commands of a parser."""
    command = commands.add_parser(
        "pdf",
        parents=shared,
        help="het boek en de faseplannen als PDF",
        description=(
            "Drukt een site die al gemaakt is af als één PDF op A4, en elk programma als faseplan op één vel A3. "
            "Daarvoor is Chromium, Chrome of Edge nodig."
        ),
    )
    command.add_argument(
        "--site", metavar="MAP", default="_build/html", help="map met de site (standaard: _build/html)"
    )
    command.add_argument(
        "--output", metavar="MAP", default="_build/pdf", help="map voor de PDF's (standaard: _build/pdf)"
    )
    command.set_defaults(run=_pdf)


def _pdf(options: argparse.Namespace) -> None:
    """Print the site, and say on the way what is being made."""
    from analysis.report.pdf import make_pdf  # a browser, plotly: heavy imports that the other commands do not need

    with Console(stderr=True).status("PDF maken") as status:
        files = make_pdf(
            options.cycle, options.data, options.site, options.output, lambda words: status.update(Text(words))
        )
    print(f"Het boek staat klaar: {files[0]}.")
    print(f"De faseplannen staan ernaast: {', '.join(file.name for file in files[1:])}.")
