"""``peerdesk check``: whether the files of a centre are there and whole, and whether anybody altered them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from sqlcipher3.dbapi2 import DatabaseError

from peerdesk.db import key_rows, schema
from peerdesk.db import keys as keys_of
from peerdesk.db.backups import replacing
from peerdesk.db.cipher_pages import PAGE
from peerdesk.db.migrate import STEPS
from peerdesk.db.models import Staff
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.file_check import UNREADABLE, Finding
from peerdesk.domain.progress import Progress, unwatched
from peerdesk.errors import NotFound, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records import erasures
from peerdesk.records.trail import heads as heads_of_trail
from peerdesk.security import keystore
from peerdesk.security.passwords import user_key
from peerdesk.services.sessions import signing

_PLAIN = b"SQLite format 3\x00"
"""How a file begins that is not encrypted; an encrypted one begins with random salt."""


_ALL, _PAGES = 1000, 125
"""Of all progress the part of the pages; each of the other parts is given as much."""


def check_files(folder: DataFolder) -> list[str]:
    """Look at the files of a folder without a password and return the codes of what is wrong; empty if all is well.

    ``restore-unfinished`` (a copy was being put in place: the next start finishes it), ``database-missing``,
    ``not-a-database`` (not encrypted), ``record-cut-off`` (in the middle of a page), ``file-unreachable``, and what
    `keystore.check_format` finds.
    """
    if replacing.is_unfinished(folder):
        return ["restore-unfinished"]
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


def check_pages(storage: Storage, actor: Actor, on_progress: Progress = unwatched) -> list[Finding]:
    """Look at every page past SQLite, beside the work: cheap enough for every start. ``pages-damaged``.

    A damaged page stops nobody until it is read, which may be years after the last whole copy is gone.
    """
    actor.require(Permission.CHECK_FILE)
    return _asked(lambda storage, _actor: _pages(storage, on_progress), storage, actor)


def check_all(storage: Storage, actor: Actor, on_progress: Progress = unwatched) -> list[Finding]:
    """Read the whole record and return what is wrong; empty if all is well.

    What :func:`check_opened` finds, ``file-busy`` (close the other window first), ``pages-damaged``,
    ``content-damaged``, ``reference-broken``, ``version-wrong``, ``schema-differs``, ``trail-altered``, ``trail-cut``,
    ``erasure-unsigned`` (no coordinator erased what a line says), ``seal-broken``, what `keys.meet` finds,
    ``key-file-older``, ``role-differs`` and ``log-in-differs`` (of the list of keys), ``values-open`` (something that
    office staff do not read stands open), ``values-altered`` (it does not open
    where it stands). Broken seals are only named where the content can be read. Who may not read notes is told nothing
    of them.
    """
    actor.require(Permission.CHECK_FILE)
    found = check_opened(storage)
    busy = _asked(_log, storage, actor)
    found += busy
    with ThreadPoolExecutor(1) as beside:
        # There one after the other what goes from row to row in Python; here what SQLite does by itself meanwhile. Each
        # row waits long for its turn where Python is busy on both sides.
        *others, sealed = [
            beside.submit(copy_context().run, _asked, check, storage, actor)
            for check in (_trail, _keys, _closed, _seals)
        ]
        if not busy:
            found += check_pages(storage, actor, lambda done, total: on_progress(_PAGES * done // max(total, 1), _ALL))
        for at, check in enumerate((_content, _references, _schema), start=1):
            on_progress(_PAGES * at, _ALL)
            found += _asked(check, storage, actor)
        for at, looked in enumerate((*others, sealed), start=4):
            on_progress(_PAGES * at, _ALL)
            looked.result()
    found += [finding for looked in others for finding in looked.result()]
    on_progress(_ALL, _ALL)
    return found if UNREADABLE & {finding.code for finding in found} else found + sealed.result()


def _database_problems(folder: DataFolder) -> list[str]:
    try:
        with folder.database.open("rb") as file:
            head = file.read(len(_PLAIN))
        size = folder.database.stat().st_size
    except FileNotFoundError:
        return ["database-missing"]
    except OSError:
        return ["file-unreachable"]
    if len(head) < len(_PLAIN) or head == _PLAIN:
        return ["not-a-database"]
    return ["record-cut-off"] if size % PAGE else []


def _asked(check: Callable[[Storage, Actor], Iterator[Finding]], storage: Storage, actor: Actor) -> list[Finding]:
    """A check's findings; where the file cannot even be read, that is the finding."""
    try:
        return list(check(storage, actor))
    except StorageUnavailable as error:
        return [Finding(error.code, error.values)]
    except DatabaseError:  # a damaged page met while rows are fetched, where peewee translates nothing
        return [Finding("database-damaged")]
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # a value that PeerDesk never writes
        return [Finding("content-damaged", {"detail": type(error).__name__})]


def _log(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether the write-ahead log could be folded into the file, which alone is asked about its pages."""
    if not storage.fold():
        yield Finding("file-busy")


def _pages(storage: Storage, on_progress: Progress) -> Iterator[Finding]:
    """Whether every page of the file carries its own mark (SQLCipher's HMAC)."""
    if damaged := storage.damaged_pages(on_progress):
        yield Finding("pages-damaged", {"count": len(damaged), "first": damaged[0]})


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


def trail_letters(storage: Storage, actor: Actor, entry_id: int) -> str:
    """The letters of the trail's head at an entry, to be compared with a weekly report that was printed then.

    Raises:
        NotFound: ``unknown-trail-entry`` if the trail never had it.
    """
    actor.require(Permission.CHECK_FILE)
    with storage.reading():
        heads = heads_of_trail.walk((entry_id,), {}, notes=storage.closing.opens()).heads
    if entry_id < 1 or entry_id not in heads:
        raise NotFound("unknown-trail-entry", number=entry_id)
    return heads_of_trail.letters(heads[entry_id])


def _trail(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    with storage.reading():
        erased = erasures.erased(key_rows.key_list())
        walked = heads_of_trail.walk((), erased.entries, notes=storage.closing.opens())
    yield from (Finding("erasure-unsigned", {"erasure": number}) for number in erased.forged)
    yield from (Finding("trail-altered", {"entry": entry}) for entry in walked.altered)
    if not walked.ends:
        yield Finding("trail-cut")


def _keys(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether key file and record know the same of keys, and the staff has the roles that were signed."""
    with storage.reading():
        met = keys_of.meet(storage)
        rows = tuples(Staff.select(Staff.id, Staff.user_name, Staff.role, Staff.active))
        entered = key_rows.entries()
    if met.known.entries and not entered:
        yield Finding("key-list-broken")
    if met.older:
        yield Finding("key-file-older")
    called = {slot.staff_id: user_key(slot.user_name) for slot in met.file.slots.users if slot.staff_id}
    for staff_id, user_name, role, active in rows:
        listed = met.known.of(staff_id)
        if called.get(staff_id, user_key(user_name)) != user_key(user_name):
            yield Finding("log-in-differs", {"user_name": user_name})
        if listed is None:
            if active and met.known.entries and not met.known.is_changed_over:
                yield Finding("log-in-differs", {"user_name": user_name})
        elif listed.in_force is not active:
            yield Finding("log-in-differs", {"user_name": user_name})
        elif listed.role is not role:
            yield Finding("role-differs", {"user_name": user_name})


def _closed(storage: Storage, _actor: Actor) -> Iterator[Finding]:
    """Whether everything that office staff do not read is closed, in a centre that has a key for it."""
    with storage.reading():
        if storage.closing.has_begun() and storage.closing.is_due():
            yield Finding("values-open")
        if storage.closing.has_key and any(storage.closing.altered(sealed=False)):
            yield Finding("values-altered")


def _seals(storage: Storage, actor: Actor) -> Iterator[Finding]:
    for broken in signing.broken_seals(storage, actor):
        yield Finding("seal-broken", {"session": broken.session_id, "kind": broken.kind.value})
