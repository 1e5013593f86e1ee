"""Session plans as they stand in the file: the built-in ones, the centre's own, which one a session follows."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from peewee import fn

from peerdesk import words
from peerdesk.db.models import Group, PlanActivity, PlanRow, Session, SessionActivity, SessionNote, SessionPlan
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.sessions import plans as rules
from peerdesk.domain.sessions.notes import Activity
from peerdesk.domain.sessions.plans import BUILT_IN, OWN, LastDone, Plan, PlanDetails, Suggestion
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import NotFound

A_YEAR = timedelta(days=365)
"""Farther back no list of suggestions looks."""

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
    """The plan a session follows, as it reads now; ``None`` where it follows none. Inside a reading or a unit."""
    chosen = SessionPlan.get_or_none(SessionPlan.session == session_id)
    return plan_of(chosen.plan_key) if chosen else None


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


def plan_of(key: str) -> Plan:
    """One session plan.

    Raises:
        NotFound: if there is none with this key.
    """
    found = next((plan for plan in all_plans() if plan.key == key), None)
    if found is None:
        raise NotFound("unknown-plan", key=key)
    return found


def _details(row: PlanRow, activities: Mapping[str, Collection[Activity]]) -> PlanDetails:
    chosen = frozenset(activities.get(row.key, ()))
    return PlanDetails(row.name, row.group_type, row.objective, row.minutes, chosen, row.text)
