"""Finding members, groups and sessions by a few letters."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.access import Actor, Permission, Role
from peerdesk.domain.finder import FoundKind
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.records import members as member_records
from peerdesk.services import finder
from peerdesk.services.groups import groups
from peerdesk.services.members import members, stays
from tests.centres import TODAY
from tests.leaving import put_away

MEMBER, GROUP, SESSION = FoundKind


@pytest.fixture
def find(storage, office):
    def call(text, actor=None, **more):
        return finder.find(storage, actor or office, text, today=TODAY, **more)

    return call


def titles(found):
    return [(thing.kind, thing.title) for thing in found]


def test_a_member_is_found_in_both_scripts_by_village_number_and_phone(storage, coordinator, centre, find):
    details = MemberDetails(
        "Ramesh Kumar", "रमेश कुमार", Gender.MALE, age=30, village="Dabra", phones=(Phone("9876543210"),)
    )
    member_id = members.register(storage, coordinator, details, today=TODAY)
    centre.member("Sunil Jatav")
    for text in ("rames", "रमे", "0001", "98765", "dabra kumar"):
        found = find(text)
        assert (found[0].kind, found[0].id) == (MEMBER, member_id), text
    assert (found[0].title, found[0].detail) == ("Ramesh Kumar  रमेश कुमार", "0001 · Dabra")


def test_the_number_then_the_beginning_of_the_name_then_the_programme_decides_who_is_first(centre, find):
    for at in range(12):
        centre.member(f"Xavier {'abcdefghijkl'[at]}", admitted=None)
    saini, sunil, sunita = (
        centre.member("Anil Sunil"),
        centre.member("Sunil Pathak", admitted=None),
        centre.member("Sunita"),
    )
    assert [thing.id for thing in find("sun") if thing.kind is MEMBER] == [sunita, sunil, saini]
    assert find("12")[0].title == "Xavier l"


def test_where_a_member_is_now_is_said_beside_the_name(storage, coordinator, centre, find):
    member_id = centre.member("Anil Yadav")
    assert find("anil")[0].detail == "0001 · Dabra · In programme"
    with storage.reading():
        (stay,) = member_records.stays_of(member_id)
    discharge = Discharge(TODAY, DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay.id, discharge, today=TODAY)
    assert find("anil")[0].detail == "0001 · Dabra · Aftercare"


def test_an_archived_member_is_not_found(storage, coordinator, centre, find):
    put_away(storage, coordinator, centre.member("Anil Yadav"), today=TODAY)
    assert find("anil") == []


def test_a_group_is_found_by_its_name_with_its_latest_sessions_today_s_first(centre, find):
    group_id = centre.group()
    centre.group("Evening Circle")
    found = find("morn")
    assert (found[0].kind, found[0].id, found[0].detail) == (GROUP, group_id, "Self-help")
    assert [thing.kind for thing in found[1:]] == [SESSION] * 4
    assert [thing.detail.split(" · ")[0] for thing in found[1:3]] == ["Wed 18-11-2026 11:45", "Mon 16-11-2026 11:45"]


def test_a_closed_group_says_so_and_comes_after_the_others(storage, coordinator, centre, find):
    closed = centre.group("Circle of old")
    groups.close(storage, coordinator, closed, TODAY - timedelta(1))
    centre.group("Circle of today", (1,))
    found = [thing for thing in find("circle") if thing.kind is GROUP]
    assert [thing.title for thing in found] == ["Circle of today", "Circle of old"]
    assert found[1].detail == "Self-help · closed on 17-11-2026"


def test_a_session_is_found_by_its_number_and_by_the_code_of_its_sheet(centre, find):
    session_id = centre.session(centre.group(), TODAY)
    for text in (str(session_id), f"S{session_id}", f"{session_id:05}"):
        found = [thing for thing in find(text) if thing.kind is SESSION]
        assert [thing.id for thing in found] == [session_id]
        assert found[0].detail == f"Wed 18-11-2026 11:45 · Planned · no. {session_id}"


def test_a_session_is_found_by_group_and_day(centre, find):
    morning = centre.group()
    evening = centre.group("Evening Circle")
    monday = date(2026, 11, 16)
    assert [thing.id for thing in find("morning 16-11")] == [centre.session(morning, monday)]
    assert {thing.id for thing in find("16-11-2026")} == {
        centre.session(morning, monday),
        centre.session(evening, monday),
    }
    assert find("morning 17-11") == []


def test_before_anything_is_typed_there_are_the_sessions_of_today(centre, find):
    session_id = centre.session(centre.group(), TODAY)
    assert [thing.id for thing in find("")] == [thing.id for thing in find("  ")] == [session_id]


def test_no_more_is_found_than_asked_for_and_nothing_is_crowded_out(centre, find):
    centre.group("Anil's Circle")
    centre.members(*(f"Anil Yadav {letter}" for letter in "abcdefghijklmnop"))
    found = find("ani", most=8)
    assert len(found) == 8
    assert {thing.kind for thing in found} == {MEMBER, GROUP, SESSION}


def test_what_somebody_may_not_see_is_not_found(storage, centre, find):
    class Reader(Actor):
        def may(self, permission):
            return permission is Permission.SEE_MEMBERS

    centre.group("Anil's Circle")
    centre.member("Anil Yadav")
    reader = Reader(1, "reader", "Reader", Role.OFFICE)
    assert titles(find("ani", reader)) == [(MEMBER, "Anil Yadav")]
    assert find("", reader) == []


def test_a_few_queries_find_everything_however_much_there_is(storage, office, centre, statements):
    centre.group("Anil's Circle")
    centre.members(*(f"Anil Yadav {letter}" for letter in "abcdefghij"))
    with storage.reading(), statements() as asked:
        finder.find(storage, office, "ani", today=TODAY)
    assert len(asked) == 4


def test_a_search_of_signs_finds_nothing(centre, find):
    centre.member("Anil Yadav")
    for text in ("%", "_", "'", '"; --', "-", "()"):
        assert find(text) == [], text
