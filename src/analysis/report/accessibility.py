"""The page on accessibility: what the last audit tested and found, and what no machine can tell."""

import json
from dataclasses import asdict, astuple, dataclass
from datetime import date
from pathlib import Path

from analysis.data.files import Unfit, read_json
from analysis.errors import AnalysisError
from analysis.present.formats import counted, day, listed, number
from analysis.present.markdown import plain
from analysis.report.stamp import AUDIT

#: Width in pixels and whether the page is dark.
VIEWS = [(width, dark) for width in (1280, 390) for dark in (False, True)]

#: What only people can judge; the law asks for an audit by people too.
NOT_COVERED = (
    "of de teksten voor iedereen te begrijpen zijn",
    "hoe de bladzijden klinken met een schermlezer, en of de volgorde dan logisch is",
    "of de zin boven een grafiek zegt wat iemand erin zou zien",
    "of tekst in een grafiek genoeg afsteekt waar vlakken over elkaar liggen; de kleuren zelf zijn nagerekend",
    "de pdf, als afzonderlijk bestand",
)


@dataclass(frozen=True)
class Violation:
    """One rule that one element breaks.

    Parameters
    ----------
    page : str
        Name of the page.
    view : str
        Width and colours, as in ``1280 licht``.
    rule, impact : str
        The rule of axe and how much it matters.
    element : str
        Selector of the element.
    """

    page: str
    view: str
    rule: str
    impact: str
    element: str

    def __str__(self) -> str:
        return f"{self.page} ({self.view}): {self.rule} ({self.impact}) bij {self.element}"


@dataclass(frozen=True)
class Audit:
    """What an audit tested and found.

    Parameters
    ----------
    made : str
        The day (ISO).
    mark : str
        Digest of the figures that the site was made of, as readers see it.
    axe, browser : str
        Versions of axe-core and of the browser.
    rules : int
        Rules of axe that were applied.
    pages, views : list of str
        What was tested.
    violations : list of Violation
        What is wrong.
    """

    made: str
    mark: str
    axe: str
    browser: str
    rules: int
    pages: list[str]
    views: list[str]
    violations: list[Violation]

    def save(self, folder: Path) -> Path:
        """Write the audit to a data folder, where the next build finds it."""
        path, fresh = folder / AUDIT, folder / f"{AUDIT}-nieuw"
        fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return fresh.replace(path)


def read_audit(folder: Path) -> Audit | None:
    """Read the last audit from a data folder; None if there is none.

    Raises
    ------
    analysis.errors.AnalysisError
        If the file is not one that an audit wrote.
    """
    path = folder / AUDIT
    if not path.is_file():
        return None
    wrong = f"{path} is geen verslag van een toets: haal het weg of toets de site opnieuw."
    try:
        kept = read_json(path)
        if not all(isinstance(kept[name], list) for name in ("pages", "views", "violations")):
            raise TypeError("a list is missing")
        found = Audit(**{**kept, "violations": [Violation(**each) for each in kept["violations"]]})
        date.fromisoformat(found.made)
    except Unfit as error:
        raise AnalysisError(f"{wrong} Er is dit mis: {error}.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise AnalysisError(wrong) from error
    texts = [found.made, found.mark, found.axe, found.browser, *found.pages, *found.views]
    texts += [text for violation in found.violations for text in asdict(violation).values()]
    if not all(isinstance(text, str) for text in texts) or type(found.rules) is not int:
        raise AnalysisError(wrong)
    return found


def view_name(width: int, dark: bool) -> str:
    """Name a view in Dutch."""
    return f"{width} {'donker' if dark else 'licht'}"


def accessibility_page(text: str, audit: Audit | None, mark: str) -> str:
    """Write the page.

    Parameters
    ----------
    text : str
        The part that is the same for every book (`book/toegankelijkheid.md`): what the book does for its readers.
    audit : Audit or None
        The last audit.
    mark : str
        Digest of the figures of this book, as readers see it.
    """
    tested = "" if audit is None else _tested(audit)
    return f'# Toegankelijkheid\n\n<p class="antwoord">{_answer(audit, mark)}</p>\n\n{text}{tested}{_left()}'


def _answer(audit: Audit | None, mark: str) -> str:
    if audit is None:
        return "Dit boek is nog niet op toegankelijkheid getoetst."
    found = (
        "daarbij is geen enkele fout gevonden"
        if not audit.violations
        else f"daarbij {'is' if len(audit.violations) == 1 else 'zijn'} {counted(len(audit.violations), 'fout', 'fouten')} gevonden"
    )
    which = "dit boek" if audit.mark == mark else "het boek met andere cijfers"
    since = "" if audit.mark == mark else " Met de cijfers van nu is het nog niet getoetst."
    return (
        f"De {len(audit.pages)} bladzijden van {which} zijn op {day(audit.made)} door een machine getoetst aan WCAG 2.1 en 2.2, niveau A en AA; "
        f"{found}.{since} Een toets door mensen vervangt dat niet."
    )


def _tested(audit: Audit) -> str:
    """Tell what was tested, with what, and each fault that was found."""
    widths = listed(f"{number(width)} pixels" for width in dict.fromkeys(width for width, _ in VIEWS))
    lines = [
        ("Wanneer", day(audit.made)),
        (
            "Waarmee",
            f"axe-core {plain(audit.axe)} in {plain(audit.browser)}, {audit.rules} regels, ook die van goede gewoonte",
        ),
        ("Hoe", f"bij een breedte van {widths}, licht en donker, met alle tabellen en menu’s geopend"),
        ("Welke bladzijden", f"{len(audit.pages)}: alle"),
    ]
    text = "\n\n## De laatste toets\n\n" + "".join(f"{name}\n: {value}\n\n" for name, value in lines)
    if not audit.violations:
        return text
    rows = "".join(f"| {' | '.join(map(plain, astuple(violation)))} |\n" for violation in audit.violations)
    return text + "| Bladzijde | Weergave | Regel | Ernst | Onderdeel |\n| --- | --- | --- | --- | --- |\n" + rows


def _left() -> str:
    """Tell what a machine cannot test."""
    return (
        "\n\n## Wat een machine niet toetst\n\n"
        + "".join(f"- {each};\n" for each in NOT_COVERED[:-1])
        + f"- {NOT_COVERED[-1]}.\n"
    )
