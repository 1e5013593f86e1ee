"""What lies in the bin comes back: as it was where it still fits, else not at all, and it is said why.

Numbers are kept where they are still free. What a row belonged to is looked up in its entry and not in its former
columns, for the number of something that was deleted may be somebody else's by now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import Expression, ForeignKeyField, IntegrityError

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    BinEntry,
    CelebrationRow,
    Consent,
    FileTable,
    Goal,
    Group,
    GuestRow,
    HolidayRow,
    Measurement,
    MeasurementAnswer,
    Member,
    MilestoneRow,
    PlannedLeave,
    PlanRow,
    RecoverySpan,
    Session,
    Stay,
    StepWork,
)
from peerdesk.db.queries import tuples
from peerdesk.db.search import reindex
from peerdesk.db.tables.closed import stands_open
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care import milestones as milestone_rules
from peerdesk.domain.care.contacts import WITH_MEMBER_ALONE
from peerdesk.domain.care.recovery import Milestone, open_span
from peerdesk.domain.members.states import Part
from peerdesk.domain.sessions.guests import known_already
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.bin import TEXTS, Columns, meta_of, rows_of, value_of
from peerdesk.records.bin import scale_of as scale_code
from peerdesk.records.care import milestones as milestone_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.measures import kept_answer, scale_of
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import marking
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import planned_sessions as planned_records
from peerdesk.records.sessions import signing as signing_records

_PARENTS: Mapping[type[FileTable], str] = {
    Member: "member",
    Session: "session",
    Group: "group",
    Goal: "goal",
    RecoverySpan: "span",
}
_OF_SESSIONS = frozenset({BinKind.WALK_IN, BinKind.GUEST, BinKind.MEMBER_NOTE, BinKind.GROUP_NOTE})
_ENTRIES: Mapping[BinKind, tuple[Part, tuple[str, ...]]] = {
    BinKind.LEAVE: (Part.LEAVE, ("from_day", "to_day")),
    BinKind.CONSENT: (Part.CONSENTS, ("given_on",)),
    BinKind.GOAL: (Part.GOALS, ("set_on",)),
    BinKind.GOAL_WORD: (Part.GOALS, ("day",)),
    BinKind.MEASUREMENT: (Part.MEASURES, ("day",)),
    BinKind.RETURN: (Part.RECOVERY, ("ended_on",)),
    BinKind.STEP: (Part.RECOVERY, ("day",)),
    BinKind.CELEBRATION: (Part.CELEBRATIONS, ("day",)),
}
_STANDING: Mapping[BinKind, Part] = {
    BinKind.FOLLOW_UP: Part.CALLS,
    BinKind.GUEST: Part.GUESTS,
    BinKind.WALK_IN: Part.WALK_IN,
}


# Inside a reading


def kind_of(entry_id: int) -> BinKind:
    """What kind of thing lies there; raises as `entry_of`."""
    found = tuples(BinEntry.select(BinEntry.kind).where(BinEntry.id == entry_id))
    if not found:
        raise NotFound("bin-entry-gone", number=entry_id)
    return BinKind(found[0][0])


def entry_of(entry_id: int, *, closed: bool) -> BinEntry:
    """What lies in the bin; with ``closed`` also what office staff do not read.

    Raises:
        NotFound: if it does no more: it was put back, or emptied.
    """
    found: BinEntry | None = BinEntry.get_or_none((BinEntry.id == entry_id) & (stands_open(BinEntry.payload) | closed))
    if found is None:
        raise NotFound("bin-entry-gone", number=entry_id)
    return found


# Inside a unit of work


def put_back_within(unit: Unit, entry: BinEntry) -> int:
    """Bring back what lies in the bin, and return the number it has now (0 where such rows have none).

    Raises:
        InvalidInput: if it fits no more.
    """
    rows = rows_of(entry)
    _refuse_without_parents(entry, rows)
    table, first = rows[0]
    _refuse_gone(entry, table, first)
    entry.delete_instance()
    try:
        number = _BACK.get(entry.kind, _insert_fitting)(unit, entry)
    except IntegrityError as error:
        raise InvalidInput([Problem("", "bin-fits-no-more")]) from error
    facts = {"kind": entry.kind, "deleted_at": entry.deleted_at, "deleted_by": entry.deleted_by_id}
    belongs = {"member": entry.member_id, "session": entry.session_id, "group": entry.group_id}
    new = facts | {name: value for name, value in belongs.items() if value is not None}
    unit.audit("bin.put-back", number or None, None, new)
    return number


def _refuse_without_parents(entry: BinEntry, rows: list[tuple[type[FileTable], Columns]]) -> None:
    """Whoever or whatever the rows belonged to is still there; a session that nobody held may have gone."""
    if entry.kind in (BinKind.MEMBER, BinKind.RETURN):
        if entry.kind is BinKind.RETURN and entry.member_id is None:
            raise InvalidInput([Problem("", "bin-belongs-gone")])
        return
    for table, columns in rows:
        for field in _references(table):
            parent = _PARENTS.get(field.rel_model)
            gone = parent is not None and getattr(entry, f"{parent}_id") is None
            if gone and columns.get(field.column_name) is not None and not (field.null and parent == "session"):
                raise InvalidInput([Problem("", "bin-belongs-gone")])


def _refuse_gone(entry: BinEntry, table: type[FileTable], columns: Columns) -> None:
    """A member who died or is in the archive since stands in the way as for any other entry; so does a signature."""
    if entry.kind in _OF_SESSIONS:
        signing_records.changeable(_known(entry.session_id))
    if entry.member_id is None:
        return
    found: list[Problem] = []
    if entry.kind in _ENTRIES:
        part, fields = _ENTRIES[entry.kind]
        days = [("", value_of(table, columns, name)) for name in fields]
        found = standing.entry_problems(part, entry.member_id, *days)
        member_records.refuse_before_birth(entry.member_id, *days)
    elif entry.kind in _STANDING:
        found = standing.problems(_STANDING[entry.kind], [entry.member_id], "")
    elif entry.kind is BinKind.CONTACT:
        day = value_of(table, columns, "day")
        if value_of(table, columns, "kind") in WITH_MEMBER_ALONE:
            found = standing.entry_problems(Part.TALKS, entry.member_id, ("", day))
        member_records.refuse_before_birth(entry.member_id, ("", day))
    if found:
        raise InvalidInput(found)


def _insert_fitting(_unit: Unit, entry: BinEntry) -> int:
    """Most kinds: the rows as they were, where nothing else stands in their place."""
    table, columns = rows_of(entry)[0]

    def was(name: str) -> Any:
        return value_of(table, columns, name)

    match entry.kind:
        case BinKind.CONSENT:
            _refuse_taken(
                Consent,
                (Consent.member == entry.member_id) & (Consent.kind == was("kind")) & Consent.withdrawn_on.is_null(),
            )
        case BinKind.LEAVE:
            _refuse_leave(entry, was("from_day"), was("to_day"))
        case BinKind.MEASUREMENT:
            same = (Measurement.scale == was("scale")) & (Measurement.day == was("day"))
            _refuse_taken(Measurement, (Measurement.member == entry.member_id) & same)
        case BinKind.STEP:
            _refuse_taken(StepWork, (StepWork.member == entry.member_id) & (StepWork.step == was("step")))
        case BinKind.CELEBRATION:
            same = (CelebrationRow.kind == was("kind")) & (CelebrationRow.count == was("count"))
            of_span = CelebrationRow.span.is_null() if entry.span_id is None else CelebrationRow.span == entry.span_id
            _refuse_taken(CelebrationRow, (CelebrationRow.member == entry.member_id) & same & of_span)
        case BinKind.PLAN:
            _refuse_taken(PlanRow, PlanRow.key == was("key"))
        case _:
            pass
    return _insert(entry)


def _holiday(_unit: Unit, entry: BinEntry) -> int:
    table, columns = rows_of(entry)[0]
    day = value_of(table, columns, "day")
    if HolidayRow.get_or_none(HolidayRow.day == day) is not None:
        raise InvalidInput([Problem("", "holiday-taken", {"day": day})])
    _insert(entry)
    planned_records.clear_day(day)
    return 0


def _milestone(_unit: Unit, entry: BinEntry) -> int:
    table, columns = rows_of(entry)[0]
    back = Milestone(value_of(table, columns, "kind"), value_of(table, columns, "count"))
    _refuse_taken(MilestoneRow, (MilestoneRow.kind == back.kind) & (MilestoneRow.count == back.count))
    if problems := milestone_rules.problems([*milestone_records.kept(), back]):
        raise InvalidInput([problem._replace(field="") for problem in problems])
    return _insert(entry)


def _member(_unit: Unit, entry: BinEntry) -> int:
    """Somebody whose registration was taken back, with all that it wrote; the numbers must not be others' by now."""
    rows = rows_of(entry)
    table, columns = rows[0]
    _refuse_taken(Member, Member.number == value_of(table, columns, "number"), "bin-number-taken")
    for of, stay in rows:
        if of is Stay:
            _refuse_taken(Stay, Stay.number == value_of(of, stay, "number"), "bin-number-taken")
    member_id = _insert(entry)
    reindex(member_id)
    return member_id


def _return_to_use(unit: Unit, entry: BinEntry) -> int:
    """The span that goes on ends again with the return, and the next one begins where one had."""
    rows = rows_of(entry)
    member_id, (table, ended) = _known(entry.member_id), rows[0]
    going_on = open_span(recovery_records.spans_of(member_id))
    if going_on is None or going_on.from_day != value_of(table, ended, "from_day"):
        raise InvalidInput([Problem("", "bin-fits-no-more")])
    back = {name: value_of(table, ended, name) for name in ("ended_on", "reason", "text", "noted_on")}
    RecoverySpan.update(**back).where(RecoverySpan.id == going_on.id).execute()
    for of, begun in rows[1:]:
        recovery_records.begin_within(unit, member_id, value_of(of, begun, "from_day"))
    return going_on.id


def _walk_in(unit: Unit, entry: BinEntry) -> int:
    session_id, member_id = _known(entry.session_id), _known(entry.member_id)
    session = signing_records.changeable(session_id)
    due = group_records.due_among(session.group_id, session.day, [member_id])
    if due or attendance_records.attending(session_id, [member_id]):
        raise InvalidInput([Problem("", "on-roster-already")])
    _insert(entry)
    marking.set_status(session)
    unit.audit("attendance.walk-in", session_id, None, {"member": member_id})
    return 0


def _guest(_unit: Unit, entry: BinEntry) -> int:
    table, columns = rows_of(entry)[0]
    session = signing_records.changeable(_known(entry.session_id))
    noted = tuples(GuestRow.select(GuestRow.name, GuestRow.member).where(GuestRow.session == session.id))
    here = group_records.roster(session.group_id, session.day)
    roster = [written for row in here for written in (row.name_latin, row.name_native)]
    name = str(value_of(table, columns, "name"))
    if known := known_already(name, entry.member_id, noted, roster):
        raise InvalidInput([problem._replace(field="") for problem in known])
    return _insert(entry)


def _member_note(unit: Unit, entry: BinEntry) -> int:
    """The line comes back in the place of the one that stands there, which goes into the bin itself."""
    table, columns = rows_of(entry)[0]
    session = signing_records.changeable(_known(entry.session_id))
    member_id = _known(entry.member_id)
    there = attendance_records.attending(session.id, [member_id])
    if not there and not group_records.due_among(session.group_id, session.day, [member_id]):
        raise InvalidInput([Problem("", "not-a-member", {"count": 1})])
    note_records.keep_line_within(unit, session.id, member_id, str(value_of(table, columns, "text")))
    return 0


def _group_note(unit: Unit, entry: BinEntry) -> int:
    """The words come back in the place of those that stand there; what was ticked stays as it is."""
    table, columns = rows_of(entry)[0]
    session = signing_records.changeable(_known(entry.session_id))
    now: GroupNote = note_records.group_note(session.id)
    words: dict[str, Any] = {name: str(value_of(table, columns, name)) for name in TEXTS}
    objective = now.objective or value_of(table, columns, "objective")
    note_records.keep_within(unit, session.id, replace(now, objective=objective, **words))
    return 0


_BACK: Mapping[BinKind, Callable[[Unit, BinEntry], int]] = {
    BinKind.MEMBER: _member,
    BinKind.RETURN: _return_to_use,
    BinKind.WALK_IN: _walk_in,
    BinKind.GUEST: _guest,
    BinKind.MEMBER_NOTE: _member_note,
    BinKind.GROUP_NOTE: _group_note,
    BinKind.HOLIDAY: _holiday,
    BinKind.MILESTONE: _milestone,
}


def _insert(entry: BinEntry) -> int:
    """Write the rows again, parents first, and return the number of the first."""
    given: dict[tuple[type[FileTable], Any], Any] = {}
    numbers = []
    for table, columns in rows_of(entry):
        meta = meta_of(table)
        values = {
            f.name: f.python_value(columns[f.column_name]) for f in meta.sorted_fields if f.column_name in columns
        }
        for field in _references(table):
            parent, former = _PARENTS.get(field.rel_model), values.get(field.name)
            if former is not None:
                known = given.get((field.rel_model, former))
                values[field.name] = known or (getattr(entry, f"{parent}_id") if parent else former)
        former = values.get("id")
        if former is not None and table.get_or_none(meta.primary_key == former) is not None:
            del values["id"]
        if table is MeasurementAnswer:
            values["value"] = kept_answer(scale_of(scale_code(entry)), values["value"])
        number = table.insert(**values).execute()
        if former is not None:
            given[table, former] = number
        numbers.append(int(number) if former is not None else 0)
    return numbers[0]


def _references(table: type[FileTable]) -> list[Any]:
    return [field for field in meta_of(table).sorted_fields if isinstance(field, ForeignKeyField)]


def _refuse_taken(table: type[FileTable], where: Expression, code: str = "bin-place-taken") -> None:
    if table.select().where(where).exists():
        raise InvalidInput([Problem("", code)])


def _refuse_leave(entry: BinEntry, first: date, last: date) -> None:
    days = (PlannedLeave.from_day <= last) & (PlannedLeave.to_day >= first)
    other = PlannedLeave.get_or_none((PlannedLeave.member == entry.member_id) & days)
    if other is not None:
        raise InvalidInput([Problem("", "leave-overlap", {"from_day": other.from_day, "to_day": other.to_day})])


def _known(row_id: int | None) -> int:
    """What was found to be there before."""
    if row_id is None:
        raise InvalidInput([Problem("", "bin-belongs-gone")])
    return row_id
