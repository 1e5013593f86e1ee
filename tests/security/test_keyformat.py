"""A key file that was damaged or edited. `forged` is what somebody makes who knows the format, checksum and all."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.security.keyfile import KeyFile


def written(document):
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()


def forged(centre, edit):
    document = json.loads(centre.keys.to_bytes())
    del document["sha256"]
    edit(document)
    return written(document | {"sha256": sha256(written(document)).hexdigest()})


def code_of(data):
    with pytest.raises(StorageUnavailable) as caught:
        KeyFile.from_bytes(data)
    return caught.value.code


def test_the_forger_of_these_tests_knows_the_format(centre):
    assert forged(centre, lambda _document: None) == centre.keys.to_bytes()


@given(data=st.data(), flipped=st.integers(1, 255))
def test_any_flipped_bit_is_noticed(centre, data, flipped):
    damaged = bytearray(centre.keys.to_bytes())
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= flipped
    assert code_of(bytes(damaged)) == "key-file-damaged"


@given(data=st.data())
def test_a_file_cut_short_is_noticed(centre, data):
    whole = centre.keys.to_bytes()
    assert code_of(whole[: data.draw(st.integers(0, len(whole) - 1))]) == "key-file-damaged"


@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode))
def test_any_other_file_is_no_key_file(data):
    assert code_of(data) == "key-file-damaged"


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b"{}", b"[]", b"null", b"9" * 10_000, b'{"format": "\\ud800"}'], ids=lambda data: data[:9]
)
def test_json_of_another_kind_is_no_key_file(data):
    assert code_of(data) == "key-file-damaged"


def test_a_file_set_in_another_way_is_refused(centre):
    document = json.loads(centre.keys.to_bytes())
    assert code_of(json.dumps(document).encode()) == "key-file-damaged"
    assert code_of(centre.keys.to_bytes() + b"\n") == "key-file-damaged"


def test_the_file_of_a_later_peerdesk_is_told_from_a_damaged_one(centre):
    assert code_of(forged(centre, lambda document: document.update(version=4, slots="elsewhere"))) == "key-file-newer"


def first(document):
    return document["users"][0]


def exchange(document, part):
    one, other = document["users"]
    one[part], other[part] = other[part], one[part]


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: document.update(format="keys"),
        lambda document: document.update(version=0),
        lambda document: document.update(version=True),
        lambda document: document.update(version="1"),
        lambda document: document.update(version=2),
        lambda document: document.update(version=1),
        lambda document: document.update(keys=[]),
        lambda document: document.update(keys=document["keys"][0]),
        lambda document: document["keys"][0].update(surplus=1),
        lambda document: document["keys"][0].update(staff=True),
        lambda document: document["keys"][0].update(event="elected"),
        lambda document: document["keys"][0].update(role="queen"),
        lambda document: document["keys"][0].update(signing=document["vault"]),
        lambda document: first(document).update(staff=0),
        lambda document: first(document).update(staff=True),
        lambda document: first(document).pop("record"),
        lambda document: document.update(version=2, pending=None),
        lambda document: document.update(version=2, pending=first(document)),
        lambda document: document.update(version=2, pending=document["recovery"] | {"surplus": 1}),
        lambda document: document.update(vault="x" * 32),
        lambda document: document.update(vault=7),
        lambda document: document.update(serial=0),
        lambda document: document.update(serial=True),
        lambda document: document.update(serial=1.0),
        lambda document: document.update(surplus=1),
        lambda document: document.pop("vault"),
        lambda document: document.pop("recovery"),
        lambda document: document.update(recovery=first(document)),
        lambda document: document.update(users=[]),
        lambda document: document.update(users={}),
        lambda document: document.update(users=[first(document), first(document)]),
        lambda document: document["users"].append(first(document) | {"name": "BALBIR"}),
        lambda document: document["users"].append({"kind": "fingerprint"}),
        lambda document: first(document).update(name=""),
        lambda document: first(document).update(name=None),
        lambda document: first(document).update(role="coordinator"),
        lambda document: first(document).update(salt=""),
        lambda document: first(document).update(salt=first(document)["nonce"]),
        lambda document: first(document).update(nonce=first(document)["salt"]),
        lambda document: first(document).update(wrapped=first(document)["salt"]),
        lambda document: first(document).update(salt="*" * 24),
        lambda document: first(document).update(salt="A" * 21 + "B=="),
        lambda document: first(document).pop("nonce"),
        lambda document: first(document)["kdf"].update(name="pbkdf2"),
        lambda document: first(document)["kdf"].update(surplus=1),
        lambda document: first(document)["kdf"].update(memory=1024),
        lambda document: first(document)["kdf"].update(memory=2**40),
        lambda document: first(document)["kdf"].update(time=0),
        lambda document: first(document)["kdf"].update(time=10**6),
        lambda document: first(document)["kdf"].update(time=True),
        lambda document: first(document)["kdf"].update(lanes=0),
        lambda document: first(document)["kdf"].pop("lanes"),
        lambda document: first(document).pop("kdf"),
    ],
)
def test_an_edited_file_is_refused_though_its_checksum_is_right(centre, edit):
    assert code_of(forged(centre, edit)) == "key-file-damaged"


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: exchange(document, "name"),
        lambda document: document["users"][1].update({"name": "Asha Devi"}) or document["users"].pop(0),
        lambda document: first(document).update(name="asha devi"),
        lambda document: document.update(vault="0" * 32),
        lambda document: first(document)["kdf"].update(memory=19_457),
        lambda document: first(document)["kdf"].update(time=2),
        lambda document: exchange(document, "salt"),
        lambda document: exchange(document, "nonce"),
        lambda document: exchange(document, "wrapped"),
    ],
    ids=["names", "own slot, another's name", "spelling", "file", "memory", "time", "salts", "nonces", "wrapped keys"],
)
def test_a_slot_does_not_open_after_the_file_was_edited(centre, edit):
    keys = KeyFile.from_bytes(forged(centre, edit))
    for password in ("neem tree 12", "mango tree 34"):
        with pytest.raises(AccessDenied):
            keys.unlock("Asha Devi", password)


def test_the_recovery_slot_belongs_to_its_file(centre):
    keys = KeyFile.from_bytes(forged(centre, lambda document: document.update(vault="0" * 32)))
    with pytest.raises(AccessDenied):
        keys.unlock_with_recovery(centre.code)
