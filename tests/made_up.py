"""Whole small cycles that nobody thought of (hypothesis): every table, every rule of the validator kept.

`tables()` gives the rows of every table by its name, as `cases.make_cycle(**tables)` takes them, so that a test can
shuffle, split or leave out rows before it makes the cycle. Keys come from few names: two draws share many of them.
Amounts are whole euros and hours are quarters, so that no order of adding up changes a sum by much.
"""

import datetime

from hypothesis import strategies as st

from cases import STEPS, make_cycle

SLUGS = ("gamma", "alpha", "beta")
POSTS = ("A", "B", "C")
UNITS = ("programme", "AP", "UF", "external")
#: The reporting date of `make_cycle`: nothing is measured or done after it.
TODAY = datetime.date(2019, 7, 1)

years = st.integers(2017, 2022)
euros = st.none() | st.integers(-1_000, 1_000_000).map(float)
hours = st.integers(0, 640).map(lambda quarters: quarters / 4)
values = st.integers(-500, 500).map(lambda tenths: tenths / 10)
readings = st.sampled_from([None, None, "printed", "inferred", "uncertain"])
days = st.sampled_from([TODAY, TODAY, datetime.date(2019, 12, 31)]) | st.dates(
    datetime.date(2010, 1, 1), datetime.date(2022, 12, 31)
)


def cycles(rich: bool = False):
    """Give cycles (see `tables`)."""
    return tables(rich).map(lambda rows: make_cycle(**rows))


@st.composite
def tables(draw, rich: bool = False) -> dict[str, list[dict]]:
    """Give the rows of every table of a cycle; a rich one has several in most, for tests that can try only a few."""
    few, several, many = (2, 4, 12) if rich else (0, 0, 0)
    slugs = draw(st.lists(st.sampled_from(SLUGS), min_size=2 if rich else 1, unique=True))
    places = draw(st.permutations(range(1, len(slugs) + 1)))
    own = st.sampled_from(slugs)
    budget = draw(_rows(_amount(own, slugs), many, 20, "programme", "side", "post", "phase", "year_from", "year_to"))
    goals = [goal for slug in slugs for goal in draw(_goals(slug))]
    efforts = draw(_rows(_effort(own, budget), few, 6, "effort"))
    indicators = draw(_rows(_indicator(own, goals), few, 5, "indicator"))
    return {
        "programmes": [
            {"programme": slug, "title": slug, "order": place} for slug, place in zip(slugs, places, strict=True)
        ],
        "budget": budget,
        "budget_stated": draw(
            _rows(_stated(own, budget), few, 5, "programme", "label", "side", "year_from", "year_to")
        ),
        "capacity": draw(_rows(_role(own), several, 8, "programme", "role", "unit", "year_from", "year_to")),
        "unit_supply": draw(_rows(_supply(), few, 4, "unit", "year")),
        "goals": goals,
        "efforts": efforts,
        "effort_goals": draw(_rows(_link(efforts, goals), 0, 8, "effort", "goal")),
        "milestones": draw(_rows(_milestone(slugs, efforts), few, 6, "milestone")),
        "indicators": indicators,
        "indicator_targets": draw(_rows(_target(indicators), several, 9, "indicator", "year")),
        "observations": draw(_rows(_observation(indicators), many, 24, "indicator", "date")),
        "scales": [{"scale": "mood", "category": step, "rank": rank} for rank, step in enumerate(STEPS, start=1)],
        "risks": draw(_rows(_risk(own), few, 4, "risk")),
        "governance": draw(_rows(_body(own), few, 4, "programme", "body")),
        "assessments": draw(_rows(_judgement(own), 0, 3, "programme", "area")),
        "corrections": draw(_rows(_correction(own), 0, 2, "correction")),
        "statistics": draw(_rows(_statistic(own), few, 4, "statistic")),
    }


def _rows(row, fewest: int, most: int, *key: str):
    """Give rows with different keys; None stands for a row that cannot be made."""
    rows = st.lists(
        row, min_size=fewest, max_size=most, unique_by=lambda each: each and tuple(each[name] for name in key)
    )
    return rows.map(lambda each: [explained(row) for row in each if row is not None])


def explained(row: dict) -> dict:
    """Add the note that an unknown number or a doubtful reading needs, in the tables that have one."""
    return {"note": "Staat niet in de bron."} | row if "reading" in row else row


@st.composite
def _period(draw, first=years) -> dict:
    start = draw(first)
    return {"year_from": start, "year_to": start + draw(st.sampled_from([0, 0, 0, 1, 3]))}


@st.composite
def _amount(draw, own, slugs):
    phase = draw(st.sampled_from(["proposed", "approved", "approved", "adjusted", "executed"]))
    amount, counted_by = draw(euros), draw(st.sampled_from([None, None, "none", *slugs]))
    return draw(_period(st.integers(2017, 2019) if phase == "executed" else years)) | {
        "programme": draw(own),
        "side": draw(st.sampled_from(["funding", "spending", "spending"])),
        "post": draw(st.sampled_from(POSTS)),
        "phase": phase,
        "amount_eur": amount,
        "amount_max_eur": None if amount is None else draw(st.sampled_from([None, None, amount + 5])),
        "coverage": draw(st.sampled_from(["covered", "covered", "uncovered", None])),
        "recurrence": draw(st.sampled_from(["structural", "incidental", "incidental", "unknown"])),
        "counted_by": counted_by,
        "in_programme_total": counted_by != "none" and draw(st.booleans()),
        "cause": draw(st.sampled_from([None, "policy"])),
        "reading": draw(readings),
    }


@st.composite
def _stated(draw, own, budget):
    slug, side = draw(own), draw(st.sampled_from(["funding", "spending"]))
    posts = sorted({row["post"] for row in budget if (row["programme"], row["side"]) == (slug, side)})
    scopes = [None, "all", "covered", "unallocated", *posts, *([" ; ".join(posts)] if posts else [])]
    return draw(_period()) | {
        "programme": slug,
        "side": side,
        "label": draw(st.sampled_from(["Totaal", "Subtotaal"])),
        "stated_eur": draw(st.integers(-1_000, 2_000_000).map(float)),
        "unit_eur": draw(st.sampled_from([None, 1000.0])),
        "phase": draw(st.sampled_from([None, "proposed", "approved", "adjusted"])),
        "scope": draw(st.sampled_from(scopes)),
        "reading": draw(readings),
    }


@st.composite
def _role(draw, own):
    known, low = draw(st.booleans()) or draw(st.booleans()), draw(hours)
    high = draw(st.sampled_from([None, low, min(low + 8, 168.0)]))
    return draw(_period()) | {
        "programme": draw(own),
        "role": draw(st.sampled_from(["Adviseur", "Projectleider"])),
        "unit": draw(st.sampled_from(UNITS)),
        "period": draw(st.sampled_from(["week", "year", "total", "fte"])),
        "known": known,
        "hours_min": low if known else None,
        "hours_max": high if known else None,
        "headcount": draw(st.sampled_from([None, 0.0, 1.0, 2.5])),
        "counted": draw(st.sampled_from([None, True, False])),
        "reading": draw(readings),
    }


@st.composite
def _supply(draw):
    return {"unit": draw(st.sampled_from(["AP", "UF", "US"])), "year": draw(years), "hours_per_week": draw(hours)}


@st.composite
def _goals(draw, slug):
    """Give the goals of a programme: each stands alone or serves a strategic one before it."""
    goals, strategic = [], []
    for number in range(draw(st.integers(0, 4))):
        level = draw(st.sampled_from(["strategic", "strategic", "operational"]))
        parent = draw(st.sampled_from([None, *strategic, *strategic[-1:]]))
        goal = f"{slug}/{number}"
        goals.append({"goal": goal, "programme": slug, "number": str(number), "level": level, "parent": parent})
        strategic += [goal] if level == "strategic" else []
    return goals


@st.composite
def _effort(draw, own, budget):
    slug, amount = draw(own), draw(euros)
    posts = sorted({row["post"] for row in budget if row["programme"] == slug})
    start, end = sorted((draw(days), draw(days)))
    return {
        "effort": f"{slug}/{draw(st.sampled_from('ef'))}",
        "programme": slug,
        "lead": draw(st.sampled_from([None, "Projectleider"])),
        "start": draw(st.sampled_from([None, start, start])),
        "end": draw(st.sampled_from([None, end, end])),
        "amount_eur": amount,
        "post": draw(st.sampled_from([None, *posts])),
        "reading": draw(readings),
    }


@st.composite
def _link(draw, efforts, goals):
    """Link an effort to a goal of its programme."""
    pairs = [(e["effort"], g["goal"]) for e in efforts for g in goals if e["programme"] == g["programme"]]
    if not pairs:
        return None
    effort, goal = draw(st.sampled_from(pairs))
    weight = draw(st.sampled_from([None, 0.5, 2.0]))
    return {"effort": effort, "goal": goal, "weight": weight, "stated": draw(st.booleans()), "reading": draw(readings)}


@st.composite
def _milestone(draw, slugs, efforts):
    effort = draw(st.sampled_from([None, *efforts, *efforts]))
    slug = effort["programme"] if effort else draw(st.sampled_from([*slugs, None]))
    start, end = sorted((draw(days), draw(days)))
    if effort and effort["end"] and draw(st.booleans()):  # often the milestone tells the end of its effort
        end, start = effort["end"], min(start, effort["end"])
    return {
        "milestone": f"{slug or 'alle'}/{draw(st.sampled_from('mno'))}",
        "programme": slug,
        "effort": effort and effort["effort"],
        "start": start,
        "end": end,
        "precision": draw(st.sampled_from(["day", "month", "quarter", "year"])),
        "realised": draw(st.sampled_from([None, False, *([True] if start <= TODAY else [])])),
        "reading": draw(readings),
    }


def _value(draw, kind: str) -> tuple[float | None, str | None]:
    """Draw a value of an indicator: a number, or a step of the scale."""
    return (None, draw(st.sampled_from(STEPS))) if kind == "category" else (draw(values), None)


@st.composite
def _indicator(draw, own, goals):
    slug, kind = draw(own), draw(st.sampled_from(["level", "level", "change", "category"]))
    year = draw(st.sampled_from([None, 2010, 2015, 2018]))
    number, step = _value(draw, kind)
    given = year is not None and draw(st.booleans())
    return {
        "indicator": f"{slug}/{draw(st.sampled_from('ijklm'))}",
        "programme": slug,
        "goal": draw(st.sampled_from([None, *(goal["goal"] for goal in goals if goal["programme"] == slug)])),
        "direction": draw(st.sampled_from(["increase", "decrease"])),
        "kind": kind,
        "scale": "mood" if kind == "category" else None,
        "baseline": number if given else None,
        "baseline_category": step if given else None,
        "baseline_year": year,
        "reading": draw(readings),
    }


@st.composite
def _target(draw, indicators):
    if not indicators:
        return None
    own = draw(st.sampled_from(indicators))
    settled = draw(st.sampled_from([True, True, True, False]))
    number, step = _value(draw, own["kind"])
    towards = "at_most" if own["kind"] != "category" and own["direction"] == "decrease" else "at_least"
    return {
        "indicator": own["indicator"],
        "year": draw(st.integers(max((own["baseline_year"] or 0) + 1, 2016), 2023)),
        "target": number if settled else None,
        "target_category": step if settled else None,
        "relation": draw(st.sampled_from(["exactly", towards])),
        "status": "set" if settled else "to_be_determined",
        "reading": draw(readings),
    }


@st.composite
def _observation(draw, indicators):
    if not indicators:
        return None
    own = draw(st.sampled_from(indicators))
    number, step = _value(draw, own["kind"])
    return {
        "indicator": own["indicator"],
        "date": datetime.date(draw(st.integers(2009, 2019)), draw(st.sampled_from([1, 6])), 30),
        "value": number,
        "category": step,
        "status": draw(st.sampled_from(["final", "provisional", "estimate"])),
        "reading": draw(readings),
    }


@st.composite
def _risk(draw, own):
    slug = draw(own)
    return {
        "risk": f"{slug}/{draw(st.sampled_from('rs'))}",
        "programme": slug,
        "theme": draw(st.sampled_from(["geld", "tijd"])),
        "title": "Risico",
        "summary": "Het kan misgaan.",
        "response": draw(st.sampled_from([None, "Wij letten op."])),
        "reading": draw(readings),
    }


@st.composite
def _body(draw, own):
    return {
        "programme": draw(own),
        "body": draw(st.sampled_from(["Stuurgroep", "Overleg"])),
        "chair": draw(st.sampled_from([None, "Wethouder"])),
        "participants": draw(st.sampled_from([None, "Griffier", "Wethouder; Griffier", "Griffier ; ; Directeur"])),
        "frequency": draw(st.sampled_from([None, "maandelijks"])),
        "meetings_per_year": draw(st.sampled_from([None, 0.0, 4.0, 12.0])),
        "reading": draw(readings),
    }


@st.composite
def _judgement(draw, own):
    return {
        "programme": draw(own),
        "area": draw(st.sampled_from(["results", "finance", "outlook"])),
        "status": draw(st.sampled_from(["on_course", "attention", "off_course", "not_assessed"])),
        "explanation": draw(st.sampled_from([None, "Het gaat goed."])),
    }


@st.composite
def _correction(draw, own):
    slug = draw(own)
    said = dict.fromkeys(("subject", "printed", "expected", "reason", "treatment"), "-")
    return {"correction": f"{slug}/{draw(st.sampled_from('cd'))}", "programme": slug} | said


@st.composite
def _statistic(draw, own):
    slug = draw(own)
    return {
        "statistic": f"{slug}/{draw(st.sampled_from('st'))}",
        "programme": slug,
        "area": "Wonen",
        "title": "Woningen",
        "unit": "woningen",
        "value": draw(st.none() | values),
        "year": draw(st.none() | years),
        "reading": draw(readings),
    }
