"""What a report can be about: groups, sessions of one of them, members, scales."""

from datetime import date

import pytest

from peerdesk.services import reports
from tests.centres import TODAY

WEEK = date(2026, 11, 9), date(2026, 11, 15)


@pytest.fixture
def offers(storage, counsellor):
    def call(actor=counsellor, **asked):
        return reports.offers(storage, actor, today=TODAY, **asked)

    return call


def test_sessions_are_offered_only_where_days_are_given_the_newest_first(offers, circle):
    assert list(offers().sessions) == []
    found = offers(days=WEEK)
    assert [row.day.day for row in found.sessions] == [13, 11, 9]
    assert {row.group_id for row in found.sessions} == {circle.group_id}, "of the first group where none is chosen"
    assert list(offers(days=WEEK, group_id=99).sessions) == []


def test_members_are_those_whom_the_search_fits(offers, circle):
    assert len(offers().members) == 5
    assert len(offers(most=2).members) == 2
    assert [row.name_latin for row in offers(text="gurp").members] == ["Gurpreet Singh"]


def test_the_office_is_not_offered_what_is_for_counsellors(offers, office, circle):
    assert [scale.code for scale in offers().scales] == ["weekly", "barc-10", "phq-9"]
    assert [scale.code for scale in offers(office).scales] == ["weekly", "barc-10"]


def test_a_centre_without_groups_offers_no_sessions(offers):
    found = offers(days=WEEK)
    assert (list(found.groups), list(found.sessions)) == ([], [])
