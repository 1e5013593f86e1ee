import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.names import NameKind, is_indic, listed_names, romanise
from peerdesk.domain.names.phonetics import key

CLERKS_WOULD_WRITE = """
सुनीता शिंदे=Sunita Shinde   रामदेव=Ramdev   लक्ष्मी=Lakshmi   गणपत=Ganpat   भगवान=Bhagwan   हरमनप्रीत=Harmanpreet
हरभजन=Harbhajan   रामचरण=Ramcharan   कमलजीत=Kamaljeet   अमरजीत=Amarjeet   बलविंदर=Balwinder   महेंद्र=Mahendra
नरेन्द्र=Narendra   कृष्ण=Krishna   गर्ग=Garg   भट्ट=Bhatt   आनन्द=Anand   प्रशान्त=Prashant   सूर्य=Surya
सरस्वती=Saraswati   पार्वती=Parvati   विश्वास=Vishwas   द्विवेदी=Dwivedi   दीपक=Deepak   नरसिंह=Narsingh
बाबूराव=Baburao   कुऱ्हाडे=Kurhade
जगन्नाथ=Jagannath   गजनन=Gajnan   कमलनयन=Kamalnayan   सिद्धार्थ=Siddharth   ख़ान=Khan   इरफ़ान=Irfan   ॐ=Om   बच्चू=Bacchu
ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ=Gurpreet Singh   ਸ਼ਰਮਾ=Sharma   ਮਹਿੰਦਰ=Mahinder   ਗਿਆਨ=Gian   ਗਿੱਲ=Gill   ਧਾਲੀਵਾਲ=Dhaliwal
ਸੁਰਿੰਦਰ ਕੌਰ=Surinder Kaur   ਬਲਜੀਤ=Baljeet   ਗੁੱਡੂ=Guddu   ਬਿੱਟੂ=Bittu   ਮੱਖਣ=Makkhan   ਊਧਮ=Udham   ਸ਼ੇਰ=Sher
ਪਰਮਜੀਤ=Paramjeet   ਗਿਆਨੀ=Giani   ਫ਼ਕੀਰ=Fakir
नमः=Namah   दुःख=Duhkh   विज्ञान=Vigyan   फ़ातिमा=Fatima   क़ादिर=Qadir   ग़ालिब=Galib   पढ़ाई=Padhai   गढ़वाल=Gadhwal
अंबिका=Ambika   चंपा=Champa   संजय=Sanjay   मंगल=Mangal   इंद्र=Indra   ऋषि=Rishi   ऐश्वर्या=Aishwarya   ऊषा=Usha
एकनाथ=Eknath   आदित्य=Aditya   मल्होत्रा=Malhotra   देशपांडे=Deshpande   कुळकर्णी=Kulkarni   सत्य=Satya   मित्र=Mitra
हरिश्चंद्र=Harishchandra   शुक्ल=Shukla   रत्न=Ratna   धर्म=Dharm   भक्त=Bhakt   बंसल=Bansal   सिन्हा=Sinha   विश्व=Vishwa
शत्रुघ्न=Shatrughna   मनमोहन=Manmohan   कमलकिशोर=Kamalkishor   सूर्यकांत=Suryakant   पवन=Pavan   जगदीश=Jagdish
"""
PAIRS = [pair.split("=") for line in CLERKS_WOULD_WRITE.split("\n") for pair in line.split("   ") if pair.strip()]


@pytest.mark.parametrize(("indic", "latin"), PAIRS)
def test_a_name_is_romanised_as_a_clerk_would_write_it(indic, latin):
    assert romanise(indic) == latin


def test_marathi_speaks_the_joined_letter_of_knowledge_in_its_own_way():
    assert romanise("ज्ञानेश्वर", "mr") == "Dnyaneshwar"
    assert romanise("ज्ञानेश्वर", "hi") == "Gyaneshwar"


def test_latin_words_digits_and_signs_stay():
    assert romanise("A. K. Sharma, वार्ड ३/४।") == "A. K. Sharma, Vard 3/4."


def test_four_of_five_listed_names_come_out_letter_for_letter():
    names = [name for name in listed_names() if name.kind is not NameKind.OTHER]
    exact = sum(romanise(name.devanagari) == name.latin for name in names)
    assert exact / len(names) > 0.8


@pytest.mark.parametrize("script", ["devanagari", "gurmukhi"])
def test_nearly_every_listed_name_sounds_the_same_after_the_rules(script):
    names = listed_names()
    same = sum(key(romanise(getattr(name, script))) == key(name.latin) for name in names)
    assert same / len(names) > 0.98


LETTERS_AND_SIGNS = st.characters(min_codepoint=0x900, max_codepoint=0xA7F, categories=["Lo", "Mn", "Mc", "Nd"])


@given(st.text(LETTERS_AND_SIGNS.filter(is_indic), max_size=20))
def test_any_heap_of_indic_letters_becomes_latin(text):
    assert not is_indic(romanise(text))
