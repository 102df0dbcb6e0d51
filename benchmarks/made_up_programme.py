"""One made-up programme, cycle after cycle: about as many rows per table as a programme of 2019 has.

What a programme holds follows from its seed, municipality and number alone, so that it is the same among ten programmes
and among a thousand. A later cycle is the one before it with some rows changed and with what was measured since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

#: The years of every programme, and the year before them.
BEFORE, YEARS = 2020, range(2021, 2025)
LAST = YEARS[-1]
KINDS = ("Denkbeeldige", "Verzonnen", "Bedachte", "Gedroomde", "Sprookjesachtige", "Gefantaseerde")
THINGS = ("Bruggen", "Tuinen", "Pleinen", "Luchtkastelen", "Molens", "Torens", "Vijvers", "Dwaallichten", "Boomgaarden")
ACTS = ("aanleggen", "onderzoeken", "opknappen", "uitbreiden", "ontwerpen", "verplaatsen", "schilderen", "tellen")
ROLES = ("adviseur", "ondersteuner", "projectleider", "onderzoeker", "tekenaar", "planner", "penvoerder")
UNITS = ("programme", "AP", "UF", "US", "KCC", "BV", "SVC", "external", "unknown")
THEMES = tuple(f"{what}-en-{which}" for what in ("tijd", "geld", "mensen") for which in ("draken", "mist", "stilte"))
AREAS = ("results", "planning", "quality", "finance", "risks", "stakeholders", "outlook")
SCALE = ("somber", "matig", "vrolijk", "betoverd")
#: How many rows a programme has, of tables where that does not follow from others.
COUNTS = {"capacity": 14, "goals": 14, "efforts": 42, "milestones": 22, "risks": 14}
COUNTS |= {"governance": 11, "statistics": 17, "corrections": 20}

Rows = dict[str, list[dict]]


@dataclass(frozen=True)
class Made:
    """What all rows of a programme are made with."""

    slug: str
    draw: Random

    def row(self, **columns) -> dict:
        """Give a row with its programme and its place in the contract."""
        place = f"{self.draw.randint(1, 11)}. Hoofdstuk {self.draw.choice(THINGS)}"
        doubt = {"reading": "uncertain", "note": "De verzonnen tekst kan ook anders gelezen worden."}
        read = doubt if self.draw.random() < 0.05 else {"reading": "printed"}
        return {"programme": self.slug, **read, "source": self.slug, "section": place, **columns}

    def words(self) -> str:
        """Give a few words that could be the name of something."""
        return f"{self.draw.choice(KINDS)} {self.draw.choice(THINGS).lower()} {self.draw.choice(ACTS)}"


def cycles(municipality: str, number: int, dates: list[date], indicators: int, seed: int) -> Iterator[Rows]:
    """Make a programme as it stands in every cycle.

    Parameters
    ----------
    municipality : str
        Its municipality.
    number : int
        Its number in the municipality, from 1.
    dates : list of date
        The reporting dates of the cycles.
    indicators : int
        How many indicators it has.
    seed : int
        The same seed makes the same programme.

    Yields
    ------
    dict of str to list of dict
        Its rows by table, one set per cycle.
    """
    draw = Random(f"{seed}/{municipality}/{number}")
    title = f"{draw.choice(KINDS)} {draw.choice(THINGS)} {number}"
    made = Made(title.lower().replace(" ", "-"), draw)
    rows = {"programmes": [_programme(made, title, number)], "sources": _sources(made, title, dates[0])}
    rows |= _money(made) | _people(made) | _work(made) | _measured(made, indicators) | _context(made)
    yield rows
    for today in dates[1:]:
        _report(rows, Made(made.slug, Random(f"{seed}/{municipality}/{number}/{today}")), today)
        yield rows


def _programme(made: Made, title: str, number: int) -> dict:
    years = {"start_year": YEARS[0], "end_year": LAST}
    return made.row(
        title=title, order=number, **years, manager="programmamanager", ambition=f"{made.words()} voor elkaar."
    )


def _sources(made: Made, title: str, day: date) -> list[dict]:
    contract = {"source": made.slug, "title": f"Contract {title}", "date": day, "publisher": "Gemeente in de wolken"}
    return [contract, {**contract, "source": f"{made.slug}-voortgang", "title": f"Voortgang {title}"}]


def _money(made: Made) -> Rows:
    """Make amounts: funding and three posts a year, four for all years together; and the totals a source prints of them."""
    usual = {"phase": "approved", "coverage": "covered", "recurrence": "incidental", "funding": "council"}
    rows = []
    for year in YEARS:
        period = {"year_from": year, "year_to": year, "in_programme_total": "true"}
        amounts = {f"Post {letter}": 1000 * made.draw.randint(5, 80) for letter in "ABC"}
        parts = {("funding", "Uitvoering"): sum(amounts.values()) + 1000 * made.draw.randint(0, 9)}
        parts |= {("spending", post): amount for post, amount in amounts.items()}
        rows += [
            made.row(side=side, post=post, amount_eur=amount, **usual, **period)
            for (side, post), amount in parts.items()
        ]
    whole = {"side": "spending", "year_from": YEARS[0], "year_to": LAST, "in_programme_total": "false", **usual}
    unknown = {"amount_eur": "", "note": "De verzonnen offerte volgt nog."}
    differing = ({"coverage": "uncovered"}, {"counted_by": "none"}, unknown, {"recurrence": "structural"})
    rows += [
        made.row(**{**whole, "post": f"Samen {place}", "amount_eur": 1000 * made.draw.randint(5, 400), **differs})
        for place, differs in enumerate(differing, 1)
    ]
    stated = []
    for year in YEARS:
        total = sum(
            row["amount_eur"]
            for row in rows
            if row["side"] == "spending" and row["year_from"] == row["year_to"] == year
        )
        error = 1000 * (made.draw.random() < 0.1)
        period = {"year_from": year, "year_to": year}
        stated.append(
            made.row(label="Totaal", side="spending", stated_eur=total + error, unit_eur=1, scope="all", **period)
        )
    return {"budget": rows, "budget_stated": stated}


def _people(made: Made) -> Rows:
    """Make roles, of which some without a number, and the bodies in which people meet."""
    roles = []
    for place in range(COUNTS["capacity"]):
        columns = {"role": f"{made.draw.choice(ROLES)} {place + 1}", "unit": made.draw.choice(UNITS), "headcount": 1}
        columns |= {"year_from": YEARS[0], "year_to": LAST, "counted": "true"}
        if made.draw.random() < 0.1:
            columns |= {"known": "false", "period": "week", "note": "De bron zegt: p.m."}
        else:
            period, hours = made.draw.choice((("week", 8), ("week", 24), ("year", 400), ("fte", 0.5)))
            columns |= {
                "known": "true",
                "period": period,
                "hours_min": hours,
                "hours_max": made.draw.choice(("", 2 * hours)),
            }
        roles.append(made.row(**columns))
    bodies = [
        made.row(
            body=f"Overleg {made.draw.choice(THINGS)} {place + 1}",
            chair=made.draw.choice(("programmamanager", "wethouder", "")),
            participants="; ".join(made.draw.sample(ROLES, 3)),
            frequency="maandelijks",
            meetings_per_year=made.draw.choice((12, 26, "")),
        )
        for place in range(COUNTS["governance"])
    ]
    return {"capacity": roles, "governance": bodies}


def _work(made: Made) -> Rows:
    """Make goals in two layers, efforts that contribute to them, and milestones."""
    goals = [
        made.row(goal=f"{made.slug}/{number}", number=number, level="strategic", statement=made.words(), parent="")
        for number in range(1, COUNTS["goals"] + 1)
    ]
    for place, goal in enumerate(goals[4:]):
        goal |= {"level": "operational", "parent": goals[place % 4]["goal"]}
    efforts, links = [], []
    for number in range(1, COUNTS["efforts"] + 1):
        start = date(made.draw.choice(YEARS), made.draw.randint(1, 12), 1)
        money = made.draw.choice(({}, {}, {"amount_eur": 5000, "post": "Post A"}, {"amount_eur": 2500}))
        dates = made.draw.choice(({}, {"start": start}, {"start": start, "end": date(LAST, 12, 31)}))
        role = made.draw.choice(("direction", "coordination", "line", "partner", "unknown"))
        effort = {
            "effort": f"{made.slug}/inspanning-{number}",
            "title": made.words(),
            "role": role,
            "track": f"Spoor {number % 4}",
        }
        efforts.append(made.row(lead=made.draw.choice(("", "projectleider")), **effort, **dates, **money))
        for goal in made.draw.sample(goals, made.draw.choice((0, 1, 1, 1, 1, 2))):
            stated = made.draw.choice(("true", "false"))
            links.append(made.row(effort=effort["effort"], goal=goal["goal"], stated=stated))
    milestones = [_milestone(made, number, made.draw.choice(efforts)) for number in range(1, COUNTS["milestones"] + 1)]
    return {"goals": goals, "efforts": efforts, "effort_goals": links, "milestones": milestones}


def _milestone(made: Made, number: int, effort: dict) -> dict:
    year, quarter = made.draw.choice(YEARS), made.draw.randint(1, 4)
    day = date(year, 3 * quarter, 28)
    return made.row(
        milestone=f"{made.slug}/mijlpaal-{number}",
        effort=made.draw.choice(("", effort["effort"])),
        title=made.words(),
        start=date(year, 3 * quarter - 2, 1),
        end=day,
        precision="quarter",
        realised=made.draw.choice(("", "false")),
    )


def _measured(made: Made, count: int) -> Rows:
    """Make indicators with their targets; the first reports bring their observations."""
    indicators, targets = [], []
    for number in range(1, count + 1):
        key = {"indicator": f"{made.slug}/indicator-{number}"}
        kind = made.draw.choices(("level", "change", "category"), (6, 2, 1))[0]
        goal = f"{made.slug}/{made.draw.randint(1, COUNTS['goals'])}"
        rising = made.draw.random() < 0.6
        low = round(made.draw.uniform(5, 40), 1)
        columns = {
            "title": made.words(),
            "unit": "stuks",
            "decimals": 1,
            "direction": "increase" if rising else "decrease",
        }
        start = {"level": {"baseline": low}, "change": {"baseline": 0}, "category": {"baseline_category": SCALE[0]}}[
            kind
        ]
        scale = {"scale": "stemming"} if kind == "category" else {}
        year = {"baseline_year": BEFORE}
        indicators.append(
            made.row(**key, goal=made.draw.choice(("", goal)), kind=kind, **columns, **start, **scale, **year)
        )
        step = (1 if rising else -1) * low / 10
        for year in made.draw.choice(((LAST,), (LAST - 2, LAST), tuple(YEARS))):
            value = round((low if kind == "level" else 0) + step * (year - BEFORE), 1)
            aim = {"target_category": SCALE[min(year - BEFORE, 4) - 1]} if kind == "category" else {"target": value}
            targets.append(made.row(**key, year=year, relation="exactly", status="set", **aim))
    return {"indicators": indicators, "indicator_targets": targets, "observations": []}


def _context(made: Made) -> Rows:
    """Make risks, areas, figures about the surroundings and contradictions in the source."""
    numbers = {table: range(1, COUNTS[table] + 1) for table in COUNTS}
    risks = [
        made.row(
            risk=f"{made.slug}/risico-{number}",
            theme=made.draw.choice(THEMES),
            title=made.words(),
            summary=f"{made.words()} kan anders lopen dan verzonnen.",
            response=made.draw.choice(("", f"{made.words()} na overleg.")),
        )
        for number in numbers["risks"]
    ]
    figures = [
        made.row(
            statistic=f"{made.slug}/cijfer-{number}",
            area=made.draw.choice(THINGS),
            title=made.words(),
            value=made.draw.randint(1, 9999),
            unit="stuks",
            year=BEFORE,
        )
        for number in numbers["statistics"]
    ]
    faults = [
        made.row(
            correction=f"{made.slug}/fout-{number}",
            subject=made.words(),
            printed=made.draw.randint(1, 99),
            expected=made.draw.randint(1, 99),
            reason="De verzonnen delen zijn samen iets anders.",
            treatment="Zoals gedrukt.",
        )
        for number in numbers["corrections"]
    ]
    areas = [{"programme": made.slug, "area": area, "status": "not_assessed"} for area in AREAS]
    return {"risks": risks, "statistics": figures, "corrections": faults, "assessments": areas}


def _report(rows: Rows, made: Made, today: date) -> None:
    """Bring a programme to a later cycle: amounts, milestones and assessments change, and values are measured."""
    draw, source = made.draw, {"source": f"{made.slug}-voortgang"}
    rows["sources"][1]["date"] = today
    yearly = [row for row in rows["budget"] if row["year_from"] == row["year_to"] and row["phase"] == "approved"]
    for row in draw.sample(yearly, 2):
        row |= {"amount_eur": row["amount_eur"] + 1000, "cause": draw.choice(("policy", "shift", ""))}
    executed = {row["year_from"] for row in rows["budget"] if row["phase"] == "executed"}
    rows["budget"] += [
        row | source | {"phase": "executed", "amount_eur": round(row["amount_eur"] * draw.uniform(0.5, 1.1))}
        for row in yearly
        if row["side"] == "spending" and row["year_from"] not in executed and row["year_from"] < today.year
    ]
    for row in draw.sample(rows["milestones"], 4):
        row["realised"] = "true" if row["end"] <= today else row["realised"]
    for row in rows["assessments"]:
        explained = {"explanation": f"{made.words()} volgens verzinsel.", "author_role": "programmamanager"}
        row |= {"status": draw.choice(("on_course", "attention", "off_course"))} | explained
    targets = [row for row in rows["indicator_targets"] if row.get("target", "") != ""]
    for row in draw.sample(targets, min(1, len(targets))):
        row["target"] = round(row["target"] + 1, 1)
    rows["observations"] += _observations(rows, made, today, source)


def _observations(rows: Rows, made: Made, today: date, source: dict) -> list[dict]:
    """Measure most indicators on the last day of every year that is over and not yet measured; half of them also before."""
    known = {(row["indicator"], row["date"]) for row in rows["observations"]}
    found = []
    for place, indicator in enumerate(rows["indicators"][:-1]):
        for year in range(BEFORE - 4 if place % 2 else YEARS[0], min(today.year, LAST + 1)):
            key = {"indicator": indicator["indicator"], "date": date(year, 12, 31)}
            if tuple(key.values()) in known:
                continue
            low = indicator.get("baseline", 0)
            value = {
                "value": round(
                    low + (1 if indicator["direction"] == "increase" else -1) * made.draw.uniform(-0.5, 3), 1
                )
            }
            category = indicator["kind"] == "category"
            measured = {"category": made.draw.choice(SCALE)} if category else value
            found.append(made.row(**key, status=made.draw.choice(("final", "provisional")), **measured) | source)
    return found
