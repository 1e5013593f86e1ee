from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest

from peerdesk import publishing
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.papers.choices import Ask, Choices, Names
from peerdesk.errors import NotFound, NotPermitted, StorageUnavailable
from peerdesk.i18n import language
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services import centre
from peerdesk.services.members import consents, success_stories

TODAY, NOW = date(2026, 11, 18), datetime(2026, 11, 18, 10, 0)


def text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def make(name, storage, actor, choices=None, language="en", **more) -> bytes:
    return publishing.make(name, storage, actor, choices or Choices(), language, today=TODAY, now=NOW, **more).pdf


def share_a_story(storage, actor, member_id):
    agreed = NewConsents(frozenset({ConsentKind.STORY}), TODAY)
    consents.record(storage, actor, member_id, agreed, today=TODAY)
    success_stories.keep(storage, actor, member_id, ToldStory("I walk every morning.", TODAY), today=TODAY)


def test_everybody_is_offered_exactly_what_the_services_print_for_them(
    storage, circle, coordinator, counsellor, office
):
    for actor in (coordinator, counsellor, office):
        printed = []
        for name in REPORTS:
            try:
                make(name, storage, actor)
            except NotPermitted:
                continue
            printed.append(name)
        assert publishing.offered(actor) == printed
    assert publishing.offered(office) == [
        "attendance-register",
        "sign-in-sheet",
        "milestones",
        "measure-sheet",
        "presence-sheet",
        "call-sheet",
        "mentor-log",
    ]


def test_a_report_speaks_its_own_language_and_leaves_the_window_s_alone(storage, circle, counsellor):
    assert "उपस्थिति रजिस्टर / Attendance register" in text(
        make("attendance-register", storage, counsellor, language="hi")
    )
    assert language() == "en"


def test_what_is_chosen_is_what_is_printed(storage, circle, counsellor):
    found = text(make("progress-report", storage, counsellor, Choices(member=2)))
    assert "Gurpreet Singh" in found
    assert "Ramesh" not in found


def test_every_page_is_told_and_may_stop_the_work(storage, circle, counsellor):
    class Enough(Exception):
        pass

    def stop(page):
        raise Enough(page)

    with pytest.raises(Enough, match="1"):
        make("weekly-report", storage, counsellor, on_page=stop)


def test_a_name_that_no_report_has_is_refused(storage, counsellor):
    with pytest.raises(NotFound) as caught:
        make("salary-slip", storage, counsellor)
    assert (caught.value.code, caught.value.values) == ("unknown-report", {"name": "salary-slip"})


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_refuses_each_choice_that_its_entry_does_not_name(storage, circle, coordinator, name):
    share_a_story(storage, coordinator, circle.member_ids[0])
    made = {
        Ask.DAYS: Choices(first=TODAY),
        Ask.GROUP: Choices(group=circle.group_id),
        Ask.MEMBER: Choices(member=1),
        Ask.SESSION: Choices(session=1),
        Ask.SCALE: Choices(scale="weekly"),
        Ask.NAMES: Choices(names=Names.NUMBER),
        Ask.BLANK: Choices(blank=True),
        Ask.WHOSE: Choices(whose=Whose.MINE),
    }
    kind = REPORTS[name]
    used = kind.asks | ({Ask.DAYS} if kind.days else set())
    for ask in Ask:
        if ask in used:
            data = publishing.gather(name, storage, coordinator, made[ask], today=TODAY, now=NOW)
            assert isinstance(data, kind.data)
        else:
            with pytest.raises(ValueError, match=f"{name} has no use for {ask}"):
                publishing.gather(name, storage, coordinator, made[ask], today=TODAY, now=NOW)


def test_every_report_that_is_not_for_outside_wants_a_password_where_the_centre_does(storage, circle, coordinator):
    def wanting() -> list[str]:
        return [
            name
            for name in REPORTS
            if publishing.make(name, storage, coordinator, Choices(), "en", today=TODAY, now=NOW).wants_password
        ]

    share_a_story(storage, coordinator, circle.member_ids[0])
    assert wanting() == []
    centre.change(storage, coordinator, replace(centre.details(storage, coordinator), pdf_password=True))
    assert [name for name in REPORTS if name not in wanting()] == ["success-story"]


def test_a_file_with_a_password_opens_with_it_alone(storage, circle, coordinator, tmp_path):
    pdf, path = make("attendance-register", storage, coordinator), tmp_path / "register.pdf"
    publishing.save_pdf(pdf, path, "blue boat 48")
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(path)
    with pypdfium2.PdfDocument(path, password="blue boat 48") as opened, pypdfium2.PdfDocument(pdf) as made:
        assert [page.get_textpage().get_text_bounded() for page in opened] == [
            page.get_textpage().get_text_bounded() for page in made
        ]


def test_a_saved_file_replaces_the_one_before(tmp_path):
    path = tmp_path / "register.pdf"
    path.write_bytes(b"old")
    publishing.save_pdf(b"%PDF new", path)
    assert path.read_bytes() == b"%PDF new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named_and_left_as_it_was(tmp_path):
    folder = tmp_path / "register.pdf"
    folder.mkdir()
    with pytest.raises(StorageUnavailable) as caught:
        publishing.save_pdf(b"%PDF", folder)
    assert (caught.value.code, caught.value.values) == ("output-unwritable", {"path": str(folder)})
    assert list(tmp_path.iterdir()) == [folder]
