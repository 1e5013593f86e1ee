"""Words about follow-ups, contacts, goals and measures, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.contacts import ContactKind
from peerdesk.domain.followups import FollowUpKind, FollowUpOutcome, FollowUpWay, StepUnit
from peerdesk.domain.goals import GoalState, GoalWordKind
from peerdesk.domain.measures import Rhythm
from peerdesk.words.entry import NC_, Tables

CARE_WORDS: Tables = {
    FollowUpKind: {
        FollowUpKind.SCHEDULED: NC_("follow-up", "After discharge"),
        FollowUpKind.ATTENTION: NC_("follow-up", "Contact needed"),
        FollowUpKind.PLANNED: NC_("follow-up", "Planned"),
    },
    FollowUpWay: {
        FollowUpWay.CALL: NC_("way of a follow-up", "Call"),
        FollowUpWay.HOME_VISIT: NC_("way of a follow-up", "Home visit"),
        FollowUpWay.AT_CENTRE: NC_("way of a follow-up", "At the centre"),
        FollowUpWay.FAMILY_CALL: NC_("way of a follow-up", "Call to the family"),
    },
    FollowUpOutcome: {
        FollowUpOutcome.REACHED: NC_("outcome of a follow-up", "Reached"),
        FollowUpOutcome.FAMILY_REACHED: NC_("outcome of a follow-up", "Family reached"),
        FollowUpOutcome.VISITED: NC_("outcome of a follow-up", "Visited"),
        FollowUpOutcome.CAME: NC_("outcome of a follow-up", "Came to the centre"),
        FollowUpOutcome.NOT_REACHED: NC_("outcome of a follow-up", "Not reached"),
        FollowUpOutcome.DECLINED: NC_("outcome of a follow-up", "Does not wish contact now"),
        FollowUpOutcome.CANCELLED: NC_("outcome of a follow-up", "No longer needed"),
    },
    StepUnit: {
        StepUnit.DAYS: NC_("unit of time", "days"),
        StepUnit.MONTHS: NC_("unit of time", "months"),
    },
    ContactKind: {
        ContactKind.INDIVIDUAL: NC_("contact", "Individual counselling"),
        ContactKind.FAMILY: NC_("contact", "Family session"),
        ContactKind.HOME_VISIT: NC_("contact", "Home visit"),
        ContactKind.CALL: NC_("contact", "Call"),
        ContactKind.FAMILY_CALL: NC_("contact", "Call with the family"),
    },
    GoalState: {
        GoalState.OPEN: NC_("goal", "Under way"),
        GoalState.REACHED: NC_("goal", "Reached"),
        GoalState.SET_ASIDE: NC_("goal", "Set aside for now"),
    },
    GoalWordKind: {
        GoalWordKind.PROGRESS: NC_("about a goal", "Progress"),
        GoalWordKind.SETBACK: NC_("about a goal", "Setback"),
        GoalWordKind.NEXT_STEP: NC_("about a goal", "Next step"),
    },
    Rhythm: {
        Rhythm.WEEKLY: NC_("how often a scale is asked", "Every week"),
        Rhythm.MONTHLY: NC_("how often a scale is asked", "Every month"),
        Rhythm.WHEN_NEEDED: NC_("how often a scale is asked", "When needed"),
    },
}

CARE_PROBLEMS: Mapping[str, str] = {}
"""English sentence of each problem code of follow-ups, contacts, goals and measures."""
