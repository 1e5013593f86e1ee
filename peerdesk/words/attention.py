"""Why a member needs contact, and by which rule, in plain words that stand where the reason is shown."""

from peerdesk.domain.care.attention import NEW, SETTLED, Reason, ReasonCode, Settled
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.dates import short_date
from peerdesk.i18n import N_, gettext, ngettext
from peerdesk.i18n import gettext as _


def reason(reason: Reason) -> str:
    """Return a reason as a phrase of a list: ``absent 3 times running in Morning Circle``.

    Raises:
        KeyError: for a code without words.
    """
    return _PHRASES[reason.code](reason)


def rule(code: ReasonCode, thresholds: Thresholds) -> str:
    """Return the rule behind a reason, with the centre's numbers.

    Raises:
        KeyError: for a code without words.
    """
    return _RULES[code](thresholds)


def reason_with_done(why: Reason) -> str:
    """A reason with what was done about it: ``in no group for 5 days – settled until 20-11-2026``."""
    if why.settled is None:
        return reason(why)
    return _("{reason} – {done}").format(reason=reason(why), done=_done(why.settled))


def group_title(key: str) -> str:
    """The heading of a group of members who need contact.

    Raises:
        KeyError: for a key without words.
    """
    return gettext(_GROUPS[key])


def group_rule(key: str, thresholds: Thresholds) -> str:
    """What brings members into such a group."""
    if key == NEW:
        return _("Why they need contact began yesterday or today. Later they stand under their reason.")
    if key == SETTLED:
        return _(
            "A follow-up is planned, or somebody has spoken with them. They need contact again only if that does not"
            " reach them."
        )
    return rule(ReasonCode(key), thresholds)


_GROUPS = {
    NEW: N_("New since yesterday"),
    ReasonCode.RETURNED: N_("Return to use"),
    ReasonCode.AWAY: N_("Absent from the centre"),
    ReasonCode.CRAVING: N_("Strong craving"),
    ReasonCode.DAYS_OF_USE: N_("Days of use"),
    ReasonCode.ABSENCES: N_("Absent from groups"),
    ReasonCode.FOLLOW_UP_OVERDUE: N_("Follow-up overdue"),
    ReasonCode.HALVED: N_("Attendance halved"),
    ReasonCode.NO_CONTACT: N_("No contact"),
    ReasonCode.NO_GROUP: N_("In no group"),
    ReasonCode.GROUP_ALONE: N_("No one-to-one contact"),
    SETTLED: N_("Settled"),
}


def _done(settled: Settled) -> str:
    if settled.until is not None:
        return _("settled until {day}").format(day=short_date(settled.until))
    assert settled.spoken_on is not None, "a follow-up lies ahead, or somebody has spoken"  # noqa: S101
    spoken = _("spoken with on {day}").format(day=short_date(settled.spoken_on))
    return _("{done}: {agreed}").format(done=spoken, agreed=settled.agreed) if settled.agreed else spoken


def _returned(reason: Reason) -> str:
    return _("a return to use, noted on {day}").format(day=_since(reason))


def _away(reason: Reason) -> str:
    phrase = ngettext(
        "absent from the centre without leave for {count} day, since {day}",
        "absent from the centre without leave for {count} days, since {day}",
        reason.count,
    )
    return phrase.format(count=reason.count, day=_since(reason))


def _craving(reason: Reason) -> str:
    return _("craving {count} of 10 on {day}").format(count=reason.count, day=_since(reason))


def _days_of_use(reason: Reason) -> str:
    phrase = ngettext(
        "{count} day of use in the week before {day}", "{count} days of use in the week before {day}", reason.count
    )
    return phrase.format(count=reason.count, day=_since(reason))


def _since(reason: Reason) -> str:
    assert reason.since is not None, "it is known since when"  # noqa: S101 - tells the type checker
    return short_date(reason.since)


def _absences(reason: Reason) -> str:
    phrase = ngettext("absent {count} time in {group}", "absent {count} times running in {group}", reason.count)
    return phrase.format(count=reason.count, group=reason.group)


def _overdue(reason: Reason) -> str:
    return _("follow-up was due on {day}").format(day=_since(reason))


def _halved(reason: Reason) -> str:
    return _(
        "attendance halved: {there} of {held} sessions in two weeks, {there_before} of {held_before} before"
    ).format(
        there=reason.lately.attended,
        held=reason.lately.counted,
        there_before=reason.before.attended,
        held_before=reason.before.counted,
    )


def _no_contact(reason: Reason) -> str:
    if reason.more:
        phrase = ngettext("no contact for more than {count} day", "no contact for more than {count} days", reason.count)
    else:
        phrase = ngettext("no contact for {count} day", "no contact for {count} days", reason.count)
    return phrase.format(count=reason.count)


def _no_group(reason: Reason) -> str:
    if reason.more:
        phrase = ngettext(
            "in no group for more than {count} day", "in no group for more than {count} days", reason.count
        )
    else:
        phrase = ngettext("in no group for {count} day", "in no group for {count} days", reason.count)
    return phrase.format(count=reason.count)


def _group_alone(reason: Reason) -> str:
    if reason.more:
        phrase = ngettext(
            "no one-to-one contact for more than {count} day",
            "no one-to-one contact for more than {count} days",
            reason.count,
        )
    else:
        phrase = ngettext(
            "no one-to-one contact for {count} day", "no one-to-one contact for {count} days", reason.count
        )
    return phrase.format(count=reason.count)


_PHRASES = {
    ReasonCode.RETURNED: _returned,
    ReasonCode.AWAY: _away,
    ReasonCode.CRAVING: _craving,
    ReasonCode.DAYS_OF_USE: _days_of_use,
    ReasonCode.ABSENCES: _absences,
    ReasonCode.FOLLOW_UP_OVERDUE: _overdue,
    ReasonCode.HALVED: _halved,
    ReasonCode.NO_CONTACT: _no_contact,
    ReasonCode.NO_GROUP: _no_group,
    ReasonCode.GROUP_ALONE: _group_alone,
}


def _rule_of_returned(thresholds: Thresholds) -> str:
    return _(
        "After a return to use staff speak with the member within three days, without blame: what happened, what "
        "helped, what the next step is."
    )


def _rule_of_away(thresholds: Thresholds) -> str:
    return _(
        "A resident who was marked absent from the centre on two days running, without leave, is asked after the same "
        "day: by a visit or a call to the family."
    )


def _rule_of_craving(thresholds: Thresholds) -> str:
    return _("A craving of 8 to 10 in the latest weekly answers calls for a talk within three days.")


def _rule_of_days_of_use(thresholds: Thresholds) -> str:
    return _("Days of use in the latest weekly answers call for a talk within three days.")


def _rule_of_absences(thresholds: Thresholds) -> str:
    return _(
        "Contact is needed when the absences running reach {daily} in a group that meets on four or more days a week "
        "or {weekly} in any other, unless the group has a number of its own. Leave does not count."
    ).format(daily=thresholds.absences_daily, weekly=thresholds.absences_weekly)


def _rule_of_overdue(thresholds: Thresholds) -> str:
    return _("A follow-up is overdue from the day after it was due until its outcome is noted.")


def _rule_of_halved(thresholds: Thresholds) -> str:
    return _(
        "Attendance has halved when a member came to half as large a part of the sessions of the last two weeks as of "
        "the two weeks before, with at least {count} sessions in each. Leave does not count."
    ).format(count=thresholds.halved_least)


def _rule_of_no_contact(thresholds: Thresholds) -> str:
    rule = ngettext(
        "Who does not live in the centre needs contact after {count} day without any: no session attended, no call, "
        "no visit, no mentor. Not during leave, and after discharge only where the follow-ups do not find them.",
        "Who does not live in the centre needs contact after {count} days without any: no session attended, no call, "
        "no visit, no mentor. Not during leave, and after discharge only where the follow-ups do not find them.",
        thresholds.no_contact_days,
    )
    return rule.format(count=thresholds.no_contact_days)


def _rule_of_no_group(thresholds: Thresholds) -> str:
    rule = ngettext(
        "Everybody in the programme belongs to a group within {count} day.",
        "Everybody in the programme belongs to a group within {count} days.",
        thresholds.no_group_days,
    )
    return rule.format(count=thresholds.no_group_days)


def _rule_of_group_alone(thresholds: Thresholds) -> str:
    rule = ngettext(
        "Who comes to groups is also spoken with alone at least once in {count} day.",
        "Who comes to groups is also spoken with alone at least once in {count} days.",
        thresholds.group_alone_days,
    )
    return rule.format(count=thresholds.group_alone_days)


_RULES = {
    ReasonCode.RETURNED: _rule_of_returned,
    ReasonCode.AWAY: _rule_of_away,
    ReasonCode.CRAVING: _rule_of_craving,
    ReasonCode.DAYS_OF_USE: _rule_of_days_of_use,
    ReasonCode.ABSENCES: _rule_of_absences,
    ReasonCode.FOLLOW_UP_OVERDUE: _rule_of_overdue,
    ReasonCode.HALVED: _rule_of_halved,
    ReasonCode.NO_CONTACT: _rule_of_no_contact,
    ReasonCode.NO_GROUP: _rule_of_no_group,
    ReasonCode.GROUP_ALONE: _rule_of_group_alone,
}
