"""The key file and its copy, harmed: they open with the right words or not at all, and what is harmed is named.

Each round harms one of the two copies or both, or makes a forgery with a right checksum. Then: what is read is what was
written; a wrong password or code never opens; what stands harmed is named by ``check``; a way in mends what it can, and
never writes over a copy that was whole.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from peerdesk.domain.access import Role
from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security import keystore
from peerdesk.security.key_list import Founding
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.keystore import check_format
from peerdesk.security.master import Master
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters
from peerdesk.security.slots import Opened
from tests.fuzz.harm import THINGS, clear, harmed

CHEAP = KdfParameters(memory=19_456, time=1)
PASSWORDS = {"Asha Devi": "neem tree 12", "Balbir": "mango tree 34"}
REFUSALS = {"key-file-missing", "key-file-damaged", "key-file-newer", "key-file-unreadable"}
PASSWORD_EVERY = 10
"""A password takes thousands of times as long to try as a code, on purpose."""


@dataclass(frozen=True)
class Made:
    """Key files as PeerDesk writes them, by their bytes; and what opens them."""

    master: Master
    code: str
    whole: dict[bytes, KeyFile]


def run(rounds: int, seed: int) -> None:
    """Harm a key file so many times.

    Raises:
        AssertionError: naming the round.
    """
    chance, made = Random(seed), _made()  # noqa: S311  # nothing here is secret
    with TemporaryDirectory() as place:
        folder = DataFolder(Path(place))
        for number in range(rounds):
            try:
                _round(chance, made, folder, password=number % PASSWORD_EVERY == 0)
            except Exception as error:
                raise AssertionError(f"key file, seed {seed}, round {number}: {error!r}") from error


def _made() -> Made:
    code = new_code()
    keys, master = KeyFile.new(Founding.draw(_AT), "Asha Devi", PASSWORDS["Asha Devi"], code, CHEAP)
    asha = keys.unlock("Asha Devi", PASSWORDS["Asha Devi"])
    keys = keys.with_user(asha, 2, Role.COUNSELLOR, "Balbir", PASSWORDS["Balbir"], _AT, CHEAP)
    waiting = keys.with_pending_recovery(asha, new_code(), _AT)
    return Made(master, code, {each.to_bytes(): each for each in (keys, waiting)})


def _round(chance: Random, made: Made, folder: DataFolder, *, password: bool) -> None:
    whole = chance.choice(list(made.whole))
    files = (folder.keys, folder.keys_backup)
    for file in files:
        clear(file)
        file.write_bytes(whole)
    if chance.random() < 0.2:
        _forge(chance, made, folder, whole, password=password)
        return
    spoilt = chance.choice((files[:1], files[1:], files))
    for file in spoilt:
        _spoil(chance, file, whole)
    left = [file for file in files if file.is_file() and _bytes_of(file) in made.whole]
    assert bool(check_format(folder)), "nothing was named"
    try:
        keys = KeyFile.load(folder)
    except StorageUnavailable as error:
        _refused(error)
        if left and error.code != "key-file-newer":
            raise  # a whole copy was not used
        return
    assert left, "nothing whole was there"
    assert keys.to_bytes() in made.whole, "something else was read"
    _opens(made, keys, password=password)
    keystore.mend(folder)
    assert all(file.read_bytes() in made.whole for file in left), "a whole copy was written over"
    stands = [file for file in files if file not in left and not file.is_symlink() and file.is_dir()]
    assert stands or not check_format(folder), "not mended"


def _spoil(chance: Random, file: Path, whole: bytes) -> None:
    way = chance.random()
    if way < 0.1:
        file.unlink()
    elif way < 0.2:
        file.unlink()
        THINGS[chance.choice(list(THINGS))](file)
    else:
        file.write_bytes(harmed(chance, whole))


def _forge(chance: Random, made: Made, folder: DataFolder, whole: bytes, *, password: bool) -> None:
    """Somebody who knows the format alters an entry: at most it opens as before, with what opened it before."""
    document = json.loads(whole)
    del document["sha256"]
    for _ in range(chance.choice((1, 1, 2))):
        chance.choice(_FORGERIES)(chance, document)
    forged = _written(document | {"sha256": sha256(_written(document)).hexdigest()})
    folder.keys.write_bytes(forged)
    clear(folder.keys_backup)
    try:
        keys = KeyFile.load(folder)
    except StorageUnavailable as error:
        _refused(error)
        return
    _opens(made, keys, password=password, surely=False)


def _refused(error: StorageUnavailable) -> None:
    assert error.code in REFUSALS


def _opens(made: Made, keys: KeyFile, *, password: bool, surely: bool = True) -> None:
    """Whether the right words open it, and no others do."""
    tries: list[tuple[Callable[[], Opened], bool]] = [
        (lambda: keys.unlock_with_recovery(made.code), True),
        (lambda: keys.unlock_with_recovery(_OTHER_CODE), False),
    ]
    if password:
        name, right = next(iter(PASSWORDS.items()))
        tries += [(lambda: keys.unlock(name, right), True), (lambda: keys.unlock(name, PASSWORDS["Balbir"]), False)]
    for act, is_right in tries:
        try:
            opened = act()
        except AccessDenied:
            assert not (surely and is_right), "the right words do not open it"
        else:
            assert is_right, "wrong words open it"
            assert opened.master == made.master, "another key"


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.stat().st_size < 1 << 20 else b""


def _written(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "surrogatepass")


def _swap_users(chance: Random, document: dict[str, object]) -> None:
    part = chance.choice(("name", "salt", "nonce", "wrapped", "kdf"))
    users = [slot for slot in _inside(document) if "name" in slot and "wrapped" in slot]
    if len(users) > 1 and all(part in user for user in users):
        users[0][part], users[1][part] = users[1][part], users[0][part]


def _swap_slots(_chance: Random, document: dict[str, object]) -> None:
    if "pending" in document and "recovery" in document:
        document["pending"], document["recovery"] = document["recovery"], document["pending"]


_VALUES = (None, True, False, 0, 1, 2, -1, 2**70, 0.5, "", "x", "\ud800", "0" * 32, [], {}, [[]], {"a": 1})


def _other_value(chance: Random, document: dict[str, object]) -> None:
    inside = chance.choice([document, *_inside(document)])
    if inside:
        inside[chance.choice(list(inside))] = deepcopy(chance.choice(_VALUES))


def _fewer(chance: Random, document: dict[str, object]) -> None:
    inside = chance.choice([document, *_inside(document)])
    if inside:
        del inside[chance.choice(list(inside))]


def _more(chance: Random, document: dict[str, object]) -> None:
    chance.choice([document, *_inside(document)])[chance.choice(("surplus", "pending", "kdf"))] = deepcopy(
        chance.choice(_VALUES)
    )


def _inside(document: dict[str, object]) -> list[dict[str, object]]:
    users = document.get("users")
    found = [document.get("recovery"), document.get("pending"), *(users if isinstance(users, list) else ())]
    found += [slot.get("kdf") for slot in found if isinstance(slot, dict)]
    return [part for part in found if isinstance(part, dict)]


_FORGERIES = (_swap_users, _swap_slots, _other_value, _other_value, _fewer, _more)
_OTHER_CODE = new_code()
_AT = datetime(2026, 11, 18, 10)
