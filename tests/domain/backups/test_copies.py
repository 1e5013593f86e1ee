"""The names of copies, and when the next is due."""

from datetime import datetime, timedelta

import pytest

from peerdesk.domain.backups.copies import file_name, stamp_of
from peerdesk.domain.backups.schedule import BackupState, is_due

AT = datetime(2026, 11, 21, 14, 5, 33)


@pytest.mark.parametrize(
    ("code", "name"),
    [("ASH", "2026-11-21 14-05-33 ASH"), ("", "2026-11-21 14-05-33"), ("आ/S:", "2026-11-21 14-05-33 S")],
)
def test_a_copy_is_named_by_its_moment_in_letters_that_every_disk_takes(code, name):
    assert file_name(AT, code) == f"{name}.peerdesk-backup"
    assert stamp_of(file_name(AT, code)) == AT


@pytest.mark.parametrize(
    "name", ["my copy.peerdesk-backup", "2026-11-21 14-05-33.zip", "2026-13-21 14-05-33.peerdesk-backup"]
)
def test_what_people_named_themselves_has_no_moment(name):
    assert stamp_of(name) is None


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (AT - timedelta(hours=3, minutes=59), False),
        (AT - timedelta(hours=4), True),
        (datetime(2026, 11, 20, 23, 59), True),  # the first of this day
        (datetime(2099, 1, 1), True),  # a wrong clock made it
    ],
)
def test_a_copy_is_due_first_of_a_day_and_every_four_hours(last, due):
    assert is_due(last, AT) is due


def test_a_week_without_a_copy_elsewhere_is_late():
    def state(here: timedelta, elsewhere: timedelta | None) -> BackupState:
        return BackupState(
            AT - here, None if elsewhere is None else AT - elsewhere, "Stick", since=AT - timedelta(hours=1)
        )

    fresh = state(timedelta(hours=2), timedelta(days=6, hours=23))
    assert not fresh.is_late(AT)
    assert not fresh.is_late_elsewhere(AT)
    assert state(timedelta(days=2), None).is_late(AT)
    assert not BackupState(AT - timedelta(days=9), AT, "", since=AT).is_late(AT)  # the first of the day is on its way
    assert not BackupState(None, None, "").is_late(AT)  # the first is on its way
    assert state(timedelta(0), None).is_late_elsewhere(AT)
    assert state(timedelta(0), timedelta(days=7)).is_late_elsewhere(AT)
