"""Everything the Members screen shows, in one reading: the list, and one member's page beside it."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import Group, MemberNote, Membership, PlannedLeave, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.members.stays import StayRow, phase
from peerdesk.domain.screens.member_page import GroupOfMember, LeaveRow, MemberPage, MemberStory, NoteLine
from peerdesk.domain.screens.members import MemberFilter, MembersScreen
from peerdesk.records import centre as centre_records
from peerdesk.records import measures as measure_records
from peerdesk.records import members as member_records
from peerdesk.records import mentoring as mentoring_records
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import contacts as contact_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import goals as goal_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions.attendance import MarkOfMember, tally_between
from peerdesk.services.members import members

STRIP = 30
NEWEST_NOTES = 50


def screen(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    text: str = "",
    chosen: MemberFilter = MemberFilter.EVERYBODY,
    member_id: int | None = None,
) -> MembersScreen:
    """Whom the search and the filter fit, and the page of one member beside them, in one reading.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return MembersScreen(
            members.find(storage, actor, text=text, chosen=chosen, today=today),
            None if member_id is None else page(storage, actor, member_id, today=today),
        )


def page(storage: Storage, actor: Actor, member_id: int, *, today: date) -> MemberPage:
    """A member with stays, groups, latest marks, the lines about them (for who may see notes) and their way on.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        member = member_records.known_member(member_id)
        details = member_records.details_of(member)
        all_stays = member_records.stays_of(member_id)
        marks = attendance_records.of_member(member_id)
        return MemberPage(
            id=member.id,
            number=member.number,
            details=details,
            age=details.age_today(today),
            phase=phase(all_stays),
            archived=member.archived_on is not None,
            stays=all_stays[::-1],
            leaves=_leaves(member_id),
            groups=_groups(member_id, marks),
            strip=[(row.day, row.group, str(row.mark.value)) for row in marks if row.mark][:STRIP][::-1],
            notes=_notes(member_id) if actor.may(Permission.SEE_NOTES) else None,
            story=_story(actor, member_id, today, all_stays, marks),
        )


def _story(
    actor: Actor, member_id: int, today: date, stays: Sequence[StayRow], marks: Sequence[MarkOfMember]
) -> MemberStory:
    """The member's way through the programme, with what this reader may see of it."""
    sees_notes, counsellor = actor.may(Permission.SEE_NOTES), actor.may(Permission.SEE_COUNSELLORS_MEASURES)
    numbers = centre_records.thresholds()
    answered = measure_records.of_member(member_id, today, counsellor=counsellor)
    attended = [row.day for row in reversed(marks) if row.mark and row.mark.attended]
    return MemberStory(
        timeline=recovery_records.timeline_of(
            member_id, today, with_words=actor.may(Permission.KEEP_RECOVERY), stays=stays, attended=attended
        ),
        reasons=attention_records.of_member(member_id, today, numbers),
        follow_ups=follow_up_records.of_member(member_id, today, with_words=sees_notes),
        contacts=contact_records.of_member(member_id, [stay.admitted_on for stay in stays], with_issues=sees_notes),
        mentoring=mentoring_records.of_member(
            member_id, today, numbers, with_reasons=actor.may(Permission.MANAGE_MENTORING)
        ),
        goals=goal_records.of_member(member_id) if actor.may(Permission.SEE_GOALS) else None,
        measures=answered,
        safety=measure_records.alert_in(answered) if counsellor else None,
        thresholds=numbers,
    )


def _leaves(member_id: int) -> list[LeaveRow]:
    rows = PlannedLeave.select().where(PlannedLeave.member == member_id).order_by(PlannedLeave.from_day.desc())
    return [LeaveRow(row.id, row.from_day, row.to_day, row.reason) for row in rows]


def _groups(member_id: int, marks: Sequence[MarkOfMember]) -> list[GroupOfMember]:
    rows = (
        Membership.select(Membership, Group)
        .join(Group)
        .where(Membership.member == member_id)
        .order_by(Membership.to_day.is_null().desc(), Membership.from_day.desc())
    )
    return [
        GroupOfMember(
            row.id,
            row.group.id,
            row.group.name,
            row.from_day,
            row.to_day,
            row.role,
            tally_between(marks, row.group_id, row.from_day, row.to_day),
        )
        for row in rows
    ]


def _notes(member_id: int) -> list[NoteLine]:
    rows = (
        MemberNote.select(Session.id, Session.day, Group.name, MemberNote.text)
        .join(Session)
        .join(Group)
        .where(MemberNote.member == member_id)
        .order_by(Session.day.desc(), Session.starts.desc())
        .limit(NEWEST_NOTES)
    )
    return [NoteLine(*row) for row in tuples(rows)]
