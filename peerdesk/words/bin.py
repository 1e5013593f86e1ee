"""Words for what lies in the bin, and for why something stays there."""

from collections.abc import Mapping

from peerdesk.domain.bin import BinKind
from peerdesk.i18n import N_
from peerdesk.words.entry import NC_, Tables

BIN_WORDS: Tables = {
    BinKind: {
        # Translators: what was deleted, in the list of the bin.
        BinKind.MEMBER: NC_("bin", "Registration of a member"),
        BinKind.LEAVE: NC_("bin", "Leave"),
        BinKind.CONSENT: NC_("bin", "Consent"),
        BinKind.COPY_REQUEST: NC_("bin", "Request for a copy of the record"),
        BinKind.STORY: NC_("bin", "Success story"),
        BinKind.CONTACT: NC_("bin", "Contact"),
        BinKind.FOLLOW_UP: NC_("bin", "Follow-up"),
        BinKind.GOAL: NC_("bin", "Goal"),
        BinKind.GOAL_WORD: NC_("bin", "Update on a goal"),
        BinKind.MEASUREMENT: NC_("bin", "Answers of a day"),
        BinKind.RETURN: NC_("bin", "Return to use"),
        BinKind.STEP: NC_("bin", "Step"),
        BinKind.CELEBRATION: NC_("bin", "Celebrated milestone"),
        BinKind.MENTOR_CONTACT: NC_("bin", "Contact of a mentor"),
        BinKind.WALK_IN: NC_("bin", "Came for this session"),
        BinKind.GUEST: NC_("bin", "Guest"),
        BinKind.MEMBER_NOTE: NC_("bin", "Note about a member"),
        BinKind.GROUP_NOTE: NC_("bin", "Session note"),
        BinKind.INCIDENT: NC_("bin", "Incident"),
        BinKind.PLAN: NC_("bin", "Session plan"),
        BinKind.HOLIDAY: NC_("bin", "Holiday"),
        BinKind.PLACE: NC_("bin", "Place to refer to"),
        BinKind.MILESTONE: NC_("bin", "Milestone of the list"),
    },
}

BIN_PROBLEMS: Mapping[str, str] = {
    "bin-place-taken": N_("Something else is in its place now. It stays in the bin."),
    "bin-number-taken": N_(
        "The member number or the admission number belongs to somebody else by now. It stays in the bin; "
        "the member can be registered anew."
    ),
    "bin-belongs-gone": N_("Whoever or whatever it belonged to is no longer in the record. It stays in the bin."),
    "bin-fits-no-more": N_("It does not fit into the record as it is now. It stays in the bin."),
}
"""English sentence of each problem code of putting back."""
