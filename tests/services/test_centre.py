from dataclasses import replace

import pytest

from peerdesk.domain.centre import CentreDetails, Holiday
from peerdesk.domain.changes import Changed
from peerdesk.records import centre as centre_records
from peerdesk.services import centre
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import problems_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def details(storage, coordinator):
    return lambda: centre.details(storage, coordinator)


@pytest.fixture
def change(storage, coordinator, details):
    return lambda **known: centre.change(storage, coordinator, replace(details(), **known))


def test_the_centre_keeps_its_letterhead(storage, change, details):
    change(name="नशा मुक्ति केंद्र <आशा> & Co", address="Station Road", logo=PNG)
    assert details() == CentreDetails("नशा मुक्ति केंद्र <आशा> & Co", "ASH", "Station Road", "MP/2019/114", PNG)
    with storage.reading():
        assert centre_records.letterhead().logo == PNG


def test_only_what_differs_is_noted_and_never_the_picture_itself(storage, coordinator, change, announced):
    change(logo=PNG, code="ASH2")
    (entry,) = trail(storage, "centre.change")
    assert (entry.old, entry.new) == ({"code": "ASH", "logo": None}, {"code": "ASH2", "logo": "108 bytes"})
    assert announced == [Changed.CENTRE]
    change()
    assert len(trail(storage, "centre.change")) == 1


def test_whether_pdfs_get_a_password_is_kept_and_noted(storage, change, details):
    assert details().pdf_password is False
    change(pdf_password=True)
    assert details().pdf_password is True
    (entry,) = trail(storage, "centre.change")
    assert (entry.old, entry.new) == ({"pdf_password": False}, {"pdf_password": True})


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(storage, coordinator, details):
    before = details()
    wrong = CentreDetails(" ", "asha!", "x" * 301, "y" * 301, b"GIF89a")
    assert problems_of(centre.change, storage, coordinator, wrong) == [
        "name: centre-name-missing",
        "code: centre-code-wrong",
        "address: text-too-long",
        "registration_number: text-too-long",
        "logo: logo-wrong",
    ]
    assert details() == before


def test_a_picture_over_a_megabyte_is_refused(change):
    assert problems_of(change, logo=PNG + bytes(1_000_000)) == ["logo: logo-wrong"]


def test_holidays_are_listed_newest_first(storage, coordinator):
    days = [
        Holiday(TODAY.replace(day=day), name) for day, name in [(5, "Diwali"), (24, "Guru Nanak Jayanti"), (14, "Fair")]
    ]
    for day in days:
        centre.add_holiday(storage, coordinator, day)
    assert [row.day.day for row in centre.holidays(storage, coordinator)] == [24, 14, 5]


def test_a_holiday_has_one_name_and_everything_wrong_is_said_at_once(storage, coordinator):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, " Diwali "))
    assert [row.name for row in centre.holidays(storage, coordinator)] == ["Diwali"]
    again = centre.add_holiday, storage, coordinator
    assert problems_of(*again, Holiday(TODAY, " ")) == ["name: holiday-name-wrong", "day: holiday-taken"]
    assert problems_of(*again, Holiday(TODAY.replace(day=1), "x" * 81)) == ["name: holiday-name-wrong"]


def test_a_holiday_is_taken_back_once(storage, coordinator, announced):
    centre.add_holiday(storage, coordinator, Holiday(TODAY, "Diwali"))
    centre.remove_holiday(storage, coordinator, TODAY)
    announced.clear()
    centre.remove_holiday(storage, coordinator, TODAY)
    (entry,) = trail(storage, "holiday.remove")
    assert entry.old == {"day": "2026-11-18", "name": "Diwali"}
    assert announced == []
