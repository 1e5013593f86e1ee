"""Attention: which members need contact, and the plain reasons why. A flag for the staff, never a penalty.

The rules are the programme's own, their numbers those of :class:`Thresholds`. Three absences running are what one
American provider ends a treatment for; here they only ask for contact. A month without contact is the first
thirty days after which most who leave treatment are lost to it (Basu 2017).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peerdesk.domain.care.follow_ups import MET_FROM
from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import DischargeType, Phase, Series, phase_of
from peerdesk.domain.sessions.marks import Mark, Tally, absences_running


class ReasonCode(StrEnum):
    """Why somebody needs contact, the most pressing first."""

    ABSENCES = "absences"
    FOLLOW_UP_OVERDUE = "follow-up-overdue"
    HALVED = "halved"
    NO_CONTACT = "no-contact"
    NO_GROUP = "no-group"
    GROUP_ALONE = "group-alone"


_PLACE = {code: place for place, code in enumerate(ReasonCode)}

DAILY_FROM = 4
"""A group that meets on so many days of the week is a daily one."""

FORTNIGHT = timedelta(days=14)
"""Attendance has halved when one fortnight is held against the one before."""

_LOOK_BACK = 120  # days: enough for three sessions of a group that meets once a month
_NO_MARKS = Tally()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody needs contact. Which values it has depends on the code.

    Attributes:
        count: absences running, or days gone by.
        more: it was more than ``count`` days; nobody looked further back.
        group: the group of the absences.
        since: the day on which an overdue follow-up was due.
        lately: the marks of the last fortnight, of HALVED.
        before: the marks of the fortnight before.
    """

    code: ReasonCode
    count: int = 0
    more: bool = False
    group: str = ""
    since: date | None = None
    lately: Tally = _NO_MARKS
    before: Tally = _NO_MARKS


def known_from(day: date, thresholds: Thresholds) -> date:
    """The first day whose marks, contacts and memberships the rules ask for."""
    asked = thresholds.no_contact_days, thresholds.group_alone_days, thresholds.no_group_days
    return day - timedelta(days=max(_LOOK_BACK, *asked))


@dataclass(frozen=True, slots=True)
class StayFacts:
    """The latest stay of a member."""

    series: Series
    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None

    def open_on(self, day: date) -> bool:
        """Whether the member was in the programme on a day."""
        return self.admitted_on <= day and (self.discharged_on is None or self.discharged_on > day)

    def in_aftercare_on(self, day: date) -> bool:
        """Whether the centre follows up the member on a day: from the discharge up to 24 months after it.

        With that the usual schedule of follow-ups ends. Later nobody is expected to be in touch, so that silence means
        nothing; and a list of everybody who ever left well would hide who needs a call.
        """
        if self.discharged_on is None or not self.discharged_on <= day < add_months(
            self.discharged_on, AFTERCARE_MONTHS
        ):
            return False
        return phase_of(self.discharged_on, self.discharge_type) is Phase.AFTERCARE


def threshold(thresholds: Thresholds, own: int | None, weekdays: int) -> int:
    """How many absences running in a group mean that contact is needed.

    Args:
        thresholds: the centre's numbers.
        own: the group's own number, if it has one.
        weekdays: on how many days of the week it meets.
    """
    if own is not None:
        return own
    return thresholds.absences_daily if weekdays >= DAILY_FROM else thresholds.absences_weekly


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A membership; ``threshold`` is how many absences running in the group mean that contact is needed."""

    group_id: int
    name: str
    threshold: int
    from_day: date
    to_day: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the member was in the group on a day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A member's mark at a session that was held."""

    group_id: int
    day: date
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of one member.

    Attributes:
        known_from: nobody looked for marks, contacts and ended memberships before this day.
        stay: the latest one; ``None`` if the latest is older than aftercare, or there never was one.
        groups: memberships; those that ended long ago may be left out.
        marks: newest first.
        last_contact: the latest contact of any kind: session attended, one-to-one, reached, mentor.
        last_alone: the latest one-to-one contact.
        overdue_since: the day of the earliest follow-up that is still open and due before today.
        asked_on: the latest day up to today on which a follow-up was due, done or not; those no longer needed left out.
        planned: whether another follow-up lies ahead.
        on_leave: on planned leave today.
    """

    known_from: date
    stay: StayFacts | None = None
    groups: Sequence[GroupFacts] = ()
    marks: Sequence[MarkFacts] = ()
    last_contact: date | None = None
    last_alone: date | None = None
    overdue_since: date | None = None
    asked_on: date | None = None
    planned: bool = False
    on_leave: bool = False

    @property
    def as_scheduled(self) -> bool:
        """Whether the follow-ups are keeping in touch: one lies ahead, and the latest one found the member.

        An alumni session or a talk shortly before its day counts, as for the follow-up itself.
        """
        if not self.planned:
            return False
        return self.asked_on is None or (
            self.last_contact is not None and self.last_contact >= self.asked_on - MET_FROM
        )


def reasons(facts: MemberFacts, day: date, thresholds: Thresholds) -> tuple[Reason, ...]:
    """Why a member needs contact on a day, the most pressing first; empty where nothing calls for it."""
    stay = facts.stay
    if stay is not None and stay.discharge_type is DischargeType.DIED and not stay.open_on(day):
        return ()
    others = (rule(facts, day, thresholds) for rule in (_overdue, _halved, _no_contact, _no_group, _group_alone))
    return (*_absences(facts, day), *(reason for reason in others if reason is not None))


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A member who needs contact, the most pressing reason first.

    Attributes:
        follow_up_on: when the open follow-up that was made for it is due; ``None`` if there is none.
    """

    member_id: int
    number: int
    name: str
    phone: str
    reasons: tuple[Reason, ...]
    follow_up_on: date | None = None


def aftercare_from(day: date) -> date:
    """Nobody discharged before this day is in aftercare on a day."""
    return add_months(day, -AFTERCARE_MONTHS)


def pressing(found: Sequence[Reason]) -> tuple[int, int, int]:
    """Sort key of a member's reasons: who has more of them first, then the more pressing, then the longer."""
    first = found[0]
    return -len(found), _PLACE[first.code], -first.count


def _absences(facts: MemberFacts, day: date) -> Iterator[Reason]:
    """Absences running in a group, since the member joined it; the longest run first."""
    found = []
    for group in facts.groups:
        if group.holds(day):
            theirs = (
                marked.mark
                for marked in facts.marks
                if marked.group_id == group.group_id and group.from_day <= marked.day <= day
            )
            run = absences_running(theirs)
            if run >= group.threshold:
                found.append(Reason(ReasonCode.ABSENCES, run, group=group.name))
    yield from sorted(found, key=lambda reason: (-reason.count, reason.group))


def _overdue(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """A follow-up is still open after the day on which it was due."""
    since = facts.overdue_since
    if since is None or since >= day:
        return None
    return Reason(ReasonCode.FOLLOW_UP_OVERDUE, (day - since).days, since=since)


def _halved(facts: MemberFacts, day: date, thresholds: Thresholds) -> Reason | None:
    """Attended half as large a part of the sessions of the last fortnight as of the one before, or less."""
    if not facts.marks or not any(group.holds(day) for group in facts.groups):
        return None
    middle = day - FORTNIGHT
    lately = Tally.of(marked.mark for marked in _on_roster(facts, middle, day))
    before = Tally.of(marked.mark for marked in _on_roster(facts, middle - FORTNIGHT, middle))
    if min(lately.counted, before.counted) < thresholds.halved_least or not before.attended:
        return None
    if 2 * lately.attended * before.counted > before.attended * lately.counted:
        return None
    return Reason(ReasonCode.HALVED, lately=lately, before=before)


def _no_contact(facts: MemberFacts, day: date, thresholds: Thresholds) -> Reason | None:
    """No contact of any kind with somebody who lives outside, since admission or discharge at the earliest.

    After discharge the follow-ups say how often is enough: while they find the member, weeks between are no silence.
    """
    stay = facts.stay
    if stay is None or facts.on_leave:
        return None
    if stay.open_on(day):
        if stay.series is Series.RESIDENTIAL:
            return None
        begun = stay.admitted_on
    elif stay.discharged_on is not None and stay.in_aftercare_on(day) and not facts.as_scheduled:
        begun = stay.discharged_on
    else:
        return None
    return _quiet(ReasonCode.NO_CONTACT, facts, begun, facts.last_contact, day, thresholds.no_contact_days)


def _no_group(facts: MemberFacts, day: date, thresholds: Thresholds) -> Reason | None:
    """In the programme without being in any group, since admission or since the last one ended."""
    stay = facts.stay
    if stay is None or not stay.open_on(day) or any(group.holds(day) for group in facts.groups):
        return None
    ended = max((group.to_day for group in facts.groups if group.to_day and group.to_day < day), default=None)
    return _quiet(ReasonCode.NO_GROUP, facts, stay.admitted_on, ended, day, thresholds.no_group_days)


def _group_alone(facts: MemberFacts, day: date, thresholds: Thresholds) -> Reason | None:
    """Comes to groups, but nobody has spoken with them alone, since the admission at the earliest."""
    stay, least = facts.stay, thresholds.group_alone_days
    if stay is None or not stay.open_on(day):
        return None
    lately = _on_roster(facts, day - timedelta(days=least), day)
    if not any(marked.mark is not None and marked.mark.attended for marked in lately):
        return None
    return _quiet(ReasonCode.GROUP_ALONE, facts, stay.admitted_on, facts.last_alone, day, least)


def _quiet(
    code: ReasonCode, facts: MemberFacts, begun: date, last: date | None, day: date, least: int
) -> Reason | None:
    """A reason, if nothing has happened for so many days since it began or since the last time."""
    since = begun if last is None else max(begun, last)
    days = (day - since).days
    if days < least:
        return None
    most = (day - facts.known_from).days
    return Reason(code, most, more=True) if days > most else Reason(code, days)


def _on_roster(facts: MemberFacts, after: date, day: date) -> Iterator[MarkFacts]:
    """The marks after one day and up to another, of groups that the member was in at the time."""
    return (
        marked
        for marked in facts.marks
        if after < marked.day <= day
        and any(group.group_id == marked.group_id and group.holds(marked.day) for group in facts.groups)
    )


AFTERCARE_MONTHS = 24
"""The usual schedule of follow-ups ends so long after discharge."""
