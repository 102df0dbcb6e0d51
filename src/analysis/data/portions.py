"""The figures that a page about one programme is made of: all of its own, and of the others what it mentions."""

import pandas as pd

from analysis.data.cycle import Cycle

#: Tables without a column for the programme: the column by which they belong to one, and the table that it points at.
BELONGS = {
    "indicator_targets": ("indicator", "indicators"),
    "observations": ("indicator", "indicators"),
    "effort_goals": ("effort", "efforts"),
}


def portion(cycle: Cycle, programme: str) -> Cycle:
    """Take from a cycle the rows that the page of a programme is made of.

    A page made of its portion is the same as one made of the whole cycle. So the portion does not grow with the number
    of programmes, and a change in one programme leaves the pages of the others as they are.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    programme : str
        The programme; one that the cycle does not have gets what all share.

    Returns
    -------
    Cycle
        All tables, with the rows of the programme; of other programmes: money that this one counts, one risk
        of each theme that both name, their rows in ``programmes`` where they are mentioned or give the range of years
        that all plans are drawn on; the sources of all these; tables that belong to no programme whole.
    """
    whole = cycle.tables
    tables = {name: frame[frame["programme"].eq(programme)] for name, frame in whole.items() if "programme" in frame}
    budget = whole["budget"]
    tables["budget"] = budget[budget["programme"].eq(programme) | budget["counted_by"].eq(programme)]
    tables["risks"] = _with_shared_themes(whole["risks"], programme)
    for name, (column, owner) in BELONGS.items():
        tables[name] = whole[name][whole[name][column].isin(tables[owner][column])]
    tables["programmes"] = _mentioned(whole["programmes"], programme, tables["budget"])
    rest = {name: frame for name, frame in whole.items() if name not in (*tables, "sources")}
    tables["sources"] = _named(whole["sources"], [*tables.values(), *rest.values()])
    parts = {name: {**tables, **rest}[name].reset_index(drop=True) for name in whole}
    own = {name: text for name, text in cycle.explanations.items() if name == programme}
    return Cycle(cycle.name, parts, own)


def _with_shared_themes(risks: pd.DataFrame, programme: str) -> pd.DataFrame:
    """The risks of a programme, and one of another programme for each of their themes that one names too."""
    own = risks["programme"].eq(programme)
    others = risks[~own & risks["theme"].isin(risks.loc[own, "theme"])].drop_duplicates("theme")
    return risks[own | risks.index.isin(others.index)]


def _mentioned(programmes: pd.DataFrame, programme: str, budget: pd.DataFrame) -> pd.DataFrame:
    """The programme itself, those it shares money with, and those that begin first and end last."""
    names = {programme, *budget["programme"], *budget["counted_by"].dropna()}
    edges = [programmes["start_year"].nsmallest(1).index, programmes["end_year"].nlargest(1).index]
    return programmes[programmes["programme"].isin(names) | programmes.index.isin(edges[0].append(edges[1]))]


def _named(sources: pd.DataFrame, tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The sources that tables name."""
    names = pd.concat([frame["source"] for frame in tables if "source" in frame])
    return sources[sources["source"].isin(names)]
