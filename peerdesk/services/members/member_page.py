"""Everything the Members screen shows, in one reading: the list, and one member's page beside it."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import Group, MemberNote, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import Birth, MemberDetails
from peerdesk.domain.members.retention import KeptFor
from peerdesk.domain.members.stays import phase
from peerdesk.domain.screens.member_page import GroupOfMember, MemberPage, MemberStory, NoteLine
from peerdesk.domain.screens.members import MemberFilter, MembersScreen
from peerdesk.domain.screens.mentoring import MentoringOfMember
from peerdesk.errors import NotFound
from peerdesk.records import attention_of_one, key_counsellors
from peerdesk.records import centre as centre_records
from peerdesk.records import changes as change_records
from peerdesk.records import consents as consent_records
from peerdesk.records import copies as copy_records
from peerdesk.records import disclosures as disclosure_records
from peerdesk.records import measures as measure_records
from peerdesk.records import members as member_records
from peerdesk.records import safety as safety_records
from peerdesk.records.attention_of_one import Known
from peerdesk.records.care import goals as goal_records
from peerdesk.records.care import places as place_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.care import staying_well as plan_records
from peerdesk.records.groups.memberships import MembershipOfMember
from peerdesk.records.keeping import retention
from peerdesk.records.mentoring import of_member as mentoring_of_member
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
    whose: Whose | None = None,
) -> MembersScreen:
    """Whom the search and the filter fit, and the page of one member beside them, in one reading.

    Without a text these are the actor's own members or everybody's, what is usual for the actor where ``whose`` does
    not say; a search finds everybody's. Whose registration was taken back has no page.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        whose = key_counsellors.chosen_by(actor, whose)
        return MembersScreen(
            members.find(storage, actor, text=text, chosen=chosen, today=today, whose=whose),
            None if member_id is None else _page_if_known(storage, actor, member_id, today),
            whose,
        )


def _page_if_known(storage: Storage, actor: Actor, member_id: int, today: date) -> MemberPage | None:
    try:
        return page(storage, actor, member_id, today=today)
    except NotFound:
        return None


def page(storage: Storage, actor: Actor, member_id: int, *, today: date) -> MemberPage:
    """A member with stays, groups, latest marks, the lines about them (for who may see notes) and their way on.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        member = member_records.record_of(member_id)
        numbers = centre_records.thresholds()
        mentoring = mentoring_of_member.of_member(
            member_id, today, numbers, with_reasons=actor.may(Permission.MANAGE_MENTORING)
        )
        sees_notes = actor.may(Permission.SEE_NOTES)
        known = attention_of_one.known(member_id, today, mentoring.mentors, member, with_words=sees_notes)
        return MemberPage(
            id=member_id,
            number=member.number,
            details=member.details,
            age=member.details.age_today(today),
            phase=phase(known.stays),
            archived=known.archived,
            co_occurring=member.co_occurring if actor.may(Permission.SEE_COUNSELLORS_MEASURES) else None,
            died_on=member.died_on,
            changes=change_records.of_member(member_id),
            stays=known.stays[::-1],
            leaves=known.leaves,
            groups=[_group(row, known.marks) for row in known.memberships],
            strip=[(row.day, row.group, str(row.mark.value)) for row in known.marks if row.mark][:STRIP][::-1],
            notes=_notes(member_id) if sees_notes else None,
            story=_story(actor, member_id, known, mentoring, numbers, today),
            key_counsellors=key_counsellors.history(member_id),
            consents=consent_records.of_member(member_id),
            copies=copy_records.of_member(member_id, with_words=sees_notes),
            success_story=consent_records.story_of(member_id) if actor.may(Permission.KEEP_STORIES) else None,
            places=place_records.offered(),
            left_office=disclosure_records.of_member(member_id),
            keeping=_keeping(actor, member_id, member.details, numbers, today),
        )


def _keeping(actor: Actor, member_id: int, details: MemberDetails, numbers: Thresholds, today: date) -> KeptFor | None:
    if not actor.may(Permission.ERASE_MEMBERS):
        return None
    birth = Birth.of(details.birth_date, details.age, details.age_on)
    return retention.keeping(member_id, birth, numbers.retention_years, today)


def _story(
    actor: Actor, member_id: int, known: Known, mentoring: MentoringOfMember, numbers: Thresholds, today: date
) -> MemberStory:
    """The member's way through the programme, with what this reader may see of it."""
    counsellor = actor.may(Permission.SEE_COUNSELLORS_MEASURES)
    answered = measure_records.of_member(member_id, today, counsellor=counsellor)
    attended = [row.day for row in reversed(known.marks) if row.mark and row.mark.attended]
    return MemberStory(
        timeline=recovery_records.timeline_of(
            member_id,
            today,
            with_words=actor.may(Permission.KEEP_RECOVERY),
            read=recovery_records.AlreadyRead(known.died_on, attended),
        ),
        reasons=attention_of_one.reasons(known, today, numbers),
        follow_ups=known.follow_ups,
        contacts=known.contacts,
        heard=attention_of_one.heard(known, today),
        mentoring=mentoring,
        goals=goal_records.of_member(member_id) if actor.may(Permission.SEE_GOALS) else None,
        plan=plan_records.of_member(member_id) if actor.may(Permission.SEE_STAYING_WELL) else None,
        measures=answered,
        safety=safety_records.of_member(member_id) if counsellor else None,
        thresholds=numbers,
    )


def _group(row: MembershipOfMember, marks: Sequence[MarkOfMember]) -> GroupOfMember:
    tally = tally_between(marks, row.group_id, row.from_day, row.to_day)
    return GroupOfMember(row.id, row.group_id, row.group, row.from_day, row.to_day, row.role, tally)


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
