from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from peerdesk.domain.access import Role
from peerdesk.errors import AccessDenied, InvalidInput, NotFound
from peerdesk.security import passwords
from peerdesk.security.key_list import Founding
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.password_recovery import new_code
from tests.security.conftest import AT, CHEAP


def refused(keys, user_name, password):
    with pytest.raises(AccessDenied) as caught:
        keys.unlock(user_name, password)
    return caught.value.code


def problems(act, *arguments):
    with pytest.raises(InvalidInput) as caught:
        act(*arguments)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_every_login_and_the_recovery_code_open_the_same_record(centre):
    assert centre.keys.unlock("Asha Devi", "neem tree 12").master == centre.master
    assert centre.keys.unlock("Balbir", "mango tree 34").master == centre.master
    assert centre.keys.unlock_with_recovery(centre.code.lower()).master == centre.master


def test_a_saved_file_opens_tomorrow(saved, centre):
    keys = KeyFile.load(saved)
    assert keys.unlock(" asha  DEVI ", "neem tree 12").master == centre.master
    assert not keys.restored_from_backup


def test_logins_are_listed_as_they_were_typed(centre):
    assert centre.keys.user_names == ("Asha Devi", "Balbir")


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(centre):
    assert refused(centre.keys, "Asha Devi", "mango tree 34") == "wrong-password"
    assert refused(centre.keys, "Nobody", "neem tree 12") == "wrong-password"


def test_an_unknown_name_costs_as_much_work_as_a_known_one(centre, monkeypatch):
    work = []

    def counted(**parameters):
        work.append(parameters | {"salt": len(parameters["salt"])})
        return Argon2id(**parameters)

    monkeypatch.setattr(passwords, "Argon2id", counted)
    refused(centre.keys, "Asha Devi", "wrong wrong")
    refused(centre.keys, "Nobody", "wrong wrong")
    assert len(work) == 2
    assert work[0] == work[1]


def test_a_mistyped_recovery_code_is_told_from_a_wrong_one(centre):
    assert problems(centre.keys.unlock_with_recovery, "ABCD") == [("recovery_code", "recovery-code-mistyped")]
    with pytest.raises(AccessDenied) as caught:
        centre.keys.unlock_with_recovery(new_code())
    assert caught.value.code == "wrong-recovery-code"


def test_a_new_login_leaves_the_others_alone(centre):
    keys = centre.keys.with_user(centre.asha, 3, Role.OFFICE, "  चंदा ", "पीपल का पेड़", AT, CHEAP)
    assert keys.user_names == ("Asha Devi", "Balbir", "चंदा")
    assert keys.unlock("चंदा", "पीपल का पेड़").master == centre.master.with_notes(None)
    assert keys.unlock("Balbir", "mango tree 34").master == centre.master


@pytest.mark.parametrize(
    ("user_name", "password", "expected"),
    [
        ("BALBIR ", "peepal tree", [("user_name", "user-name-taken")]),
        (" \u200d ", "peepal tree", [("user_name", "user-name-blank")]),
        ("balbir", "balbir", [
            ("user_name", "user-name-taken"),
            ("password", "password-too-short"),
            ("password", "password-is-user-name"),
        ]),
    ],
    ids=["taken", "blank", "everything"],
)  # fmt: skip
def test_a_login_that_cannot_be_made_says_all_that_is_wrong(centre, user_name, password, expected):
    assert problems(centre.keys.with_user, centre.asha, 3, Role.OFFICE, user_name, password, AT, CHEAP) == expected


def test_the_first_login_obeys_the_same_rules():
    assert problems(KeyFile.new, Founding.draw(AT), "", "short", new_code()) == [
        ("user_name", "user-name-blank"),
        ("password", "password-too-short"),
    ]


def test_a_changed_password_replaces_the_old_one(centre):
    keys = centre.with_new_password("balbir")
    assert keys.user_names == ("Asha Devi", "Balbir")
    assert keys.unlock("Balbir", "banyan tree 56").master == centre.master
    assert refused(keys, "Balbir", "mango tree 34") == "wrong-password"


def test_a_changed_password_obeys_the_rules(centre):
    assert problems(centre.keys.with_password, centre.asha, "Balbir", "  ", AT) == [("password", "password-blank")]


def test_a_login_taken_away_opens_nothing(centre):
    keys = centre.keys.without_user("balbir", centre.asha, AT)
    assert keys.user_names == ("Asha Devi",)
    assert refused(keys, "Balbir", "mango tree 34") == "wrong-password"


def test_the_last_login_cannot_be_taken_away(centre):
    assert problems(centre.keys.without_user("Balbir").without_user, "Asha Devi") == [("user_name", "last-user")]


def test_a_login_that_is_not_there_cannot_be_changed(centre):
    for act in (
        lambda: centre.keys.without_user("Nobody"),
        lambda: centre.with_new_password("Nobody"),
    ):
        with pytest.raises(NotFound) as caught:
            act()
        assert (caught.value.code, caught.value.values) == ("no-such-user", {"user_name": "Nobody"})


def test_a_new_recovery_sheet_makes_the_old_one_worthless(centre):
    code = new_code()
    keys = centre.keys.with_pending_recovery(centre.asha, code, AT).with_recovery_confirmed(centre.asha, AT)
    assert keys.unlock_with_recovery(code).master == centre.master
    with pytest.raises(AccessDenied):
        keys.unlock_with_recovery(centre.code)


def test_until_its_sheet_is_confirmed_a_new_code_opens_beside_the_old_one(centre):
    code = new_code()
    keys = KeyFile.from_bytes(centre.keys.with_pending_recovery(centre.asha, code, AT).to_bytes())
    assert keys.has_pending_recovery
    assert keys.unlock_with_recovery(code).master == keys.unlock_with_recovery(centre.code).master == centre.master
    assert keys.confirmed_by(centre.code, AT) is keys  # the old sheet says nothing of the new one
    confirmed = keys.confirmed_by(code, AT)
    assert not confirmed.has_pending_recovery
    with pytest.raises(AccessDenied):
        confirmed.unlock_with_recovery(centre.code)


def test_a_third_code_takes_the_place_of_the_second_that_nobody_confirmed(centre):
    second, third = new_code(), new_code()
    keys = centre.keys.with_pending_recovery(centre.asha, second, AT).with_pending_recovery(centre.asha, third, AT)
    with pytest.raises(AccessDenied):
        keys.unlock_with_recovery(second)
    assert keys.unlock_with_recovery(third).master == keys.unlock_with_recovery(centre.code).master == centre.master


def test_every_change_counts(centre):
    later = centre.keys.with_pending_recovery(centre.asha, centre.code, AT).without_user("Balbir")
    assert later.slots.serial == centre.keys.slots.serial + 2
    assert later.with_recovery_confirmed(centre.asha, AT).slots.serial == centre.keys.slots.serial + 3


def test_no_salt_or_nonce_is_used_twice(centre):
    keys = centre.with_new_password(password="mango tree 34")
    locks = [slot.content.lock for slot in (*centre.keys.slots.users, *keys.slots.users[1:], keys.slots.recovery)]
    assert len({lock.salt for lock in locks}) == len({lock.nonce for lock in locks}) == len(locks)


def test_the_master_key_and_the_passwords_are_nowhere_in_the_file(centre):
    data = centre.keys.to_bytes()
    assert b"neem" not in data
    assert b64encode(centre.master.key) not in data
    assert centre.code.encode() not in data


def test_a_key_file_from_a_backup_opens_without_a_folder(centre):
    assert KeyFile.from_bytes(centre.keys.to_bytes()).unlock("Balbir", "mango tree 34").master == centre.master
