"""Each report as an office asks for it, this morning, with the choices that matter."""

from collections.abc import Callable
from typing import Any

import pytest

from peerdesk import publishing
from peerdesk.domain.papers.attendance_register import AttendanceRegister
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.progress_report import ProgressReport
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.domain.papers.weekly_report import WeeklyReport


@pytest.fixture
def group_id(centre) -> int:
    """Anil and Ramesh, on Mondays, Wednesdays and Fridays."""
    group_id = centre.group()
    centre.join(group_id, *centre.members("Ramesh Kumar", "Anil Yadav"))
    return group_id


@pytest.fixture
def gather(storage, coordinator, today, now) -> Callable[..., Any]:
    def ask(report: str, *, actor=coordinator, on=today, **choices: Any) -> Any:
        return publishing.gather(report, storage, actor, Choices(**choices), today=on, now=now())

    return ask


@pytest.fixture
def register(gather) -> Callable[..., AttendanceRegister]:
    return lambda **choices: gather("attendance-register", **choices)


@pytest.fixture
def sign_in_sheet(gather) -> Callable[..., SignInSheet]:
    return lambda **choices: gather("sign-in-sheet", **choices)


@pytest.fixture
def weekly(gather) -> Callable[..., WeeklyReport]:
    return lambda **choices: gather("weekly-report", **choices)


@pytest.fixture
def progress(gather) -> Callable[..., ProgressReport]:
    return lambda **choices: gather("progress-report", **choices)
