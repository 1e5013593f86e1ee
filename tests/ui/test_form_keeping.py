"""Trying to keep what was typed: each problem beside its field, any other failure told, nothing lost."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import column, scrolled

pytestmark = pytest.mark.window


@pytest.fixture
def shown(on_screen):
    day, name = Field("Day", DayEdit(), "day"), Field("Name", QLineEdit(), "name")
    fields = column(day, name)
    form = Form([day, name], fields)
    shown = column(fields, form.general)
    return on_screen(shown)


@pytest.fixture
def form(shown):
    return shown.findChild(Form)


def test_a_problem_stands_beside_its_field_until_the_next_try(form, messages, heard):
    day = form.fields["day"]
    with form.keeping(messages):
        raise InvalidInput(day.editor.problems("day"))
    assert day.problem
    assert form.first_wrong() is day
    assert day.editor.hasFocus()
    with form.keeping(messages):
        pass
    assert form.first_wrong() is None
    assert heard == []


def test_everything_that_is_wrong_with_one_field_stands_beside_it_and_once(form, messages):
    up_to = [{"name": "Ravi", "group": group, "day": "16-11-2026"} for group in ("Morning", "Evening", "Morning")]
    with form.keeping(messages):
        raise InvalidInput([Problem("day", "marks-after", values) for values in up_to])
    said = form.fields["day"].problem.splitlines()
    assert [line.split(" up to ")[0] for line in said] == [
        "Ravi has attendance in Morning",
        "Ravi has attendance in Evening",
    ]


def test_a_problem_of_no_field_stands_below_all_of_them(form, messages, heard):
    with form.keeping(messages):
        raise InvalidInput([Problem("", "session-signed")])
    assert form.general.isVisible()
    assert form.first_wrong() is None
    assert heard == []


def test_a_failure_that_is_no_matter_of_a_field_is_told_and_what_was_typed_stays(form, messages, heard):
    form.fields["name"].editor.setText("Ramesh")
    with form.keeping(messages):
        raise NotFound("unknown-session", number=9)
    assert len(heard) == 1
    assert form.fields["name"].editor.text() == "Ramesh"


def test_a_day_says_what_is_wrong_with_it_only_where_it_must_be_there(form):
    day = form.fields["day"].editor
    assert [problem.code for problem in day.problems("day")] == ["date-missing"]
    assert day.problems("day", required=False) == []
    day.setText("31-02-2027")
    assert [problem.code for problem in day.problems("day", required=False)] == ["date-wrong"]
    day.setText("28-02-2027")
    assert day.problems("day") == []


def test_what_is_wrong_is_scrolled_into_sight_with_what_stands_below_it(qtbot, messages):
    surface = QWidget()
    lines = QVBoxLayout(surface)
    fields = [Field(f"Field {number}", QLineEdit(), f"f{number}") for number in range(12)]
    for field in fields:
        lines.addWidget(field)
    area = scrolled(surface, "surface")
    qtbot.addWidget(area)
    area.resize(300, 120)
    area.show()
    form = Form(fields, surface)
    with form.keeping(messages):
        raise InvalidInput([Problem("f7", "date-missing")])

    def seen() -> bool:
        place = QRect(fields[7].mapTo(area.viewport(), QPoint()), fields[7].size())
        return bool(fields[7].problem) and area.viewport().rect().contains(place)

    qtbot.waitUntil(seen)
