"""The Ministry portal's lists: our codes, and the portal's number for each.

Source: the NMBA treatment-centre and IRCA registration forms as captured by a portal rebuild in June 2026
(a third party's capture, not a Ministry publication). The words are in ``words``.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Self


class _Coded(Enum):
    """A choice with a stable code of ours (kept in the file) and the portal's number (printed on copy-out sheets)."""

    portal: int

    def __new__(cls, code: str, portal: int) -> Self:
        member = object.__new__(cls)
        member._value_ = code
        member.portal = portal
        return member


class Gender(_Coded):
    """As the portal asks it."""

    MALE = "male", 1
    FEMALE = "female", 2
    TRANSGENDER = "transgender", 3


class MaritalStatus(_Coded):
    """As the portal asks it."""

    NEVER_MARRIED = "never-married", 1
    MARRIED = "married", 2
    DIVORCED = "divorced", 3
    SEPARATED = "separated", 4
    SEPARATED_DUE_TO_USE = "separated-due-to-use", 5
    WIDOWED = "widowed", 6
    COHABITING = "cohabiting", 7


class Education(_Coded):
    """Highest level reached."""

    PROFESSIONAL_DEGREE = "professional-degree", 1
    GRADUATE = "graduate", 2
    INTERMEDIATE = "intermediate", 3
    HIGH_SCHOOL = "high-school", 4
    MIDDLE_SCHOOL = "middle-school", 5
    PRIMARY_SCHOOL = "primary-school", 6
    NO_SCHOOLING = "no-schooling", 7


class Occupation(_Coded):
    """Usual work."""

    MANAGER = "manager", 1
    PROFESSIONAL = "professional", 2
    TECHNICIAN = "technician", 3
    CLERK = "clerk", 4
    SHOP_WORKER = "shop-worker", 5
    FARMER = "farmer", 6
    CRAFT = "craft", 7
    MACHINE_OPERATOR = "machine-operator", 8
    LABOURER = "labourer", 9
    UNEMPLOYED = "unemployed", 10
    TEACHER = "teacher", 13


class Referral(_Coded):
    """Who sent the member."""

    SELF = "self", 1
    FAMILY = "family", 2
    FRIENDS = "friends", 3
    PRIVATE_PRACTITIONER = "private-practitioner", 4
    HOSPITAL = "hospital", 5
    REFERRED = "referred", 9
    HELPLINE = "helpline", 10
    AWARENESS_PROGRAMME = "awareness-programme", 11
    PERSON_IN_RECOVERY = "person-in-recovery", 13
    OTHER = "other", 15


class Substance(StrEnum):
    """Substances in Indian words; :data:`SUBSTANCE_PORTAL` maps them onto the portal's fifteen."""

    COUNTRY_LIQUOR = "country-liquor"
    IMFL = "imfl"
    BEER = "beer"
    BHANG = "bhang"
    GANJA = "ganja"
    OPIUM = "opium"
    POPPY_HUSK = "poppy-husk"
    HEROIN = "heroin"
    TRAMADOL = "tramadol"
    CODEINE_SYRUP = "codeine-syrup"
    BUPRENORPHINE = "buprenorphine"
    OTHER_OPIOID = "other-opioid"
    SLEEPING_TABLETS = "sleeping-tablets"
    WHITENER = "whitener"
    COCAINE = "cocaine"
    STIMULANTS = "stimulants"
    MDMA = "mdma"
    KETAMINE = "ketamine"
    HALLUCINOGENS = "hallucinogens"
    SYNTHETIC_CANNABINOIDS = "synthetic-cannabinoids"
    SYNTHETIC_CATHINONES = "synthetic-cathinones"
    CAFFEINE = "caffeine"
    TOBACCO_SMOKED = "tobacco-smoked"
    TOBACCO_CHEWED = "tobacco-chewed"
    OTHER = "other"


SUBSTANCE_PORTAL: Mapping[Substance, int] = MappingProxyType(
    {
        Substance.COUNTRY_LIQUOR: 1,
        Substance.IMFL: 1,
        Substance.BEER: 1,
        Substance.BHANG: 2,
        Substance.GANJA: 2,
        Substance.SYNTHETIC_CANNABINOIDS: 3,
        Substance.OPIUM: 4,
        Substance.POPPY_HUSK: 4,
        Substance.HEROIN: 4,
        Substance.TRAMADOL: 4,
        Substance.CODEINE_SYRUP: 4,
        Substance.BUPRENORPHINE: 4,
        Substance.OTHER_OPIOID: 4,
        Substance.SLEEPING_TABLETS: 5,
        Substance.COCAINE: 6,
        Substance.STIMULANTS: 7,
        Substance.SYNTHETIC_CATHINONES: 8,
        Substance.CAFFEINE: 9,
        Substance.HALLUCINOGENS: 10,
        Substance.TOBACCO_SMOKED: 11,
        Substance.TOBACCO_CHEWED: 11,
        Substance.WHITENER: 12,
        Substance.MDMA: 13,
        Substance.KETAMINE: 14,
        Substance.OTHER: 15,
    }
)
"""Portal number (ICD-11 wording, 15 classes) of each substance."""
