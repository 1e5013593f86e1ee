"""The door: what is known before a password is typed, and how long it stays shut after wrong ones."""

from datetime import timedelta

import pytest

from peerdesk.errors import AccessDenied
from peerdesk.services import door
from tests.centres import PASSWORD, at_ten
from tests.refusals import failure_of


def at(seconds):
    return lambda: at_ten() + timedelta(seconds=seconds)


def test_what_is_away_is_known_before_a_password(storage, folder):
    storage.close()
    assert door.what_is_lost(folder) == ""
    folder.keys.unlink()
    assert door.what_is_lost(folder) == ""  # its copy is there
    folder.keys_backup.unlink()
    assert door.what_is_lost(folder) == "keys-lost"
    folder.database.write_bytes(b"")
    assert door.what_is_lost(folder) == "record-lost"
    folder.database.unlink()
    assert door.what_is_lost(folder) == "record-lost"


def test_after_wrong_passwords_even_the_right_one_waits_and_another_person_does_not(counsellor, office, folder):
    for second in (0, 1, 2, 30):
        assert failure_of(door.unlock, folder, "ravi", "not this one", at(second)) == "wrong-password"
    with pytest.raises(AccessDenied, match="wait-after-failures") as refused:
        door.unlock(folder, "ravi", PASSWORD, at(31))
    assert refused.value.values == {"seconds": 9}
    assert door.unlock(folder, "kavita", PASSWORD, at(31)).user_name == "kavita"
    assert door.unlock(folder, "ravi", PASSWORD, at(600)).user_name == "ravi"
