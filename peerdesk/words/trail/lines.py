"""An entry of the trail as it reads: whom and what it is about, and each fact, old → new."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum

from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.care.status import YesNo
from peerdesk.domain.dates import short_date, short_datetime, short_time
from peerdesk.domain.groups.fit import Override
from peerdesk.domain.measures.scales import BUILT_IN
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.trail.lines import (
    AnswerTo,
    Counted,
    Fact,
    Legible,
    One,
    Ref,
    There,
    Thing,
    Timed,
    TrailLine,
    Value,
)
from peerdesk.i18n import gettext as _
from peerdesk.words.codes import of
from peerdesk.words.counts import NOTHING, weekday
from peerdesk.words.measures import scale_name
from peerdesk.words.plans import PLAN_WORDS, plan_words
from peerdesk.words.recovery import milestone
from peerdesk.words.trail.facts import fact_name

LONGEST_SHOWN = 240
"""Characters of a text on screen; the paper has more of it."""

LONGEST_PRINTED = 1500
"""Characters of a text on paper: no cell of a table is higher than a page."""

Names = Mapping[Ref, str]


def about(line: TrailLine, names: Names) -> str:
    """``Ramesh Kumar · Morning Circle, 16-11-2026 18:00``; empty where an entry is about the centre as a whole."""
    return " · ".join(named(ref, names) for ref in line.about)


def named(ref: Ref, names: Names) -> str:
    """What something is called; what is no longer in the record says so."""
    match ref.thing:
        case Thing.SCALE if ref.key in BUILT_IN:
            return scale_name(BUILT_IN[str(ref.key)])
        case Thing.PLAN if ref not in names and ref.key in PLAN_WORDS:
            return plan_words(str(ref.key))[0]
        case Thing.PICTURE:
            return _("a picture")
        case Thing.PAPER:
            return names.get(ref, str(ref.key))
    return names.get(ref) or _("no longer in the record")


def told(value: Value, names: Names) -> str:
    """A value as it reads; a dash where there is none."""
    if isinstance(value, tuple) and not isinstance(value, Ref | Timed | AnswerTo | Counted | There):
        return "; ".join(_one(each, names) for each in value) or NOTHING
    return _one(value, names)


def fact_line(line: TrailLine, fact: Fact, names: Names, most: int) -> str:
    """``Minutes: 30 → 45``, ``Day: 16-11-2026``: one fact, texts no longer than so many characters."""
    what = fact_name(line.action, fact.name)
    old, new = (shortened(told(value, names), most) for value in (fact.old, fact.new))
    if not line.before or fact.old == fact.new:
        return _("{question}: {what}").format(question=what, what=new)
    if not line.after:
        return _("{question}: {what}").format(question=what, what=old)
    return _("{what}: {old} → {new}").format(what=what, old=old, new=new)


def facts(line: TrailLine, names: Names, most: int = LONGEST_SHOWN) -> list[str]:
    """Each fact of an entry in one line; or that it has none, or that they cannot be read."""
    match line.legible:
        case Legible.CLOSED:
            return [_("What it says cannot be read with your login.")]
        case Legible.ERASED:
            return [_("What it said was erased.")]
        case Legible.YES:
            worth = [fact for fact in line.facts if not _says_whom(line, fact) and not _says_nothing(line, fact)]
            return [text for fact in worth for text in _texts(line, fact, names, most)]


def _says_whom(line: TrailLine, fact: Fact) -> bool:
    """Whether a fact is just whom the entry is about, which is told beside it."""
    said = {fact.old, fact.new} - {None}
    return fact.name == "member" and len(said) == 1 and said <= set(line.about)


def _says_nothing(line: TrailLine, fact: Fact) -> bool:
    """Whether a fact was left empty in a record that was made, or that went."""
    empty = (None, "", ())
    return not (line.before and line.after) and fact.old in empty and fact.new in empty


def _texts(line: TrailLine, fact: Fact, names: Names, most: int) -> list[str]:
    """A fact in one line; the presence of several members in one for each of them."""
    old, new = ({there.member: there for there in _presence(value)} for value in (fact.old, fact.new))
    if not old and not new:
        return [fact_line(line, fact, names, most)]
    return [
        _("{what}: {old} → {new}").format(
            what=named(member, names), old=_is_there(old.get(member)), new=_is_there(new.get(member))
        )
        for member in {**old, **new}
    ]


def shortened(text: str, most: int) -> str:
    """A text on one line, no longer than so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _one(value: One, names: Names) -> str:
    match value:
        case None | "":
            return NOTHING
        case bool():
            return of(YesNo.YES if value else YesNo.NO)
        case Enum():
            return of(value)
        case datetime():
            return short_datetime(value)
        case date():
            return short_date(value)
        case time():
            return short_time(value)
    return str(value) if isinstance(value, int | str) else _several(value, names)


def _several(value: Ref | Timed | AnswerTo | Counted | There | Override, names: Names) -> str:
    """What is made of several parts."""
    match value:
        case Ref():
            return named(value, names)
        case Timed(day, starts, minutes):
            at = short_time(starts)
            return _("{day} {time}, {minutes} min").format(day=weekday(day % 7), time=at, minutes=minutes)
        case AnswerTo(place, answer):
            return _("question {place}: {answer}").format(place=place, answer=answer)
        case Counted(number, MilestoneKind() as kind):
            return milestone(Milestone(kind, number))
        case Counted(number, unit):
            return f"{number} {of(unit)}"
        case There(member, _present):
            return _("{question}: {what}").format(question=named(member, names), what=_is_there(value))
        case Override(codes, reason):
            return ". ".join(filter(None, ("; ".join(of(code) for code in codes), reason)))


def _presence(value: Value) -> list[There]:
    return [each for each in value if isinstance(each, There)] if isinstance(value, tuple) else []


def _is_there(there: There | None) -> str:
    if there is None or there.present is None:
        return NOTHING
    return of(Mark.PRESENT if there.present else Mark.ABSENT)
