"""A member's own success story: how it was, what helped, how it is now; shared only as they agreed to."""

from dataclasses import dataclass
from datetime import date

from peerdesk.domain.typed import told
from peerdesk.errors import Problem

MOST_STORY, MOST_STORY_LINES = 2400, 30
"""It fits on one page beside its head and foot, in letters that can be read."""


@dataclass(frozen=True, slots=True)
class SuccessStoryRow:
    """The story as it is kept, and before whom it was told."""

    text: str
    told_on: date
    by: str


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as typed in."""

    text: str
    told_on: date

    @property
    def tidied(self) -> str:
        """The text without blanks at the ends of lines, and at most one empty line between two others."""
        lines: list[str] = []
        for line in map(str.rstrip, told(self.text).splitlines()):
            if line or (lines and lines[-1]):
                lines.append(line)
        return "\n".join(lines)

    def problems(self, today: date) -> list[Problem]:
        text = self.tidied
        found: list[Problem] = []
        if not text:
            found.append(Problem("text", "text-missing"))
        elif len(text) > MOST_STORY or text.count("\n") >= MOST_STORY_LINES:
            found.append(Problem("text", "story-too-long", {"most": MOST_STORY, "lines": MOST_STORY_LINES}))
        if self.told_on > today:
            found.append(Problem("told_on", "day-ahead"))
        return found
