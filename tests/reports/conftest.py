"""What every report test needs: a sheet, and what comes of it on paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from reportlab.platypus import Flowable

from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.reports.parts.page import Sheet, write
from tests.reports.paper import Rendered


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    usual = Sheet(
        letterhead=Letterhead("Navjeevan Centre, Washim", "Station Road, Washim 444505", "MH/IRCA/2019/0042"),
        title="Attendance register",
        printed=Printed("Sunita Patil", datetime(2026, 11, 21, 10, 5)),
        data_as_on=date(2026, 11, 21),
        period=Period(date(2026, 11, 1), date(2026, 11, 30)),
    )

    def make(**changes: Any) -> Sheet:
        return replace(usual, **changes)

    return make


@pytest.fixture(scope="session")
def render() -> Callable[[Sheet, Sequence[Flowable]], Rendered]:
    def make(around: Sheet, story: Sequence[Flowable]) -> Rendered:
        out = BytesIO()
        write(around, story, out)
        return Rendered(out.getvalue())

    return make
