"""What is put into the bin, row by row, and what lies there. ``records/put_back.py`` brings it out again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from peewee import JOIN, Expression

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    MODELS,
    AttendanceRow,
    BinEntry,
    CelebrationRow,
    Consent,
    Contact,
    CopyRequest,
    FileTable,
    FollowUp,
    Goal,
    GoalWord,
    Group,
    GuestRow,
    HolidayRow,
    Incident,
    LegalHold,
    Measurement,
    Member,
    MemberNote,
    MentorContact,
    MilestoneRow,
    Place,
    PlannedLeave,
    PlanRow,
    RecoverySpan,
    Session,
    SessionNote,
    Staff,
    StepWork,
    SuccessStory,
)
from peerdesk.db.queries import among, tuples
from peerdesk.db.tables.closed import LeftOpen, stands_open
from peerdesk.domain import bin as rules
from peerdesk.domain.bin import NOTES, BinKind, BinRow
from peerdesk.domain.care.recovery import Milestone
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import display_name
from peerdesk.records.measures import scale_of as scale_of_sheet

Columns = Mapping[str, Any]
"""A deleted row by the columns of its table, as JSON holds them."""

TEXTS = ("topic", "shared", "coping", "concerns", "plan")
"""What is written in the note about a group."""


def meta_of(table: type[FileTable] | FileTable) -> Any:
    """What peewee knows of a table."""
    return cast(Any, table)._meta  # noqa: SLF001  # the name peewee documents


_TABLES: Mapping[str, type[FileTable]] = {meta_of(model).table_name: model for model in MODELS}
_PARENTS = ("member", "session", "group", "goal", "span")


@dataclass(frozen=True, slots=True)
class _Looks:
    """Which columns of the first row say what it was."""

    table: type[FileTable]
    day: str = ""
    last: str = ""
    code: str = ""
    number: str = ""
    text: tuple[str, ...] = ()
    scale: str = ""


_LOOKS: Mapping[BinKind, _Looks] = {
    BinKind.MEMBER: _Looks(Member, number="number"),
    BinKind.LEAVE: _Looks(PlannedLeave, day="from_day", last="to_day", text=("reason",)),
    BinKind.CONSENT: _Looks(Consent, day="given_on", code="kind"),
    BinKind.COPY_REQUEST: _Looks(CopyRequest),
    BinKind.STORY: _Looks(SuccessStory, day="told_on"),
    BinKind.CONTACT: _Looks(Contact, day="day", code="kind", text=("issues",)),
    BinKind.FOLLOW_UP: _Looks(FollowUp, day="due_on", code="way", text=("why",)),
    BinKind.GOAL: _Looks(Goal, day="set_on", text=("text",)),
    BinKind.GOAL_WORD: _Looks(GoalWord, day="day", code="kind", text=("text",)),
    BinKind.MEASUREMENT: _Looks(Measurement, day="day", scale="scale"),
    BinKind.RETURN: _Looks(RecoverySpan, day="ended_on", code="reason", text=("text",)),
    BinKind.STEP: _Looks(StepWork, day="day", number="step", text=("sponsor",)),
    BinKind.CELEBRATION: _Looks(CelebrationRow, day="day", code="kind", number="count"),
    BinKind.MENTOR_CONTACT: _Looks(MentorContact, day="day", code="kind", text=("agreed",)),
    BinKind.WALK_IN: _Looks(AttendanceRow, code="mark"),
    BinKind.GUEST: _Looks(GuestRow, code="kinship", text=("name",)),
    BinKind.MEMBER_NOTE: _Looks(MemberNote, text=("text",)),
    BinKind.GROUP_NOTE: _Looks(SessionNote, text=TEXTS),
    BinKind.INCIDENT: _Looks(Incident, day="day", code="kind", text=("what",)),
    BinKind.PLAN: _Looks(PlanRow, code="objective", text=("name",)),
    BinKind.HOLIDAY: _Looks(HolidayRow, day="day", text=("name",)),
    BinKind.PLACE: _Looks(Place, text=("name",)),
    BinKind.MILESTONE: _Looks(MilestoneRow, code="kind", number="count"),
}


# Inside somebody's unit of work


def put_within(unit: Unit, kind: BinKind, *rows: FileTable, member_id: int | None = None) -> int:
    """Delete rows, parents first, keep them in the bin, and return the number they have there.

    Args:
        unit: of the act that deletes them, which writes the audit row.
        kind: what they are.
        rows: the first one says what they belong to, and how they show in the list.
        member_id: whose they are where no column of theirs says so.
    """
    kept = note_within(unit, kind, *rows, member_id=member_id)
    for row in reversed(rows):
        row.delete_instance()
    return kept


def note_within(
    unit: Unit, kind: BinKind, *rows: FileTable, member_id: int | None = None, columns: Collection[str] = ()
) -> int:
    """Keep rows in the bin that their own act takes out: whole, or some columns of what only is hidden."""
    unit.touches(Changed.BIN)
    payload = [[meta_of(row).table_name, _columns(row, columns)] for row in rows]
    own = {} if kind is BinKind.MEMBER else {f"{name}_id": getattr(rows[0], f"{name}_id", None) for name in _PARENTS}
    text = json.dumps(payload, default=str, ensure_ascii=False)
    sheet = isinstance(rows[0], Measurement) and scale_of_sheet(rows[0].scale).counsellors_only
    entry = BinEntry.create(
        kind=kind,
        payload=LeftOpen(text) if rules.is_for_office(kind, counsellors_only=sheet) else text,
        deleted_at=unit.at,
        deleted_by=unit.actor.staff_id,
        **own | ({} if member_id is None else {"member_id": member_id}),
    )
    return int(entry.id)


def take_out_within(unit: Unit, kind: BinKind, row_id: int) -> None:
    """What only was hidden is shown again: it lies in the bin no more."""
    for entry in BinEntry.select().where(BinEntry.kind == kind):
        if hidden_row(entry) == row_id:
            unit.touches(Changed.BIN)
            entry.delete_instance()


def forget_milestones_within(unit: Unit, kept: Collection[Milestone]) -> None:
    """Those in the centre's list again lie in the bin no more."""
    for entry in BinEntry.select().where(BinEntry.kind == BinKind.MILESTONE):
        table, columns = rows_of(entry)[0]
        if Milestone(value_of(table, columns, "kind"), value_of(table, columns, "count")) in kept:
            unit.touches(Changed.BIN)
            entry.delete_instance()


def typed_over_within(unit: Unit, kind: BinKind, before: FileTable | None, text: str) -> None:
    """Keep the fullest former text of a note while words of it go; only what is lost in the end shows in the list.

    A typing pause comes every second: of a text that is rubbed out letter by letter the whole one is kept.
    """
    if before is None:
        return
    former = _text(kind, _columns(before))
    if not rules.is_shorter(former, text):
        return
    same = (BinEntry.kind == kind) & (BinEntry.session == before.session_id)  # type: ignore[attr-defined]
    if kind is BinKind.MEMBER_NOTE:
        same &= BinEntry.member == before.member_id  # type: ignore[attr-defined]
    entries = list(BinEntry.select().where(same))
    texts = {entry.id: _text(kind, rows_of(entry)[0][1]) for entry in entries}
    if any(rules.is_within(former, whole) for whole in texts.values()):
        return
    for entry in entries:
        if not rules.is_lost(texts[entry.id], former):
            entry.delete_instance()
    note_within(unit, kind, before)


def empty_within(unit: Unit, today: date) -> None:
    """Empty what has lain in the bin for so long that nobody asks for it any more; of a record on hold nothing goes."""
    held = LegalHold.select(LegalHold.member).where(LegalHold.to_day.is_null())
    free = BinEntry.member.is_null() | BinEntry.member.not_in(held)
    count = BinEntry.delete().where(_old(today) & free).execute()
    if count:
        unit.touches(Changed.BIN)
        unit.audit("bin.empty", None, {"count": count}, None)


# Inside a reading


def entries(kinds: Collection[BinKind], today: date, *, closed: bool) -> list[BinRow]:
    """What lies in the bin of some kinds, newest first. One query, another where members or notes are among it.

    With ``closed`` also what office staff do not read.
    """
    of_session = Group.alias()
    query = (
        BinEntry.select(BinEntry, Member.name_latin, Member.name_native, Session.day, Group.id, Group.name)
        .select_extend(of_session.id, of_session.name, Staff.name)
        .join(Member, JOIN.LEFT_OUTER)
        .switch(BinEntry)
        .join(Session, JOIN.LEFT_OUTER)
        .join(of_session, JOIN.LEFT_OUTER)
        .switch(BinEntry)
        .join(Group, JOIN.LEFT_OUTER)
        .switch(BinEntry)
        .join(Staff)
        .where((BinEntry.kind << among(kinds)) & (stands_open(BinEntry.payload) | closed))
        .order_by(BinEntry.deleted_at.desc(), BinEntry.id.desc())
    )
    width = len(meta_of(BinEntry).sorted_fields)
    found = []
    for columns in tuples(query):
        entry = _entry(columns[:width])
        latin, native, session_day, group_id, group, other_id, other, by = columns[width:]
        table, first = rows_of(entry)[0]
        whose = display_name(latin, native) if latin is not None else ""
        if entry.kind is BinKind.MEMBER:
            whose = display_name(first["name_latin"], first["name_native"])
        found.append(
            BinRow(
                entry.id,
                entry.kind,
                **_shown(entry.kind, table, first),
                member_id=entry.member_id,
                member_name=whose,
                session_id=entry.session_id,
                session_day=session_day,
                group_id=group_id or other_id,
                group_name=group or other or "",
                deleted_by=by,
                deleted_at=entry.deleted_at,
                days_left=rules.days_left(entry.deleted_at, today),
            )
        )
    return _lost(found)


def rows_of(entry: BinEntry) -> list[tuple[type[FileTable], Columns]]:
    """The deleted rows, each with its table."""
    return [(_TABLES[table], columns) for table, columns in json.loads(entry.payload)]


def value_of(table: type[FileTable], columns: Columns, name: str) -> Any:
    """What stood in a field of a deleted row."""
    field = meta_of(table).fields[name]
    return field.python_value(columns.get(field.column_name))


def scale_of(entry: BinEntry) -> str:
    """Code of the scale of a sheet; empty for anything else."""
    table, columns = rows_of(entry)[0]
    return str(value_of(table, columns, "scale")) if entry.kind is BinKind.MEASUREMENT else ""


def hidden_row(entry: BinEntry) -> int:
    """The number of what only is hidden."""
    table, columns = rows_of(entry)[0]
    return int(columns[meta_of(table).primary_key.column_name])


def group_text(note: SessionNote) -> str:
    """All that is written in the note about a group."""
    return _text(BinKind.GROUP_NOTE, _columns(note))


def _old(today: date) -> Expression:
    old: Expression = BinEntry.deleted_at < datetime.combine(rules.emptied_before(today), time.min)
    return old


def _columns(row: FileTable, only: Collection[str] = ()) -> dict[str, Any]:
    fields = meta_of(row).sorted_fields
    return {f.column_name: f.db_value(row.__data__[f.name]) for f in fields if not only or f.name in only}


def _entry(columns: Sequence[Any]) -> BinEntry:
    fields = meta_of(BinEntry).sorted_fields
    return BinEntry(**{field.name: value for field, value in zip(fields, columns, strict=True)})


def _shown(kind: BinKind, table: type[FileTable], columns: Columns) -> dict[str, Any]:
    looks = _LOOKS[kind]
    named = {"day": looks.day, "last": looks.last, "code": looks.code}
    found = {name: value_of(table, columns, field) if field else None for name, field in named.items()}
    found["number"] = int(value_of(table, columns, looks.number)) if looks.number else 0
    found["scale"] = value_of(table, columns, looks.scale) if looks.scale else ""
    return found | {"text": _text(kind, columns)}


def _text(kind: BinKind, columns: Columns) -> str:
    return " ".join(str(columns[name]) for name in _LOOKS[kind].text if columns.get(name))


def _lost(rows: Iterable[BinRow]) -> list[BinRow]:
    """Without the notes of which most stands in its place again; of each note what it says now is asked once."""
    rows = list(rows)
    sessions = {row.session_id for row in rows if row.kind in NOTES and row.session_id is not None}
    if not sessions:
        return rows
    about_members: dict[tuple[int | None, int | None], str] = {
        (note.session_id, note.member_id): note.text
        for note in MemberNote.select().where(MemberNote.session << among(sessions))
    }
    about_groups: dict[int | None, str] = {
        note.session_id: group_text(note) for note in SessionNote.select().where(SessionNote.session << among(sessions))
    }

    def now(row: BinRow) -> str:
        if row.kind is BinKind.GROUP_NOTE:
            return about_groups.get(row.session_id, "")
        return about_members.get((row.session_id, row.member_id), "")

    return [row for row in rows if row.kind not in NOTES or rules.is_lost(row.text, now(row))]
