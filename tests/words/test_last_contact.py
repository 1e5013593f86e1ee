"""What is called last contact is one thing on every screen, and says when somebody last spoke with the member alone."""

from datetime import date

import pytest

from peerdesk.domain.care.contacts import NEVER, LastContact
from peerdesk.words.follow_ups import last_contact

DAY, BEFORE = date(2026, 11, 17), date(2026, 11, 12)


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (NEVER, ""),
        (LastContact(DAY), "Last contact 17-11-2026, none one-to-one so far"),
        (LastContact(DAY, DAY), "Last contact 17-11-2026, one-to-one"),
        (LastContact(DAY, BEFORE), "Last contact 17-11-2026, one-to-one 12-11-2026"),
    ],
)
def test_the_last_contact_says_whether_it_was_one_to_one(heard, told):
    assert last_contact(heard) == told
