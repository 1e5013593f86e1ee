"""Salvage: a fresh record from what can still be read of a damaged one, together with the latest copy.

The damaged record is set aside and never written to. The fresh one is made beside it, checked, and put in its place at
the end; what fails or is called off before leaves everything as it was. It is done by whoever has a password: the
afternoon's work waits for it, and who did it stays in the audit trail.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from peerdesk.atomic import replace_file
from peerdesk.db import key_rows
from peerdesk.db.backups import package, replacing
from peerdesk.db.cipher_pages import SALT
from peerdesk.db.faults import explained, writing_into
from peerdesk.db.models import Group, Member, MemberToken, Session, Staff
from peerdesk.db.page_check import any_page_is_sound
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.salvaging import salvage as db_salvage
from peerdesk.db.salvaging.salvage import Salvaged, Source, TableCount
from peerdesk.db.search import reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.changes import Changed
from peerdesk.domain.file_check import Finding
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.salvage_report import SalvagePaper
from peerdesk.domain.progress import Progress, unwatched
from peerdesk.domain.salvage import EntryKind, KindCount, SalvagedMember, SalvagedSession, SalvageReport
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records import centre as centre_records
from peerdesk.records import erasures
from peerdesk.records.erasures import Erased
from peerdesk.records.keeping import taking_out
from peerdesk.security.key_list import KeyEntry
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.master import Master
from peerdesk.security.passwords import user_key
from peerdesk.services import checking
from peerdesk.services.backups.finding import copies_in

_ALL, _MADE, _CHECKED = 1000, 800, 980
_MOST_DOUBTFUL = 60
"""Sessions that are named one by one; of more than these their number alone would be read."""

_KINDS: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.MEMBERS: (
        *("member", "member_phone", "member_substance", "member_change", "key_counsellor"),
        *("consent", "success_story", "leave"),
    ),
    EntryKind.STAYS: ("stay", "ending", "ended_row"),
    EntryKind.RECOVERY: ("recovery_span", "celebration", "step_work", "staying_well_version", "person_to_call"),
    EntryKind.GROUPS: (
        *("peer_group", "meeting_time", "facilitator", "membership", "former_role", "waiting"),
        *("group_duty", "duty_turn", "incident"),
    ),
    EntryKind.SESSIONS: ("session", "session_activity", "session_plan", "guest"),
    EntryKind.MARKS: ("attendance", "roster_entry", "correction", "presence"),
    EntryKind.NOTES: ("session_note", "member_note", "addendum"),
    EntryKind.SEALS: ("seal", "seal_part", "known_as", "key_entry"),
    EntryKind.MENTORING: ("mentor", "mentorship", "mentor_contact"),
    EntryKind.FOLLOW_UPS: ("follow_up", "contact", "goal", "goal_word", "safety_note"),
    EntryKind.MEASURES: ("measurement", "measurement_answer", "scale", "scale_item"),
    EntryKind.PROGRAMME: ("programme", "milestone", "follow_up_step", "plan", "plan_activity"),
    EntryKind.CENTRE: ("centre", "staff", "holiday", "referral_place"),
    EntryKind.TRAIL: ("audit_entry",),
}
_NOT_TOLD = ("member_token", "record_state", "key_file")
"""Made anew from the others."""


def salvage(
    folder: DataFolder,
    master: Master,
    user_name: str,
    now: Callable[[], datetime],
    on_progress: Progress,
    copy: Path | None = None,
) -> SalvagePaper:
    """Put a fresh record in the place of the damaged one, which is set aside, and tell what came back.

    Args:
        folder: whose record is damaged; nobody has it open.
        master: opens it and the copy.
        user_name: whose password it was.
        now: the clock.
        on_progress: may raise to call it off, until the fresh record is put in its place.
        copy: the latest whole copy: a ``.peerdesk-backup`` or a database file.

    Raises:
        StorageUnavailable: if there is nothing to salvage, the copy cannot be read, or the disk is full or out of
            reach.
    """
    if not folder.database.exists():
        raise StorageUnavailable("database-missing", path=str(folder.database))
    moment = now()

    def told(done: int, total: int) -> None:
        on_progress(_MADE * done // max(total, 1), _ALL)

    with writing_into(folder.root), explained(), replacing.coming_in(folder) as coming:
        source = _copy_of(copy, DataFolder(coming.root / "copy"))
        if source is not None and not any_page_is_sound(source.path, master.database_key()):
            raise StorageUnavailable("copy-of-another", path=str(copy))
        damaged = Source(_file_of(folder, coming), folder.log)
        found = db_salvage.salvage(
            damaged, source, coming.database, master.database_key(), told, _salts(folder, source)
        )
        if folder.keys.is_file():  # they go aside with the damaged record, and come in with the fresh one
            replace_file(coming.keys, folder.keys.read_bytes())
        storage = Storage.open(coming, master, now)
        try:
            with storage.bound():
                _bring_staff_back(storage)
                actor = _somebody(storage, user_name)
                _settle(storage, actor, found)
                findings = checking.check_all(
                    storage, actor, lambda done, total: on_progress(_MADE + (_CHECKED - _MADE) * done // total, _ALL)
                )
                paper = _paper(storage, actor, found, findings, moment, "" if copy is None else str(copy))
        finally:
            storage.close()
        on_progress(_CHECKED, _ALL)
        aside = replacing.put_in_place(folder, {"salvaged_at": moment.isoformat(" ")}, moment)
    on_progress(_ALL, _ALL)
    return replace(paper, report=replace(paper.report, set_aside=str(aside)))


def _file_of(folder: DataFolder, coming: DataFolder) -> Path:
    """The damaged record; where a folder or a device stands in its place, a file in which there is nothing."""
    if folder.database.is_file():
        return folder.database
    nothing = coming.root / "nothing"
    nothing.touch()
    return nothing


def _copy_of(copy: Path | None, place: DataFolder) -> Source | None:
    """The copy as a database file: out of its package, or as it lies in a folder that was set aside."""
    if copy is None:
        return None
    if copy.name.endswith(SUFFIX):
        place.root.mkdir()
        package.unpack(copy, place, unwatched)
        return Source(place.database, place.log)
    if copy.is_dir():
        former = DataFolder(copy)
        return Source(former.database, former.log)
    if not copy.is_file():
        raise StorageUnavailable("copy-unreadable", path=str(copy))
    return Source(copy, copy.with_name(f"{copy.name}-wal"))


def _salts(folder: DataFolder, copy: Source | None) -> list[bytes]:
    """How its copies begin: where the first bytes of the record are damaged, they were the same."""
    begins = [package.record_begins(found.path, SALT) for found in copies_in([folder.backups]) if not found.problem]
    if copy is not None:
        with copy.path.open("rb") as file:
            begins.append(file.read(SALT))
    return list(dict.fromkeys(begins))


def _bring_staff_back(storage: Storage) -> None:
    """Who is lost from the staff and has a slot in the key file is known by it: number, user name and role."""
    try:
        keys = KeyFile.load(storage.folder)
        known = keys.key_list
    except StorageUnavailable:
        return
    with storage.reading():
        names = pairs(Staff.select(Staff.id, Staff.user_name))
    listed = ((slot, known.of(slot.staff_id)) for slot in keys.slots.users)
    lost = [(slot, of) for slot, of in listed if of is not None and names.get(slot.staff_id) != slot.user_name]
    if not lost:
        return
    first, entry = lost[0]
    actor = Actor(first.staff_id, first.user_name, first.user_name, _role(entry))
    with storage.writing(Changed.STAFF, actor, entering=True) as unit:
        for slot, of in lost:
            columns = {"user_name": slot.user_name, "name": slot.user_name, "role": _role(of), "active": True}
            if slot.staff_id in names:  # it stands in for somebody whom others refer to
                Staff.update(**columns).where(Staff.id == slot.staff_id).execute()
            else:
                Staff.create(id=slot.staff_id, designation="", **columns)
            unit.audit("staff.bring-back", slot.staff_id, None, columns)


def _role(entry: KeyEntry) -> Role:
    return entry.role or Role.OFFICE


def _somebody(storage: Storage, user_name: str) -> Actor:
    """Who does it; whose own entry is lost gets one, or nobody could go on working."""
    with storage.reading():
        rows = {user_key(row.user_name): row for row in Staff.select()}
    row = rows.get(user_key(user_name))
    if row is not None and row.active:
        return Actor(row.id, row.user_name, row.name, row.role)
    coordinated = any(row.active and row.role is Role.COORDINATOR for row in rows.values())
    role = Role.COUNSELLOR if coordinated else Role.COORDINATOR
    number = max((row.id for row in rows.values()), default=0) + 1
    made = Actor(number, user_name, user_name, role)
    if row is not None:
        return Actor(row.id, row.user_name, row.name, row.role)  # not active any more: they do not get in again
    with storage.writing(Changed.STAFF, made) as unit:
        Staff.create(id=number, user_name=user_name, name=user_name, designation="", role=role, active=True)
        unit.audit("staff.add", number, None, {"user_name": user_name, "role": role})
    return made


def _settle(storage: Storage, actor: Actor, found: Salvaged) -> None:
    """What is made from other rows is made anew; who did it, and how much came back, stays in the trail."""
    with storage.writing(Changed(0), actor) as unit:
        _erase_again(storage)
        indexed = MemberToken.select(MemberToken.member).distinct()
        lost = found.tables.get("member_token", TableCount())
        for (member_id,) in tuples(Member.select(Member.id)):
            if lost.unsure or lost.missing:
                reindex(member_id)
        if not lost.unsure:
            for (member_id,) in tuples(Member.select(Member.id).where(Member.id.not_in(indexed))):
                reindex(member_id)
        counts = {
            "pages": found.pages,
            "damaged_pages": found.damaged_pages,
            "from_copy": sum(table.from_copy for table in found.tables.values()),
            "removed": len(found.removed),
            "stand_ins": len(found.stand_ins),
        }
        unit.audit("record.salvage", None, None, counts)


def _erase_again(storage: Storage) -> None:
    """Whose record was erased since the copy was made does not come back with it."""
    for member_id in taking_out.brought_back():
        if storage.closing.opens():
            taking_out.take_out(member_id, _erased())
        else:
            taking_out.take_rows_out(member_id)


def _erased() -> Erased:
    try:
        return erasures.erased(key_rows.key_list())
    except StorageUnavailable:  # the list is lost, too
        return Erased({}, {})


# What is told


def _paper(
    storage: Storage,
    actor: Actor,
    found: Salvaged,
    findings: list[Finding],
    at: datetime,
    copy: str,
) -> SalvagePaper:
    with storage.reading():
        report = SalvageReport(
            at,
            "",
            copy,
            found.pages,
            found.damaged_pages,
            tuple(_kinds(found)),
            tuple(_sessions(found, findings)),
            tuple(_members(found)),
            tuple(finding for finding in findings if finding.code != "seal-broken"),
        )
        return SalvagePaper(centre_records.letterhead(), Printed(actor.name, at), report)


def _kinds(found: Salvaged) -> Iterator[KindCount]:
    kind_of = {table: kind for kind, tables in _KINDS.items() for table in tables}
    removed = Counter(row.table for row in found.removed)
    for kind in EntryKind:
        tables = [
            (name, counts)
            for name, counts in found.tables.items()
            if kind_of.get(name, EntryKind.OTHER) is kind and name not in _NOT_TOLD
        ]
        made = KindCount(
            kind,
            sum(counts.from_record - removed[name] for name, counts in tables),
            sum(counts.from_copy for _name, counts in tables),
            sum(counts.missing + counts.refused + removed[name] for name, counts in tables),
            any(counts.unsure for _name, counts in tables),
        )
        if made.from_record or made.from_copy or made.lost or made.unsure:
            yield made


def _sessions(found: Salvaged, findings: list[Finding]) -> Iterator[SalvagedSession]:
    copied = _copied(found, "session_id")
    removed = Counter(row.session_id for row in found.removed if row.session_id is not None)
    broken = {int(str(finding.values["session"])) for finding in findings if finding.code == "seal-broken"}
    held = tuples(Session.select(Session.id, Session.day, Group.name).join(Group).order_by(Session.day, Session.starts))
    there: dict[int, tuple[date, str]] = {number: (day, group) for number, day, group in held}
    doubtful = {number for first, last in found.doubtful for number in there if first <= number <= last}
    if len(doubtful) > _MOST_DOUBTFUL:
        doubtful = set()  # a whole table: the count by kinds says so
    named = {*copied, *removed, *broken, *doubtful}
    for number in sorted(named, key=lambda number: (number not in there, list(there.get(number, ()))[:1], number)):
        day, group = there.get(number, (None, ""))
        yield SalvagedSession(number, day, group, copied[number], removed[number], number in doubtful, number in broken)


def _members(found: Salvaged) -> Iterator[SalvagedMember]:
    copied = _copied(found, "member_id")
    removed = Counter(row.member_id for row in found.removed if row.member_id is not None)
    made_up = {row.number for row in found.stand_ins if row.table == "member"}
    there = {
        number: (shown, latin or native)
        for number, shown, latin, native in tuples(
            Member.select(Member.id, Member.number, Member.name_latin, Member.name_native)
        )
    }
    for member_id in sorted({*copied, *removed, *made_up}):
        shown, name = there.get(member_id, (None, ""))
        yield SalvagedMember(member_id, shown, name, copied[member_id], removed[member_id], member_id in made_up)


def _copied(found: Salvaged, column: str) -> Counter[int]:
    """How many rows of the copy are of each session or member."""
    counts: Counter[int] = Counter()
    for (_table, of, number), count in found.copied.items():
        if of == column:
            counts[number] += count
    return counts
