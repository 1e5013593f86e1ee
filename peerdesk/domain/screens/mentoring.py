"""Mentoring as screens and paper show it: pairs, mentors, who waits for one, the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import Language
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.mentoring.mentors import Companion, MentorRow, Search
from peerdesk.domain.mentoring.mentorships import ClosingReason, Logged
from peerdesk.errors import Problem


@dataclass(frozen=True, slots=True)
class PairRow:
    """A mentorship.

    Attributes:
        last_contact: the latest day in the log; ``None`` while it is empty.
        next_on: the next contact as the latest one agreed it.
        contacts: how many stand in the log.
        silent: days since the last contact, or since the beginning without one.
        stalled: nothing was logged for as long as the centre allows; never of a pair that has ended.
        override: why it began in spite of a warning.
        to_look_at: of a pair that goes on, where the mentor has returned to use lately.
    """

    id: int
    mentor: Companion
    member: Companion
    from_day: date
    to_day: date | None
    closing: ClosingReason | None
    last_contact: date | None
    next_on: date | None
    contacts: int
    silent: int
    stalled: bool
    override: str = ""
    to_look_at: Problem | None = None

    @property
    def name(self) -> str:
        """Who accompanies whom."""
        return f"{self.mentor.name} · {self.member.name}"


@dataclass(frozen=True, slots=True)
class WaitingForMentor:
    """A member in the programme without a mentor."""

    person: Companion
    gender: Gender
    age: int | None
    village: str
    language: Language | None
    admitted_on: date


@dataclass(frozen=True, slots=True)
class MentoringOverview:
    """The lists of the Mentoring page.

    Attributes:
        pairs: the stalled ones first, longest silence first; those that ended come last, where asked for.
        mentors: in name order, where that list is seen: after years they are many times the pairs.
        waiting: newcomers first, where that list is seen.
    """

    pairs: Sequence[PairRow] = ()
    mentors: Sequence[MentorRow] = ()
    waiting: Sequence[WaitingForMentor] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """A contact in the log of a pair; ``mentor`` and ``member`` by the names where only one fits."""

    id: int
    pair_id: int
    mentor: str
    member: str
    logged: Logged


@dataclass(frozen=True, slots=True)
class PairPage:
    """A pair with its whole log, newest first."""

    pair: PairRow
    log: Sequence[LogLine]


@dataclass(frozen=True, slots=True)
class MentoringScreen:
    """The lists with what stands beside them. A mentor stands in the lists with all there is to show.

    Attributes:
        pair: beside the list of pairs; ``None`` beside the others, and without any pair.
        search: who could accompany the member chosen among those who wait; ``None`` beside the others.
        whose: whose members are listed.
    """

    overview: MentoringOverview
    pair: PairPage | None = None
    search: Search | None = None
    whose: Whose = Whose.EVERYBODY


@dataclass(frozen=True, slots=True)
class StalledPair:
    """A pair that has had no contact for too long."""

    pair_id: int
    mentor_id: int
    mentor_name: str
    member_id: int
    number: int
    name: str
    silent: int
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class MentoringOfMember:
    """Mentoring as one member's page shows it.

    Attributes:
        mentors: pairs in which the member is accompanied, the present ones first.
        mentees: pairs in which the member accompanies somebody, the present ones first.
        agreed: how the member agreed to mentor; ``None`` if not, or no longer.
        log: the latest contacts of all these pairs, newest first.
    """

    mentors: Sequence[PairRow]
    mentees: Sequence[PairRow]
    agreed: MentorRow | None
    log: Sequence[LogLine]
