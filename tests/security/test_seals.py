import hashlib
import hmac
import unicodedata
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.security.seals import FIRST, Sealer, digest, part_digest, short_form

SALT = bytes(range(16))
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), values, max_size=3),
    max_leaves=6,
)
CONTENTS = st.dictionaries(st.sampled_from(["note", "mark", "minutes", "plan"]), VALUES)
BYTES = st.binary(max_size=40)
SIGNINGS = st.tuples(
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["session", "addendum"]),
    st.integers(1, 10**9),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds")),
    st.integers(1, 1000),
    st.lists(BYTES, max_size=4),
)
SEALER = Sealer(b"k" * 32)
SIGNING = (FIRST, "session", 7, "2026-11-21T20:15:00", 3, [b"d" * 32, b"e" * 32])


def test_a_digest_can_be_computed_without_peerdesk():
    canonical = '{"mark":"P","minutes":null,"note":"शांत था","tags":["a",1,true]}'
    content = {"note": "शांत था", "mark": "P", "tags": ("a", 1, True), "minutes": None}
    assert digest(SALT, content) == hmac.new(SALT, canonical.encode(), hashlib.sha256).digest()


@given(CONTENTS)
def test_the_order_and_the_kind_of_mapping_do_not_count(content):
    turned = MappingProxyType(dict(reversed(content.items())))
    assert digest(SALT, turned) == digest(SALT, content)


@given(TEXT)
def test_letters_composed_in_another_way_give_the_same_digest(text):
    assert digest(SALT, {"note": unicodedata.normalize("NFD", text)}) == digest(SALT, {"note": text})


@given(TEXT, TEXT)
def test_another_text_gives_another_digest(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (digest(SALT, {"note": one}) == digest(SALT, {"note": other})) is same


def test_values_that_look_alike_are_told_apart():
    alike = [None, "", "null", 0, "0", False, 1, "1", True, [], {}, [1], ["1"], {"1": 1}]
    assert len({digest(SALT, {"value": value}) for value in alike}) == len(alike)


def test_the_same_mark_of_two_members_has_two_digests():
    assert digest(SALT, {"mark": "A"}) != digest(SALT[::-1], {"mark": "A"})


@pytest.mark.parametrize("salt", [b"", bytes(15)], ids=["none", "short"])
def test_a_digest_without_a_good_salt_is_refused(salt):
    with pytest.raises(ValueError, match="salt"):
        digest(salt, {"mark": "P"})


@pytest.mark.parametrize("value", [1.5, float("nan"), b"bytes", date(2026, 11, 21), {1: "x"}, [{2.0}]], ids=repr)
def test_what_has_no_single_written_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        digest(SALT, {"value": value})


def test_two_spellings_of_one_key_are_refused():
    with pytest.raises(ValueError, match="two keys"):
        digest(SALT, {"caf\u00e9": 1, "cafe\u0301": 2})


@given(SIGNINGS)
def test_a_seal_is_known_again(signing):
    assert Sealer(SEALER.key).verify(SEALER.seal(*signing), *signing)


@given(SIGNINGS, SIGNINGS)
def test_a_seal_fits_nothing_else(signing, other):
    assert SEALER.verify(SEALER.seal(*signing), *other) is (signing == other)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, b"p" * 32),
        (1, "addendum"),
        (2, 8),
        (3, "2026-11-21T20:15:01"),
        (4, 4),
        (5, [b"e" * 32, b"d" * 32]),
        (5, [b"d" * 32]),
        (5, [b"d" * 32 + b"e" * 32]),
        (5, [b"d" * 32, b"e" * 32, b""]),
    ],
    ids=["previous", "kind", "subject", "moment", "signer", "order", "one gone", "two joined", "one more"],
)
def test_any_change_breaks_the_seal(place, value):
    changed = (*SIGNING[:place], value, *SIGNING[place + 1 :])
    assert not SEALER.verify(SEALER.seal(*SIGNING), *changed)


def test_text_cannot_move_from_one_field_to_the_next():
    one = SEALER.seal(FIRST, "session", 12, "3", 4, [])
    assert not SEALER.verify(one, FIRST, "session1", 2, "3", 4, [])
    assert not SEALER.verify(one, FIRST, "session", 1, "23", 4, [])


def test_a_record_taken_out_breaks_the_next_seal():
    first = SEALER.seal(FIRST, "session", 1, "2026-11-20T20:00:00", 3, [])
    second = SEALER.seal(first, "session", 2, "2026-11-21T20:00:00", 3, [])
    assert SEALER.verify(second, first, "session", 2, "2026-11-21T20:00:00", 3, [])
    assert not SEALER.verify(second, FIRST, "session", 2, "2026-11-21T20:00:00", 3, [])


def test_nobody_seals_without_the_key():
    assert not SEALER.verify(Sealer(b"x" * 32).seal(*SIGNING), *SIGNING)


@given(st.binary(max_size=40))
def test_no_bytes_whatever_pass_as_a_seal(forged):
    assert not SEALER.verify(forged, *SIGNING)


def test_paper_shows_the_first_fifty_bits():
    assert short_form(bytes(32)) == "0000-0000-00"
    assert short_form(b"\xff" * 6 + b"\xc0" + bytes(25)) == "ZZZZ-ZZZZ-ZZ"
    assert short_form(b"\x08" + bytes(31)) == "1000-0000-00"


def test_a_log_line_does_not_show_the_key():
    assert repr(Sealer(b"secret")) == "Sealer()"


@pytest.mark.parametrize("length", [0, 15, 17])
def test_the_salt_of_a_part_has_16_bytes(length):
    with pytest.raises(ValueError, match="16 bytes"):
        part_digest(bytes(length), "note 1 NULL")
