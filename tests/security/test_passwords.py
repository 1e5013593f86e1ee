import pytest

from peerdesk.errors import InvalidInput
from peerdesk.security.passwords import (
    KEY_LENGTH,
    STANDARD,
    STRONG_ENOUGH,
    KdfParameters,
    derive_key,
    password_problems,
    pdf_password_problems,
    strength,
    user_key,
)

SALT = bytes(range(16))


def codes(password, user_name="Asha"):
    return [problem.code for problem in password_problems(password, user_name)]


def derived(password, salt=SALT, **parameters):
    return derive_key(password, salt, KdfParameters(**{"memory": 19_456, "time": 1} | parameters))


def test_the_standard_work_is_the_low_memory_choice_of_rfc_9106_with_one_lane():
    assert KdfParameters(memory=64 * 1024, time=3, lanes=1) == STANDARD


def test_a_key_is_made_as_other_programs_make_it():
    """The expected key was made with argon2-cffi, which carries the reference implementation."""
    key = derived("neem tree 12", b"0123456789abcdef")
    assert len(key) == KEY_LENGTH
    assert key.hex() == "225f6e15792347ae74db33e57e2ee32b9a170f635c0f505faa44f33fcb89e0af"


def test_password_salt_and_work_all_count():
    keys = {
        derived("neem tree 12"),
        derived("neem tree 13"),
        derived("neem tree 12", SALT[::-1]),
        derived("neem tree 12", memory=19_457),
        derived("neem tree 12", time=2),
    }
    assert len(keys) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9 caf\u00e9", "cafe\u0301 cafe\u0301"),
        ("\u0958\u0932\u092e123", "\u0915\u093c\u0932\u092e123"),
        ("password", "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44"),
    ],
    ids=["accents", "Devanagari nukta", "full width"],
)
def test_one_password_from_two_keyboards_is_the_same(one, other):
    assert derived(one) == derived(other)


@pytest.mark.parametrize(
    "parameters",
    [
        {"memory": 19_455},
        {"memory": 262_145},
        {"time": 0},
        {"time": 17},
        {"lanes": 0},
        {"lanes": 5},
        {"time": True},
        {"time": 3.0},
    ],
    ids=str,
)
def test_work_out_of_bounds_cannot_be_asked_for(parameters):
    with pytest.raises(ValueError, match="out of bounds"):
        KdfParameters(**parameters)


def test_nor_more_work_altogether_than_four_usual_guesses():
    assert KdfParameters(memory=262_144, time=3)
    with pytest.raises(ValueError, match="cost too much"):
        KdfParameters(memory=262_144, time=4)


@pytest.mark.parametrize(
    "password",
    ["neem tree river", "gx7kw2pq9d", "नीम का पेड़ १२", "ਨਿੰਮ ਦਾ ਰੁੱਖ", "om ki sham", "  mango  tree 34  "],
)
def test_ten_characters_or_three_words_that_nobody_would_try_are_enough(password):
    assert codes(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "qwertyuiop",
        "password12",
        "aaaaaaaaaa",
        "9876543210",
        "jaimatadi1",
        "India12345",
        "ram ram ram",
        "1 2 3 4 5 6",
    ],
)
def test_what_everybody_would_try_is_refused(password):
    assert codes(password) == ["password-easy"]


def test_what_is_short_is_never_called_good():
    assert strength("gx7kw2pq9") == STRONG_ENOUGH - 1
    assert strength("gx7kw2pq9d") >= STRONG_ENOUGH


def test_names_that_anybody_would_try_are_refused():
    assert codes("navjeevan 12", "asha") == []
    [problem] = password_problems("navjeevan 12", "asha", ("Asha Kulkarni", "Navjeevan Kendra"))
    assert problem.code == "password-easy"
    assert codes("AshaKulkarni26", "asha") == []
    assert [problem.code for problem in password_problems("AshaKulkarni26", "asha", ("Asha Kulkarni",))] == [
        "password-easy"
    ]


def test_a_very_long_password_is_looked_at_in_no_time():
    assert codes("river stone mango " * 200) == []


@pytest.mark.parametrize("password", ["", " ", "          ", "\t\n\u00a0\u2003        "])
def test_a_blank_password_is_refused_as_blank_alone(password):
    assert codes(password) == ["password-blank"]


def test_a_short_password_is_told_how_long_it_must_be():
    [problem] = password_problems("neemtree9", "Asha")
    told = {"least": 10, "words": 3}
    assert (problem.field, problem.code, dict(problem.values)) == ("password", "password-too-short", told)


@pytest.mark.parametrize("password", ["Asha Devi 2", "asha devi 2", "  ASHA   DEVI 2 "])
def test_the_user_name_is_no_password(password):
    assert codes(password, "Asha Devi 2") == ["password-is-user-name"]


def test_every_problem_is_told_at_once():
    assert codes("asha", "Asha") == ["password-too-short", "password-is-user-name"]


@pytest.mark.parametrize(
    "typed",
    ["asha devi 2", " ASHA  DEVI 2 ", "Asha\u00a0Devi २", "\uff21sha Devi ੨", "Asha De\u200dvi 2"],
)
def test_a_user_name_is_known_however_it_is_typed(typed):
    assert user_key(typed) == user_key("Asha Devi 2")


def test_different_user_names_stay_different():
    names = ["Asha", "Asha Devi", "AshaDevi", "आशा", "ਆਸ਼ਾ", "Asha 2", "Ásha"]
    assert len(set(map(user_key, names))) == len(names)


def test_a_user_name_is_compared_without_what_nobody_sees():
    assert user_key("  Asha\u200d \ud800 DEVI\u00ad २ ") == "asha devi 2"


def test_whatever_a_keyboard_sends_can_be_a_password():
    """Half a character too, as some input methods leave it behind."""
    assert derived("neem \ud800 tree") == derived("neem \ud800 tree") != derived("neem tree")


@pytest.mark.parametrize(
    ("password", "again", "found"),
    [
        ("blue boat 48", "blue boat 48", []),
        ("tQ7#vk2!", "tQ7#vk2!", []),
        ("tQ7#vk2", "tQ7#vk2", ["password: pdf-password-short"]),
        ("   ", "   ", ["password: password-blank"]),
        ("नीली नाव 48", "नीली नाव 48", ["password: pdf-password-letters"]),
        ("blue\tboat 48", "blue\tboat 48", ["password: pdf-password-letters"]),
        ("12345678", "12345678", ["password: password-easy"]),
        ("blue boat 48" * 11, "blue boat 48" * 11, ["password: text-too-long"]),
        ("blue boat 48", "blue boat 84", ["again: passwords-differ"]),
    ],
)
def test_the_password_of_a_pdf_opens_it_in_every_program_and_is_not_among_the_easiest(password, again, found):
    assert str(InvalidInput(pdf_password_problems(password, again))) == "; ".join(found)
