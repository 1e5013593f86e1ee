"""Mentors: who agreed to accompany others, and who of them could accompany a member."""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from peerdesk.db.models import Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.states import Part
from peerdesk.domain.mentoring.mentors import Search
from peerdesk.domain.mentoring.mentorships import Agreement, MentorshipClosing, Standing, warnings_for_mentor
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import centre as centre_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.mentoring import mentors as mentor_records
from peerdesk.records.mentoring import pairs as pair_records


def possible_mentors(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Search:
    """Everybody who agreed to mentor and does not accompany the member yet, with what the two have in common.

    Same gender first. Those without room, and those against whom something speaks, are shown with the fact.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        numbers = centre_records.thresholds()
        agreed = mentor_records.mentors(mentor_records.active(), today, numbers)
        seen = pair_records.for_reader(agreed, with_reasons=actor.may(Permission.MANAGE_MENTORING))
        return mentor_records.search(member_id, seen, numbers, today)


def warnings(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Sequence[Problem]:
    """What speaks against a member as a mentor today; it can be passed over with a reason.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        member_records.known_member(member_id)
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
        gone = birth_problems("consented_on", agreement.consented_on, member_records.born(member_id))
        gone += standing.problems(Part.POSSIBLE_MENTORS, [member_id], "")
        speaking_against = _warnings(member_id, today)
        problems = agreement.problems(today, speaking_against)
        first = _first_day(member_id)
        load = agreement.load or centre_records.thresholds().mentor_load
    problems += gone
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
        mentor: Mentor | None = Mentor.get_or_none(mentor_records.active() & (Mentor.member == member_id))
        if mentor is None:
            raise NotFound("not-a-mentor", number=member_id)
        going_on = list(MentorshipRow.select().where(pair_records.open_pairs() & (MentorshipRow.mentor == member_id)))
        last = pair_records.last_contacts(going_on)
        problems = [problem for row in going_on for problem in closing.problems(today, row.from_day, last.get(row.id))]
    if closing.to_day > today and not problems:
        problems.append(Problem("to_day", "day-ahead"))
    if closing.to_day < mentor.consented_on:
        problems.append(Problem("to_day", "before-consent", {"day": mentor.consented_on}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MENTORING, actor) as unit:
        for row in going_on:
            pair_records.close_within(unit, row.id, closing)
        unit.audit("mentor.stop", member_id, {"stopped_on": None}, {"stopped_on": closing.to_day})
        Mentor.update(stopped_on=closing.to_day).where(Mentor.member == member_id).execute()


def _warnings(member_id: int, today: date) -> list[Problem]:
    how_far: Standing = mentor_records.standings([member_id], today)[member_id]
    return warnings_for_mentor(how_far, centre_records.thresholds())


def _first_day(member_id: int) -> date | None:
    """The first day of the pairs in which somebody accompanies now."""
    first = MentorshipRow.select(fn.MIN(MentorshipRow.from_day))
    found: date | None = first.where(pair_records.open_pairs() & (MentorshipRow.mentor == member_id)).scalar()
    return found
