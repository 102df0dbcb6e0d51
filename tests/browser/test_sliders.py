"""On the page of what-if a slider changes the bars and the sentence above them, to what the table says."""

import pytest

from analysis.report.browser import drawn

#: Whether the sentence in a chart is what its slider tells a screen reader.
SAID = """id => {
  const bare = text => text.replace(/\\s/g, "");
  const slider = document.getElementById(id).closest("figure").querySelector("input[type=range]");
  const sentence = document.querySelector(`#${id} .gtitle`);
  return bare(slider.getAttribute("aria-valuetext")).endsWith(bare(sentence.textContent)) && sentence.textContent;
}"""
SUMS = "id => document.getElementById(id).data.reduce((sum, trace) => sum + trace.x.reduce((a, b) => a + b, 0), 0)"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_slider_changes_the_sentence_and_the_bars_by_keyboard(visit, address, width):
    page = visit(f"{address}/wat-als.html", width)
    drawn(page)
    for chart in ("wat-als-uren", "wat-als-dekking", "wat-als-tempo"):
        sentence = page.locator(f"#{chart} .gtitle")
        slider = page.locator(f"figure:has(#{chart}) input[type=range]")
        assert page.locator(f"#{chart} .slider-container").count() == 0  # not a second one that no keyboard reaches
        told, bars = [], []
        for key in ("Home", "End"):
            slider.press(key)
            page.wait_for_function(SAID, arg=chart)
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
