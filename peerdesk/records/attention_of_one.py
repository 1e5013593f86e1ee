"""Why one member needs contact, out of what their page shows: nothing is asked that the page has read already.

The list of everybody (:mod:`peerdesk.records.care.attention`) has the file look for the same facts. The rules are those
of :mod:`peerdesk.domain.care.attention_rules` for both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care import attention_rules as rules
from peerdesk.domain.care import contacts as talk_rules
from peerdesk.domain.care import follow_ups as follow_up_rules
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.attention_facts import (
    DoneFacts,
    GroupFacts,
    MarkFacts,
    MemberFacts,
    PlannedFacts,
    StayFacts,
    known_from,
    last_agreed,
)
from peerdesk.domain.care.contacts import ContactRow, LastContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpRow, Touch
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import StayRow
from peerdesk.domain.screens.member_page import LeaveRow
from peerdesk.domain.screens.mentoring import PairRow
from peerdesk.records import members
from peerdesk.records.care import contacts, dangers, follow_ups
from peerdesk.records.groups import memberships
from peerdesk.records.groups.memberships import MembershipOfMember
from peerdesk.records.members import MemberRecord
from peerdesk.records.mentoring import of_member as mentoring_of_member
from peerdesk.records.sessions import attendance
from peerdesk.records.sessions.attendance import MarkOfMember


@dataclass(frozen=True, slots=True)
class Known:
    """All that the file holds of one member and the rules ask for.

    Attributes:
        stays: oldest first.
        marks: newest first.
        mentors: pairs in which somebody accompanies the member.
    """

    archived: bool
    died_on: date | None
    stays: Sequence[StayRow]
    leaves: Sequence[LeaveRow]
    memberships: Sequence[MembershipOfMember]
    marks: Sequence[MarkOfMember]
    follow_ups: Sequence[FollowUpRow]
    contacts: Sequence[ContactRow]
    mentors: Sequence[PairRow]
    told: dangers.Dangers
    id: int


def known(member_id: int, day: date, mentors: Sequence[PairRow], who: MemberRecord, *, with_words: bool) -> Known:
    """What a member's page and the rules both ask for; inside a reading.

    The member and who accompanies them is known. Of contacts and follow-ups the reader may see the words
    or not.
    """
    stays, marks = members.stays_of(member_id), attendance.of_member(member_id)
    met = contacts.of_member(member_id, [stay.admitted_on for stay in stays], with_issues=with_words)
    came = [Touch(on, spoken=False) for on in attendance.at_alumni(marks, day)]
    spoke = [Touch(row.day, spoken=True) for row in met if row.day <= day and row.kind in talk_rules.WITH_MEMBER]
    return Known(
        id=member_id,
        archived=who.archived_on is not None,
        died_on=who.died_on,
        stays=stays,
        leaves=members.leaves_of(member_id),
        memberships=memberships.of_member(member_id, day),
        marks=marks,
        follow_ups=follow_ups.of_member(member_id, day, [*came, *spoke], with_words=with_words),
        contacts=met,
        mentors=mentors,
        told=dangers.told(day, member_id),
    )


def of_member(member_id: int, day: date, numbers: Thresholds) -> Sequence[Reason]:
    """Why a member needs contact on a day, where no page has read what tells it; inside a reading."""
    who = members.record_of(member_id)
    mentors = mentoring_of_member.of_member(member_id, day, numbers, with_reasons=False).mentors
    return reasons(known(member_id, day, mentors, who, with_words=False), day, numbers)


def reasons(of: Known, day: date, numbers: Thresholds) -> Sequence[Reason]:
    """Why the member needs contact on a day by the centre's numbers, what is not settled first, then the most pressing.

    Those in the archive, or who had died, are nobody's to call.
    """
    if of.archived or (of.died_on is not None and of.died_on <= day):
        return ()
    return rules.with_settled(rules.reasons(_facts(of, day, numbers), day, numbers), _done(of, day), day, numbers)


def heard(of: Known, day: date) -> LastContact:
    """When the centre last heard of the member, as for everybody (:mod:`peerdesk.records.care.last_contacts`)."""
    alone = max((talked_on for talked_on in _talks(of) if talked_on <= day), default=None)
    came = (row.day for row in of.marks if row.day <= day and row.mark is not None and row.mark.attended)
    return LastContact(max(filter(None, (alone, *came)), default=None), alone)


def _facts(of: Known, day: date, numbers: Thresholds) -> MemberFacts:
    first = known_from(day, numbers)
    marks = [row for row in of.marks if first <= row.day <= day]
    last = heard(of, day)
    still_open = [row.due_on for row in of.follow_ups if _was_overdue(row, day)]
    needed = [row for row in of.follow_ups if row.outcome is not FollowUpOutcome.CANCELLED]
    return MemberFacts(
        known_from=first,
        stay=_stay(of.stays, day),
        groups=[_group(row, numbers) for row in of.memberships],
        marks=[MarkFacts(row.group_id, row.day, row.mark) for row in marks if row.held and not row.walk_in],
        last_contact=last.day,
        last_alone=last.alone,
        overdue_since=min(still_open, default=None),
        asked_on=max((row.due_on for row in needed if row.due_on < day), default=None),
        planned=any(row.due_on >= day and row.outcome is None for row in of.follow_ups),
        returned_on=of.told.returned.get(of.id),
        weekly=of.told.weekly.get(of.id),
        away=of.told.away.get(of.id, ()),
        on_leave=any(leave.from_day <= day <= leave.to_day for leave in of.leaves),
    )


def _group(row: MembershipOfMember, numbers: Thresholds) -> GroupFacts:
    most = rules.threshold(numbers, row.own, row.weekdays)
    return GroupFacts(row.group_id, row.group, most, row.from_day, row.to_day)


def _stay(stays: Sequence[StayRow], day: date) -> StayFacts | None:
    """The latest up to a day."""
    begun = [stay for stay in stays if stay.admitted_on <= day]
    if not begun:
        return None
    latest = begun[-1]
    return StayFacts(latest.series, latest.admitted_on, latest.discharged_on, latest.discharge_type)


def _talks(of: Known) -> Iterator[date]:
    """The days on which staff or a mentor talked with the member alone."""
    yield from (row.day for row in of.contacts if row.kind in talk_rules.WITH_MEMBER)
    reached = (row.done_on for row in of.follow_ups if row.outcome in follow_up_rules.WITH_MEMBER)
    met = (pair.last_contact for pair in of.mentors)
    yield from (day for day in (*reached, *met) if day is not None)


def _done(of: Known, day: date) -> DoneFacts:
    """What was done up to a day: what the list of everybody asks of :mod:`peerdesk.records.care.settling`."""
    still = [row for row in of.follow_ups if row.kind is not FollowUpKind.SCHEDULED and _was_open(row, day)]
    planned = [PlannedFacts(row.due_on, row.begun_on or row.due_on) for row in still if row.due_on >= day]
    over = [(row.done_on, row) for row in of.follow_ups if row.done_on is not None and row.done_on <= day]
    reached = [(on, row.id, row.next_step) for on, row in over if row.outcome in follow_up_rules.WITH_MEMBER]
    spoke = [row.day for row in of.contacts if row.day <= day and row.kind in talk_rules.WITH_MEMBER]
    family = [row.day for row in of.contacts if row.day <= day and row.kind in talk_rules.WITH_FAMILY]
    family += [on for on, row in over if row.outcome in follow_up_rules.WITH_FAMILY]
    mentors = [pair.last_contact for pair in of.mentors if pair.last_contact and pair.last_contact <= day]
    reached_on, agreed = last_agreed(reached)
    staff = [*spoke, *(on for on, _row_id, _step in reached)]
    return DoneFacts(
        planned=sorted((one for one in planned if one.begun_on <= day), key=lambda one: one.due_on),
        spoken_on=max([*staff, *mentors], default=None),
        staff_spoke_on=max(staff, default=None),
        family_on=max(family, default=None),
        reached_on=reached_on,
        agreed=agreed,
    )


def _was_open(row: FollowUpRow, day: date) -> bool:
    return row.outcome is None or (row.done_on is not None and row.done_on > day)


def _was_overdue(row: FollowUpRow, day: date) -> bool:
    """Whether a follow-up that is done by now was still open after its day, and somebody was to do it."""
    done_later = row.done_on is not None and row.done_on > day
    return (row.is_open or done_later) and row.due_on < day and follow_up_rules.is_asked_for(row.kind, row.due_on, day)
