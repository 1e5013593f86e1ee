"""The bin: what was deleted in the last ninety days, by whom, and put back in one act. Nobody empties it by hand."""

from collections.abc import Sequence
from dataclasses import replace

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import RULES, BinKind, BinRow
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import may_see
from peerdesk.errors import NotFound
from peerdesk.records import bin as bin_records
from peerdesk.records import measures as measure_records
from peerdesk.records import put_back as put_back_records
from peerdesk.services.care import places
from peerdesk.services.members import success_stories


def entries(storage: Storage, actor: Actor) -> Sequence[BinRow]:
    """What lies there, newest first, as far as the actor may delete such things and so put them back."""
    actor.require(Permission.SEE_GROUPS)
    kinds = [kind for kind, rule in RULES.items() if actor.may(rule.permission)]
    with storage.reading():
        found = bin_records.entries(kinds, storage.now().date(), closed=actor.may(Permission.SEE_NOTES))
        if not any(row.scale for row in found):
            return found
        every = measure_records.every_scale()
        seen = [row for row in found if not row.scale or may_see(actor, every[row.scale])]
    return [replace(row, text=every[row.scale].name) if row.scale else row for row in seen]


def put_back(storage: Storage, actor: Actor, entry_id: int) -> None:
    """Bring something back as it was.

    Raises:
        InvalidInput: if it fits no more: the session is signed since, something else stands in its place, whoever it
            belonged to is gone from the record.
        NotFound: if it does not lie there any more, or the actor may not know of it.
        NotPermitted: if the actor may not keep such things.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        rule = RULES[put_back_records.kind_of(entry_id)]
        actor.require(rule.permission)
        entry = put_back_records.entry_of(entry_id, closed=actor.may(Permission.SEE_NOTES))
        if (scale := bin_records.scale_of(entry)) and not may_see(actor, measure_records.scale_of(scale)):
            raise NotFound("bin-entry-gone", number=entry_id)
    if entry.kind is BinKind.PLACE:
        places.bring_back(storage, actor, bin_records.hidden_row(entry))
        return
    if entry.kind is BinKind.STORY:
        success_stories.bring_back(storage, actor, bin_records.hidden_row(entry))
        return
    with storage.writing(rule.touches | Changed.BIN, actor) as unit:
        put_back_records.put_back_within(
            unit, put_back_records.entry_of(entry_id, closed=actor.may(Permission.SEE_NOTES))
        )
