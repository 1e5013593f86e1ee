"""A member's death inside other acts: a discharge, a follow-up, or by itself."""

from datetime import date, timedelta
from operator import itemgetter

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    AttendanceRow,
    EndingRow,
    Group,
    Measurement,
    Member,
    MentorContact,
    MentorshipRow,
    Presence,
    Session,
    Stay,
)
from peerdesk.db.queries import tuples, values
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import later
from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.endings import EndingAct
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.stays import Death, DischargeType
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import changes, endings
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_up_schedule, last_contacts
from peerdesk.records.groups.memberships import ATTENDED

TOUCHES = (
    Changed.MEMBERS
    | Changed.STAYS
    | Changed.ROSTERS
    | Changed.FOLLOW_UPS
    | Changed.MENTORING
    | Changed.GROUP_LIFE
    | Changed.SESSIONS
)
"""What a death and its taking back may change."""


def problems(member_id: int, death: Death, today: date) -> list[Problem]:
    """Why a death cannot be written down so; inside a reading."""
    member = member_records.known_member(member_id)
    if member.died_on is not None:
        return [Problem("died_on", "died-already")]
    stays = member_records.stays_of(member_id)
    latest = max(stays, key=lambda stay: (stay.discharged_on is None, stay.admitted_on, stay.id), default=None)
    return death.problems(today, latest) + day_problems(member_id, death.died_on, "died_on")


def day_problems(member_id: int, day: date, field: str) -> list[Problem]:
    """Say that the member was not born by a day, or still seen after it; inside a reading.

    At a session, signed or not, on its roster or not; in the centre; in a talk or at a follow-up, with staff or a
    mentor; at a measure. The latest is named: it has to be put right first, or the day is wrong.
    """
    came = AttendanceRow.select(Session.day, Group.name).join(Session).join(Group)
    came = came.where((AttendanceRow.member == member_id) & (AttendanceRow.mark << ATTENDED) & (Session.day > day))
    there = (Presence.member == member_id) & Presence.present & (Presence.day > day)
    asked = (Measurement.member == member_id) & (Measurement.day > day)
    talked = last_contacts.talks([member_id], later(day, timedelta(days=1)), date.max).get(member_id)
    accompanied = MentorContact.select(MentorContact.day).join(MentorshipRow)
    accompanied = accompanied.where((MentorshipRow.mentor == member_id) & (MentorContact.day > day))
    seen: list[tuple[date, str, dict[str, object]]] = [
        (on, "died-before-session", {"group": group})
        for on, group in tuples(came.order_by(Session.day.desc(), Group.name).limit(1))
    ]
    for code, rows, column in (
        ("died-before-presence", Presence.select(Presence.day).where(there), Presence.day),
        ("died-before-talk", accompanied, MentorContact.day),
        ("died-before-measure", Measurement.select(Measurement.day).where(asked), Measurement.day),
    ):
        seen += [(on, code, {}) for on in values(rows.order_by(column.desc()).limit(1))]
    if talked is not None:
        seen.append((talked, "died-before-talk", {}))
    unborn = birth_problems(field, day, member_records.born(member_id))
    if not seen:
        return unborn
    on, code, about = max(seen, key=itemgetter(0))
    return [*unborn, Problem(field, code, {"day": on, **about})]


def note_within(unit: Unit, member_id: int, death: Death) -> None:
    """Keep the day, and end whatever goes on, the stay too; inside somebody's unit of work."""
    unit.audit("member.died", member_id, {"died_on": None}, {"died_on": death.died_on, "told": death.told.strip()})
    Member.update(died_on=death.died_on).where(Member.id == member_id).execute()
    open_stay = Stay.get_or_none((Stay.member == member_id) & Stay.discharged_on.is_null())
    stay_id = open_stay.id if open_stay else None
    if stay_id is not None:
        new = {"discharged_on": death.died_on, "discharge_type": DischargeType.DIED}
        unit.audit("stay.discharge", stay_id, {"discharged_on": None}, new)
        Stay.update(**new).where(Stay.id == stay_id).execute()
    end_within(unit, member_id, death.died_on, stay_id)
    changed = [(ChangedFact.DIED_ON, None, death.died_on)]
    changes.note_within(unit, member_id, stay_id, changed, death.told)


def end_within(unit: Unit, member_id: int, day: date, stay_id: int | None) -> None:
    """Whatever goes on ends with a death."""
    ending = endings.begin_within(EndingAct.DEATH, day, member_id=member_id, stay_id=stay_id)
    endings.end_everything_within(unit, ending, member_id, day)


def take_back_within(unit: Unit, member_id: int, why: str) -> None:
    """It was a mistake: the day goes, and what ended with it comes back; inside somebody's unit of work.

    What stands in the archive meanwhile stays there, to come back with it.

    Raises:
        InvalidInput: if nobody wrote down that the member died.
    """
    member = member_records.known_member(member_id)
    if member.died_on is None:
        raise InvalidInput([Problem("died_on", "died-not-written")])
    unit.audit("member.died-undone", member_id, {"died_on": member.died_on}, {"died_on": None, "why": why.strip()})
    Member.update(died_on=None).where(Member.id == member_id).execute()
    ending = endings.of_member(member_id, EndingAct.DEATH)
    ended_stay = (Stay.member == member_id) & (Stay.discharge_type == DischargeType.DIED)
    stay = Stay.get_or_none(ended_stay)
    if stay is not None:
        unit.audit("stay.discharge-undone", stay.id, {"discharged_on": stay.discharged_on}, {"discharged_on": None})
        Stay.update(discharged_on=None, discharge_type=None).where(Stay.id == stay.id).execute()
        follow_up_schedule.remove_within(unit, stay.id)
    changed = [(ChangedFact.DIED_ON, member.died_on, None)]
    changes.note_within(unit, member_id, stay.id if stay else None, changed, why)
    bring_back_within(unit, ending, member.archived_on is not None)


def bring_back_within(unit: Unit, ending: EndingRow | None, archived: bool) -> None:
    """What a death ended comes back, or, of somebody in the archive, will come back out of it."""
    if ending is None:
        return
    archive = endings.of_member(ending.member_id or 0, EndingAct.ARCHIVE) if archived else None
    if archive is not None:
        endings.hand_over_within(unit, ending, archive)
    else:
        endings.take_back_within(unit, ending)
