"""The sheet of a programme: everything that the figures tell, as text, with what is unknown shown as unknown."""

from bs4 import BeautifulSoup

from analysis.data import load_cycle
from analysis.present.one_pager import LONGEST, one_pager
from cases import make_cycle

MARK = "0123456789abcdef"


def sheet(cycle, programme: str) -> BeautifulSoup:
    return BeautifulSoup(one_pager(cycle, programme, MARK), "html.parser")


def test_every_list_is_given_whole():
    cycle = load_cycle("2019-programmacontract")
    for programme in cycle.programmes["programme"]:
        page = sheet(cycle, programme)
        for selector, table in (
            (".doelen > li", "goals"),
            (".waarden tbody tr", "indicators"),
            (".risicos > li", "risks"),
        ):
            assert len(page.select(selector)) == cycle.tables[table]["programme"].eq(programme).sum(), (
                programme,
                table,
            )
        assert len(page.select(".gebieden > li")) == 7
        assert page.html["lang"] == "nl" and MARK in page.footer.get_text()


def test_a_programme_without_figures_says_so():
    page = sheet(make_cycle(programmes=[{"programme": "bos", "title": "Bos", "order": 1}]), "bos")
    text = " ".join(page.get_text().split())
    for sentence in ("noemt geen doelen", "nog geen indicatoren", "geen inzet van mensen", "geen risico’s"):
        assert sentence in text, text
    assert "€ 0" not in page.select_one("main").get_text()


def test_typed_text_is_text_and_a_long_one_is_cut():
    typed = "<script>alert(1)</script> " + "heel lang " * 100
    cycle = make_cycle(
        programmes=[{"programme": "bos", "title": "Bos <b>", "order": 1, "ambition": typed}],
        goals=[{"goal": "bos/1", "programme": "bos", "number": "1", "level": "strategic", "statement": typed}],
    )
    page = sheet(cycle, "bos")
    assert page.h1.get_text() == "Bos <b>" and not page.h1.find("b")
    assert len(page.select("script")) == 1
    told = page.select_one(".doelen li span:last-child").get_text()
    assert told.startswith("<script>") and told.endswith("…") and len(told) <= LONGEST["item"]
