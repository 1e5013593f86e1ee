"""What is printed where nothing, or only part, was chosen."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.papers.choices import Choices, Period
from peerdesk.errors import InvalidInput, NotFound, NotPermitted
from peerdesk.records.papers import choices
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services.groups import groups

FIRST_WEEK = Period(date(2026, 11, 2), date(2026, 11, 8))
WEEK_BEFORE = Period(date(2026, 11, 9), date(2026, 11, 15))
THIS_WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))

USUAL = {"call-sheet": THIS_WEEK, "changes": Period(date(2026, 11, 12), date(2026, 11, 18))}
"""Calls lie ahead; of what changed the last seven days are looked at."""


@pytest.mark.parametrize("report", REPORTS)
def test_an_empty_centre_gives_the_page_that_says_so(gather, report):
    page = gather(report)
    assert isinstance(page, REPORTS[report].data)
    assert page.letterhead.centre_name == "Asha Kendra"
    assert page.printed.by == "Meena Rawat"
    usual = USUAL.get(report, WEEK_BEFORE)
    assert getattr(page, "period", usual) == usual


def test_the_usual_days_are_the_last_complete_week_with_a_held_session(centre, register):
    group_id = centre.group()
    centre.join(group_id, centre.member())
    assert register().period == WEEK_BEFORE
    centre.hold(group_id, date(2026, 11, 4), "P")
    assert register().period == FIRST_WEEK
    centre.hold(group_id, centre.today, "P")
    assert register().period == FIRST_WEEK, "this week is not over"


@pytest.mark.parametrize(
    ("on", "last"), [(date(2026, 11, 8), date(2026, 11, 1)), (date(2026, 11, 9), date(2026, 11, 8))]
)
def test_a_week_is_over_on_the_monday_after(storage, on, last):
    with storage.reading():
        assert choices.last_complete_week(on).last == last


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (None, None, WEEK_BEFORE),
        (date(2026, 11, 3), None, Period(date(2026, 11, 3), WEEK_BEFORE.last)),
        (date(2026, 11, 17), None, Period(date(2026, 11, 17), date(2026, 11, 22))),
        (None, date(2026, 11, 20), Period(WEEK_BEFORE.first, date(2026, 11, 20))),
        (None, date(2026, 11, 4), Period(FIRST_WEEK.first, date(2026, 11, 4))),
        (date(2026, 11, 4), date(2026, 11, 4), Period(date(2026, 11, 4), date(2026, 11, 4))),
    ],
)
def test_one_end_is_enough(first, last, period):
    assert choices.period(Choices(first, last), WEEK_BEFORE) == period


@pytest.mark.parametrize("report", ["attendance-register", "weekly-report", "progress-report"])
def test_days_out_of_order_are_refused(gather, report):
    with pytest.raises(InvalidInput) as refused:
        gather(report, first=date(2026, 11, 5), last=date(2026, 11, 4))
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("to", "dates-out-of-order")]


def test_the_first_group_is_the_active_one_with_the_lowest_number(centre, register):
    old, second, _third = centre.group("A"), centre.group("C"), centre.group("B")
    groups.close(centre.storage, centre.actor, old, centre.today)
    assert register().group_id == second


def test_a_closed_group_prints_where_there_is_no_other(centre, register):
    only = centre.group()
    groups.close(centre.storage, centre.actor, only, centre.today)
    assert register().group_id == only


def test_the_first_member_is_the_first_on_the_roll_of_the_first_group(centre, progress):
    outsider, suresh, anil = centre.members("Aakash Rao", "Suresh Yadav", "Anil Yadav")
    assert progress().person.name == "Aakash Rao", "registered first"
    centre.join(centre.group(), suresh, anil)
    assert progress().person.name == "Anil Yadav"
    assert progress(member=outsider).person.name == "Aakash Rao"


@pytest.mark.parametrize("number", [0, -1, 99, 10**30])
@pytest.mark.parametrize(
    ("report", "choice", "code"),
    [
        ("attendance-register", "group", "unknown-group"),
        ("sign-in-sheet", "session", "unknown-session"),
        ("sign-in-sheet", "group", "unknown-group"),
        ("progress-report", "member", "unknown-member"),
        ("milestone-certificate", "member", "unknown-member"),
    ],
)
def test_a_number_that_stands_for_nothing_is_refused(gather, report, choice, code, number):
    with pytest.raises(NotFound) as refused:
        gather(report, **{choice: number})
    assert (refused.value.code, refused.value.values) == (code, {"number": number})


@pytest.mark.parametrize(
    ("report", "allowed"),
    [
        ("attendance-register", True),
        ("sign-in-sheet", True),
        ("weekly-report", False),
        ("progress-report", False),
    ],
)
def test_office_staff_print_attendance_and_no_progress(gather, office, report, allowed):
    if allowed:
        assert gather(report, actor=office).printed.by == "Kavita Jatav"
    else:
        with pytest.raises(NotPermitted):
            gather(report, actor=office)


def test_a_counsellor_prints_everything_but_what_changed(gather, counsellor):
    theirs = REPORTS.keys() - {"changes"}
    assert {gather(report, actor=counsellor).printed.by for report in theirs} == {"Ravi Tomar"}
    with pytest.raises(NotPermitted):
        gather("changes", actor=counsellor)


def test_a_member_number_is_the_number_on_screen_not_the_row(centre, progress, storage):
    centre.member("Ramesh Kumar")
    second = centre.member("Suresh Yadav")
    with storage.bound(), storage._database.atomic():
        storage._database.run("UPDATE member SET number = 40 WHERE id = ?", (second,))
    assert progress(member=40).person.name == "Suresh Yadav"
    with pytest.raises(NotFound):
        progress(member=second)


def test_the_week_of_another_day_is_the_week_before_it(register, today):
    assert register(on=today + timedelta(days=7)).period.first == date(2026, 11, 16)
