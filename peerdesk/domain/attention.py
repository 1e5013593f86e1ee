"""Attention: which members need contact, and the plain reasons why. A flag for the staff, never a penalty.

The rules are the programme's own (product.md, *Attention*), their numbers those of
:class:`~peerdesk.domain.programme.Programme`. Absences running are the flag of domain.md 2.2 ("3 in a row"); a month
without contact is the first thirty days after which most who leave treatment are lost to it (Basu 2017, domain.md 2.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peerdesk.domain.attention_facts import AFTERCARE_MONTHS, MarkFacts, MemberFacts
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.domain.milestones import add_months
from peerdesk.domain.programme import Programme
from peerdesk.domain.sessions.marks import Tally, absences_running


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


def threshold(programme: Programme, own: int | None, weekdays: int) -> int:
    """How many absences running in a group mean that contact is needed.

    Args:
        programme: the centre's numbers.
        own: the group's own number, if it has one.
        weekdays: on how many days of the week it meets.
    """
    if own is not None:
        return own
    return programme.absences_daily if weekdays >= DAILY_FROM else programme.absences_weekly


def known_from(day: date, programme: Programme) -> date:
    """The first day whose marks, contacts and memberships the rules ask for."""
    asked = programme.no_contact_days, programme.group_alone_days, programme.no_group_days
    return day - timedelta(days=max(_LOOK_BACK, *asked))


def aftercare_from(day: date) -> date:
    """Nobody discharged before this day is in aftercare on a day."""
    return add_months(day, -AFTERCARE_MONTHS)


def reasons(facts: MemberFacts, day: date, programme: Programme) -> tuple[Reason, ...]:
    """Why a member needs contact on a day, the most pressing first; empty where nothing calls for it."""
    stay = facts.stay
    if stay is not None and stay.discharge_type is DischargeType.DIED and not stay.open_on(day):
        return ()
    others = (rule(facts, day, programme) for rule in (_overdue, _halved, _no_contact, _no_group, _group_alone))
    return (*_absences(facts, day), *(reason for reason in others if reason is not None))


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


def _overdue(facts: MemberFacts, day: date, _programme: Programme) -> Reason | None:
    """A follow-up is still open after the day on which it was due."""
    since = facts.overdue_since
    if since is None or since >= day:
        return None
    return Reason(ReasonCode.FOLLOW_UP_OVERDUE, (day - since).days, since=since)


def _halved(facts: MemberFacts, day: date, programme: Programme) -> Reason | None:
    """Attended half as large a part of the sessions of the last fortnight as of the one before, or less."""
    if not facts.marks or not any(group.holds(day) for group in facts.groups):
        return None
    middle = day - FORTNIGHT
    lately = Tally.of(marked.mark for marked in _on_roster(facts, middle, day))
    before = Tally.of(marked.mark for marked in _on_roster(facts, middle - FORTNIGHT, middle))
    if min(lately.counted, before.counted) < programme.halved_least or not before.attended:
        return None
    if 2 * lately.attended * before.counted > before.attended * lately.counted:
        return None
    return Reason(ReasonCode.HALVED, lately=lately, before=before)


def _no_contact(facts: MemberFacts, day: date, programme: Programme) -> Reason | None:
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
    return _quiet(ReasonCode.NO_CONTACT, facts, begun, facts.last_contact, day, programme.no_contact_days)


def _no_group(facts: MemberFacts, day: date, programme: Programme) -> Reason | None:
    """In the programme without being in any group, since admission or since the last one ended."""
    stay = facts.stay
    if stay is None or not stay.open_on(day) or any(group.holds(day) for group in facts.groups):
        return None
    ended = max((group.to_day for group in facts.groups if group.to_day and group.to_day < day), default=None)
    return _quiet(ReasonCode.NO_GROUP, facts, stay.admitted_on, ended, day, programme.no_group_days)


def _group_alone(facts: MemberFacts, day: date, programme: Programme) -> Reason | None:
    """Comes to groups, but nobody has spoken with them alone, since the admission at the earliest."""
    stay, least = facts.stay, programme.group_alone_days
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
