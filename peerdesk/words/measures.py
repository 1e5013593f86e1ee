"""Words of the scales: names, questions, answers, sources, and changes said without a verdict.

The wordings of BARC-10 and PHQ-9 are their authors'; both may be shipped (``domain/measures/scales.py``). What is
printed or shown in another language than English is PeerDesk's own translation and says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from peerdesk.domain.care.thresholds import each_help_line
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import Change, Trend
from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.domain.measures.scales import BARC_10, PHQ_9, WEEKLY, Item, Scale
from peerdesk.i18n import N_, language, ngettext, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.words.entry import NC_

_NAMES = {
    WEEKLY.code: N_("Weekly questions"),
    BARC_10.code: N_("BARC-10"),
    PHQ_9.code: N_("PHQ-9"),
}

_TITLES = {
    WEEKLY.code: N_("Weekly questions"),
    BARC_10.code: N_("Brief Assessment of Recovery Capital (BARC-10)"),
    PHQ_9.code: N_("Patient Health Questionnaire (PHQ-9)"),
}

_STEMS = {
    WEEKLY.code: N_("Think of the last 7 days. 0 means not at all, 10 means as much as can be."),
    BARC_10.code: N_("How far do you agree with each sentence?"),
    PHQ_9.code: N_("Over the last 2 weeks, how often have you been bothered by any of the following problems?"),
}

_QUESTIONS: Mapping[str, Sequence[str]] = {
    WEEKLY.code: (
        N_("How strong was your craving at its strongest?"),
        N_("How important is it to you to stay on your way?"),
        N_("How confident are you that you can do it?"),
        N_("On how many days did you use anything?"),
    ),
    BARC_10.code: (
        N_("There are more important things to me in life than using substances."),
        N_("In general I am happy with my life."),
        N_("I have enough energy to complete the tasks I set for myself."),
        N_("I am proud of the community I live in and feel part of it."),
        N_("I get lots of support from friends."),
        N_("I regard my life as challenging and fulfilling without the need for using drugs or alcohol."),
        N_("My living space has helped to drive my recovery journey."),
        N_("I take full responsibility for my actions."),
        N_("I am happy dealing with a range of professional people."),
        N_("I am making good progress on my recovery journey."),
    ),
    PHQ_9.code: (
        N_("Little interest or pleasure in doing things"),
        N_("Feeling down, depressed, or hopeless"),
        N_("Trouble falling or staying asleep, or sleeping too much"),
        N_("Feeling tired or having little energy"),
        N_("Poor appetite or overeating"),
        N_("Feeling bad about yourself — or that you are a failure or have let yourself or your family down"),
        N_("Trouble concentrating on things, such as reading the newspaper or watching television"),
        N_(
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or"
            " restless that you have been moving around a lot more than usual"
        ),
        N_("Thoughts that you would be better off dead or of hurting yourself in some way"),
    ),
}

_SHORT = (
    NC_("measure", "Craving"),
    NC_("measure", "Importance"),
    NC_("measure", "Confidence"),
    NC_("measure", "Days of use"),
)
"""What the lines of the weekly questions are called."""

_ANSWERS: Mapping[str, Mapping[int, str]] = {
    BARC_10.code: {
        1: N_("Strongly disagree"),
        2: N_("Disagree"),
        3: N_("Somewhat disagree"),
        4: N_("Somewhat agree"),
        5: N_("Agree"),
        6: N_("Strongly agree"),
    },
    PHQ_9.code: {
        0: N_("Not at all"),
        1: N_("Several days"),
        2: N_("More than half the days"),
        3: N_("Nearly every day"),
    },
}

_SOURCES = {
    BARC_10.code: N_("Vilsaint et al. 2017; freely available (PhenX 590502)."),
    PHQ_9.code: N_(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational"
        " grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute."
    ),
}

_REFERENCES = {BARC_10.code: N_("{score} and above goes with sustained remission in the study.")}


def scale_name(scale: Scale) -> str:
    """A scale as lists and chips name it."""
    return _(_NAMES[scale.code]) if scale.built_in else scale.name


def scale_title(scale: Scale) -> str:
    """A scale's name in full, for headings."""
    return _(_TITLES[scale.code]) if scale.built_in else scale.name


def scale_stem(scale: Scale) -> str:
    """What is said before the questions; empty for a scale of the centre's own."""
    return _(_STEMS[scale.code]) if scale.built_in else ""


def question(scale: Scale, item: Item) -> str:
    """A question in full; of a built-in scale in the language of the moment, of the centre's own as it was typed."""
    return _(_QUESTIONS[scale.code][item.place - 1]) if scale.built_in else item.text


def answers(scale: Scale) -> dict[int, str]:
    """The words of the answers by their number; empty where the numbers speak for themselves."""
    return {value: _(text) for value, text in _ANSWERS.get(scale.code, {}).items()}


def scale_source(scale: Scale) -> str:
    """Whose a scale is; empty for the weekly questions, which nobody owns."""
    if not scale.built_in:
        return scale.source
    return _(_SOURCES[scale.code]) if scale.code in _SOURCES else ""


def scale_reference(scale: Scale) -> str:
    """What the source says of a score, stated as a fact; empty where it says nothing."""
    if scale.code not in _REFERENCES:
        return ""
    return _(_REFERENCES[scale.code]).format(score=scale.reference)


def own_translation(scale: Scale) -> str:
    """Says that a translated wording is no official one; empty in English, and where nobody's wording is translated."""
    if language() == "en" or scale.code not in _SOURCES:
        return ""
    return _("This translation is PeerDesk's own, not an official one.")


def trend_name(scale: Scale, trend: Trend) -> str:
    """What a line of a member's measures is called: ``Craving``, ``Score``, or the question itself."""
    if trend.item is None:
        return _("Score")
    return pgettext(*_SHORT[trend.item.place - 1]) if scale.code == WEEKLY.code else question(scale, trend.item)


def out_of(value: int, trend: Trend) -> str:
    """``34 of 60``: a number and the greatest it could be."""
    return _("{value} of {most}").format(value=value, most=trend.highest)


def change(change: Change | None) -> str:
    """``2 fewer than on 14-11-2026``; empty where there is nothing to compare with. Never better or worse."""
    if change is None:
        return ""
    if change.by == 0:
        text = _("the same as on {day}")
    elif change.by > 0:
        text = ngettext("{count} more than on {day}", "{count} more than on {day}", change.by)
    else:
        text = ngettext("{count} fewer than on {day}", "{count} fewer than on {day}", -change.by)
    return text.format(count=abs(change.by), day=short_date(change.since))


def trend_in_words(scale: Scale, trend: Trend) -> str:
    """A chart for who cannot see it: how many answers, from when to when, from what to what."""
    if not trend.points:
        return _("{name}: no number yet.").format(name=trend_name(scale, trend))
    (first_day, first), (last_day, last) = trend.points[0], trend.points[-1]
    values = [value for _day, value in trend.points]
    if len(values) == 1:
        once = _("{name}: {last} on {last_day}, entered once.")
        return once.format(name=trend_name(scale, trend), last=last, last_day=short_date(last_day))
    text = _(
        "{name}: entered {count} times from {first_day} to {last_day}, from {first} to {last};"
        " the least was {least}, the most {most}."
    )
    return text.format(
        name=trend_name(scale, trend),
        count=len(values),
        first_day=short_date(first_day),
        last_day=short_date(last_day),
        first=first,
        last=last,
        least=min(values),
        most=max(values),
    )


# Safety notes


def safety_talk(day: date, name: str = "") -> str:
    """What the sheet of a day asks for; with the name where the page is not about that member alone."""
    if not name:
        text = _("On {day} the answer to question 9 was above 0. Please speak with them today.")
        return text.format(day=short_date(day))
    text = _("On {day} the answer of {name} to question 9 was above 0. Please speak with them today.")
    return text.format(day=short_date(day), name=name)


def safety_sheet(note: SafetyNoteRow) -> str:
    """What a note is about, once it was answered."""
    return _("On {day} the answer to question 9 was above 0.").format(day=short_date(note.day))


def safety_owner(note: SafetyNoteRow) -> str:
    """Since when a note is open, and who is responsible for it, or was until they left."""
    if note.owner_there:
        text = _("Open since {day} · responsible: {name}")
    else:
        text = _("Open since {day} · nobody is responsible now (before: {name})")
    return text.format(day=short_date(note.opened_on), name=note.owner)


def safety_waits(days: int) -> str:
    """How long nobody has written what was done."""
    return ngettext("Nothing written for {count} day", "Nothing written for {count} days", days).format(count=days)


def somebody_to_talk_to(help_lines: str) -> str:
    """The programme's help lines on one line; empty without any."""
    lines = " · ".join(each_help_line(help_lines))
    return _("Somebody to talk to: {lines}").format(lines=lines) if lines else ""
