"""What an earlier PeerDesk wrote: it opens and holds for ever, or a centre loses its record and its signatures.

The values below were written once. Whoever changes one of these formats makes a new version of it and keeps this one.
"""

import json

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.passwords import KdfParameters
from peerdesk.security.seals import FIRST, Sealer, digest, short_form
from peerdesk.security.slots import UserSlot
from tests.security.conftest import AT, CHEAP, with_checksum

MASTER = "9fe38d032a28237554c60c7e8f02d6ce39140896344692af7683d1c3cb56dafb"
RECOVERY_CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-GA42"
KEY_FILE = """\
{
 "format": "peerdesk-keys",
 "recovery": {
  "nonce": "qNUb95iJKhgg1oiq",
  "salt": "FKd7qYdXgE6G82HT2kEyyA==",
  "wrapped": "Cut66SiuLcNXqLHGPWaM5rhDkxS05jmQgDgaHQIvZffe19cRls9PtmDZXpi+C0Qa"
 },
 "serial": 1,
 "sha256": "bf137c78f13f504406f4dcb14ebb371d19ac1d1893d0b0eddce2e6cbbd5cd354",
 "users": [
  {
   "kdf": {
    "lanes": 1,
    "memory": 19456,
    "name": "argon2id",
    "time": 1
   },
   "name": "मीना",
   "nonce": "Js2bgPmOxhLY/ltD",
   "salt": "b7ViK+1gMiFCHuWSwUVZzw==",
   "wrapped": "Fke/aWeTp8rL8BTU4jcjZ8TKlviQ/Xp+iRFCWnsDombH73gw34tYToE8v4HM9tVz"
  }
 ],
 "vault": "f036b9743597deebe7b11ae6a53fbc5d",
 "version": 1
}""".encode()

SECOND_CODE = "ZYXW-VTSR-QPNM-KJHG-FEDC-BA98-7654-3210-FW8V"
PENDING = """\
{
 "nonce": "vz1yLwAjm4VOWa3H",
 "salt": "XRW5PUjohcrVMsMc0jzJNA==",
 "wrapped": "rAXEaas5vINJ2qQSb7mFflY3GeUGux+n4vhykDjiIk2tj5rko6gc5Buyx/KqQ4uA"
}"""
"""The slot of a second code, as an earlier PeerDesk wrote it into a file of the second version."""


def test_a_key_file_of_the_first_release_opens_by_password_and_by_recovery_code():
    keys = KeyFile.from_bytes(KEY_FILE)
    assert keys.unlock("मीना", "नीम का पेड़ १२").master.key.hex() == MASTER
    assert keys.unlock_with_recovery(RECOVERY_CODE).master.key.hex() == MASTER


def test_a_key_file_of_the_first_release_is_written_as_it_was():
    assert KeyFile.from_bytes(KEY_FILE).to_bytes() == KEY_FILE


def test_a_key_file_with_a_second_code_of_an_earlier_peerdesk_opens_with_both_until_one_is_confirmed():
    document = json.loads(KEY_FILE) | {"pending": json.loads(PENDING), "serial": 2, "version": 2}
    data = with_checksum(document)
    keys = KeyFile.from_bytes(data)
    assert keys.to_bytes() == data
    assert {keys.unlock_with_recovery(code).master.key.hex() for code in (RECOVERY_CODE, SECOND_CODE)} == {MASTER}
    confirmed = keys.confirmed_by(SECOND_CODE, AT)
    assert confirmed.unlock_with_recovery(SECOND_CODE).master.key.hex() == MASTER
    with pytest.raises(AccessDenied):
        confirmed.unlock_with_recovery(RECOVERY_CODE)


def test_a_slot_of_the_first_release_is_renewed_under_the_same_password():
    keys = KeyFile.from_bytes(KEY_FILE)
    opened = keys.unlock("मीना", "नीम का पेड़ १२")
    assert opened.identity is None
    renewed = KeyFile.from_bytes(keys.renewed(opened, 1, Role.COORDINATOR, AT).to_bytes())
    again = renewed.unlock("मीना", "नीम का पेड़ १२")
    assert again.master.key.hex() == MASTER
    listed = renewed.key_list.of(1)
    assert (listed.event, listed.keys) == (KeyEvent.CHANGEOVER, again.identity.public)
    assert renewed.unlock_with_recovery(RECOVERY_CODE).master.key.hex() == MASTER


def test_an_old_sheet_brings_a_coordinator_back_in_until_there_is_a_new_one():
    keys = KeyFile.from_bytes(KEY_FILE)
    keys = keys.renewed(keys.unlock("मीना", "नीम का पेड़ १२"), 1, Role.COORDINATOR, AT)
    sheet = keys.unlock_with_recovery(RECOVERY_CODE)
    found = keys.with_password(sheet, "मीना", "पीपल का पेड़ ५", AT, CHEAP)
    assert found.key_list.of(1).event is KeyEvent.OLD_SHEET
    opened = found.unlock("मीना", "पीपल का पेड़ ५")
    with_sheet = found.with_pending_recovery(opened, SECOND_CODE, AT).confirmed_by(SECOND_CODE, AT)
    with pytest.raises(StorageUnavailable, match="not-vouched-for"):
        with_sheet.with_password(sheet, "मीना", "बरगद का पेड़ ७", AT, CHEAP)


def test_before_anybody_came_in_a_sheet_sets_a_password_as_it_did():
    keys = KeyFile.from_bytes(KEY_FILE)
    found = keys.with_password(keys.unlock_with_recovery(RECOVERY_CODE), "मीना", "पीपल का पेड़ ५", AT, CHEAP)
    assert found.unlock("मीना", "पीपल का पेड़ ५").identity is None
    assert not found.slots.entries


def test_a_signature_of_the_first_release_still_holds():
    content = {"mark": "P", "text": "नमस्ते", "list": [1, None, True], "at": {"b": 2, "a": "ñ"}}
    part = digest(bytes(range(16)), content)
    assert part.hex() == "d574bef0618450588038cc59375c22f5082697f250dc94a855e4606ebd611a72"
    seal = bytes.fromhex("8184bf8e3365a5c7c4dc349d9e1fe15ba8475f4c319dbeafb8f281c7b5e92ac5")
    record = (FIRST, "session", 412, "2026-11-18T10:00:00", 3, [part, bytes(32)])
    assert Sealer(bytes(32)).verify(seal, *record)
    assert short_form(seal) == "G62B-Z3HK-CP"


@pytest.mark.parametrize("lanes", [1, 2])
def test_a_login_made_on_a_stronger_pc_keeps_its_own_parameters(centre, lanes):
    keys = centre.keys.with_user(
        centre.asha, 3, Role.OFFICE, "Chitra", "banyan tree 56", AT, KdfParameters(19_456, 2, lanes)
    )
    again = KeyFile.from_bytes(keys.to_bytes())
    assert again.slots.users[-1].parameters == KdfParameters(19_456, 2, lanes)
    assert again.unlock("Chitra", "banyan tree 56").master.key == centre.master.key
    assert UserSlot.parse(keys.slots.users[-1].document()) == keys.slots.users[-1]
