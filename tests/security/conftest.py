"""A centre's key file with two logins, made with the cheapest password work the bounds allow."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pytest

from peerdesk.domain.access import Role
from peerdesk.paths import DataFolder
from peerdesk.security.key_list import Founding
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters
from peerdesk.security.slots import Opened

CHEAP = KdfParameters(memory=19_456, time=1)
NEW = "banyan tree 56"
AT = datetime(2026, 11, 18, 10)
ASHA, BALBIR = 1, 2
"""Staff numbers."""


@dataclass(frozen=True)
class Centre:
    """Two logins: Asha, the coordinator, with "neem tree 12"; Balbir, a counsellor, with "mango tree 34"."""

    keys: KeyFile
    master: Master
    code: str
    asha: Opened
    cheap: KdfParameters = CHEAP

    def with_new_password(self, user_name: str = "Balbir", *, password: str = NEW) -> KeyFile:
        """The coordinator gives somebody another password."""
        return self.keys.with_password(self.asha, user_name, password, AT, CHEAP)


@pytest.fixture(scope="session")
def centre() -> Centre:
    code = new_code()
    keys, master = KeyFile.new(Founding.draw(AT), "Asha Devi", "neem tree 12", code, CHEAP)
    asha = keys.unlock("Asha Devi", "neem tree 12")
    both = keys.with_user(asha, BALBIR, Role.COUNSELLOR, "Balbir", "mango tree 34", AT, CHEAP)
    return Centre(both, master, code, asha)


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    """A data folder with nothing in it yet."""
    return DataFolder(tmp_path)


@pytest.fixture
def saved(folder, centre) -> DataFolder:
    """A data folder in which the centre's key file was saved."""
    centre.keys.save(folder)
    return folder


@pytest.fixture(scope="session")
def later_file() -> bytes:
    """A key file as some later PeerDesk may write it."""
    later = {"format": "peerdesk-keys", "version": 4, "everything": "different"}
    return with_checksum(later)


def with_checksum(document: dict[str, object]) -> bytes:
    """A document as it is written, with the checksum that belongs to it."""
    content = {name: value for name, value in document.items() if name != "sha256"}
    return written({**content, "sha256": sha256(written(content)).hexdigest()})


def written(document: dict[str, object]) -> bytes:
    """The way every version sets its JSON."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()
