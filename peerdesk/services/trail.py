"""The audit trail as the coordinator reads it: who changed what, of whom, old and new."""

from collections.abc import Sequence

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission, StaffName
from peerdesk.domain.members.members import display_name
from peerdesk.domain.papers.choices import Names
from peerdesk.domain.screens.trail import TrailScreen
from peerdesk.domain.trail.lines import TrailFilter
from peerdesk.records import staff as staff_records
from peerdesk.records.papers import people
from peerdesk.records.trail import lines


def screen(storage: Storage, actor: Actor, asked: TrailFilter) -> TrailScreen:
    """The newest entries that fit, and whose can be asked for.

    An entry for which the actor holds no key, or that somebody spoilt, is among them and says so.
    """
    actor.require(Permission.SEE_TRAIL)
    with storage.reading():
        page, staff = lines.page(asked), staff_records.names()
        found = people.of_members([] if asked.member_id is None else [asked.member_id], Names.FULL)
        if not found:
            return TrailScreen(page, staff)
        [member] = found.values()
        return TrailScreen(page, staff, display_name(member.name, member.name_native), member.number)


def staff(storage: Storage, actor: Actor) -> Sequence[StaffName]:
    """Everybody who may have done something, by name."""
    actor.require(Permission.SEE_TRAIL)
    with storage.reading():
        return staff_records.names()
