"""Gathers the attendance register: one group over a period, its members by its sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from peewee import Value

from peerdesk.db.models import AddendumRow, CorrectionRow, Group, Seal, Session, Staff
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.papers.attendance_register import (
    AttendanceRegister,
    Cell,
    CorrectionLine,
    RegisterRow,
    RegisterSession,
)
from peerdesk.domain.papers.choices import Choices, Names, Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.sessions.marks import Mark, Tally, longest_absence
from peerdesk.records import centre as centre_records
from peerdesk.records import erasures
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people
from peerdesk.records.papers import register as meetings
from peerdesk.records.papers import register as register_records
from peerdesk.records.papers.register import Place, RegisterColumn, Rolls
from peerdesk.records.sessions import sessions as session_records
from peerdesk.security.seals import short_form


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> AttendanceRegister:
    """The register of a group; of the first active one over the last complete week where nothing is chosen.

    Raises:
        InvalidInput: if the days are out of order.
        NotFound: if there is no such group.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, chosen.last_complete_week(today))
        register = AttendanceRegister(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            period=period,
            group_id=None,
            group_name="",
            group_type=None,
            facilitators=(),
            sessions=(),
            rows=(),
            corrections=(),
            blank=choices.blank,
        )
        group = chosen.group(choices)
        return _of_group(register, group, actor, choices.naming) if group else register


def _of_group(register: AttendanceRegister, group: Group, actor: Actor, names: Names) -> AttendanceRegister:
    period = register.period
    if register.blank:
        columns = meetings.to_fill(group, period, register.data_as_on)
    else:
        columns = meetings.recorded(group, period, register.printed.at)
    group_rolls = register_records.read(period, group_id=group.id)
    rows = _rows(group.id, columns, group_rolls, names, blank=register.blank)
    leaders = people.of_members({column.led_by for column in columns if column.led_by is not None}, names)
    return replace(
        register,
        group_id=group.id,
        group_name=group.name,
        group_type=group.type,
        facilitators=session_records.facilitators(group.id, period.last),
        sessions=[_session(place, column, rows, group_rolls.seals, leaders) for place, column in enumerate(columns)],
        rows=rows,
        corrections=() if register.blank else _after_signing(group.id, period, actor, names),
        erased=0 if register.blank else erasures.lines_gone((Session.group == group.id) & chosen.days_of(period)),
    )


def _rows(
    group_id: int, columns: Sequence[RegisterColumn], group_rolls: Rolls, names: Names, *, blank: bool
) -> list[RegisterRow]:
    """Everybody who was due at a session, then who came for one only; each in roll order.

    Somebody who walked in and joined later has a row of both kinds, so that a column adds up to its session's total.
    """
    here = {column.session_id for column in columns}
    guests = set() if blank else {who for session_id, who in group_rolls.walk_ins if session_id in here}
    persons = people.of_members(group_rolls.member_ids | guests, names)
    due = {who: [_is_due(group_rolls, group_id, who, column) for column in columns] for who in group_rolls.member_ids}
    on_roll = [
        _member_row(person, who, columns, due[who], {} if blank else group_rolls.marks)
        for who, person in persons.items()
        if who in due and (any(due[who]) or not columns)
    ]
    return on_roll + [_walk_in_row(persons[who], who, columns, group_rolls) for who in persons if who in guests]


def _is_due(group_rolls: Rolls, group_id: int, member_id: int, column: RegisterColumn) -> bool:
    if column.session_id is None:
        return group_rolls.is_member(group_id, member_id, column.day)
    return group_rolls.is_due(column.session_id, group_id, member_id, column.day)


def _member_row(
    person: PersonOnPaper,
    member_id: int,
    columns: Sequence[RegisterColumn],
    due: Sequence[bool],
    marks: Mapping[Place, Mark],
) -> RegisterRow:
    cells: list[Mark | Cell] = []
    counted: list[Mark | None] = []
    for column, is_due in zip(columns, due, strict=True):
        mark = marks.get((column.session_id, member_id)) if column.session_id else None
        if not is_due:
            cells.append(Cell.NOT_DUE)
            continue
        cells.append(column.cell or mark or Cell.UNMARKED)
        if column.held:
            counted.append(mark)
    return RegisterRow(person, cells, Tally.of(counted), longest_absence(counted))


def _walk_in_row(
    person: PersonOnPaper, member_id: int, columns: Sequence[RegisterColumn], group_rolls: Rolls
) -> RegisterRow:
    """Counts in the sessions' totals alone, so it has none of its own."""
    places = [(column.session_id or 0, member_id) for column in columns]
    cells = [
        group_rolls.walk_ins[place] or Cell.UNMARKED if place in group_rolls.walk_ins else Cell.NOT_DUE
        for place in places
    ]
    return RegisterRow(person, cells, Tally(), 0, walk_in=True)


def _session(
    place: int,
    column: RegisterColumn,
    rows: Sequence[RegisterRow],
    seals: Mapping[int, bytes],
    leaders: Mapping[int, PersonOnPaper],
) -> RegisterSession:
    cells = [row.cells[place] for row in rows] if column.held else []
    seal = seals.get(column.session_id) if column.session_id and column.held else None
    return RegisterSession(
        column.session_id,
        column.day,
        column.starts,
        column.cell,
        short_form(seal) if seal else "",
        Tally.of(cell if isinstance(cell, Mark) else None for cell in cells if cell is not Cell.NOT_DUE),
        column.reason,
        leaders.get(column.led_by) if column.led_by and column.held else None,
    )


def _after_signing(group_id: int, period: Period, actor: Actor, names: Names) -> list[CorrectionLine]:
    """What was corrected and added, in order of session and moment. Who may not see notes reads no added text."""
    sessions = (Session.group == group_id) & chosen.days_of(period)
    corrections = tuples(
        CorrectionRow.select(
            Session.day,
            Seal.at,
            CorrectionRow.member,
            CorrectionRow.why,
            CorrectionRow.old_mark,
            CorrectionRow.new_mark,
            Staff.name,
        )
        .join(Session)
        .join(Seal, on=(Seal.correction == CorrectionRow.id))
        .join(Staff)
        .where(sessions & CorrectionRow.member.is_null(False))  # of an erased record a correction is nobody's
    )
    text = AddendumRow.text if actor.may(Permission.SEE_NOTES) else Value("")
    addenda = tuples(
        AddendumRow.select(Session.day, Seal.at, text, Staff.name)
        .join(Session)
        .join(Seal, on=(Seal.addendum == AddendumRow.id))
        .join(Staff)
        .where(sessions)
    )
    persons = people.of_members({who for _, _, who, *_ in corrections}, names)
    lines = [
        (at, CorrectionLine(day, persons[who], why, old, new, by, short_datetime(at)))
        for day, at, who, why, old, new, by in corrections
    ]
    lines += [
        (at, CorrectionLine(day, None, said, None, None, by, short_datetime(at))) for day, at, said, by in addenda
    ]
    return [line for _, line in sorted(lines, key=lambda pair: (pair[1].day, pair[0]))]
