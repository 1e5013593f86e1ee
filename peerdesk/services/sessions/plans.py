"""Session plans: the built-in ones, the centre's own, and which a session follows."""

from collections.abc import Sequence
from dataclasses import replace

from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, PlanActivity, PlanRow, SessionPlan
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions import plans as rules
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.plans import BUILT_IN, OWN, Plan, PlanDetails, Suggestion
from peerdesk.errors import InvalidInput
from peerdesk.records import bin as bin_records
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import plans as plan_records
from peerdesk.records.sessions import signing as signing_records

_CHANGED = Changed.GROUP_LIFE | Changed.NOTES

_Followed = tuple[str | None, GroupNote]
"""Which plan a session follows, and its note."""


# Acts


def everything(storage: Storage, actor: Actor) -> Sequence[Plan]:
    """All plans, retired ones too, in the order of the list."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return plan_records.all_plans()


def suggestions(storage: Storage, actor: Actor, session_id: int) -> Sequence[Suggestion]:
    """The plans a session may follow, what its group needs next first."""
    actor.require(Permission.SEE_NOTES)
    with storage.reading():
        session = signing_records.session(session_id)
        return plan_records.suggested(session, Group.get_by_id(session.group_id))


def use(storage: Storage, actor: Actor, session_id: int, key: str) -> None:
    """Let a session follow a plan; its objective, topic and activities go into the note where nothing stands yet.

    Raises:
        InvalidInput: if the session is signed or did not happen.
        NotFound: if there is no such plan.
    """
    actor.require(Permission.WRITE_NOTES)
    with storage.writing(_CHANGED, actor) as unit:
        signing_records.changeable(session_id)
        before, plan = plan_records.of_session(session_id), plan_records.plan_of(key)
        old = note_records.group_note(session_id)
        new = rules.filled(old, plan.details, before.details if before else None)
        SessionPlan.insert(session=session_id, plan_key=key).on_conflict_replace().execute()
        _keep_note(unit, session_id, (before.key if before else None, old), (key, new))


def put_aside(storage: Storage, actor: Actor, session_id: int) -> None:
    """Let a session follow no plan; what the plan had put into the note, and nobody changed since, goes too.

    Raises:
        InvalidInput: if the session is signed or did not happen.
    """
    actor.require(Permission.WRITE_NOTES)
    with storage.writing(_CHANGED, actor) as unit:
        signing_records.changeable(session_id)
        before = plan_records.of_session(session_id)
        if before is None:
            unit.nothing_to_do()
            return
        old = note_records.group_note(session_id)
        SessionPlan.delete().where(SessionPlan.session == session_id).execute()
        _keep_note(unit, session_id, (before.key, old), (None, rules.emptied(old, before.details)))


def keep(storage: Storage, actor: Actor, details: PlanDetails, key: str = "") -> str:
    """Keep a plan and return its key: a new one of the centre's own, or another version of the plan of that key.

    Raises:
        InvalidInput: with everything that is wrong with it.
        NotFound: if there is no plan of that key.
    """
    actor.require(Permission.MANAGE_GROUPS)
    if problems := details.problems():
        raise InvalidInput(problems)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        before = plan_records.plan_of(key) if key else None
        key = key or _next_key()
        new = replace(details, name=details.name.strip(), text=details.text.strip())
        _write(key, new, retired=before.retired if before else False)
        facts = _facts(key, new)
        if before is None:
            unit.audit("plan.add", None, None, facts)
        else:
            unit.audit_change("plan.change", 0, _facts(key, before.details), facts)
    return key


def retire(storage: Storage, actor: Actor, key: str, *, retired: bool = True) -> None:
    """Suggest a plan no more, or again. Sessions that followed it keep it.

    Raises:
        NotFound: if there is no such plan.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        plan = plan_records.plan_of(key)
        if plan.retired == retired:
            unit.nothing_to_do()
            return
        unit.audit("plan.retire" if retired else "plan.take-up", None, None, {"plan": key})
        if not plan.built_in or plan.changed:
            PlanRow.update(retired=retired).where(PlanRow.key == key).execute()
        elif retired:
            _write(key, replace(BUILT_IN[key], name=key), retired=True)
        else:
            PlanRow.delete().where(PlanRow.key == key).execute()


def reset(storage: Storage, actor: Actor, key: str) -> int | None:
    """Go back to a plan as it came with PeerDesk; nothing happens to one of the centre's own.

    Returns the number of the centre's version in the bin.

    Raises:
        NotFound: if there is no such plan.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        plan = plan_records.plan_of(key)
        if not plan.changed:
            unit.nothing_to_do()
            return None
        unit.audit("plan.reset", None, _facts(key, plan.details), None)
        activities = PlanActivity.select().where(PlanActivity.plan == key)
        return bin_records.put_within(unit, BinKind.PLAN, PlanRow.get_by_id(key), *activities)


def _write(key: str, details: PlanDetails, *, retired: bool) -> None:
    columns = {name: getattr(details, name) for name in ("name", "group_type", "objective", "minutes", "text")}
    PlanRow.delete().where(PlanRow.key == key).execute()  # takes its activities with it
    PlanRow.insert(key=key, retired=retired, **columns).execute()
    for activity in sorted(details.activities):
        PlanActivity.insert(plan=key, activity=activity).execute()


def _next_key() -> str:
    keys = [plan.key for plan in plan_records.all_plans() if not plan.built_in]
    return f"{OWN}{max((int(key.removeprefix(OWN)) for key in keys), default=0) + 1}"


def _keep_note(unit: Unit, session_id: int, old: _Followed, new: _Followed) -> None:
    """Keep the note with what a plan put into it, and note in the trail what differs."""
    before, after = (
        {"plan": key, "objective": note.objective, "topic": note.topic, "activities": note.activities}
        for key, note in (old, new)
    )
    note_records.keep_within(unit, session_id, new[1])
    unit.audit_change("plan.use", session_id, before, after)


def _facts(key: str, details: PlanDetails) -> dict[str, object]:
    return {"plan": key} | {name: getattr(details, name) for name in PlanDetails.__dataclass_fields__}
