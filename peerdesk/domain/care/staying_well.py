"""The staying-well plan: a member's own, in their own words, private, and printed for nobody but them.

Every writing is a version of its own and stays as it was; the newest by its day is the one that holds. One that was
taken back holds no more, and stays too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.members.phones import Phone
from peerdesk.domain.typed import told
from peerdesk.errors import Problem

MOST_WORDS = 300
"""Characters of one block: with the others it goes on one page, in letters large enough to be read on a bad day."""

MOST_LINES = 6

MOST_PEOPLE, MOST_WHO = 5, 40


class OwnWords(StrEnum):
    """The blocks that are told in words. The fourth one names people."""

    TRIGGERS = "triggers"
    WARNING_SIGNS = "warning-signs"
    WHAT_HELPS = "what-helps"

    @property
    def field(self) -> str:
        """Under what name it is typed and kept."""
        return self.value.replace("-", "_")


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A plan as typed in: what the member said, and whom they would call (``Phone.whose`` is who it is)."""

    triggers: str = ""
    warning_signs: str = ""
    what_helps: str = ""
    people: tuple[Phone, ...] = ()

    def block(self, of: OwnWords) -> str:
        """What was said of one thing."""
        return {
            OwnWords.TRIGGERS: self.triggers,
            OwnWords.WARNING_SIGNS: self.warning_signs,
            OwnWords.WHAT_HELPS: self.what_helps,
        }[of]

    def tidied(self) -> "PlanWords":
        """As it is kept: nothing around the words, phones as digits, no empty lines among the people."""
        people = (Phone(phone.number, phone.whose).tidied() for phone in self.people)
        return PlanWords(
            told(self.triggers),
            told(self.warning_signs),
            told(self.what_helps),
            tuple(phone for phone in people if phone.number or phone.whose),
        )

    def problems(self) -> list[Problem]:
        """Say what is wrong with it, once it is tidied."""
        found = [
            Problem(of.field, "text-too-long", {"most": MOST_WORDS})
            for of in OwnWords
            if len(self.block(of)) > MOST_WORDS
        ]
        found += [
            Problem(of.field, "lines-too-many", {"most": MOST_LINES})
            for of in OwnWords
            if len(self.block(of).splitlines()) > MOST_LINES
        ]
        if any(len(phone.whose) > MOST_WHO for phone in self.people):
            found.append(Problem("people", "name-too-long", {"most": MOST_WHO}))
        if any(not phone.whose for phone in self.people):
            found.append(Problem("people", "who-to-call-missing"))
        if any(phone.number and not phone.can_be_called for phone in self.people):
            found.append(Problem("people", "phone-wrong"))
        if len(self.people) > MOST_PEOPLE:
            found.append(Problem("people", "people-too-many", {"most": MOST_PEOPLE}))
        if self == NOTHING_TOLD:
            found.append(Problem("triggers", "plan-empty"))
        return found


NOTHING_TOLD = PlanWords()


@dataclass(frozen=True, slots=True)
class StayingWellPlan:
    """One version of a plan as kept.

    Attributes:
        written_on, written_by: when the member said so, and who wrote it down.
        taken_back: written by mistake; it holds no more.
    """

    id: int
    member_id: int
    written_on: date
    written_by: str
    words: PlanWords
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class PlanOfMember:
    """The plan that holds, if any, and the earlier ones, the newest first."""

    current: StayingWellPlan | None
    earlier: Sequence[StayingWellPlan] = ()

    @classmethod
    def of(cls, versions: Sequence[StayingWellPlan]) -> "PlanOfMember":
        """Tell the one that holds from the others."""
        newest = sorted(versions, key=lambda plan: (plan.written_on, plan.id), reverse=True)
        current = next((plan for plan in newest if not plan.taken_back), None)
        return cls(current, [plan for plan in newest if plan is not current])
