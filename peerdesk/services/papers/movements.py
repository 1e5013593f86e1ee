"""Who needs contact, who came and who went, named as the page may name them. Everything here runs inside a reading."""

from datetime import date

from peerdesk.db.models import Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.paper import Period
from peerdesk.domain.registers import ContactNeeded, Movement, Names
from peerdesk.services import today
from peerdesk.services.papers import people


def contact_needed(day: date, names: Names) -> list[ContactNeeded]:
    """Members absent in their last sessions up to a day, longest first."""
    rows = today.absent_rows(day)
    persons = people.of_members({row.member_id for row in rows}, names)
    return [ContactNeeded(persons[row.member_id], row.group_name, row.absences, row.last_attended) for row in rows]


def movements(period: Period, names: Names) -> list[Movement]:
    """Who was admitted or joined a group, who left one or was discharged; each day those who came first."""
    of_groups = [
        (row.day, row.member_id, row.group_name, row.joined, False)
        for row in today.movements(period.first, period.last)
    ]
    rows = of_groups + [
        (day, member_id, "", joined, True)
        for field, joined in ((Stay.admitted_on, True), (Stay.discharged_on, False))
        for day, member_id in tuples(Stay.select(field, Stay.member).where(field.between(period.first, period.last)))
    ]
    persons = people.of_members({member_id for _, member_id, *_ in rows}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    rows.sort(key=lambda row: (row[0], not row[3], place[row[1]], not row[4], row[2]))
    return [Movement(day, persons[who], group, joined, stay) for day, who, group, joined, stay in rows]
