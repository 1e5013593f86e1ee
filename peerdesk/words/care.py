"""Words about follow-ups, contacts, goals and measures, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.care.attention import ReasonCode
from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpState, FollowUpWay, StepUnit
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.domain.care.status import Medicines, RecoveryNow, StatusPoint, YesNo
from peerdesk.domain.care.staying_well import OwnWords
from peerdesk.domain.finder import FoundKind
from peerdesk.domain.measures.scales import Rhythm
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.i18n import N_
from peerdesk.words.entry import NC_, Tables

CARE_WORDS: Tables = {
    ReasonCode: {
        ReasonCode.RETURNED: NC_("contact needed", "Returned to use"),
        ReasonCode.AWAY: NC_("contact needed", "Absent from the centre"),
        ReasonCode.CRAVING: NC_("contact needed", "Strong craving"),
        ReasonCode.DAYS_OF_USE: NC_("contact needed", "Days of use"),
        ReasonCode.ABSENCES: NC_("contact needed", "Absent several times running"),
        ReasonCode.FOLLOW_UP_OVERDUE: NC_("contact needed", "Follow-up overdue"),
        ReasonCode.HALVED: NC_("contact needed", "Attendance halved"),
        ReasonCode.NO_CONTACT: NC_("contact needed", "No contact"),
        ReasonCode.NO_GROUP: NC_("contact needed", "In no group"),
        ReasonCode.GROUP_ALONE: NC_("contact needed", "Groups alone"),
    },
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
        FollowUpOutcome.DIED: NC_("outcome of a follow-up", "Has died"),
    },
    FollowUpState: {
        FollowUpState.AHEAD: NC_("state of a follow-up", "Ahead"),
        FollowUpState.DUE: NC_("state of a follow-up", "Due today"),
        FollowUpState.OVERDUE: NC_("state of a follow-up", "Overdue"),
        FollowUpState.LAPSED: NC_("state of a follow-up", "Not done"),
        FollowUpState.MET: NC_("state of a follow-up", "Came to the alumni group"),
        FollowUpState.SPOKEN: NC_("state of a follow-up", "Spoken with"),
        FollowUpState.DONE: NC_("state of a follow-up", "Done"),
        FollowUpState.NOT_REACHED: NC_("state of a follow-up", "Not reached"),
        FollowUpState.CANCELLED: NC_("state of a follow-up", "No longer needed"),
    },
    RecoveryNow: {
        RecoveryNow.IN_RECOVERY: NC_("status at follow-up", "In recovery"),
        RecoveryNow.USED_SINCE: NC_("status at follow-up", "Used since"),
        RecoveryNow.NOT_KNOWN: NC_("status at follow-up", "Not known"),
    },
    YesNo: {
        YesNo.YES: NC_("status at follow-up", "Yes"),
        YesNo.NO: NC_("status at follow-up", "No"),
        YesNo.NOT_KNOWN: NC_("status at follow-up", "Not known"),
    },
    Medicines: {
        Medicines.TAKING: NC_("status at follow-up", "Taking them"),
        Medicines.NOT_TAKING: NC_("status at follow-up", "Not taking them"),
        Medicines.NOT_KNOWN: NC_("status at follow-up", "Prescribed, not known"),
        Medicines.NONE_PRESCRIBED: NC_("status at follow-up", "None prescribed"),
    },
    StatusPoint: {
        StatusPoint.DAYS_30: NC_("after discharge", "30 days"),
        StatusPoint.MONTHS_3: NC_("after discharge", "3 months"),
        StatusPoint.MONTHS_6: NC_("after discharge", "6 months"),
        StatusPoint.MONTHS_12: NC_("after discharge", "12 months"),
    },
    FollowUpFilter: {
        FollowUpFilter.DUE: NC_("follow-ups shown", "Due and overdue"),
        FollowUpFilter.NEXT: NC_("follow-ups shown", "Next 30 days"),
        FollowUpFilter.DONE: NC_("follow-ups shown", "Done lately"),
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
    GoalKind: {
        GoalKind.GOAL: NC_("kind of goal", "Goal"),
        GoalKind.PLEDGE: NC_("kind of goal", "Pledge"),
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
        GoalWordKind.NOT_YET: NC_("about a goal", "Not yet"),
    },
    OwnWords: {
        OwnWords.TRIGGERS: NC_("staying-well plan", "Triggers"),
        OwnWords.WARNING_SIGNS: NC_("staying-well plan", "Warning signs"),
        OwnWords.WHAT_HELPS: NC_("staying-well plan", "What helps"),
    },
    FoundKind: {
        FoundKind.MEMBER: NC_("kind of thing found", "Member"),
        FoundKind.GROUP: NC_("kind of thing found", "Group"),
        FoundKind.SESSION: NC_("kind of thing found", "Session"),
    },
    Rhythm: {
        Rhythm.WEEKLY: NC_("how often a scale is asked", "Every week"),
        Rhythm.MONTHLY: NC_("how often a scale is asked", "Every month"),
        Rhythm.WHEN_NEEDED: NC_("how often a scale is asked", "When needed"),
    },
}

_MEASURES = {
    "answers-missing": N_("No question has been answered yet."),
    "question-unknown": N_("The scale has no such question."),
    "before-the-sheet": N_("The sheet is of {day}. Please choose that day or a later one."),
    "counsellor-missing": N_("Please choose a counsellor."),
    "safety-note-answered": N_("{name} has written down already what was done on {day}."),
    "scale-retired": N_("This scale has not been asked since {day}. Please choose that day or an earlier one."),
    "scale-name-missing": N_("Please type a name for the scale."),
    "scale-name-taken": N_("Another scale, perhaps a retired one, already has this name."),
    "questions-missing": N_("Please type the questions, one on each line."),
    "questions-too-many": N_("A scale has at most {most} questions."),
    "question-too-long": N_("A question is too long: at most {most} characters."),
    "answers-out-of-order": N_("The highest answer must be above the lowest, and at most {most}."),
    "scale-source-missing": N_("Please say where the scale comes from and that the centre may use it."),
}

_ATTENTION = {
    "contact-not-needed": N_("Nothing calls for contact with this member at present."),
    "steps-wrong": N_("“{value}” is not a number. Please type the numbers with commas between them: 7, 15, 30."),
}

_GOALS = {
    "goal-state-missing": N_("Please choose whether the goal was reached or set aside."),
    "goal-not-yet-set": N_("The goal was set on {day}. Please choose that day or a later one."),
    "goal-said-later": N_("Something was said about this goal on {day}. Please choose that day or a later one."),
    "goal-closed": N_("This goal was closed on {day}. Please choose that day or an earlier one, or take it up again."),
    "pledge-day-missing": N_("A pledge has a day on which the group hears of it. Please give a date."),
    "no-pledge": N_("This is a goal and no pledge. Please say how it goes."),
    "goal-spoken-of": N_("Something has been said about this goal, so it stays in the record. It can be set aside."),
}

_STAYING_WELL = {
    "plan-empty": N_("Please fill in at least one part of the plan."),
    "lines-too-many": N_("The page has room for {most} lines here."),
    "who-to-call-missing": N_("Please say beside each number who it is."),
    "people-too-many": N_("The page has room for {most} people."),
    "plan-written-later": N_("The plan was written anew on {day}. Please choose that day or a later one."),
}

_FOLLOW_UPS = {
    "outcome-missing": N_("Please choose how it went."),
    "follow-up-finished": N_("Somebody has written down already how this follow-up went."),
    "follow-up-in-past": N_("This day is over. Please choose today or a later day."),
    "follow-up-too-far": N_("This day is more than five years ahead. Please check the year."),
    "follow-up-too-early": N_("This is long before the follow-up was due. Please choose {day} or a later day."),
    "nobody-reached": N_("This was not asked where nobody was reached. Please empty it, or choose another outcome."),
    "contact-kind-missing": N_("Please choose what sort of contact it was."),
}

_PRESENCE = {
    "not-in-the-centre": N_("This member has no stay on {day}, so there is no presence to mark."),
}

_PLACES = {
    "place-name-missing": N_("Please type the name of the place."),
    "place-name-taken": N_("Another place already has this name."),
    "place-phone-wrong": N_(
        "A phone number has 10 digits; a landline starts with 0. Short numbers such as 108 are fine too."
    ),
    "place-without-referral": N_("A place can be named only where the stay ended with a referral."),
}

CARE_PROBLEMS: Mapping[str, str] = {
    **_PLACES,
    **_GOALS,
    **_STAYING_WELL,
    **_PRESENCE,
    **_FOLLOW_UPS,
    **_ATTENTION,
    **_MEASURES,
}
"""English sentence of each problem code of follow-ups, contacts, places, goals, plans and measures."""
