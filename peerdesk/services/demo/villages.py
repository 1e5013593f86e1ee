"""Where the members of the demo centre live and what they do: villages, relations and occupations.

Villages and districts are real places of the three regions (general knowledge); nothing ties them to any person.
"""

from dataclasses import dataclass

from peerdesk.domain.members.members import Relation
from peerdesk.domain.members.portal_codes import Occupation
from peerdesk.domain.names import NameRegion
from peerdesk.domain.sessions.guests import Kinship


@dataclass(frozen=True, slots=True)
class District:
    """A district with some of its villages and small towns, each as (Latin, own script)."""

    region: NameRegion
    state: str
    latin: str
    native: str
    villages: tuple[tuple[str, str], ...]


DISTRICTS = (
    District(
        NameRegion.MADHYA_PRADESH, "Madhya Pradesh", "Gwalior", "ग्वालियर",
        (
            ("Dabra", "डबरा"), ("Bhitarwar", "भितरवार"), ("Morar", "मुरार"), ("Ghatigaon", "घाटीगांव"),
            ("Pichhore", "पिछोर"), ("Antri", "आंतरी"), ("Billaua", "बिलौआ"), ("Tekanpur", "टेकनपुर"),
            ("Mohna", "मोहना"), ("Hastinapur", "हस्तिनापुर"), ("Utila", "उटीला"), ("Chinor", "चिनोर"),
        ),
    ),
    District(
        NameRegion.MADHYA_PRADESH, "Madhya Pradesh", "Morena", "मुरैना",
        (
            ("Banmore", "बानमोर"), ("Joura", "जौरा"), ("Ambah", "अंबाह"), ("Porsa", "पोरसा"),
            ("Sabalgarh", "सबलगढ़"), ("Kailaras", "कैलारस"), ("Noorabad", "नूराबाद"),
        ),
    ),
    District(
        NameRegion.MADHYA_PRADESH, "Madhya Pradesh", "Bhind", "भिंड",
        (("Mehgaon", "मेहगांव"), ("Gohad", "गोहद"), ("Lahar", "लहार"), ("Mau", "मौ"), ("Ater", "अटेर")),
    ),
    District(
        NameRegion.MAHARASHTRA, "Maharashtra", "Nagpur", "नागपूर",
        (
            ("Kamptee", "कामठी"), ("Hingna", "हिंगणा"), ("Umred", "उमरेड"), ("Katol", "काटोल"),
            ("Saoner", "सावनेर"), ("Kalmeshwar", "कळमेश्वर"), ("Mouda", "मौदा"), ("Kuhi", "कुही"),
            ("Narkhed", "नरखेड"), ("Parseoni", "पारशिवनी"), ("Butibori", "बुटीबोरी"), ("Bhiwapur", "भिवापूर"),
        ),
    ),
    District(
        NameRegion.MAHARASHTRA, "Maharashtra", "Pune", "पुणे",
        (
            ("Shirur", "शिरूर"), ("Khed", "खेड"), ("Baramati", "बारामती"), ("Daund", "दौंड"),
            ("Junnar", "जुन्नर"), ("Saswad", "सासवड"), ("Bhor", "भोर"), ("Indapur", "इंदापूर"),
        ),
    ),
    District(
        NameRegion.MAHARASHTRA, "Maharashtra", "Wardha", "वर्धा",
        (("Hinganghat", "हिंगणघाट"), ("Arvi", "आर्वी"), ("Deoli", "देवळी"), ("Pulgaon", "पुलगाव"), ("Seloo", "सेलू")),
    ),
    District(
        NameRegion.PUNJAB, "Punjab", "Mohali", "ਮੋਹਾਲੀ",
        (
            ("Kharar", "ਖਰੜ"), ("Kurali", "ਕੁਰਾਲੀ"), ("Banur", "ਬਨੂੜ"), ("Derabassi", "ਡੇਰਾਬੱਸੀ"),
            ("Lalru", "ਲਾਲੜੂ"), ("Zirakpur", "ਜ਼ੀਰਕਪੁਰ"), ("Landran", "ਲਾਂਡਰਾਂ"), ("Gharuan", "ਘੜੂੰਆਂ"),
            ("Sohana", "ਸੋਹਾਣਾ"), ("Mullanpur", "ਮੁੱਲਾਂਪੁਰ"),
        ),
    ),
    District(
        NameRegion.PUNJAB, "Punjab", "Bathinda", "ਬਠਿੰਡਾ",
        (
            ("Rampura Phul", "ਰਾਮਪੁਰਾ ਫੂਲ"), ("Maur", "ਮੌੜ"), ("Talwandi Sabo", "ਤਲਵੰਡੀ ਸਾਬੋ"), ("Goniana", "ਗੋਨਿਆਣਾ"),
            ("Bhucho", "ਭੁੱਚੋ"), ("Sangat", "ਸੰਗਤ"), ("Nathana", "ਨਥਾਣਾ"), ("Raman", "ਰਾਮਾਂ"),
            ("Kotfatta", "ਕੋਟਫੱਤਾ"), ("Bhagta", "ਭਗਤਾ"),
        ),
    ),
    District(
        NameRegion.PUNJAB, "Punjab", "Rupnagar", "ਰੂਪਨਗਰ",
        (("Morinda", "ਮੋਰਿੰਡਾ"), ("Chamkaur Sahib", "ਚਮਕੌਰ ਸਾਹਿਬ"), ("Nangal", "ਨੰਗਲ"), ("Anandpur Sahib", "ਅਨੰਦਪੁਰ ਸਾਹਿਬ")),
    ),
)  # fmt: skip
"""Three districts of each region, the demo centre's own first."""

RELATIONS_OF_MEN = (Relation.SON, Relation.SON, Relation.SON, Relation.CARE)
RELATIONS_OF_WOMEN = (Relation.WIFE, Relation.WIFE, Relation.DAUGHTER, Relation.CARE)
"""How a name is tied to a guardian's in the register, about as often as in a real one."""

FAMILY_GUESTS = (
    Kinship.WIFE, Kinship.WIFE, Kinship.MOTHER, Kinship.MOTHER, Kinship.FATHER, Kinship.BROTHER, Kinship.BROTHER,
    Kinship.SISTER, Kinship.SON, Kinship.DAUGHTER, Kinship.OTHER,
)  # fmt: skip
"""Who comes along to a man's family group, about as often as in a real one (a woman's: husband for wife)."""

OCCUPATIONS: dict[Occupation, tuple[str, ...]] = {
    Occupation.MANAGER: ("Village panchayat member", "Owner of a brick kiln"),
    Occupation.PROFESSIONAL: ("Pharmacist", "Junior engineer"),
    Occupation.TECHNICIAN: ("Electrician", "Lab technician", "Mobile phone repairer"),
    Occupation.CLERK: ("Clerk at the mandi", "Bank mitra", "Accounts assistant"),
    Occupation.SHOP_WORKER: ("Shopkeeper", "Tea stall owner", "Vegetable seller", "Barber", "Cook"),
    Occupation.FARMER: ("Farmer on own land", "Dairy farmer", "Share-cropper", "Orange grower"),
    Occupation.CRAFT: ("Mason", "Carpenter", "Tailor", "Welder", "Potter"),
    Occupation.MACHINE_OPERATOR: ("Truck driver", "Tractor driver", "Auto-rickshaw driver", "Combine operator"),
    Occupation.LABOURER: ("Farm labourer", "Daily-wage labourer", "Loader at the mandi", "Construction helper"),
    Occupation.UNEMPLOYED: ("Looking for work", "Not working since the illness", "Student", "Keeps house"),
    Occupation.TEACHER: ("Primary school teacher", "Coaching class teacher"),
}
"""Occupations as people name them, by the portal's list."""

OCCUPATION_WEIGHTS: dict[Occupation, int] = {
    Occupation.MANAGER: 1,
    Occupation.PROFESSIONAL: 1,
    Occupation.TECHNICIAN: 6,
    Occupation.CLERK: 4,
    Occupation.SHOP_WORKER: 14,
    Occupation.FARMER: 20,
    Occupation.CRAFT: 12,
    Occupation.MACHINE_OPERATOR: 14,
    Occupation.LABOURER: 18,
    Occupation.UNEMPLOYED: 8,
    Occupation.TEACHER: 2,
}
"""How many of a hundred members have each."""


def districts(region: NameRegion) -> tuple[District, ...]:
    """The districts of one region, the centre's own first."""
    return tuple(district for district in DISTRICTS if district.region is region)
