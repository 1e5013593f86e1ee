"""The paper about how data is kept counts who can log in and who is in the record; everybody may print it."""

from peerdesk.domain.access import Role
from peerdesk.services import staff
from tests.centres import PASSWORD


def test_it_counts_log_ins_by_role_and_people(storage, coordinator, counsellor, office, circle, gather):
    paper = gather("data-kept", actor=office)
    assert paper.log_ins == {Role.COORDINATOR: 1, Role.COUNSELLOR: 1, Role.OFFICE: 1}
    assert paper.members == 5
    assert paper.notes_locked_since is not None
    assert (paper.keeping.years, paper.keeping.of_age) == (10, 21)


def test_who_has_no_log_in_any_more_is_not_counted(storage, coordinator, counsellor, office, circle, gather):
    staff.deactivate(storage, coordinator, office.staff_id, PASSWORD)
    assert Role.OFFICE not in gather("data-kept").log_ins
