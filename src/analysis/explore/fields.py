"""Fields that say what they are to a screen reader and take numbers the Dutch way, and a sentence that is read aloud when it changes.

ipywidgets' own sliders have no name in the accessibility tree and write English numbers; these are plain input elements.
"""

import re
from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets
from babel.numbers import NumberFormatError, parse_decimal

from analysis.errors import WrongUse
from analysis.present.formats import LOCALE, UNKNOWN, short

HERE = Path(__file__).parent
#: What people type around a number.
AROUND = re.compile(r"€|eur(o)?\b|%|\s", re.IGNORECASE)
#: What Babel would take as well: other digits, an exponent, words.
PLAIN = re.compile(r"[+-]?[0-9.,]+")
#: More digits than any figure here has.
LONGEST = 20


def read_number(typed: str, unit: str = "") -> float:
    """Read a number as people type it: ``1.200``, ``1.200,50``, ``€ 1 200``.

    Parameters
    ----------
    typed : str
        What was typed.
    unit : str
        The unit of the field, which may stand behind it.

    Raises
    ------
    analysis.errors.WrongUse
        If it is no number, or one with a decimal point.
    """
    bare = AROUND.sub("", typed.strip().removesuffix(unit)).replace("\u2212", "-").replace("\u2013", "-")
    try:
        if not PLAIN.fullmatch(bare) or len(bare) > LONGEST:
            raise NumberFormatError("no plain number")
        return float(parse_decimal(bare, locale=LOCALE, strict=True))
    except NumberFormatError:
        shown = " ".join(typed.split())[:40]
        raise WrongUse(f"'{shown}' is geen getal; schrijf bijvoorbeeld 1.200 of 12,5.") from None


class NumberField(anywidget.AnyWidget):
    """A slider with a field to type in, of one number.

    What the reader does arrives in ``asked``; what is shown comes from ``show``. Neither causes the other, so that a value
    that is refused or rounded can never go round in circles.

    Parameters
    ----------
    label : str
        What the number is.
    on_change : callable
        Called with the number that was asked for; raises `analysis.errors.WrongUse` to refuse it, which the field then shows.
    unit : str
        What stands behind the field.
    write, read : callable, optional
        From a number to text and back; by default Dutch notation.
    """

    _esm = HERE / "number_field.js"
    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    fault = traitlets.Unicode().tag(sync=True)
    written = traitlets.Unicode().tag(sync=True)
    value = traitlets.Float(0.0).tag(sync=True)
    low = traitlets.Float(0.0).tag(sync=True)
    high = traitlets.Float(1.0).tag(sync=True)
    step = traitlets.Float(1.0).tag(sync=True)
    fixed = traitlets.Bool(False).tag(sync=True)
    asked = traitlets.List().tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        label: str,
        on_change: Callable[[float], None],
        unit: str = "",
        write: Callable[[float], str] = lambda value: short(value, 2),
        read: Callable[[str], float] | None = None,
    ):
        self._on_change, self._write = on_change, write
        self._read = read or (lambda typed: read_number(typed, unit))
        super().__init__(label=label, unit=unit)
        self.add_class("getalveld")
        self.observe(self._answer, "asked")

    def show(
        self,
        value: float | None,
        low: float,
        high: float,
        step: float = 1.0,
        hint: str = "",
        fixed: bool = False,
        empty: str = UNKNOWN,
    ):
        """Show a number within bounds, or for None what ``empty`` says; a field that is fixed cannot be changed."""
        known = value is not None and value == value
        with self.hold_sync():
            self.low, self.high, self.step = float(low), float(max(high, low)), float(step)
            self.value = float(value) if known else min(max(0.0, float(low)), float(high))
            self.written = self._write(value) if known else empty
            self.hint, self.fault, self.fixed = hint, "", fixed

    def _answer(self, change) -> None:
        """Pass on what was asked for, a number or typed text, and say why if it is refused."""
        number, wanted = change["new"]
        try:
            self._on_change(self._read(wanted) if isinstance(wanted, str) else float(wanted))
        except WrongUse as refusal:
            self.fault = str(refusal)
        self.answered = number


class Sentence(anywidget.AnyWidget):
    """A sentence that a screen reader says when it changes."""

    _esm = HERE / "sentence.js"
    text = traitlets.Unicode().tag(sync=True)
    look = traitlets.Unicode("").tag(sync=True)

    def __init__(self):
        super().__init__()
        self.add_class("effect")

    def say(self, text: str, look: str = "") -> None:
        """Show another sentence; ``look`` is a class of the style sheet ('fout', 'gelukt')."""
        with self.hold_sync():
            self.text, self.look = text, look
