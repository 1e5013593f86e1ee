"""What each fact of an entry is, by the name under which it is kept: a day, a code, a member, a text.

A name that means different things is told apart by the noun of the action, or by the action itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from types import MappingProxyType
from typing import Any, cast

from peerdesk.domain.access import Role
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpOutcome, FollowUpWay, StepUnit
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.care.recovery import MilestoneKind, ReturnReason
from peerdesk.domain.care.status import Medicines, RecoveryNow, YesNo
from peerdesk.domain.care.staying_well import OwnWords
from peerdesk.domain.disclosures import ForWhom, LeftBy
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.fit import Override
from peerdesk.domain.groups.groups import Audience, Channel, Entry, GroupType, LedBy
from peerdesk.domain.groups.incidents import IncidentKind
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.measures.scales import Rhythm
from peerdesk.domain.members.consents import ConsentKind, ConsentWay
from peerdesk.domain.members.copies import CopyWay
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.members.members import Language, Relation, number_text
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.domain.mentoring.mentorships import ClosingReason, SupportKind
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import LeaveReason, Mark
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus
from peerdesk.domain.trail.lines import AnswerTo, Counted, One, Ref, There, Thing, Timed, Value

Reading = Callable[[Any], Value]
"""Makes of a value of the JSON what it stands for; ValueError or TypeError where it stands for nothing."""


def _text(kept: Any) -> str:
    return str(kept)


def _number(kept: Any) -> int:
    return int(kept)


def _member_number(kept: Any) -> str:
    return number_text(int(kept))


def _yes_no(kept: Any) -> bool:
    return bool(kept)


def _day(kept: Any) -> date:
    return date.fromisoformat(kept)


def _moment(kept: Any) -> datetime:
    return datetime.fromisoformat(kept)


def _time(kept: Any) -> time:
    return time.fromisoformat(kept)


def _code(codes: type[Enum]) -> Reading:
    def read(kept: Any) -> Enum:
        return codes(kept)

    return read


def _numbered(thing: Thing) -> Reading:
    def read(kept: Any) -> Ref:
        return Ref(thing, int(kept))

    return read


def _keyed(thing: Thing) -> Reading:
    def read(kept: Any) -> Ref:
        return Ref(thing, str(kept))

    return read


def _own_words(kept: Any) -> OwnWords:
    return OwnWords(str(kept).replace("_", "-"))


def _meeting_time(kept: Any) -> Timed:
    weekday, starts, minutes = kept.split()
    return Timed(int(weekday), time.fromisoformat(starts), int(minutes))


def _milestone(kept: Any) -> Counted:
    kind, count = kept.split()
    return Counted(int(count), MilestoneKind(kind))


def _step(kept: Any) -> Counted:
    count, unit = kept.split()
    return Counted(int(count), StepUnit(unit))


def _answers(kept: Any) -> tuple[One, ...]:
    return tuple(AnswerTo(int(place), int(answer)) for place, answer in kept.items())


def _presence(kept: Any) -> tuple[One, ...]:
    return tuple(There(Ref(Thing.MEMBER, int(who)), present) for who, present in kept.items())


def _picture(kept: Any) -> Ref:
    return Ref(Thing.PICTURE, str(kept))


def _each(read: Reading, names: str) -> dict[str, Reading]:
    return dict.fromkeys(names.split(), read)


_MEMBER, _STAFF, _GROUP = _numbered(Thing.MEMBER), _numbered(Thing.STAFF), _numbered(Thing.GROUP)
_SESSION, _PLACE, _SCALE = _numbered(Thing.SESSION), _numbered(Thing.PLACE), _keyed(Thing.SCALE)

FACTS: Mapping[str, Reading] = MappingProxyType(
    {
        **_each(
            _text,
            """
            address agreed code confirmed copy designation district help_lines issues name name_latin
            name_native next_step note number office_words override phone phones questions reason_text
            registration_number relation_name source sponsor text told topic
            user_name village what what_for who why with_whom words
            """,
        ),
        **_each(
            _number,
            """
            absences_daily absences_for_contact absences_weekly age answer capacity_max capacity_min count damaged_pages
            from_copy group_alone_days halved_least highest load lowest mentor_days mentor_load minutes no_contact_days
            no_group_days pages participation people retention_years rows stalled_days stand_ins step unmarked visitors
            years
            """,
        ),
        **_each(
            _yes_no,
            """
            active can_read co_occurring counsellors_only in_part joined pdf_password removed summed taken_back
            """,
        ),
        **_each(
            _day,
            """
            admitted_on age_on answered_on archived_on birth_date checked_on closed_on consented_on day died_on
            discharged_on done_on due_on ended_on first from from_day given_on help_lines_checked_on last next_on on
            opened_on paper_on removed_on retired_on set_on since started_on stopped_on through to to_day told_on
            withdrawn_on written_on
            """,
        ),
        **_each(_moment, "asked_at deleted_at given_at latest made_at now put_back_at salvaged_at"),
        **_each(
            _STAFF,
            """
            answered_by counsellor deleted_by done_by ended_by facilitators given_by help_lines_checked_by in_place_of
            paper_by staff
            taken_by withdrawn_by
            """,
        ),
        **_each(_MEMBER, "led_by member members mentor"),
        "activities": _code(Activity),
        "answers": _answers,
        "audience": _code(Audience),
        "by": _code(LeftBy),
        "channel": _code(Channel),
        "closing": _code(ClosingReason),
        "discharge_type": _code(DischargeType),
        "duties": _code(Duty),
        "duty": _code(Duty),
        "education": _code(Education),
        "entry": _code(Entry),
        "for_whom": _code(ForWhom),
        "gender": _code(Gender),
        "group": _GROUP,
        "group_type": _code(GroupType),
        "in_recovery": _code(RecoveryNow),
        "kinship": _code(Kinship),
        "language": _code(Language),
        "logo": _picture,
        "marital_status": _code(MaritalStatus),
        "mark": _code(Mark),
        "marks": _presence,
        "medicines": _code(Medicines),
        "milestones": _milestone,
        "objective": _code(Objective),
        "occupation": _code(Occupation),
        "plan": _keyed(Thing.PLAN),
        "referral": _code(Referral),
        "referred_to": _PLACE,
        "relation": _code(Relation),
        "rhythm": _code(Rhythm),
        "role": _code(MemberRole),
        "scale": _SCALE,
        "series": _code(Series),
        "session": _SESSION,
        "starts": _time,
        "state": _code(GoalState),
        "status": _code(SessionStatus),
        "steps": _step,
        "substances": _code(Substance),
        "times": _meeting_time,
        "type": _code(GroupType),
        "with_family": _code(YesNo),
        "working": _code(YesNo),
    }
)
"""By the name of the fact, as most actions mean it."""

SPECIAL: Mapping[str, Mapping[str, Reading]] = MappingProxyType(
    {
        "attendance": {"reason": _code(LeaveReason)},
        "bin": {"kind": _code(BinKind)},
        "centre": {"language": _text},
        "consent": {"kind": _code(ConsentKind), "way": _code(ConsentWay)},
        "contact": {"kind": _code(ContactKind)},
        "copy": {"way": _code(CopyWay)},
        "demo": {"members": _number},
        "disclosure": {"what": _keyed(Thing.PAPER)},
        "follow-up": {"outcome": _code(FollowUpOutcome), "way": _code(FollowUpWay)},
        "goal": {"kind": _code(GoalKind)},
        "goal.say": {"kind": _code(GoalWordKind)},
        "goal.unsay": {"kind": _code(GoalWordKind)},
        "group": {"led_by": _code(LedBy), "place": _text},
        "incident": {"kind": _code(IncidentKind)},
        "keys": {"role": _code(Role)},
        "leave": {"reason": _text},
        "member": {"number": _member_number},
        "member.erase": {"why": _code(WhyErased)},
        "membership": {"override": Override.read},
        "mentor-contact": {"kind": _code(SupportKind)},
        "record": {"removed": _number},
        "recovery": {"kind": _code(MilestoneKind), "reason": _code(ReturnReason)},
        "session": {"reason": _code(NotHeldReason)},
        "staff": {"role": _code(Role), "since": _moment},
        "staying-well": {"told": _own_words},
        "waiting": {"place": _number},
    }
)
"""What a noun, or one action, means by a name otherwise."""

INNER = frozenset({"addendum", "mentorship", "seal", "seed", "serial", "signed", "span", "word"})
"""Numbers and letters by which the file knows something: nobody reads them, and what they stand for is told anyway."""

_INNER_OF_ONE = {"safety.reopen": "note"}


def is_inner(action: str, name: str) -> bool:
    """Whether a fact is for the file alone."""
    return name in INNER or _INNER_OF_ONE.get(action) == name


def reading(action: str, name: str) -> Reading | None:
    """How a fact of an action is read; ``None`` for one that nobody writes."""
    noun = action.partition(".")[0]
    for of in (action, noun):
        if (found := SPECIAL.get(of, {}).get(name)) is not None:
            return found
    return FACTS.get(name)


def value(action: str, name: str, kept: Any) -> Value:
    """What a value of the JSON stands for; one that cannot be read so is told as it is written."""
    if kept is None:
        return None
    read = reading(action, name) or _text
    try:
        if isinstance(kept, list):
            return tuple(cast(One, read(each)) for each in kept)
        return read(kept)
    except (ValueError, TypeError, AttributeError):
        return str(kept)
