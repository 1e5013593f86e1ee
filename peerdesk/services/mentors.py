"""Mentors: who agreed to accompany others, and who of them could accompany a member."""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from peerdesk.db.models import Member, Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.domain.mentoring.mentors import (
    Companion,
    MentorRow,
    PossibleMentor,
    Search,
    age_difference,
    in_common,
    ranked,
)
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    MentorshipClosing,
    PairFacts,
    Standing,
    warnings_for_mentor,
    warnings_for_pair,
)
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.services import mentoring_rows as rows
from peerdesk.services import mentorships, programme


def possible_mentors(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Search:
    """Everybody who agreed to mentor and does not accompany the member yet, with what the two have in common.

    Same gender first. Those without room, and those against whom something speaks, are shown with the fact.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        numbers = programme.current()
        agreed = rows.mentors(rows.active(), today, numbers)
        seen = rows.for_reader(agreed, with_reasons=actor.may(Permission.MANAGE_MENTORING))
        return search(member_id, seen, numbers, today)


def search(member_id: int, agreed: Sequence[MentorRow], numbers: Thresholds, today: date) -> Search:
    """Who of all who agreed could accompany a member, as for :func:`possible_mentors`; inside a reading."""
    row, present = _member(member_id), mentorships.present_mentors(member_id)
    found = [mentor for mentor in agreed if mentor.person.id != member_id and mentor.person.id not in present]
    traits = rows.traits([member_id, *(mentor.person.id for mentor in found)], today)
    member, possible = traits[member_id], []
    for mentor in found:
        own, others = traits[mentor.person.id], ", ".join(present.values())
        facts = PairFacts(mentor.standing, mentor.accompanies, mentor.load, own.gender, member.gender, others)
        possible.append(
            PossibleMentor(
                mentor, own, in_common(member, own), age_difference(member, own), warnings_for_pair(facts, numbers)
            )
        )
    person = Companion(row.id, row.number, row.name_latin, row.name_native)
    return Search(person, member, ranked(member, possible))


def warnings(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Sequence[Problem]:
    """What speaks against a member as a mentor today; it can be passed over with a reason.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        _member(member_id)
        return _warnings(member_id, today)


def agree_to_mentor(storage: Storage, actor: Actor, member_id: int, agreement: Agreement, *, today: date) -> None:
    """Keep that a member agreed to mentor (again, after they had stopped), or correct the day and the load.

    Raises:
        InvalidInput: if the day or load is wrong, they have accompanied somebody since before that day, or a warning
            stands without a reason to pass over it.
        NotFound: if there is no such member.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        archived = _member(member_id).archived_on is not None
        speaking_against = _warnings(member_id, today)
        problems = agreement.problems(today, speaking_against)
        first = _first_day(member_id)
        load = agreement.load or programme.current().mentor_load
    if archived:
        problems.append(Problem("", "mentor-archived"))
    if first is not None and agreement.consented_on > first:
        problems.append(Problem("consented_on", "consent-after-mentorship", {"day": first}))
    if problems:
        raise InvalidInput(problems)
    override = agreement.override.strip() if speaking_against else ""
    new = {"consented_on": agreement.consented_on, "load": load, "stopped_on": None, "override": override}
    with storage.writing(Changed.MENTORING, actor) as unit:
        old = Mentor.get_or_none(Mentor.member == member_id)
        if old is None:
            Mentor.create(member=member_id, **new)
            unit.audit("mentor.agree", member_id, None, new)
        else:
            unit.audit_change("mentor.agree", member_id, {name: getattr(old, name) for name in new}, new)
            Mentor.update(**new).where(Mentor.member == member_id).execute()


def stop_mentoring(storage: Storage, actor: Actor, member_id: int, closing: MentorshipClosing, *, today: date) -> None:
    """End a member's mentoring on a day, and with it the pairs that go on, all for one reason.

    Raises:
        InvalidInput: if the day is wrong for the mentor or for one of the pairs.
        NotFound: if the member does not mentor.
    """
    actor.require(Permission.MANAGE_MENTORING)
    with storage.reading():
        mentor: Mentor | None = Mentor.get_or_none(rows.active() & (Mentor.member == member_id))
        if mentor is None:
            raise NotFound("not-a-mentor", number=member_id)
        going_on = list(MentorshipRow.select().where(rows.open_pairs() & (MentorshipRow.mentor == member_id)))
        last = mentorships.last_contacts(going_on)
        problems = [problem for row in going_on for problem in closing.problems(today, row.from_day, last.get(row.id))]
    if closing.to_day > today and not problems:
        problems.append(Problem("to_day", "day-ahead"))
    if closing.to_day < mentor.consented_on:
        problems.append(Problem("to_day", "before-consent", {"day": mentor.consented_on}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        for row in going_on:
            mentorships.close_within(unit, row.id, closing)
        unit.audit("mentor.stop", member_id, {"stopped_on": None}, {"stopped_on": closing.to_day})
        Mentor.update(stopped_on=closing.to_day).where(Mentor.member == member_id).execute()


def _member(member_id: int) -> Member:
    member: Member | None = Member.get_or_none(Member.id == member_id)
    if member is None:
        raise NotFound("unknown-member", number=member_id)
    return member


def _warnings(member_id: int, today: date) -> list[Problem]:
    standing: Standing = rows.standings([member_id], today)[member_id]
    return warnings_for_mentor(standing, programme.current())


def _first_day(member_id: int) -> date | None:
    """The first day of the pairs in which somebody accompanies now."""
    first = MentorshipRow.select(fn.MIN(MentorshipRow.from_day))
    found: date | None = first.where(rows.open_pairs() & (MentorshipRow.mentor == member_id)).scalar()
    return found
