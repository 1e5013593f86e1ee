"""Mentorships: a mentor and a member, from a day to a day."""

from collections.abc import Sequence
from datetime import date

from peewee import Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, Mentor, MentorContact, MentorshipRow
from peerdesk.db.queries import pairs as mapped
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.mentoring.mentorships import (
    ClosingReason,
    MentorshipClosing,
    PairFacts,
    Pairing,
    warnings_for_pair,
)
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.services import mentoring_rows as rows
from peerdesk.services import programme


def pair(storage: Storage, actor: Actor, pairing: Pairing, *, today: date) -> int:
    """Begin a mentorship and return its id.

    Raises:
        InvalidInput: if the mentor has not agreed or accompanies the member on some of these days already, the day is
            wrong, or a warning stands without a reason to pass over it.
        NotFound: if there is no such member.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        problems, warned = _problems(pairing, today)
    if problems:
        raise InvalidInput(problems)
    override = pairing.override.strip() if warned else ""
    with storage.writing(Changed.MENTORING, actor) as unit:
        row = MentorshipRow.create(
            mentor=pairing.mentor_id,
            member=pairing.member_id,
            from_day=pairing.from_day,
            to_day=None,
            closing=None,
            override=override,
        )
        facts = {"mentor": pairing.mentor_id, "member": pairing.member_id, "from": pairing.from_day}
        unit.audit("mentorship.begin", row.id, None, {**facts, "override": override})
    return int(row.id)


def close(storage: Storage, actor: Actor, pair_id: int, closing: MentorshipClosing, *, today: date) -> None:
    """End a mentorship. Its log stays.

    Raises:
        InvalidInput: if the day is wrong, or the pair has ended already.
        NotFound: if there is no such pair.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        row = found(pair_id)
        problems = closing.problems(today, row.from_day, last_contacts([row]).get(pair_id))
        if row.to_day is not None:
            problems.append(Problem("", "mentorship-ended", {"day": row.to_day}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        close_within(unit, pair_id, closing)


def reopen(storage: Storage, actor: Actor, pair_id: int) -> None:
    """Take the end of a mentorship back.

    Raises:
        InvalidInput: if the mentor has stopped, or the two were paired again meanwhile.
        NotFound: if there is no such pair.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        row = found(pair_id)
        problems = _presence_problems(row.mentor_id, row.member_id, row.from_day, besides=pair_id)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        old = {"to_day": row.to_day, "closing": row.closing}
        unit.audit_change("mentorship.reopen", pair_id, old, dict.fromkeys(old))
        MentorshipRow.update(dict.fromkeys(old)).where(MentorshipRow.id == pair_id).execute()


# Inside a reading or a unit of work


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
    pairs = list(MentorshipRow.select().where(rows.open_pairs() & theirs))
    latest = last_contacts(pairs)
    for row in pairs:
        last = max(day, row.from_day, latest.get(row.id, day))
        close_within(unit, row.id, MentorshipClosing(last, ClosingReason.OTHER))
    agreed = (Mentor.member == member_id) & rows.active()
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
    open_ones = MentorshipRow.select().where(rows.open_pairs() & (MentorshipRow.member == member_id))
    people = rows.companions([row.mentor_id for row in open_ones])
    return {mentor_id: person.name for mentor_id, person in people.items()}


def _problems(pairing: Pairing, today: date) -> tuple[list[Problem], bool]:
    """What is wrong with a pair, and whether a warning stands."""
    if pairing.mentor_id == pairing.member_id:
        return [Problem("mentor", "mentor-self")], False
    member: Member | None = Member.get_or_none(Member.id == pairing.member_id)
    if member is None:
        raise NotFound("unknown-member", number=pairing.member_id)
    numbers = programme.current()
    agreed = rows.mentors(rows.active() & (Mentor.member == pairing.mentor_id), today, numbers)
    if not agreed:
        return [Problem("mentor", "mentor-not-agreed")], False
    (mentor,) = agreed
    present = present_mentors(pairing.member_id)
    standing = rows.standings([pairing.mentor_id], today)[pairing.mentor_id]
    others = ", ".join(name for mentor_id, name in present.items() if mentor_id != pairing.mentor_id)
    facts = PairFacts(standing, mentor.accompanies, mentor.load, mentor.gender, member.gender, others)
    warnings = warnings_for_pair(facts, numbers)
    problems = _presence_problems(pairing.mentor_id, pairing.member_id, pairing.from_day)
    return problems + pairing.problems(today, mentor.consented_on, warnings), bool(warnings)


def _presence_problems(mentor_id: int, member_id: int, first: date, *, besides: int = 0) -> list[Problem]:
    """Whether the mentor still mentors, and the two are no pair from a day on (but for one mentorship)."""
    problems: list[Problem] = []
    if not Mentor.select().where(rows.active() & (Mentor.member == mentor_id)).exists():
        problems.append(Problem("mentor", "mentor-not-agreed"))
    both: Expression = (MentorshipRow.mentor == mentor_id) & (MentorshipRow.member == member_id)
    later = MentorshipRow.to_day.is_null() | (MentorshipRow.to_day >= first)
    if MentorshipRow.select().where(both & later & (MentorshipRow.id != besides)).exists():
        problems.append(Problem("from_day", "pair-exists"))
    return problems
