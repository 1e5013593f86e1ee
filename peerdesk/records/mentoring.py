"""Mentoring out of the file: pairs, mentors, logs, who waits for a mentor, who has lost touch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, MemberSubstance, Mentor, MentorContact, MentorshipRow, RecoverySpan, Stay
from peerdesk.db.queries import pairs as mapped
from peerdesk.db.queries import tuples
from peerdesk.domain.care.recovery import SpanInRecovery
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import Language, MemberDetails
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Phase, phase_of
from peerdesk.domain.mentoring.mentors import (
    Companion,
    MentoringTraits,
    MentorRow,
    PossibleMentor,
    Search,
    age_difference,
    in_common,
    ranked,
)
from peerdesk.domain.mentoring.mentorships import (
    ClosingReason,
    Logged,
    MentorshipClosing,
    PairFacts,
    Standing,
    began_anew,
    is_stalled,
    silent_days,
    warnings_for_mentor,
    warnings_for_pair,
)
from peerdesk.domain.names import by_sound
from peerdesk.domain.screens.mentoring import LogLine, MentoringOfMember, PairRow, StalledPair, WaitingForMentor
from peerdesk.errors import NotFound
from peerdesk.records import key_counsellors
from peerdesk.records.care import recovery
from peerdesk.records.latest_stays import latest_of
from peerdesk.records.members import known_member
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in

LATEST_CONTACTS = 5
"""So many contacts stand on a member's page."""


def of_member(member_id: int, today: date, numbers: Thresholds, *, with_reasons: bool = True) -> MentoringOfMember:
    """One member's mentors, mentees and latest contacts, by the centre's numbers; inside a reading.

    Why a warning was passed over is left out without reasons.
    """
    own = (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id)
    rows = _with_latest(LATEST_CONTACTS, own)
    found = for_reader(_pairs(rows, today, numbers), with_reasons=with_reasons)
    agreed = for_reader(mentors(active() & (Mentor.member == member_id), today, numbers), with_reasons=with_reasons)
    return MentoringOfMember(
        mentors=[pair for pair in found if pair.member.id == member_id],
        mentees=[pair for pair in found if pair.mentor.id == member_id],
        agreed=agreed[0] if agreed else None,
        log=_latest_lines(rows, found)[:LATEST_CONTACTS],
    )


def stalled(today: date, numbers: Thresholds, mine_of: int | None = None) -> list[StalledPair]:
    """Pairs without a contact for as long as the centre allows, longest silence first; inside a reading."""
    found = pairs(mine(open_pairs(), mine_of, today), today, numbers)
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


def active() -> Expression:
    """Condition on mentors who have not stopped."""
    return Mentor.stopped_on.is_null()


def pairs(where: Expression, today: date, numbers: Thresholds) -> list[PairRow]:
    """Mentorships: the stalled ones first, then by silence, longest first; the ended ones last, newest first."""
    return _pairs(_with_latest(1, where), today, numbers)


class _WithContact(NamedTuple):
    """The columns of a mentorship and of one of its contacts; where it has none the latter are empty."""

    pair: Sequence[Any]
    contact_id: int | None
    logged: Sequence[Any]


def _with_latest(most: int, where: Expression) -> list[_WithContact]:
    """Mentorships with so many of their latest contacts at the most, all of these newest first."""
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
        .join(MentorContact, JOIN.LEFT_OUTER, on=_is_latest(most))
        .where(where)
        .order_by(MentorContact.day.desc(), MentorContact.id.desc())
    )
    return [_WithContact(row[6:], row[0], row[1:6]) for row in tuples(rows)]


def _is_latest(most: int) -> Expression:
    """Condition on a pair's latest contacts; of two on one day the later entry counts."""
    contact = MentorContact.alias()
    theirs = contact.select(contact.id).where(contact.mentorship == MentorshipRow.id)
    latest = theirs.order_by(contact.day.desc(), contact.id.desc()).limit(most)
    return MentorContact.id == latest if most == 1 else MentorContact.id << latest


def _pairs(rows: Sequence[_WithContact], today: date, numbers: Thresholds) -> list[PairRow]:
    latest = {row.pair[0]: row for row in reversed(rows)}
    return sorted((_pair(row, today, numbers) for row in latest.values()), key=_place)


def _pair(row: _WithContact, today: date, numbers: Thresholds) -> PairRow:
    row_id, from_day, to_day, closing, override, count, returned, since, *people = row.pair
    last, *_others, next_on = row.logged
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
        to_look_at=began_anew(_days(returned, today), _days(since, today), numbers) if to_day is None else None,
    )


def _days(since: str | None, today: date) -> int | None:
    """Days since a day as the file keeps it."""
    return None if since is None else max(0, (today - date.fromisoformat(since)).days)


def _place(pair: PairRow) -> tuple[int, bool, int, str, int]:
    ended = 0 if pair.to_day is None else date.max.toordinal() - pair.to_day.toordinal()
    return ended, not pair.stalled, -pair.silent, by_sound("", pair.member.name), pair.id


def companions(member_ids: Collection[int]) -> dict[int, Companion]:
    """Members by id, with their names."""
    if not member_ids:
        return {}
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    rows = tuples(Member.select(*columns).where(Member.id << list(member_ids)))
    return {row[0]: Companion(*row) for row in rows}


def standings(member_ids: Collection[int], today: date) -> dict[int, Standing]:
    """How far along some members are."""
    days = recovery.days_in_recovery(member_ids, today)
    phases: dict[int, Phase] = {}
    stays = Stay.select().where(Stay.member << list(member_ids))
    for stay in stays.order_by(Stay.discharged_on.is_null(), Stay.admitted_on, Stay.id):
        phases[stay.member_id] = phase_of(stay.discharged_on, stay.discharge_type)
    returned = recovery.days_since_return(member_ids, today)
    return {who: Standing(days.get(who), phases.get(who), returned.get(who)) for who in member_ids}


def mentors(where: Expression, today: date, thresholds: Thresholds) -> list[MentorRow]:
    """Members who agreed to mentor, in name order; those in the archive are left out."""
    accompanies = MentorshipRow.select(fn.COUNT(MentorshipRow.id)).where(
        open_pairs() & (MentorshipRow.mentor == Mentor.member)
    )
    in_recovery = (RecoverySpan.member == Mentor.member) & RecoverySpan.ended_on.is_null()
    rows = (
        Mentor.select(
            *(Mentor.consented_on, Mentor.load, Mentor.override, Mentor.stopped_on, accompanies.alias("accompanies")),
            *(recovery.latest_return(Mentor.member).alias("returned"), RecoverySpan.from_day),
            *(Stay.id, Stay.discharged_on, Stay.discharge_type),
            *_PERSON,
        )
        .join(Member)
        .switch(Mentor)
        .join(RecoverySpan, JOIN.LEFT_OUTER, on=in_recovery)
        .switch(Mentor)
        .join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest_of(Mentor.member))
        .where(where & stands_in(Part.POSSIBLE_MENTORS))
        .order_by(*in_name_order())
    )
    return [_mentor(row, today, thresholds) for row in tuples(rows)]


def _mentor(row: Sequence[Any], today: date, thresholds: Thresholds) -> MentorRow:
    consented_on, load, override, stopped_on, accompanies, returned, since, stay, *ended = row[:10]
    person, gender, village, _language, age = _person(row[10:], today)
    days = None if since is None else SpanInRecovery(0, since).days(today)
    standing = Standing(days, phase_of(*ended) if stay else None, _days(returned, today))
    return MentorRow(
        person=person,
        gender=gender,
        age=age,
        village=village,
        standing=standing,
        consented_on=consented_on,
        load=load,
        accompanies=accompanies,
        warnings=tuple(warnings_for_mentor(standing, thresholds)),
        override=override,
        stopped_on=stopped_on,
    )


def waiting(today: date, mine_of: int | None = None) -> list[WaitingForMentor]:
    """Members in the programme whom nobody accompanies, newcomers first."""
    pair = MentorshipRow.select(MentorshipRow.id).where(open_pairs() & (MentorshipRow.member == Stay.member))
    rows = (
        Stay.select(Stay.admitted_on, *_PERSON)
        .join(Member)
        .where(Stay.discharged_on.is_null() & stands_in(Part.WAITING_FOR_MENTOR) & ~fn.EXISTS(pair))
        .where(*key_counsellors.only_mine(Stay.member, mine_of, today))
        .order_by(Stay.admitted_on.desc(), Stay.id.desc())
    )
    found = []
    for admitted_on, *columns in tuples(rows):
        person, gender, village, language, age = _person(columns, today)
        found.append(WaitingForMentor(person, gender, age, village, language, admitted_on))
    return found


_PERSON = (
    *(Member.id, Member.number, Member.name_latin, Member.name_native),
    *(Member.gender, Member.village, Member.language, Member.birth_date, Member.age, Member.age_on),
)


def _person(columns: Sequence[Any], today: date) -> tuple[Companion, Gender, str, Language | None, int | None]:
    """A member out of the columns of `_PERSON`, with gender, village, language and age."""
    gender, village, language, birth_date, age, age_on = columns[4:]
    return Companion(*columns[:4]), gender, village, language, _age(birth_date, age, age_on, today)


def for_reader(found: Sequence[Row], *, with_reasons: bool) -> list[Row]:
    """Why somebody passed over a warning is for those who arrange mentoring."""
    return [row if with_reasons else replace(row, override="") for row in found]


def traits(member_ids: Collection[int], today: date) -> dict[int, MentoringTraits]:
    """What the list of possible mentors compares."""
    substances: dict[int, set[Substance]] = {}
    used = MemberSubstance.select(MemberSubstance.member, MemberSubstance.substance)
    for member_id, substance in tuples(used.where(MemberSubstance.member << list(member_ids))):
        substances.setdefault(member_id, set()).add(substance)
    everybody = Member.select().where(Member.id << list(member_ids))
    return {
        m.id: MentoringTraits(
            m.gender,
            _age(m.birth_date, m.age, m.age_on, today),
            m.language,
            m.village,
            m.district,
            frozenset(substances.get(m.id, frozenset())),
        )
        for m in everybody
    }


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


def _age(birth_date: date | None, age: int | None, age_on: date | None, today: date) -> int | None:
    return MemberDetails(birth_date=birth_date, age=age, age_on=age_on).age_today(today)


def search(member_id: int, agreed: Sequence[MentorRow], numbers: Thresholds, today: date) -> Search:
    """Who of all who agreed could accompany a member, as for the service of possible mentors."""
    row, present = known_member(member_id), present_mentors(member_id)
    found = [mentor for mentor in agreed if mentor.person.id != member_id and mentor.person.id not in present]
    known = traits([member_id, *(mentor.person.id for mentor in found)], today)
    member, possible = known[member_id], []
    for mentor in found:
        own, others = known[mentor.person.id], ", ".join(present.values())
        facts = PairFacts(mentor.standing, mentor.accompanies, mentor.load, own.gender, member.gender, others)
        possible.append(
            PossibleMentor(
                mentor, own, in_common(member, own), age_difference(member, own), warnings_for_pair(facts, numbers)
            )
        )
    person = Companion(row.id, row.number, row.name_latin, row.name_native)
    return Search(person, member, ranked(member, possible))


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


def stop_within(unit: Unit, member_id: int, day: date) -> bool:
    """A member who agreed to accompany others does so no more; whether they had agreed."""
    stopped = Mentor.update(stopped_on=day).where((Mentor.member == member_id) & active()).execute()
    if stopped:
        unit.audit("mentor.stop", member_id, {"stopped_on": None}, {"stopped_on": day})
    return bool(stopped)


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
