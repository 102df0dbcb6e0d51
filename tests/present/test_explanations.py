"""An explanation says the numbers of the measures, refuses what it does not know, and lets no markup through."""

import dataclasses
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.data import FigureErrors, load_cycle
from analysis.measures import budget, capacity, findings, indicators, planning
from analysis.present import explanations
from analysis.present.placeholders import NUMBERS, ROWS, Unknown, fill
from cases import make_cycle

TESTS = Path(__file__).parents[1]
REAL = load_cycle("2019-programmacontract")
FOUND = findings.findings(REAL)
BASE = load_cycle("2020-begroting", TESTS / "base")
PROGRAMMES = list(REAL.programmes["programme"])
EVERYTHING = "; ".join([*NUMBERS, *(" | ".join([name, *wanted]) for name, (_, *wanted) in ROWS.items())])


def html_of(text: str, programme: str | None = "groen", cycle=BASE) -> str:
    """Give the HTML of an explanation as it comes to stand on a page."""
    written = dataclasses.replace(cycle, explanations={programme or "geheel": text})
    return str(explanations.shown(written, programme).html)


def words_of(text: str, programme: str | None = "groen", cycle=BASE) -> str:
    """Give the words of an explanation of one paragraph."""
    found = re.fullmatch(
        r'<div class="uitleg-programma"><p>(.*)</p>\n</div>', html_of(text, programme, cycle), re.DOTALL
    )
    return found[1].replace("\u00a0", " ")


def faults_of(text: str, programme: str | None = "groen", cycle=BASE) -> list[str]:
    """Give the faults of an explanation, one a line."""
    with pytest.raises(FigureErrors) as refusal:
        html_of(text, programme, cycle)
    return str(refusal.value).splitlines()[1:]


# The numbers -----------------------------------------------------------------------------------------------------


def euros(amount: float) -> str:
    return "onbekend" if pd.isna(amount) else f"€ {amount:,.0f}".replace(",", ".")


def own(rows: pd.DataFrame, programme: str | None) -> pd.DataFrame:
    return rows if programme is None else rows[rows["programme"].eq(programme)]


def total(side: str, column: str, programme: str | None) -> str:
    """Give a total of the measures: each euro once over all programmes, or what one programme has."""
    if programme is None:
        rows = budget.totals(REAL, by=(), side=side).rename(
            columns={"covered_eur": "own_eur", "counted_eur": "covered_eur"}
        )
    else:
        rows = own(budget.totals(REAL, by=("programme",), side=side), programme)
    return euros(rows[column].item())


def hours_of_2019(programme: str | None) -> str:
    """Give the hours a week in the year of the reporting date, whole from a hundred on."""
    rows = own(capacity.totals(REAL, by=("programme", "year")), programme)
    rows = rows[rows["year"].eq(2019)][["hours_min_week", "hours_max_week"]].sum(min_count=1)
    if rows.isna().all():
        return "onbekend"
    ends = [f"{value:.0f}" if value >= 100 else f"{value:.1f}".replace(".0", "").replace(".", ",") for value in rows]
    return " tot ".join(dict.fromkeys(ends)) + " uur per week"


def count(rows) -> str:
    return str(len(rows))


EXPECTED = {
    "beschikbaar": lambda programme: total("funding", "covered_eur", programme),
    "toegedeeld": lambda programme: total("spending", "covered_eur", programme),
    "zonder dekking": lambda programme: total("spending", "uncovered_eur", programme),
    "uren per week": hours_of_2019,
    "programma's": lambda programme: "7",
    "doelen": lambda programme: count(own(REAL.goals, programme)),
    "inspanningen": lambda programme: count(own(REAL.efforts, programme)),
    "indicatoren": lambda programme: count(own(REAL.indicators, programme)),
    "indicatoren gemeten": lambda programme: str(own(indicators.verdict(REAL), programme)["observed"].notna().sum()),
    "risico's": lambda programme: count(own(REAL.risks, programme)),
    "over tijd": lambda programme: count(own(planning.overdue(REAL), programme)),
    "bevindingen": lambda programme: count(own(FOUND, programme)),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_that_of_the_measures_for_all_programmes_together_and_for_each(name):
    for programme in (None, *PROGRAMMES):
        expected = EXPECTED[name](programme)
        if name == "zonder dekking" and expected == "onbekend":
            continue  # see the test below
        assert words_of(f"{{{{{name}}}}}", programme, REAL) == expected, programme


def test_a_few_numbers_are_those_that_were_worked_out_by_hand():
    # 200 + 200 + 200 + 190 + 650 = 1,440 (x 1,000); 132 to 182 hours as in tests/data/test_real_figures.py
    assert words_of("{{toegedeeld}}; {{zorg: uren per week}}", "duurzaamheid", REAL) == (
        "€ 1.440.000; 132 tot 182 uur per week"
    )
    # one post of 24 (x 1,000) without cover has an amount; two others have none
    assert words_of("{{zonder dekking}}", "nieuwstraatkwartier", REAL) == "€ 24.000"


def test_a_programme_without_uncovered_money_does_not_call_it_unknown():
    assert words_of("{{zonder dekking}}", "groen") != "onbekend"


def test_before_the_colon_stands_the_programme_that_a_number_is_about():
    for programme in PROGRAMMES:
        assert words_of(f"{{{{{programme}: doelen}}}}", None, REAL) == count(own(REAL.goals, programme))
        assert words_of(f"{{{{ {programme} :  doelen }}}}", PROGRAMMES[0], REAL) == count(own(REAL.goals, programme))


def test_what_is_late_and_what_is_measured_is_counted():
    later = REAL.info.to_dict() | {"reporting_date": pd.Timestamp("2030-01-01")}
    cycle = dataclasses.replace(REAL, tables={**REAL.tables, "cycle": pd.DataFrame([later])})
    late = planning.overdue(cycle)
    assert len(late) and words_of("{{over tijd}}", None, cycle) == str(len(late))
    assert words_of("{{indicatoren gemeten}} van {{indicatoren}}") == "1 van 2"


def test_every_post_and_year_gives_its_amount():
    rows = budget.allocation(REAL).dropna(subset=["year"])
    assert len(rows) > 50
    for row in rows.itertuples():
        assert fill(REAL, row.programme, f"post | {row.post} | {row.year}").replace("\u00a0", " ") == (
            euros(row.amount_eur)
        ), row.post


def typed(value: float, row) -> str:
    """Write a value of an indicator in Dutch."""
    text = f"{value:,.{row.decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text + "%" * (row.unit_short == "%")


def test_every_indicator_gives_its_baseline():
    given = 0
    for row in REAL.indicators[REAL.indicators["kind"].ne("category")].itertuples():
        programme, slug = row.indicator.split("/")
        baseline = "onbekend" if pd.isna(row.baseline) else typed(row.baseline, row)
        assert fill(REAL, programme, f"peilwaarde | {slug}") == baseline, row.indicator
        given += pd.notna(row.baseline)
    assert given > 10


def test_an_indicator_gives_its_measurement_and_verdict():
    words = {"not_yet_measured": "nog niet gemeten", "no_target": "geen doelwaarde", "no_baseline": "geen peilwaarde"}
    verdicts = indicators.verdict(REAL)
    for row in verdicts.groupby(["programme", "verdict"]).head(1).itertuples():
        programme, slug = row.indicator.split("/")
        assert fill(REAL, programme, f"meting | {slug}") == "nog niet gemeten", row.indicator
        assert fill(REAL, programme, f"oordeel | {slug}") == words[row.verdict], row.indicator


def test_a_target_is_given_by_its_year():
    by_key = {row.indicator: row for row in REAL.indicators.itertuples()}
    for row in REAL.indicator_targets.drop_duplicates("indicator", keep="last").itertuples():
        programme, slug = row.indicator.split("/")
        value = typed(row.target, by_key[row.indicator]) if pd.notna(row.target) else row.target_category
        value = {"at_least": "≥ ", "at_most": "≤ "}.get(row.relation, "") + str(value)
        if pd.isna(row.target) and pd.isna(row.target_category):
            value = {"to_be_determined": "n.t.b.", "set": "onbekend"}[row.status]
        assert fill(REAL, programme, f"doelwaarde | {slug} | {row.year}") == value, row.indicator


def test_measured_values_and_steps_of_a_scale_are_given():
    said = "{{peilwaarde | bomen}}, {{doelwaarde | bomen | 2020}}, {{meting | bomen}}, {{oordeel | bomen}}"
    assert words_of(said) == "0, 50, 48, op koers"
    said = "{{peilwaarde | label}}, {{doelwaarde | label | 2021}}, {{meting | label}}, {{oordeel | label}}"
    assert words_of(said, "wonen") == "C, B, nog niet gemeten, nog niet gemeten"
    assert words_of("{{groen: peilwaarde | tevreden}}", "wonen") == "60%"


def category(step: str = "fair", **columns):
    """Make a cycle with one indicator that is a category, measured at the second step of its scale."""
    row = {"indicator": "alpha/a", "kind": "category", "scale": "mood", "baseline_year": 2018}
    return make_cycle(
        indicators=[row | {"baseline_category": step} | columns],
        indicator_targets=[
            {"indicator": "alpha/a", "year": 2020, "target_category": step},
            {"indicator": "alpha/a", "year": 2021, "status": "to_be_determined", "note": "later"},
        ],
        observations=[{"indicator": "alpha/a", "date": "2019-05-01", "category": step}],
        scales=[{"scale": "mood", "category": name, "rank": rank} for rank, name in enumerate(["bad", step], 1)],
    )


def test_a_category_without_a_baseline_or_target_is_unknown():
    said = "{{peilwaarde | a}}, {{doelwaarde | a | 2021}}"
    assert words_of(said, "alpha", category(baseline_category=None)) == "onbekend, n.t.b."


def test_the_phases_of_an_amount_are_never_added_up():
    phases = {"approved": 600.0, "adjusted": 700.0, "executed": 650.0}
    rows = [{"year_from": 2019, "amount_eur": amount, "phase": phase} for phase, amount in phases.items()]
    assert words_of("{{post | Post | 2019}}", "alpha", make_cycle(budget=rows)) == "€ 700"


# What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("besteed", f"toegestaan is: {EVERYTHING}"),
        ("Doelen", f"toegestaan is: {EVERYTHING}"),
        ("", f"toegestaan is: {EVERYTHING}"),
        (" ", f"toegestaan is: {EVERYTHING}"),
        ("doelen | 3", f"toegestaan is: {EVERYTHING}"),
        ("wonen:", f"toegestaan is: {EVERYTHING}"),
        ("wonen: besteed", f"toegestaan is: {EVERYTHING}"),
        ("hout: doelen", "voor de dubbele punt is toegestaan: groen, wonen"),
        ("geheel: doelen", "voor de dubbele punt is toegestaan: groen, wonen"),
        (": doelen", "voor de dubbele punt is toegestaan: groen, wonen"),
        ("groen: wonen: doelen", "voor de dubbele punt is toegestaan: groen, wonen"),
        ("post", "zo hoort het: {{post | naam van de post | jaar}}"),
        ("post | Bomen", "zo hoort het: {{post | naam van de post | jaar}}"),
        ("post | Bomen | 2020 | 2021", "zo hoort het: {{post | naam van de post | jaar}}"),
        ("peilwaarde", "zo hoort het: {{peilwaarde | indicator}}"),
        ("doelwaarde | bomen", "zo hoort het: {{doelwaarde | indicator | jaar}}"),
        ("meting | bomen | 2020", "zo hoort het: {{meting | indicator}}"),
        ("oordeel", "zo hoort het: {{oordeel | indicator}}"),
        ("post | Struiken | 2020", "toegestaan als post is: Bomen; Parken"),
        ("post | Raad | 2020", "toegestaan als post is: Bomen; Parken"),
        ("post | Bomen | 2031", "toegestaan als jaar is: 2020"),
        ("wonen: post | Onderzoek | 2020", "toegestaan als jaar is: 2020-2021"),
        ("wonen: post | Bomen | 2020", "toegestaan als post is: Onderzoek"),
        ("peilwaarde | struiken", "toegestaan als indicator is: bomen; tevreden"),
        ("doelwaarde | label | 2021", "toegestaan als indicator is: bomen; tevreden"),
        ("meting | groen/bomen", "toegestaan als indicator is: bomen; tevreden"),
        ("wonen: oordeel | bomen", "toegestaan als indicator is: label"),
        ("doelwaarde | bomen | 2031", "toegestaan als jaar is: 2020, 2021"),
    ],
)
def test_what_does_not_exist_is_refused_with_file_line_and_what_is_allowed(said, allowed):
    text = f"# Kop\n\nEen zin, en {{{{{said}}}}}.\n"
    assert faults_of(text) == [f"toelichting/groen.md:3: er staat '{{{{{said}}}}}', {allowed}"]


@pytest.mark.parametrize("name", ROWS)
def test_the_explanation_of_all_programmes_names_the_programme_of_a_row(name):
    typed_in = " | ".join([name, *["x"] * len(ROWS[name][1:])])
    assert faults_of(f"{{{{{typed_in}}}}}", None) == [
        f"toelichting/geheel.md:1: er staat '{{{{{typed_in}}}}}', noem ervoor het programma, met een dubbele punt, "
        f"zoals {{{{groen: {typed_in}}}}}; toegestaan is: groen, wonen"
    ]
    with pytest.raises(Unknown, match="toegestaan als (post|indicator) is"):
        fill(BASE, None, f"groen: {typed_in}")


def test_every_fault_of_every_explanation_is_reported_at_once():
    texts = {"geheel": "{{a}}\n\n{{b}} {{c}}", "wonen": "{{d}} {{doelen}}"}
    with pytest.raises(FigureErrors) as refusal:
        explanations.check(dataclasses.replace(BASE, explanations=texts))
    assert [(fault.file, fault.row, fault.found[-6:-1]) for fault in refusal.value.faults] == [
        ("toelichting/geheel.md", 1, "{{a}}"),
        ("toelichting/geheel.md", 3, "{{b}}"),
        ("toelichting/geheel.md", 3, "{{c}}"),
        ("toelichting/wonen.md", 1, "{{d}}"),
    ]


def test_the_explanations_of_the_repository_name_only_what_exists():
    assert explanations.check(REAL) is None and "geheel" in REAL.explanations


@pytest.fixture
def written(tmp_path):
    """Give a way to write explanations beside the valid figures; it gives the data folder."""

    def write(**files: bytes | str) -> Path:
        data_dir = tmp_path / "data"
        shutil.copytree(TESTS / "base", data_dir, dirs_exist_ok=True)
        folder = data_dir / "cycles" / "2020-begroting" / "toelichting"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            name = name.replace("_", ".") if "_" in name else f"{name}.md"
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return data_dir

    return write


@pytest.mark.parametrize("command", ["validate", "build"])
def test_an_unknown_number_stops_the_commands_before_anything_is_made(command, written, tmp_path, capsys):
    data_dir = written(groen="Een\n{{besteed}}\n")
    output = ["--output", str(tmp_path / "html")] if command == "build" else []
    assert main([command, "--data", str(data_dir), *output]) == 1
    said = capsys.readouterr().err
    assert "toelichting/groen.md:2: er staat '{{besteed}}', toegestaan is: beschikbaar;" in said
    assert "Traceback" not in said and not (tmp_path / "html").exists()


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"hout": "Niets."},
            "toelichting/hout.md: dit bestand hoort niet bij de toelichtingen, "
            "toegestaan zijn: geheel.md, groen.md, wonen.md",
        ),
        (
            {"groen_txt": "Niets."},
            "toelichting/groen.txt: dit bestand hoort niet bij de toelichtingen, "
            "toegestaan zijn: geheel.md, groen.md, wonen.md",
        ),
        (
            {"groen": "Caf\u00e9".encode("latin-1")},
            "toelichting/groen.md:1: er staat een teken dat geen UTF-8 is, sla het op als UTF-8",
        ),
        (
            {"groen": "x".encode("utf-16")},
            "toelichting/groen.md:1: er staat een teken dat geen UTF-8 is, sla het op als UTF-8",
        ),
        *(
            (
                {"geheel": f"# Kop\r\n\r\nBel of schrijf: {contact}\r\n"},
                "toelichting/geheel.md:3: er staat een e-mailadres of telefoonnummer, "
                "dat wordt niet gepubliceerd; haal het weg",
            )
            for contact in (
                "jan@example.nl",
                "0612345678",
                "06-12345678",
                "06 12345678",
                "0546-123456",
                "MailTo:jan",
                "tel:112",
            )
        ),
        *(
            (
                {"wonen": f"Een\n\ntwee {sign} drie"},
                f"toelichting/wonen.md:3: er staat een onzichtbaar teken (U+{ord(sign):04X}), "
                "haal het weg; typ de tekst zo nodig opnieuw",
            )
            for sign in "\u202e\u200b\u0000\u001b\u0085\ue000\ufeff\r"
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else ascii(value)[:60],
)
def test_a_file_that_cannot_be_published_is_refused_with_its_place(files, fault, written):
    with pytest.raises(FigureErrors) as refusal:
        load_cycle("2020-begroting", written(**files))
    assert [str(found) for found in refusal.value.faults] == [fault]


def test_faults_in_figures_and_explanations_are_reported_together(written):
    data_dir = written(groen="jan@example.nl", hout="Niets.", wonen="tel:112")
    shutil.copy(TESTS / "broken" / "amount-with-decimal-comma" / "budget.csv", data_dir / "cycles" / "2020-begroting")
    with pytest.raises(FigureErrors) as refusal:
        load_cycle("2020-begroting", data_dir)
    assert {fault.file for fault in refusal.value.faults} == {
        "budget.csv",
        "toelichting/groen.md",
        "toelichting/hout.md",
        "toelichting/wonen.md",
    }


def test_a_file_is_not_called_unknown_because_the_programmes_cannot_be_read(written):
    data_dir = written(groen="Goed.")
    path = data_dir / "cycles" / "2020-begroting" / "programmes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("title", "titel", 1), encoding="utf-8")
    with pytest.raises(FigureErrors) as refusal:
        load_cycle("2020-begroting", data_dir)
    assert {fault.file for fault in refusal.value.faults} == {"programmes.csv"}


def test_a_programme_may_not_be_called_as_the_explanation_of_all(written):
    data_dir = written(geheel="Alles.")
    with (data_dir / "cycles" / "2020-begroting" / "programmes.csv").open("a", encoding="utf-8") as file:
        file.write("geheel,Geheel,3,2019,2022,,,,Alles.,begroting,blz. 3,\n")
    with pytest.raises(FigureErrors, match="programmes.csv:4: programme: er staat 'geheel', geheel.md is de toelicht"):
        load_cycle("2020-begroting", data_dir)


def test_a_byte_order_mark_and_the_line_ends_of_windows_make_no_difference(written):
    text = "# Kop\n\nEr zijn {{doelen}} doelen.\n\n- een\n- twee\n"
    data_dir = written(groen=text, wonen=b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    cycle = load_cycle("2020-begroting", data_dir)
    one, other = (str(explanations.shown(cycle, programme).html) for programme in ("groen", "wonen"))
    assert "<h3>Kop</h3>\n<p>Er zijn 2 doelen.</p>" in one
    assert other == one.replace("2 doelen", "1 doelen")


@pytest.mark.parametrize("text", [b"", b"\xef\xbb\xbf", b" \r\n\t\r\n"])
def test_an_empty_file_and_no_file_say_that_nothing_was_explained_yet(text, written):
    cycle = load_cycle("2020-begroting", written(groen=text))
    for programme in ("groen", "wonen", None):
        assert repr(explanations.shown(cycle, programme)) == "Bij deze uitgave is nog geen toelichting gegeven."


def test_the_overview_says_which_programmes_did_get_an_explanation(written):
    cycle = load_cycle("2020-begroting", written(groen="Het gaat goed."))
    told = "Op alle programma’s samen is geen toelichting gegeven; wel op de bladzijde van Groen."
    assert repr(explanations.shown(cycle, None)) == told


# Markdown and markup ---------------------------------------------------------------------------------------------

ELEMENTS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "h5", "h6", "blockquote", "code", "pre"}
ELEMENTS |= {"table", "thead", "tbody", "tr", "th", "td", "hr", "br", "div"}
#: What an attribute may say. A browser drops tabs and line ends from an address before it reads the scheme.
ATTRIBUTES = {
    "href": lambda value: re.match(r"(?i)https?:|(?![a-z][a-z0-9+.-]*:)", re.sub(r"[\0- ]", "", value)),
    "class": lambda value: re.fullmatch(r"uitleg-programma|language-\S+", value),
    "start": str.isdecimal,
    "style": lambda value: re.fullmatch(r"text-align:(left|right|center)", value),
}


class Shown(HTMLParser):
    """Read the HTML of an explanation, and keep what may not stand in it."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.wrong, self.tags, self.text = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in ELEMENTS:
            self.wrong.append(f"<{tag}>")
        self.wrong += [
            f'{name}="{value}"' for name, value in attrs if not ATTRIBUTES.get(name, lambda value: False)(value or "")
        ]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data):
        self.wrong.append(f"<![{data}]>")

    def handle_pi(self, data):
        self.wrong.append(f"<?{data}>")


RAW = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://elders.example/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<img/src='x'/onerror='alert(1)'",
    "<svg onload=alert(1)>",
    '"><svg/onload=alert(1)//',
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="#" onclick="alert(1)">x</a>',
    "<style>@import 'https://elders.example/x.css';</style>",
    '<p style="position:fixed;inset:0">x</p>',
    '<div onmouseover="alert(1)">x</div>',
    '<link rel="stylesheet" href="https://elders.example/x.css">',
    '<meta http-equiv="refresh" content="0;url=https://elders.example">',
    '<base href="https://elders.example/">',
    '<form action="https://elders.example"><button>x</button></form>',
    "<object data='data:text/html,x'></object>",
    "<embed src='javascript:alert(1)'>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<template><b>x</b></template>",
    "<!-- een opmerking -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<x onclick=alert(1)>",
    "<b>vet</b>",
    "</div></div><h1>kop</h1>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src='https://elders.example/pixel.gif'>",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](java\\script:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](<\tjavascript:alert(1)>)",
    "[x](&Tab;javascript:alert(1))",
    "[x](&NewLine;javascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](j%61vascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: JAVASCRIPT:alert(1) 'x'\n\n[x][x] [y][x]",
    "[x]: data:text/html,x\n\n[x][]",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "![x](javascript:alert(1))",
    "![x](https://elders.example/pixel.gif)",
    '![x](x" onerror="alert(1))',
    "![x][y]\n\n[y]: https://elders.example/pixel.gif",
    "[![x](https://elders.example/pixel.gif)](https://elders.example)",
    '[x](https://elders.example/"onclick="alert(1))',
    "[x](https://elders.example/'><script>alert(1)</script>)",
    '<https://elders.example/"onclick=alert(1)>',
    "```js onclick=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    '```"onclick="alert(1)\nx\n```',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script>x</script> | b |\n| :-- | --: |\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "# <script>alert(1)</script>",
    "{{doelen}}}}<script>alert(1)</script>",
    "{ {doelen} }<script>alert(1)</script>",
    "<script>{{doelen}}</script>",
    "[{{doelen}}](javascript:{{doelen}})",
    "<img src={{doelen}} onerror={{doelen}}>",
    "{% if 1 %}<script>alert(1)</script>{% endif %}",
]
#: Places in a text where a payload of one line can stand.
PLACES = [
    "{}",
    "Een zin {} en meer.",
    "- {}",
    "> {}",
    "## {}",
    "**{}**",
    "| a | b |\n| - | - |\n| {} | {{{{doelen}}}} |",
]


@pytest.mark.parametrize("payload", [*RAW, *LINKS])
def test_nothing_but_plain_elements_and_safe_addresses_comes_out_of_an_explanation(payload):
    places = PLACES if "\n" not in payload else PLACES[:1]
    for place in places:
        for programme in ("groen", None):
            shown = Shown(html_of(place.format(payload), programme))
            assert shown.wrong == [] and shown.text.strip(), place


@pytest.mark.parametrize("payload", RAW)
def test_raw_html_is_shown_as_it_was_typed(payload):
    typed_in = payload if "&" not in payload else Shown(payload).text
    assert Shown(html_of(f"Er staat {payload}")).text.strip() == f"Er staat {typed_in}"


SCHEMES = [
    "[x](data:image/png;base64,AAAA)",
    "[x](data:image/gif;base64,R0lGOD)",
    "[x](mail&#116;o:jan)",
    "[x](&#116;el:112)",
    "[x](ftp://elders.example/x)",
    "[x](feed:javascript:alert(1))",
    "[x](view-source:javascript:alert(1))",
    "[x](blob:https://elders.example/x)",
    "[x](intent:x)",
    "<irc://elders.example>",
    "<ms-settings:x>",
]


@pytest.mark.parametrize("payload", SCHEMES)
def test_an_address_is_of_the_web_or_of_the_book_itself(payload):
    assert Shown(html_of(payload)).wrong == []


def test_a_link_has_an_address_and_nothing_else():
    assert Shown(html_of('[x](https://elders.example "een titel")')).wrong == []


@pytest.mark.parametrize("payload", [*RAW, "x' onclick='alert(1)", "{{doelen", "\u202ejavascript", "*" * 400])
def test_markup_in_an_argument_is_refused_and_shown_nowhere(payload):
    for said in (payload, f"{payload}: doelen", f"post | {payload} | 2020", f"post | Bomen | {payload}"):
        faults = faults_of(f"Een\n\n{{{{{said}}}}}")
        assert len(faults) == 1 and faults[0].startswith("toelichting/groen.md:3: er staat '{{")
        assert "\u202e" not in faults[0]


@pytest.mark.parametrize("payload", [*RAW, *LINKS[:3], "*x* `x` $x$ <https://x> [x](https://x) ![x](https://x)", "# x"])
def test_what_people_typed_in_the_figures_is_text_where_a_number_is_shown(payload):
    text = "{{peilwaarde | a}} en {{meting | a}}\n\n- {{peilwaarde | a}}\n\n# {{peilwaarde | a}}\n\n"
    text += "| {{doelwaarde | a | 2020}} | b |\n| - | - |\n| `{{peilwaarde | a}}` | [{{peilwaarde | a}}](x) |"
    shown = Shown(html_of(text, "alpha", category(payload)))
    assert shown.wrong == [] and shown.text.count(payload) == 7
    post = payload.replace("|", "").strip()
    cycle = make_cycle(budget=[{"post": post, "year_from": 2019, "amount_eur": 5.0}])
    assert words_of(f"{{{{post | {post} | 2019}}}}", "alpha", cycle) == "€ 5"


def test_headings_stand_below_those_of_the_page():
    text = "".join(f"{'#' * depth} Kop {depth}\n\n" for depth in range(1, 7)) + "Een\n===\n\nTwee\n---\n"
    tags = [tag for tag in Shown(html_of(text)).tags if tag != "div"]
    assert tags == ["h3", "h4", "h5", "h6", "h6", "h6", "h3", "h4"]


def test_what_people_write_in_markdown_is_shown():
    text = """Een **vette** en *schuine* zin, met een [verwijzing](../cijferkwaliteit.html#x) en [site](https://a.nl/?b=c).

3. drie
4. vier

- punt

> citaat

| Post | Bedrag |
| :--- | ---: |
| Bomen | {{post | Bomen | 2020}} |

`code`

---
"""
    html = html_of(text)
    shown = Shown(html)
    assert shown.wrong == []
    assert ELEMENTS - {"h3", "h4", "h5", "h6", "pre", "br"} == set(shown.tags)
    assert '<a href="../cijferkwaliteit.html#x">' in html and '<a href="https://a.nl/?b=c">' in html
    assert '<ol start="3">' in html and '<td style="text-align:right">€\u00a0600</td>' in html


def test_a_number_in_an_address_is_that_number():
    assert 'href="bomen.html?n=2"' in html_of("[x](bomen.html?n={{doelen}})")


def test_nobody_can_type_the_mark_of_a_placeholder():
    assert words_of("&#xE000;0&#xE001; {{doelen}}") != "2 2"


def test_a_placeholder_that_an_editor_broke_over_two_lines_is_filled_or_refused():
    try:
        assert "{{" not in html_of("Samen {{uren per\nweek}}.")
    except FigureErrors as error:
        assert "toelichting/groen.md:1" in str(error)
