"""The privacy notice is made by anybody at the desk, for a member or blank, and names whom to ask."""

from peerdesk.domain.papers.choices import Names, PersonOnPaper


def test_the_desk_prints_it_for_a_member_with_the_coordinator_to_ask(circle, office, gather):
    paper = gather("privacy-notice", actor=office, member=2)
    assert paper.person == PersonOnPaper(2, "Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ")
    assert paper.coordinators == ["Meena Rawat"]


def test_a_blank_one_names_nobody_and_another_as_much_as_is_chosen(circle, gather):
    assert gather("privacy-notice", blank=True).person is None
    assert gather("privacy-notice", member=2, names=Names.NUMBER).person == PersonOnPaper(2, "")
