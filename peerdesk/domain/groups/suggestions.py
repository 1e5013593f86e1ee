"""Where a newcomer could go: every open group that meets, with plain reasons. Nobody is placed by a rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from peerdesk.domain.groups.balance import Composition
from peerdesk.domain.groups.capacity import FEWEST
from peerdesk.domain.groups.fit import FitWarning, GroupToJoin, Joiner, needing_reason, warnings
from peerdesk.domain.groups.groups import Audience
from peerdesk.domain.members.portal_codes import Gender

REGULAR_WEEKS = 8
LOOK_BACK = timedelta(weeks=REGULAR_WEEKS)
"""So far back it is counted whether a group kept its days."""

REGULAR_PERCENT = 80
SMALL = 12
"""Members: support groups are mostly of eight to twelve (general knowledge)."""

_ENOUGH_WOMEN = 2
_MIXED = 3  # age bands, kinds of work


class GroupTrait(StrEnum):
    """What a reason is about."""

    MADE_FOR = "made-for"
    SMALL = "small"
    LARGE = "large"
    REGULAR = "regular"
    IRREGULAR = "irregular"
    MIXED_AGES = "mixed-ages"
    MIXED_WORK = "mixed-work"
    WOMEN_THERE = "women-there"
    FEW_WOMEN = "few-women"


_AGAINST = frozenset({GroupTrait.LARGE, GroupTrait.IRREGULAR, GroupTrait.FEW_WOMEN})


@dataclass(frozen=True, slots=True)
class GroupReason:
    """A plain reason; ``count`` of ``of`` where it counts something, ``audience`` where the group is made for them."""

    trait: GroupTrait
    count: int = 0
    of: int = 0
    audience: Audience = Audience.EVERYBODY

    @property
    def speaks_for(self) -> bool:
        return self.trait not in _AGAINST


@dataclass(frozen=True, slots=True)
class GroupOnOffer:
    """What is known of a group that meets.

    Attributes:
        planned: sessions of the last eight weeks, today left out, as the book has them.
        held: how many of them were held.
        waiting_since: since when the newcomer is on its waitlist.
    """

    id: int
    name: str
    group: GroupToJoin
    composition: Composition
    next_meeting: tuple[date, time]
    planned: int
    held: int
    waiting_since: date | None = None


@dataclass(frozen=True, slots=True)
class GroupSuggestion:
    """A group with what speaks for and against it."""

    group_id: int
    name: str
    members: int
    capacity_max: int
    next_meeting: tuple[date, time]
    reasons: Sequence[GroupReason]
    warnings: Sequence[FitWarning]
    waiting_since: date | None

    @property
    def fits(self) -> bool:
        """Whether nothing needs to be passed over."""
        return not needing_reason(self.warnings)


def suggestions(newcomer: Joiner, groups: Iterable[GroupOnOffer], today: date) -> list[GroupSuggestion]:
    """The groups by how much speaks for them; those that are full or meant for others last, with the reason."""
    return sorted((_suggestion(newcomer, offered, today) for offered in groups), key=_place)


def reasons(newcomer: Joiner, offered: GroupOnOffer) -> list[GroupReason]:
    """What speaks for a group and what against it, in this order."""
    found = [*_made_for(newcomer, offered), *_size(offered), *_regular(offered), *_mixed(offered.composition)]
    if newcomer.gender is Gender.FEMALE and offered.group.audience is not Audience.WOMEN:
        women = offered.composition.genders.get(Gender.FEMALE, 0)
        enough = women >= _ENOUGH_WOMEN
        found.append(GroupReason(GroupTrait.WOMEN_THERE if enough else GroupTrait.FEW_WOMEN, women))
    return sorted(found, key=lambda reason: not reason.speaks_for)


def _suggestion(newcomer: Joiner, offered: GroupOnOffer, today: date) -> GroupSuggestion:
    group = offered.group
    return GroupSuggestion(
        offered.id,
        offered.name,
        group.members,
        group.capacity_max,
        offered.next_meeting,
        tuple(reasons(newcomer, offered)),
        tuple(warnings(group, (newcomer,), max(today, group.started_on))),
        offered.waiting_since,
    )


def _place(suggestion: GroupSuggestion) -> tuple[bool, int, int, str]:
    good = sum(reason.speaks_for for reason in suggestion.reasons)
    return not suggestion.fits, -good, len(suggestion.reasons) - good, suggestion.name.casefold()


def _made_for(newcomer: Joiner, offered: GroupOnOffer) -> list[GroupReason]:
    """Said only where the record can tell and the group is for them indeed."""
    audience = offered.group.audience
    untold = audience is Audience.CO_OCCURRING and newcomer.co_occurring is None
    if untold or audience in (Audience.EVERYBODY, Audience.FAMILIES):
        return []
    alone = warnings(offered.group, (newcomer,), offered.group.started_on)
    if any(warning.member_id == newcomer.member_id for warning in alone):
        return []
    return [GroupReason(GroupTrait.MADE_FOR, audience=audience)]


def _size(offered: GroupOnOffer) -> list[GroupReason]:
    size = offered.group.members
    if FEWEST <= size <= SMALL:  # one or two are no group yet
        return [GroupReason(GroupTrait.SMALL, size)]
    return [GroupReason(GroupTrait.LARGE, size)] if size > SMALL else []


def _regular(offered: GroupOnOffer) -> list[GroupReason]:
    if not offered.planned:
        return []
    kept = 100 * offered.held >= REGULAR_PERCENT * offered.planned
    return [GroupReason(GroupTrait.REGULAR if kept else GroupTrait.IRREGULAR, offered.held, offered.planned)]


def _mixed(composition: Composition) -> list[GroupReason]:
    found = []
    if len(composition.ages) >= _MIXED:
        found.append(GroupReason(GroupTrait.MIXED_AGES))
    if len(composition.occupations) >= _MIXED:
        found.append(GroupReason(GroupTrait.MIXED_WORK))
    return found
