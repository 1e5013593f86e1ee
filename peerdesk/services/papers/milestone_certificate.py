"""Gathers a milestone's certificate: one member, and the latest milestone that they reached."""

from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.contacts import NEVER
from peerdesk.domain.care.recovery import ReachedMilestone, Timeline, to_look_at
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.milestone_certificate import MilestoneCertificate
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import centre as centre_records
from peerdesk.records import standing
from peerdesk.records.care import last_contacts
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> MilestoneCertificate:
    """The latest milestone of a member: of all, or of those reached in the days chosen.

    Raises:
        InvalidInput: if the last day is before the first, or the member has died or is in the archive.
        NotFound: if there is no such member, or no such group.
    """
    actor.require(Permission.PRINT_PROGRESS)
    chosen.refuse(choices)
    with storage.reading():
        around = centre_records.letterhead(), Printed(actor.name, now, choices.made_for), today
        member = chosen.member(choices, today)
        if member is None:
            return MilestoneCertificate(*around, None)
        if gone := standing.problems(Part.CERTIFICATE, [member.id], "member"):
            raise InvalidInput([_calmly(problem) for problem in gone])
        person = people.on_paper(member.number, member.name_latin, member.name_native, choices.naming)
        timeline = recovery_records.timeline_of(member.id, today)
        latest = _latest(timeline, choices)
        if latest is None:
            return MilestoneCertificate(*around, person)
        heard_on = last_contacts.of_members([member.id]).get(member.id, NEVER).day
        return MilestoneCertificate(
            *around, person, latest.milestone, latest.day, to_look_at(latest.day, timeline.spans, heard_on)
        )


def _calmly(problem: Problem) -> Problem:
    return problem._replace(code="certificate-died") if problem.code == "member-died" else problem


def _latest(timeline: Timeline, choices: Choices) -> ReachedMilestone | None:
    """Of two that fall on one day it is the one of days, months or years."""
    first, last = choices.first or date.min, choices.last or date.max
    within = [row for row in timeline.reached if first <= row.day <= last]
    return max(within, key=lambda row: (row.day, row.milestone.of_span), default=None)
