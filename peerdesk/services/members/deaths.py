"""That a member died, whenever it becomes known, and the way back from a mistake."""

from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.members.endings import WhatEnds
from peerdesk.domain.members.stays import Death, why_problems
from peerdesk.errors import InvalidInput
from peerdesk.records import deaths, endings
from peerdesk.records import members as member_records


def what_ends(storage: Storage, actor: Actor, member_id: int, day: date) -> WhatEnds:
    """What would end with a death, or in the archive, on a day.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        member_records.known_member(member_id)
        return endings.what_ends(member_id, day)


def note_death(storage: Storage, actor: Actor, member_id: int, death: Death, *, today: date) -> None:
    """Write down that a member died: the stay, groups, waitlists, mentoring, calls and turns at duties end with it.

    Raises:
        InvalidInput: if the day cannot be meant, or it is written down already.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        problems = deaths.problems(member_id, death, today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(deaths.TOUCHES, actor) as unit:
        deaths.note_within(unit, member_id, death)


def take_back_death(storage: Storage, actor: Actor, member_id: int, why: str) -> None:
    """It was a mistake: everything that ended with it comes back, as far as nothing has taken its place.

    Raises:
        InvalidInput: if no reason is given, or nobody wrote down that the member died.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    if problems := why_problems(why):
        raise InvalidInput(problems)
    with storage.writing(deaths.TOUCHES, actor) as unit:
        deaths.take_back_within(unit, member_id, why)
