"""How Today speaks of copies: plainly where they are old, and of none that is not there."""

from datetime import datetime, timedelta

import pytest

from peerdesk.domain.backups.schedule import BackupState
from peerdesk.words.record.backups import ago, backup_reminder, backup_state, bytes_shown

NOW = datetime(2026, 11, 21, 12)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (2 * HOUR, "2 h ago"),
        (47 * HOUR, "47 h ago"),
        (3 * DAY, "3 days ago"),
        (-DAY, "22-11-2026 12:00"),
    ],
)
def test_how_long_ago_is_said_in_few_words(past, said):
    assert ago(NOW - past, NOW) == said


def test_the_line_says_both_ages():
    state = BackupState(NOW - 2 * HOUR, NOW - 3 * DAY, "KINGSTON")
    assert backup_state(state, NOW) == "Last good copy 2 h ago · on KINGSTON 3 days ago"
    assert backup_reminder(state, NOW) == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (BackupState(None, None, ""), ""),
        (BackupState(NOW - 3 * DAY, NOW, "KINGSTON", since=NOW - HOUR), "No copy was made by itself"),
        (BackupState(NOW - 3 * DAY, NOW, "KINGSTON", since=NOW), ""),
        (BackupState(NOW - 3 * DAY, NOW, "KINGSTON"), ""),
        (BackupState(NOW, None, ""), "choose a USB stick"),
        (BackupState(NOW, NOW, "Folder", same_disk=True), "same disk"),
        (BackupState(NOW, None, "KINGSTON"), "No copy is on KINGSTON yet"),
        (BackupState(NOW, NOW - 8 * DAY, "KINGSTON"), "For 8 days no copy left this PC"),
    ],
)
def test_what_is_wrong_is_said_plainly_and_nothing_else(state, said):
    reminder = backup_reminder(state, NOW)
    assert said in reminder
    assert bool(said) is bool(reminder)


def test_sizes_are_said_as_a_file_manager_does():
    assert [bytes_shown(count) for count in (12, 4_800, 14_200_000, 3_000_000_000)] == [
        "12 B",
        "4.8 kB",
        "14.2 MB",
        "3.0 GB",
    ]
