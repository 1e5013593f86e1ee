"""The coordinator reads the trail: by person, record, day and who did it, old and new."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.disclosures import Disclosure, LeftBy
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.salvage import EntryKind
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.trail.actions import ACTIONS, Of, about
from peerdesk.domain.trail.lines import Legible, RecordOf, Ref, Thing, TrailFilter
from peerdesk.errors import NotPermitted
from peerdesk.records.trail import of_member, whose
from peerdesk.services import bin as bin_services
from peerdesk.services import disclosures, presence, trail
from peerdesk.services.care import contacts, goals
from peerdesk.services.groups import memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance
from tests.behind import run
from tests.centres import TODAY
from tests.looking import session_on

MONDAY = date(2026, 11, 16)


@pytest.fixture
def read(storage, coordinator):
    """The lines that fit a filter."""

    def call(**asked):
        return trail.screen(storage, coordinator, TrailFilter(**asked)).page.lines

    return call


@pytest.fixture
def told(storage, coordinator):
    """What was done, of the lines that fit."""

    def call(**asked):
        return [line.action for line in trail.screen(storage, coordinator, TrailFilter(**asked)).page.lines]

    return call


def contact(member_id, issues="Money", minutes=30):
    return NewContact(member_id, ContactKind.HOME_VISIT, TODAY, minutes, issues=issues)


def test_only_the_coordinator_reads_it(storage, counsellor, office):
    for actor in (counsellor, office):
        with pytest.raises(NotPermitted):
            trail.screen(storage, actor, TrailFilter())


def test_an_entry_says_who_when_whom_and_old_and_new(storage, counsellor, circle, coordinator):
    ramesh = circle.member_ids[0]
    made = contacts.add(storage, counsellor, contact(ramesh), today=TODAY)
    contacts.change(storage, counsellor, made, contact(ramesh, minutes=45), today=TODAY)
    screen = trail.screen(storage, coordinator, TrailFilter(kind=EntryKind.FOLLOW_UPS))
    changed, added = screen.page.lines
    assert (changed.staff, changed.action, changed.at.date()) == ("Ravi Tomar", "contact.change", TODAY)
    assert [(fact.name, fact.old, fact.new) for fact in changed.facts] == [("minutes", 30, 45)]
    assert changed.about == added.about == (Ref(Thing.MEMBER, ramesh),)
    assert screen.page.names[Ref(Thing.MEMBER, ramesh)] == "Ramesh Kumar"
    assert (added.before, added.after) == (False, True)
    assert {fact.name: fact.new for fact in added.facts}["kind"] is ContactKind.HOME_VISIT


def test_all_entries_about_a_member_are_found_whichever_record_they_are_about(
    storage, coordinator, counsellor, circle, told
):
    ramesh, other = circle.member_ids[:2]
    session_id = session_on(storage, circle.group_id, MONDAY)
    before = told(member_id=ramesh)
    assert before.count("membership.join") == before.count("stay.admit") == before.count("member.register") == 1
    for who in (ramesh, other):
        attendance.mark(storage, counsellor, session_id, {who: Attendance(Mark.PRESENT)})
        presence.mark(storage, counsellor, MONDAY, {who: True})
        contacts.add(storage, counsellor, contact(who), today=TODAY)
        goals.add(storage, counsellor, who, GoalText("Walk"), today=TODAY)
    disclosures.note(storage, coordinator, Disclosure(LeftBy.PDF, "progress-report", frozenset({1})))
    new = told(member_id=ramesh)[: -len(before)]
    assert sorted(new) == ["attendance.mark", "contact.add", "disclosure.note", "goal.add", "presence.mark"]
    assert "disclosure.note" not in told(member_id=other)


def test_a_mark_that_was_cleared_is_still_found(storage, counsellor, circle, told):
    ramesh, session_id = circle.member_ids[0], session_on(storage, circle.group_id, MONDAY)
    attendance.mark(storage, counsellor, session_id, {ramesh: Attendance(Mark.ABSENT)})
    attendance.mark(storage, counsellor, session_id, {ramesh: None})
    assert told(member_id=ramesh)[:2] == ["attendance.mark", "attendance.mark"]


def test_a_record_that_is_no_longer_there_is_found_with_all_its_entries(storage, counsellor, circle, told):
    """Also where another member has got its number since."""
    ramesh, other = circle.member_ids[:2]
    first = contacts.add(storage, counsellor, contact(ramesh), today=TODAY)
    contacts.change(storage, counsellor, first, contact(ramesh, minutes=45), today=TODAY)
    contacts.remove(storage, counsellor, first)
    second = contacts.add(storage, counsellor, contact(other), today=TODAY)
    assert first == second
    contacts.change(storage, counsellor, second, contact(other, minutes=60), today=TODAY)
    assert told(member_id=ramesh)[:3] == ["contact.remove", "contact.change", "contact.add"]
    assert told(member_id=other)[:2] == ["contact.change", "contact.add"]


def test_joining_a_group_that_was_taken_back_is_still_found(storage, counsellor, coordinator, circle, told):
    from peerdesk.services.groups import way_back

    new = members.register(
        storage, coordinator, MemberDetails("Zakir Husain", gender=Gender.MALE, age=40, age_on=TODAY), today=TODAY
    )
    [membership_id] = memberships.join(storage, coordinator, Joining(circle.group_id, (new,), TODAY))
    way_back.take_back_joining(storage, coordinator, [membership_id], {})
    assert told(member_id=new) == ["membership.join-undone", "membership.join", "member.register"]


def test_by_record_by_who_by_day_and_by_kind(storage, coordinator, counsellor, circle, read, told):
    ramesh, session_id = circle.member_ids[0], session_on(storage, circle.group_id, MONDAY)
    attendance.mark(storage, counsellor, session_id, {ramesh: Attendance(Mark.PRESENT)})
    attendance.set_leader(storage, coordinator, session_id, ramesh)
    assert told(record=RecordOf(Of.SESSION, session_id)) == ["session.led-by", "attendance.mark"]
    assert told(record=RecordOf(Of.SESSION, session_id), staff_id=counsellor.staff_id) == ["attendance.mark"]
    assert {line.staff for line in read(staff_id=counsellor.staff_id)} == {"Ravi Tomar"}
    assert {line.what.kind for line in read(kind=EntryKind.MARKS)} == {EntryKind.MARKS}
    everything = read()
    assert [line.id for line in everything] == sorted((line.id for line in everything), reverse=True)
    assert told(first=TODAY, last=TODAY) == [line.action for line in everything if line.at.date() == TODAY]
    assert told(first=TODAY + timedelta(days=1)) == []
    assert told(first=TODAY, kind=EntryKind.MARKS, staff_id=counsellor.staff_id)[0] == "attendance.mark"


def test_more_than_are_shown_is_said(storage, coordinator, circle, monkeypatch):
    from peerdesk.records.trail import lines

    with storage.reading():
        page = lines.page(TrailFilter(), most=3)
        whole = lines.page(TrailFilter())
    assert (len(page.lines), page.more, whole.more) == (3, True, False)


def test_what_does_not_open_says_so_and_the_rest_is_there(storage, counsellor, coordinator, circle, read):
    ramesh = circle.member_ids[0]
    goals.add(storage, counsellor, ramesh, GoalText("Walk"), today=TODAY)
    run(storage, "DROP TRIGGER audit_entry_never_UPDATE")
    run(storage, "UPDATE audit_entry SET new = zeroblob(64) WHERE action = 'goal.add'")
    goal, *rest = read()
    assert (goal.action, goal.legible, goal.facts) == ("goal.add", Legible.CLOSED, ())
    assert goal.about == (Ref(Thing.MEMBER, ramesh),)
    assert rest
    assert read(member_id=ramesh)[0].action == "goal.add"


def test_what_was_erased_says_so(storage, counsellor, circle, read):
    goals.add(storage, counsellor, circle.member_ids[0], GoalText("Walk"), today=TODAY)
    run(storage, "DROP TRIGGER audit_entry_never_UPDATE")
    run(storage, "UPDATE audit_entry SET old = NULL, new = NULL, salt = NULL WHERE action = 'goal.add'")
    assert (read()[0].legible, read()[0].facts) == (Legible.ERASED, ())


@pytest.mark.parametrize("new", ["not JSON", "[1]", '{"member": "x"}', '{"marks": [1]}', "{" * 3000])
def test_what_somebody_spoilt_disturbs_nothing(storage, counsellor, circle, read, new):
    ramesh, session_id = circle.member_ids[0], session_on(storage, circle.group_id, MONDAY)
    attendance.mark(storage, counsellor, session_id, {ramesh: Attendance(Mark.PRESENT)})
    presence.mark(storage, counsellor, MONDAY, {ramesh: True})
    run(storage, "DROP TRIGGER audit_entry_never_UPDATE")
    run(storage, f"UPDATE audit_entry SET new = '{new}' WHERE action IN ('attendance.mark', 'presence.mark')")  # noqa: S608
    assert [line.action for line in read()][:2] == ["presence.mark", "attendance.mark"]
    assert read(member_id=ramesh)


def test_whom_an_entry_is_about_is_known_of_every_sort_of_record():
    """A table with a member, or the pair, or the thing itself; so a new sort cannot be forgotten."""
    itself = {Of.MEMBER, Of.GROUP, Of.SESSION, Of.STAFF, Of.PLACE}
    beside = {Of.NOTHING, Of.MENTORSHIP, Of.MENTOR_CONTACT, Of.INCIDENT, Of.SCALE, Of.DISCLOSURE}
    assert set(of_member.OWN) | itself | beside == set(Of)
    assert {ACTIONS[action].of for action in whose.SAYING} == set(of_member.OWN) | {Of.MENTORSHIP}
    for of, table in of_member.OWN.items():
        assert table.member is not None
        assert about(of)


def test_entries_of_the_bin_are_found_by_member(storage, counsellor, coordinator, circle, told):
    ramesh = circle.member_ids[0]
    made = contacts.add(storage, counsellor, contact(ramesh), today=TODAY)
    binned = contacts.remove(storage, counsellor, made)
    bin_services.put_back(storage, coordinator, binned)
    assert told(member_id=ramesh)[:3] == ["bin.put-back", "contact.remove", "contact.add"]


def test_the_table_has_an_index_for_each_way_of_asking(storage):
    asked = [column for _no, _cid, column in run(storage, "PRAGMA index_info(audit_entry_action_subject_id)")]
    assert asked == ["action", "subject_id"]
    names = {row[1] for row in run(storage, "PRAGMA index_list(audit_entry)")}
    assert {"audit_entry_at", "auditentry_staff_id", "audit_entry_action_subject_id"} & names >= {
        "audit_entry_at", "audit_entry_action_subject_id"
    }  # fmt: skip
