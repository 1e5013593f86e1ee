"""Words about what a report is asked for."""

from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.papers.choices import Names, UsualDays
from peerdesk.words.entry import NC_, Tables

PAPER_WORDS: Tables = {
    Names: {
        Names.FULL: NC_("names on paper", "Full names"),
        Names.INITIALS: NC_("names on paper", "Initials and number"),
        Names.NUMBER: NC_("names on paper", "Number only"),
        Names.NONE: NC_("names on paper", "Without a name"),
    },
    ForWhom: {
        # Translators: for whom a paper about one member is made; stands in a list, and after "Made for:".
        ForWhom.FILE: NC_("for whom", "The file of the centre"),
        ForWhom.MEMBER: NC_("for whom", "The member"),
        ForWhom.FAMILY: NC_("for whom", "The family"),
        ForWhom.EMPLOYER: NC_("for whom", "The employer"),
        ForWhom.COURT: NC_("for whom", "A court or authority"),
        ForWhom.TREATING: NC_("for whom", "Another doctor or counsellor"),
    },
    UsualDays: {
        UsualDays.STAY: NC_("period", "Since the latest admission"),
        UsualDays.LATEST: NC_("period", "The latest one, whenever it was"),
        UsualDays.LAST_WEEK: NC_("period", "Last full week"),
        UsualDays.THIS_WEEK: NC_("period", "This week"),
        UsualDays.LAST_MONTH: NC_("period", "Last month"),
        UsualDays.THIS_MONTH: NC_("period", "This month"),
        UsualDays.OTHER: NC_("period", "Other days"),
    },
}
