"""Who waits for a build reads what is done, running, kept and failed, and how long it may still take."""

import pytest

from analysis.commands import meter as metering
from analysis.commands.meter import Meter
from analysis.report.pages import Page
from analysis.report.run import Run

PAGE = Page("geld", "geld")


@pytest.fixture
def meter(monkeypatch):
    """A meter whose clock says what a test sets."""
    made = Meter()
    made.clock = 100.0
    monkeypatch.setattr(metering.time, "monotonic", lambda: made.clock)
    return made


def line(meter: Meter) -> str:
    return meter._bar.tasks[0].description


def test_the_line_tells_what_is_done_running_kept_and_failed(meter):
    meter.start([PAGE] * 8)
    meter.busy(2)
    assert line(meter) == "Notebooks: 0 klaar, 2 bezig"
    meter.clock += 4
    meter.done(Run(PAGE, 1.0))
    meter.done(Run(PAGE, 1.0, "kapot"))
    meter.done(Run(PAGE, 1.0, kept=True))
    meter.busy(1)
    # two ran in four seconds; five of the eight are still to come
    assert line(meter) == "Notebooks: 1 klaar, 1 bezig, 1 bewaard, 1 mislukt; nog ongeveer 10 s"
    assert meter.told == "2 bladzijden uit notebooks, waarvan 1 bewaard van een eerdere build"


def test_a_long_time_is_told_in_minutes_and_none_when_nothing_is_left(meter):
    meter.start([PAGE] * 3)
    meter.clock += 120
    meter.done(Run(PAGE, 1.0))
    assert line(meter).endswith("; nog ongeveer 4 min")
    meter.done(Run(PAGE, 1.0))
    meter.done(Run(PAGE, 1.0))
    assert line(meter) == "Notebooks: 3 klaar, 0 bezig"


def test_of_several_municipalities_it_says_whose_turn_it_is_and_counts_those_to_come(meter):
    meter.part(1, 3, "beekdal")
    meter.start([PAGE] * 2)
    meter.clock += 10
    meter.done(Run(PAGE, 1.0))
    assert line(meter) == "beekdal (1 van 3). Notebooks: 1 klaar, 0 bezig; nog ongeveer 50 s"
    meter.stage("Site bouwen")
    assert line(meter) == "Site bouwen"
