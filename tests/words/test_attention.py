"""Reasons and rules read as plain words, with the numbers of the centre."""

from datetime import date

import pytest

from peerdesk import words
from peerdesk.domain.care.attention import NEW, SETTLED, Reason, ReasonCode
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.sessions.marks import Tally


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason(ReasonCode.ABSENCES, 3, group="Morning Circle"), "absent 3 times running in Morning Circle"),
        (Reason(ReasonCode.ABSENCES, 1, group="Morning Circle"), "absent 1 time in Morning Circle"),
        (Reason(ReasonCode.FOLLOW_UP_OVERDUE, 2, since=date(2026, 11, 3)), "follow-up was due on 03-11-2026"),
        (
            Reason(ReasonCode.HALVED, lately=Tally(present=1, late=1, absent=6), before=Tally(present=9, absent=1)),
            "attendance halved: 2 of 8 sessions in two weeks, 9 of 10 before",
        ),
        (Reason(ReasonCode.NO_CONTACT, 30), "no contact for 30 days"),
        (Reason(ReasonCode.NO_CONTACT, 120, more=True), "no contact for more than 120 days"),
        (Reason(ReasonCode.NO_CONTACT, 1), "no contact for 1 day"),
        (Reason(ReasonCode.NO_GROUP, 3), "in no group for 3 days"),
        (Reason(ReasonCode.NO_GROUP, 120, more=True), "in no group for more than 120 days"),
        (Reason(ReasonCode.GROUP_ALONE, 31), "no one-to-one contact for 31 days"),
        (Reason(ReasonCode.GROUP_ALONE, 120, more=True), "no one-to-one contact for more than 120 days"),
    ],
)
def test_a_reason_is_a_plain_phrase(reason, said):
    assert words.reason(reason) == said


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_reason_has_words_and_a_rule(code):
    reason = Reason(code, 5, group="Circle", since=date(2026, 11, 3))
    assert words.reason(reason)
    assert words.rule(code, Thresholds()).endswith(".")


def test_a_rule_has_the_numbers_of_the_centre():
    thresholds = Thresholds(
        absences_daily=11,
        absences_weekly=12,
        halved_least=13,
        no_contact_days=14,
        no_group_days=15,
        group_alone_days=16,
    )
    rules = " ".join(words.rule(code, thresholds) for code in ReasonCode)
    assert [number for number in range(11, 17) if str(number) not in rules] == []
    assert "within 1 day." in words.rule(ReasonCode.NO_GROUP, Thresholds(no_group_days=1))


@pytest.mark.parametrize("key", [NEW, *ReasonCode, SETTLED])
def test_every_group_on_today_has_a_heading_and_says_what_brings_members_there(key):
    assert words.group_title(key)
    assert words.group_rule(key, Thresholds()).endswith(".")
