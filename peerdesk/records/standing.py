"""Who is still there: what :mod:`peerdesk.domain.members.states` says of death and archive, asked of the file."""

from collections.abc import Collection

from peewee import Expression, Field, Function, fn

from peerdesk.db.models import Member
from peerdesk.db.queries import among, tuples
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part, State, stopped
from peerdesk.errors import Problem

_CODES = {State.DIED: "member-died", State.ARCHIVED: "member-archived"}


def stands_in(part: Part) -> Expression:
    """Condition on members whom neither death nor the archive keeps from a part of the program."""
    return _gone_on(part).is_null()


def gone_from(part: Part) -> Expression:
    """Condition on members whom death or the archive keeps from it."""
    return _gone_on(part).is_null(False)


def _gone_on(part: Part) -> Field | Function:
    """The day since when one is gone; one expression, since of two SQLite would think that few members fit both."""
    stops = stopped(part, died=True, archived=False) is not None
    return fn.COALESCE(Member.archived_on, Member.died_on) if stops else Member.archived_on


def problems(part: Part, member_ids: Collection[int], field: str) -> list[Problem]:
    """Why some members cannot be put there, one problem for each who is gone; inside a reading."""
    columns = Member.died_on, Member.archived_on, Member.name_latin, Member.name_native
    gone = tuples(Member.select(*columns).where((Member.id << among(member_ids)) & gone_from(part)))
    found = []
    for died_on, archived_on, latin, native in gone:
        state = stopped(part, died=died_on is not None, archived=archived_on is not None)
        if state is not None:
            found.append(Problem(field, _CODES[state], {"name": display_name(latin, native)}))
    return found
