"""How members leave the programme and the lists, in a line."""

from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.records import members as member_records
from peerdesk.services.members import members, stays


def discharge(
    storage: Storage, actor: Actor, member_id: int, day: date, how: DischargeType = DischargeType.COMPLETED
) -> int:
    """End the stay that goes on, with the memberships that usually end with one, and return its id."""
    with storage.reading():
        [stay] = [stay for stay in member_records.stays_of(member_id) if stay.discharged_on is None]
    ending = frozenset(row for row, _name, usual in stays.ending_memberships(storage, actor, member_id, day) if usual)
    stays.discharge(storage, actor, stay.id, Discharge(day, how, ending), today=storage.now().date())
    return stay.id


def put_away(storage: Storage, actor: Actor, member_id: int, *, today: date) -> None:
    """Put somebody who is in the programme into the archive: the stay has to end first."""
    discharge(storage, actor, member_id, today)
    members.archive(storage, actor, member_id, today=today)
