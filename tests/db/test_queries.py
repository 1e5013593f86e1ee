"""Rows of plain values, and long lists of ids as one value."""

from datetime import date

from peerdesk.db.models import Member, Session
from peerdesk.db.queries import among, kept, pairs, tuples, values
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.sessions import SessionStatus


def test_rows_hold_what_the_fields_stand_for_however_often_it_comes(storage, circle):
    with storage.reading():
        rows = tuples(Session.select(Session.day, Session.status, Session.reason, Session.by_hand))
        same = [(row.day, row.status, row.reason, row.by_hand) for row in Session.select()]
    assert rows == same
    assert len({status for _day, status, *_rest in rows}) < len(rows)
    assert all(isinstance(day, date) and isinstance(status, SessionStatus) for day, status, *_rest in rows)


def test_one_column_two_columns_and_none_at_all(storage, circle):
    with storage.reading():
        assert values(Member.select(Member.gender).where(Member.id == circle.member_ids[0])) == [Gender.MALE]
        assert set(pairs(Member.select(Member.id, Member.gender))) == set(circle.member_ids)
        assert tuples(Member.select(Member.id).where(Member.id == 999)) == []


def test_kept_are_codes_and_days_as_the_file_has_them(storage, circle):
    with storage.reading():
        [(day, status, by_hand)] = kept(Session.select(Session.day, Session.status, Session.by_hand).limit(1))
    assert (date.fromisoformat(day).isoformat(), status, by_hand) == (day, "planned", 0)


def test_a_list_may_be_empty_or_longer_than_a_statement_may_have_values(storage, circle):
    with storage.reading():
        assert values(Member.select(Member.id).where(Member.id << among([]))) == []
        assert set(values(Member.select(Member.id).where(Member.id << among(range(300_000))))) == set(circle.member_ids)
