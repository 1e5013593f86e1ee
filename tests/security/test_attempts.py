"""Wrong passwords: who typed them waits, longer each time, and who logs in next is told."""

from datetime import datetime, timedelta

import pytest

from peerdesk.errors import AccessDenied
from peerdesk.paths import DataFolder
from peerdesk.security import attempts
from peerdesk.security.attempts import Failed
from peerdesk.services import door

AT = datetime(2026, 11, 18, 10)
ODD = b'{"asha": {"count": "x", "in_a_row": 3, "since": "2026-11-18T10:00:00", "last": "2026-11-18T10:00:00"}}'


def after(folder, count, at=AT):
    for _ in range(count):
        attempts.note(folder, "Asha", at)


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (2, 0), (3, 5), (4, 10), (8, 160), (9, 300), (99, 300)])
def test_the_wait_grows_with_each_wrong_password_in_a_row(folder, count, seconds):
    after(folder, count)
    assert attempts.wait(folder, "asha", AT) == seconds
    assert attempts.wait(folder, "asha", AT + timedelta(seconds=seconds)) == 0


def test_a_restart_and_a_clock_that_is_set_back_change_nothing(folder):
    after(folder, 6)
    again = DataFolder(folder.root)
    assert attempts.wait(again, "ASHA", AT + timedelta(seconds=10)) == 30
    assert attempts.wait(again, "asha", AT - timedelta(days=1)) == 40


def test_what_was_typed_under_a_clock_that_ran_ahead_keeps_nobody_out_until_then(folder):
    after(folder, 4, AT + timedelta(days=700))
    assert attempts.wait(folder, "asha", AT) == 10
    assert attempts.wait(folder, "asha", AT + timedelta(seconds=4)) == 6
    assert attempts.wait(folder, "asha", AT + timedelta(seconds=10)) == 0


def test_one_persons_wrong_passwords_keep_nobody_else_waiting(folder):
    after(folder, 9)
    assert attempts.wait(folder, "balbir", AT) == 0


def test_the_right_password_ends_the_wait_and_what_failed_is_remembered_until_it_is_told(folder):
    after(folder, 4)
    attempts.end_row(folder, "asha")
    assert attempts.wait(folder, "asha", AT) == 0
    assert attempts.of(folder, "asha") == Failed(4, AT, AT, 0)
    attempts.forget(folder, "asha")
    assert attempts.of(folder, "asha") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"asha": 3}', b'{"asha": {"count": "x"}}', ODD, b"\xff"])
def test_a_file_that_cannot_be_read_keeps_nobody_out(folder, content):
    folder.failed_log_ins.write_bytes(content)
    assert attempts.wait(folder, "asha", AT) == 0
    after(folder, 1)
    assert attempts.of(folder, "asha").count == 1


def test_where_it_cannot_be_written_nobody_is_kept_out(folder):
    folder.failed_log_ins.mkdir()
    after(folder, 5)
    assert attempts.wait(folder, "asha", AT) == 0


def test_what_is_typed_as_a_name_is_not_written_down(saved, centre):

    for name in ("neem tree 12", "nobody"):
        with pytest.raises(AccessDenied):
            door.unlock(saved, name, "x")
    assert not saved.failed_log_ins.exists()
