import os
import subprocess
import sys
from importlib import import_module
from io import BytesIO

import pytest

from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.catalogue import REPORTS

ALL_FOUR = """
import sys
from datetime import date, datetime, time
from peerdesk.domain.care.attention import Reason, ReasonCode
from peerdesk.domain.access import Role
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpRow, FollowUpWay
from peerdesk.domain.members.consents import ConsentKind, ConsentRow, ConsentWay
from peerdesk.domain.papers.basic_record import BasicRecord
from peerdesk.domain.papers.data_kept import DataKept
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.privacy_notice import PrivacyNotice
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.domain.measures.scales import BARC_10
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.changes import TrailOnPaper
from peerdesk.domain.trail.lines import Fact, Ref, Thing, TrailLine, TrailPage
from peerdesk.domain.papers.call_sheet import CallLine, CallSheet
from peerdesk.domain.papers.mentor_log import Accompanied, MentorLog
from peerdesk.domain.papers.presence_sheet import PresenceSheet
from peerdesk.domain.papers.milestone_certificate import MilestoneCertificate
from peerdesk.domain.papers.milestones import MilestoneLine, MilestoneList
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.measure_sheet import MeasureSheet
from peerdesk.domain.care.staying_well import PlanWords
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.papers.staying_well_plan import PlanSheet
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.presence import PresenceCell, PresenceWeek, PresenceWeekRow
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.papers.attendance_register import *
from peerdesk.domain.papers.progress_report import *
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.domain.papers.success_story import SuccessStoryPage
from peerdesk.domain.papers.weekly_report import *
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.members.stays import Series, StayRow
DAY = date(2026, 11, 16)
PEOPLE = [PersonOnPaper(1, "Ramesh", "रमेश"), PersonOnPaper(2, "", "ਜਸਪ੍ਰੀਤ ਸਿੰਘ"), PersonOnPaper(3, "A <b>&")]
HEAD = (Letterhead("नवजीवन"), Printed("Sunita", datetime(2026, 11, 21, 10, 5)), date(2026, 11, 21))
WEEK = Period(DAY, date(2026, 11, 22))
MARKS = [Mark.PRESENT, Mark.LATE, Mark.ABSENT]
SAMPLES = {
    "attendance-register": AttendanceRegister(*HEAD, WEEK, 3, "Circle", GroupType.ALUMNI, ["Sunita"],
        [RegisterSession(4, DAY, time(10), None, "K7QF", Tally.of([mark])) for mark in MARKS],
        [RegisterRow(person, MARKS, Tally.of(MARKS), 1) for person in PEOPLE],
        [CorrectionLine(DAY, PEOPLE[0], "why", Mark.ABSENT, Mark.LATE, "Sunita", "17-11-2026")]),
    "sign-in-sheet": SignInSheet(*HEAD, 412, "Circle", DAY, time(10), 60, "Hall", ["Sunita"], PEOPLE),
    "weekly-report": WeeklyReport(*HEAD, WEEK, [GroupWeek(3, "Circle", "Sunita", 2, 1,
        [(DAY, NotHeldReason.WEATHER, "flood")], 3, Tally.of(MARKS), Tally(), [Objective.GOALS], "Plan")],
        [ContactNeeded(PEOPLE[0], [Reason(ReasonCode.ABSENCES, 3, group="Circle")])],
        [Movement(DAY, PEOPLE[1], "Circle", True)],
        [UnsignedLine(4, DAY, "Circle", True, 1)], 1, 2, 3),
    "progress-report": ProgressReport(*HEAD, WEEK, PEOPLE[0], Gender.FEMALE, 30, "D/o A", "Risod",
        [StayRow(1, "NJ/1", Series.OUTPATIENT, DAY)], 1,
        [GroupProgress("Circle", DAY, None, "Member", [WeekInGroup(DAY, MARKS)], 1)], [(DAY, "Circle", "Note")], 25, 1),
    "milestones": MilestoneList(*HEAD, WEEK,
        [MilestoneLine(DAY, person, Milestone(kind, 4), DAY) for person in PEOPLE for kind in MilestoneKind]),
    "milestone-certificate": MilestoneCertificate(*HEAD, PEOPLE[0], Milestone(MilestoneKind.DAYS, 30), DAY),
    "staying-well-plan": PlanSheet(*HEAD, PEOPLE[0], DAY,
        PlanWords("<b>तनख्वाह", "", "Walk & call", (Phone("9826012345", "भाई"), Phone("", "A"))), ["14446"]),
    "success-story": SuccessStoryPage(*HEAD, PEOPLE[2], "I walk <b>& sing\\n\\nरमेश", DAY, DAY),
    "measure-sheet": MeasureSheet(*HEAD, BARC_10, ["14446"]),
    "presence-sheet": PresenceSheet(*HEAD, WEEK,
        [PresenceWeek(DAY, [PresenceWeekRow(person.number, [PresenceCell(True, True)] * 7) for person in PEOPLE])],
        {person.number: person for person in PEOPLE}),
    "call-sheet": CallSheet(*HEAD, WEEK,
        [CallLine(person, "9876543210", "<b>", DAY, kind, FollowUpWay.CALL, "why & how", 2, DAY, "Sunita")
         for person in PEOPLE for kind in FollowUpKind]),
    "mentor-log": MentorLog(*HEAD, PEOPLE[0], True, [Accompanied(person, DAY) for person in PEOPLE], ["14446"]),
    "privacy-notice": PrivacyNotice(*HEAD, PEOPLE[0], ["Sunita <b>&"], Keeping(10, 21)),
    "data-kept": DataKept(*HEAD, {Role.COUNSELLOR: 3}, 180, datetime(2026, 11, 1, 10, 0), Keeping(10, 21)),
    "changes": TrailOnPaper(*HEAD, WEEK, TrailPage(
        [TrailLine(number, datetime(2026, 11, 16, 10), "सुनीता", action, 1, (Ref(Thing.MEMBER, number),),
            facts=(Fact("text", "<b>रमेश & sons", "A <b>&"), Fact("day", None, DAY)))
         for number, action in enumerate(["goal.add", "contact.change", "fees.pay"], 1)], {}, True),
        {person.number: person for person in PEOPLE}, PEOPLE[0], "Sunita"),
}
SAMPLES["basic-record"] = BasicRecord(SAMPLES["progress-report"], ["98765 43210 (भाई)"],
    [FollowUpRow(1, 1, 1, "Ramesh", "", "", kind, DAY, FollowUpWay.CALL, "", outcome=FollowUpOutcome.REACHED,
                 done_on=DAY, words="<b>रमेश & co") for kind in FollowUpKind],
    [ConsentRow(1, 1, kind, DAY, ConsentWay.THUMB, 1, "Sunita", DAY, 1, "Sunita") for kind in ConsentKind])
"""
DIGESTS = """
import hashlib
from io import BytesIO
from peerdesk.i18n import speaking
from peerdesk.reports.catalogue import REPORTS
for name in ORDER:
    for language in ("en", "pa"):
        out = BytesIO()
        with speaking(language):
            REPORTS[name].write(SAMPLES[name], out)
        print(name, language, hashlib.sha256(out.getvalue()).hexdigest())
"""


@pytest.fixture(scope="module")
def samples():
    made = {}
    exec(ALL_FOUR, made)  # noqa: S102 - the text above, which fresh processes run too
    return made["SAMPLES"]


def run(code, **environment):
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **environment})
    return done.stdout


def test_the_reports_are_offered_in_their_order():
    assert list(REPORTS) == [
        "attendance-register",
        "sign-in-sheet",
        "weekly-report",
        "progress-report",
        "milestones",
        "milestone-certificate",
        "staying-well-plan",
        "success-story",
        "measure-sheet",
        "presence-sheet",
        "call-sheet",
        "mentor-log",
        "basic-record",
        "privacy-notice",
        "data-kept",
        "changes",
    ]


def test_the_catalogue_and_the_head_of_the_page_say_the_same_title():
    for kind in REPORTS.values():
        assert kind.title == import_module(f"peerdesk.reports.{kind.module}").TITLE


PAPERS = tuple(f"peerdesk.domain.papers.{kind.module}" for kind in REPORTS.values())


def test_looking_at_the_catalogue_loads_nothing_that_prints_or_reads_the_file():
    heavy = ("reportlab", "peewee", "sqlcipher3", "peerdesk.db", "peerdesk.services", "PySide6", *PAPERS)
    found = run(f"import sys, peerdesk.reports.catalogue; print([m for m in sys.modules if m.startswith({heavy})])")
    assert found.strip() == "[]"


def test_laying_pages_out_loads_nothing_that_speaks_to_other_pcs():
    modules = ", ".join(f"peerdesk.reports.{kind.module}" for kind in REPORTS.values())
    found = run(f"import sys, {modules}; print([m for m in ('ssl', 'http', 'email') if m in sys.modules])")
    assert found.strip() == "[]"


def test_every_report_has_its_module_of_the_same_name_in_three_rooms():
    for kind in REPORTS.values():
        assert kind.data.__module__ == f"peerdesk.domain.papers.{kind.module}"
        assert callable(import_module(f"peerdesk.services.papers.{kind.module}").gather)
        assert callable(import_module(f"peerdesk.reports.{kind.module}").write)


def test_a_report_of_another_kind_is_refused(samples):
    with pytest.raises(TypeError, match="sign_in_sheet cannot print WeeklyReport"):
        REPORTS["sign-in-sheet"].write(samples["weekly-report"], BytesIO())


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_prints_in_every_language_and_tells_its_pages(samples, name, language):
    seen = []
    with speaking(language):
        pages = REPORTS[name].write(samples[name], BytesIO(), seen.append)
    assert seen == list(range(1, pages + 1))


def test_equal_data_gives_equal_bytes_in_any_process_and_order():
    names = list(REPORTS)
    first = run(f"{ALL_FOUR}\nORDER = {names}\n{DIGESTS}", PYTHONHASHSEED="1")
    second = run(f"{ALL_FOUR}\nORDER = {names[::-1] * 2}\n{DIGESTS}", PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="12345")
    assert len(first.splitlines()) == 2 * len(names)
    assert set(first.splitlines()) == set(second.splitlines())
