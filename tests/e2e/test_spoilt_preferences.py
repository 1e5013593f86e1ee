"""What the preferences of this PC say, written by anybody, never stands between somebody and the day's work."""

import json

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.security.password_recovery import new_code
from peerdesk.services import access
from peerdesk.settings import Settings
from tests.centres import CHEAP, PASSWORD

pytestmark = pytest.mark.window

MEENA = StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR)

SPOILT = {
    "a session that is gone": {"session_id": 2**63 - 1, "choices": {"weekly-report": {"group": 999}}},
    "nothing fits": {"language": 7, "folded": {"meena": {"a": [1]}}, "whose": {"meena": [1]}, "geometry": "AdnQ" * 99},
    "half letters": {"user_name": "\ud800", "folded": {"meena": ["\ud800"]}, "choices": {"\ud800": {"a": "\ud800"}}},
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
def test_the_day_begins_and_ends_as_usual(desk, spoilt):
    access.set_up(desk.folder, CentreDetails("Asha Kendra", "ASH"), MEENA, PASSWORD, new_code(), desk.now, CHEAP)
    file = desk.folder.root.parent / "settings.json"
    file.write_text(json.dumps(spoilt))
    desk.start()
    desk.log_in("meena", PASSWORD)
    window = desk.program.window
    for page in (window.pages.reports, window.pages.settings, window.pages.today):
        window.go(page)
    window.close()
    desk.close()
    kept = Settings.load(file)
    assert (kept.unread, kept.user_name) == ((), "meena")
