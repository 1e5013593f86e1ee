"""Success stories: a member's own words, kept and changed only while they agree that the story is shared."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import SuccessStory
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.consents import ConsentKind, missing_problems
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.records import bin as bin_records
from peerdesk.records import consents as consent_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.groups import groups as group_records


def names_in(storage: Storage, actor: Actor, member_id: int, text: str) -> Sequence[str]:
    """Names that stand in a text of others who were ever in a group with the member (a story must not name them)."""
    actor.require(Permission.KEEP_STORIES)
    with storage.reading():
        return member_records.others_named(text, group_records.companions_ever(member_id), member_id)


def keep(storage: Storage, actor: Actor, member_id: int, told: ToldStory, *, today: date) -> None:
    """Keep a member's story, in place of the one before.

    Raises:
        InvalidInput: if the member has not agreed to share it, or no longer does; with everything that is wrong with
            its text and day.
        NotFound: if there is no such member.
    """
    actor.require(Permission.KEEP_STORIES)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        member_records.refuse_before_birth(member_id, ("told_on", told.told_on))
        problems = missing_problems(consent_records.of_member(member_id), ConsentKind.STORY, "text")
        problems += told.problems(today)
        problems += standing.entry_problems(Part.CONSENTS, member_id, ("told_on", told.told_on))
        if problems:
            raise InvalidInput(problems)
        new = {"text": told.tidied, "told_on": told.told_on}
        before: SuccessStory | None = SuccessStory.get_or_none(SuccessStory.member == member_id)
        if before is None:
            SuccessStory.insert(member=member_id, staff=actor.staff_id, removed=False, **new).execute()
            unit.audit("story.keep", member_id, None, new)
            return
        old = {"text": before.text, "told_on": before.told_on, "removed": before.removed}
        unit.audit_change("story.keep", member_id, old, {**new, "removed": False})
        row = SuccessStory.update(staff=actor.staff_id, removed=False, **new)
        row.where(SuccessStory.member == member_id).execute()
        bin_records.take_out_within(unit, BinKind.STORY, member_id)


def remove(storage: Storage, actor: Actor, member_id: int) -> None:
    """Take a story out of the member's page and off paper. It can be brought back.

    Raises:
        NotFound: if there is none.
    """
    _set_removed(storage, actor, member_id, removed=True)


def bring_back(storage: Storage, actor: Actor, member_id: int) -> None:
    """Bring a story back that was removed. It is printed only while the member agrees.

    Raises:
        NotFound: if there is none.
    """
    _set_removed(storage, actor, member_id, removed=False)


def _set_removed(storage: Storage, actor: Actor, member_id: int, *, removed: bool) -> None:
    actor.require(Permission.KEEP_STORIES)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = SuccessStory.get_or_none(SuccessStory.member == member_id)
        if row is None:
            raise NotFound("unknown-story", number=member_id)
        if row.removed is removed:
            unit.nothing_to_do()
            return
        SuccessStory.update(removed=removed).where(SuccessStory.member == member_id).execute()
        if removed:
            bin_records.note_within(unit, BinKind.STORY, row, columns=("member", "told_on"))
        else:
            bin_records.take_out_within(unit, BinKind.STORY, member_id)
        unit.audit("story.remove" if removed else "story.bring-back", member_id, None, None)
