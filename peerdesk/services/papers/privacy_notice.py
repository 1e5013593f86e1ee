"""Gathers the privacy notice: for one member, or blank."""

from datetime import date, datetime

from peerdesk.db.models import Staff
from peerdesk.db.queries import values
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission, Role
from peerdesk.domain.members.retention import MINORS_UNTIL
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.privacy_notice import PrivacyNotice
from peerdesk.records import centre as centre_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> PrivacyNotice:
    """The notice for the member chosen, else for the first on the roll; a blank one names nobody.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        member = None if choices.blank else chosen.member(choices, today)
        in_charge = (Staff.role == Role.COORDINATOR) & (Staff.active == True)  # noqa: E712 - SQL
        return PrivacyNotice(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            person=people.of_members([member.id], choices.naming)[member.id] if member else None,
            coordinators=values(Staff.select(Staff.name).where(in_charge).order_by(Staff.name)),
            keeping=Keeping(centre_records.thresholds().retention_years, MINORS_UNTIL),
        )
