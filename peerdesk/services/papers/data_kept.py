"""Gathers *How your data is kept*, with the figures of this centre."""

from datetime import date, datetime

from peewee import fn

from peerdesk.db.models import Member, Staff
from peerdesk.db.queries import pairs
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.members.retention import MINORS_UNTIL
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.data_kept import DataKept
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.records import centre as centre_records
from peerdesk.services import key_list


def gather(storage: Storage, actor: Actor, _choices: Choices, *, today: date, now: datetime) -> DataKept:
    """The same for everybody: nobody is named in it but who printed it."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        can_log_in = Staff.active == True  # noqa: E712 - SQL
        return DataKept(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            log_ins=pairs(Staff.select(Staff.role, fn.COUNT(Staff.id)).where(can_log_in).group_by(Staff.role)),
            members=int(Member.select().count()),
            notes_locked_since=key_list.notes_lock(storage, actor).since,
            keeping=Keeping(centre_records.thresholds().retention_years, MINORS_UNTIL),
        )
