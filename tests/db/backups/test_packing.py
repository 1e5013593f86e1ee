"""What is kept of a record before an update: a copy like any other, and no update without it."""

import shutil

import pytest

from peerdesk.db.backups import package
from peerdesk.db.backups.packing import pack_before
from peerdesk.db.backups.rotating import rotate
from peerdesk.db.cipher_pages import SALT
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.domain.progress import unwatched
from peerdesk.security.keyfile import KeyFile
from tests.centres import RAVI, at_ten
from tests.refusals import failure_of

VERSION = 77


@pytest.fixture
def centre(shelf, tmp_path):
    return shelf.copy([RAVI], tmp_path / "data")


@pytest.fixture
def database(centre):
    """Its record, open."""
    database = EncryptedDatabase(centre.folder.database, centre.master.database_key())
    with database.connection_context():
        yield database


def test_it_is_whole_and_stays_when_others_make_room(centre, database):
    pack_before(VERSION, centre.folder, database, at_ten())
    [copy] = centre.folder.backups.iterdir()
    assert package.verify(copy, unwatched).made_at == at_ten()
    rotate(centre.folder.backups, KeyFile.load(centre.folder).slots.vault)
    assert copy.is_file()


def test_it_begins_with_the_salt_of_the_record(centre, database):
    pack_before(VERSION, centre.folder, database, at_ten())
    [copy] = centre.folder.backups.iterdir()
    assert package.record_begins(copy, SALT) == centre.folder.database.read_bytes()[:SALT]


def test_a_damaged_record_is_not_copied_and_the_former_copy_stays(centre, database):
    database.run("CREATE TABLE marked (minutes INTEGER CHECK (minutes > 0))")
    database.run("PRAGMA ignore_check_constraints=1")
    database.run("INSERT INTO marked VALUES (-5)")  # as a bad disk may leave it
    centre.folder.backups.mkdir(exist_ok=True)
    former = centre.folder.backups / f"before-version-{VERSION}.peerdesk-backup"
    former.write_bytes(b"the former copy")
    assert failure_of(pack_before, VERSION, centre.folder, database, at_ten()) == "database-damaged"
    assert [path.name for path in centre.folder.backups.iterdir()] == [former.name]
    assert former.read_bytes() == b"the former copy"


def test_what_stands_in_the_way_of_the_folder_is_named(centre, database):
    shutil.rmtree(centre.folder.backups, ignore_errors=True)
    centre.folder.backups.write_text("in the way")
    assert failure_of(pack_before, VERSION, centre.folder, database, at_ten()) == "folder-is-none"
