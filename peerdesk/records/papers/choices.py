"""What a report is about where nothing was chosen. Everything but :func:`refuse` runs inside a reading.

The last complete week, the first group, its first member, the latest session.
"""

from datetime import date, timedelta
from typing import TypeVar

from peewee import Expression, Field

from peerdesk.db.models import FileTable, Group, Member, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.dates import week_of
from peerdesk.domain.members.consents import missing_problems
from peerdesk.domain.papers.choices import CONSENT_FOR, Choices, Period
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import consents
from peerdesk.records.groups import groups

_LARGEST = 2**63 - 1  # what the file can hold; a longer number was typed and stands for nothing

LONGEST = timedelta(days=30 * 365)
"""What a report covers at most: more years than any record has, so a slip in the year."""

Chosen = TypeVar("Chosen", bound=FileTable)


def refuse(choices: Choices) -> None:
    """Refuse what cannot be meant; asked before the file is read.

    Raises:
        InvalidInput: if the last day is before the first.
    """
    if choices.first is not None and choices.last is not None and choices.last < choices.first:
        raise InvalidInput([Problem("to", "dates-out-of-order")])


def period(choices: Choices, usual: Period) -> Period:
    """The days chosen. An end left out is the usual one; where that lies beyond the other, the end of its week.

    Raises:
        InvalidInput: if that is more than a report can cover.
    """
    first, last = choices.first, choices.last
    if first is None:
        first = usual.first if last is None or usual.first <= last else week_of(last)[0]
    if last is None:
        last = usual.last if first <= usual.last else week_of(first)[1]
    if last - first > LONGEST:
        raise InvalidInput([Problem("to", "period-too-long", {"years": LONGEST.days // 365})])
    return Period(first, last)


def last_complete_week(today: date, where: Expression | None = None) -> Period:
    """The latest week, Monday to Sunday, that is over and had a held session; without any, the week before today's.

    Args:
        today: belongs to a week that is not over, on a Sunday too.
        where: which sessions count; all of them if left out.
    """
    last_sunday = week_of(today)[0] - timedelta(days=1)
    held = (Session.status == SessionStatus.HELD) & (Session.day <= last_sunday)
    latest = Session.select(Session.day).where(held if where is None else held & where)
    found = tuples(latest.order_by(Session.day.desc()).limit(1))
    return Period(*week_of(found[0][0] if found else last_sunday))


def days_of(period: Period) -> Expression:
    """Condition on sessions that lie in a period."""
    return Session.day.between(period.first, period.last)


def group(choices: Choices) -> Group | None:
    """The group chosen, else the first active one by number, else one that was closed; ``None`` in an empty centre.

    Raises:
        NotFound: if no group has the number chosen.
    """
    if choices.group is not None:
        return _numbered(Group, Group.id, choices.group, "unknown-group")
    first: Group | None = Group.select().order_by(Group.closed_on.is_null().desc(), Group.id).first()
    return first


def member(choices: Choices, today: date) -> Member | None:
    """The member chosen, else the first on the roll of :func:`group`, else the first registered.

    Raises:
        InvalidInput: as :func:`refuse_untold`.
        NotFound: if no member, or no group, has the number chosen.
    """
    found = _member(choices, today)
    if found is not None:
        refuse_untold(found.id, choices)
    return found


def refuse_untold(member_id: int, choices: Choices) -> None:
    """Refuse a paper for somebody who may be told nothing so far: it needs the consent of its kind that stands.

    Raises:
        InvalidInput: if there is none, or it was withdrawn.
    """
    kind = CONSENT_FOR.get(choices.made_for)
    if kind is None:
        return
    if problems := missing_problems(consents.of_member(member_id), kind, "for_whom"):
        raise InvalidInput(problems)


def _member(choices: Choices, today: date) -> Member | None:
    if choices.member is not None:
        return numbered_member(choices.member)
    of_group = group(choices)
    roster = groups.roster(of_group.id, today) if of_group else []
    if roster:
        return Member.get_by_id(roster[0].member_id)
    first: Member | None = Member.select().order_by(Member.number).first()
    return first


def numbered_member(number: int) -> Member:
    """The member with a register number.

    Raises:
        NotFound: if nobody has it.
    """
    return _numbered(Member, Member.number, number, "unknown-member")


def session(choices: Choices, today: date) -> Session | None:
    """The session chosen, else the latest held one (of the group, if one was chosen), else the next in the book.

    Raises:
        NotFound: if no session, or no group, has the number chosen, or the session is another group's.
    """
    group_id = None if choices.group is None else _numbered(Group, Group.id, choices.group, "unknown-group").id
    if choices.session is not None:
        chosen = _numbered(Session, Session.id, choices.session, "unknown-session")
        if group_id is not None and chosen.group_id != group_id:
            raise NotFound("unknown-session", number=choices.session)
        return chosen
    wanted = Session.select()
    if group_id is not None:
        wanted = wanted.where(Session.group == group_id)
    held = wanted.where(Session.status == SessionStatus.HELD).order_by(Session.day.desc(), Session.starts.desc())
    coming = wanted.where(Session.day >= today).order_by(Session.day, Session.starts)
    found: Session | None = held.first() or coming.first()
    return found


def _numbered(table: type[Chosen], field: Field, number: int, code: str) -> Chosen:
    found: Chosen | None = table.get_or_none(field == number) if 0 < number <= _LARGEST else None
    if found is None:
        raise NotFound(code, number=number)
    return found
