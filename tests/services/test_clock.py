"""The PC's clock and the record: nothing is written, signed, numbered or planned by a clock that does not fit."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from peerdesk.db.models import AuditEntry, Centre, Session, Stay
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.errors import ClockInDoubt
from peerdesk.services import clock
from peerdesk.services.care import thresholds
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, sessions, signing
from tests.centres import PASSWORD, TODAY, enter
from tests.looking import session_on

WRONG = [datetime(2020, 1, 1, 0, 5), datetime(2026, 11, 17, 10), datetime(2026, 12, 20, 10), datetime(9999, 12, 31)]
FORTNIGHT = timedelta(14)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def watched(storage, counsellor, asked):
    assert clock.watch(storage, lambda: asked.append("asked")) is None
    return storage


def do_something(storage, actor, mentor_days=120) -> None:
    thresholds.change(storage, actor, Thresholds(mentor_days=mentor_days))


def counted(storage, query) -> int:
    with storage.reading():
        return query.count()


def newest(storage, many: int = 1) -> list[AuditEntry]:
    with storage.reading():
        return list(AuditEntry.select().order_by(AuditEntry.id.desc()).limit(many))[::-1]


@pytest.mark.parametrize("moment", WRONG)
def test_nothing_is_written_by_a_clock_that_does_not_fit(watched, coordinator, circle, asked, moment):
    before = counted(watched, AuditEntry.select())
    watched.now = lambda: moment
    with pytest.raises(ClockInDoubt):
        do_something(watched, coordinator)
    assert asked == ["asked"]
    assert counted(watched, AuditEntry.select()) == before
    doubt = watched.clock_doubt()
    assert (doubt.now, doubt.latest.date()) == (moment, TODAY)


def test_words_that_are_being_typed_are_kept_all_the_same(watched, counsellor, circle):
    session_id = session_on(watched, circle.group_id, TODAY)
    watched.now = lambda: datetime(2020, 1, 1)
    notes.keep_group_note(watched, counsellor, session_id, GroupNote(shared="Half a sentence"))


def test_whoever_says_that_the_date_is_right_goes_on_and_stays_named(watched, coordinator, circle):
    moment = datetime(2027, 2, 1, 9)
    watched.now = lambda: moment
    clock.accept(watched, coordinator, watched.clock_doubt())
    [entry] = newest(watched)
    assert (entry.action, entry.staff_id, entry.at) == ("clock.accept", coordinator.staff_id, moment)
    assert "2026-11-18" in entry.old
    do_something(watched, coordinator)


def test_a_clock_that_is_set_right_again_needs_no_answer(watched, coordinator, circle, now):
    watched.now = lambda: datetime(2020, 1, 1)
    assert watched.clock_doubt() is not None
    watched.now = lambda: now() + timedelta(minutes=3)
    assert watched.clock_doubt() is None
    do_something(watched, coordinator)


def test_a_window_left_open_for_weeks_is_asked_nothing(watched, now):
    for days in range(0, 90, 20):
        watched.now = lambda days=days: now() + timedelta(days=days)
        assert watched.clock_doubt() is None


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_clock_does_nothing_is_written_but_by_one_that_went_on(watched, coordinator, circle, now, seed):
    """Jumps by chance, some of them said to be right: by minutes, by weeks, to the very edge of what is believed."""
    chance, trusted = Random(seed), now()  # noqa: S311 - nothing is secret
    minute, refused = timedelta(minutes=1), 0
    edges = (-15 * minute, -16 * minute, timedelta(30), timedelta(30) + minute)
    for _ in range(40):
        jumps = (90 * minute, timedelta(chance.randint(0, 40)), timedelta(-chance.randint(1, 3000)))
        moment = trusted + chance.choice((*edges, *jumps))
        watched.now = lambda moment=moment: moment
        fits = trusted - 15 * minute <= moment <= trusted + timedelta(30)
        lines = counted(watched, AuditEntry.select())
        if fits:
            do_something(watched, coordinator, mentor_days=lines)
            trusted = max(trusted, moment)
        else:
            refused += 1
            with pytest.raises(ClockInDoubt):
                do_something(watched, coordinator, mentor_days=lines)
            assert watched.clock_doubt().behind is (moment < trusted)
        assert counted(watched, AuditEntry.select()) == lines + fits
        if not fits and chance.random() < 0.3:
            clock.accept(watched, coordinator, watched.clock_doubt())
            trusted = moment
    assert 5 < refused < 35


def nobody_is_told() -> None:
    """Of what was refused."""


def test_who_logs_in_by_a_wrong_clock_leaves_no_line_until_it_is_settled(storage, counsellor):
    before = counted(storage, AuditEntry.select())
    storage.now = lambda: datetime(2019, 1, 1)
    doubt = clock.watch(storage, nobody_is_told)
    assert doubt.behind
    with pytest.raises(ClockInDoubt):
        enter(storage, "meena")
    assert counted(storage, AuditEntry.select()) == before
    enter(storage, "meena", accepted=doubt)
    assert [row.action for row in newest(storage, 2)] == ["clock.accept", "staff.log-in"]
    assert clock.watch(storage, nobody_is_told) is None


@pytest.mark.parametrize("moment", WRONG)
def test_signing_waits_until_the_clock_is_settled(storage, counsellor, circle, moment):
    session_id = session_on(storage, circle.group_id, TODAY)
    attendance.mark(storage, counsellor, session_id, {circle.member_ids[0]: Attendance(Mark.PRESENT)})
    notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="Spoke of evenings."))
    right, storage.now = storage.now, lambda: moment
    with pytest.raises(ClockInDoubt):
        signing.sign(storage, counsellor, session_id, PASSWORD)
    storage.now = right
    signing.sign(storage, counsellor, session_id, PASSWORD)


@pytest.mark.parametrize("moment", WRONG)
def test_no_number_is_given_by_a_wrong_clock(storage, coordinator, moment):
    storage.now = lambda: moment
    details = MemberDetails("Mohan Das", gender=Gender.MALE, age=30)
    with pytest.raises(ClockInDoubt):
        members.register(storage, coordinator, details, today=TODAY, admission=Admission(Series.RESIDENTIAL, TODAY))
    assert counted(storage, Stay.select()) == 0


@pytest.mark.parametrize("day", [date(2099, 1, 1), date(9999, 12, 31), date(2027, 1, 1)])
def test_a_clock_far_ahead_leads_the_book_nowhere(storage, coordinator, circle, day):
    before = counted(storage, Session.select())
    sessions.plan_ahead(storage, coordinator, today=day)
    assert counted(storage, Session.select()) == before


def test_a_book_that_a_wrong_clock_wrote_far_ahead_is_tidied(storage, coordinator, circle, now):
    def log_in(moment: datetime) -> None:
        storage.now = lambda: moment
        enter(storage, "meena")
        sessions.plan_ahead(storage, coordinator, today=moment.date())

    far = Session.select().where(Session.day > TODAY + FORTNIGHT)
    log_in(datetime(2027, 9, 1, 10))
    touched = session_on(storage, circle.group_id, date(2027, 9, 3))
    notes.keep_group_note(storage, coordinator, touched, GroupNote(shared="Somebody wrote here."))
    assert counted(storage, far) > 100
    log_in(now())
    with storage.reading():
        assert [row.id for row in far] == [touched]
        assert Centre.get().planned_through == TODAY + FORTNIGHT
    log_in(datetime.combine(TODAY + timedelta(7), time(10)))
    assert counted(storage, far) == 1 + 3, "it goes on as before"
