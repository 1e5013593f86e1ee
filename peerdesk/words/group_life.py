"""Words about duties, incidents and plans, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.duties import Duty
from peerdesk.domain.incidents import IncidentKind
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
}

GROUP_LIFE_PROBLEMS: Mapping[str, str] = {}
"""English sentence of each problem code of groups' life: fitting, waitlists, plans, duties, incidents."""
