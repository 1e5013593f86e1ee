"""What somebody's two keys do, and that they are of the right length or none."""

import pytest

from peerdesk.security.identity import Identity, PublicKeys, signed_by

LABEL = b"for a test"


@pytest.fixture
def asha() -> Identity:
    return Identity.new()


def test_what_was_kept_is_read_again(asha):
    assert Identity.parse(asha.secret) == asha
    assert Identity.new() != asha


@pytest.mark.parametrize("length", [0, 63, 65])
def test_an_identity_has_two_keys_of_32_bytes(length):
    with pytest.raises(ValueError, match="two keys"):
        Identity.parse(bytes(length))


@pytest.mark.parametrize(("signing", "opening"), [(31, 32), (32, 33), (0, 0)])
def test_a_public_key_has_32_bytes(signing, opening):
    with pytest.raises(ValueError, match="32 bytes"):
        PublicKeys(bytes(signing), bytes(opening))


def test_what_is_locked_up_for_somebody_opens_for_them_alone_and_under_its_label(asha):
    locked = asha.public.lock_up(b"the key", LABEL)
    assert asha.unlock(locked, LABEL) == b"the key"
    assert asha.public.lock_up(b"the key", LABEL) != locked
    for who, what, label in (
        (Identity.new(), locked, LABEL),
        (asha, locked, b"another"),
        (asha, locked[:-1], LABEL),
        (asha, b"", LABEL),
        (asha, bytes([locked[0] ^ 1]) + locked[1:], LABEL),
    ):
        assert who.unlock(what, label) is None


def test_a_signature_is_of_one_person_and_one_message(asha):
    signature = asha.sign(b"this")
    assert signed_by(asha.public.signing, signature, b"this")
    assert asha.public.vouch_for(signature, b"this")
    for signing, made, message in (
        (Identity.new().public.signing, signature, b"this"),
        (asha.public.signing, signature, b"that"),
        (asha.public.signing, signature[:-1], b"this"),
        (bytes(3), signature, b"this"),
    ):
        assert not signed_by(signing, made, message)


def test_private_keys_are_shown_in_no_message(asha):
    assert repr(asha) == "Identity()"
