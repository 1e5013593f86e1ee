"""The words for what the domain only knows as codes, shared by screens, pages and the command line.

Every function answers in the language of the moment (``i18n.speaking``). A code without a word is a bug and raises
KeyError; a test compares the tables with the codes in the source.
"""

from peerdesk.words.attention import group_rule, group_title, reason, reason_with_done, rule
from peerdesk.words.codes import of
from peerdesk.words.counts import (
    age,
    attended_of,
    counter,
    group_label,
    headcount,
    month,
    percent,
    short_weekday,
    unmarked,
    weekday,
)
from peerdesk.words.failures import FAILURES, failure
from peerdesk.words.people import relative
from peerdesk.words.plans import plan_words, why
from peerdesk.words.problems import PROBLEMS, problem
from peerdesk.words.recovery import days, milestone, milestone_in_full

__all__ = [
    "FAILURES",
    "PROBLEMS",
    "age",
    "attended_of",
    "counter",
    "days",
    "failure",
    "group_label",
    "group_rule",
    "group_title",
    "headcount",
    "milestone",
    "milestone_in_full",
    "month",
    "of",
    "percent",
    "plan_words",
    "problem",
    "reason",
    "reason_with_done",
    "relative",
    "rule",
    "short_weekday",
    "unmarked",
    "weekday",
    "why",
]
