"""The centre's list of milestones."""

from collections.abc import Iterable, Sequence

from peerdesk.db.models import MilestoneRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care import milestones as rules
from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.changes import Changed
from peerdesk.errors import InvalidInput
from peerdesk.records.care import milestones as milestone_records


def everything(storage: Storage, actor: Actor) -> Sequence[Milestone]:
    """The milestones that the centre celebrates, kind by kind."""
    actor.require(Permission.SEE_RECOVERY)
    with storage.reading():
        return milestone_records.kept()


def change(storage: Storage, actor: Actor, wanted: Sequence[Milestone]) -> None:
    """Keep another list of milestones. What was celebrated stays kept.

    Raises:
        InvalidInput: if a count is out of range, or two of them fall together.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    if problems := rules.problems(wanted):
        raise InvalidInput(problems)
    with storage.writing(Changed.PROGRAMME | Changed.RECOVERY, actor) as unit:
        old, new = milestone_records.kept(), milestone_records.in_order(wanted)
        unit.audit_change("milestone.change", 0, _listed(old), _listed(new))
        MilestoneRow.delete().execute()
        for milestone in new:
            MilestoneRow.insert(kind=milestone.kind, count=milestone.count).execute()


def _listed(milestones: Iterable[Milestone]) -> dict[str, object]:
    return {"milestones": [f"{milestone.kind.value} {milestone.count}" for milestone in milestones]}
