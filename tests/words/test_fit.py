"""What is said before somebody joins, about groups that could fit, and about how many stay."""

from datetime import date

import pytest

from peerdesk.domain.care.retention_in_care import Retained, Retention
from peerdesk.domain.groups.balance import AgeBand
from peerdesk.domain.groups.fit import FitCode, FitWarning, Override
from peerdesk.domain.groups.groups import Audience
from peerdesk.domain.groups.suggestions import GroupReason, GroupTrait
from peerdesk.words import fit

DAY = date(2026, 11, 2)


@pytest.mark.parametrize("code", FitCode)
def test_everything_to_think_of_has_a_sentence(code):
    values = {"name": "Asha {Devi}", "age": 24, "count": 16, "most": 15, "day": DAY}
    said = fit.fit_warning(FitWarning(code, 1, values))
    assert said[0].isupper()
    assert said.endswith(".")


def test_a_full_group_tells_its_numbers():
    warning = FitWarning(FitCode.CAPACITY, None, {"count": 16, "most": 15})
    assert fit.fit_warning(warning) == "The group would have 16 members; it was made for at most 15."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (GroupReason(GroupTrait.MADE_FOR, audience=Audience.WOMEN), "meant for: Women"),
        (GroupReason(GroupTrait.SMALL, 1), "small: 1 member"),
        (GroupReason(GroupTrait.LARGE, 24), "large: 24 members"),
        (GroupReason(GroupTrait.REGULAR, 15, 16), "keeps its days: held 15 of 16 sessions in 8 weeks"),
        (GroupReason(GroupTrait.IRREGULAR, 3, 16), "held only 3 of 16 sessions in 8 weeks"),
        (GroupReason(GroupTrait.MIXED_AGES), "mixed ages"),
        (GroupReason(GroupTrait.MIXED_WORK), "mixed work"),
        (GroupReason(GroupTrait.WOMEN_THERE, 2), "2 women there"),
        (GroupReason(GroupTrait.FEW_WOMEN, 1), "only 1 woman there"),
        (GroupReason(GroupTrait.FEW_WOMEN, 0), "no other woman there"),
    ],
)
def test_reasons_are_plain_and_carry_their_counts(reason, said):
    assert fit.group_reason(reason) == said


def test_why_somebody_is_in_a_group_names_what_was_passed_over():
    kept = Override((FitCode.CAPACITY, FitCode.WOMEN), "Her mother needs him.")
    assert fit.override("Ravi Tomar", kept) == (
        "Ravi Tomar joined in spite of: the group was full; it is a group for women. Reason: Her mother needs him."
    )
    assert fit.override("Ravi Tomar", Override((), "Agreed.")) == (
        "Ravi Tomar joined in spite of a warning. Reason: Agreed."
    )


def test_retention_never_stands_without_its_counts():
    figures = Retention(DAY, DAY, [Retained(30, 12, 18), Retained(60, 0, 9), Retained(90, 0, 0)])
    said = fit.retention(figures).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "30 days: 12 of 18 (67 %) · 60 days: 0 of 9 (0 %) · 90 days: –"
    assert "02-11-2026" in fit.retention_of_group(figures)
    assert "02-11-2026" in fit.retention_overall(figures)


def test_counts_of_a_composition_are_a_line_and_of_nobody_a_dash():
    said = fit.counts({AgeBand.FROM_18: 3, AgeBand.FROM_50: 1}).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "18–25: 3 · 50 and over: 1"
    assert fit.counts({}) == "–"
