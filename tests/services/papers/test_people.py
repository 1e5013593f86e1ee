import pytest

from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.records.papers.people import initials, on_paper


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ramesh Kumar", "R. K."),
        ("ramesh", "R."),
        ("Élodie D'Souza", "É. D."),
        ("Ramesh (Raju) 2", "R. R."),
        ("रमेश कुमार", "र. कु."),
        ("प्रकाश क्षीरसागर", "प्र. क्षी."),
        ("ज्ञानेश्वर कुऱ्हाडे", "ज्ञा. कु."),
        ("स्त्री", "स्त्री."),
        ("अंजली", "अं."),
        ("ज़फ़र", "ज़."),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁ. ਸਿੰ."),
        ("ਪ੍ਰੀਤਮ", "ਪ੍ਰੀ."),
        ("ਸ਼ੇਰ", "ਸ਼ੇ."),
        ("", ""),
    ],
)
def test_initials_keep_what_is_written_as_one_sign(name, shown):
    assert initials(name) == shown


def test_a_joiner_keeps_consonants_together_and_never_ends_an_initial():
    assert initials("क्\u200dया") == "क्\u200dया."
    assert initials("क्\u200cया") == "क्."
    assert initials("क्\u200d") == "क्."


def test_a_page_names_a_member_in_full_by_initials_or_by_number():
    assert on_paper(7, "Ramesh Kumar", "रमेश कुमार", Names.FULL) == PersonOnPaper(7, "Ramesh Kumar", "रमेश कुमार")
    assert on_paper(7, "Ramesh Kumar", "रमेश कुमार", Names.INITIALS) == PersonOnPaper(7, "R. K.", "र. कु.")
    assert on_paper(7, "Ramesh Kumar", "रमेश कुमार", Names.NUMBER) == PersonOnPaper(7, "", "")
