"""On the page of what-if a slider changes the bars and the sentence above them, to what the table says."""

import pytest

DRAWN = "[...document.querySelectorAll('.plotly-graph-div')].every(chart => chart.dataset.getekend)"
#: Where the rail of a slider is, in the window, after it is scrolled into view.
RAIL = """id => {
    const rail = document.querySelector(`#${id} .slider-rail-touch-rect`);
    rail.scrollIntoView({ block: "center" });
    const box = rail.getBoundingClientRect();
    return [box.left, box.top + box.height / 2, box.width];
}"""
SUMS = "id => document.getElementById(id).data.reduce((sum, trace) => sum + trace.x.reduce((a, b) => a + b, 0), 0)"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_slider_changes_the_sentence_and_the_bars(visit, address, width):
    page = visit(f"{address}/wat-als.html", width)
    page.wait_for_function(DRAWN, timeout=30_000)
    for chart in ("wat-als-uren", "wat-als-dekking", "wat-als-tempo"):
        sentence = page.locator(f"#{chart} .gtitle")
        left, middle, length = page.evaluate(RAIL, chart)
        told, bars = [], []
        for place in (0.01, 0.99):
            page.mouse.click(left + place * length, middle)
            page.wait_for_timeout(400)  # the knob moves to where it was clicked
            told.append(" ".join(sentence.text_content().split()))
            bars.append(page.evaluate(SUMS, chart))
        assert told[0] != told[1], chart
        if chart != "wat-als-tempo":  # there as many indicators stand in other bars
            assert bars[0] > bars[1], chart
        box, drawing = sentence.bounding_box(), page.locator(f"#{chart}").bounding_box()
        assert box["x"] >= drawing["x"] - 1 and box["x"] + box["width"] <= drawing["x"] + drawing["width"] + 1, chart
        assert box["y"] >= drawing["y"] - 1, chart
    assert page.evaluate("document.querySelector('#wat-als-dekking').data[0].x.every(euros => euros === 0)")
    assert page.complaints == []


def test_the_page_is_light(site):
    assert (site.folder / "wat-als.html").stat().st_size < 150_000
