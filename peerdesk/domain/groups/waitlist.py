"""Waitlists: members who are put on one."""

from dataclasses import dataclass
from datetime import date

from peerdesk.errors import Problem

MOST_NOTE = 200
"""Characters of what is noted beside somebody who waits."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Members who are put on a group's waitlist, as typed in."""

    group_id: int
    member_ids: tuple[int, ...]
    since: date
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """Say what is wrong without a look at the file, which alone knows who is in the group or waits already."""
        found = [] if self.member_ids else [Problem("members", "members-missing")]
        if self.since > today:
            found.append(Problem("since", "day-ahead"))
        if len(self.note.strip()) > MOST_NOTE:
            found.append(Problem("note", "text-too-long", {"most": MOST_NOTE}))
        return found
