"""Who is still there: what :mod:`peerdesk.domain.members.states` says of death and archive, asked of the file."""

from collections.abc import Collection
from datetime import date

from peewee import Expression, Field, Function, fn

from peerdesk.db.models import Member
from peerdesk.db.queries import among, tuples
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part, State, stopped
from peerdesk.errors import InvalidInput, Problem

_AFTER = {State.DIED: "entry-after-death", State.ARCHIVED: "member-archived"}
_CODES = {State.DIED: "member-died", State.ARCHIVED: "member-archived"}


def stands_in(part: Part) -> Expression:
    """Condition on members whom neither death nor the archive keeps from a part of the program."""
    return _gone_on(part).is_null()


def stood_in(part: Part, day: date) -> Expression:
    """Condition on members whom neither death nor the archive kept from it on a day, today or past."""
    there = Member.archived_on.is_null() | (Member.archived_on > day)
    if stopped(part, died=True, archived=False) is None:
        return there
    return there & (Member.died_on.is_null() | (Member.died_on > day))


def entry_problems(part: Part, member_id: int, *days: tuple[str, date | None]) -> list[Problem]:
    """Why entries about some days (each beside the field it was typed in) cannot be; inside a reading or a unit.

    Up to the day since when the member is gone they can.
    """
    columns = Member.died_on, Member.archived_on, Member.name_latin, Member.name_native
    found = []
    for died_on, archived_on, latin, native in tuples(Member.select(*columns).where(Member.id == member_id)):
        for field, day in days:
            died = day is not None and died_on is not None and day > died_on
            archived = day is not None and archived_on is not None and day > archived_on
            if (state := stopped(part, died=died, archived=archived)) is not None:
                values = {"name": display_name(latin, native), "day": died_on}
                found.append(Problem(field, _AFTER[state], values))
    return found


def refuse_entry(part: Part, member_id: int, *days: tuple[str, date | None]) -> None:
    """Refuse what `entry_problems` says, inside a reading or a unit of work.

    Raises:
        InvalidInput: if there is anything.
    """
    if found := entry_problems(part, member_id, *days):
        raise InvalidInput(found)


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
