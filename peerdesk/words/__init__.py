"""The words for what the domain only knows as codes, shared by screens, pages and the command line.

Every function answers in the language of the moment (``i18n.speaking``). A code without a word is a bug and raises
KeyError; a test compares the tables with the codes in the source.
"""

from peerdesk.words.codes import of
from peerdesk.words.failures import FAILURES, failure
from peerdesk.words.figures import age, counter, group_label, month, percent, short_weekday, unmarked, weekday
from peerdesk.words.problems import PROBLEMS, problem

__all__ = [
    "FAILURES",
    "PROBLEMS",
    "age",
    "counter",
    "failure",
    "group_label",
    "month",
    "of",
    "percent",
    "problem",
    "short_weekday",
    "unmarked",
    "weekday",
]
