"""Gathers a member's staying-well plan for paper, or the same page left open."""

from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import each_help_line
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.staying_well_plan import PlanSheet
from peerdesk.errors import InvalidInput
from peerdesk.records import centre as centre_records
from peerdesk.records import standing
from peerdesk.records.care import staying_well as plan_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> PlanSheet:
    """The plan of the member chosen, else of the first on the roll. A blank page names whoever was chosen, or nobody.

    Raises:
        InvalidInput: if the member has died or is in the archive.
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_STAYING_WELL)
    with storage.reading():
        around = centre_records.letterhead(), Printed(actor.name, now, choices.made_for), today
        help_lines = each_help_line(centre_records.thresholds().help_lines)
        for_anybody = choices.blank and choices.member is None
        member = None if for_anybody else chosen.member(choices, today)
        if member is None:
            return PlanSheet(*around, help_lines=help_lines)
        if gone := standing.problems(Part.OWN_WORDS, [member.id], "member"):
            raise InvalidInput(gone)
        person = people.on_paper(member.number, member.name_latin, member.name_native, choices.naming)
        plan = None if choices.blank else plan_records.of_member(member.id).current
        if plan is None:
            return PlanSheet(*around, person, help_lines=help_lines)
        return PlanSheet(*around, person, plan.written_on, plan.words, help_lines)
