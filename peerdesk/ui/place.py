"""Where somebody can go: said by whatever leads there, opened by the window."""

from dataclasses import dataclass, field
from enum import StrEnum

from peerdesk.domain.papers.choices import Choices


class PageName(StrEnum):
    """The pages of the window; those of the side bar first, from top to bottom."""

    TODAY = "today"
    MEMBERS = "members"
    GROUPS = "groups"
    SESSIONS = "sessions"
    FOLLOW_UPS = "follow_ups"
    MENTORING = "mentoring"
    REPORTS = "reports"
    SETTINGS = "settings"
    SESSION = "session"
    PRESENCE = "presence"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page as it was left."""

    page: PageName


@dataclass(frozen=True, slots=True)
class MemberPlace:
    """What is known of a member."""

    member_id: int


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group with its roster."""

    group_id: int


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """Attendance and note of a session."""

    session_id: int


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A report with its choices made."""

    name: str
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class MentorFor:
    """Who could accompany a member."""

    member_id: int


@dataclass(frozen=True, slots=True)
class MeasuresOf:
    """A member's scales, to be filled in."""

    member_id: int


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """A tab of the settings, what somebody came for in sight."""


@dataclass(frozen=True, slots=True)
class HelpLinesPlace(SettingsPlace):
    """Where the help lines are kept and checked."""


@dataclass(frozen=True, slots=True)
class BackupsPlace(SettingsPlace):
    """Where the copies of the record are listed and put back."""


@dataclass(frozen=True, slots=True)
class BinPlace(SettingsPlace):
    """What was deleted."""


@dataclass(frozen=True, slots=True)
class TrailPlace(SettingsPlace):
    """What changed about a member, for the coordinator."""

    member_id: int


@dataclass(frozen=True, slots=True)
class PageBefore:
    """Back to where somebody came from."""


Place = (
    PagePlace
    | MemberPlace
    | GroupPlace
    | SessionPlace
    | ReportPlace
    | MentorFor
    | MeasuresOf
    | SettingsPlace
    | PageBefore
)
