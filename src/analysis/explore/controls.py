"""Widgets that all explorers are put together from."""

from collections.abc import Callable, Iterable

import ipywidgets as widgets

from analysis.present.blocks import Block


def choice(label: str, options: Iterable[tuple[str, object]], on_change: Callable[[], None]) -> widgets.Dropdown:
    """Make a list to choose from."""
    options = list(options)
    made = widgets.Dropdown(options=options, value=options[0][1] if options else None, description=label, tooltip=label)
    made.add_class("keuzeveld")
    made.observe(lambda change: on_change(), "value")
    return made


def set_options(made: widgets.Dropdown, options: Iterable[tuple[str, object]]) -> None:
    """Offer other options; what was chosen stays chosen where it is still there."""
    options, chosen = list(options), made.value
    values = [value for _, value in options]
    if options != list(made.options):
        made.options = options
        made.value = chosen if chosen in values else (values[0] if values else None)


def tick(label: str, on_change: Callable[[], None]) -> widgets.Checkbox:
    """Make a box to tick."""
    made = widgets.Checkbox(value=False, description=label, tooltip=label, indent=False)
    made.add_class("vinkje")
    made.observe(lambda change: on_change(), "value")
    return made


def button(label: str, on_click: Callable[[], None], look: str = "") -> widgets.Button:
    """Make a button."""
    made = widgets.Button(description=label, tooltip=label, button_style=look)
    made.on_click(lambda clicked: on_click())
    return made


def text_field(label: str, hint: str = "") -> widgets.Text:
    """Make a field for text."""
    made = widgets.Text(description=label, placeholder=hint, tooltip=label)
    made.add_class("tekstveld")
    return made


def group(heading: str, *parts: widgets.Widget, look: str = "") -> widgets.VBox:
    """Put controls that belong together under a heading."""
    made = widgets.VBox([widgets.HTML(f"<h2>{heading}</h2>"), *parts] if heading else list(parts))
    made.add_class("groep")
    if look:
        made.add_class(look)
    return made


def beside(controls: widgets.Widget, *outcome: widgets.Widget) -> widgets.Box:
    """Put the controls beside what comes of them; below each other on a phone."""
    right = widgets.VBox(list(outcome))
    right.add_class("uitkomst")
    made = widgets.Box([controls, right])
    made.add_class("verkenning")
    return made


def html(block: Block) -> str:
    """Give the HTML of a block of the book."""
    return str(block.html)
