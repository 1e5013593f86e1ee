"""Consents: recorded as they are given, withdrawn when the member says so, and put right where somebody erred."""

from collections.abc import Collection, Sequence
from datetime import date

from peerdesk.db.models import Consent
from peerdesk.db.queries import among
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.consents import ConsentKind, ConsentRow, NewConsents, withdrawal_problems
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import consents as consent_records
from peerdesk.records import members as member_records
from peerdesk.records import staff as staff_records
from peerdesk.records import standing


def of_member(storage: Storage, actor: Actor, member_id: int) -> Sequence[ConsentRow]:
    """Everything that a member agreed to, kind by kind, the latest first of each."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return consent_records.of_member(member_id)


def record(storage: Storage, actor: Actor, member_id: int, new: NewConsents, *, today: date) -> Sequence[int]:
    """Write down what a member agrees to, and return the number of each. What was withdrawn before stays beside it.

    Raises:
        InvalidInput: if nothing is chosen or some of it stands already, or the day is ahead, before the birth, before
            it was withdrawn the last time or after a death.
        NotFound: if there is no such member or staff member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        member_records.refuse_before_birth(member_id, ("given_on", new.given_on))
        problems = new.problems(today, consent_records.of_member(member_id))
        problems += standing.entry_problems(Part.CONSENTS, member_id, ("given_on", new.given_on))
        if problems:
            raise InvalidInput(problems)
        taken_by = actor.staff_id if new.taken_by is None else new.taken_by
        staff_records.require_known(taken_by)
        kept: list[int] = []
        for kind in (kind for kind in ConsentKind if kind in new.kinds):
            facts = {
                "kind": kind,
                "given_on": new.given_on,
                "way": new.way,
                "taken_by": taken_by,
                "language": new.language,
            }
            row = Consent.create(member=member_id, withdrawn_on=None, withdrawn_by=None, **facts)
            unit.audit("consent.give", row.id, None, {"member": member_id, **facts})
            kept.append(int(row.id))
    return kept


def take_back(storage: Storage, actor: Actor, consent_ids: Collection[int]) -> Sequence[int]:
    """Take consents out that were entered by mistake: the member never gave them. Return their numbers in the bin.

    Raises:
        InvalidInput: if one was withdrawn since: then it had been given.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        rows = list(Consent.select().where(Consent.id << among(consent_ids)))
        withdrawn = [row for row in rows if row.withdrawn_on is not None]
        if withdrawn:
            raise InvalidInput(
                [Problem("", "consent-withdrawn-already", {"day": row.withdrawn_on}) for row in withdrawn]
            )
        if not rows:
            unit.nothing_to_do()
        binned = []
        for row in rows:
            facts = {
                "kind": row.kind,
                "given_on": row.given_on,
                "way": row.way,
                "taken_by": row.taken_by_id,
                "language": row.language,
            }
            unit.audit("consent.give-undone", row.id, {"member": row.member_id, **facts}, None)
            binned.append(bin_records.put_within(unit, BinKind.CONSENT, row))
    return binned


def withdraw(storage: Storage, actor: Actor, consent_id: int, day: date, *, by: int | None = None, today: date) -> None:
    """The member agrees no more from a day on. The consent stays in the record with its days.

    Args:
        storage: the open file.
        actor: in whose name.
        consent_id: which consent.
        day: on which the member said so.
        by: whom of the staff it was told; the actor if left out.
        today: no later day can be meant.

    Raises:
        InvalidInput: if it is withdrawn already or the privacy notice, which nobody withdraws; if the day is ahead,
            before it was given or after a death.
        NotFound: if there is no such consent or staff member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = _consent(consent_id)
        problems = withdrawal_problems(row, day, today)
        problems += standing.entry_problems(Part.CONSENTS, row.member_id, ("withdrawn_on", day))
        if problems:
            raise InvalidInput(problems)
        told = actor.staff_id if by is None else by
        staff_records.require_known(told)
        new = {"withdrawn_on": day, "withdrawn_by": told}
        Consent.update(**new).where(Consent.id == consent_id).execute()
        unit.audit("consent.withdraw", consent_id, {"withdrawn_on": None, "withdrawn_by": None}, new)


def take_back_withdrawal(storage: Storage, actor: Actor, consent_id: int) -> None:
    """It was a mistake that a consent was withdrawn: it stands as before.

    Raises:
        InvalidInput: if it was given again since.
        NotFound: if there is no such consent.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.CONSENTS, actor) as unit:
        row = _consent(consent_id)
        if row.withdrawn_on is None:
            unit.nothing_to_do()
            return
        same = [other for other in consent_records.of_member(row.member_id) if other.kind is row.kind]
        if same[0].id != row.id:
            raise InvalidInput([Problem("", "consent-given-again", {"day": same[0].given_on})])
        unit.audit("consent.withdraw-undone", consent_id, {"withdrawn_on": row.withdrawn_on}, {"withdrawn_on": None})
        Consent.update(withdrawn_on=None, withdrawn_by=None).where(Consent.id == consent_id).execute()


def _consent(consent_id: int) -> ConsentRow:
    found = consent_records.rows(Consent.id == consent_id)
    if not found:
        raise NotFound("unknown-consent", number=consent_id)
    return found[0]
