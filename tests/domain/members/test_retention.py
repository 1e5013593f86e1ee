"""How long a record is kept, and what may be erased."""

from datetime import date

import pytest

from peerdesk.domain.members.erasing import ToErase, WhyErased
from peerdesk.domain.members.retention import Hold, KeptFor, by_law_until, hold_problems, kept_until, years_after

DAY = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("born", "years", "until"),
    [
        (None, 10, date(2030, 5, 1)),
        (date(1980, 1, 1), 10, date(2030, 5, 1)),
        (date(2003, 6, 1), 3, date(2024, 6, 1)),  # sixteen then: until 21
        (date(2003, 6, 1), 10, date(2030, 5, 1)),
        (date(2002, 5, 1), 3, date(2023, 5, 1)),  # eighteen that day
    ],
)
def test_so_many_years_and_of_a_minor_until_they_are_21(born, years, until):
    assert kept_until(DAY, born, years) == until


def test_there_is_no_29_february_in_every_year():
    assert years_after(date(2024, 2, 29), 10) == date(2034, 2, 28)


def test_the_hold_that_stands_is_the_one_that_was_not_lifted():
    lifted, standing = Hold(1, DAY, "Case", "Meena", DAY), Hold(2, DAY, "Another case", "Meena")
    assert KeptFor(is_open=False, until=None, holds=[standing, lifted]).hold is standing
    assert KeptFor(is_open=False, until=None, holds=[lifted]).hold is None


def test_a_hold_needs_a_reason_of_some_length():
    assert [problem.code for problem in hold_problems("  ")] == ["reason-missing"]
    assert [problem.code for problem in hold_problems("x" * 201)] == ["text-too-long"]
    assert hold_problems("The family court") == []


def test_who_erases_types_the_number_with_or_without_noughts():
    goes = ToErase(1, 42, "Ramesh", "", False, DAY, None, 0, 0, 0)
    assert goes.problems(" 0042", WhyErased.ASKED, DAY) == []
    assert [problem.code for problem in goes.problems("43", WhyErased.ASKED, DAY)] == ["number-differs"]
    early = goes.problems("42", WhyErased.KEPT_LONG_ENOUGH, DAY)
    assert [problem.code for problem in early] == ["not-kept-long-enough"]
    assert goes.problems("42", WhyErased.KEPT_LONG_ENOUGH, date(2020, 5, 2)) == []


def test_what_the_law_wants_kept_is_erased_only_where_it_was_a_mistake():
    goes = ToErase(1, 42, "Ramesh", "", False, date(2030, 5, 1), date(2023, 5, 1), 0, 0, 0)
    asked = [problem.code for problem in goes.problems("42", WhyErased.ASKED, date(2023, 5, 1))]
    assert asked == ["kept-by-law"]
    assert goes.problems("42", WhyErased.ASKED, date(2023, 5, 2)) == []
    assert goes.problems("42", WhyErased.MISTAKE, DAY) == []
    nothing = ToErase(1, 42, "Ramesh", "", False, None, None, 0, 0, 0)
    assert [problem.code for problem in nothing.problems("42", WhyErased.KEPT_LONG_ENOUGH, DAY)] == ["nothing-to-keep"]
    assert by_law_until(DAY, date(2003, 6, 1)) == date(2024, 6, 1)
