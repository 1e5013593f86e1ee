"""The log of what left the office: written before it leaves, kept for ever, and told on the member's own page."""

from datetime import date, timedelta

import pytest
from peewee import IntegrityError

from peerdesk import publishing
from peerdesk.domain.disclosures import MOST_WORDS, Disclosure, LeftBy
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.papers.choices import Choices, Names
from peerdesk.domain.progress import unwatched
from peerdesk.errors import NotPermitted
from peerdesk.services import checking, disclosures
from peerdesk.services.backups import making
from peerdesk.services.members import member_page, members, way_back
from tests.behind import run
from tests.centres import TODAY, at_ten
from tests.looking import trail
from tests.refusals import problems_of

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 15)


@pytest.fixture
def numbers(storage, circle):
    """The register numbers of the circle's members."""
    return [number for (number,) in run(storage, "SELECT number FROM member ORDER BY id")]


def test_a_paper_about_one_member_stands_on_their_page_with_for_whom_and_why(
    storage, coordinator, office, circle, numbers
):
    leaving = Disclosure(
        LeftBy.PRINTED, "progress-report", frozenset(numbers[:1]), 0, FIRST, LAST, " his employer ", "leave of absence"
    )
    disclosures.note(storage, coordinator, leaving)
    page = member_page.page(storage, office, circle.member_ids[0], today=TODAY)
    [line] = page.left_office
    assert (line.staff, line.by, line.what, line.member) == (
        "Meena Rawat", LeftBy.PRINTED, "progress-report", "Ramesh Kumar"
    )  # fmt: skip
    assert (line.at, line.first, line.last, line.who, line.why) == (
        at_ten(), FIRST, LAST, "his employer", "leave of absence"
    )  # fmt: skip
    assert member_page.page(storage, office, circle.member_ids[1], today=TODAY).left_office == []
    assert disclosures.of_member(storage, office, circle.member_ids[0]) == [line]


def test_a_number_of_rows_that_no_list_has_is_refused(storage, coordinator):
    leaving = Disclosure(LeftBy.COPIED, "Members", rows=-1)
    assert problems_of(disclosures.note, storage, coordinator, leaving) == ["rows: number-out-of-range"]


def test_what_is_of_several_stands_on_the_page_of_each_and_counts_them(storage, coordinator, circle, numbers):
    disclosures.note(storage, coordinator, Disclosure(LeftBy.PDF, "attendance-register", frozenset(numbers)))
    for member_id in circle.member_ids:
        [line] = disclosures.of_member(storage, coordinator, member_id)
        assert (line.member, line.members) == ("", 5)


def test_the_coordinator_reads_all_of_it_by_person_and_by_days(storage, coordinator, counsellor, office):
    for actor in (coordinator, counsellor):
        disclosures.note(storage, actor, Disclosure(LeftBy.COPIED, "Members", rows=40))
    assert [line.staff for line in disclosures.everything(storage, coordinator)] == ["Ravi Tomar", "Meena Rawat"]
    [line] = disclosures.everything(storage, coordinator, staff_id=counsellor.staff_id)
    assert (line.what, line.rows, line.members) == ("Members", 40, 0)
    assert disclosures.everything(storage, coordinator, first=TODAY + timedelta(1)) == []
    assert len(disclosures.everything(storage, coordinator, first=TODAY, last=TODAY)) == 2
    for actor in (counsellor, office):
        with pytest.raises(NotPermitted):
            disclosures.everything(storage, actor)


def test_a_line_is_never_changed_and_the_trail_knows_of_it(storage, coordinator, numbers):
    disclosures.note(storage, coordinator, Disclosure(LeftBy.PRINTED, "call-sheet", frozenset(numbers), why="calls"))
    for statement in (
        "UPDATE disclosure SET why = ''",
        "DELETE FROM disclosure",
        "INSERT OR REPLACE INTO disclosure SELECT * FROM disclosure",
        "UPDATE disclosure_member SET member_id = 1",
    ):
        with pytest.raises(IntegrityError, match="kept for ever"):
            run(storage, statement)
    [entry] = trail(storage, "disclosure.note")
    assert (entry.new["by"], entry.new["what"], entry.new["why"], len(entry.new["members"])) == (
        "printed",
        "call-sheet",
        "calls",
        5,
    )
    assert checking.check_all(storage, coordinator) == []


def test_too_many_words_are_refused(storage, coordinator):
    leaving = Disclosure(LeftBy.PDF, "call-sheet", who="x" * (MOST_WORDS + 1), why="y" * (MOST_WORDS + 1))
    assert problems_of(disclosures.note, storage, coordinator, leaving) == [
        "who: text-too-long",
        "why: text-too-long",
    ]


def test_who_is_named_on_a_paper_is_found_in_what_it_was_made_of(storage, coordinator, circle, numbers):
    for names in (Names.FULL, Names.NUMBER):
        choices = Choices(first=FIRST, last=LAST, group=circle.group_id, names=names)
        made = publishing.make("attendance-register", storage, coordinator, choices, "en", today=TODAY, now=at_ten())
        assert made.members == frozenset(numbers)
    one = Choices(member=numbers[0], names=Names.INITIALS)
    made = publishing.make("progress-report", storage, coordinator, one, "en", today=TODAY, now=at_ten())
    assert made.members == {numbers[0]}


def test_a_backup_is_in_the_log(storage, coordinator, tmp_path):
    making.make(storage, coordinator, unwatched)
    (tmp_path / "stick").mkdir()
    making.make_into(storage, coordinator, tmp_path / "stick" / "x.peerdesk-backup", unwatched)
    found = [(line.by, line.what) for line in disclosures.everything(storage, coordinator)]
    assert found == [(LeftBy.BACKUP, "stick"), (LeftBy.BACKUP, "backups")]


def test_a_list_that_named_somebody_does_not_keep_a_mistaken_registration(storage, coordinator):
    details = MemberDetails("Bhola Das", gender=Gender.MALE, age=40)
    made = members.register(storage, coordinator, details, today=TODAY, admission=None)
    [(number,)] = run(storage, "SELECT number FROM member WHERE id = ?", made)
    disclosures.note(storage, coordinator, Disclosure(LeftBy.PRINTED, "call-sheet", frozenset([int(str(number))])))
    way_back.take_back_registration(storage, coordinator, made)
    [line] = disclosures.everything(storage, coordinator)
    assert line.members == 0
    assert checking.check_all(storage, coordinator) == []
