"""What speaks against a member in a group. A warning never blocks: it is passed over with a reason, which is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from peerdesk.domain.groups.balance import Stage
from peerdesk.domain.groups.capacity import over_capacity, usual_most
from peerdesk.domain.groups.groups import Audience, Entry, GroupType
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

ADULT, YOUNG_FROM, YOUNG_TO, OLDER_FROM = 18, 18, 25, 50
"""Years: who a group for adults, one for young adults and one for older members is for."""

MOST_OVERRIDE = 300
"""Characters of a reason."""

_NOTHING: Mapping[str, object] = MappingProxyType({})
_WITH_CHILDREN = frozenset({Audience.UNDER_18, Audience.FAMILIES})
_ACCOMPANYING = frozenset({MemberRole.PEER_LEADER, MemberRole.SUPPORT})


class FitCode(StrEnum):
    """What is said before somebody joins."""

    CAPACITY = "capacity"
    CLOSED_ENTRY = "closed-entry"
    WOMEN = "women"
    MEN = "men"
    MINOR = "minor"
    UNDER_18 = "under-18"
    YOUNG_ADULTS = "young-adults"
    OLDER = "older"
    NEWCOMERS = "newcomers"
    ALUMNI = "alumni"
    LARGE = "large"
    CO_OCCURRING = "co-occurring"
    NOT_CO_OCCURRING = "not-co-occurring"
    FAMILIES = "families"
    ASK_WHERE_SAFE = "ask-where-safe"
    FAR_AHEAD = "far-ahead"


_HINTS = frozenset(
    {FitCode.LARGE, FitCode.CO_OCCURRING, FitCode.NOT_CO_OCCURRING, FitCode.FAMILIES, FitCode.ASK_WHERE_SAFE}
)
"""What is known of an illness never asks for a reason, either: a reason stands on the roster, for everybody to read."""


@dataclass(frozen=True, slots=True)
class FitWarning:
    """One thing to think of.

    Attributes:
        member_id: whom it is about; ``None`` where it is about everybody who joins.
        values: what the sentence mentions.
    """

    code: FitCode
    member_id: int | None = None
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)

    @property
    def is_hint(self) -> bool:
        """Whether it is only said, because the record cannot tell or the centre allows it: no reason is asked for."""
        return self.code in _HINTS


@dataclass(frozen=True, slots=True)
class GroupToJoin:
    """What the rules ask about a group; ``members`` counts its roster on the day, without those who join."""

    type: GroupType
    entry: Entry
    audience: Audience
    capacity_max: int
    started_on: date
    members: int


@dataclass(frozen=True, slots=True)
class Joiner:
    """What the rules ask about somebody who joins, as on the day.

    Attributes:
        co_occurring: whether a co-occurring illness is known; ``None`` where the reader may not know.
    """

    member_id: int
    name: str
    gender: Gender
    age: int | None
    stage: Stage
    co_occurring: bool | None = None


def warnings(
    group: GroupToJoin, joiners: Sequence[Joiner], from_day: date, role: MemberRole = MemberRole.MEMBER
) -> list[FitWarning]:
    """What is to be thought of when members join a group together: its size, whether it is closed, whom it is for.

    Whoever is not of age yet is warned of in every group that does not expect them, in whatever role.
    Who leads or supports a group need not be young, new or in aftercare; a women's group stays one all the same.
    """
    if not joiners:
        return []
    found = _size(group, group.members + len(joiners))
    if group.entry is Entry.CLOSED and from_day > group.started_on:
        found.append(FitWarning(FitCode.CLOSED_ENTRY, None, {"day": group.started_on}))
    if group.audience is Audience.CO_OCCURRING and any(joiner.co_occurring is None for joiner in joiners):
        found.append(FitWarning(FitCode.CO_OCCURRING))
    if group.audience is Audience.FAMILIES:
        found.append(FitWarning(FitCode.FAMILIES))
    for joiner in joiners:
        values = {"name": joiner.name, "age": joiner.age}
        codes = _of_joiner(group, joiner, accompanying=role in _ACCOMPANYING)
        found += [FitWarning(code, joiner.member_id, values) for code in codes]
    return found


def needing_reason(found: Sequence[FitWarning]) -> list[FitWarning]:
    """The warnings without the hints, which ask for no reason."""
    return [warning for warning in found if not warning.is_hint]


def override_problems(found: Sequence[FitWarning], override: str) -> list[Problem]:
    """Why a reason is not acceptable: there is none although there are warnings, or it is too long."""
    if needing_reason(found) and blank(override):
        return [Problem("override", "override-reason-missing")]
    if len(override.strip()) > MOST_OVERRIDE:
        return [Problem("override", "text-too-long", {"most": MOST_OVERRIDE})]
    return []


@dataclass(frozen=True, slots=True)
class Override:
    """What was passed over when somebody joined, and why; kept as one text with the membership."""

    codes: tuple[FitCode, ...]
    reason: str

    @classmethod
    def of(cls, found: Sequence[FitWarning], member_id: int, reason: str) -> "Override | None":
        """What one of the joining members passes over; ``None`` where nothing is."""
        theirs = [w.code for w in needing_reason(found) if w.member_id in (None, member_id)]
        return cls(tuple(theirs), reason.strip()) if theirs else None

    @classmethod
    def read(cls, kept: str) -> "Override":
        """Read the text of :meth:`text`; one without codes is the reason alone."""
        codes, found, reason = kept.partition(": ")
        known = {code.value for code in FitCode}
        if not found or not set(codes.split()) <= known:
            return cls((), kept)
        return cls(tuple(FitCode(code) for code in codes.split()), reason)

    def text(self) -> str:
        """``capacity women: her sister is in the group``."""
        return f"{' '.join(self.codes)}: {self.reason}"


def _size(group: GroupToJoin, size: int) -> list[FitWarning]:
    if over_capacity(size, group.capacity_max):
        return [FitWarning(FitCode.CAPACITY, None, {"count": size, "most": group.capacity_max})]
    most = usual_most(group.type)
    return [FitWarning(FitCode.LARGE, None, {"count": size, "most": most})] if size > most else []


def _of_joiner(group: GroupToJoin, joiner: Joiner, *, accompanying: bool) -> list[FitCode]:
    """What is to be thought of about one who joins: whom the group is for, and their age."""
    code = _audience(group.audience, joiner, accompanying=accompanying)
    found = [] if code is None else [code]
    with_children = group.audience in _WITH_CHILDREN or group.type is GroupType.FAMILY
    if joiner.age is not None and joiner.age < ADULT and not with_children and code is not FitCode.YOUNG_ADULTS:
        found.append(FitCode.MINOR)
    return found


def _audience(audience: Audience, joiner: Joiner, *, accompanying: bool) -> FitCode | None:
    """Why a group is not for somebody; ``None`` where it is, or the record cannot tell."""
    match audience:
        case Audience.WOMEN if joiner.gender is not Gender.FEMALE:
            return FitCode.WOMEN if joiner.gender is Gender.MALE else FitCode.ASK_WHERE_SAFE
        case Audience.MEN if joiner.gender is not Gender.MALE:
            return FitCode.MEN if joiner.gender is Gender.FEMALE else FitCode.ASK_WHERE_SAFE
    if accompanying:
        return None
    if audience is Audience.CO_OCCURRING and joiner.co_occurring is False:
        return FitCode.NOT_CO_OCCURRING
    unfitting = {
        Audience.UNDER_18: joiner.age is not None and joiner.age >= ADULT,
        Audience.YOUNG_ADULTS: joiner.age is not None and not YOUNG_FROM <= joiner.age <= YOUNG_TO,
        Audience.OLDER: joiner.age is not None and joiner.age < OLDER_FROM,
        Audience.NEWCOMERS: joiner.stage is not Stage.FIRST_DAYS,
        Audience.ALUMNI: joiner.stage is not Stage.AFTERCARE,
    }
    return FitCode(audience.value) if unfitting.get(audience) else None
