"""Staying-well plans kept in the file: written, written anew, taken back, taken up again; and told to nobody else."""

import json
from datetime import date, timedelta

import pytest

from peerdesk.db.models import AuditEntry, StayingWellVersion
from peerdesk.domain.care.staying_well import PlanWords
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.phones import Phone
from peerdesk.errors import NotPermitted
from peerdesk.records.care import staying_well as plan_records
from peerdesk.services.care import staying_well
from peerdesk.services.members import member_page
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 10)
TOLD = PlanWords("pay day", "I sleep badly", "walk", (Phone("9826012345", "my brother Anil"), Phone("", "Asha")))


@pytest.fixture
def write(storage, counsellor, member_id):
    def call(words=TOLD, day=TODAY):
        return staying_well.write(storage, counsellor, member_id, words, today=TODAY, written_on=day)

    return call


@pytest.fixture
def plan(storage, member_id):
    def look():
        with storage.reading():
            return plan_records.of_member(member_id)

    return look


def test_a_plan_is_kept_as_it_was_told_with_its_day_and_who_wrote_it(write, plan, announced, member_id, counsellor):
    announced.clear()
    typed = PlanWords("  pay day\n", " I sleep badly", "walk", (Phone("+91 98260-12345", " my brother Anil "),))
    number = write(typed, FIRST)
    current = plan().current
    assert (current.id, current.member_id, current.written_on, current.written_by) == (
        number,
        member_id,
        FIRST,
        counsellor.name,
    )
    assert current.words == PlanWords("pay day", "I sleep badly", "walk", (Phone("9826012345", "my brother Anil"),))
    assert announced == [Changed.STAYING_WELL]


def test_people_without_a_number_stay_in_their_order(write, plan):
    write()
    assert plan().current.words.people == TOLD.people


def test_the_former_plan_stays_when_it_is_written_anew(write, plan):
    first = write(day=FIRST)
    second = write(PlanWords("weddings"))
    found = plan()
    assert found.current.id == second
    assert [(one.id, one.words) for one in found.earlier] == [(first, TOLD)]


def test_the_same_words_again_are_no_new_plan(write, plan, announced):
    first = write(day=FIRST)
    announced.clear()
    assert write() == first
    assert (plan().earlier, announced) == ([], [])


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(storage, counsellor, member_id, plan):
    ahead = TODAY + timedelta(1)
    people = (Phone("12"), *(Phone("", f"friend {n}") for n in range(5)))
    wrong = PlanWords("x" * 301, "\n".join("abcdefg"), "", people)
    assert problems_of(staying_well.write, storage, counsellor, member_id, wrong, today=TODAY, written_on=ahead) == [
        "triggers: text-too-long",
        "warning_signs: lines-too-many",
        "people: who-to-call-missing",
        "people: phone-wrong",
        "people: people-too-many",
        "written_on: day-ahead",
    ]
    assert problems_of(staying_well.write, storage, counsellor, member_id, PlanWords(" "), today=TODAY) == [
        "triggers: plan-empty"
    ]
    assert plan().current is None


def test_an_older_page_does_not_push_a_newer_plan_aside(storage, counsellor, member_id, write):
    write()
    old = PlanWords("weddings")
    found = problems_of(staying_well.write, storage, counsellor, member_id, old, today=TODAY, written_on=FIRST)
    assert found == ["written_on: plan-written-later"]


def test_a_plan_belongs_to_somebody_known(storage, counsellor):
    assert failure_of(staying_well.write, storage, counsellor, 77, TOLD, today=TODAY) == "unknown-member"
    for act in (staying_well.take_back, staying_well.bring_back):
        assert failure_of(act, storage, counsellor, 77) == "unknown-plan-of-member"
    assert failure_of(staying_well.take_up, storage, counsellor, 77, today=TODAY) == "unknown-plan-of-member"


def test_a_plan_is_taken_back_and_brought_back_and_nothing_is_deleted(storage, counsellor, write, plan):
    first, second = write(day=FIRST), write(PlanWords("weddings"))
    staying_well.take_back(storage, counsellor, second)
    staying_well.take_back(storage, counsellor, second)
    assert plan().current.id == first
    assert [(one.id, one.taken_back) for one in plan().earlier] == [(second, True)]
    staying_well.bring_back(storage, counsellor, second)
    assert plan().current.id == second
    actions = [entry.action for entry in trail(storage) if entry.action.startswith("staying-well")]
    assert actions == [
        "staying-well.write",
        "staying-well.write",
        "staying-well.take-back",
        "staying-well.bring-back",
    ]


def test_an_earlier_plan_is_taken_up_as_a_version_of_today(storage, counsellor, write, plan):
    first, second = write(day=FIRST), write(PlanWords("weddings"))
    third = staying_well.take_up(storage, counsellor, first, today=TODAY)
    assert (plan().current.id, plan().current.words, plan().current.written_on) == (third, TOLD, TODAY)
    assert [one.id for one in plan().earlier] == [second, first]
    assert staying_well.take_up(storage, counsellor, first, today=TODAY) == third  # it holds already


def test_the_trail_says_who_and_when_and_never_what(storage, write):
    number = write()
    (entry,) = trail(storage, "staying-well.write")
    assert (entry.subject_id, entry.new["people"]) == (number, 2)
    with storage.reading():
        assert StayingWellVersion.select().count() == 1
        everything = json.dumps([[row.old, row.new] for row in AuditEntry.select()], default=str, ensure_ascii=False)
    for word in ("pay day", "sleep", "Anil", "9826012345"):
        assert word not in everything


def test_office_staff_neither_see_nor_write_it(storage, office, counsellor, member_id, write):
    write()
    assert member_page.page(storage, counsellor, member_id, today=TODAY).story.plan.current is not None
    assert member_page.page(storage, office, member_id, today=TODAY).story.plan is None
    with pytest.raises(NotPermitted):
        staying_well.write(storage, office, member_id, TOLD, today=TODAY)


def test_the_plan_of_a_member_is_one_question_however_long_its_history(storage, member_id, write, statements):
    for n in range(4):
        write(PlanWords(f"trigger {n}", people=(Phone("", "a"), Phone("", "b"))))
    with storage.reading(), statements() as asked:
        plan_records.of_member(member_id)
    assert len(asked) == 1


def test_names_of_the_members_group_are_noticed(storage, counsellor, circle):
    ramesh = circle.member_ids[0]
    found = staying_well.names_in(storage, counsellor, ramesh, "Sunitaji, and Ramesh")
    assert list(found) == ["Sunita Shinde"]
