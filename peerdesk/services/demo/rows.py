"""The demo centre's people, groups and sessions as rows of the tables, each in the order of the model's fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from peerdesk.db.bulk import insert_rows
from peerdesk.db.models import (
    AttendanceRow,
    EndedRow,
    EndingRow,
    Facilitator,
    FileTable,
    Group,
    GuestRow,
    HolidayRow,
    MeetingTimeRow,
    Member,
    MemberNote,
    MemberPhone,
    Membership,
    MemberSubstance,
    MemberToken,
    Place,
    PlannedLeave,
    RosterEntry,
    Session,
    SessionActivity,
    SessionNote,
    Staff,
    Stay,
)
from peerdesk.db.search import told_apart
from peerdesk.domain.members.endings import EndedKind, EndingAct
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.stays import DischargeType
from peerdesk.domain.names import by_letters, by_sound
from peerdesk.services.demo.groups import DemoGroup
from peerdesk.services.demo.meetings import Meeting
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.places import PLACES
from peerdesk.services.demo.plan import CLERK_ID, STAFF
from peerdesk.services.demo.records import DemoRecord
from peerdesk.services.demo.rosters import DemoMembership
from peerdesk.services.demo.stays import DemoLeave, DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]


def write_staff_and_holidays(holidays: Mapping[date, str]) -> None:
    """Everybody but the coordinator, who is there already."""
    insert_rows(
        Staff,
        ((s.id, s.details.user_name, s.details.name, s.details.designation, s.details.role, True) for s in STAFF[1:]),
    )
    insert_rows(HolidayRow, holidays.items())


def write_people(people: Sequence[Person], stay_numbers: Mapping[int, Sequence[str]], first_phone: int) -> int:
    """Members with phones, substances and what they are found by; returns the id of the next phone."""
    phones = [(phone, person.id) for person in people for phone in person.details.phones]
    insert_rows(Member, map(_member, people))
    insert_rows(
        MemberPhone,
        (
            (phone_id, member_id, phone.number, phone.whose)
            for phone_id, (phone, member_id) in enumerate(phones, first_phone)
        ),
    )
    insert_rows(MemberSubstance, ((p.id, code) for p in people for code in sorted(p.details.substances)))
    insert_rows(MemberToken, sorted(_tokens(people, stay_numbers)))  # in the order of the table's own tree
    return first_phone + len(phones)


def _member(person: Person) -> Row:
    details = person.details
    return (
        person.id,
        person.id,
        details.name_latin,
        details.name_native,
        details.gender,
        details.birth_date,
        details.age,
        details.age_on,
        details.relation,
        details.relation_name,
        details.village,
        details.district,
        details.language,
        details.can_read,
        details.education,
        details.occupation,
        details.marital_status,
        details.referral,
        None,
        False,
        by_sound(details.name_latin, details.name_native),
        by_letters(details.name_latin, details.name_native),
        None,
    )


def _tokens(people: Iterable[Person], stay_numbers: Mapping[int, Sequence[str]]) -> Iterator[tuple[str, int, bool]]:
    """As :func:`peerdesk.db.search.tokens_of` finds them."""
    for person in people:
        details = person.details
        numbers = [number_text(person.id), *(phone.number for phone in details.phones), *stay_numbers[person.id]]
        extras = [details.village, *numbers]
        found = told_apart(details.name_latin, details.name_native, details.relation_name, extras)
        for token, of_relative in found.items():
            yield token, person.id, of_relative


def write_stays(stays: Sequence[DemoStay], numbers: Sequence[str], referred_to: Sequence[int | None]) -> None:
    """Stays in order of admission, with the places to which some were referred."""
    insert_rows(Place, PLACES)
    insert_rows(
        Stay,
        (
            (stay_id, s.member_id, number, s.series, s.admitted_on, s.discharged_on, s.discharge_type, place_id)
            for stay_id, (s, number, place_id) in enumerate(zip(stays, numbers, referred_to, strict=True), start=1)
        ),
    )
    for stay in stays:
        if stay.discharge_type is DischargeType.DIED:
            Member.update(died_on=stay.discharged_on).where(Member.id == stay.member_id).execute()


def write_endings(stays: Sequence[DemoStay], memberships: Sequence[DemoMembership]) -> None:
    """What the discharges ended, so that they can be taken back like any other."""
    ended = {stay_id: stay for stay_id, stay in enumerate(stays, start=1) if stay.discharged_on is not None}
    acts = {how: EndingAct.DEATH if how is DischargeType.DIED else EndingAct.DISCHARGE for how in DischargeType}
    insert_rows(
        EndingRow,
        (
            (stay_id, acts[s.discharge_type or DischargeType.COMPLETED], s.member_id, stay_id, None, s.discharged_on)
            for stay_id, s in ended.items()
        ),
    )
    with_day = {(s.member_id, s.discharged_on): stay_id for stay_id, s in ended.items()}
    insert_rows(
        EndedRow,
        (
            (with_day[m.member_id, m.to_day], EndedKind.MEMBERSHIP, row_id, "", None, m.to_day)
            for row_id, m in enumerate(memberships, start=1)
            if (m.member_id, m.to_day) in with_day
        ),
    )


def write_leaves(chance: Random, people: Sequence[Person], leaves: Sequence[DemoLeave]) -> None:
    """Planned leave, each with a reason as the office wrote it down."""
    insert_rows(
        PlannedLeave,
        (
            (leave_id, leave.member_id, leave.from_day, leave.to_day, _reason(chance, people[leave.member_id - 1]))
            for leave_id, leave in enumerate(leaves, start=1)
        ),
    )


def _reason(chance: Random, person: Person) -> str:
    return draw_line(chance, TextKind.LEAVE_REASON, draw_language(chance, person.region))


def write_groups(groups: Sequence[DemoGroup], memberships: Sequence[DemoMembership]) -> None:
    """Groups with their weekly times, who leads them and who is in them."""
    insert_rows(Group, map(_group, groups))
    times = [(group.id, dated) for group in groups for dated in group.times]
    insert_rows(
        MeetingTimeRow,
        (
            (row_id, group_id, d.time.weekday, d.time.starts, d.time.minutes, d.from_day, d.to_day)
            for row_id, (group_id, d) in enumerate(times, start=1)
        ),
    )
    leads = [(group.id, lead) for group in groups for lead in group.leads]
    insert_rows(
        Facilitator,
        (
            (row_id, group_id, lead.staff_id, lead.responsible, lead.from_day, lead.to_day)
            for row_id, (group_id, lead) in enumerate(leads, start=1)
        ),
    )
    insert_rows(
        Membership,
        (
            (row_id, m.group_id, m.member_id, m.role, m.from_day, m.to_day, None)
            for row_id, m in enumerate(memberships, start=1)
        ),
    )


def _group(group: DemoGroup) -> Row:
    details = group.details
    return (
        group.id,
        details.name,
        details.type,
        details.led_by,
        details.entry,
        details.channel,
        details.audience,
        details.capacity_min,
        details.capacity_max,
        details.place,
        group.started_on,
        group.closed_on,
        None,
    )


def write_meetings(meetings: Iterable[Meeting]) -> None:
    """The book of sessions."""
    insert_rows(
        Session,
        (
            (
                m.id,
                m.group.id,
                m.day,
                m.starts,
                m.minutes,
                m.group.details.channel,
                False,
                m.status,
                m.reason,
                m.reason_text,
                m.visitors,
                CLERK_ID if m.paper_on else None,
                m.paper_on,
                "",
                None,
            )
            for m in meetings
        ),
    )


class RecordRows:
    """Rows of the records of sessions, kept until there are enough of them to be written together."""

    def __init__(self) -> None:
        self._rows: dict[type[FileTable], list[Row]] = {}

    def add(self, record: DemoRecord, *, signed: bool) -> None:
        """Turn one record into rows; a signed one with its roster as it was frozen."""
        meeting_id = record.meeting.id
        if note := record.note:
            texts = (note.topic, note.shared, note.coping, note.concerns, note.plan)
            self._of(SessionNote).append((meeting_id, note.objective, *texts, None, None))
            self._of(SessionActivity).extend((meeting_id, activity) for activity in sorted(note.activities))
        self._of(AttendanceRow).extend(
            (meeting_id, member_id, a.mark, a.minutes, a.reason, a.participation, member_id == record.walk_in)
            for member_id, a in record.marks.items()
        )
        lines = record.member_notes.items()
        self._of(MemberNote).extend((meeting_id, member_id, text, None, None) for member_id, text in lines)
        self._of(GuestRow).extend((g.id, meeting_id, g.member_id, g.name, g.kinship) for g in record.guests)
        if signed:
            self._of(RosterEntry).extend(
                (meeting_id, membership.member_id, serial, membership.role)
                for serial, membership in enumerate(record.meeting.due, start=1)
            )

    def write(self) -> None:
        for table, rows in self._rows.items():
            insert_rows(table, rows)
        self._rows.clear()

    def _of(self, table: type[FileTable]) -> list[Row]:
        return self._rows.setdefault(table, [])
