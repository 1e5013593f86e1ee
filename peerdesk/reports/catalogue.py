"""The one table of reports: what an office can ask for, under the names that screen, command line and settings know.

A report is its entry here and three modules of one name: ``domain/papers`` says what it needs, ``services/papers``
gathers it, this room lays it out. Reading the table loads none of them, neither reportlab nor the file's models; the
modules come in with the first page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, BinaryIO

from peerdesk.domain.access import Permission
from peerdesk.domain.papers.choices import NAMES_INSIDE, Ask, Choices, Names, UsualDays
from peerdesk.i18n import N_, gettext

_LAST = (UsualDays.LAST_WEEK, UsualDays.THIS_WEEK, UsualDays.LAST_MONTH, UsualDays.THIS_MONTH, UsualDays.OTHER)
_NEXT = (UsualDays.THIS_WEEK, UsualDays.LAST_WEEK, UsualDays.THIS_MONTH, UsualDays.LAST_MONTH, UsualDays.OTHER)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report.

    Attributes:
        title: marked for translation; the same that stands at the head of its pages.
        module: its name in the three rooms.
        data_name: how the dataclass is called that is gathered for it.
        permission: who may print it. Its service asks for the same, and for more where a part needs more.
        asks: the choices that matter to it, besides days. Any other one is refused.
        days: the usual days offered for it, the likeliest first; none where days do not matter.
        finds_days: without days it looks for its own, the latest or the next thing; others take the last full week.
        names: how members can be named on it, the usual way first.
        of_everybody: without a member it is of everybody; others that ask for one choose one.
    """

    title: str
    module: str
    data_name: str
    permission: Permission
    asks: frozenset[Ask]
    days: tuple[UsualDays, ...] = ()
    finds_days: bool = False
    names: tuple[Names, ...] = NAMES_INSIDE
    of_everybody: bool = False

    @property
    def shared_outside(self) -> bool:
        """Whether it names nobody unless somebody chooses so for this once."""
        return self.names[0] is Names.NONE

    @property
    def data(self) -> type[Any]:
        """The dataclass that is gathered for it."""
        found: type[Any] = getattr(import_module(f"peerdesk.domain.papers.{self.module}"), self.data_name)
        return found

    def unused(self, choices: Choices) -> list[Ask]:
        """Choices that were made and do not matter to this report."""
        return sorted(ask for ask in choices.made() - self.asks if ask is not Ask.DAYS or not self.days)

    def write(self, report: Any, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
        """Write a report as PDF.

        Args:
            report: an instance of :attr:`data`.
            out: where the bytes go.
            on_page: told each page's number as it is begun; whatever it raises stops the work.

        Returns:
            The number of pages.

        Raises:
            TypeError: if the report is of another kind.
        """
        if not isinstance(report, self.data):
            raise TypeError(f"{self.module} cannot print {type(report).__name__}")
        pages: int = import_module(f"peerdesk.reports.{self.module}").write(report, out, on_page)
        return pages


REPORTS: Mapping[str, ReportKind] = MappingProxyType(
    {
        "attendance-register": ReportKind(
            title=N_("Attendance register"),
            module="attendance_register",
            data_name="AttendanceRegister",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.GROUP, Ask.NAMES, Ask.BLANK}),
            days=_LAST,
        ),
        "sign-in-sheet": ReportKind(
            title=N_("Sign-in sheet"),
            module="sign_in_sheet",
            data_name="SignInSheet",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.GROUP, Ask.SESSION, Ask.NAMES}),
        ),
        "weekly-report": ReportKind(
            title=N_("Weekly counsellor report"),
            module="weekly_report",
            data_name="WeeklyReport",
            permission=Permission.PRINT_PROGRESS,
            asks=frozenset({Ask.NAMES, Ask.WHOSE}),
            days=_LAST,
        ),
        "progress-report": ReportKind(
            title=N_("Member progress report"),
            module="progress_report",
            data_name="ProgressReport",
            permission=Permission.PRINT_PROGRESS,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.FOR_WHOM}),
            days=(UsualDays.STAY, *_LAST),
        ),
        "milestones": ReportKind(
            title=N_("Milestones"),
            module="milestones",
            data_name="MilestoneList",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.NAMES}),
            days=_NEXT,
        ),
        "milestone-certificate": ReportKind(
            title=N_("Milestone certificate"),
            module="milestone_certificate",
            data_name="MilestoneCertificate",
            permission=Permission.PRINT_PROGRESS,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.FOR_WHOM}),
            days=(UsualDays.LATEST, *_LAST),
            finds_days=True,
        ),
        "staying-well-plan": ReportKind(
            title=N_("Staying-well plan"),
            module="staying_well_plan",
            data_name="PlanSheet",
            permission=Permission.SEE_STAYING_WELL,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.BLANK, Ask.FOR_WHOM}),
        ),
        "success-story": ReportKind(
            title=N_("Success story"),
            module="success_story",
            data_name="SuccessStoryPage",
            permission=Permission.PRINT_PROGRESS,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.FOR_WHOM}),
            names=(Names.NONE, Names.INITIALS, Names.FULL),
        ),
        "measure-sheet": ReportKind(
            title=N_("Question sheet"),
            module="measure_sheet",
            data_name="MeasureSheet",
            permission=Permission.KEEP_MEASURES,
            asks=frozenset({Ask.SCALE}),
        ),
        "presence-sheet": ReportKind(
            title=N_("Weekly presence sheet"),
            module="presence_sheet",
            data_name="PresenceSheet",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.NAMES, Ask.BLANK}),
            days=(UsualDays.THIS_WEEK, UsualDays.LAST_WEEK, UsualDays.OTHER),
        ),
        "call-sheet": ReportKind(
            title=N_("Call sheet"),
            module="call_sheet",
            data_name="CallSheet",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.NAMES}),
            days=_NEXT,
            finds_days=True,
        ),
        "mentor-log": ReportKind(
            title=N_("Mentor's log"),
            module="mentor_log",
            data_name="MentorLog",
            permission=Permission.PRINT_ATTENDANCE,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.FOR_WHOM}),
        ),
        "basic-record": ReportKind(
            title=N_("Basic record"),
            module="basic_record",
            data_name="BasicRecord",
            permission=Permission.SEE_NOTES,
            asks=frozenset({Ask.MEMBER, Ask.FOR_WHOM}),
        ),
        "privacy-notice": ReportKind(
            title=N_("Privacy notice"),
            module="privacy_notice",
            data_name="PrivacyNotice",
            permission=Permission.REGISTER_MEMBERS,
            asks=frozenset({Ask.MEMBER, Ask.NAMES, Ask.BLANK}),
        ),
        "data-kept": ReportKind(
            title=N_("How your data is kept"),
            module="data_kept",
            data_name="DataKept",
            permission=Permission.SEE_GROUPS,
            asks=frozenset(),
        ),
        "changes": ReportKind(
            title=N_("What changed"),
            module="changes",
            data_name="TrailOnPaper",
            permission=Permission.SEE_TRAIL,
            asks=frozenset({Ask.MEMBER, Ask.STAFF, Ask.NAMES}),
            days=(UsualDays.THIS_WEEK, *_LAST[:1], *_LAST[2:]),
            finds_days=True,
            of_everybody=True,
        ),
    }
)
"""In the order they are offered."""


def titles() -> dict[str, str]:
    """What each report is called, by its name."""
    return {name: gettext(kind.title) for name, kind in REPORTS.items()}
