"""Members are found by what people type: either script, village, numbers, the end of a phone number."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.db.models import Member, MemberToken
from peerdesk.db.search import fits
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.services.members import members
from tests.centres import TODAY
from tests.refusals import problems_of

PEOPLE = {
    "Ramesh": MemberDetails("Ramesh Kumar", "", Gender.MALE, age=30, village="Dabra", phones=(Phone("9876543210"),)),
    "Gurpreet": MemberDetails("", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", Gender.MALE, age=40, village="Moga"),
    "Sunita": MemberDetails("Sunita Shinde", "सुनीता शिंदे", Gender.FEMALE, age=35, village="Pune"),
    "Dnyaneshwar": MemberDetails("", "ज्ञानेश्वर कुऱ्हाडे", Gender.MALE, age=50, village="डबरा"),
}


@pytest.fixture
def ids(storage, coordinator):
    return {
        name: members.register(
            storage, coordinator, details, today=TODAY, admission=Admission(Series.RESIDENTIAL, TODAY)
        )
        for name, details in PEOPLE.items()
    }


@pytest.fixture
def find(storage, ids):
    def by(text):
        with storage.reading():
            found = {member.id for member in Member.select().where(Member.id > 0, *fits(text))}
        return {name for name, member_id in ids.items() if member_id in found}

    return by


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set(PEOPLE)),
        ("ramesh", {"Ramesh"}),
        ("रमेश", {"Ramesh"}),
        ("ਰਮੇਸ਼", {"Ramesh"}),
        ("gurpreet singh", {"Gurpreet"}),
        ("गुरप्रीत", {"Gurpreet"}),
        ("shinde sunita", {"Sunita"}),
        ("sunita kumar", set()),
        ("gyaneshwar", {"Dnyaneshwar"}),
        ("dabra", {"Ramesh", "Dnyaneshwar"}),
        ("डबरा", {"Ramesh", "Dnyaneshwar"}),
        ("3210", {"Ramesh"}),
        ("98765 43210", {"Ramesh"}),
        ("+91 98765-43210", {"Ramesh"}),
        ("0003", {"Sunita"}),
        ("ASH/2026-27/0004", {"Dnyaneshwar"}),
        ("ash/2026", set(PEOPLE)),
        ("%", set(PEOPLE)),
        ("nobody", set()),
        ("'; DROP TABLE member --", set()),
    ],
)
def test_every_typed_word_fits(find, text, found):
    assert find(text) == found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=12))
def test_no_typed_text_breaks_the_search(find, text):
    assert find(text) <= set(PEOPLE)


def test_a_changed_name_is_found_and_the_old_one_is_not(storage, coordinator, ids, find):
    changed = MemberDetails("Mahesh Verma", "", Gender.MALE, age=30, village="Bhind")
    members.change(storage, coordinator, ids["Ramesh"], changed, today=TODAY)
    assert find("mahesh bhind") == {"Ramesh"}
    assert find("ramesh") == set()
    assert find("43210") == set()
    assert find("ASH/2026-27/0001") == {"Ramesh"}


def test_the_words_of_a_registration_that_fails_are_not_kept(storage, coordinator, ids):
    with storage.reading():
        before = MemberToken.select().count()
    taken = Admission(Series.RESIDENTIAL, TODAY, "ASH/2026-27/0001")
    refused = problems_of(members.register, storage, coordinator, PEOPLE["Sunita"], today=TODAY, admission=taken)
    assert refused == ["number: number-taken"]
    with storage.reading():
        assert MemberToken.select().count() == before
