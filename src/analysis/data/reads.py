"""Which tables of which cycles were asked for in this process: what its outcome depends on, beside its code."""

#: Type of what `tell` shows.
READS = "application/vnd.programmaboek.reads+json"

_asked: set[str] = set()


def note(cycle: str, part: str) -> None:
    """Note that a table of a cycle, or its explanations, was asked for."""
    _asked.add(f"{cycle}/{part}")


def tell() -> None:
    """Show what was asked for since the start, as ``<cycle>/<table>``: for the last cell of a notebook."""
    from IPython.display import display

    display({READS: sorted(_asked)}, raw=True)
