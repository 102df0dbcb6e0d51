"""The command that tests the site for accessibility."""

import argparse
from pathlib import Path

from analysis.data import find_data_dir
from analysis.errors import AnalysisError, WrongUse


def add_commands(commands, shared: list[argparse.ArgumentParser]) -> None:
    """Add the command ``audit`` to the commands of a parser."""
    command = commands.add_parser(
        "audit",
        parents=shared,
        help="de site toetsen op toegankelijkheid",
        description="Toetst elke bladzijde van een gebouwde site met axe-core in een browser, licht en donker, op een bureau en op een "
        "telefoon. De uitkomst komt in de map met cijfers; de volgende build zet haar op de bladzijde Toegankelijkheid.",
    )
    command.add_argument("--site", metavar="MAP", default="_build/html", help="de site (standaard: _build/html)")
    command.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> None:
    """Audit a site, keep what was found beside the figures it was made of, and fail if anything was."""
    from analysis.data import load_cycle  # pandas, playwright: heavy imports that the other commands do not need
    from analysis.report.assemble import mark_of
    from analysis.report.audit import audit
    from analysis.report.editions import edition_in

    site, data_dir = Path(options.site), find_data_dir(options.data)
    cycle = load_cycle(data_dir=data_dir)
    mark = mark_of(data_dir, cycle)
    if edition_in(site, cycle.name, mark):
        raise WrongUse(f"De nieuwste cyclus ({cycle.name}) staat in {site} niet voorop; maak de site opnieuw.")
    found = audit(site, mark, lambda page, done, total: print(f"{done + 1} van {total}: {page}", flush=True))
    kept = found.save(data_dir)
    if found.violations:
        raise AnalysisError("\n".join([f"Niet toegankelijk genoeg ({kept}):", *map(str, found.violations)]))
    print(f"Geen fouten gevonden op {len(found.pages)} bladzijden; het verslag staat in {kept}.")
