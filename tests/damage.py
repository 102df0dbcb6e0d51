"""Damage to files: bytes lost, turned or doubled, other encodings, lines and columns in another place (hypothesis).

And what a reader may say of such a file: sentences that name it, in Dutch, without a word of Python.
"""

import csv
import io
import re

from hypothesis import strategies as st

#: What editors, other spreadsheets, other systems and accidents leave in a file.
PIECES = [
    b"\x00", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b'"', b'""', b"'", b",", b";", b"\t", b"\xff", b"\xe9", b"\x1a", b"\x1b[2J",
    b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xed\xa0\x80", b"1e999", b"NaN", b"-inf", b"9" * 400, b"-" + b"9" * 400, b"0." + b"0" * 400 + b"1",
    b"x" * 3_000, b"{{", b"}}", b"[" * 50, b"{", b"null", b"=1+1", b"../../etc/passwd", b"<b>",
    b"<script>alert(1)</script>", b"[x](javascript:alert(1))", b"2020-02-30", b"0000-00-00",
    "١٢٣".encode(), "Ⅷ".encode(), "a\u0301".encode(), b"true", b"True",
]  # fmt: skip
#: No word of these belongs in a sentence for a reader.
ENGLISH = re.compile(r"\b(Traceback|Error|Exception|invalid|codec|decode|object|None|keyword)\b")


def changed(original: bytes):
    """Give the bytes of a file with one to three things wrong, and now and then bytes that are no such file at all."""

    @st.composite
    def draw_change(draw) -> bytes:
        if draw(st.integers(0, 4)) == 4:
            return draw(st.binary(max_size=200))
        content = original
        for _ in range(draw(st.integers(1, 3))):
            content = draw(st.sampled_from(CHANGES))(draw, content)
        return content

    return draw_change()


def _place(draw, content: bytes) -> int:
    return draw(st.integers(0, len(content)))


def turn_bytes(draw, content: bytes) -> bytes:
    raw = bytearray(content)
    for _ in range(draw(st.integers(1, 4)) if raw else 0):
        raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw)


def cut_off(draw, content: bytes) -> bytes:
    return content[: _place(draw, content)]


def cut_out(draw, content: bytes) -> bytes:
    start = _place(draw, content)
    return content[:start] + content[start + draw(st.integers(1, 60)) :]


def put_in(draw, content: bytes) -> bytes:
    place = _place(draw, content)
    return content[:place] + draw(st.sampled_from(PIECES)) + content[place:]


def double_or_drop_line(draw, content: bytes) -> bytes:
    lines = content.split(b"\n")
    place = draw(st.integers(0, len(lines) - 1))
    return b"\n".join(lines[:place] + [lines[place]] * draw(st.sampled_from([0, 2])) + lines[place + 1 :])


def in_another_encoding(draw, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(draw(st.sampled_from(["utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "utf-7"])), "replace")


def with_other_line_ends(draw, content: bytes) -> bytes:
    return content.replace(b"\n", draw(st.sampled_from([b"\r", b"\r\n", b"\n\r", b"\x0b", b"\xe2\x80\xa8"])))


def with_columns_swapped(draw, content: bytes) -> bytes:
    """Swap two cells of the first row only, or of all."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8", errors="replace").replace("\0", ""), newline="")))
    if not rows or len(rows[0]) < 2 or not draw(st.booleans()):
        return content.replace(b",", draw(st.sampled_from([b";", b"\t", b",,", b"|"])))
    one, other = (draw(st.integers(0, len(rows[0]) - 1)) for _ in "12")
    for row in rows[: 1 if draw(st.booleans()) else None]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue().encode("utf-8", "surrogatepass")


CHANGES = [
    turn_bytes, cut_off, cut_out, put_in, put_in, double_or_drop_line, in_another_encoding, with_other_line_ends, with_columns_swapped,
]  # fmt: skip


def is_told(error: Exception, name: str) -> bool:
    """Whether an error is a Dutch sentence that names the file, and nothing that a terminal would obey."""
    text = str(error)
    return name in text and not ENGLISH.search(text) and all(line.isprintable() for line in text.split("\n"))
