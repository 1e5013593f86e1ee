import pytest

from peerdesk.security.master import Master


def test_each_purpose_has_a_key_of_its_own():
    master = Master.new()
    keys = {master.key, master.database_key(), master.seal_key(), master.backup_key()}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}


def test_two_centres_share_no_key():
    assert Master.new().database_key() != Master.new().database_key()


def test_files_of_earlier_years_still_open():
    """A changed key would lock every centre out of its record."""
    master = Master(bytes(range(32)))
    assert master.database_key().hex() == "2d714a8ba22f3619fc80b945f9ba1b9412d0186fe4cce8b13849b983dfb0c4b8"
    assert master.seal_key().hex() == "ba739c7ed543132390e1fb4f6c3184f3cd9611c6bd5dba7a6cb1f7848ebef23b"
    assert master.backup_key().hex() == "a489699ebd0c20f167d493e989007e50fca02e86d13842635b78d98e4a6bf5dc"


def test_a_log_line_does_not_show_the_key():
    assert repr(Master(b"\x41" * 32)) == "Master()"


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_no_master_key(length):
    with pytest.raises(ValueError, match="32 bytes"):
        Master(bytes(length))
