"""Gathers a member's success story, while they agree that it is shared."""

from datetime import date, datetime

from peerdesk.db.models import Member
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.members.consents import ConsentKind, latest, missing_problems
from peerdesk.domain.names import mentioned
from peerdesk.domain.papers.choices import Choices, Names, PersonOnPaper
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.success_story import SuccessStoryPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import centre as centre_records
from peerdesk.records import consents as consent_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> SuccessStoryPage:
    """The story of the member chosen, else of the first who shares one. Nobody is named unless that is chosen.

    Raises:
        InvalidInput: if the member chosen has not agreed to share it, or no longer does, or has told none.
        NotFound: if no member has the number chosen.
    """
    actor.require(Permission.PRINT_PROGRESS)
    actor.require(Permission.KEEP_STORIES)
    chosen.refuse(choices)
    with storage.reading():
        around = centre_records.letterhead(), Printed(actor.name, now, choices.made_for), today
        member = chosen.member(choices, today) if choices.member is not None else _first()
        if member is None:
            return SuccessStoryPage(*around)
        chosen.refuse_untold(member.id, choices)
        consents = consent_records.of_member(member.id)
        problems = missing_problems(consents, ConsentKind.STORY, "member")
        story, agreed = consent_records.story_of(member.id), latest(consents, ConsentKind.STORY)
        if story is None and not problems:
            problems.append(Problem("member", "story-missing"))
        if problems or story is None or agreed is None:
            raise InvalidInput(problems)
        person = _person(member, choices.names)
        me = [(member.name_latin, member.name_native)]
        says_name = choices.names is not Names.FULL and mentioned(story.text, me, "")
        to_look_at = [Problem("", "story-says-name")] if says_name else []
        return SuccessStoryPage(*around, person, story.text, story.told_on, agreed.given_on, to_look_at)


def _first() -> Member | None:
    member_id = consent_records.first_to_share()
    return None if member_id is None else Member.get_by_id(member_id)


def _person(member: Member, names: Names | None) -> PersonOnPaper | None:
    """Initials or the name only where they were chosen."""
    if names not in (Names.FULL, Names.INITIALS):
        return None
    return people.on_paper(member.number, member.name_latin, member.name_native, names)
