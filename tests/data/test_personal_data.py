"""The quick look at a whole column misses no address or telephone number that the rule would find in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.personal_data import EMAIL, PHONE, _may_reach_someone

BEGIN = st.sampled_from(["0", "06", "+31", "+31 6", "+31(0)6", "+31 (0) 54", "00316", "0031 5", "054"])
DIGITS = st.text("0123456789 -", min_size=6, max_size=14)


@given(text=st.builds("{}{}{}".format, st.text("a 0-", max_size=2), BEGIN, DIGITS))
def test_a_number_is_seen_among_other_cells(text):
    if PHONE.search(text):
        assert _may_reach_someone(f"Brug\0{text}\0Tuin")


@pytest.mark.parametrize(
    "text", ["06-12345678", "+31 (0)6 12 34 56 78", "0031 6 12345678", "0546-123456", "020 1234567"]
)
def test_usual_ways_to_write_a_number_are_seen(text):
    assert PHONE.search(text) and _may_reach_someone(text)


def test_an_address_is_seen_and_ordinary_text_is_passed_over():
    assert EMAIL.search("a@b.nl") and _may_reach_someone("Brug\0a@b.nl")
    assert not _may_reach_someone("In 2020 en 2021 is er 1.200.000 euro\0Bijlage 3, 10-12")
