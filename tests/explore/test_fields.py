"""Numbers as people type them, and a field that says why it refuses."""

import pytest

from analysis.errors import WrongUse
from analysis.explore.fields import NumberField, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.200", 1200), ("€ 1 200", 1200), ("12,5%", 12.5), ("1.200,50", 1200.5), ("−5", -5), ("36 uur per week", 36)],
)
def test_dutch_numbers(typed, number):
    assert read_number(typed, "uur per week") == number


@pytest.mark.parametrize("typed", ["12.5", "", "x", "nan", "1e5", "1_000", "<b>1</b>", "٣", "9" * 30, "Infinity"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(WrongUse, match="is geen getal"):
        read_number(typed)


def test_a_field_passes_on_what_was_asked_and_tells_what_is_wrong():
    asked = []
    field = NumberField("Uren", asked.append, "uur")
    field.show(1200, 0, 2000)
    assert field.written == "1.200"
    field.asked = [1, 5]
    field.asked = [2, "1.300"]
    assert asked == [5, 1300] and field.fault == "" and field.answered == 2
    field.asked = [3, "veel"]
    assert asked == [5, 1300] and "'veel' is geen getal" in field.fault
    field.show(None, 0, 10)
    assert field.written == "onbekend" and field.fault == ""
