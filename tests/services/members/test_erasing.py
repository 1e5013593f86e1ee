"""One person's record is erased: nothing of it is left, and everything else is told as before."""

import json
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from peerdesk.db import key_rows
from peerdesk.db.models import MODELS, AttendanceRow, ErasureRow, Member, MemberPhone, Seal, Session, Stay
from peerdesk.db.schema import differences
from peerdesk.db.storage import Storage
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.changes import Changed
from peerdesk.domain.disclosures import Disclosure, LeftBy
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    ClosingReason,
    Logged,
    MentorshipClosing,
    Pairing,
    SupportKind,
)
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.paths import DataFolder
from peerdesk.records import erasures
from peerdesk.records import members as member_records
from peerdesk.records.bin import empty_within
from peerdesk.records.keeping.taking_out import take_rows_out
from peerdesk.records.sessions import seal_parts
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.records.trail import heads as heads_of_trail
from peerdesk.security.seals import part_digest
from peerdesk.services import access, checking, disclosures, door, finder, presence, staff
from peerdesk.services import bin as bin_service
from peerdesk.services.care import contacts, goals
from peerdesk.services.groups import incidents
from peerdesk.services.members import erasing, members, retention, stays
from peerdesk.services.mentoring import mentor_log, mentors, mentorships
from peerdesk.services.papers import attendance_register
from peerdesk.services.sessions import attendance, notes, session_page, signing
from tests.behind import rows_of, run, without_triggers
from tests.centres import CHEAP, PASSWORD, TODAY, at_ten, enter
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

MONDAY, WEDNESDAY = date(2026, 11, 9), date(2026, 11, 11)
NAMES, PHONE = ("Ramesh Kumar", "रमेश कुमार"), "9876501234"
FILES = Path(__file__).parents[2] / "files"


@pytest.fixture
def ramesh(storage, counsellor, coordinator, circle):
    """Everything that can be about somebody, who has left since; of two sessions one is signed."""
    who, other = circle.member_ids[:2]
    with storage.reading():
        row = Member.get_by_id(who)
        stay = Stay.get(Stay.member == who).id
    assert (row.name_latin, row.name_native) == NAMES
    run(storage, "INSERT INTO member_phone (member_id, number, whose) VALUES (?, ?, '')", who, PHONE)
    monday = session_on(storage, circle.group_id, MONDAY)
    attendance.mark_rest_present(storage, counsellor, monday)
    attendance.add_guest(storage, counsellor, monday, who, "Kamla Kumar", Kinship.FATHER)
    attendance.set_leader(storage, counsellor, monday, who)
    notes.keep_group_note(storage, counsellor, monday, GroupNote(shared="Ramesh Kumar ji led it. We spoke of home."))
    notes.keep_member_note(storage, counsellor, monday, who, "Wants to see his brother.")
    notes.keep_member_note(storage, counsellor, monday, other, "रमेश कुमारने मदत केली. Call 98765-01234.")
    signing.sign(storage, counsellor, monday, PASSWORD)
    signing.correct(
        storage, counsellor, monday, PASSWORD, who, Attendance(Mark.LATE, minutes=10), "He came at ten past"
    )
    signing.correct(storage, counsellor, monday, PASSWORD, other, Attendance(Mark.ABSENT), "Was not there")
    signing.add_addendum(storage, counsellor, monday, PASSWORD, "RAMESH  KUMAR thanked everybody.")
    wednesday = session_on(storage, circle.group_id, WEDNESDAY)
    attendance.mark_rest_present(storage, counsellor, wednesday)
    presence.mark(storage, counsellor, MONDAY, {who: True, other: True})
    goal = goals.add(storage, counsellor, who, GoalText("Work in the garden"), today=MONDAY)
    goals.remove(storage, counsellor, goal)
    contacts.add(storage, counsellor, NewContact(who, ContactKind.INDIVIDUAL, MONDAY, 30, issues="Money"), today=MONDAY)
    mentors.agree_to_mentor(storage, counsellor, other, Agreement(MONDAY, override="Long with us"), today=MONDAY)
    pair = mentorships.pair(storage, counsellor, Pairing(other, who, MONDAY, override="They asked"), today=MONDAY)
    mentor_log.log_contact(storage, counsellor, pair, Logged(MONDAY, 20, SupportKind.EMOTIONAL, "A walk"), today=MONDAY)
    what = IncidentDetails(MONDAY, IncidentKind.CONFLICT, "Ramesh Kumar and another disagreed.", "A timekeeper", monday)
    incidents.add(storage, counsellor, circle.group_id, what, today=TODAY)
    with storage.reading():
        numbers = frozenset(member.number for member in Member.select())
    disclosures.note(storage, coordinator, Disclosure(LeftBy.PRINTED, "attendance-register", numbers))
    disclosures.note(
        storage,
        coordinator,
        Disclosure(LeftBy.PDF, "progress-report", frozenset({row.number}), who="Ramesh Kumar"),
    )
    with storage.reading():
        [membership] = [number for (number,) in run(storage, "SELECT id FROM membership WHERE member_id = ?", who)]
    stays.discharge(
        storage,
        counsellor,
        stay,
        Discharge(date(2026, 11, 17), DischargeType.COMPLETED, frozenset([int(str(membership))])),
        today=TODAY,
    )
    mentorships.close(
        storage, counsellor, pair, MentorshipClosing(date(2026, 11, 17), ClosingReason.COMPLETED), today=TODAY
    )
    return who


def erase(storage, coordinator, member_id, why=WhyErased.MISTAKE):
    number = erasing.what_goes(storage, coordinator, member_id, today=TODAY).number
    erasing.erase(storage, coordinator, member_id, PASSWORD, str(number), why, today=TODAY)


def everything(storage):
    """All that stands in the file, opened, by table."""
    tables = (model._meta.table_name for model in MODELS)
    return {name: [" ".join(map(str, row)) for row in rows_of(storage, name)] for name in tables}


def left_of(storage, *words):
    return [
        (table, row)
        for table, rows in everything(storage).items()
        for row in rows
        if any(word.casefold() in row.casefold() for word in words)
    ]


def test_nothing_of_a_person_is_left_and_the_check_finds_everything_else_as_it_was(
    storage, coordinator, counsellor, ramesh, circle
):
    other = circle.member_ids[1]
    monday = session_on(storage, circle.group_id, MONDAY)
    goes = erasing.what_goes(storage, coordinator, ramesh, today=TODAY)
    assert (goes.sessions, goes.signed, goes.texts) == (2, 1, 5)  # group note, other's note, addendum, incident, log
    before = {row for row in run(storage, "SELECT session_id, member_id, mark FROM attendance") if row[1] != ramesh}
    erase(storage, coordinator, ramesh)
    gone = (*NAMES, PHONE, "98765-01234", "Kamla", "brother", "garden", "Money", "A walk", "ten past")
    assert left_of(storage, *gone) == []
    assert run(storage, "SELECT * FROM attendance WHERE member_id = ?", ramesh) == []
    assert set(run(storage, "SELECT session_id, member_id, mark FROM attendance")) == before
    assert checking.check_all(storage, coordinator) == []
    assert run(storage, "PRAGMA foreign_key_check") == []
    with storage.reading():
        assert differences() == []
    assert [found.kind for found in finder.find(storage, coordinator, "Ramesh Kumar", today=TODAY)] == []
    page = session_page.sheet(storage, counsellor, monday)
    assert page.note.shared == "[…] ji led it. We spoke of home."
    [told] = [row.note for row in page.rows if row.member_id == other]
    assert told == "[…] मदत केली. Call […]."
    assert [correction.member_id for correction in page.corrections] == [other]


def test_the_register_says_that_a_line_is_gone(storage, coordinator, ramesh, circle):
    week = Choices(first=MONDAY, last=WEDNESDAY, group=circle.group_id)
    before = attendance_register.gather(storage, coordinator, week, today=TODAY, now=at_ten())
    erase(storage, coordinator, ramesh)
    after = attendance_register.gather(storage, coordinator, week, today=TODAY, now=at_ten())
    assert (before.erased, after.erased) == (0, 1)  # of the two sessions one is signed
    assert len(after.rows) == len(before.rows) - 1


def test_what_the_trail_says_of_others_stays(storage, coordinator, ramesh, circle):
    other = circle.member_ids[1]
    said = trail(storage, "session.sign")
    erase(storage, coordinator, ramesh)
    assert trail(storage, "session.sign") == said
    marks = [
        json.loads(str(new))["marks"]
        for (new,) in run(storage, "SELECT new FROM audit_entry WHERE action = 'presence.mark'")
    ]
    assert marks == [{str(other): True}]
    [(members_told,)] = run(storage, "SELECT new FROM audit_entry WHERE action = 'disclosure.note' LIMIT 1")
    assert json.loads(str(members_told))["members"] == [who for who in circle.member_ids if who != ramesh]
    registered = run(
        storage, "SELECT old, new, salt FROM audit_entry WHERE action = 'member.register' AND subject_id = ?", ramesh
    )
    assert registered == [(None, None, None)]


def test_a_dated_line_stays_and_its_numbers_are_never_given_again(storage, coordinator, counsellor, ramesh):
    with storage.reading():
        member, stay = Member.get_by_id(ramesh), Stay.get(Stay.member == ramesh)
        last = max(row.id for row in Member.select())
    erase(storage, coordinator, ramesh)
    [line] = erasing.lines(storage, coordinator)
    assert (line.number, line.stays, line.why, line.by) == (
        member.number,
        (stay.number,),
        WhyErased.MISTAKE,
        "Meena Rawat",
    )
    assert line.at == at_ten()
    fifth = run(storage, "SELECT id FROM member ORDER BY id DESC LIMIT 1")[0][0]
    assert fifth == last
    admitted = Admission(Series.RESIDENTIAL, TODAY, stay.number)
    assert "number: number-taken" in problems_of(stays.admit, storage, counsellor, last, admitted, today=TODAY)


def test_the_highest_numbers_are_not_given_to_the_next_person(storage, coordinator, centre):
    who = centre.member("Somebody Else", admitted=None)
    with storage.reading():
        number = Member.get_by_id(who).number
    erase(storage, coordinator, who, WhyErased.MISTAKE)
    after = centre.member("Another Person", admitted=None)
    with storage.reading():
        assert after == who + 1
        assert Member.get_by_id(after).number == number + 1


def test_two_people_can_go_one_after_the_other(storage, coordinator, ramesh, circle, counsellor):
    erase(storage, coordinator, ramesh)
    for who in circle.member_ids[1:3]:
        with storage.reading():
            stay = Stay.get(Stay.member == who).id
            [(membership,)] = run(storage, "SELECT id FROM membership WHERE member_id = ?", who)
        left = Discharge(TODAY, DischargeType.COMPLETED, frozenset([int(str(membership))]))
        stays.discharge(storage, counsellor, stay, left, today=TODAY)
        erase(storage, coordinator, who)
        assert checking.check_all(storage, coordinator) == []
    assert left_of(storage, "Gurpreet", "सुनीता") == []


def test_who_is_still_here_or_must_be_kept_is_not_erased(storage, coordinator, counsellor, ramesh, circle):
    here = circle.member_ids[1]
    number = str(erasing.what_goes(storage, coordinator, here, today=TODAY).number)
    refused = problems_of(erasing.erase, storage, coordinator, here, PASSWORD, number, WhyErased.ASKED, today=TODAY)
    assert refused == [": erase-in-programme"]
    hold = retention.hold(storage, coordinator, ramesh, "Court case", today=TODAY)
    goes = erasing.what_goes(storage, coordinator, ramesh, today=TODAY)
    assert goes.held == "Court case"
    wrong = problems_of(erasing.erase, storage, coordinator, ramesh, PASSWORD, "77", None, today=TODAY)
    assert wrong == [": record-held", "why: why-erased-missing", "number: number-differs"]
    retention.lift_hold(storage, coordinator, hold, today=TODAY)
    early = (PASSWORD, str(goes.number), WhyErased.KEPT_LONG_ENOUGH)
    assert problems_of(erasing.erase, storage, coordinator, ramesh, *early, today=TODAY) == [
        "why: not-kept-long-enough"
    ]
    wrong_password = ("not this one", str(goes.number), WhyErased.MISTAKE)
    assert failure_of(erasing.erase, storage, coordinator, ramesh, *wrong_password, today=TODAY) == "wrong-password"
    assert left_of(storage, "Ramesh Kumar") != []


@pytest.mark.parametrize(
    "behind",
    [
        "UPDATE erasure SET number = number + 1",
        "UPDATE erasure SET at = '2026-11-01 10:00:00'",
        "DELETE FROM erasure_part WHERE place = 0",
        "INSERT INTO erasure_part SELECT 1, seal_id, place, NULL FROM seal_part WHERE kind = 'session'",
        "INSERT INTO erasure_entry SELECT 1, id, NULL FROM audit_entry WHERE action = 'session.addendum'",
        "DELETE FROM erasure_entry WHERE entry_id = (SELECT min(entry_id) FROM erasure_entry)",
        "UPDATE session_note SET shared = 'Another text'",
        "INSERT INTO member_note (session_id, member_id, text) SELECT session_id, 3, 'Put in' FROM seal LIMIT 1",
        "UPDATE correction SET member_id = 2, new_mark = 'P', why = 'x' WHERE member_id IS NULL",
        "UPDATE audit_entry SET new = '{\"number\": 1}' WHERE action = 'member.register' AND new IS NULL",
        "UPDATE seal_part SET salt = NULL WHERE kind = 'member'",
        "UPDATE audit_entry SET new = 'no JSON' WHERE action = 'member.erase'",
    ],
)
def test_what_stands_for_nothing_is_only_what_a_coordinator_signed(storage, coordinator, ramesh, behind):
    erase(storage, coordinator, ramesh)
    with without_triggers(storage):
        run(storage, behind)
    codes = {finding.code for finding in checking.check_all(storage, coordinator)}
    assert codes & {"seal-broken", "trail-altered", "erasure-unsigned", "values-open"}, codes


def test_without_the_notes_key_a_persons_own_rows_go_all_the_same(storage, coordinator, ramesh):
    """As after a salvage by somebody of the office, where an older copy brought the person back."""
    with storage.writing(Changed.MEMBERS, coordinator) as unit:
        take_rows_out(ramesh)
        unit.audit("member.erase", ramesh, None, {"number": 1})
    for table in ("member", "attendance", "stay", "contact", "goal", "bin_entry"):
        column = "id" if table == "member" else "member_id"
        assert run(storage, f"SELECT 1 FROM {table} WHERE {column} = ?", ramesh) == []  # noqa: S608  # names of our own
    assert run(storage, "PRAGMA foreign_key_check") == []


def test_nobody_is_put_into_the_place_of_who_was_erased(storage, coordinator, centre, ramesh):
    another = centre.member("Another Person", admitted=None)
    erase(storage, coordinator, ramesh)
    with without_triggers(storage):
        there = "SELECT session_id, ?, 0, 'P' FROM seal LIMIT 1"
        run(storage, f"INSERT INTO attendance (session_id, member_id, walk_in, mark) {there}", another)
    assert "seal-broken" in {finding.code for finding in checking.check_all(storage, coordinator)}


@pytest.mark.parametrize("version", ["version-1", "version-4", "version-6"])
def test_seals_of_an_earlier_peerdesk_hold_without_the_person(tmp_path, version):
    folder = DataFolder(tmp_path / "data")
    folder.create()
    shutil.copy(FILES / version / "peerdesk.db", folder.database)
    shutil.copy(FILES / version / "peerdesk.keys", folder.keys)
    word, today = "demo-meena-9422", date(2026, 11, 21)
    opened = door.unlock(folder, "meena", word)
    storage = Storage.open(folder, opened.master, lambda: datetime(2026, 11, 21, 10))
    with storage.bound():
        actor = enter(storage, "meena", word)
        with storage.reading():
            former = Seal.select().where(Seal.signature.is_null()).count()
            marked = {row.member_id for row in AttendanceRow.select()}
            led = {row.led_by_id for row in Session.select()} - {None}
        assert former
        goes = [erasing.what_goes(storage, actor, who, today=today) for who in sorted(marked)]
        gone = [one for one in goes if not one.is_open][:3]
        assert gone
        for one in gone:
            with storage.reading():
                row = Member.get_by_id(one.member_id)
                phones = [phone.number for phone in MemberPhone.select().where(MemberPhone.member == row.id)]
            erasing.erase(storage, actor, row.id, word, str(row.number), WhyErased.MISTAKE, today=today)
            assert checking.check_all(storage, actor) == []
            assert left_of(storage, *filter(None, (row.name_latin, row.name_native, *phones))) == []
        run(storage, "DROP TRIGGER former_part_never_UPDATE")
        run(storage, "UPDATE former_part SET salt = zeroblob(32) WHERE salt IS NOT NULL")
        assert "seal-broken" in {finding.code for finding in checking.check_all(storage, actor)}
        assert led is not None
    storage.close()


def test_a_seal_that_was_broken_before_stays_broken(storage, coordinator, ramesh):
    with without_triggers(storage):
        run(storage, "UPDATE roster_entry SET serial = 9 WHERE member_id = ?", ramesh)
    assert {finding.code for finding in checking.check_all(storage, coordinator)} == {"seal-broken"}
    erase(storage, coordinator, ramesh)
    assert {finding.code for finding in checking.check_all(storage, coordinator)} == {"seal-broken"}
    assert left_of(storage, *NAMES) == []


@pytest.fixture
def forged(storage, ramesh):
    """Somebody with SQL alters a signed mark and writes an erasure for it, signed with whatever they have."""

    def forge(staff_id, identity, keys_head, member_id=77, trail_end=None):
        with without_triggers(storage):
            run(
                storage,
                "UPDATE attendance SET mark = 'A' WHERE member_id = 3 AND session_id = (SELECT session_id FROM seal)",
            )
            with storage.reading():
                parts, called = seal_parts.of_seals([1])
                [part] = [part for part in parts[1] if (part.kind, part.subject_id) == ("member", 3)]
                sealed = Sealed(SealKind.SESSION, Seal.get_by_id(1).session_id)
                values = seal_parts.in_file(sealed, Contents([sealed]))[part.kind, part.subject_id]
                text = seal_parts.text_of(part, values, called[part.known_as_id])
                end = trail_end or heads_of_trail.end()
                number = erasures.next_number()
            place, digest = part.place, part_digest(part.salt, text)
            line = erasures.Line(number, at_ten(), staff_id, member_id, 77, "[]", WhyErased.ASKED, keys_head, *end)
            said = line.says([(1, place, digest)], [])
            columns = {**line._asdict(), "at": str(line.at), "why": "asked", "signature": identity.sign(said)}
            names = ", ".join(columns)
            marks = ", ".join("?" for _ in columns)
            run(storage, f"INSERT INTO erasure ({names}) VALUES ({marks})", *columns.values())  # noqa: S608  # of our own
            run(storage, "INSERT INTO erasure_part VALUES (?, 1, ?, ?)", number, place, digest)
        return said

    return forge


def codes(storage, coordinator):
    return {finding.code for finding in checking.check_all(storage, coordinator)}


def test_a_key_of_before_erases_nothing(storage, coordinator, prepared, forged):
    """A coordinator's former key, with the list of keys as it was then, and SQL."""
    with storage.reading():
        head, end = key_rows.key_list().head, heads_of_trail.end()
    former = prepared.opened["meena"].identity
    staff.set_password(storage, coordinator, coordinator.staff_id, "mango tree 34", PASSWORD, CHEAP)
    for trail_end in (None, end):
        forged(coordinator.staff_id, former, head, trail_end=trail_end)
        assert {"erasure-unsigned", "seal-broken"} <= codes(storage, coordinator)


def test_an_erasure_needs_its_entry_in_the_trail_and_a_member_who_is_gone(storage, coordinator, prepared, forged):
    with storage.reading():
        head = key_rows.key_list().head
    forged(coordinator.staff_id, prepared.opened["meena"].identity, head)
    assert {"erasure-unsigned", "seal-broken"} <= codes(storage, coordinator)


def test_a_coordinators_own_line_cannot_stand_for_somebodys_mark(storage, coordinator, prepared, forged):
    """With an entry of the trail that fits: of a member's line nothing can be left that says another mark."""
    with storage.reading():
        head, end = key_rows.key_list().head, heads_of_trail.end()
    said = forged(coordinator.staff_id, prepared.opened["meena"].identity, head, trail_end=end)
    with storage.writing(Changed.MEMBERS, coordinator) as unit:
        unit.audit(erasures.ERASED, 77, None, {"number": 77, "why": "asked", "signed": erasures.told_of(said)})
    assert codes(storage, coordinator) == {"seal-broken"}


def test_a_name_at_the_start_of_a_line_and_a_former_name_go_too(storage, coordinator, counsellor, ramesh, circle):
    monday = session_on(storage, circle.group_id, MONDAY)
    what = IncidentDetails(MONDAY, IncidentKind.CONFLICT, "At noon.\nRamesh Kumar left.\nRamu Lal came.", "", monday)
    incidents.add(storage, counsellor, circle.group_id, what, today=TODAY)
    wednesday = session_on(storage, circle.group_id, WEDNESDAY)
    notes.keep_group_note(storage, counsellor, wednesday, GroupNote(shared="Quiet.\nRamesh Kumar spoke."))
    notes.keep_group_note(storage, counsellor, wednesday, GroupNote(shared=""))
    with storage.reading():
        details = member_records.record_of(ramesh).details
    members.change(storage, counsellor, ramesh, replace(details, name_latin="Ramu Lal"), today=TODAY)
    members.change(storage, counsellor, ramesh, details, today=TODAY)
    erase(storage, coordinator, ramesh)
    assert left_of(storage, *NAMES, "Ramu Lal") == []
    assert checking.check_all(storage, coordinator) == []


def test_a_hold_that_is_set_meanwhile_stops_it(storage, coordinator, ramesh, monkeypatch):
    pen = access.pen

    def slowly(*arguments):
        retention.hold(storage, coordinator, ramesh, "Court case", today=TODAY)
        return pen(*arguments)

    monkeypatch.setattr(access, "pen", slowly)
    number = str(erasing.what_goes(storage, coordinator, ramesh, today=TODAY).number)
    asked = (PASSWORD, number, WhyErased.MISTAKE)
    assert problems_of(erasing.erase, storage, coordinator, ramesh, *asked, today=TODAY) == [": record-held"]


def test_of_a_record_on_hold_the_bin_keeps_everything(storage, coordinator, ramesh):
    retention.hold(storage, coordinator, ramesh, "Court case", today=TODAY)
    lying = run(storage, "SELECT id FROM bin_entry WHERE member_id = ?", ramesh)
    assert lying
    later = TODAY + timedelta(days=200)
    with storage.writing(Changed.BIN, coordinator) as unit:
        empty_within(unit, later)
        unit.nothing_to_do()
    assert run(storage, "SELECT id FROM bin_entry WHERE member_id = ?", ramesh) == lying


def test_what_lay_in_the_bin_of_them_is_gone(storage, coordinator, ramesh):
    assert bin_service.entries(storage, coordinator)
    erase(storage, coordinator, ramesh)
    assert bin_service.entries(storage, coordinator) == []


def test_only_a_coordinator_erases(storage, counsellor, office, ramesh):
    for actor in (counsellor, office):
        assert failure_of(erasing.what_goes, storage, actor, ramesh, today=TODAY) == "not-permitted"
    with storage.reading():
        assert ErasureRow.select().count() == 0
