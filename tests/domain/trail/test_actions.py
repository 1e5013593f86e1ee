"""The table of actions knows every entry that the source writes, and no other."""

import ast
from collections.abc import Iterator
from pathlib import Path

from peerdesk.db.tables.audit import CLOSED_ACTIONS
from peerdesk.domain.care.goals import GoalState
from peerdesk.domain.salvage import EntryKind
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.domain.trail.actions import ACTIONS, KINDS, Of, about, of_kind
from peerdesk.domain.trail.lines import RecordOf, TrailLine
from peerdesk.records.erasures import ERASED
from tests.centres import at_ten

ROOM = Path(__file__).parents[3] / "peerdesk"
WRITES = {"audit": 0, "audit_change": 0, "audit_past": 2}
"""What writes an entry, and the place of the action among its arguments."""

WORKED_OUT = {
    ("key_rows.py", "f'keys.{entry.event}'"): {f"keys.{event.value}" for event in KeyEvent},
    ("goals.py", "f'goal.{state.value}'"): {f"goal.{state.value}" for state in GoalState},
    ("sealing.py", "_ACTIONS[sealed.kind]"): {"session.sign", "session.addendum", "session.correct"},
    ("signing.py", "action"): {"session.sign", "session.addendum", "session.correct"},
    ("staying_well.py", "action"): {
        "staying-well.write", "staying-well.take-up", "staying-well.take-back", "staying-well.bring-back"
    },
    ("erasing.py", "erasures.ERASED"): {ERASED},
    ("waitlist.py", "action"): {"waiting.join", "waiting.withdraw"},
}  # fmt: skip
"""Actions that no constant says, by the module and the expression: all that can come of it."""


def written() -> Iterator[tuple[str, str]]:
    """Every action that the source writes, with its module."""
    for path in sorted(ROOM.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr not in WRITES or ast.unparse(call.func.value) == "self":
                continue
            action = call.args[WRITES[call.func.attr]]
            ways = [action.body, action.orelse] if isinstance(action, ast.IfExp) else [action]
            for way in ways:
                if isinstance(way, ast.Constant):
                    yield path.name, str(way.value)
                else:
                    for found in WORKED_OUT[path.name, ast.unparse(way)]:
                        yield path.name, found


def test_every_action_that_is_written_is_in_the_table_and_no_other():
    assert {action for _module, action in written()} == set(ACTIONS)


def test_an_action_is_in_one_place_of_the_table_alone():
    assert sum(len(of_kind(kind)) for kind in KINDS) == len(ACTIONS)
    assert sum(len(about(of)) for of in Of) == len(ACTIONS)


def test_what_is_written_closed_is_about_people_or_their_group():
    """So that a person's entries are found by the number of the record; nothing has to be opened for it."""
    of = {ACTIONS[action].of for action in ACTIONS if action.partition(".")[0] in CLOSED_ACTIONS}
    assert of == {
        Of.CONTACT, Of.FOLLOW_UP, Of.GOAL, Of.INCIDENT, Of.MEMBER, Of.NOTHING, Of.SAFETY_NOTE, Of.SHEET, Of.STAY
    }  # fmt: skip
    assert [action for action in about(Of.NOTHING) if action.partition(".")[0] in CLOSED_ACTIONS] == [
        "follow-up.schedule-change"
    ]


def test_an_entry_knows_its_record_where_others_can_be_about_it_too():
    mark = TrailLine(1, at_ten(), "Meena Rawat", "attendance.mark", 7)
    assert (mark.what.kind, mark.record) == (EntryKind.MARKS, RecordOf(Of.SESSION, 7))
    assert TrailLine(2, at_ten(), "Meena Rawat", "presence.mark", None).record is None
    assert TrailLine(3, at_ten(), "Meena Rawat", "plan.change", 0).record is None


def test_an_action_of_another_version_is_something_else():
    later = TrailLine(1, at_ten(), "Meena Rawat", "fees.pay", 7)
    assert (later.what.kind, later.record) == (EntryKind.OTHER, None)
