"""Members: register, change, find, archive."""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from peerdesk.db.models import Member, MemberPhone, MemberSubstance
from peerdesk.db.search import fits, reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import MemberDetails, born_by, tidied
from peerdesk.domain.members.stays import Admission
from peerdesk.domain.names import key, normal
from peerdesk.domain.screens.members import MemberFilter, MemberList, PossibleSame
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import member_list
from peerdesk.records import members as member_records

MOST_ROWS = 300
"""A list shows so many at the most; the search narrows it."""


def register(
    storage: Storage, actor: Actor, details: MemberDetails, *, today: date, admission: Admission | None = None
) -> int:
    """Put a person on the roster, with their first stay if given, and return their id.

    Raises:
        InvalidInput: with every problem of the details and of the admission.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    details = tidied(details, today)
    problems = details.problems(today)
    if admission:
        with storage.reading():
            problems += member_records.admission_problems(
                admission, today, (), born=born_by(details.birth_date, details.age, details.age_on)
            )
    if problems:
        raise InvalidInput(problems)
    changed = Changed.MEMBERS | (member_records.changed_by(admission) if admission else Changed(0))
    with storage.writing(changed, actor) as unit:
        number = int(Member.select(fn.COALESCE(fn.MAX(Member.number), 0)).scalar()) + 1
        member = Member.create(number=number, archived_on=None, **_columns(details))
        _keep_lists(member.id, details)
        unit.audit("member.register", member.id, None, {"number": number, **_columns(details)})
        if admission:
            member_records.admit_within(unit, member.id, admission)
        reindex(member.id)
    return int(member.id)


def change(storage: Storage, actor: Actor, member_id: int, details: MemberDetails, *, today: date) -> None:
    """Keep other details of a member, and find them by these from now on.

    Raises:
        InvalidInput: with every problem of the details.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    details = tidied(details, today)
    problems = details.problems(today)
    with storage.reading():
        member_records.known_member(member_id)
        since = member_records.known_since(member_id)
    if since is not None and details.birth_date is not None and since < details.birth_date:
        problems.append(Problem("birth_date", "birth-after-record", {"day": since}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        old = member_records.record_of(member_id).details
        Member.update(**_columns(details)).where(Member.id == member_id).execute()
        _keep_lists(member_id, details)
        unit.audit_change("member.change", member_id, _facts(old), _facts(details))
        reindex(member_id)


def archive(storage: Storage, actor: Actor, member_id: int, *, today: date | None) -> None:
    """Take a member out of the lists, or back in with ``today=None``. Nobody is ever deleted."""
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        member = member_records.known_member(member_id)
        unit.audit_change("member.archive", member_id, {"archived_on": member.archived_on}, {"archived_on": today})
        Member.update(archived_on=today).where(Member.id == member_id).execute()


def find(
    storage: Storage,
    actor: Actor,
    *,
    text: str = "",
    chosen: MemberFilter = MemberFilter.EVERYBODY,
    today: date,
    most: int = MOST_ROWS,
) -> MemberList:
    """Members whom every typed word fits, in name order, with what a list shows of them."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return member_list.find(text, chosen, today=today, most=most)


def possible_same(storage: Storage, actor: Actor, details: MemberDetails, *, today: date) -> Sequence[PossibleSame]:
    """Members who may be the person being typed in: the name sounds alike, and village, relative or age fit.

    Shown while typing; never merges and never blocks. A shared phone alone is no reason (families share them).
    """
    actor.require(Permission.SEE_MEMBERS)
    name = details.name_latin or details.name_native
    alike = fits(name)
    if len(normal(name)) < 3 or not alike:
        return ()
    with storage.reading():
        members = Member.select().where(*alike).limit(200)
        return [
            PossibleSame(m.id, m.number, m.name_latin or m.name_native, m.relation_name, m.village, _age(m, today))
            for m in members
            if _alike(details, m, today)
        ][:5]


def _columns(details: MemberDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in member_records.COLUMNS}


def _facts(details: MemberDetails) -> dict[str, object]:
    phones = [f"{phone.number} {phone.whose}".strip() for phone in details.phones]
    return {**_columns(details), "phones": phones, "substances": details.substances}


def _keep_lists(member_id: int, details: MemberDetails) -> None:
    MemberPhone.delete().where(MemberPhone.member == member_id).execute()
    MemberSubstance.delete().where(MemberSubstance.member == member_id).execute()
    for phone in details.phones:
        MemberPhone.create(member=member_id, number=phone.number, whose=phone.whose)
    for substance in sorted(details.substances):
        MemberSubstance.create(member=member_id, substance=substance)


def _age(member: Member, today: date) -> int | None:
    return member_list.age_of(member.birth_date, member.age, member.age_on, today)


def _alike(details: MemberDetails, member: Member, today: date) -> bool:
    village = bool(details.village and member.village) and key(details.village) == key(member.village)
    relative = bool(details.relation_name and member.relation_name) and bool(
        set(key(details.relation_name).split()) & set(key(member.relation_name).split())
    )
    age, known = details.age_today(today), _age(member, today)
    return village or relative or (age is not None and known is not None and abs(age - known) <= 3)
