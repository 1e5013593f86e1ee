"""Words about who is in a group, duties, incidents and plans, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.groups.balance import AgeBand, Stage
from peerdesk.domain.groups.capacity import SizeHint
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.fit import FitCode
from peerdesk.domain.groups.incidents import IncidentKind
from peerdesk.domain.groups.suggestions import GroupTrait
from peerdesk.i18n import N_
from peerdesk.words.entry import NC_, Tables

GROUP_LIFE_WORDS: Tables = {
    Duty: {
        Duty.TEA: NC_("duty in a group", "Tea"),
        Duty.TIMEKEEPING: NC_("duty in a group", "Timekeeping"),
        Duty.OPENING_THOUGHT: NC_("duty in a group", "Opening thought"),
        Duty.CLOSING_THOUGHT: NC_("duty in a group", "Closing thought"),
        Duty.WELCOME: NC_("duty in a group", "Welcoming newcomers"),
        Duty.ROOM: NC_("duty in a group", "Room and chairs"),
    },
    IncidentKind: {
        IncidentKind.CONFLICT: NC_("incident in a group", "Disagreement"),
        IncidentKind.BOUNDARY: NC_("incident in a group", "Boundary"),
        IncidentKind.CONFIDENTIALITY: NC_("incident in a group", "Confidentiality"),
        IncidentKind.SAFETY: NC_("incident in a group", "Safety"),
        IncidentKind.OTHER: NC_("incident in a group", "Something else"),
    },
    FitCode: {
        # Translators: stands after "joined in spite of:".
        FitCode.CAPACITY: NC_("joined in spite of", "the group was full"),
        FitCode.CLOSED_ENTRY: NC_("joined in spite of", "the group was closed to newcomers"),
        FitCode.WOMEN: NC_("joined in spite of", "it is a group for women"),
        FitCode.MEN: NC_("joined in spite of", "it is a group for men"),
        FitCode.MINOR: NC_("joined in spite of", "it is a group for adults"),
        FitCode.UNDER_18: NC_("joined in spite of", "it is a group for under 18"),
        FitCode.YOUNG_ADULTS: NC_("joined in spite of", "it is a group for young adults"),
        FitCode.OLDER: NC_("joined in spite of", "it is a group for older members"),
        FitCode.NEWCOMERS: NC_("joined in spite of", "it is a group for newcomers"),
        FitCode.ALUMNI: NC_("joined in spite of", "it is a group for alumni"),
        FitCode.LARGE: NC_("joined in spite of", "the group is large"),
        FitCode.CO_OCCURRING: NC_("joined in spite of", "it is a group for a co-occurring illness"),
        FitCode.NOT_CO_OCCURRING: NC_("joined in spite of", "no co-occurring illness was noted"),
        FitCode.FAMILIES: NC_("joined in spite of", "it is a group for families"),
        FitCode.ASK_WHERE_SAFE: NC_("joined in spite of", "it is a group for women or for men"),
        FitCode.FAR_AHEAD: NC_("joined in spite of", "the day was far ahead"),
    },
    AgeBand: {
        AgeBand.UNDER_18: NC_("age in years", "under 18"),
        AgeBand.FROM_18: NC_("age in years", "18–25"),
        AgeBand.FROM_26: NC_("age in years", "26–35"),
        AgeBand.FROM_36: NC_("age in years", "36–49"),
        AgeBand.FROM_50: NC_("age in years", "50 and over"),
    },
    Stage: {
        Stage.FIRST_DAYS: NC_("stage of a member", "first 30 days"),
        Stage.LATER: NC_("stage of a member", "later in the stay"),
        Stage.AFTERCARE: NC_("stage of a member", "aftercare"),
        Stage.OUTSIDE: NC_("stage of a member", "not in the programme"),
    },
    SizeHint: {
        SizeHint.SMALL: NC_("size of a group", "small"),
        SizeHint.LARGE: NC_("size of a group", "large"),
    },
    GroupTrait: {
        GroupTrait.MADE_FOR: NC_("about a group", "meant for them"),
        GroupTrait.SMALL: NC_("about a group", "small"),
        GroupTrait.LARGE: NC_("about a group", "large"),
        GroupTrait.REGULAR: NC_("about a group", "keeps its days"),
        GroupTrait.IRREGULAR: NC_("about a group", "often did not happen"),
        GroupTrait.MIXED_AGES: NC_("about a group", "mixed ages"),
        GroupTrait.MIXED_WORK: NC_("about a group", "mixed work"),
        GroupTrait.WOMEN_THERE: NC_("about a group", "women are there"),
        GroupTrait.FEW_WOMEN: NC_("about a group", "few women"),
    },
}

_FITTING = {
    "waits-already": N_("{name} is on the waitlist already."),
    "in-group-already": N_("{name} is already in {group}."),
    "group-closed-joining": N_("This group was closed on {day}. Nobody joins it unless it is opened again."),
    "membership-built-on": N_("{name} is on the roster of a session of {day}. Please end the membership instead."),
    "group-closed-waitlist": N_("This group was closed on {day}. Nobody waits for it any more."),
}

_LIFE = {
    "plan-name-missing": N_("Please type a name for the plan."),
    "objective-missing": N_("Please choose what the session is for."),
    "duty-not-there": N_("This member is not at the session. Please choose somebody who is there."),
    "incident-kind-missing": N_("Please choose what it was about."),
}

GROUP_LIFE_PROBLEMS: Mapping[str, str] = {**_FITTING, **_LIFE}
"""English sentence of each problem code of groups' life: fitting, waitlists, plans, duties, incidents."""
