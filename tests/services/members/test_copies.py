"""Copies of the record: asked for, due within 72 hours, handed over, and each taken back."""

from datetime import date, datetime, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.members.copies import MOST_WITHHELD, CopyWay, Handed
from peerdesk.domain.members.stays import Death
from peerdesk.errors import NotPermitted
from peerdesk.services import bin as bin_acts
from peerdesk.services import today
from peerdesk.services.members import copies, deaths, member_page, way_back
from tests.behind import run
from tests.centres import TODAY, at_ten
from tests.looking import trail
from tests.refusals import failure_of, problems_of

MONDAY, NOW = datetime(2026, 11, 16, 9, 30), at_ten()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def member_id(centre):
    return centre.member()


@pytest.fixture
def ask(storage, office, member_id):
    return lambda at=MONDAY, who=None: copies.ask(storage, office, who or member_id, at, now=NOW)


@pytest.fixture
def kept(storage, counsellor, member_id):
    return lambda actor=counsellor: member_page.page(storage, actor, member_id, today=TODAY).copies


def test_the_desk_notes_a_request_and_it_is_due_72_hours_later(storage, office, member_id, ask, kept, announced):
    announced.clear()
    number = ask()
    [found] = kept()
    assert (found.id, found.asked_at, found.asked_of, found.given_at) == (number, MONDAY, office.name, None)
    assert found.due_at == datetime(2026, 11, 19, 9, 30)
    assert announced == [Changed.CONSENTS]
    [due] = today.first_look(storage, office, today=TODAY).copies
    assert (due.member_id, due.member, due.due_at) == (member_id, "Ramesh Kumar", found.due_at)
    assert [entry.new["member"] for entry in trail(storage, "copy.ask")] == [member_id]


def test_one_request_waits_at_a_time_and_none_is_of_the_future_or_of_before_the_birth(ask):
    assert problems_of(ask, NOW + MINUTE) == ["asked_on: day-ahead"]
    assert problems_of(ask, datetime(1900, 1, 1, 10, 0)) == ["asked_on: before-birth"]
    assert failure_of(ask, MONDAY, 99) == "unknown-member"
    ask()
    assert problems_of(ask, NOW) == [": copy-waits-already"]


def test_a_counsellor_hands_it_over_and_what_was_left_out_is_for_counsellors_and_not_in_the_trail(
    storage, office, counsellor, ask, kept
):
    number = ask()
    with pytest.raises(NotPermitted):
        copies.give(storage, office, number, Handed(NOW), now=NOW)
    copies.give(storage, counsellor, number, Handed(NOW, CopyWay.POST, " The note of 3 November. "), now=NOW)
    [found] = kept()
    assert (found.given_at, found.given_by, found.way) == (NOW, counsellor.name, CopyWay.POST)
    assert found.withheld == "The note of 3 November."
    assert kept(office)[0].withheld is None
    [entry] = trail(storage, "copy.give")
    assert entry.new["in_part"] is True
    assert "November" not in str(entry)
    [(raw,)] = run(storage, "SELECT withheld FROM copy_request")
    assert "November" not in str(raw)
    assert today.first_look(storage, office, today=TODAY).copies == []


def test_moments_and_words_that_cannot_be_meant_are_refused_beside_their_field(storage, counsellor, ask):
    number = ask()

    def wrong(handed):
        return problems_of(copies.give, storage, counsellor, number, handed, now=NOW)

    assert wrong(Handed(NOW + MINUTE)) == ["given_on: day-ahead"]
    assert wrong(Handed(MONDAY - MINUTE)) == ["given_on: copy-before-asked"]
    assert wrong(Handed(NOW, withheld="x" * (MOST_WITHHELD + 1))) == ["withheld: text-too-long"]
    assert failure_of(copies.give, storage, counsellor, 99, Handed(NOW), now=NOW) == "unknown-copy-request"
    copies.give(storage, counsellor, number, Handed(NOW, withheld="\u200b "), now=NOW)
    assert wrong(Handed(NOW)) == [": copy-given-already"]


def test_a_request_by_mistake_goes_into_the_bin_and_comes_back(storage, office, counsellor, ask, kept):
    number = ask()
    entry = copies.take_back(storage, office, number)
    assert kept() == []
    bin_acts.put_back(storage, office, entry)
    assert [row.asked_at for row in kept()] == [MONDAY]
    copies.give(storage, counsellor, kept()[0].id, Handed(NOW, withheld="A word"), now=NOW)
    assert problems_of(copies.take_back, storage, office, kept()[0].id) == [": copy-given-already"]
    assert failure_of(copies.take_back, storage, office, 99) == "unknown-copy-request"


def test_a_copy_that_was_not_given_after_all_waits_again_unless_another_is_waited_for(storage, counsellor, ask, kept):
    number = ask()
    copies.take_back_giving(storage, counsellor, number)
    copies.give(storage, counsellor, number, Handed(NOW, withheld="A word"), now=NOW)
    copies.take_back_giving(storage, counsellor, number)
    [found] = kept()
    assert (found.given_at, found.way, found.withheld) == (None, None, "")
    copies.give(storage, counsellor, number, Handed(NOW), now=NOW)
    ask(NOW)
    assert problems_of(copies.take_back_giving, storage, counsellor, number) == [": copy-waits-already"]
    assert failure_of(copies.take_back_giving, storage, counsellor, 99) == "unknown-copy-request"


def test_a_copy_can_be_asked_for_after_a_death_and_somebody_who_asked_is_no_registration_by_mistake(
    storage, office, member_id, ask, kept
):
    deaths.note_death(storage, office, member_id, Death(date(2026, 11, 12)), today=TODAY)
    ask()
    assert len(kept()) == 1
    assert problems_of(way_back.take_back_registration, storage, office, member_id)
