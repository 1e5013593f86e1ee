"""What is wrong with something typed, in a sentence that stands beside its field."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum

from peerdesk.domain.dates import short_date, short_datetime, short_time
from peerdesk.errors import Problem
from peerdesk.i18n import N_, gettext
from peerdesk.words.bin import BIN_PROBLEMS
from peerdesk.words.care import CARE_PROBLEMS
from peerdesk.words.codes import of
from peerdesk.words.group_life import GROUP_LIFE_PROBLEMS
from peerdesk.words.recovery import RECOVERY_PROBLEMS

_MEMBER = {
    "name-missing": N_("Please type the member's name, in Latin letters or in their own script."),
    "name-empty": N_("Please type a name."),
    "name-too-long": N_("The name is too long: at most {most} characters fit on paper."),
    "name-without-letters": N_("A name needs at least one letter."),
    "name-right-to-left": N_(
        "Please write the name in Latin, Devanagari or Gurmukhi letters: others cannot be printed."
    ),
    "name-script-not-printed": N_(
        "Please write the name in Latin, Devanagari or Gurmukhi letters: others cannot be printed."
    ),
    "name-has-symbols": N_("The name holds a symbol that cannot be printed. Please take it out."),
    "name-starts-with-mark": N_("A vowel sign in the name has no letter before it. Please type the word again."),
    "gender-missing": N_("Please choose the gender."),
    "age-missing": N_("Please type the age or the date of birth. A near guess of the age is enough."),
    "age-wrong": N_("The age must be between 1 and {most} years."),
    "birth-date-ahead": N_("The date of birth is in the future."),
    "birth-date-too-early": N_("The date of birth is more than {most} years ago. Please check the year."),
    "phone-wrong": N_("A phone number has 10 digits and starts with 6, 7, 8 or 9; a landline starts with 0."),
    "number-taken": N_("This admission number is already in the book. Please use another one."),
    "number-wrong": N_("This number cannot be used. It looks like CODE/2026-27/0042."),
}

_STAY = {
    "admission-ahead": N_("The admission date is in the future."),
    "admission-long-ago": N_("The day {day} is more than 10 years ago. Please check the year."),
    "admission-too-young": N_(
        "On {day} the member was younger than {least} years. Please check the year, here and in the age."
    ),
    "stay-open": N_("This member is already admitted. Please enter the discharge first."),
    "stays-overlap": N_("The admission date lies within an earlier stay of this member."),
    "stay-missing": N_("This member is not admitted at present."),
    "discharged-already": N_("This member has already been discharged."),
    "discharge-before-admission": N_("The discharge date is before the admission on {admitted_on}."),
    "discharge-type-missing": N_("Please choose how the stay ended."),
    "key-counsellor-ahead": N_("The day is in the future. The key counsellor changes on the day itself."),
    "key-counsellor-before-last": N_(
        "{name} answers for this member since {day}. Please choose that day or a later one."
    ),
    "key-counsellor-before-end": N_(
        "{name} answered for this member until {day}. Please choose that day or a later one."
    ),
    "key-counsellor-missing": N_("Please choose who is to answer for the members."),
    "key-counsellor-wrong": N_("Please choose a counsellor who can still log in."),
    "discharge-ahead": N_("The discharge date is in the future."),
    "marks-after": N_("{name} has attendance in {group} up to {day}. Please choose that day or a later one."),
    "marks-after-together": N_("There is attendance up to {day}. Please choose that day or a later one."),
    "membership-not-begun": N_(
        "{name} comes into {group} only on {day}. Please choose that day or a later one, or take the joining back."
    ),
    "admission-number-missing": N_("Please type the admission number."),
    "stay-holds-group": N_("{name} was in {group} from {day}. Please choose that day or an earlier one."),
    "stay-holds-attendance": N_(
        "{name} has attendance in {group} from {day}. Please choose that day or an earlier one."
    ),
    "stay-holds-leave": N_("{name} was on leave from {day}. Please choose that day or an earlier one."),
    "stay-holds-presence": N_("{name} was in the centre on {day}. Please choose that day or an earlier one."),
    "stays-meet": N_("Another stay of this member holds some of these days."),
    "stay-not-ended": N_("This stay goes on: there is no discharge to take back."),
    "later-stay": N_("The member was admitted again on {day}. A discharge before that cannot be taken back."),
    "discharge-after-death": N_("The member died on {day}. Please choose that day or an earlier one."),
    "died-before-stay": N_("The member was with the centre on {day}. Please choose that day or a later one."),
    "died-before-session": N_("The member came to {group} on {day}. Please choose that day or a later one."),
    "died-before-presence": N_("The member was in the centre on {day}. Please choose that day or a later one."),
    "died-before-talk": N_("Somebody talked with the member on {day}. Please choose that day or a later one."),
    "died-before-measure": N_("The member answered questions on {day}. Please choose that day or a later one."),
    "died-already": N_("That this member has died is written down already."),
    "died-not-written": N_("Nobody has written down that this member died."),
    "died-day-missing": N_("Please give the day on which the member died."),
    "died-not-confirmed": N_("Please confirm it first: calls, groups and mentoring end with it."),
    "died-type-by-itself": N_("A death is written down with the button for it, and taken back there."),
    "member-died": N_("{name} has died."),
    "entry-after-death": N_("{name} died on {day}. Please choose that day or an earlier one."),
    "talk-after-death": N_("{name} died on {day}. A talk with the family can still be written down."),
    "certificate-died": N_("{name} has died. No certificate is made any more; what was reached stays in the record."),
    "member-archived": N_("{name} is in the archive. Please bring them back first."),
    "archive-in-programme": N_("This member is in the programme. Please enter the discharge first."),
}

_CONSENT = {
    # Translators: {kind} is what a member agrees to: Keeping the record, Sharing the success story, …
    "consent-kind-missing": N_("Please choose what the member agrees to."),
    "consent-given-already": N_("{kind}: the consent stands since {day}."),
    "consent-before-withdrawal": N_("{kind}: withdrawn on {day}. Please choose that day or a later one."),
    "notice-not-withdrawn": N_("The privacy notice was given: nobody withdraws it. Consents can be withdrawn."),
    "consent-withdrawn-already": N_("This consent was withdrawn on {day}."),
    "withdrawn-before-given": N_("The consent was given on {day}. Please choose that day or a later one."),
    "consent-given-again": N_("It was given again on {day}. Please take that back first."),
    "consent-missing": N_("Please record the consent first: {kind}. Nothing was agreed to so far."),
    "consent-withdrawn": N_("The consent was withdrawn on {day}: {kind}. It has to be given again first."),
    "record-held": N_("There is a hold on this record: {why}. Please lift the hold first."),
    "erase-in-programme": N_("A stay, a group or a mentorship of this member is still open. Please end it first."),
    "why-erased-missing": N_("Please choose why the record is erased."),
    "not-kept-long-enough": N_("By the rule of the centre the record is kept until {day}."),
    "kept-by-law": N_("By law the record is kept until {day}."),
    "nothing-to-keep": N_("Nothing was written about this member yet."),
    "number-differs": N_("This is not the number of this member."),
    "hold-stands": N_("There is a hold on this record since {day}."),
    "hold-lifted-already": N_("This hold was lifted on {day}."),
    "copy-waits-already": N_("A copy was asked for on {moment} and is not handed over yet."),
    "copy-given-already": N_("The copy was handed over on {moment}."),
    "copy-before-asked": N_("The copy was asked for on {moment}. Please choose that moment or a later one."),
    "record-read-through": N_(
        "Please read it through before you hand it over: a name can be written in a way that PeerDesk does not know."
    ),
    "story-missing": N_("No success story is kept for this member."),
    "story-says-name": N_("The story says the member's own name. Please look whether it is to stand on the page."),
    "story-too-long": N_(
        "The story has to fit on one page: at most {most} letters and {lines} lines. Please shorten it."
    ),
}

_GROUP = {
    "group-missing": N_("Please choose a group."),
    "group-name-missing": N_("Please type a name for the group."),
    "group-name-taken": N_("Another group already has this name."),
    "group-type-missing": N_("Please choose the type of the group."),
    "registration-built-on": N_("More was written about {name} since the registration. Please archive instead."),
    "admission-built-on": N_("The stay has ended, was corrected or has days marked in it. Please correct it instead."),
    "leave-overlap": N_(
        "There is a leave from {from_day} to {to_day} already. Please remove it first, or choose other days."
    ),
    "group-closed": N_("This group was closed on {day}. Please choose an earlier day."),
    "capacity-wrong": N_("“Least members” must be at least 1, and “Most members” not below it and at most 200."),
    "times-wrong": N_("A meeting lasts between 5 and 480 minutes. Please check the meeting times."),
    "times-twice": N_("The same day and time stands twice in the list."),
    "before-group-existed": N_("The group began on {started_on}. Please choose that day or a later one."),
    "membership-overlap": N_("{name} is already in {group} on some of these days."),
    "membership-holds-signed": N_(
        "{name} came to the signed session of {group} on {day}. Please choose that day or an earlier one."
    ),
    "members-missing": N_("Please choose at least one member."),
    "not-a-member": N_("This person is not in the group on this day."),
}

_SESSION = {
    "session-exists": N_("The group already has a session at this day and time."),
    "session-ahead": N_("The day is too far ahead. Please choose an earlier one."),
    "session-ahead-marks": N_("The session is on {day}. Attendance can be marked from that day on."),
    "session-did-not-happen": N_("This session did not happen, so it has no attendance and no note."),
    "session-has-marks": N_("Attendance or a note stands in this session. Please take it out first."),
    "session-not-held": N_("No attendance has been marked yet. Please mark it before signing."),
    "session-not-signed": N_("The session is not signed yet. Please change it directly."),
    "mark-unchanged": N_("This is the mark that stands there already."),
    "text-missing": N_("Please type the text."),
    "on-roster-already": N_("This member is already on the list of this session."),
    "not-a-walk-in": N_("Only somebody who came for this session alone can be taken off its list."),
    "walk-in-has-note": N_("A note has been written about this member. Please take it out first."),
    "session-signed": N_("The session has been signed. Only an addendum or a correction can be made now."),
    "objective-or-none": N_("Please choose the objective of the session, or “None”."),
    "rows-unmarked": N_("Members still unmarked: {count}. Please say what becomes of them before you sign."),
    "note-missing": N_("The session note is still empty. Please write it before signing."),
    "not-responsible": N_("Only the counsellor responsible for the group can sign this session."),
    "reason-missing": N_("Please give a reason."),
    "minutes-wrong": N_("The minutes must be between 0 and {most}."),
    "session-minutes-wrong": N_("The session lasts {most} minutes: nobody can be late, or leave early, by more."),
    "participation-wrong": N_("Participation is a number from 0 to {most}, for members who were there."),
    "names-member": N_("This note names another member, {name}. Please write it without the name."),
    "guest-relation-missing": N_("Please choose the relation."),
    "guest-of-whom": N_("Please choose of whom. Only a friend, a neighbour or a visitor need not be of a member."),
    "guest-noted-already": N_("{name} is noted here already. Somebody else of that name? Please add the village."),
    "guest-on-roster": N_("{name} stands on the roster. Somebody else of that name? Please add the village."),
    "guest-name-missing": N_("Please type the name of the guest."),
    "visitors-wrong": N_("The number of visitors must be between 0 and {most}."),
}

_CENTRE = {
    "centre-name-missing": N_("Please type the name of the centre."),
    "centre-code-wrong": N_("The short code has 2 to 8 capital letters (A-Z) or digits, for example NMK2."),
    "logo-wrong": N_("The logo must be a PNG or JPEG picture of at most {most} kilobytes."),
    "language-unknown": N_("Please choose one of the languages."),
    "holiday-taken": N_("This day is already in the list of holidays."),
    "holiday-name-wrong": N_("Please type the name of the holiday, with at most {most} characters."),
    "user-name-blank": N_("Please type a user name."),
    "user-name-wrong": N_("A user name has 2 to 40 letters, digits, dots or hyphens, and no spaces."),
    "user-name-taken": N_("Another staff member already has this user name."),
    "staff-name-missing": N_("Please type the staff member's name."),
    "hand-over-first": N_("{name} answers for members ({count}). Please hand them over first."),
    "last-coordinator": N_("The centre needs at least one project coordinator. Please name another one first."),
    "last-user": N_("This is the only login. Please add another one first."),
    "password-blank": N_("Please type a password."),
    "password-too-short": N_(
        "The password needs at least {least} characters, or {words} words. Words are easy to remember."
    ),
    "password-easy": N_(
        "This password is easy to guess. Please type words that have nothing to do with each other, and no names."
    ),
    "password-is-user-name": N_("The password must differ from the user name."),
    "password-wrong": N_("This is not the right password."),
    "pdf-password-short": N_("The password of a PDF needs at least {least} characters."),
    "pdf-password-letters": N_(
        "The password of a PDF has the letters A-Z, digits, spaces and signs of an English keyboard. Other letters do "
        "not open it in every program."
    ),
    "passwords-differ": N_("The two passwords are not the same. Please type both again."),
    "recovery-code-mistyped": N_(
        "The password recovery code is not typed correctly. Please compare it with the password recovery sheet."
    ),
}

_ANYWHERE = {
    "text-too-long": N_("The text is too long: at most {most} characters."),
    "text-broken": N_("A character in the text is damaged and cannot be kept. Please type it again."),
    "date-out-of-range": N_("The year must be between 1900 and 2199."),
    "period-too-long": N_("A report covers at most {years} years. Please check the years."),
    "day-far-ahead": N_("The day {day} is more than two years ahead. Please check the year."),
    "day-far-back": N_("The day {day} is more than 50 years ago. Please check the year."),
    "before-birth": N_("On {day} the member was not born yet. Please check the year, here and in the age."),
    "birth-after-record": N_("The record knows this member since {day} already. Please check the year."),
    "date-missing": N_("Please give a date."),
    "mark-missing": N_("Please choose the right mark."),
    "date-wrong": N_("“{value}” is not a date. Please type it as 21-11-2026."),
    "time-missing": N_("Please give a time, for example 10:05."),
    "time-wrong": N_("“{value}” is not a time. Please type it as 10:05."),
    "dates-out-of-order": N_("The last day is before the first day."),
    "day-ahead": N_("This day is in the future."),
    "override-reason-missing": N_("Please say why it is right all the same."),
    "place-inside-record": N_(
        "This folder lies inside the folder of the record. Please choose a USB stick or another disk."
    ),
    "number-out-of-range": N_("Please type a number from {least} to {most}."),
}

PROBLEMS: Mapping[str, str] = {
    **_MEMBER,
    **_STAY,
    **_CONSENT,
    **_GROUP,
    **_SESSION,
    **_CENTRE,
    **_ANYWHERE,
    **RECOVERY_PROBLEMS,
    **CARE_PROBLEMS,
    **GROUP_LIFE_PROBLEMS,
    **BIN_PROBLEMS,
}
"""English sentence of each problem code; the braces name the problem's values."""


def problem(problem: Problem) -> str:
    """Return the sentence for a problem.

    Raises:
        KeyError: for a code without words.
    """
    return gettext(PROBLEMS[problem.code]).format(**shown(problem.values))


def shown(values: Mapping[str, object]) -> dict[str, str]:
    """Return an error's values as a sentence mentions them: 21-11-2026, 10:05, a code's word, a plain number."""
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: object) -> str:
    match value:
        case Enum():
            return of(value)
        case datetime():
            return short_datetime(value)
        case date():
            return short_date(value)
        case time():
            return short_time(value)
        case _:
            return str(value)
