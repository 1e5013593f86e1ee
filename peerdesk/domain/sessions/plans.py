"""Session plans: what comes with PeerDesk, what a centre makes of it, and which comes next in a group.

The plans are PeerDesk's own; their words are in ``words/plans.py``. A group's next plan is one that fits its type and
that it has not done for longest, so that objectives and activities take turns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.notes import Activity, GroupNote, Objective
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_NAME = 80
MOST_TEXT = 2000
LEAST_MINUTES, MOST_MINUTES = 5, 480
OWN = "own-"
"""Keys of a centre's own plans begin so, a number follows."""

LATELY = timedelta(days=7)
"""An objective dealt with so lately waits until the others have had their turn."""


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """What a plan says; as typed in a form, and as kept.

    Attributes:
        group_type: the type of group it is written for; ``None`` fits any.
        minutes: how long it takes.
        text: opening, main part in numbered lines, closing, with the materials needed.
    """

    name: str = ""
    group_type: GroupType | None = None
    objective: Objective | None = None
    minutes: int = 60
    activities: frozenset[Activity] = field(default_factory=frozenset)
    text: str = ""

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        if blank(self.name):
            found.append(Problem("name", "plan-name-missing"))
        elif len(self.name.strip()) > MOST_NAME:
            found.append(Problem("name", "text-too-long", {"most": MOST_NAME}))
        if self.objective is None:
            found.append(Problem("objective", "objective-missing"))
        if not LEAST_MINUTES <= self.minutes <= MOST_MINUTES:
            found.append(Problem("minutes", "number-out-of-range", {"least": LEAST_MINUTES, "most": MOST_MINUTES}))
        if blank(self.text):
            found.append(Problem("text", "text-missing"))
        elif len(self.text.strip()) > MOST_TEXT:
            found.append(Problem("text", "text-too-long", {"most": MOST_TEXT}))
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan to choose.

    Attributes:
        key: of the built-in plan, or ``own-3``.
        built_in: it comes with PeerDesk.
        changed: the centre has its own version of a built-in plan.
        retired: suggested no more.
    """

    key: str
    details: PlanDetails
    built_in: bool = False
    changed: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class LastDone:
    """On which day a group last did what, at the sessions that were held.

    Attributes:
        since: no farther back was looked; ``None`` if that is the group's whole life.
    """

    plans: Mapping[str, date] = field(default_factory=dict)
    objectives: Mapping[Objective, date] = field(default_factory=dict)
    activities: Mapping[Activity, date] = field(default_factory=dict)
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan with the reason why it stands where it does.

    Attributes:
        own_type: it is written for this type of group.
        plan_on, objective_on: when the group last did it, and last dealt with its objective; ``None`` is not yet.
        since: "not yet" means not since then; ``None``: never.
    """

    plan: Plan
    own_type: bool
    plan_on: date | None
    objective_on: date | None
    since: date | None = None


def _outline(group_type: GroupType | None, objective: Objective, minutes: int, *activities: Activity) -> PlanDetails:
    return PlanDetails("", group_type, objective, minutes, frozenset(activities))


BUILT_IN: Mapping[str, PlanDetails] = {
    "name-and-strength": _outline(None, Objective.WELCOME, 45, Activity.ICEBREAKER, Activity.GAME),
    "welcome-newcomer": _outline(None, Objective.WELCOME, 60, Activity.SHARING_CIRCLE, Activity.STORY),
    "my-week": _outline(None, Objective.SHARING_PROGRESS, 60, Activity.SHARING_CIRCLE, Activity.MEDITATION),
    "craving-wave": _outline(None, Objective.HANDLING_CRAVING, 60, Activity.MEDITATION, Activity.DISCUSSION),
    "card-for-a-hard-hour": _outline(None, Objective.HANDLING_CRAVING, 60, Activity.DISCUSSION, Activity.READING),
    "saying-no": _outline(None, Objective.COPING_SKILLS, 60, Activity.ROLE_PLAY, Activity.DISCUSSION),
    "quiet-breath": _outline(None, Objective.COPING_SKILLS, 45, Activity.MEDITATION, Activity.SHARING_CIRCLE),
    "festival-days": _outline(None, Objective.RETURN_TO_USE_PREVENTION, 60, Activity.DISCUSSION, Activity.ROLE_PLAY),
    "payday": _outline(None, Objective.RETURN_TO_USE_PREVENTION, 60, Activity.DISCUSSION, Activity.GAME),
    "after-a-return": _outline(None, Objective.RETURN_TO_USE_PREVENTION, 60, Activity.SHARING_CIRCLE),
    "naming-feelings": _outline(None, Objective.FEELINGS, 60, Activity.GAME, Activity.SHARING_CIRCLE),
    "words-at-home": _outline(None, Objective.FAMILY, 60, Activity.ROLE_PLAY, Activity.SHARING_CIRCLE),
    "family-evening": _outline(GroupType.FAMILY, Objective.FAMILY, 75, Activity.DISCUSSION, Activity.SHARING_CIRCLE),
    "milestone-day": _outline(None, Objective.MILESTONES, 60, Activity.STORY, Activity.SHARING_CIRCLE),
    "step-evening": _outline(
        GroupType.TWELVE_STEP, Objective.STEP_WORK, 60, Activity.READING, Activity.SHARING_CIRCLE, Activity.PRAYER
    ),
    "three-questions": _outline(None, Objective.GOALS, 60, Activity.SHARING_CIRCLE, Activity.DISCUSSION),
    "sleep-and-body": _outline(None, Objective.HEALTH, 60, Activity.DISCUSSION, Activity.MEDITATION),
    "life-outside": _outline(GroupType.ALUMNI, Objective.SHARING_PROGRESS, 75, Activity.STORY, Activity.DISCUSSION),
}
"""The plans that come with PeerDesk, by key, in the order of the list; names and texts are words."""


def suggested(plans: Sequence[Plan], group_type: GroupType | None, last: LastDone, day: date) -> list[Suggestion]:
    """Plans in the order in which a group may use them on a day; retired ones are left out.

    First what is written for its type or for any; an objective of the last seven days waits; then what the group has
    not done yet, or longest ago: the plan, what is written for its type before the rest, its objective, its activities.
    """
    open_plans = [plan for plan in plans if not plan.retired]

    def order(plan: Plan) -> tuple[object, ...]:
        details = plan.details
        objective_on = _on(last.objectives, details.objective)
        return (
            details.group_type not in (None, group_type),
            objective_on is not None and day - objective_on <= LATELY,
            _ordinal(last.plans.get(plan.key)),
            details.group_type is None,
            _ordinal(objective_on),
            max((_ordinal(last.activities.get(activity)) for activity in details.activities), default=0),
        )

    return [
        Suggestion(
            plan,
            plan.details.group_type is not None and plan.details.group_type is group_type,
            last.plans.get(plan.key),
            _on(last.objectives, plan.details.objective),
            last.since,
        )
        for plan in sorted(open_plans, key=order)
    ]


def filled(note: GroupNote, details: PlanDetails, before: PlanDetails | None = None) -> GroupNote:
    """A group note with objective, topic and activities of a plan where nothing stands yet.

    What the plan chosen before had put there, and nobody changed since, makes room for the new one.
    """
    old = before or PlanDetails()
    return replace(
        note,
        objective=details.objective if note.objective in (None, old.objective) else note.objective,
        topic=details.name if note.topic.strip() in ("", old.name) else note.topic,
        activities=details.activities if note.activities in (frozenset(), old.activities) else note.activities,
    )


def emptied(note: GroupNote, details: PlanDetails) -> GroupNote:
    """A group note without what a plan had put there and nobody changed since."""
    return filled(note, PlanDetails(), details)


def _on(days: Mapping[Objective, date], objective: Objective | None) -> date | None:
    return None if objective is None else days.get(objective)


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()
