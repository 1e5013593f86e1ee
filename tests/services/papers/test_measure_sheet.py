import pytest

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.measures.scales import NewScale, Rhythm
from peerdesk.errors import NotPermitted
from peerdesk.services.care import thresholds
from peerdesk.services.measures import scales
from tests.refusals import failure_of


@pytest.fixture
def sheet(gather):
    return lambda **choices: gather("measure-sheet", **choices)


def test_without_a_choice_the_weekly_questions_are_printed(sheet):
    assert sheet().scale.code == "weekly"


def test_the_scale_chosen_is_the_one_printed(storage, coordinator, sheet):
    code = scales.add_scale(storage, coordinator, NewScale("Sleep", ("Rest?",), 0, 5, Rhythm.WEEKLY, "ours"))
    assert sheet(scale="barc-10").scale.code == "barc-10"
    assert sheet(scale=code).scale.name == "Sleep"
    assert failure_of(sheet, scale="own-99") == "unknown-scale"


def test_whom_to_call_stands_on_the_counsellors_sheets_alone(storage, coordinator, sheet):
    thresholds.change(storage, coordinator, Thresholds(help_lines="14446\n\n Tele-MANAS 14416 "))
    assert sheet(scale="phq-9").help_lines == ["14446", "Tele-MANAS 14416"]
    assert sheet(scale="weekly").help_lines == []


def test_the_office_prints_the_questions_it_keys_in_and_no_others(office, sheet):
    assert sheet(actor=office, scale="barc-10").scale.code == "barc-10"
    with pytest.raises(NotPermitted):
        sheet(actor=office, scale="phq-9")
