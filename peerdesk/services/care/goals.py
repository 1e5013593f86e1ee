"""Goals: set by members, kept for them, asked about at sessions."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk.db.audit import Unit
from peerdesk.db.models import Goal, GoalWord, Membership, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care.goals import GoalRow, GoalState, GoalText, GoalWordKind, closing_problems, saying_problems
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import later
from peerdesk.domain.members.states import Part
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records
from peerdesk.records import standing
from peerdesk.records.care import goals as goal_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups.memberships import on_roster
from peerdesk.records.sessions import planned_sessions
from peerdesk.records.sessions import signing as signing_records

ONE_DAY = timedelta(days=1)

# Acts


def add(
    storage: Storage, actor: Actor, member_id: int, goal: GoalText, *, today: date, set_on: date | None = None
) -> int:
    """Keep a goal that a member sets today, or set on an earlier day, and return its id.

    Raises:
        InvalidInput: with every problem of its text and days.
        NotFound: if there is no such member.
    """
    actor.require(Permission.KEEP_GOALS)
    set_on = set_on or today
    problems = goal.problems(set_on)
    if set_on > today:
        problems.append(Problem("set_on", "day-ahead"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.GOALS, actor) as unit:
        member_records.refuse_before_birth(member_id, ("set_on", set_on))
        standing.refuse_entry(Part.GOALS, member_id, ("set_on", set_on))
        facts = {"text": goal.text.strip(), "set_on": set_on, "due_on": goal.due_on, "kind": goal.kind}
        kept = Goal.create(member=member_id, state=GoalState.OPEN, closed_on=None, **facts)
        unit.audit("goal.add", kept.id, None, {"member": member_id, **facts})
    return int(kept.id)


def change(storage: Storage, actor: Actor, goal_id: int, goal: GoalText) -> None:
    """Keep another text, another day by which it is due, or that it is a pledge after all.

    Raises:
        InvalidInput: with every problem of its text and day.
    """
    actor.require(Permission.KEEP_GOALS)
    with storage.reading():
        before = _goal(goal_id)
    if problems := goal.problems(before.set_on):
        raise InvalidInput(problems)
    with storage.writing(Changed.GOALS, actor) as unit:
        old = {"text": before.text, "due_on": before.due_on, "kind": before.kind}
        new = {"text": goal.text.strip(), "due_on": goal.due_on, "kind": goal.kind}
        unit.audit_change("goal.change", goal_id, old, new)
        Goal.update(**new).where(Goal.id == goal_id).execute()


def names_in(storage: Storage, actor: Actor, member_id: int, text: str, *, today: date) -> Sequence[str]:
    """Names of others in the member's groups that stand in a text (a goal must not name them)."""
    actor.require(Permission.KEEP_GOALS)
    with storage.reading():
        return member_records.others_named(text, group_records.companions([member_id], today), member_id)


def pledge_day(storage: Storage, actor: Actor, member_id: int, *, day: date, session_id: int | None = None) -> date:
    """When a pledge made on a day is likely to be read out: at the next session of its group, else on the next day.

    Args:
        storage: the file.
        actor: who asks.
        member_id: whose pledge it is.
        day: on which it is made.
        session_id: at which it is made; without it any group of the member's counts.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.KEEP_GOALS)
    with storage.reading():
        if session_id is None:
            rows = Membership.select(Membership.group).where((Membership.member == member_id) & on_roster(day))
            groups = [group_id for (group_id,) in tuples(rows)]
        else:
            groups = [signing_records.session(session_id).group_id]
        return planned_sessions.next_day(groups, day) or later(day, ONE_DAY)


def close(storage: Storage, actor: Actor, goal_id: int, state: GoalState, *, day: date, today: date) -> None:
    """Say that a goal was reached, or that the member set it aside, on a day.

    One that is closed so already stays as it is, with its day.

    Raises:
        InvalidInput: if the day is ahead or before the goal was set, or it is not said how it ended.
    """
    actor.require(Permission.KEEP_GOALS)
    if state is GoalState.OPEN:  # see reopen
        raise InvalidInput([Problem("state", "goal-state-missing")])
    with storage.reading():
        goal = _goal(goal_id)
        gone = standing.entry_problems(Part.GOALS, goal.member_id, ("day", day))
    if problems := closing_problems(goal, day, today) + gone:
        raise InvalidInput(problems)
    with storage.writing(Changed.GOALS, actor) as unit:
        if goal.state is state:
            unit.nothing_to_do()
            return
        _set_state(unit, goal, state, day)


def reopen(storage: Storage, actor: Actor, goal_id: int) -> None:
    """Take a goal up again that was reached or set aside.

    Raises:
        InvalidInput: if the member has died since, or is in the archive.
    """
    actor.require(Permission.KEEP_GOALS)
    with storage.writing(Changed.GOALS, actor) as unit:
        goal = _goal(goal_id)
        if gone := standing.problems(Part.GOALS, [goal.member_id], ""):
            raise InvalidInput(gone)
        if goal.state is GoalState.OPEN:
            unit.nothing_to_do()
            return
        _set_state(unit, goal, GoalState.OPEN, None)


def remove(storage: Storage, actor: Actor, goal_id: int) -> int:
    """Take out a goal that was entered by mistake, for example for somebody else; return its number in the bin.

    Raises:
        InvalidInput: if something has been said about it: then it is set aside instead.
    """
    actor.require(Permission.KEEP_GOALS)
    with storage.writing(Changed.GOALS, actor) as unit:
        goal = _goal(goal_id)
        if goal.said:
            raise InvalidInput([Problem("", "goal-spoken-of")])
        facts = {"text": goal.text, "set_on": goal.set_on, "due_on": goal.due_on, "kind": goal.kind}
        unit.audit("goal.remove", goal_id, {"member": goal.member_id, **facts}, None)
        return bin_records.put_within(unit, BinKind.GOAL, Goal.get_by_id(goal_id))


def say(
    storage: Storage,
    actor: Actor,
    goal_id: int,
    kind: GoalWordKind,
    text: str,
    *,
    day: date,
    session_id: int | None = None,
) -> int:
    """Keep what a member said about a goal on a day, perhaps at a session, and return its id.

    *Not yet* is said of a pledge that was read out; it needs no text, and the pledge goes on.

    Raises:
        InvalidInput: if the text is missing or too long, or the day is ahead or not among the goal's.
        NotFound: if there is no such goal or session.
    """
    actor.require(Permission.KEEP_GOALS)
    with storage.reading():
        goal = _goal(goal_id)
        if session_id is not None and Session.get_or_none(Session.id == session_id) is None:
            raise NotFound("unknown-session", number=session_id)
        gone = standing.entry_problems(Part.GOALS, goal.member_id, ("day", day))
    if problems := saying_problems(goal, text, day, storage.now().date(), kind) + gone:
        raise InvalidInput(problems)
    with storage.writing(Changed.GOALS, actor) as unit:
        facts = {"day": day, "kind": kind, "text": text.strip()}
        word = GoalWord.create(goal=goal_id, session=session_id, **facts)
        unit.audit("goal.say", goal_id, None, {"word": word.id, "session": session_id, **facts})
    return int(word.id)


def unsay(storage: Storage, actor: Actor, word_id: int) -> int | None:
    """Take back what was said, for example where it belongs to another goal; return its number in the bin."""
    actor.require(Permission.KEEP_GOALS)
    with storage.writing(Changed.GOALS, actor) as unit:
        word = GoalWord.get_or_none(GoalWord.id == word_id)
        if word is None:
            unit.nothing_to_do()
            return None
        facts = {"word": word.id, "session": word.session_id, "day": word.day, "kind": word.kind, "text": word.text}
        unit.audit("goal.unsay", word.goal_id, facts, None)
        of = Goal.get_by_id(word.goal_id).member_id
        return bin_records.put_within(unit, BinKind.GOAL_WORD, word, member_id=of)


def _set_state(unit: Unit, goal: GoalRow, state: GoalState, day: date | None) -> None:
    new = {"state": state, "closed_on": day}
    unit.audit(f"goal.{state.value}", goal.id, {"state": goal.state, "closed_on": goal.closed_on}, new)
    Goal.update(**new).where(Goal.id == goal.id).execute()


def _goal(goal_id: int) -> GoalRow:
    found = goal_records.goal_rows(Goal.id == goal_id)
    if not found:
        raise NotFound("unknown-goal", number=goal_id)
    return found[0]
