"""A centre's key file with two logins, made with the cheapest password work the bounds allow."""

import json
from dataclasses import dataclass
from hashlib import sha256

import pytest

from peerdesk.paths import DataFolder
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters

CHEAP = KdfParameters(memory=19_456, time=1)


@dataclass(frozen=True)
class Centre:
    """Two logins: Asha with "neem tree 12", Balbir with "mango tree 34"."""

    keys: KeyFile
    master: Master
    code: str
    cheap: KdfParameters = CHEAP


@pytest.fixture(scope="session")
def centre() -> Centre:
    code = new_code()
    keys, master = KeyFile.new("Asha Devi", "neem tree 12", code, CHEAP)
    return Centre(keys.with_user(master, "Balbir", "mango tree 34", CHEAP), master, code)


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
    later = {"format": "peerdesk-keys", "version": 3, "everything": "different"}
    return written(later | {"sha256": sha256(written(later)).hexdigest()})


def written(document: dict[str, object]) -> bytes:
    """The way every version sets its JSON."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()
