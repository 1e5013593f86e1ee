from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from reportlab.lib.units import mm

from peerdesk import words
from peerdesk.domain.care.contacts import ContactCount, ContactKind
from peerdesk.domain.care.goals import GoalState, GoalWordKind
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReachedMilestone, SpanInRecovery, Timeline
from peerdesk.domain.measures.results import Measured, ScaleTrend
from peerdesk.domain.measures.scales import WEEKLY
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import DischargeType, Series, StayRow
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.progress_report import (
    GoalLine,
    GroupProgress,
    MentorSupport,
    ProgressReport,
    Support,
    WeekInGroup,
)
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.progress_report import write
from tests.reports.paper import made

MONDAY = date(2026, 9, 28)
WEEKS = ["PPTPA", "PLPPA", "AAPEP", "PPPPP"]


def group(name="Morning Circle", weeks=WEEKS, **changes):
    made = GroupProgress(
        group_name=name,
        from_day=MONDAY,
        to_day=None,
        role="Timekeeper",
        weeks=[
            WeekInGroup(MONDAY + timedelta(weeks=at), [Mark(mark) if mark != "." else None for mark in marks])
            for at, marks in enumerate(weeks)
        ],
        longest_absence=2,
    )
    return replace(made, **changes)


def progress(*groups, **changes):
    made = ProgressReport(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 21, 10, 5)),
        data_as_on=date(2026, 11, 21),
        period=Period(MONDAY, date(2026, 11, 21)),
        person=PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार"),
        gender=Gender.MALE,
        age=34,
        relation="S/o Kumar",
        village="Risod",
        stays=[
            StayRow(
                1, "NJ/2025-26/0017", Series.RESIDENTIAL, date(2025, 6, 1), date(2025, 7, 4), DischargeType.COMPLETED
            ),
            StayRow(2, "NJ/2026-27/0042", Series.RESIDENTIAL, date(2026, 9, 26)),
        ],
        leave_days=7,
        groups=groups,
        notes=[(date(2026, 10, 7), "Morning Circle", "Spoke of the weekly market.")],
        participation_tenths=26,
        family_visits=3,
    )
    return replace(made, **changes)


def printed(report):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in made(write, report).texts()]


def flat(report):
    return " ".join("\n".join(printed(report)).split())


def test_the_report_says_who_the_member_is_and_when_they_stayed():
    text = flat(progress(group()))
    for part in ("Ramesh Kumar", "रमेश कुमार", "S/o Kumar", "Risod", "34 years", "Male"):
        assert part in text
    assert "NJ/2025-26/0017 Residential 01-06-2025 04-07-2025 Completed the programme" in text
    assert "NJ/2026-27/0042 Residential 26-09-2026 – –" in text


def test_every_week_shows_its_marks_counts_and_percentage_as_the_tally_has_them():
    report = progress(group())
    text = flat(report)
    assert "28-09-2026 P P T P A 3 1 0 0 1 4/5 80 %" in text
    assert "05-10-2026 P L P P A 3 0 0 1 1 3/4 75 %" in text
    total = report.groups[0].tally
    counts = f"{total.present} {total.late} {total.left_early} {total.leave} {total.absent}"
    assert f"{counts} 15/19 79 %" in text


def test_the_strip_of_figures_agrees_with_the_tables():
    report = progress(group(), group("Family Evening", ["P", "A"]))
    text = flat(report)
    tally = report.tally
    assert f"{words.percent(tally)}".replace("\xa0", " ") in text
    assert f"attended {words.attended_of(tally)}" in " ".join(text.split())
    assert words.counter(tally).replace("\xa0", " ") in text
    for part in ("days on leave", "2.6 of 4", "family visits", "most absences in a row"):
        assert part in text


def test_the_chart_prints_each_weeks_percentage_and_a_dash_for_a_week_without_marks():
    page = printed(progress(group(weeks=["PPPA", "....", "A"])))[0]
    between = page[page.index("Attendance in per cent") : page.index("Week from")].split()
    assert {"75", "–", "0", "28-09", "05-10", "12-10"} <= set(between)


def test_many_groups_or_weeks_share_one_bar_per_week():
    half_a_year = [group(name, WEEKS * 6) for name in ("Morning Circle", "Family Evening")]
    report = progress(*half_a_year, period=Period(MONDAY, date(2027, 3, 31)))
    first = printed(report)[0]
    assert first[: first.index("Week from")].count("Morning Circle") == 1  # the heading of its table, no key of bars
    four = [group(name) for name in ("One", "Two", "Three", "Four")]
    chart = printed(progress(*four))[0]
    assert "Two" not in chart[: chart.index("Week from")]


def test_a_member_without_groups_stays_or_notes_still_gets_a_page():
    pages = printed(progress(stays=[], notes=[], participation_tenths=None))
    assert len(pages) == 1
    for part in ("No stay is on record.", "belonged to no group", "–"):
        assert part in pages[0]
    assert "Notes" not in pages[0]


def test_a_group_that_did_not_meet_says_so():
    assert "No session of this group falls into these days." in flat(progress(group(weeks=[])))


def test_a_centre_without_members_gets_a_page_that_says_so():
    pages = printed(progress(person=None))
    assert len(pages) == 1
    assert "There is no member yet." in pages[0]
    assert "Confidential" not in pages[0]


def test_member_counsellor_and_coordinator_sign_together():
    text = printed(progress(group()))[-1]
    assert "Member (signature or thumb)" in text
    assert "Counsellor" in text
    assert text.count("Date:") == 3


def support(**changes):
    timeline = Timeline(
        spans=[SpanInRecovery(1, date(2026, 1, 1), date(2026, 9, 20)), SpanInRecovery(2, date(2026, 9, 25))],
        days_now=57,
        longest=262,
        total=319,
        reached=[
            ReachedMilestone(Milestone(MilestoneKind.MONTHS, 6), date(2026, 7, 1), 1),
            ReachedMilestone(Milestone(MilestoneKind.DAYS, 30), date(2026, 10, 25), 2),
        ],
        next=(Milestone(MilestoneKind.DAYS, 60), date(2026, 11, 24)),
        steps=[],
        sessions_attended=88,
    )
    made = Support(
        timeline=timeline,
        goals=[
            GoalLine(
                "Walk every morning",
                MONDAY,
                date(2026, 12, 31),
                GoalState.OPEN,
                None,
                (date(2026, 11, 16), GoalWordKind.PROGRESS, "Four days"),
            ),
            GoalLine("Call home", MONDAY, None, GoalState.REACHED, date(2026, 10, 12)),
        ],
        measures=[
            ScaleTrend(
                WEEKLY,
                [
                    Measured(1, date(2026, 11, 2), {1: 7, 2: 9, 3: 5, 4: 0}, "Ravi Tomar"),
                    Measured(2, date(2026, 11, 9), {1: 4, 3: 6, 4: 0}, "Ravi Tomar"),
                ],
                due=False,
            )
        ],
        contacts=[ContactCount(ContactKind.INDIVIDUAL, 3, 125)],
        mentors=[MentorSupport(date(2026, 10, 1), None, 4, 80), MentorSupport(MONDAY, date(2026, 9, 30), 1, 15)],
    )
    return replace(made, **changes)


def test_goals_print_with_where_they_stand_and_what_was_said_last():
    text = flat(progress(group(), support=support()))
    assert "Goal Set By Where it stands Last said" in text
    assert "Walk every morning 28-09-2026 31-12-2026 Under way 16-11-2026 · Progress: Four days" in text
    assert "Call home 28-09-2026 – Reached –" in text
    assert "No goal was set" not in text


def test_without_goals_talks_or_recovery_date_the_report_says_so():
    nothing_yet = replace(support().timeline, spans=[], reached=[], next=None, days_now=None)
    text = flat(progress(group(), support=support(timeline=nothing_yet, goals=[], contacts=[], mentors=[])))
    for part in ("Goals – No goal was set in these days.", "No contact is on record", "No recovery date is on record"):
        assert part in text


def test_recovery_prints_days_spans_and_what_was_reached_in_the_period():
    text = flat(progress(group(), support=support()))
    for part in (
        "days on 21-11-2026",
        "Next milestone: 60 days · 24-11-2026",
        "01-01-2026 20-09-2026 262 returned to use; these days stay counted",
        "25-09-2026 – 57",
        "Reached in these days: 30 days (25-10-2026)",
    ):
        assert part in text
    assert "6 months" not in text, "reached before the period"


def test_measures_print_day_by_day_with_a_dash_where_nothing_was_answered():
    text = flat(progress(group(), support=support()))
    assert "02-11 09-11" in text
    assert "(0 to 10) 7 4" in text
    assert "(0 to 10) 9 –" in text
    assert "(0 to 7) 0 0" in text


def test_talks_and_the_mentors_company_print_in_numbers_and_no_mentor_is_named():
    text = flat(progress(group(), support=support()))
    for part in (
        "Individual counselling 3 125",
        "Mentor, since 01-10-2026 4 80",
        "Mentor, 28-09-2026 to 30-09-2026 1 15",
    ):
        assert part in text


def test_a_version_by_number_alone_prints_no_name_anywhere():
    report = progress(group(), person=PersonOnPaper(12, ""), relation="", village="", age=None, gender=None)
    text = flat(report)
    assert "Ramesh" not in text
    assert "Member 0012" in text
    assert "Village" not in text


@pytest.mark.parametrize(("weeks", "drawn"), [(1, False), (2, False), (3, True)])
def test_a_chart_is_drawn_from_three_weeks_on(weeks, drawn):
    assert ("Attendance in per cent" in flat(progress(group(weeks=["PPA"] * weeks)))) == drawn


def heights_of_rules(report):
    """Level rules right across the first page, in points from the top, found as lines of ink."""
    out = BytesIO()
    write(report, out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    across = range(round(picture.width * 0.15), round(picture.width * 0.94), 7)
    dark = [all(picture.getpixel((x, y)) < 200 for x in across) for y in range(picture.height)]
    return [y / 2 for y in range(1, picture.height) if dark[y] and not dark[y - 1]]


def test_lines_for_the_plan_give_way_before_the_signatures_leave_the_page():
    for notes in range(24):
        report = progress(group(weeks=["PPA"] * 2), notes=[(MONDAY, "Circle", "Spoke up.")] * notes)
        texts = printed(report)
        assert "Plan" in texts[-1]
        assert "Project coordinator" in texts[-1]
        if len(texts) == 1:
            rules = heights_of_rules(report)
            lines = [later for former, later in pairwise(rules) if later - former == pytest.approx(8 * mm, abs=1)]
            assert 1 <= len(lines) <= 4  # with the first line, two to five


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_stay_takes_one_page(language):
    with speaking(language):
        assert len(printed(progress(group(weeks=WEEKS[:2])))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_months_in_two_groups_take_two_pages_at_most(language):
    with speaking(language):
        assert len(printed(progress(group(weeks=WEEKS * 2), group("Family Evening", ["P", "A"] * 4)))) <= 2


@pytest.mark.parametrize("weeks", range(4, 24))
def test_the_row_for_all_weeks_is_never_alone_on_a_page(weeks):
    for page in printed(progress(group(weeks=["PPA"] * weeks))):
        assert "All weeks" not in page or "P P A" in page


@pytest.mark.parametrize("typed", ["A" * 120, "<b>& Sons</b>", "विद्यार्थी" * 12, "🙂 \ud800", "two\nlines"])
def test_whatever_was_typed_can_stand_in_the_report(typed):
    report = progress(
        group(typed, role=typed[:40]),
        person=PersonOnPaper(7, typed, typed[:60]),
        village=typed,
        notes=[(MONDAY, typed, typed * 20)],
    )
    assert "Project coordinator" in printed(report)[-1]


def test_attendance_is_the_share_of_the_tally_and_leave_counts_neither_way():
    assert Tally.of(mark for week in group().weeks for mark in week.marks).percent == 79
    assert "– " in flat(progress(group(weeks=["LL"])))
