"""How your data is kept: two pages at the most, with this centre's figures, and no promise that is not kept."""

from datetime import date, datetime

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.papers.data_kept import DataKept
from peerdesk.domain.papers.keeping import Keeping
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports import data_kept
from tests.reports.paper import made

HEAD = Letterhead("Navjeevan", "Karnal"), Printed("Sunita", datetime(2026, 11, 21, 10, 5)), date(2026, 11, 21)
STAFF = {Role.COORDINATOR: 1, Role.COUNSELLOR: 3}


def paper(since=datetime(2026, 11, 1, 9, 0), keeping=None):
    return DataKept(*HEAD, STAFF, 412, since, keeping or Keeping(10, 21))


def text(report):
    return " ".join(made(data_kept.write, report).text().split())


def test_it_has_the_figures_of_the_centre():
    found = text(paper(keeping=Keeping(12, 21)))
    assert "412" in found
    assert "can log in: Counsellor" in found
    assert "since 01-11-2026" in found
    assert "12 years after the last entry" in found


def test_where_notes_are_not_locked_twice_it_says_so():
    assert "Not yet: office staff’s screens show no notes" in text(paper(None))


def test_what_is_not_promised_stands_there_too_and_nobody_is_called_confidential():
    found = text(paper())
    assert "What PeerDesk cannot keep you from" in found
    assert "A harmful program on it" in found
    assert "Confidential" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_two_pages_at_the_most_in_every_language(language):
    with speaking(language):
        assert len(made(data_kept.write, paper()).texts()) <= 2
