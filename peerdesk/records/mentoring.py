"""Mentoring out of the file: pairs, mentors, logs, who waits for a mentor, who has lost touch."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from peewee import Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, MemberSubstance, Mentor, MentorContact, MentorshipRow, Stay
from peerdesk.db.queries import pairs as mapped
from peerdesk.db.queries import tuples
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Substance
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
    is_stalled,
    silent_days,
    warnings_for_mentor,
    warnings_for_pair,
)
from peerdesk.domain.screens.mentoring import LogLine, MentoringOfMember, PairRow, StalledPair, WaitingForMentor
from peerdesk.errors import NotFound
from peerdesk.records.care import recovery
from peerdesk.records.groups.groups import roll_order
from peerdesk.records.members import known_member

LATEST_CONTACTS = 5
"""So many contacts stand on a member's page."""


def of_member(member_id: int, today: date, numbers: Thresholds, *, with_reasons: bool = True) -> MentoringOfMember:
    """One member's mentors, mentees and latest contacts, by the centre's numbers; inside a reading.

    Why a warning was passed over is left out without reasons.
    """
    own = (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id)
    found = for_reader(pairs(own, today, numbers.stalled_days), with_reasons=with_reasons)
    agreed = for_reader(mentors(active() & (Mentor.member == member_id), today, numbers), with_reasons=with_reasons)
    return MentoringOfMember(
        mentors=[pair for pair in found if pair.member.id == member_id],
        mentees=[pair for pair in found if pair.mentor.id == member_id],
        agreed=agreed[0] if agreed else None,
        log=log(found, LATEST_CONTACTS),
    )


def stalled(today: date, numbers: Thresholds) -> list[StalledPair]:
    """Pairs without a contact for as long as the centre allows, longest silence first; inside a reading."""
    found = pairs(open_pairs(), today, numbers.stalled_days)
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


def active() -> Expression:
    """Condition on mentors who have not stopped."""
    return Mentor.stopped_on.is_null()


def pairs(where: Expression, today: date, stalled_days: int) -> list[PairRow]:
    """Mentorships: the stalled ones first, then by silence, longest first; the ended ones last, newest first."""
    rows = list(MentorshipRow.select().where(where))
    people = companions({row.mentor_id for row in rows} | {row.member_id for row in rows})
    latest = _latest([row.id for row in rows])
    counts = mapped(
        MentorContact.select(MentorContact.mentorship, fn.COUNT(MentorContact.id))
        .where(MentorContact.mentorship << [row.id for row in rows])
        .group_by(MentorContact.mentorship)
    )
    found = []
    for row in rows:
        last, next_on = latest.get(row.id, (None, None))
        found.append(
            PairRow(
                id=row.id,
                mentor=people[row.mentor_id],
                member=people[row.member_id],
                from_day=row.from_day,
                to_day=row.to_day,
                closing=row.closing,
                last_contact=last,
                next_on=next_on,
                contacts=counts.get(row.id, 0),
                silent=silent_days(row.from_day, last, row.to_day or today),
                stalled=row.to_day is None and is_stalled(row.from_day, last, next_on, today, stalled_days),
                override=row.override,
            )
        )
    return sorted(found, key=_place)


def _place(pair: PairRow) -> tuple[int, bool, int, str, int]:
    ended = 0 if pair.to_day is None else date.max.toordinal() - pair.to_day.toordinal()
    return ended, not pair.stalled, -pair.silent, pair.member.name.casefold(), pair.id


def _latest(pair_ids: Collection[int]) -> dict[int, tuple[date, date | None]]:
    """Day of each pair's latest contact, and the next one it agreed; of two on one day the later entry counts."""
    last = (
        MentorContact.select(MentorContact.mentorship, fn.MAX(MentorContact.day).alias("last"))
        .where(MentorContact.mentorship << list(pair_ids))
        .group_by(MentorContact.mentorship)
    )
    on_last_day = (MentorContact.mentorship == last.c.mentorship_id) & (MentorContact.day == last.c.last)
    rows = MentorContact.select(MentorContact.mentorship, MentorContact.day, MentorContact.next_on)
    found = tuples(rows.join(last, on=on_last_day).order_by(MentorContact.id))
    return {pair_id: (day, next_on) for pair_id, day, next_on in found}


def companions(member_ids: Iterable[int]) -> dict[int, Companion]:
    """Members by id, with their names."""
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
    return {member_id: Standing(days.get(member_id), phases.get(member_id)) for member_id in member_ids}


def accompanied(mentor_ids: Collection[int] | None = None) -> dict[int, int]:
    """How many members each mentor accompanies now; of all mentors, or of some."""
    counted = MentorshipRow.select(MentorshipRow.mentor, fn.COUNT(MentorshipRow.id)).where(open_pairs())
    if mentor_ids is not None:
        counted = counted.where(MentorshipRow.mentor << list(mentor_ids))
    return mapped(counted.group_by(MentorshipRow.mentor))


def mentors(where: Expression, today: date, thresholds: Thresholds) -> list[MentorRow]:
    """Members who agreed to mentor, in name order; those in the archive are left out."""
    rows = Mentor.select(Mentor, Member).join(Member).where(where & Member.archived_on.is_null())
    found = list(rows.order_by(*roll_order()))
    ids = [row.member_id for row in found]
    standing, busy = standings(ids, today), accompanied(ids)
    return [
        MentorRow(
            person=Companion(row.member_id, row.member.number, row.member.name_latin, row.member.name_native),
            gender=row.member.gender,
            age=_age(row.member, today),
            village=row.member.village,
            standing=standing[row.member_id],
            consented_on=row.consented_on,
            load=row.load,
            accompanies=busy.get(row.member_id, 0),
            warnings=tuple(warnings_for_mentor(standing[row.member_id], thresholds)),
            override=row.override,
            stopped_on=row.stopped_on,
        )
        for row in found
    ]


def waiting(today: date) -> list[WaitingForMentor]:
    """Members in the programme whom nobody accompanies, newcomers first."""
    accompanied_now = MentorshipRow.select(MentorshipRow.member).where(open_pairs())
    rows = (
        Stay.select(Stay, Member)
        .join(Member)
        .where(Stay.discharged_on.is_null() & Member.archived_on.is_null() & Member.id.not_in(accompanied_now))
        .order_by(Stay.admitted_on.desc(), Stay.id.desc())
    )
    return [
        WaitingForMentor(
            Companion(stay.member_id, stay.member.number, stay.member.name_latin, stay.member.name_native),
            stay.member.gender,
            _age(stay.member, today),
            stay.member.village,
            stay.member.language,
            stay.admitted_on,
        )
        for stay in rows
    ]


def for_reader(found: Sequence[Row], *, with_reasons: bool) -> list[Row]:
    """Why somebody passed over a warning is for those who arrange mentoring."""
    return [row if with_reasons else replace(row, override="") for row in found]


def traits(member_ids: Collection[int], today: date) -> dict[int, MentoringTraits]:
    """What the list of possible mentors compares."""
    substances: dict[int, set[Substance]] = {}
    used = MemberSubstance.select(MemberSubstance.member, MemberSubstance.substance)
    for member_id, substance in tuples(used.where(MemberSubstance.member << list(member_ids))):
        substances.setdefault(member_id, set()).add(substance)
    return {
        m.id: MentoringTraits(
            m.gender, _age(m, today), m.language, m.village, m.district, frozenset(substances.get(m.id, frozenset()))
        )
        for m in Member.select().where(Member.id << list(member_ids))
    }


def log(rows: Collection[PairRow], most: int | None = None) -> list[LogLine]:
    """The contacts of some pairs, newest first."""
    of_pair = {pair.id: pair for pair in rows}
    wanted = MentorContact.select().where(MentorContact.mentorship << list(of_pair))
    wanted = wanted.order_by(MentorContact.day.desc(), MentorContact.id.desc())
    return [
        LogLine(
            row.id,
            row.mentorship_id,
            of_pair[row.mentorship_id].mentor.name,
            of_pair[row.mentorship_id].member.name,
            logged(row),
        )
        for row in (wanted if most is None else wanted.limit(most))
    ]


def logged(row: MentorContact) -> Logged:
    """A contact as the domain sees it."""
    return Logged(row.day, row.minutes, row.kind, row.agreed, row.next_on)


def _age(member: Member, today: date) -> int | None:
    stated = MemberDetails(birth_date=member.birth_date, age=member.age, age_on=member.age_on)
    return stated.age_today(today)


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


def end_all_within(unit: Unit, member_id: int, day: date) -> None:
    """End whatever mentoring there is on either side of a member who died, inside the discharge's unit of work."""
    theirs = (MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id)
    pairs = list(MentorshipRow.select().where(open_pairs() & theirs))
    latest = last_contacts(pairs)
    for row in pairs:
        last = max(day, row.from_day, latest.get(row.id, day))
        close_within(unit, row.id, MentorshipClosing(last, ClosingReason.OTHER))
    agreed = (Mentor.member == member_id) & active()
    if Mentor.get_or_none(agreed) is not None:
        Mentor.update(stopped_on=day).where(agreed).execute()
        unit.audit("mentor.stop", member_id, {"stopped_on": None}, {"stopped_on": day})


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
