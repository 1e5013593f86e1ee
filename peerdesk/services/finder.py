"""Finding members, groups and sessions by a few letters, in one reading with a few queries."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from peewee import Expression

from peerdesk import words
from peerdesk.db.models import Group, Member, Session, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.search import fits as member_fits
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.finder import Found, FoundKind, Wanted, fits
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Phase, phase_of
from peerdesk.i18n import gettext as _
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in

MOST = 12
_MOST_GROUPS, _MOST_SESSIONS = 4, 4
_RECENT = timedelta(days=13)


def find(storage: Storage, actor: Actor, text: str, *, today: date, most: int = MOST) -> Sequence[Found]:
    """Everything that fits what was typed, the likeliest first; without text the sessions of today.

    Groups by name; members as in their own search (both scripts, number, phone, village); sessions by number
    (``1234``), or by group and day (``morning 21-11``), else the latest ones of a group that fits, today's first. What
    the actor may not see is left out.
    """
    actor.require(Permission.SEE_MEMBERS)
    wanted = Wanted.of(text, today)
    with storage.reading():
        groups = _groups(today) if actor.may(Permission.SEE_GROUPS) else []
        named = [row for row in groups if wanted.words and fits(wanted.words, row.title)][:_MOST_GROUPS]
        sessions = _sessions(wanted, named, today) if actor.may(Permission.SEE_ATTENDANCE) else []
        if wanted.day is not None or not wanted.words:
            return sessions[:most]
        sessions = sessions[:_MOST_SESSIONS]
        members = _members(text, wanted, max(most - len(named) - len(sessions), 1))
    return [*named, *members, *sessions][:most]


def _members(text: str, wanted: Wanted, most: int) -> list[Found]:
    """Members whom every typed word fits; two queries.

    First whose number it is, then whose name begins so, then who is in the programme; each in name order.
    """
    conditions = member_fits(text)
    if not conditions:
        return []
    numbered = Member.number == (wanted.number or 0)
    first = wanted.words[0]
    begins = Member.name_latin.startswith(first) | Member.name_native.startswith(first)
    here = Member.id << Stay.select(Stay.member).where(Stay.discharged_on.is_null())
    columns = Member.id, Member.number, Member.name_latin, Member.name_native, Member.village
    chosen = Member.select(*columns).where(stands_in(Part.FINDER), *conditions)
    rows = tuples(chosen.order_by(numbered.desc(), begins.desc(), here.desc(), *in_name_order()).limit(most))
    phases = _phases([row[0] for row in rows]) if rows else {}
    return [
        Found(
            FoundKind.MEMBER,
            member_id,
            "  ".join(filter(None, (latin, native))),
            " · ".join(filter(None, (number_text(number), village, phases.get(member_id, "")))),
        )
        for member_id, number, latin, native, village in rows
    ]


def _phases(member_ids: Sequence[int]) -> dict[int, str]:
    """Where some members are now, in words."""
    rows = Stay.select(Stay.member, Stay.discharged_on, Stay.discharge_type).where(Stay.member << list(member_ids))
    latest: dict[int, Phase] = {}
    for member_id, ended, how in tuples(rows.order_by(Stay.discharged_on.is_null(), Stay.admitted_on, Stay.id)):
        latest[member_id] = phase_of(ended, how)
    return {member_id: words.of(phase) for member_id, phase in latest.items()}


def _groups(today: date) -> list[Found]:
    """All groups, the closed ones after the others, each in name order; one query for a few dozen rows."""
    rows = Group.select(Group.id, Group.name, Group.type, Group.closed_on)
    return [
        Found(FoundKind.GROUP, group_id, name, _group_detail(kind, closed_on, today))
        for group_id, name, kind, closed_on in tuples(rows.order_by(Group.closed_on.is_null(False), Group.name))
    ]


def _group_detail(kind: GroupType, closed_on: date | None, today: date) -> str:
    if closed_on is None or closed_on > today:
        return words.of(kind)
    # Translators: of a group.
    closed = _("closed on {day}").format(day=short_date(closed_on))
    return f"{words.of(kind)} · {closed}"


def _sessions(wanted: Wanted, named: Iterable[Found], today: date) -> list[Found]:
    """Sessions by number, by day (and group), of a group lately, or those of today where nothing was typed."""
    of_groups = Session.group << [group.id for group in named]
    if wanted.number is not None:
        return _session_rows(Session.id == wanted.number)
    if wanted.day is not None:
        of_day = Session.day == wanted.day
        return _session_rows(of_day & of_groups if wanted.words else of_day)
    if not wanted.words:
        return _session_rows(Session.day == today)
    return _session_rows(Session.day.between(today - _RECENT, today) & of_groups)


def _session_rows(where: Expression) -> list[Found]:
    """Newest day first, each day's in order of time."""
    rows = Session.select(Session.id, Group.name, Session.day, Session.starts, Session.status).join(Group).where(where)
    return [
        Found(
            FoundKind.SESSION,
            session_id,
            name,
            " · ".join(
                (
                    f"{words.short_weekday(day)} {short_date(day)} {short_time(starts)}",
                    words.of(status),
                    _("no. {number}").format(number=session_id),
                )
            ),
        )
        for session_id, name, day, starts, status in tuples(
            rows.order_by(Session.day.desc(), Session.starts, Group.name).limit(MOST)
        )
    ]
