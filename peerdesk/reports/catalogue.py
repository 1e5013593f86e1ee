"""The reports an office can ask for, by the names that the Reports page, ``peerdesk report`` and settings know.

Importing it loads no reportlab: a report's module comes in when its first page is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, BinaryIO

from peerdesk.domain.papers.attendance_register import AttendanceRegister
from peerdesk.domain.papers.call_sheet import CallSheet
from peerdesk.domain.papers.measure_sheet import MeasureSheet
from peerdesk.domain.papers.mentor_log import MentorLog
from peerdesk.domain.papers.milestone_certificate import MilestoneCertificate
from peerdesk.domain.papers.milestones import MilestoneList
from peerdesk.domain.papers.presence_sheet import PresenceSheet
from peerdesk.domain.papers.progress_report import ProgressReport
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.domain.papers.weekly_report import WeeklyReport
from peerdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report.

    Attributes:
        title: marked for translation; the same that stands at the head of its pages.
        data: the dataclass a service gathers for it.
        module: of this room; it lays the report out.
    """

    title: str
    data: type[Any]
    module: str

    def write(self, report: Any, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
        """Write a report as PDF.

        Args:
            report: an instance of ``data``.
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
        "attendance-register": ReportKind(N_("Attendance register"), AttendanceRegister, "attendance_register"),
        "sign-in-sheet": ReportKind(N_("Sign-in sheet"), SignInSheet, "sign_in_sheet"),
        "weekly-report": ReportKind(N_("Weekly counsellor report"), WeeklyReport, "weekly_report"),
        "progress-report": ReportKind(N_("Member progress report"), ProgressReport, "progress_report"),
        "milestones": ReportKind(N_("Milestones"), MilestoneList, "milestones"),
        "milestone-certificate": ReportKind(N_("Milestone certificate"), MilestoneCertificate, "milestone_certificate"),
        "measure-sheet": ReportKind(N_("Question sheet"), MeasureSheet, "measure_sheet"),
        "presence-sheet": ReportKind(N_("Weekly presence sheet"), PresenceSheet, "presence_sheet"),
        "call-sheet": ReportKind(N_("Call sheet"), CallSheet, "call_sheet"),
        "mentor-log": ReportKind(N_("Mentor's log"), MentorLog, "mentor_log"),
    }
)
"""In the order they are offered."""
