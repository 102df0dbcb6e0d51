"""Risks per theme and programme, and which themes are shared."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.risks import by_theme_and_programme, themes
from cases import make_cycle

TRIED = settings(max_examples=25)

# Money is named by both programmes and twice by beta, people by alpha alone, weather by beta alone.
RISKS = [
    {"programme": "beta", "theme": "money", "response": "Save"},
    {"programme": "beta", "theme": "weather"},
    {"programme": "alpha", "theme": "people"},
    {"programme": "beta", "theme": "money"},
    {"programme": "alpha", "theme": "money", "response": "Ask"},
]


def test_risks_are_counted_per_combination_that_exists():
    rows = by_theme_and_programme(make_cycle(risks=RISKS))
    assert list(rows.columns) == ["programme", "theme", "risks", "with_response"]
    assert rows.values.tolist() == [
        ["alpha", "people", 1, 0],
        ["alpha", "money", 1, 1],
        ["beta", "money", 2, 1],
        ["beta", "weather", 1, 0],
    ]


def test_the_theme_that_most_programmes_name_comes_first():
    rows = themes(make_cycle(risks=RISKS))
    assert list(rows.columns) == ["theme", "programmes", "risks", "with_response"]
    assert rows.values.tolist() == [["money", 2, 3, 2], ["people", 1, 1, 0], ["weather", 1, 1, 0]]


def test_of_themes_in_as_many_programmes_the_one_with_most_risks_comes_first_and_then_the_alphabet_decides():
    slugs = ["alpha", "alpha", "alpha", "beta", "gamma", "alpha", "alpha"]
    names = ["wind", "rain", "rain", "hail", "fire", "rain", "rain"]
    rows = [{"programme": slug, "theme": theme} for slug, theme in zip(slugs, names, strict=True)]
    assert themes(make_cycle(risks=rows))["theme"].tolist() == ["rain", "fire", "hail", "wind"]
    shared = [{"programme": slug, "theme": "wind"} for slug in ("beta", "gamma")]
    assert themes(make_cycle(risks=rows + shared))["theme"].tolist() == ["wind", "rain", "fire", "hail"]


@TRIED
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "programme": st.sampled_from(["alpha", "beta", "gamma"]),
                "theme": st.sampled_from(["money", "people", "weather"]),
                "response": st.sampled_from([None, "Act"]),
            }
        ),
        max_size=15,
    )
)
def test_every_risk_is_counted_once(rows):
    cycle = make_cycle(risks=rows)
    matrix, shared = by_theme_and_programme(cycle), themes(cycle)
    answered = sum(row["response"] is not None for row in rows)
    for frame in (matrix, shared):
        assert frame["risks"].sum() == len(rows) and frame["with_response"].sum() == answered
        assert frame["with_response"].le(frame["risks"]).all()
    assert len(matrix) == len({(row["programme"], row["theme"]) for row in rows})
    named = {row["theme"]: set() for row in rows}
    for row in rows:
        named[row["theme"]].add(row["programme"])
    assert dict(zip(shared["theme"], shared["programmes"])) == {theme: len(who) for theme, who in named.items()}
    assert shared["programmes"].is_monotonic_decreasing
