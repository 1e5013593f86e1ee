"""Words about groups and who is in them."""

from peerdesk.domain.groups.groups import Audience, Channel, Entry, GroupType, LedBy
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.words.entry import NC_, Tables

GROUP_WORDS: Tables = {
    GroupType: {
        GroupType.TWELVE_STEP: NC_("group type", "12-step"),
        GroupType.SELF_HELP: NC_("group type", "Self-help"),
        GroupType.COUNSELLOR_LED: NC_("group type", "Counsellor-led"),
        GroupType.FAMILY: NC_("group type", "Family"),
        GroupType.ONLINE: NC_("group type", "Online"),
        GroupType.ALUMNI: NC_("group type", "Alumni"),
        GroupType.EDUCATION: NC_("group type", "Education"),
        GroupType.WORKSHOP: NC_("group type", "Workshop"),
        GroupType.SHARING_CIRCLE: NC_("group type", "Sharing circle"),
    },
    LedBy: {
        LedBy.COUNSELLOR: NC_("led by", "Counsellor"),
        LedBy.PEER: NC_("led by", "Peer leader"),
    },
    Channel: {
        Channel.ROOM: NC_("how a group meets", "In the room"),
        Channel.PHONE: NC_("how a group meets", "Phone"),
        Channel.VIDEO: NC_("how a group meets", "Video"),
    },
    Entry: {
        # Translators: newcomers may join a group at any time (Open) or not (Closed).
        Entry.OPEN: NC_("entry to a group", "Open"),
        Entry.CLOSED: NC_("entry to a group", "Closed"),
    },
    Audience: {
        Audience.EVERYBODY: NC_("audience", "Everybody"),
        Audience.WOMEN: NC_("audience", "Women"),
        Audience.MEN: NC_("audience", "Men"),
        Audience.UNDER_18: NC_("audience", "Under 18"),
        Audience.YOUNG_ADULTS: NC_("audience", "Young adults"),
        Audience.OLDER: NC_("audience", "Older members"),
        Audience.CO_OCCURRING: NC_("audience", "Members with a co-occurring illness"),
        Audience.NEWCOMERS: NC_("audience", "Newcomers"),
        Audience.ALUMNI: NC_("audience", "Alumni"),
        Audience.FAMILIES: NC_("audience", "Families"),
    },
    MemberRole: {
        MemberRole.MEMBER: NC_("role in a group", "Member"),
        MemberRole.PEER_LEADER: NC_("role in a group", "Peer leader"),
        MemberRole.TIMEKEEPER: NC_("role in a group", "Timekeeper"),
        MemberRole.SUPPORT: NC_("role in a group", "Support person"),
    },
}
