"""Session plans: the built-in ones, the centre's own, and which a session follows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from peewee import fn

from peerdesk import words
from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, PlanActivity, PlanRow, Session, SessionActivity, SessionNote, SessionPlan
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions import plans as rules
from peerdesk.domain.sessions.notes import Activity, GroupNote
from peerdesk.domain.sessions.plans import BUILT_IN, OWN, LastDone, Plan, PlanDetails, Suggestion
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.services import frozen, notes

A_YEAR = timedelta(days=365)
"""Farther back no list of suggestions looks."""

_CHANGED = Changed.GROUP_LIFE | Changed.NOTES

_Followed = tuple[str | None, GroupNote]
"""Which plan a session follows, and its note."""

# Inside a reading or a unit of work


def all_plans() -> list[Plan]:
    """Every plan in the language of the moment: the built-in ones in their order, then the centre's own. Two queries.

    A row of the file without a text says only whether the built-in plan is retired.
    """
    kept = {row.key: row for row in PlanRow.select()}
    activities: dict[str, set[Activity]] = {}
    for key, activity in tuples(PlanActivity.select(PlanActivity.plan, PlanActivity.activity)):
        activities.setdefault(key, set()).add(activity)
    found: list[Plan] = []
    for key, outline in BUILT_IN.items():
        row = kept.pop(key, None)
        if row is None or not row.text:
            name, text = words.plan_words(key)
            found.append(Plan(key, replace(outline, name=name, text=text), built_in=True, retired=bool(row)))
        else:
            found.append(Plan(key, _details(row, activities), built_in=True, changed=True, retired=row.retired))
    own = (Plan(row.key, _details(row, activities), retired=row.retired) for row in kept.values())
    return found + sorted(own, key=lambda plan: int(plan.key.removeprefix(OWN)))


def of_session(session_id: int) -> Plan | None:
    """The plan a session follows."""
    chosen = SessionPlan.get_or_none(SessionPlan.session == session_id)
    return _find(chosen.plan_key) if chosen else None


# Acts


def everything(storage: Storage, actor: Actor) -> Sequence[Plan]:
    """All plans, retired ones too, in the order of the list."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return all_plans()


def suggestions(storage: Storage, actor: Actor, session_id: int) -> Sequence[Suggestion]:
    """The plans a session may follow, what its group needs next first."""
    actor.require(Permission.SEE_NOTES)
    with storage.reading():
        session = frozen.session(session_id)
        return suggested(session, Group.get_by_id(session.group_id))


def suggested(session: Session, group: Group) -> list[Suggestion]:
    """The plans a session of a group may follow, what the group needs next first; inside a reading."""
    since = session.day - A_YEAR
    last = last_done(session, since)
    if group.started_on >= since:
        last = replace(last, since=None)
    return rules.suggested(all_plans(), group.type, last, session.day)


def last_done(session: Session, since: date) -> LastDone:
    """What the group did when, from a day up to a session, at those that were held; inside a reading."""
    held = (
        (Session.group == session.group_id)
        & (Session.status == SessionStatus.HELD)
        & Session.day.between(since, session.day)
        & (Session.id != session.id)
    )
    latest = fn.MAX(Session.day)
    plan = SessionPlan.select(SessionPlan.plan_key, latest).join(Session).where(held)
    objective = SessionNote.select(SessionNote.objective, latest).join(Session).where(held)
    activity = SessionActivity.select(SessionActivity.activity, latest).join(Session).where(held)
    return LastDone(
        pairs(plan.group_by(SessionPlan.plan_key)),
        pairs(objective.where(SessionNote.objective.is_null(False)).group_by(SessionNote.objective)),
        pairs(activity.group_by(SessionActivity.activity)),
        since,
    )


def use(storage: Storage, actor: Actor, session_id: int, key: str) -> None:
    """Let a session follow a plan; its objective, topic and activities go into the note where nothing stands yet.

    Raises:
        InvalidInput: if the session is signed or did not happen.
        NotFound: if there is no such plan.
    """
    actor.require(Permission.WRITE_NOTES)
    with storage.writing(_CHANGED, actor) as unit:
        notes.writable(session_id)
        before, plan = of_session(session_id), _find(key)
        old = notes.group_note(session_id)
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
        notes.writable(session_id)
        before = of_session(session_id)
        if before is None:
            unit.nothing_to_do()
            return
        old = notes.group_note(session_id)
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
        before = _find(key) if key else None
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
        plan = _find(key)
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


def reset(storage: Storage, actor: Actor, key: str) -> None:
    """Go back to a plan as it came with PeerDesk; nothing happens to one of the centre's own.

    Raises:
        NotFound: if there is no such plan.
    """
    actor.require(Permission.MANAGE_GROUPS)
    with storage.writing(Changed.GROUP_LIFE, actor) as unit:
        plan = _find(key)
        if not plan.changed:
            unit.nothing_to_do()
            return
        unit.audit("plan.reset", None, _facts(key, plan.details), None)
        PlanRow.delete().where(PlanRow.key == key).execute()


def _find(key: str) -> Plan:
    found = next((plan for plan in all_plans() if plan.key == key), None)
    if found is None:
        raise NotFound("unknown-plan", key=key)
    return found


def _details(row: PlanRow, activities: Mapping[str, Collection[Activity]]) -> PlanDetails:
    chosen = frozenset(activities.get(row.key, ()))
    return PlanDetails(row.name, row.group_type, row.objective, row.minutes, chosen, row.text)


def _write(key: str, details: PlanDetails, *, retired: bool) -> None:
    columns = {name: getattr(details, name) for name in ("name", "group_type", "objective", "minutes", "text")}
    PlanRow.delete().where(PlanRow.key == key).execute()  # takes its activities with it
    PlanRow.insert(key=key, retired=retired, **columns).execute()
    for activity in sorted(details.activities):
        PlanActivity.insert(plan=key, activity=activity).execute()


def _next_key() -> str:
    keys = [plan.key for plan in all_plans() if not plan.built_in]
    return f"{OWN}{max((int(key.removeprefix(OWN)) for key in keys), default=0) + 1}"


def _keep_note(unit: Unit, session_id: int, old: _Followed, new: _Followed) -> None:
    """Keep the note with what a plan put into it, and note in the trail what differs."""
    before, after = (
        {"plan": key, "objective": note.objective, "topic": note.topic, "activities": note.activities}
        for key, note in (old, new)
    )
    notes.keep_within(session_id, new[1])
    unit.audit_change("plan.use", session_id, before, after)


def _facts(key: str, details: PlanDetails) -> dict[str, object]:
    return {"plan": key} | {name: getattr(details, name) for name in PlanDetails.__dataclass_fields__}
