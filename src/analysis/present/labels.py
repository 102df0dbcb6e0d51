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
#: What was found, of each kind of finding.
FINDINGS = {
    "stated_total_differs": "gedrukt totaal dat verschilt van de som van de delen",
    "correction": "fout of tegenspraak in een bron",
    "uncertain_reading": "op meer manieren te lezen",
    "unknown_number": "de bron noemt geen getal",
    "goal_without_indicator": "doel zonder indicator",
    "goal_without_effort": "doel zonder inspanning",
    "efforts_only_above": "doel met alleen inspanningen bij het doel erboven",
    "effort_without_goal": "inspanning zonder doel",
    "indicator_without_goal": "indicator zonder doel",
    "effort_money_without_post": "geld van een inspanning dat in geen post staat",
    "overdue": "over de afgesproken tijd",
}
#: What is looked at when completeness is told.
COMPLETE = {
    "amount_known": "bedragen met een getal",
    "hours_known": "rollen met een aantal uren",
    "indicator_with_baseline": "indicatoren met een peilwaarde",
    "indicator_with_yearly_targets": "indicatoren met een doelwaarde voor elk jaar",
    "indicator_with_new_observation": "indicatoren met een nieuwe meting",
    "goal_with_indicator": "doelen met een indicator",
    "goal_with_effort": "doelen met een inspanning",
    "effort_with_goal": "inspanningen met een doel",
    "effort_with_lead": "inspanningen met een trekker",
    "effort_with_date": "inspanningen met een begin of einde",
    "risk_with_response": "risico’s met een maatregel",
    "body_with_frequency": "overleggen waarvan staat hoe vaak",
    "area_assessed": "gebieden die beoordeeld zijn",
}
#: Sign and word of how a promise stands, and the look of its mark.
STATES = {
    "realised": ("✓", "gebeurd", "reached"),
    "overdue": ("!", "over tijd", "behind"),
    "unknown": ("?", "voorbij; onbekend of het gebeurd is", "no_target"),
    "current": ("→", "nu", "attention"),
    "planned": ("…", "gepland", "not_yet_measured"),
}
#: Sign of each assessment of an area; its word comes from the schema.
ASSESSMENTS = {"on_course": "→", "attention": "!", "off_course": "✗", "not_assessed": "…"}
#: What each kind of point on a path is.
PATH_KINDS = {
    "baseline": "peilwaarde",
    "stated": "doelwaarde",
    "interpolated": "berekend tussen twee punten",
    "stepped": "zoals het jaar ervoor",
    "after_last_target": "na de laatste doelwaarde",
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


def state(code: str) -> Markup:
    """Write how a promise stands as sign and word."""
    sign, text, look = STATES[code]
    return badge(look, sign, text)


def assessment(code: str) -> Markup:
    """Write the assessment of an area as sign and word."""
    return badge(code, ASSESSMENTS[code], word("assessments", "status", code))


def reading(code: str) -> Markup:
    """Write how sure a figure is read."""
    return reading_mark(code, reading_word(code))


def reading_word(code: str) -> str:
    """Give the word for how sure a figure is read."""
    return word("budget", "reading", code)
