"""What each printed page needs, gathered from the file: one module per report, one reading each.

Attendance is counted with :class:`~peerdesk.domain.marks.Tally` alone, and the number of queries does not grow with the
number of members or sessions.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.papers.choices import Choices
from peerdesk.services.papers import (
    attendance_register,
    call_sheet,
    measure_sheet,
    mentor_log,
    milestone_certificate,
    milestones,
    presence_sheet,
    progress_report,
    sign_in_sheet,
    weekly_report,
)


class Gather(Protocol):
    """Gathers one report's dataclass."""

    def __call__(self, storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> Any:
        """See each module's ``gather``."""


GATHER: Mapping[str, Gather] = MappingProxyType(
    {
        "attendance-register": attendance_register.gather,
        "sign-in-sheet": sign_in_sheet.gather,
        "weekly-report": weekly_report.gather,
        "progress-report": progress_report.gather,
        "milestones": milestones.gather,
        "milestone-certificate": milestone_certificate.gather,
        "measure-sheet": measure_sheet.gather,
        "presence-sheet": presence_sheet.gather,
        "call-sheet": call_sheet.gather,
        "mentor-log": mentor_log.gather,
    }
)
"""By the names that the catalogue of reports knows them by."""
