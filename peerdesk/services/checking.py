"""``peerdesk check``: whether the files of a centre are there and whole, and whether anybody altered them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from sqlcipher3.dbapi2 import DatabaseError

from peerdesk.db import schema
from peerdesk.db.migrate import STEPS
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.file_check import Finding
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security import keystore
from peerdesk.services.sessions import signing

_PLAIN = b"SQLite format 3\x00"
"""How a file begins that is not encrypted; an encrypted one begins with random salt."""


def check_files(folder: DataFolder) -> list[str]:
    """Look at the files of a folder without a password and return the codes of what is wrong; empty if all is well.

    ``database-missing``, ``not-a-database`` (cut off, or not encrypted), ``file-unreachable``, and what
    `keystore.check_format` finds.
    """
    return _database_problems(folder) + keystore.check_format(folder)


def check_opened(storage: Storage) -> list[Finding]:
    """What the record's own count and its log tell at once, before anybody writes into it; empty if all is well.

    ``entries-missing`` (this PC has counted so many more that were kept: the log was lost or cut, or an older copy put
    back by hand), ``copy-not-whole`` (the record says that kept work stands in its log, and it came without one).
    """
    at_open = storage.at_open
    missing = max(0, (at_open.counted or 0) - at_open.commits)
    if missing:
        return [Finding("entries-missing", {"count": missing})]
    known_whole = at_open.counted == at_open.commits
    return [Finding("copy-not-whole")] if at_open.log_missing and not known_whole else []


def check_all(storage: Storage, actor: Actor) -> list[Finding]:
    """Read the whole record and return what is wrong; empty if all is well.

    What :func:`check_opened` finds, ``file-busy`` (close the other window first), ``pages-damaged``,
    ``content-damaged``, ``reference-broken``, ``version-wrong``, ``schema-differs``, ``seal-broken``. Broken seals are
    only named where the content can be read.
    """
    actor.require(Permission.CHECK_FILE)
    found = check_opened(storage)
    busy = _asked(_log, storage, actor)
    found += busy
    with ThreadPoolExecutor(1) as beside:  # SQLite needs no turn of Python's while it looks through the file
        sealed = beside.submit(copy_context().run, _asked, _seals, storage, actor)
        for check in (*(() if busy else (_pages,)), _content, _references, _schema):
            found += _asked(check, storage, actor)
    unsound = {"pages-damaged", "content-damaged", "reference-broken", "database-damaged"}
    return found if unsound & {finding.code for finding in found} else found + sealed.result()


def _database_problems(folder: DataFolder) -> list[str]:
    try:
        with folder.database.open("rb") as file:
            head = file.read(len(_PLAIN))
    except FileNotFoundError:
        return ["database-missing"]
    except OSError:
        return ["file-unreachable"]
    return ["not-a-database"] if len(head) < len(_PLAIN) or head == _PLAIN else []


def _asked(check: Callable[[Storage, Actor], Iterator[Finding]], storage: Storage, actor: Actor) -> list[Finding]:
    """A check's findings; where the file cannot even be read, that is the finding."""
    try:
        return list(check(storage, actor))
    except StorageUnavailable as error:
        return [Finding(error.code, error.values)]
    except DatabaseError:  # a damaged page met while rows are fetched, where peewee translates nothing
        return [Finding("database-damaged")]


def _log(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether the write-ahead log could be folded into the file, which alone is asked about its pages."""
    if not storage.fold():
        yield Finding("file-busy")


def _pages(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether every page of the file carries its own mark (SQLCipher's HMAC)."""
    for (message,) in storage.pragma("cipher_integrity_check"):
        yield Finding("pages-damaged", {"detail": message})


def _content(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether tables and indexes agree and every rule on a row holds. A file cut short shows here alone."""
    for (message,) in storage.pragma("integrity_check"):
        if message != "ok":
            yield Finding("content-damaged", {"detail": message})


def _references(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    for table, row, *_ in storage.pragma("foreign_key_check"):
        yield Finding("reference-broken", {"table": table, "row": row})


def _schema(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    [(version,)] = storage.pragma("user_version")
    if version != len(STEPS):
        yield Finding("version-wrong", {"version": version, "known": len(STEPS)})
    with storage.reading():
        yield from (Finding("schema-differs", {"name": name}) for name in schema.differences())


def _seals(storage: Storage, actor: Actor) -> Iterator[Finding]:
    for broken in signing.broken_seals(storage, actor):
        yield Finding("seal-broken", {"session": broken.session_id, "kind": broken.kind.value})
