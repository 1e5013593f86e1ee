from datetime import datetime

import pytest

from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.password_recovery_sheet import write
from peerdesk.security import password_recovery
from tests.reports.paper import made

FINGERPRINT = "7JQF-2M9D-XT4P-0A1B"
CODE = "K7QF-2M9D-XT4P-0A1B-9CDE-77HJ-QWER-ZX5V-3NP8"


def printed(code=CODE):
    asked = Printed("Asha", datetime(2026, 11, 21, 10, 5))
    return made(
        write, PasswordRecoverySheet(Letterhead("Navjeevan Centre"), asked, code, "Asha Kulkarni", 2, FINGERPRINT)
    ).texts()


def test_the_code_can_be_read_back_from_the_sheet_group_by_group():
    code = password_recovery.new_code()
    words = printed(code)[0].split()
    groups = [word for word in words if word in code.split("-")]
    assert password_recovery.parse_code(" ".join(groups)) == password_recovery.parse_code(code)


def test_the_sheet_says_what_it_is_for_how_to_get_in_and_where_to_keep_it():
    text = " ".join(printed()[0].split())
    for part in (
        "Navjeevan Centre",
        "only way back in",
        "How to get back in",
        "locked place, away from the PC",
        f"2 entries: {FINGERPRINT}",
    ):
        assert part in text


def test_the_coordinator_and_a_witness_sign_and_date():
    text = printed()[0]
    assert "Asha Kulkarni" in text
    assert "Witness" in text
    assert text.count("Date:") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_in_every_language(language):
    with speaking(language):
        pages = printed()
    assert len(pages) == 1
    assert all(group in pages[0] for group in CODE.split("-"))
