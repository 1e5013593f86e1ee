"""Mentorships: a mentor and a member, from a day to a day."""

from datetime import date

from peewee import Expression

from peerdesk.db.models import Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.states import Part
from peerdesk.domain.mentoring.mentorships import MentorshipClosing, PairFacts, Pairing, warnings_for_pair
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import centre as centre_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.mentoring import mentors as mentor_records
from peerdesk.records.mentoring import pairs as pair_records


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
        row = pair_records.found(pair_id)
        problems = closing.problems(today, row.from_day, pair_records.last_contacts([row]).get(pair_id))
        if row.to_day is not None:
            problems.append(Problem("", "mentorship-ended", {"day": row.to_day}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        pair_records.close_within(unit, pair_id, closing)


def reopen(storage: Storage, actor: Actor, pair_id: int) -> None:
    """Take the end of a mentorship back.

    Raises:
        InvalidInput: if the mentor has stopped, or the two were paired again meanwhile.
        NotFound: if there is no such pair.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        row = pair_records.found(pair_id)
        problems = _presence_problems(row.mentor_id, row.member_id, row.from_day, besides=pair_id)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        old = {"to_day": row.to_day, "closing": row.closing}
        unit.audit_change("mentorship.reopen", pair_id, old, dict.fromkeys(old))
        MentorshipRow.update(dict.fromkeys(old)).where(MentorshipRow.id == pair_id).execute()


def _problems(pairing: Pairing, today: date) -> tuple[list[Problem], bool]:
    """What is wrong with a pair, and whether a warning stands."""
    if pairing.mentor_id == pairing.member_id:
        return [Problem("mentor", "mentor-self")], False
    member = member_records.known_member(pairing.member_id)
    numbers = centre_records.thresholds()
    agreed = mentor_records.mentors(mentor_records.active() & (Mentor.member == pairing.mentor_id), today, numbers)
    if not agreed:
        return [Problem("mentor", "mentor-not-agreed")], False
    (mentor,) = agreed
    present = pair_records.present_mentors(pairing.member_id)
    how_far = mentor_records.standings([pairing.mentor_id], today)[pairing.mentor_id]
    others = ", ".join(name for mentor_id, name in present.items() if mentor_id != pairing.mentor_id)
    facts = PairFacts(how_far, mentor.accompanies, mentor.load, mentor.gender, member.gender, others)
    warnings = warnings_for_pair(facts, numbers)
    problems = _presence_problems(pairing.mentor_id, pairing.member_id, pairing.from_day)
    return problems + pairing.problems(today, mentor.consented_on, warnings), bool(warnings)


def _presence_problems(mentor_id: int, member_id: int, first: date, *, besides: int = 0) -> list[Problem]:
    """Whether the mentor still mentors, and the two are no pair from a day on (but for one mentorship)."""
    problems: list[Problem] = []
    if not Mentor.select().where(mentor_records.active() & (Mentor.member == mentor_id)).exists():
        problems.append(Problem("mentor", "mentor-not-agreed"))
    problems += standing.problems(Part.PAIRS, [mentor_id, member_id], "mentor")
    both: Expression = (MentorshipRow.mentor == mentor_id) & (MentorshipRow.member == member_id)
    later = MentorshipRow.to_day.is_null() | (MentorshipRow.to_day >= first)
    if MentorshipRow.select().where(both & later & (MentorshipRow.id != besides)).exists():
        problems.append(Problem("from_day", "pair-exists"))
    return problems
