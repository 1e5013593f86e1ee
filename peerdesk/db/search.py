"""Finding members by what somebody types: words, sounds and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import Expression

from peerdesk.db.models import Member, MemberPhone, MemberToken, Stay
from peerdesk.db.queries import each_of
from peerdesk.domain.members.members import number_text
from peerdesk.domain.names import by_letters, by_sound, query, relatives_alone, tokens
from peerdesk.domain.typed import searched

_LAST = "\U0010ffff"


def reindex(member_id: int) -> None:
    """Write anew what a member is found by, and where they stand; part of the unit of work that changed the member."""
    member = Member.get_by_id(member_id)
    latin, native = member.name_latin, member.name_native
    order = {"by_sound": by_sound(latin, native), "by_letters": by_letters(latin, native)}
    Member.update(**order).where(Member.id == member_id).execute()
    MemberToken.delete().where(MemberToken.member == member_id).execute()
    rows = [(token, member_id, of_relative) for token, of_relative in sorted(tokens_of(member).items())]
    columns = [MemberToken.token, MemberToken.member, MemberToken.of_relative]
    MemberToken.insert_many(rows, columns).execute()


def tokens_of(member: Member) -> dict[str, bool]:
    """Everything a member is found by, and whether through a relative alone.

    Both names, a relative's, village, numbers, phones.
    """
    phones = [phone.number for phone in MemberPhone.select().where(MemberPhone.member == member.id)]
    numbers = [stay.number for stay in Stay.select().where(Stay.member == member.id)]
    extras = [member.village, number_text(member.number), *phones, *numbers]
    return told_apart(member.name_latin, member.name_native, member.relation_name, extras)


def told_apart(latin: str, native: str, relative: str, extras: Sequence[str]) -> dict[str, bool]:
    """What somebody is found by, and whether through a relative alone."""
    theirs = relatives_alone(latin, native, relative, extras)
    return {token: token in theirs for token in tokens(latin, native, [relative, *extras])}


def looked_up(text: str) -> list[list[str]]:
    """What is looked up for a typed text: for each word the beginnings of which a token must have one."""
    return [list(alternatives) for alternatives in query(searched(text))]


def holds(beginnings: Sequence[str], *, own: bool = False) -> Expression:
    """Condition on members: one of their tokens begins in one of these ways; with ``own`` not through a relative."""
    beginning: Any = each_of(beginnings).alias("beginning")
    begins = (MemberToken.token >= beginning.c.value) & (MemberToken.token < beginning.c.value.concat(_LAST))
    if own:
        begins &= ~MemberToken.of_relative
    return Member.id << MemberToken.select(MemberToken.member).from_(beginning, MemberToken).where(begins)


def fits(text: str) -> list[Expression]:
    """One condition on members for each typed word; none where nothing was typed."""
    return [holds(beginnings) for beginnings in looked_up(text)]
