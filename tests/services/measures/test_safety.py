"""A safety note is opened by an answer above 0 and closed by what was done, by nothing else."""

import re
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

import peerdesk
from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.measures.safety import SafetyAnswer
from peerdesk.records import safety as safety_records
from peerdesk.services import staff, today
from peerdesk.services.measures import measures, safety
from peerdesk.services.members import member_page
from tests.centres import PASSWORD, TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

WEEK_BEFORE = TODAY - timedelta(7)
CALM = dict.fromkeys(range(1, 10), 0)
WORRIED = CALM | {9: 1}
DONE = SafetyAnswer("We talked for an hour; his brother stays tonight.", TODAY)


@pytest.fixture
def ramesh(circle):
    return circle.member_ids[0]


@pytest.fixture
def record(storage, counsellor, ramesh):
    def record(answers, day=TODAY, actor=counsellor):
        return measures.record(storage, actor, ramesh, "phq-9", day, answers, today=TODAY)

    return record


@pytest.fixture
def waiting(storage, counsellor, ramesh):
    return lambda: safety.open_note(storage, counsellor, ramesh)


@pytest.fixture
def answered(storage, ramesh):
    def answered():
        with storage.reading():
            return safety_records.of_member(ramesh).answered

    return answered


@pytest.fixture
def answer(storage, counsellor, waiting):
    def answer(done=DONE):
        number = waiting().id
        safety.answer(storage, counsellor, number, done, today=TODAY)
        return number

    return answer


def test_who_keys_the_sheet_in_is_responsible_for_the_note(storage, record, waiting, counsellor, ramesh):
    assert waiting() is None
    record(CALM)
    assert waiting() is None
    record(WORRIED)
    note = waiting()
    assert (note.member_id, note.day, note.opened_on) == (ramesh, TODAY, TODAY)
    assert (note.owner_id, note.owner, note.owner_there) == (counsellor.staff_id, counsellor.name, True)
    (entry,) = trail(storage, "safety.open")
    assert (entry.by, entry.subject_id, entry.new["member"]) == (counsellor.staff_id, note.id, ramesh)


def test_nothing_that_is_keyed_in_or_taken_out_ends_it(storage, counsellor, record, waiting):
    sheet = record(WORRIED, WEEK_BEFORE)
    note = waiting()
    record(dict.fromkeys(range(1, 9), 0))  # the ninth question left open
    record(CALM)
    record(CALM, WEEK_BEFORE)
    measures.remove(storage, counsellor, sheet)
    assert waiting() == note
    record(CALM | {9: 3})
    assert waiting() == note, "one at a time"


def test_any_history_of_sheets_leaves_the_note_open_until_it_is_answered(storage, counsellor, record, waiting, answer):
    chance = Random(9)  # noqa: S311  # nothing here is secret
    kept: dict = {}
    is_open = False
    for _step in range(120):
        day = TODAY - timedelta(chance.randrange(10))
        match chance.randrange(6):
            case 0 if day in kept:
                measures.remove(storage, counsellor, kept.pop(day))
            case 1 if is_open:
                answer()
                is_open = False
            case 2:
                kept[day] = record(dict.fromkeys(range(1, 9), 0), day)
            case _:
                before = waiting()
                kept[day] = record(CALM | {9: chance.choice((0, 0, 1, 2, 3))}, day)
                is_open = is_open or waiting() is not None
                assert before is None or waiting() == before
        assert (waiting() is not None) is is_open


def test_a_sheet_keyed_in_late_waits_from_the_day_it_is_known(record, waiting):
    record(WORRIED, WEEK_BEFORE)
    assert (waiting().day, waiting().opened_on, waiting().waits(TODAY)) == (WEEK_BEFORE, TODAY, 0)


def test_what_was_done_ends_it_and_its_words_stand_in_the_note_alone(
    storage, record, answer, waiting, answered, counsellor
):
    record(WORRIED)
    number = answer()
    assert waiting() is None
    (note,) = answered()
    assert (note.answered_on, note.answered_by, note.words) == (TODAY, counsellor.name, DONE.words)
    (entry,) = trail(storage, "safety.answer")
    assert (entry.subject_id, entry.new) == (
        number,
        {"answered_on": TODAY.isoformat(), "answered_by": counsellor.staff_id},
    )
    assert not [entry for entry in trail(storage) if "brother" in str((entry.old, entry.new))]


def test_an_answered_sheet_that_is_put_right_or_put_back_asks_for_nothing_again(
    storage, counsellor, record, answer, waiting
):
    sheet = record(WORRIED)
    answer()
    record(WORRIED | {1: 3})
    assert waiting() is None
    measures.remove(storage, counsellor, sheet)
    record(WORRIED)
    assert waiting() is None
    record(WORRIED | {9: 2})
    assert waiting() is not None, "worse than what was spoken of"


def test_a_new_sheet_opens_a_new_note(record, answer, waiting, answered):
    record(WORRIED, WEEK_BEFORE)
    answer()
    record(WORRIED)
    assert waiting().day == TODAY
    assert len(answered()) == 1


def test_an_answer_taken_back_stays_as_it_was_and_the_note_waits_as_before(
    storage, counsellor, record, answer, waiting, answered
):
    record(WORRIED, WEEK_BEFORE)
    before = waiting()
    number = answer()
    safety.reopen(storage, counsellor, number)
    again = waiting()
    assert (again.day, again.opened_on, again.owner_id) == (before.day, before.opened_on, before.owner_id)
    assert [(note.words, note.taken_back) for note in answered()] == [(DONE.words, True)]
    safety.reopen(storage, counsellor, number)
    assert waiting() == again
    answer(SafetyAnswer("The sheet was keyed in for somebody else.", TODAY))
    assert [note.taken_back for note in answered()] == [False, True]
    assert len(trail(storage, "safety.reopen")) == 1


def test_another_counsellor_becomes_responsible_and_the_trail_knows_both(
    storage, counsellor, coordinator, office, record, waiting
):
    record(WORRIED)
    number = waiting().id
    safety.hand_over(storage, counsellor, number, coordinator.staff_id)
    assert waiting().owner == coordinator.name
    (entry,) = trail(storage, "safety.hand-over")
    assert (entry.old, entry.new) == ({"staff": counsellor.staff_id}, {"staff": coordinator.staff_id})
    assert failure_of(safety.hand_over, storage, counsellor, number, office.staff_id) == "unknown-staff"
    assert failure_of(safety.hand_over, storage, counsellor, number, 99) == "unknown-staff"
    assert failure_of(safety.hand_over, storage, counsellor, 99, coordinator.staff_id) == "unknown-safety-note"


def test_what_cannot_be_is_refused_in_words(storage, counsellor, office, record, waiting, answer):
    record(WORRIED)
    number = waiting().id
    ahead = SafetyAnswer(" ", TODAY + timedelta(1))
    assert problems_of(safety.answer, storage, counsellor, number, ahead, today=TODAY) == [
        "words: text-missing",
        "day: day-ahead",
    ]
    by_office = SafetyAnswer("We talked.", TODAY, office.staff_id)
    assert failure_of(safety.answer, storage, counsellor, number, by_office, today=TODAY) == "unknown-staff"
    assert failure_of(safety.answer, storage, counsellor, 99, DONE, today=TODAY) == "unknown-safety-note"
    assert failure_of(safety.reopen, storage, counsellor, 99) == "unknown-safety-note"
    assert failure_of(safety.answer, storage, office, number, DONE, today=TODAY) == "not-permitted"
    answer()
    assert problems_of(safety.answer, storage, counsellor, number, DONE, today=TODAY) == [": safety-note-answered"]
    assert problems_of(safety.hand_over, storage, counsellor, number, counsellor.staff_id) == [": safety-note-answered"]


def test_today_shows_every_open_note_to_counsellors_and_none_to_the_office(
    storage, counsellor, coordinator, office, circle, record
):
    record(WORRIED)
    gurpreet = circle.member_ids[1]
    measures.record(storage, coordinator, gurpreet, "phq-9", TODAY, WORRIED, today=TODAY)

    def names(actor, day=TODAY):
        begins, whole = today.first_look(storage, actor, today=day), today.page(storage, actor, today=day)
        assert begins.safety == whole.safety, "nothing may move when the rest comes"
        return [(note.member, note.owner) for note in whole.safety]

    mine, hers = ("Ramesh Kumar", counsellor.name), ("Gurpreet Singh", coordinator.name)
    assert names(counsellor) == [mine, hers]
    assert names(coordinator, TODAY + timedelta(1)) == [mine, hers]
    assert names(office) == []
    assert member_page.page(storage, office, gurpreet, today=TODAY).story.safety is None


def test_the_note_of_who_left_the_centre_is_the_coordinator_s_at_once(
    storage, coordinator, counsellor, record, waiting
):
    record(WORRIED)
    staff.change(
        storage,
        coordinator,
        counsellor.staff_id,
        StaffDetails(counsellor.user_name, counsellor.name, "Clerk", Role.OFFICE),
        PASSWORD,
    )
    with storage.reading():
        (note,) = safety_records.open_notes()
    assert (note.owner_there, note.is_escalated(TODAY)) == (False, True)


READ_BY = {
    "records/keeping/entries.py",
    "records/safety.py",
    "records/trail/of_member.py",
    "services/demo/programme.py",
    "services/measures/measures.py",
    "services/measures/safety.py",
    "services/members/member_page.py",
    "services/today.py",
}
"""Where the file is asked about safety notes."""


def test_no_paper_no_follow_up_no_search_and_no_list_knows_of_a_note():
    package = Path(peerdesk.__file__).parent
    asked = re.compile(r"\bSafetyNote\b|\bsafety_records\b|records\.safety\b")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if not path.is_relative_to(package / "db") and asked.search(path.read_text(encoding="utf-8"))
    }
    assert found == READ_BY
