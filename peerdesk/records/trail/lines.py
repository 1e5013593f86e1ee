"""The entries of the trail that fit, newest first, with whom and what each is about; inside a reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from peewee import SQL, Expression, NodeList, fn

from peerdesk.db.models import AuditEntry, Staff
from peerdesk.db.queries import among, kept, pairs, values
from peerdesk.domain.dates import later
from peerdesk.domain.trail.actions import Of, about, of_kind
from peerdesk.domain.trail.lines import Legible, Ref, Thing, TrailFilter, TrailLine, TrailPage
from peerdesk.records.trail import of_member
from peerdesk.records.trail.contents import facts_of, legible, named_in, people, told
from peerdesk.records.trail.names import names_of
from peerdesk.records.trail.whose import OfWhom

MOST = 1000
"""So many entries are shown at once, the newest that fit."""


def page(asked: TrailFilter, most: int = MOST) -> TrailPage:
    """The newest entries that fit, at most so many, and what everything in them is called."""
    ids: list[int] = values(_fitting(asked).limit(most + 1))
    found = _lines(ids[:most])
    if asked.member_id is not None:
        found = [line for line in found if _can_be_about(line, asked.member_id)]
    return TrailPage(found, names_of(_named(found)), more=len(ids) > most)


def _can_be_about(line: TrailLine, member_id: int) -> bool:
    """A number is given again once its record is gone: what a later record of it says may be about somebody else."""
    members = [ref.key for ref in line.about if ref.thing is Thing.MEMBER]
    return line.what.of not in of_member.OWN or not members or member_id in members


# Which


def _fitting(asked: TrailFilter) -> Any:
    row, by_day = AuditEntry, asked.first is not None
    where: list[Expression] = []
    if asked.first is not None:
        where.append(row.at >= datetime.combine(asked.first, time.min))
    else:
        where.append(row.id > 0)  # by its number: nothing has to be gone through to find the newest
    if asked.last is not None:
        where.append(row.at < datetime.combine(later(asked.last, timedelta(days=1)), time.min))
    if asked.staff_id is not None:
        where.append(_column(row.staff, by_day=by_day) == asked.staff_id)
    if asked.kind is not None:
        where.append(_column(row.action, by_day=by_day) << of_kind(asked.kind))
    if asked.record is not None:
        where.append((row.action << about(asked.record.of)) & (row.subject_id == asked.record.number))
    if asked.member_id is not None:
        where.append(row.id << among(of_member.entries(asked.member_id)))
    newest_first = NodeList((_column(row.id, by_day=by_day), SQL("DESC")))
    return row.select(row.id).where(*where).order_by(newest_first)


def _column(field: Any, *, by_day: bool) -> Any:
    """A column; where days are asked for, their index is the one to begin from, and not this column's."""
    return NodeList((SQL("+"), field)) if by_day else field


# What


def _lines(ids: Sequence[int]) -> list[TrailLine]:
    row = AuditEntry
    columns = row.id, row.at, row.staff, row.action, row.subject_id, row.old, row.new
    salted = fn.TYPEOF(row.salt.column) != "null"
    rows = kept(row.select(*columns, salted).where(row.id << among(ids)).order_by(row.id.desc()))
    staff = pairs(Staff.select(Staff.id, Staff.name))
    found = [_line(*rest, staff=staff.get(who, ""), moment=at, number=number) for number, at, who, *rest in rows]
    silent = [line.record for line, said in found if not said and line.record is not None]
    whose = OfWhom(silent)
    return [_about(line, said, whose) for line, said in found]


def _line(
    action: str, subject: int | None, old: object, new: object, salted: int, *, staff: str, moment: str, number: int
) -> tuple[TrailLine, list[Ref]]:
    """An entry, with the members whom it says itself that it is about."""
    before, after = facts_of(old), facts_of(new)
    can = legible(old, new, salted=bool(salted))
    line = TrailLine(
        number,
        datetime.fromisoformat(moment),
        staff,
        action,
        subject,
        legible=can,
        facts=told(action, before, after) if can is Legible.YES else (),
        before=before is not None,
        after=after is not None,
    )
    return line, people(action, before, after)


def _about(line: TrailLine, said: list[Ref], whose: OfWhom) -> TrailLine:
    itself = whose.of(line.record, line.id) if line.record is not None else ()
    in_a_group = line.what.of in (Of.SESSION, Of.GROUP, Of.MEMBER)
    about = (*said, *itself) if in_a_group or not said else tuple(said)
    return replace(line, about=tuple(dict.fromkeys(about)))


def _named(lines: Iterable[TrailLine]) -> Iterator[Ref]:
    for line in lines:
        yield from line.about
        for fact in line.facts:
            yield from named_in(fact.old)
            yield from named_in(fact.new)
