"""Dutch words for the codes in the figures and the measures."""

from markupsafe import Markup

from analysis.data import load_schemas
from analysis.data.schema import labels
from analysis.present.blocks import badge
from analysis.present.blocks import reading as reading_mark

#: Sign and word of each verdict on an indicator; the sign says the same to who does not see the colour.
VERDICTS = {
    "reached": ("✓", "gehaald"),
    "on_course": ("→", "op koers"),
    "attention": ("!", "aandacht"),
    "behind": ("↓", "achter"),
    "wrong_way": ("✗", "verkeerde kant op"),
    "not_yet_measured": ("…", "nog niet gemeten"),
    "no_target": ("?", "geen doelwaarde"),
    "no_baseline": ("?", "geen peilwaarde"),
}
RECONCILIATION = {
    "agrees": ("✓", "klopt", "reached"),
    "differs": ("≠", "verschilt", "behind"),
    "not_comparable": ("?", "niet te vergelijken", "no_target"),
}
LEFT_OUT = {
    "counted_elsewhere": "telt mee bij een ander programma",
    "outside_totals": "buiten alle totalen: geld van anderen, of al in een ander bedrag begrepen",
    "uncovered": "nog niet van dekking voorzien",
    "coverage_unknown": "de bron zegt niet of er dekking is",
    "amount_unknown": "de bron noemt geen bedrag",
}


def word(table: str, column: str, code: str) -> str:
    """Give the Dutch word of a code, from the schema of its table."""
    return labels(load_schemas()[table], column).get(code, code)


def verdict(code: str) -> Markup:
    """Write the verdict on an indicator as sign and word."""
    return badge(code, *VERDICTS[code])


def reconciled(code: str) -> Markup:
    """Write the verdict on a printed total as sign and word."""
    sign, text, look = RECONCILIATION[code]
    return badge(look, sign, text)


def reading(code: str) -> Markup:
    """Write how sure a figure is read."""
    return reading_mark(code, word("budget", "reading", code))
