"""Places to which the demo centre refers; none of them exists."""

from collections.abc import Sequence

from peerdesk.domain.members.stays import DischargeType
from peerdesk.services.demo.plan import DemoPlan
from peerdesk.services.demo.stays import DemoStay

Row = tuple[int, str, str, str, None]

PLACES: tuple[Row, ...] = (
    (1, "District hospital, psychiatry (demo)", "Illness of the mind beside the use, medicines", "0751000100", None),
    (2, "ICTC at the district hospital (demo)", "HIV counselling and testing", "0751000101", None),
    (3, "District legal services (demo)", "Free legal aid", "0751000102", None),
    (4, "Vocational training centre (demo)", "A trade, and help to find work", "0751000103", None),
    (5, "Ambulance", "Emergencies", "108", None),
)
_AT_DISCHARGE = (1, 1, 2, 4)  # ids


def referred_to(plan: DemoPlan, stays: Sequence[DemoStay]) -> list[int | None]:
    """The place to which each stay's member was referred at its end."""
    chance = plan.chance("referrals")
    return [chance.choice(_AT_DISCHARGE) if stay.discharge_type is DischargeType.REFERRED else None for stay in stays]
