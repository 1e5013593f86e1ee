"""A full name and telephone numbers are taken out of what others wrote, and nothing else is."""

import pytest

from peerdesk.domain.names.taken_out import Identifying, without, without_in

RAMESH = Identifying.of(["Ramesh Kumar", "रमेश कुमार"], ["+91 98765 01234"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ramesh Kumar came.", "[…] came."),
        ("RAMESH   KUMAR's brother", "[…]'s brother"),
        ("रमेश कुमारने मदत केली", "[…] मदत केली"),
        ("रमेश कुमार को बताया", "[…] को बताया"),
        ("Ramesh Kumari, Ramesh and Kumar", "Ramesh Kumari, Ramesh and Kumar"),
        ("Kumar Ramesh, Rameshkumar, Ramesh-Kumar, Ramesh. Kumar, Ramesh\nKumar", "[…], […], […], […], […]"),
        ("_Ramesh Kumar_ रमेशकुमार", "_[…]_ […]"),
        ("रमेश कुमारी आई", "रमेश कुमारी आई"),
        ("Call 9876501234 or 98765-01234, +91 9876501234, 09876501234", "Call […] or […], […], […]"),
        ("19876501234", "19876501234"),
        ("९८७६५०१२३४ ੯੮੭੬੫ ੦੧੨੩੪ 98765.01234 (98765)  01234", "[…] […] […] […]"),
        ("98765 – 01234, 98765/01234, 00919876501234", "[…], […], […]"),
        ("", ""),
    ],
)
def test_what_tells_the_person_goes(text, left):
    assert without(text, RAMESH.pattern()) == left


def test_a_single_name_is_anybodys_and_nothing_is_looked_for_then():
    assert Identifying.of(["Ramesh", ""], ["22334"]).pattern() is None
    assert without("Ramesh came", None) == "Ramesh came"


def test_in_json_every_text_is_looked_at():
    kept = {"text": "At noon.\nRamesh Kumar came", "of": ["Ramesh Kumar", 3, None]}
    assert without_in(kept, RAMESH.pattern()) == {"text": "At noon.\n[…] came", "of": ["[…]", 3, None]}
