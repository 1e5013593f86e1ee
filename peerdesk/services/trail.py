"""The audit trail as the coordinator reads it: who changed what, of whom, old and new."""

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.screens.trail import TrailScreen
from peerdesk.domain.trail.lines import Ref, Thing, TrailFilter
from peerdesk.records import staff as staff_records
from peerdesk.records.trail import lines
from peerdesk.records.trail.names import names_of


def screen(storage: Storage, actor: Actor, asked: TrailFilter) -> TrailScreen:
    """The newest entries that fit, and whose can be asked for.

    An entry for which the actor holds no key, or that somebody spoilt, is among them and says so.
    """
    actor.require(Permission.SEE_TRAIL)
    with storage.reading():
        member = [] if asked.member_id is None else [Ref(Thing.MEMBER, asked.member_id)]
        name = "".join(names_of(member).values())
        return TrailScreen(lines.page(asked), staff_records.names(), name)
