"""The rules of attention: which reasons stand on a day, and which of them are settled.

The rules are the programme's own, their numbers those of :class:`Thresholds`. Three absences running are what one
American provider ends a treatment for; here they only ask for contact. A month without contact is the first
thirty days after which most who leave treatment are lost to it (Basu 2017).

A reason that is acted on is settled until its follow-up's day, and afterwards if the member was reached: then it comes
back only with something new, one more absence for example. Where nobody was reached it stands again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from peerdesk.domain.care.attention import STRONG_CRAVING, Reason, ReasonCode, Settled, place_of
from peerdesk.domain.care.attention_facts import DANGERS_LOOK_BACK, NOTHING_DONE, DoneFacts, MarkFacts, MemberFacts
from peerdesk.domain.care.follow_ups import FollowUpWay
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.domain.sessions.marks import Mark, Tally

DAILY_FROM = 4
"""A group that meets on so many days of the week is a daily one."""

FORTNIGHT = timedelta(days=14)
"""Attendance has halved when one fortnight is held against the one before."""

DAYS_AWAY = 2
"""Marked absent from the centre on so many days running, a resident is sought the same day."""

DANGER_WITHIN = timedelta(days=3)
"""Within so long somebody speaks with a member who returned to use, or may."""

_A_DAY = timedelta(days=1)
_DANGERS = frozenset({ReasonCode.RETURNED, ReasonCode.CRAVING, ReasonCode.DAYS_OF_USE})


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


def reasons(facts: MemberFacts, day: date, thresholds: Thresholds) -> list[Reason]:
    """Why a member needs contact on a day, the most pressing first; empty where nothing calls for it."""
    stay = facts.stay
    if stay is not None and stay.discharge_type is DischargeType.DIED and not stay.open_on(day):
        return []
    single = _returned, _away, _craving, _days_of_use, _overdue, _halved, _no_contact, _no_group, _group_alone
    others = (rule(facts, day, thresholds) for rule in single)
    found = [*_absences(facts, day), *(reason for reason in others if reason is not None)]
    return sorted(found, key=place_of)  # a stable sort: absences stay by themselves, the longest run first


def with_settled(found: Sequence[Reason], done: DoneFacts, day: date, thresholds: Thresholds) -> list[Reason]:
    """The same reasons with what was done about them: those still to be settled first."""
    if done is NOTHING_DONE:
        return list(found)
    known = [replace(reason, settled=_settled(reason, done, day, thresholds)) for reason in found]
    return sorted(known, key=lambda reason: reason.settled is not None)


def follow_up_by(found: Sequence[Reason], day: date) -> date:
    """When the follow-up that reasons call for is due: today, or in the days within which a danger is spoken of."""
    first = found[0]
    if first.code not in _DANGERS or first.began is None:
        return day
    return max(day, first.began + DANGER_WITHIN)


def follow_up_way(found: Sequence[Reason]) -> FollowUpWay:
    """How contact is sought: with the member, or with the family of a resident who is not there to be called."""
    return FollowUpWay.FAMILY_CALL if found[0].code is ReasonCode.AWAY else FollowUpWay.CALL


# Dangers


def _returned(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """A return to use was noted, however long ago it was. A reason to be near, never to blame.

    Who was admitted again since is in the centre's care already.
    """
    noted, stay = facts.returned_on, facts.stay
    if noted is None or not day - DANGERS_LOOK_BACK <= noted <= day:
        return None
    if stay is not None and noted <= stay.admitted_on <= day:
        return None
    return Reason(ReasonCode.RETURNED, since=noted, began=noted, told=noted)


def _away(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """A resident was marked absent from the centre, without leave, on two days running or more.

    Nobody else is expected there: who comes from home may be marked, and days after the true leaving day are no
    absences.
    """
    stay = facts.stay
    if stay is None or not stay.open_on(day) or stay.series is not Series.RESIDENTIAL:
        return None
    days = [away for away in facts.away if stay.admitted_on <= away]
    if len(days) < DAYS_AWAY or facts.on_leave:
        return None
    latest, began = days[0], days[-DAYS_AWAY]
    return Reason(ReasonCode.AWAY, len(days), since=days[-1], began=began, told=latest)


def _craving(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """The latest weekly answers tell of a strong craving."""
    weekly = facts.weekly
    if weekly is None or weekly.craving is None or weekly.craving < STRONG_CRAVING:
        return None
    return _answered(ReasonCode.CRAVING, weekly.craving, weekly.day, day)


def _days_of_use(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """The latest weekly answers tell of days of use."""
    weekly = facts.weekly
    if weekly is None or not weekly.days_of_use:
        return None
    return _answered(ReasonCode.DAYS_OF_USE, weekly.days_of_use, weekly.day, day)


def _answered(code: ReasonCode, count: int, answered: date, day: date) -> Reason | None:
    if not day - DANGERS_LOOK_BACK <= answered <= day:
        return None
    return Reason(code, count, since=answered, began=answered, told=answered)


# Attendance and contact


def _absences(facts: MemberFacts, day: date) -> Iterator[Reason]:
    """Absences running in a group, since the member joined it; the longest run first."""
    found = []
    for group in facts.groups:
        if not group.holds(day):
            continue
        run = []  # days of the absences, newest first
        for marked in facts.marks:
            if marked.group_id == group.group_id and group.from_day <= marked.day <= day and marked.mark is not None:
                if marked.mark.attended:
                    break
                if marked.mark is Mark.ABSENT:
                    run.append(marked.day)
        if len(run) >= group.threshold:
            began, told = run[-group.threshold], run[0]
            found.append(Reason(ReasonCode.ABSENCES, len(run), group=group.name, began=began, told=told))
    yield from sorted(found, key=lambda reason: (-reason.count, reason.group))


def _overdue(facts: MemberFacts, day: date, _thresholds: Thresholds) -> Reason | None:
    """A follow-up is still open after the day on which it was due."""
    since = facts.overdue_since
    if since is None or since >= day:
        return None
    began = since + _A_DAY
    return Reason(ReasonCode.FOLLOW_UP_OVERDUE, (day - since).days, since=since, began=began, told=began)


def _halved(facts: MemberFacts, day: date, thresholds: Thresholds) -> Reason | None:
    """Attended half as large a part of the sessions of the last fortnight as of the one before, or less."""
    if not facts.marks or not any(group.holds(day) for group in facts.groups):
        return None
    middle = day - FORTNIGHT
    latest = list(_on_roster(facts, middle, day))
    lately = Tally.of(marked.mark for marked in latest)
    before = Tally.of(marked.mark for marked in _on_roster(facts, middle - FORTNIGHT, middle))
    if min(lately.counted, before.counted) < thresholds.halved_least or not before.attended:
        return None
    if 2 * lately.attended * before.counted > before.attended * lately.counted:
        return None
    missed = [marked.day for marked in latest if marked.mark is Mark.ABSENT]
    return Reason(ReasonCode.HALVED, lately=lately, before=before, began=missed[-1], told=missed[0])


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
    most, began = (day - facts.known_from).days, since + timedelta(days=least)
    return Reason(code, min(days, most), more=days > most, began=began, told=began)


def _on_roster(facts: MemberFacts, after: date, day: date) -> Iterator[MarkFacts]:
    """The marks after one day and up to another, of groups that the member was in at the time."""
    return (
        marked
        for marked in facts.marks
        if after < marked.day <= day
        and any(group.group_id == marked.group_id and group.holds(marked.day) for group in facts.groups)
    )


# What is settled


def _settled(reason: Reason, done: DoneFacts, day: date, thresholds: Thresholds) -> Settled | None:
    """What was done about a reason: a follow-up was made since it stood, or somebody has spoken with the member."""
    assert reason.began is not None, "every rule says since when"  # noqa: S101 - tells the type checker
    for planned in done.planned:
        if planned.begun_on >= reason.began:
            return Settled(until=planned.due_on)
    spoken_on = _heard(reason, done, day, thresholds)
    if spoken_on is None:
        return None
    return Settled(spoken_on=spoken_on, agreed=done.agreed if spoken_on == done.reached_on else "")


def _heard(reason: Reason, done: DoneFacts, day: date, thresholds: Thresholds) -> date | None:
    """The day of a talk that has answered a reason; one of silence ends with a talk, so that none is asked for here.

    Of a danger staff speak on a later day than that on which it was told. Of a resident who is away the family may have
    told. In no group for so many days more, who was reached is asked about again.
    """
    assert reason.told is not None, "every rule says what it tells of"  # noqa: S101 - tells the type checker
    match reason.code:
        case ReasonCode.RETURNED | ReasonCode.CRAVING | ReasonCode.DAYS_OF_USE:
            return _since(done.staff_spoke_on, reason.told + _A_DAY)
        case ReasonCode.AWAY:
            return _since(done.family_on, reason.told) or _since(done.spoken_on, reason.told)
        case ReasonCode.ABSENCES | ReasonCode.HALVED:
            return _since(done.spoken_on, reason.told)
        case ReasonCode.NO_GROUP:
            lately = day - timedelta(days=thresholds.no_group_days - 1)
            return _since(done.reached_on, max(reason.told, lately))
    return None


def _since(spoken_on: date | None, first: date) -> date | None:
    return spoken_on if spoken_on is not None and spoken_on >= first else None
