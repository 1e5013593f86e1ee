"""The bin: what somebody deleted stays for ninety days, and comes back as it was. What is signed is never in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from types import MappingProxyType

from peerdesk.domain.access import Permission, Role, allowed
from peerdesk.domain.changes import Changed

KEPT_FOR = timedelta(days=90)
"""So long something stays in the bin; then it is emptied by itself, and never by hand."""


class BinKind(StrEnum):
    """What can lie in the bin."""

    MEMBER = "member"
    LEAVE = "leave"
    CONSENT = "consent"
    COPY_REQUEST = "copy-request"
    STORY = "story"
    CONTACT = "contact"
    FOLLOW_UP = "follow-up"
    GOAL = "goal"
    GOAL_WORD = "goal-word"
    MEASUREMENT = "measurement"
    RETURN = "return"
    STEP = "step"
    CELEBRATION = "celebration"
    MENTOR_CONTACT = "mentor-contact"
    WALK_IN = "walk-in"
    GUEST = "guest"
    MEMBER_NOTE = "member-note"
    GROUP_NOTE = "group-note"
    INCIDENT = "incident"
    PLAN = "plan"
    HOLIDAY = "holiday"
    PLACE = "place"
    MILESTONE = "milestone"


NOTES = frozenset({BinKind.MEMBER_NOTE, BinKind.GROUP_NOTE})
"""What is not deleted by a button but by what is typed over it."""


@dataclass(frozen=True, slots=True)
class BinRule:
    """Who may see what lies there of a kind and put it back, and what that touches."""

    permission: Permission
    touches: Changed


RULES: Mapping[BinKind, BinRule] = MappingProxyType(
    {
        BinKind.MEMBER: BinRule(
            Permission.REGISTER_MEMBERS, Changed.MEMBERS | Changed.STAYS | Changed.RECOVERY | Changed.FOLLOW_UPS
        ),
        BinKind.LEAVE: BinRule(Permission.REGISTER_MEMBERS, Changed.MEMBERS),
        BinKind.CONSENT: BinRule(Permission.REGISTER_MEMBERS, Changed.CONSENTS),
        BinKind.COPY_REQUEST: BinRule(Permission.REGISTER_MEMBERS, Changed.CONSENTS),
        BinKind.STORY: BinRule(Permission.KEEP_STORIES, Changed.CONSENTS),
        BinKind.CONTACT: BinRule(Permission.KEEP_CONTACTS, Changed.CONTACTS),
        BinKind.FOLLOW_UP: BinRule(Permission.KEEP_FOLLOW_UPS, Changed.FOLLOW_UPS),
        BinKind.GOAL: BinRule(Permission.KEEP_GOALS, Changed.GOALS),
        BinKind.GOAL_WORD: BinRule(Permission.KEEP_GOALS, Changed.GOALS),
        BinKind.MEASUREMENT: BinRule(Permission.KEEP_MEASURES, Changed.MEASURES),
        BinKind.RETURN: BinRule(Permission.KEEP_RECOVERY, Changed.RECOVERY),
        BinKind.STEP: BinRule(Permission.KEEP_RECOVERY, Changed.RECOVERY),
        BinKind.CELEBRATION: BinRule(Permission.MARK_ATTENDANCE, Changed.RECOVERY),
        BinKind.MENTOR_CONTACT: BinRule(Permission.MANAGE_MENTORING, Changed.MENTORING),
        BinKind.WALK_IN: BinRule(Permission.MARK_ATTENDANCE, Changed.ATTENDANCE | Changed.SESSIONS),
        BinKind.GUEST: BinRule(Permission.MARK_ATTENDANCE, Changed.SESSIONS),
        BinKind.MEMBER_NOTE: BinRule(Permission.WRITE_NOTES, Changed.NOTES),
        BinKind.GROUP_NOTE: BinRule(Permission.WRITE_NOTES, Changed.NOTES),
        BinKind.INCIDENT: BinRule(Permission.KEEP_INCIDENTS, Changed.GROUP_LIFE),
        BinKind.PLAN: BinRule(Permission.MANAGE_GROUPS, Changed.GROUP_LIFE),
        BinKind.HOLIDAY: BinRule(Permission.CHANGE_SETTINGS, Changed.HOLIDAYS | Changed.SESSIONS),
        BinKind.PLACE: BinRule(Permission.CHANGE_SETTINGS, Changed.PLACES),
        BinKind.MILESTONE: BinRule(Permission.CHANGE_SETTINGS, Changed.THRESHOLDS | Changed.RECOVERY),
    }
)
"""The one table: the permission is that of deleting it, for the bin shows what it said."""


def is_for_office(kind: BinKind, *, counsellors_only: bool) -> bool:
    """Whether office staff may see what lies there: not what they could not delete, nor a counsellors' sheet."""
    return allowed(Role.OFFICE, RULES[kind].permission) and not counsellors_only


@dataclass(frozen=True, slots=True)
class BinRow:
    """Something that lies in the bin, as the list shows it.

    Attributes:
        day: of what was deleted; ``last`` is the end of a span of days.
        code: what it was among its kind: a way of talking, a mark, a relation.
        number: a step, the count of a milestone, the number of a member.
        text: what it said, or its name.
        scale: code of the scale of a sheet.
        member_id: whose it was; ``None`` where it was of nobody, or they are gone from the record.
        session_id: at which session, with its ``session_day``.
        group_id: of which group, that of the session too.
        days_left: until it is emptied; 0 on the last day.
    """

    id: int
    kind: BinKind
    day: date | None
    last: date | None
    code: Enum | None
    number: int
    text: str
    scale: str
    member_id: int | None
    member_name: str
    session_id: int | None
    session_day: date | None
    group_id: int | None
    group_name: str
    deleted_by: str
    deleted_at: datetime
    days_left: int


def days_left(deleted_at: datetime, today: date) -> int:
    """How many days something still lies in the bin after today."""
    return max(0, (deleted_at.date() + KEPT_FOR - today).days)


def emptied_before(today: date) -> date:
    """What was deleted on an earlier day than this is emptied."""
    return today - KEPT_FOR


def is_lost(before: str, now: str) -> bool:
    """Whether of a text that was typed over most words stand there no more."""
    words = Counter(before.split())
    return (words - Counter(now.split())).total() * 2 > words.total()


def is_shorter(before: str, now: str) -> bool:
    """Whether words of a text went while it was typed over, and not just the last one was finished or put right."""
    if now.startswith(before):
        return False
    missing = (Counter(before.split()) - Counter(now.split())).total()
    return missing > 1 or (missing == 1 and len(now) < len(before))


def is_within(text: str, whole: str) -> bool:
    """Whether a text is what was left of another; one word may be half gone."""
    return (Counter(text.split()) - Counter(whole.split())).total() <= 1
