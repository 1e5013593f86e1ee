"""Whom else a text about a member may name: other members, their relatives, guests. Inside a reading."""

import re
from collections.abc import Callable

from peerdesk.db.models import GuestRow, Member, MemberPhone
from peerdesk.db.queries import tuples, values
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.names import OtherPeople

_NUMBER = re.compile(r"(?<![\d/-])(?:\+?91[\s-]?|0)?\d{5}[\s-]?\d{5}(?![\d/-])")


def taken_out(member: Member, person_mark: str, number_mark: str) -> Callable[[str], str]:
    """What puts marks in the place of other people's names, and of every phone number that is not among the member's.

    Three queries, however many texts follow.
    """
    columns = Member.name_latin, Member.name_native, Member.relation_name
    others = tuples(Member.select(*columns).where(Member.id != member.id))
    people = [(latin, native) for latin, native, _relative in others]
    people += [(relative, "") for _latin, _native, relative in others if relative]
    people += [(guest, "") for guest in values(GuestRow.select(GuestRow.name).distinct()) if guest]
    known = OtherPeople(people, (member.name_latin, member.name_native))
    numbers = values(MemberPhone.select(MemberPhone.number).where(MemberPhone.member == member.id))
    own = {Phone(number).tidied().number for number in numbers}

    def of_number(found: re.Match[str]) -> str:
        return found[0] if Phone(found[0]).tidied().number in own else number_mark

    def without_others(text: str) -> str:
        return known.taken_out(_NUMBER.sub(of_number, text), person_mark)

    return without_others
