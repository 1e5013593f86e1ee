"""Follow-ups: made by a discharge, by the attention list or by somebody's plan; finished; and the screen of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk import words
from peerdesk.db.audit import Unit
from peerdesk.db.models import FollowUp
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care import attention_rules
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.contacts import NEVER
from peerdesk.domain.care.follow_ups import (
    MET_FROM,
    MOST_WHY,
    Finished,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpRow,
    MadeFollowUp,
    NewFollowUp,
    ScheduleStep,
)
from peerdesk.domain.care.status import Status
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Death
from peerdesk.domain.screens.follow_ups import LOOK, FollowUpFilter, FollowUpsOfMember, FollowUpsScreen
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import attention_of_one, deaths, key_counsellors, standing
from peerdesk.records import bin as bin_records
from peerdesk.records import centre as centre_records
from peerdesk.records import members as member_records
from peerdesk.records import staff as staff_records
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import follow_up_schedule, last_contacts
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import places as place_records
from peerdesk.records.care.follow_ups import open_in, rows

_SOON = timedelta(days=7)
_FOR_EVERYBODY = (
    *(FollowUp.id, FollowUp.member, FollowUp.due_on, FollowUp.way, FollowUp.why, FollowUp.staff),
    *(FollowUp.outcome, FollowUp.done_on, FollowUp.done_by, FollowUp.office_words),
)
"""The columns of a follow-up that office staff work with."""
_IS_UNTOUCHED = (
    FollowUp.outcome.is_null()
    & (FollowUp.words == "")
    & (FollowUp.office_words == "")
    & FollowUp.in_recovery.is_null()
    & FollowUp.medicines.is_null()
)
"""Nobody has written anything about it, nor taken that back."""


def make_follow_up(storage: Storage, actor: Actor, member_id: int, *, today: date) -> MadeFollowUp:
    """Make the follow-up that a member's reasons call for: mostly a call due today.

    Where one is open already for the coming week nothing is made, and that one is returned.

    Raises:
        InvalidInput: if nothing calls for contact with this member (any more).
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    with storage.reading():
        soon = FollowUp.due_on <= today + _SOON
        there = FollowUp.select(FollowUp.id, FollowUp.way, FollowUp.due_on).where(
            attention_records.made_by_hand() & soon & (FollowUp.member == member_id)
        )
        made = there.order_by(FollowUp.due_on).first()
        reasons = attention_of_one.of_member(member_id, today, centre_records.thresholds())
    if made is not None:
        return MadeFollowUp(made.id, made.way, made.due_on, is_new=False)
    if not reasons:
        raise InvalidInput([Problem("", "contact-not-needed")])
    due_on, way = attention_rules.follow_up_by(reasons, today), attention_rules.follow_up_way(reasons)
    new = NewFollowUp(member_id, FollowUpKind.ATTENTION, due_on, way, _why(reasons))
    return MadeFollowUp(add(storage, actor, new, today=today), way, due_on, is_new=True)


def _why(reasons: Sequence[Reason]) -> str:
    """As many of the reasons as a follow-up has room for."""
    why = words.reason(reasons[0])[:MOST_WHY]
    for reason in reasons[1:]:
        longer = f"{why}; {words.reason(reason)}"
        why = longer if len(longer) <= MOST_WHY else why
    return why


def screen(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    chosen: FollowUpFilter,
    wanted: Sequence[int] = (),
    whose: Whose | None = None,
) -> FollowUpsScreen:
    """The follow-ups of one chip, one of them with what stands beside it, and how those of the last thirty days went.

    Args:
        storage: the open file.
        actor: who looks.
        today: the day it is now.
        chosen: the chip.
        wanted: the follow-ups to be shown beside the list; the first of them that is still on it is shown, and without
            any the first of the list.
        whose: whose members; what is usual for the actor if left out.
    """
    actor.require(Permission.SEE_FOLLOW_UPS)
    words = actor.may(Permission.SEE_NOTES)
    with storage.reading():
        whose = key_counsellors.chosen_by(actor, whose)
        mine_of = key_counsellors.mine_of(actor, whose)
        match chosen:
            case FollowUpFilter.DUE:
                found = follow_up_records.open_up_to(today, with_words=words, mine_of=mine_of)
            case FollowUpFilter.NEXT:
                mine = key_counsellors.only_mine(FollowUp.member, mine_of, today)
                ahead = rows(today, open_in(None, today + LOOK), FollowUp.due_on > today, *mine, with_words=words)
                found = [row for row in ahead if row.is_open]
            case FollowUpFilter.DONE:
                found = _done_lately(today, with_words=words, mine_of=mine_of)
        shown = _to_show(found, wanted)
        return FollowUpsScreen(
            found,
            follow_up_records.counts_between(today - LOOK, today, today, mine_of),
            shown.id if shown else None,
            of_member(storage, actor, shown.member_id, today=today) if shown else None,
            whose,
            place_records.offered(),
        )


def of_member(storage: Storage, actor: Actor, member_id: int, *, today: date) -> FollowUpsOfMember:
    """What stands beside one follow-up: phones, last contact, and all of the member's follow-ups."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        heard = last_contacts.of_members([member_id]).get(member_id, NEVER)
        return FollowUpsOfMember(
            member_id,
            follow_up_records.of_member(member_id, today, with_words=actor.may(Permission.SEE_NOTES)),
            heard,
            follow_up_records.phones_of(member_id),
        )


def _to_show(found: Sequence[FollowUpRow], wanted: Sequence[int]) -> FollowUpRow | None:
    there = {row.id: row for row in found}
    return next((there[row_id] for row_id in wanted if row_id in there), found[0] if found else None)


def _done_lately(today: date, *, with_words: bool, mine_of: int | None) -> list[FollowUpRow]:
    """What got an outcome in the last thirty days, or was met otherwise then, the latest first."""
    since = today - LOOK
    done = FollowUp.done_on.between(since, today) & (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    met = open_in(since, today + MET_FROM)
    mine = key_counsellors.only_mine(FollowUp.member, mine_of, today)
    over = rows(today, done | met, *mine, with_words=with_words)
    found = [(day, row) for row in over if (day := row.over_on) and day >= since]
    return [row for _day, row in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


# The schedule


def schedule(storage: Storage, actor: Actor) -> Sequence[ScheduleStep]:
    """When somebody is followed up after discharge, days before months."""
    actor.require(Permission.SEE_FOLLOW_UPS)
    with storage.reading():
        return follow_up_schedule.steps()


# Acts


def add(storage: Storage, actor: Actor, new: NewFollowUp, *, today: date) -> int:
    """Plan a follow-up and return its id.

    Raises:
        InvalidInput: if the day is past or absurdly far ahead, or the reason too long.
        NotFound: if there is no such member or staff member.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    if problems := new.problems(today):
        raise InvalidInput(problems)
    with storage.writing(Changed.FOLLOW_UPS, actor) as unit:
        member_records.known_member(new.member_id)
        if gone := standing.problems(Part.CALLS, [new.member_id], "member"):
            raise InvalidInput(gone)
        if new.staff_id is not None:
            staff_records.require_known(new.staff_id)
        return _add_within(unit, new, today)


def finish(storage: Storage, actor: Actor, follow_up_id: int, finished: Finished, *, today: date) -> int | None:
    """Write down how a follow-up went; with a next day another one is planned, whose id is returned.

    Where the member is found to have died, everything that goes on ends (``services/members/deaths.py``).

    Raises:
        InvalidInput: if a day cannot be meant, a text is too long, or the follow-up has an outcome already.
        NotFound: if there is no such follow-up.
        NotPermitted: if it tells of recovery or medicines in the name of somebody who may not read that.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    if finished.status != finished.status.for_everybody:
        actor.require(Permission.SEE_NOTES)
    with storage.reading():
        row = _follow_up(follow_up_id)
        problems = finished.problems(today, row.due_on)
        place_records.require_known(finished.referred_to)
        if row.outcome is not None:
            problems.append(Problem("", "follow-up-finished"))
        death = _death(finished)
        if death is not None and not problems:
            problems += deaths.problems(row.member_id, death, today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(deaths.TOUCHES if death else Changed.FOLLOW_UPS, actor) as unit:
        new = {
            "outcome": finished.outcome,
            "done_on": finished.day,
            **_words(actor, row.office_words, finished.words.strip()),
            "next_step": finished.next_step.strip(),
            "referred_to": finished.referred_to,
            **_status(actor, finished.status),
        }
        FollowUp.update(**new, done_by=actor.staff_id).where(FollowUp.id == follow_up_id).execute()
        unit.audit("follow-up.finish", follow_up_id, {"outcome": None}, new)
        if death is not None:
            deaths.note_within(unit, row.member_id, death)
        if death is not None or finished.next_on is None:
            return None
        why, way = finished.next_step.strip() or row.why, finished.next_way or row.way
        return _add_within(
            unit, NewFollowUp(row.member_id, FollowUpKind.PLANNED, finished.next_on, way, why, row.staff_id), today
        )


def reopen(storage: Storage, actor: Actor, follow_up_id: int, *, made: int | None = None) -> None:
    """Take an outcome back, also that the member has died. What was written about it stays, to go on with.

    Args:
        storage: the centre's file.
        actor: in whose name.
        follow_up_id: the one to open again.
        made: the follow-up that finishing it made, which goes with it while nobody has written anything about it.
    """
    actor.require(Permission.KEEP_FOLLOW_UPS)
    with storage.reading():
        died = _follow_up(follow_up_id).outcome is FollowUpOutcome.DIED
    with storage.writing(deaths.TOUCHES if died else Changed.FOLLOW_UPS, actor) as unit:
        row = _follow_up(follow_up_id)
        if row.outcome is None:
            unit.nothing_to_do()
            return
        old = {"outcome": row.outcome, "done_on": row.done_on, "done_by": row.done_by_id}
        FollowUp.update(outcome=None, done_on=None, done_by=None).where(FollowUp.id == follow_up_id).execute()
        unit.audit("follow-up.reopen", follow_up_id, old, {"outcome": None})
        if died and member_records.known_member(row.member_id).died_on is not None:
            deaths.take_back_within(unit, row.member_id, "")
        planned = FollowUp.get_or_none((FollowUp.id == made) & (FollowUp.member == row.member_id) & _IS_UNTOUCHED)
        if planned is not None and planned.kind is FollowUpKind.PLANNED:
            unit.audit("follow-up.remove", planned.id, {"member": planned.member_id, "due_on": planned.due_on})
            bin_records.put_within(unit, BinKind.FOLLOW_UP, planned)


def _add_within(unit: Unit, new: NewFollowUp, today: date) -> int:
    why = new.why.strip()
    row = follow_up_records.create_within(new.member_id, new.kind, new.due_on, new.way, why, new.staff_id, None, today)
    facts = {"member": new.member_id, "due_on": new.due_on, "way": new.way, "why": why, "staff": new.staff_id}
    unit.audit("follow-up.add", row, None, facts)
    return row


def _death(finished: Finished) -> Death | None:
    if finished.outcome is not FollowUpOutcome.DIED or finished.died_on is None:
        return None
    return Death(finished.died_on)


def _words(actor: Actor, of_office: str, new: str) -> dict[str, object]:
    """What was learnt. Who may not read what stands there cannot write over it: theirs is put below."""
    if actor.may(Permission.SEE_NOTES):
        return {"words": new, "office_words": ""}
    return {"office_words": "\n".join(text for text in (of_office, new) if text)}


def _status(actor: Actor, status: Status) -> dict[str, object]:
    """How the member is. Whoever may not see part of what was said before leaves that part as it is."""
    everybody = {"working": status.working, "with_family": status.with_family}
    if not actor.may(Permission.SEE_NOTES):
        return {**everybody}
    return {**everybody, "in_recovery": status.recovery, "medicines": status.medicines}


def _follow_up(follow_up_id: int) -> FollowUp:
    """One follow-up, without what office staff cannot open."""
    row: FollowUp | None = FollowUp.select(*_FOR_EVERYBODY).where(FollowUp.id == follow_up_id).get_or_none()
    if row is None:
        raise NotFound("unknown-follow-up", number=follow_up_id)
    return row
