"""Pairs of mentor and mentee out of the file: their contacts, which have lost touch, how they end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, MentorContact, MentorshipRow
from peerdesk.db.queries import pairs as mapped
from peerdesk.db.queries import tuples
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.mentoring.mentors import (
    Companion,
    MentorRow,
)
from peerdesk.domain.mentoring.mentorships import (
    ClosingReason,
    Logged,
    MentorshipClosing,
    began_anew,
    is_stalled,
    silent_days,
)
from peerdesk.domain.names import by_sound
from peerdesk.domain.screens.mentoring import LogLine, PairRow, StalledPair
from peerdesk.errors import NotFound, Problem
from peerdesk.records import key_counsellors
from peerdesk.records.care import recovery
from peerdesk.records.name_order import in_name_order


def stalled(day: date, numbers: Thresholds, mine_of: int | None = None) -> list[StalledPair]:
    """Pairs without a contact for as long as the centre allows, longest silence first, as on a day, today or past.

    Inside a reading.
    """
    going_on = mine((MentorshipRow.from_day <= day) & (open_pairs() | (MentorshipRow.to_day > day)), mine_of, day)
    found = _pairs(_with_latest(1, going_on, day), day, numbers)
    return [
        StalledPair(
            pair.id,
            pair.mentor.id,
            pair.mentor.name,
            pair.member.id,
            pair.member.number,
            pair.member.name,
            pair.silent,
            pair.last_contact,
        )
        for pair in found
        if pair.stalled
    ]


Row = TypeVar("Row", PairRow, MentorRow)


def open_pairs() -> Expression:
    """Condition on mentorships that go on."""
    return MentorshipRow.to_day.is_null()


def mine(where: Expression, mine_of: int | None, day: date) -> Expression:
    """Of some mentorships those of members whom somebody answers for; all of them where everybody's are wanted."""
    return reduce(and_, key_counsellors.only_mine(MentorshipRow.member, mine_of, day), where)


def of_member(member_id: int, most: int, today: date, numbers: Thresholds) -> tuple[list[PairRow], list[LogLine]]:
    """The pairs on either side of a member, and so many of their latest contacts."""
    rows = _with_latest(most, (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id))
    found = _pairs(rows, today, numbers)
    return found, _latest_lines(rows, found)[:most]


def pairs(where: Expression, today: date, numbers: Thresholds) -> list[PairRow]:
    """Mentorships: the stalled ones first, then by silence, longest first; the ended ones last, newest first."""
    return _pairs(_with_latest(1, where), today, numbers)


class _WithContact(NamedTuple):
    """The columns of a mentorship and of one of its contacts; where it has none the latter are empty."""

    pair: Sequence[Any]
    contact_id: int | None
    logged: Sequence[Any]


def _with_latest(most: int, where: Expression, day: date = date.max) -> list[_WithContact]:
    """Mentorships with so many of their latest contacts up to a day at the most, all of these newest first."""
    mentor, member = Member.alias(), Member.alias()
    contacts = MentorContact.alias()
    count = contacts.select(fn.COUNT(contacts.id)).where(contacts.mentorship == MentorshipRow.id)
    returned, since = recovery.latest_return(MentorshipRow.mentor), recovery.open_since(MentorshipRow.mentor)
    rows = (
        MentorshipRow.select(
            *(MentorContact.id, *(getattr(MentorContact, field.name) for field in fields(Logged))),
            *(MentorshipRow.id, MentorshipRow.from_day, MentorshipRow.to_day, MentorshipRow.closing),
            *(MentorshipRow.override, count.alias("contacts"), returned.alias("returned"), since.alias("since")),
            *(mentor.id, mentor.number, mentor.name_latin, mentor.name_native),
            *(member.id, member.number, member.name_latin, member.name_native),
        )
        .join(mentor, on=mentor.id == MentorshipRow.mentor)
        .switch(MentorshipRow)
        .join(member, on=member.id == MentorshipRow.member)
        .switch(MentorshipRow)
        .join(MentorContact, JOIN.LEFT_OUTER, on=_is_latest(most, day))
        .where(where)
        .order_by(MentorContact.day.desc(), MentorContact.id.desc())
    )
    return [_WithContact(row[6:], row[0], row[1:6]) for row in tuples(rows)]


def _is_latest(most: int, day: date) -> Expression:
    """Condition on a pair's latest contacts up to a day; of two on one day the later entry counts."""
    contact = MentorContact.alias()
    theirs = contact.select(contact.id).where((contact.mentorship == MentorshipRow.id) & (contact.day <= day))
    latest = theirs.order_by(contact.day.desc(), contact.id.desc()).limit(most)
    return MentorContact.id == latest if most == 1 else MentorContact.id << latest


def _pairs(rows: Sequence[_WithContact], today: date, numbers: Thresholds) -> list[PairRow]:
    latest = {row.pair[0]: row for row in reversed(rows)}
    return sorted((_pair(row, today, numbers) for row in latest.values()), key=_place)


def _pair(row: _WithContact, today: date, numbers: Thresholds) -> PairRow:
    row_id, from_day, to_day, closing, override, count, returned, since, *people = row.pair
    last, *_others, next_on = row.logged
    if to_day is not None and to_day > today:
        to_day = closing = None  # on that day it went on
    return PairRow(
        id=row_id,
        mentor=Companion(*people[:4]),
        member=Companion(*people[4:]),
        from_day=from_day,
        to_day=to_day,
        closing=closing,
        last_contact=last,
        next_on=next_on,
        contacts=count,
        silent=silent_days(from_day, last, to_day or today),
        stalled=to_day is None and is_stalled(from_day, last, next_on, today, numbers.stalled_days),
        override=override,
        to_look_at=_to_look_at(returned, since, today, numbers) if to_day is None else None,
    )


def _to_look_at(returned: str | None, since: str | None, today: date, numbers: Thresholds) -> Problem | None:
    return began_anew(recovery.days_ago(returned, today), recovery.days_ago(since, today), numbers)


def _place(pair: PairRow) -> tuple[int, bool, int, str, int]:
    ended = 0 if pair.to_day is None else date.max.toordinal() - pair.to_day.toordinal()
    return ended, not pair.stalled, -pair.silent, by_sound("", pair.member.name), pair.id


def companions(member_ids: Collection[int]) -> dict[int, Companion]:
    """Members by id, with their names, in the order of these."""
    if not member_ids:
        return {}
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    rows = tuples(Member.select(*columns).where(Member.id << list(member_ids)).order_by(*in_name_order()))
    return {row[0]: Companion(*row) for row in rows}


def for_reader(found: Sequence[Row], *, with_reasons: bool) -> list[Row]:
    """Why somebody passed over a warning is for those who arrange mentoring."""
    return [row if with_reasons else replace(row, override="") for row in found]


def log(pair: PairRow) -> list[LogLine]:
    """All contacts of a pair, newest first."""
    wanted = MentorContact.select().where(MentorContact.mentorship == pair.id)
    wanted = wanted.order_by(MentorContact.day.desc(), MentorContact.id.desc())
    return [_line(row.id, pair, logged(row)) for row in wanted]


def _latest_lines(rows: Sequence[_WithContact], found: Collection[PairRow]) -> list[LogLine]:
    of_pair = {pair.id: pair for pair in found}
    lines = ((row.contact_id, of_pair[row.pair[0]], row.logged) for row in rows)
    return [_line(contact_id, pair, Logged(*logged)) for contact_id, pair, logged in lines if contact_id is not None]


def _line(contact_id: int, pair: PairRow, logged: Logged) -> LogLine:
    return LogLine(contact_id, pair.id, pair.mentor.name, pair.member.name, logged)


def logged(row: MentorContact) -> Logged:
    """A contact as the domain sees it."""
    return Logged(row.day, row.minutes, row.kind, row.agreed, row.next_on)


def found(pair_id: int) -> MentorshipRow:
    """The mentorship with an id.

    Raises:
        NotFound: if there is none.
    """
    row: MentorshipRow | None = MentorshipRow.get_or_none(MentorshipRow.id == pair_id)
    if row is None:
        raise NotFound("unknown-mentorship", number=pair_id)
    return row


def close_within(unit: Unit, pair_id: int, closing: MentorshipClosing) -> None:
    """End an open mentorship inside somebody's unit of work."""
    new = {"to_day": closing.to_day, "closing": closing.reason}
    MentorshipRow.update(**new).where(MentorshipRow.id == pair_id).execute()
    unit.audit("mentorship.close", pair_id, {"to_day": None}, new)


def end_all_within(unit: Unit, member_id: int, day: date) -> list[tuple[int, date]]:
    """End whatever pairs there are on either side of a member, and return them with the day on which each ended."""
    theirs = (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id)
    pairs = list(MentorshipRow.select().where(open_pairs() & theirs))
    latest, ended = last_contacts(pairs), []
    for row in pairs:
        last = max(day, row.from_day, latest.get(row.id, day))
        close_within(unit, row.id, MentorshipClosing(last, ClosingReason.OTHER))
        ended.append((row.id, last))
    return ended


def last_contacts(pairs: Sequence[MentorshipRow]) -> dict[int, date]:
    """Day of the latest contact of some mentorships."""
    latest = MentorContact.select(MentorContact.mentorship, fn.MAX(MentorContact.day))
    of_pairs = MentorContact.mentorship << [pair.id for pair in pairs]
    return mapped(latest.where(of_pairs).group_by(MentorContact.mentorship))


def present_mentors(member_id: int) -> dict[int, str]:
    """Who accompanies a member now, by id, with their names."""
    open_ones = MentorshipRow.select().where(open_pairs() & (MentorshipRow.member == member_id))
    people = companions([row.mentor_id for row in open_ones])
    return {mentor_id: person.name for mentor_id, person in people.items()}
