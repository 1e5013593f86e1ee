"""Gathers a mentor's log sheets: one blank sheet for each member whom the mentor accompanies."""

from datetime import date, datetime

from peerdesk.db.models import Member, Mentor, MentorshipRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import each_help_line
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices, Names
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.mentor_log import Accompanied, MentorLog
from peerdesk.records import centre as centre_records
from peerdesk.records.mentoring import mentors as mentor_records
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.records.name_order import in_name_order
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people
from peerdesk.records.standing import stands_in


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> MentorLog:
    """The sheets of the member chosen, else of the first mentor on the roll who accompanies somebody.

    The members accompanied stand by initials at the most, whatever is chosen for the mentor's own name.

    Raises:
        NotFound: if no member has the number chosen.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    actor.require(Permission.SEE_MENTORING)
    with storage.reading():
        member = chosen.member(choices, today) if choices.member is not None else _first_mentor()
        agreed = Mentor.select().where(mentor_records.active() & (Mentor.member == member)).exists()
        return MentorLog(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now, choices.made_for),
            data_as_on=today,
            mentor=people.of_members([member.id], choices.naming)[member.id] if member else None,
            agreed=agreed,
            members=_accompanied(member, choices.naming) if member and agreed else [],
            help_lines=each_help_line(centre_records.thresholds().help_lines),
        )


def _first_mentor() -> Member | None:
    agreed = Member.select().join(Mentor).where(mentor_records.active() & stands_in(Part.PAIRS))
    busy = MentorshipRow.select(MentorshipRow.mentor).where(pair_records.open_pairs())
    in_order = agreed.order_by((Member.id << busy).desc(), *in_name_order())
    first: Member | None = in_order.first()
    return first


def _accompanied(mentor: Member, names: Names) -> list[Accompanied]:
    going_on = pair_records.open_pairs() & (MentorshipRow.mentor == mentor.id)
    since = {row.member_id: row.from_day for row in MentorshipRow.select().where(going_on)}
    named = people.of_members(since, Names.NUMBER if names is Names.NUMBER else Names.INITIALS)
    return [Accompanied(person, since[member_id]) for member_id, person in named.items()]
