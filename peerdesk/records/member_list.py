"""Members as lists show them: found, counted and told of in one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import or_

from peewee import JOIN, Expression, Function, ModelSelect, Value, fn

from peerdesk.db.models import Group, Member, MemberPhone, Membership, Stay
from peerdesk.db.search import holds, looked_up
from peerdesk.db.statements import prepared
from peerdesk.domain.members.members import Relation, age_at
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of
from peerdesk.domain.screens.members import MemberFilter, MemberList, MemberRow
from peerdesk.records.groups.memberships import ever_began
from peerdesk.records.key_counsellors import is_of
from peerdesk.records.latest_stays import latest_of
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in


def find(
    text: str,
    chosen: MemberFilter,
    *,
    today: date,
    most: int,
    mine_of: int | None = None,
    part: Part = Part.MEMBER_LIST,
) -> MemberList:
    """The first so many members whom every typed word fits, in name order, and how many they are in all.

    Whom a word fits through a relative's name alone comes after all the others.

    With ``mine_of`` and without a word only those for whom nobody else answers; with a ``part`` those of everybody who
    can stand in it.
    """
    words = looked_up(text)
    if mine_of is None or words:
        rows = (_FOUND[chosen] if part is Part.MEMBER_LIST else _CAN_STAND[part]).tuples(today, most, *words)
    else:
        rows = _MINE[chosen].tuples(today, most, mine_of)
    return MemberList([_row(today, *facts) for _total, *facts in rows], rows[0][0] if rows else 0)


def age_of(birth_date: date | None, age: int | None, age_on: date | None, today: date) -> int | None:
    """Whole years, from the day of birth or from an age told on some day."""
    if birth_date:
        return age_at(birth_date, today)
    return None if age is None or age_on is None else age + age_at(age_on, today)


def _finding(chosen: MemberFilter, part: Part = Part.MEMBER_LIST) -> Callable[..., ModelSelect[Member]]:
    """The query behind a filter, of plain values."""

    def found(today: date, most: int, *words: Sequence[str]) -> ModelSelect[Member]:
        """Whom every word fits."""
        wanted = [*map(holds, words), *_filtered(chosen, by_words=bool(words), part=part)]
        return _shown(today, most, wanted, words)

    return found


def _finding_mine(chosen: MemberFilter) -> Callable[[date, int, int], ModelSelect[Member]]:
    """The same of those for whom nobody else answers."""

    def found(today: date, most: int, mine_of: int) -> ModelSelect[Member]:
        wanted = [*_filtered(chosen, by_words=False), is_of(Member.id, mine_of, today)]
        return _shown(today, most, wanted)

    return found


def _shown(
    today: date, most: int, wanted: Sequence[Expression | Function], words: Sequence[Sequence[str]] = ()
) -> ModelSelect[Member]:
    """Those who are wanted; what is shown beside the names is looked up for those alone who are shown."""
    everybody = Member.select(fn.COUNT(Member.id)).where(*wanted)
    by_relative = _by_relative(words).alias("by_relative")
    first = Member.select(
        Member.id,
        (fn.COUNT(Member.id).over() if words else everybody).alias("total"),
        by_relative,
    )
    order = (by_relative, *in_name_order()) if words else in_name_order()
    shown = first.where(*wanted).order_by(*order).limit(most).alias("shown")
    return (
        Member.select(
            shown.c.total,
            Member.id,
            Member.number,
            Member.name_latin,
            Member.name_native,
            Member.gender,
            Member.birth_date,
            Member.age,
            Member.age_on,
            Member.village,
            _phone(),
            Stay.admitted_on,
            Stay.discharged_on,
            Stay.discharge_type,
            Member.died_on.is_null(False),
            _groups(today),
            Member.relation,
            Member.relation_name,
            shown.c.by_relative,
        )
        .join(shown, on=shown.c.id == Member.id)
        .join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest_of(Member.id))
        .order_by(shown.c.by_relative, *in_name_order())
    )


def _by_relative(words: Sequence[Sequence[str]]) -> Expression | Value:
    """Whether one of the words fits through a relative's name alone."""
    return reduce(or_, [~holds(word, own=True) for word in words]) if words else Value(0)


def _filtered(chosen: MemberFilter, *, by_words: bool, part: Part = Part.MEMBER_LIST) -> list[Expression | Function]:
    """Conditions on members. A typed text finds few, whose stays are looked up; without one the stays find them."""
    if chosen is MemberFilter.ARCHIVED:
        return [Member.archived_on.is_null(False)]
    here = stands_in(part)
    if chosen is MemberFilter.IN_PROGRAMME:
        open_stays = Stay.select(Stay.member).where(Stay.discharged_on.is_null())
        inside = fn.EXISTS(open_stays.where(Stay.member == Member.id)) if by_words else Member.id << open_stays
        return [here, inside]
    if chosen in (MemberFilter.AFTERCARE, MemberFilter.LEFT):
        types = [how for how in DischargeType if phase_of(date.min, how) is Phase(chosen.value)]
        of_member, stay = Stay.member == Member.id, Stay.alias()
        last = stay.select(fn.MAX(stay.id)).where(stay.member == Member.id)  # stays of a member follow each other
        ended = Stay.select(Stay.id).where(of_member & (Stay.discharge_type << types) & (Stay.id == last))
        if chosen is MemberFilter.AFTERCARE:
            return [here, Member.died_on.is_null(), fn.EXISTS(ended)]
        return [here, Member.died_on.is_null(False) | fn.EXISTS(ended)]
    return [here]


def _phone() -> ModelSelect[MemberPhone]:
    """The first one."""
    of_member = MemberPhone.select(MemberPhone.number).where(MemberPhone.member == Member.id)
    return of_member.order_by(MemberPhone.id).limit(1)


def _groups(today: date) -> ModelSelect[Membership]:
    """The names of those they have not left."""
    names: Function = fn.GROUP_CONCAT(Group.name, ", ").order_by(Group.name)
    stays_in = Membership.to_day.is_null() | (Membership.to_day >= today)
    return Membership.select(names).join(Group).where((Membership.member == Member.id) & stays_in & ever_began())


def _row(
    today: date,
    member_id: int,
    number: int,
    latin: str,
    native: str,
    gender: Gender,
    born: date | None,
    age: int | None,
    age_on: date | None,
    village: str,
    phone: str | None,
    admitted_on: date | None,
    discharged_on: date | None,
    discharge_type: DischargeType | None,
    died: int,
    groups: str | None,
    relation: Relation | None,
    relation_name: str,
    by_relative: int,
) -> MemberRow:
    return MemberRow(
        member_id,
        number,
        latin,
        native,
        gender,
        age_of(born, age, age_on, today),
        village,
        phone or "",
        phase_of(discharged_on, discharge_type) if admitted_on else None,
        admitted_on,
        groups or "",
        died=bool(died),
        relation=relation if by_relative else None,
        relation_name=relation_name if by_relative else "",
    )


_FOUND = {chosen: prepared(_finding(chosen)) for chosen in MemberFilter}
_CAN_STAND = {part: prepared(_finding(MemberFilter.EVERYBODY, part)) for part in Part}
_MINE = {chosen: prepared(_finding_mine(chosen)) for chosen in MemberFilter}
