from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest

from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.milestone_certificate import MilestoneCertificate
from peerdesk.domain.papers.milestones import MilestoneLine, MilestoneList
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports import milestone_certificate, milestones
from tests.reports.paper import made

DAY = date(2026, 11, 16)
HEAD = (
    Letterhead("Navjeevan Centre, Washim", "Station Road\nWashim 444505", "MH/IRCA/2019/0042"),
    Printed("Sunita Patil", datetime(2026, 11, 21, 9, 5)),
    date(2026, 11, 21),
)
RAMESH = PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार")
THIRTY = Milestone(MilestoneKind.DAYS, 30)


def certificate(**changes):
    return replace(MilestoneCertificate(*HEAD, RAMESH, THIRTY, DAY), **changes)


def printed(module, report):
    return made(module.write, report).texts()


def listed(count):
    people = [PersonOnPaper(100 + at, f"Person-{at:03}", "रमेश" if at % 2 else "") for at in range(count)]
    lines = [MilestoneLine(DAY, person, THIRTY, DAY if at % 3 else None) for at, person in enumerate(people)]
    return MilestoneList(*HEAD, Period(DAY, date(2026, 11, 22)), lines)


def test_a_certificate_names_the_member_the_milestone_and_the_day():
    (text,) = printed(milestone_certificate, certificate())
    for words in ("Certificate", "Ramesh Kumar", "30 days of recovery", "Reached on 16-11-2026", "Project coordinator"):
        assert words in text
    assert "Navjeevan Centre, Washim" in text


@pytest.mark.parametrize("word", ["Confidential", "treatment", "Printed by", "Page 1", "addiction", "substance"])
def test_a_certificate_tells_nothing_that_belongs_to_the_file(word):
    (text,) = printed(milestone_certificate, certificate())
    assert word.casefold() not in text.casefold()


def test_a_certificate_is_a_landscape_page_with_a_frame_in_the_middle_of_it():
    with pypdfium2.PdfDocument(made(milestone_certificate.write, certificate()).data) as document:
        assert [round(side) for side in document[0].get_size()] == [842, 595]
        picture = document[0].render(scale=1, grayscale=True).to_pil()
    left, top, right, bottom = picture.point(lambda level: 255 * (level < 128)).getbbox()
    assert abs(left - (picture.width - right)) <= 1
    assert abs(top - (picture.height - bottom)) <= 1


def test_the_name_stands_in_the_script_of_the_page():
    with speaking("hi"):
        (text,) = printed(milestone_certificate, certificate())
        assert "रमेश कुमार" in text
        assert "Ramesh" not in text
        assert "Ramesh" in printed(milestone_certificate, certificate(person=PersonOnPaper(12, "Ramesh Kumar")))[0]
    own_script_alone = PersonOnPaper(12, "", "रमेश कुमार")
    assert "रमेश कुमार" in printed(milestone_certificate, certificate(person=own_script_alone))[0]
    assert "0012" in printed(milestone_certificate, certificate(person=PersonOnPaper(12, "")))[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MilestoneKind)
def test_every_milestone_fits_on_one_page_in_every_language(language, kind):
    with speaking(language):
        for name in ("A" * 120, "विद्यार्थी " * 12, "<b>& Sons</b>"):
            pages = printed(
                milestone_certificate,
                certificate(person=PersonOnPaper(1, name, name), milestone=Milestone(kind, 12)),
            )
            assert len(pages) == 1


def test_where_nothing_was_reached_the_page_says_so_and_honours_nobody():
    (text,) = printed(milestone_certificate, certificate(milestone=None, reached_on=None))
    assert "This member reached no milestone in the days chosen." in text
    assert "Ramesh" not in text
    (text,) = printed(milestone_certificate, certificate(person=None, milestone=None))
    assert "There is no member yet." in text


def test_the_list_has_a_line_per_milestone_and_a_box_where_nobody_has_celebrated():
    (text,) = printed(milestones, listed(3))
    lines = [line.split() for line in text.splitlines() if "Person-" in line]
    assert [line[:3] for line in lines] == [[str(at + 1), f"0{100 + at}", f"Person-00{at}"] for at in range(3)]
    assert [line.count("16-11-2026") for line in lines] == [1, 2, 2]
    for words in ("Milestone", "30 days", "Celebrated on", "16-11-2026 to 22-11-2026", "Confidential"):
        assert words in text


def test_a_long_list_goes_on_with_its_heading_repeated():
    pages = printed(milestones, listed(60))
    assert len(pages) > 1
    assert all("Celebrated on" in page for page in pages if "Person-" in page)
    together = "".join(pages)
    assert all(together.count(f"Person-{at:03}") == 1 for at in range(60))


def test_a_week_without_milestones_has_a_page_that_says_so():
    (text,) = printed(milestones, listed(0))
    assert "No milestone falls in these days." in text
    assert "Confidential" not in text
