"""The privacy notice is one page that says what is kept and why, who sees it, how long, and what can be asked for."""

from datetime import date, datetime

import pytest

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.privacy_notice import PrivacyNotice
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports import privacy_notice
from tests.reports.paper import made

HEAD = Letterhead("Navjeevan", "Station Road\nKarnal\n0184 225 1000"), Printed("Sunita", datetime(2026, 11, 21, 10, 5))
RAMESH = PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार")


def notice(person=RAMESH, names=("Meena Rawat",), keeping=None):
    return PrivacyNotice(*HEAD, date(2026, 11, 21), person, names, keeping or Keeping(10, 21))


def text(report):
    return " ".join(made(privacy_notice.write, report).text().split())


def test_it_says_what_is_kept_who_sees_it_how_long_and_what_can_be_asked_for():
    found = text(notice())
    for said in (
        "What we keep, and why",
        "Your whole Aadhaar number",
        "Who sees it",
        "10 years after the last entry about you",
        "at least until you are 21",
        "within 72 hours of asking",
        "Each consent can be withdrawn at any time",
        "Ask for it when the record is no longer needed",
        "Meena Rawat (Navjeevan, Station Road, Karnal, 0184 225 1000)",
        "Data Protection Board of India",
        "Member (signature or thumb)",
        "For the centre",
        "0012 · Ramesh Kumar",
    ):
        assert said in found, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", [RAMESH, None])
def test_it_is_one_page_in_every_language_with_a_name_and_without(language, person):
    with speaking(language):
        assert len(made(privacy_notice.write, notice(person)).texts()) == 1


def test_the_years_are_those_of_the_centre_and_one_is_a_year():
    assert "12 years after the last entry about you" in text(notice(keeping=Keeping(12, 21)))
    assert "1 year after the last entry about you" in text(notice(keeping=Keeping(1, 21)))


def test_a_blank_one_leaves_the_name_open_and_is_no_confidential_paper():
    found = text(notice(None))
    assert "Ramesh" not in found
    assert "Name:" in found
    assert "Confidential" not in found
    assert "Confidential" in text(notice())


def test_without_a_coordinator_the_centre_itself_is_asked():
    assert "Ask the coordinator: Navjeevan" in text(notice(names=()))
