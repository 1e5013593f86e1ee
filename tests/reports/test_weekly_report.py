from dataclasses import replace
from datetime import date, datetime

import pytest

from peerdesk import words
from peerdesk.domain.care.attention import Reason, ReasonCode
from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.care.retention_in_care import Retained, Retention
from peerdesk.domain.care.status import Medicines, RecoveryNow, StatusCounts, StatusPoint, YesNo
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.papers.weekly_report import (
    ContactNeeded,
    FollowedUp,
    GroupWeek,
    Movement,
    Talk,
    UnsignedLine,
    WeeklyReport,
)
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.weekly_report import write
from tests.reports.paper import made

MONDAY = date(2026, 11, 16)
RAMESH = PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार")
ABSENT = Reason(ReasonCode.ABSENCES, 4, group="Morning Circle")


def group(name="Morning Circle", **changes):
    made = GroupWeek(
        group_id=3,
        group_name=name,
        facilitator="Sunita Patil",
        planned=6,
        held=5,
        not_held=[(date(2026, 11, 18), NotHeldReason.NO_POWER, "cut from 9 to 14 h")],
        members=14,
        tally=Tally(50, 4, 2, 3, 6, 1),
        previous=Tally(40, 3, 1, 2, 10),
        objectives=[Objective.HANDLING_CRAVING, Objective.COPING_SKILLS],
        plan="Role-play: saying no at a wedding",
    )
    return replace(made, **changes)


def weekly(*groups, **changes):
    made = WeeklyReport(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 22, 18, 5)),
        data_as_on=date(2026, 11, 22),
        period=Period(MONDAY, date(2026, 11, 22)),
        groups=groups,
        contact_needed=[ContactNeeded(RAMESH, [ABSENT])],
        movements=[
            Movement(MONDAY, PersonOnPaper(31, "Vijay More"), "Morning Circle", joined=True),
            Movement(MONDAY, PersonOnPaper(32, "Anil Rao"), "", joined=False, stay=True),
        ],
        unsigned=[UnsignedLine(431, date(2026, 11, 19), "Morning Circle", note_missing=True, unmarked=2)],
        late_entries=1,
        guests=3,
        visitors=2,
    )
    return replace(made, **changes)


def empty():
    return weekly(contact_needed=[], movements=[], unsigned=[], late_entries=0, guests=0, visitors=0)


def printed(report):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in made(write, report).texts()]


def flat(report):
    return " ".join("\n".join(printed(report)).split())


def said(tally):
    return words.percent(tally).replace("\xa0", " ")


def test_each_group_shows_its_counts_and_both_percentages_with_what_they_were_made_of():
    text = flat(weekly(group()))
    week = group()
    assert "6 5 14 50 4 2 3 6" in text
    assert (said(week.tally), said(week.previous)) == ("90 %", "81 %")
    for part in ("90 % (56/62)", "81 % (44/54)"):
        assert part in text


def test_all_groups_together_agree_with_the_sum_of_the_groups():
    report = weekly(group(), group("Family Evening", tally=Tally(10, 0, 0, 1, 10), previous=Tally()))
    text = flat(report)
    assert report.tally.percent == 80
    assert "12 10" in text
    assert f"{report.tally.present} {report.tally.late} {report.tally.left_early} {report.tally.leave}" in text
    assert text.count("80 %") == 2  # the strip of figures and the last row say the same
    assert "66 of 82" in text
    assert "– (0/0)" in text  # the new group had no week before


def test_one_group_alone_has_no_row_for_all():
    assert "All groups" not in flat(weekly(group()))
    assert "All groups" in flat(weekly(group(), group("Family Evening")))


def test_what_did_not_happen_says_when_and_why():
    text = flat(weekly(group()))
    assert "18-11-2026 Morning Circle No electricity – cut from 9 to 14 h" in text


def test_members_who_need_contact_have_room_to_write_what_was_done():
    text = flat(weekly(group()))
    assert "Contact needed Member Why What was done" in text
    assert "0012 · Ramesh Kumar · रमेश कुमार" in text
    assert "absent 4 times running in Morning Circle" in text


def test_all_the_reasons_and_what_was_done_stand_in_words():
    reasons = [ABSENT, Reason(ReasonCode.NO_CONTACT, 120, more=True)]
    done: list[FollowedUp | Talk] = [
        FollowedUp(FollowUpWay.CALL, date(2026, 11, 18), FollowUpOutcome.NOT_REACHED),
        Talk(ContactKind.INDIVIDUAL, date(2026, 11, 19)),
        FollowedUp(FollowUpWay.HOME_VISIT, date(2026, 11, 20), None),
    ]
    text = flat(weekly(group(), contact_needed=[ContactNeeded(RAMESH, reasons, done)]))
    assert "no contact for more than 120 days" in text
    assert "Call on 18-11-2026: Not reached" in text
    assert "Individual counselling on 19-11-2026" in text
    assert "Home visit planned for 20-11-2026" in text


def test_who_joined_left_was_admitted_or_discharged_is_told():
    text = flat(weekly(group()))
    assert "16-11-2026 0031 · Vijay More joined Morning Circle" in text
    assert "16-11-2026 0032 · Anil Rao discharged" in text


def test_what_a_member_left_and_joined_on_one_day_stands_on_one_row():
    vijay, anil = PersonOnPaper(31, "Vijay More"), PersonOnPaper(32, "Anil Rao")
    moves = [
        Movement(MONDAY, vijay, "Recovery Class", joined=True),
        Movement(MONDAY, anil, "", joined=False, stay=True),
        Movement(MONDAY, anil, "Evening", joined=False),
        Movement(MONDAY, anil, "Circle", joined=False),
        Movement(MONDAY, vijay, "Young Adults", joined=False),
        Movement(date(2026, 11, 17), anil, "Alumni", joined=True),
    ]
    text = flat(weekly(group(), movements=moves))
    assert "0031 · Vijay More joined Recovery Class; left Young Adults" in text
    assert "0032 · Anil Rao discharged; left Evening, Circle" in text
    assert "17-11-2026 0032 · Anil Rao joined Alumni" in text
    assert text.count("Anil Rao") == 2


@pytest.mark.parametrize("missed", range(0, 21, 2))
def test_the_first_two_members_who_need_contact_stand_under_their_heading(missed):
    people = [ContactNeeded(PersonOnPaper(at, f"Person-{at}"), [ABSENT]) for at in range(4)]
    not_held = [(MONDAY, NotHeldReason.NO_POWER, "")] * missed
    pages = printed(weekly(group(not_held=not_held), contact_needed=people))
    page = next(page for page in pages if "Contact needed" in page)
    assert "Person-0" in page
    assert "Person-1" in page
    last = next(page for page in pages if "Person-3" in page)
    assert "Person-2" in last


def test_a_full_week_of_ten_groups_and_many_movements_takes_three_pages_at_most():
    groups = [group(f"Morning Circle {at}") for at in range(10)]
    moves = [
        Movement(MONDAY, PersonOnPaper(at, "Sudhakar Nagorao", "सुधाकर नागोराव"), name, joined=False)
        for at in range(25)
        for name in ("12-Step Evening", "Morning Circle", "Recovery Class")
    ]
    assert len(printed(weekly(*groups, movements=moves))) <= 3


def test_records_not_finished_say_what_is_left_to_do():
    text = flat(weekly(group()))
    assert "431 19-11-2026 Morning Circle 2 members unmarked, note missing, signature missing" in text


def test_objectives_and_plans_come_from_the_notes():
    text = flat(weekly(group()))
    assert f"{words.of(Objective.HANDLING_CRAVING)}; {words.of(Objective.COPING_SKILLS)}" in text
    assert "Role-play: saying no at a wedding" in text


def test_guests_visitors_and_late_records_are_counted():
    text = flat(weekly(group()))
    assert "Family guests: 3 · Visitors: 2 · Not signed by the next day: 1" in text


def test_milestones_stand_by_day_and_say_which_were_celebrated():
    kumar, rao = PersonOnPaper(12, "Ramesh Kumar"), PersonOnPaper(32, "Anil Rao")
    lines = [
        MilestoneLine(MONDAY, kumar, Milestone(MilestoneKind.DAYS, 30), date(2026, 11, 17)),
        MilestoneLine(MONDAY, rao, Milestone(MilestoneKind.SESSIONS, 10)),
        MilestoneLine(date(2026, 11, 18), rao, Milestone(MilestoneKind.YEARLY, 2)),
    ]
    text = flat(weekly(group(), milestones=lines))
    assert "16-11-2026 0012 · Ramesh Kumar: 30 days (celebrated); 0032 · Anil Rao: 10 sessions 18-11-2026" in text
    assert "18-11-2026 0032 · Anil Rao: 2 years" in text
    assert "2 years (celebrated)" not in text
    assert "No milestone falls into these days." in flat(weekly(group()))


def test_of_a_day_with_very_many_milestones_the_first_are_named_and_the_others_counted():
    thirty_days = Milestone(MilestoneKind.DAYS, 30)
    lines = [MilestoneLine(date(2026, 11, 10), PersonOnPaper(n, f"Member{n}"), thirty_days) for n in range(1, 33)]
    text = flat(weekly(milestones=lines))
    assert "Member30" in text
    assert "Member31" not in text
    assert "and 2 more" in text


def test_of_very_many_who_need_contact_it_says_how_many_there_are():
    assert "most pressing of" not in flat(weekly())
    assert "the 1 most pressing of 4700" in flat(weekly(needing_contact=4700))


def test_the_week_of_one_counsellor_carries_their_name_to_the_signature():
    assert printed(weekly(group(), group("Evening")))[-1].count("Sunita Patil") >= 2
    both = weekly(group(), group("Evening", facilitator="Mahesh Jadhav"), printed=Printed("A", datetime(2026, 11, 22)))
    assert "Sunita Patil" not in flat(both)
    assert "Counsellor Date: Project coordinator Date:" in flat(both)


def test_an_empty_centre_gets_one_page_that_says_so():
    pages = printed(empty())
    assert len(pages) == 1
    for words_in_it in ("There is no group yet.", "No member needs contact", "Nobody joined or left."):
        assert words_in_it in pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_week_takes_two_pages_at_most(language):
    groups = [group(name) for name in ("Morning Circle", "Family Evening", "संध्याकाळ गट", "ਸ਼ਾਮ ਦਾ ਗਰੁੱਪ")]
    with speaking(language):
        assert len(printed(weekly(*groups))) <= 2


@pytest.mark.parametrize("typed", ["A" * 80, "<b>& Sons</b>", "विद्यार्थी" * 8, "🙂 \ud800", "two\nlines"])
def test_whatever_was_typed_can_stand_in_the_report(typed):
    person = PersonOnPaper(7, typed, typed[:60])
    report = weekly(
        group(typed, plan=typed * 9, not_held=[(MONDAY, NotHeldReason.OTHER, typed)]),
        contact_needed=[ContactNeeded(person, [replace(ABSENT, group=typed)])],
        movements=[Movement(MONDAY, person, typed, joined=True)],
        unsigned=[UnsignedLine(1, MONDAY, typed, note_missing=False, unmarked=0)],
    )
    assert "Project coordinator" in printed(report)[-1]


def test_a_report_of_ones_own_members_says_so():
    line = "Members: those whose key counsellor is Sunita Patil, and those without one."
    assert line not in flat(weekly())
    assert line in flat(weekly(members_of="Sunita Patil"))


def test_how_many_stay_and_how_those_are_who_left_print_with_the_counts_they_are_made_of():
    counted = StatusCounts(
        point=StatusPoint.MONTHS_3,
        due=24,
        reached=18,
        recovery={RecoveryNow.IN_RECOVERY: 12, RecoveryNow.USED_SINCE: 3, RecoveryNow.NOT_KNOWN: 1},
        working={YesNo.YES: 9, YesNo.NO: 6},
        with_family={YesNo.YES: 14},
        medicines={Medicines.TAKING: 4, Medicines.NOT_KNOWN: 1, Medicines.NONE_PRESCRIBED: 7},
    )
    first, last = date(2025, 11, 22), date(2026, 11, 22)
    text = flat(weekly(group(), staying=Retention(first, last, [Retained(30, 12, 18)], [counted])))
    assert "How many stay 30 days: 12 of 18 (67 %)" in text
    assert "3 months 24 18 16 12 3 1 9 of 15 14 of 14 4 of 5" in text
    assert "Of those who left and whose day came since 22-11-2025" in text
    assert "How many stay" not in flat(weekly(group()))
