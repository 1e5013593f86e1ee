"""A paper about one member says for whom it was made, and what needs a consent is not made without it."""

from datetime import date, timedelta

import pytest

from peerdesk import publishing
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.papers.choices import CONSENT_FOR, Ask, Choices
from peerdesk.errors import InvalidInput
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services.members import consents
from peerdesk.services.sessions import notes
from peerdesk.words.problems import problem
from tests.centres import TODAY, at_ten
from tests.looking import session_on
from tests.refusals import problems_of
from tests.reports.paper import Rendered

SAID = "He said that he will walk at six"


@pytest.fixture
def agree(storage, coordinator, circle):
    def call(kind):
        new = NewConsents(frozenset({kind}), TODAY - timedelta(1))
        return consents.record(storage, coordinator, circle.member_ids[0], new, today=TODAY)[0]

    return call


@pytest.mark.parametrize("name", [name for name, kind in REPORTS.items() if Ask.FOR_WHOM in kind.asks])
@pytest.mark.parametrize("whom", CONSENT_FOR)
def test_no_paper_is_made_for_somebody_whom_the_member_did_not_agree_to(storage, coordinator, circle, name, whom):
    asked = Choices(member=1, for_whom=whom)
    refused = problems_of(publishing.gather, name, storage, coordinator, asked, today=TODAY, now=at_ten())
    assert refused == ["for_whom: consent-missing"]


def test_it_is_made_once_the_member_agreed_and_no_more_once_that_is_withdrawn(
    storage, coordinator, circle, agree, gather
):
    number = agree(ConsentKind.EMPLOYER)
    assert gather("progress-report", member=1, for_whom=ForWhom.EMPLOYER).printed.for_whom is ForWhom.EMPLOYER
    with pytest.raises(InvalidInput):
        gather("progress-report", member=1, for_whom=ForWhom.COURT)
    with pytest.raises(InvalidInput):
        gather("progress-report", member=2, for_whom=ForWhom.EMPLOYER)
    consents.withdraw(storage, coordinator, number, TODAY, today=TODAY)
    with pytest.raises(InvalidInput) as caught:
        gather("progress-report", member=1, for_whom=ForWhom.EMPLOYER)
    assert [problem(found) for found in caught.value.problems] == [
        "The consent was withdrawn on 18-11-2026: Papers to the employer. It has to be given again first."
    ]


@pytest.mark.parametrize("whom", [whom for whom in ForWhom if whom not in CONSENT_FOR])
def test_the_member_the_file_and_whoever_treats_them_need_no_consent_of_a_kind(circle, gather, whom):
    assert gather("progress-report", member=1, for_whom=whom).printed.for_whom is whom


def test_the_foot_says_for_whom_and_that_of_other_papers_says_nothing(storage, coordinator, circle):
    def text(name, **choices):
        asked = Choices(**choices)
        made = publishing.make(name, storage, coordinator, asked, "en", today=TODAY, now=at_ten())
        return Rendered(made.pdf).text()

    assert "Made for: The member" in text("progress-report", member=1, for_whom=ForWhom.MEMBER)
    assert "Made for: The file of the centre" in text("progress-report", member=1)
    assert "Made for" not in text("call-sheet")


def test_an_employer_and_a_court_are_told_of_attendance_alone_and_the_family_no_notes(
    storage, coordinator, circle, agree, gather
):
    for kind in CONSENT_FOR.values():
        agree(kind)
    session = session_on(storage, circle.group_id, date(2026, 11, 16))
    notes.keep_member_note(storage, coordinator, session, circle.member_ids[0], SAID)
    days = {"member": 1, "first": date(2026, 11, 9), "last": TODAY}
    assert [text for _day, _group, text in gather("progress-report", **days).notes] == [SAID]
    family = gather("progress-report", **days, for_whom=ForWhom.FAMILY)
    assert (family.notes, family.support is None, family.attendance_alone) == ((), False, False)
    for whom in (ForWhom.EMPLOYER, ForWhom.COURT):
        report = gather("progress-report", **days, for_whom=whom)
        assert (report.notes, report.support, report.attendance_alone) == ((), None, True)
        assert report.groups
