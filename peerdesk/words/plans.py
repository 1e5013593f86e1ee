"""The session plans that come with PeerDesk: names and texts, written for this program; and why one is suggested.

A counsellor runs the session from the text: what to bring, the opening, the main part in numbered lines, the closing.
"""

from collections.abc import Mapping

from peerdesk.domain.dates import short_date
from peerdesk.domain.sessions.plans import Suggestion
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.words.codes import of

_STARTING = {
    "name-and-strength": (
        N_("Name and one strength"),
        N_(
            "Bring: a soft ball or a rolled scarf.\n"
            "Opening: Sit in a circle. Nobody has to speak; passing on is fine.\n"
            "1. Whoever holds the ball says their name and one thing they do well, then throws it on.\n"
            "2. Second round: throw it to somebody and say their name and strength.\n"
            "3. In pairs, five minutes: when did this strength help me on a hard day?\n"
            "4. Each pair tells the circle one sentence.\n"
            "Closing: Name the strengths in this room together. Thank whoever came for the first time."
        ),
    ),
    "welcome-newcomer": (
        N_("Welcoming a newcomer"),
        N_(
            "Bring: the group agreement, tea.\n"
            "Opening: Everybody says their name and how long they have been coming.\n"
            "1. Three members tell in two minutes each: my first day here, and what helped me to stay.\n"
            "2. Read the agreement aloud, one line each. Ask what is unclear.\n"
            "3. The newcomer may speak or only listen. No questions about use.\n"
            "4. Somebody offers to sit beside them at the next three sessions.\n"
            "Closing: Each says one wish for the newcomer. Tell them day, time and whom to ask."
        ),
    ),
    "my-week": (
        N_("My week in the circle"),
        N_(
            "Bring: a watch.\n"
            "Opening: One minute of quiet. Feel the feet on the floor, breathe slowly.\n"
            "1. Each has three minutes: one good thing of my week, one hard thing, what I did then.\n"
            "2. The others listen. No advice unless it is asked for.\n"
            "3. Ask the circle: which ways of coping did we hear today? Write three on the board.\n"
            "4. Each chooses one of them for the coming days.\n"
            "Closing: Each ends the sentence: “Until we meet again I will …”"
        ),
    ),
}

_COPING = {
    "craving-wave": (
        N_("Craving is a wave"),
        N_(
            "Bring: board and chalk.\n"
            "Opening: Each shows with the hand, from low to high, how strong craving was this week.\n"
            "1. Draw a wave: craving rises, stands, and falls, mostly within half an hour.\n"
            "2. Ask: what started it? Collect places, people, hours, feelings.\n"
            "3. Practise four minutes: sit, breathe out longer than in, watch the wave, do nothing.\n"
            "4. Collect what helps while it passes: water, walking, calling somebody, prayer, work.\n"
            "Closing: Each names whom they will call at the next wave."
        ),
    ),
    "card-for-a-hard-hour": (
        N_("My card for a hard hour"),
        N_(
            "Bring: one card and pen for each; somebody who writes for those who do not.\n"
            "Opening: Tell that a card in the pocket thinks for us when we cannot.\n"
            "1. Line one: what I do in the first ten minutes.\n"
            "2. Line two: two people I call, with their numbers.\n"
            "3. Line three: a place where I am safe.\n"
            "4. Line four: for whom or what I do this. A drawing is as good as words.\n"
            "Closing: Whoever wishes reads theirs aloud. Keep it where the money is kept."
        ),
    ),
    "saying-no": (
        N_("Saying no and staying friends"),
        N_(
            "Bring: two chairs.\n"
            "Opening: Who was offered something lately? Hands up, no stories yet.\n"
            "1. Collect three real offers: at a wedding, after work, from an old friend.\n"
            "2. Show it: say no at once, give one short reason, propose something else, go.\n"
            "3. Play each in pairs; the friend insists three times. Then change places.\n"
            "4. Ask: which words and which voice worked? Nobody acts out having used.\n"
            "Closing: Each says their own sentence for no, standing up. Clap for every one."
        ),
    ),
    "quiet-breath": (
        N_("A quiet quarter of an hour"),
        N_(
            "Bring: mats or chairs, a quiet room, phones outside.\n"
            "Opening: Sit as you like, eyes open or closed. Whoever feels uneasy may open the eyes or go outside.\n"
            "1. Five minutes: count ten breaths, begin again. Thoughts may come and go.\n"
            "2. Five minutes: go through the body from feet to head and let each part become heavy.\n"
            "3. Five minutes: think of somebody who wishes you well.\n"
            "4. Circle: what did I notice? One sentence each.\n"
            "Closing: Each chooses a time of day for ten breaths."
        ),
    ),
}

_HARD_DAYS = {
    "festival-days": (
        N_("A festival without using"),
        N_(
            "Bring: a calendar, paper.\n"
            "Opening: Which festival or wedding comes next? What do we like about it?\n"
            "1. Go through that day from morning to night. Mark the hours that may become hard.\n"
            "2. For each hour: who is with me, what do I drink and eat, where do I go?\n"
            "3. Play it: a cousin holds out a glass. Answer and leave.\n"
            "4. Agree whom you call, and when you go home.\n"
            "Closing: Each tells their plan in two sentences. Meet or call on the day after."
        ),
    ),
    "payday": (
        N_("Payday and money in the pocket"),
        N_(
            "Bring: paper, beans or stones as money.\n"
            "Opening: How does the body feel when money comes? One word each.\n"
            "1. Each lays out a month’s money with beans: food, school, debts, savings, something nice.\n"
            "2. Ask: which way do I go home on payday, and who meets me there?\n"
            "3. Collect what helps: somebody trusted keeps it, it goes to the bank, debts are paid first.\n"
            "4. In pairs: my first hour after being paid.\n"
            "Closing: Each says what they will enjoy with their own money."
        ),
    ),
    "after-a-return": (
        N_("Speaking openly after a return to use"),
        N_(
            "Bring: water, enough time. Ask the member beforehand what they wish to tell.\n"
            "Opening: Say: you came back, and that is what counts. What is said here stays here.\n"
            "1. The member tells as much as they wish. No questions about amounts, no blame.\n"
            "2. Circle: each says “I know this from …” or “I am glad that you are here”.\n"
            "3. Together: what came before? What will I do next time?\n"
            "4. One step for today, one person to call.\n"
            "Closing: Everybody stands close. The counsellor stays."
        ),
    ),
}

_PEOPLE = {
    "naming-feelings": (
        N_("Giving feelings a name"),
        N_(
            "Bring: ten cards with feelings: glad, sad, afraid, angry, ashamed, lonely, proud, tired, calm, hopeful.\n"
            "Opening: Each takes a card for today and shows it.\n"
            "1. One member shows a feeling without words; the others guess.\n"
            "2. Ask: where in the body do I feel it?\n"
            "3. Circle: which feeling was near when I wanted to use? What does it need: rest, company, work?\n"
            "4. Practise: “I feel … because … and I would like …”\n"
            "Closing: Each takes one more card: how do I go home?"
        ),
    ),
    "words-at-home": (
        N_("Finding words at home"),
        N_(
            "Bring: two chairs.\n"
            "Opening: Whom do I hope to understand me better? Say only who, not why.\n"
            "1. Collect three moments: coming home late, money, an old promise.\n"
            "2. Show two ways: shouting, and “I feel … I would like …”. What changes?\n"
            "3. Play in threes: one speaks, one is the relative, one watches. Change places.\n"
            "4. Ask: what can I ask for, and what needs time? Trust grows slowly.\n"
            "Closing: Each plans one good sentence for home this week."
        ),
    ),
    "family-evening": (
        N_("An evening with the families"),
        N_(
            "Bring: tea, chairs in a circle, families between the members.\n"
            "Opening: Each says their name and something they like about the relative beside them.\n"
            "1. Explain in five minutes: dependence is an illness, recovery takes time, hard days are part of it.\n"
            "2. Families among themselves: what worries me, and what does me good? Members likewise.\n"
            "3. Together: what helps at home? Calm talk, clear agreements, own rest. What does not help?\n"
            "4. Each family agrees on one small thing.\n"
            "Closing: Say whom families can call when worried."
        ),
    ),
}

_ON_THE_WAY = {
    "milestone-day": (
        N_("A milestone to celebrate"),
        N_(
            "Bring: certificates, something sweet, a garland if you like.\n"
            "Opening: Name who reached a milestone. Ask beforehand whether they like to be celebrated.\n"
            "1. Each of them tells: how it was, what carried me, what I would tell somebody on day one.\n"
            "2. The circle answers: what I have seen change in you.\n"
            "3. Hand over the certificate; clap standing.\n"
            "4. Each member names their own next milestone, however near.\n"
            "Closing: One minute of quiet for those who still find it hard. Share the sweets."
        ),
    ),
    "step-evening": (
        N_("One step this evening"),
        N_(
            "Bring: the group’s own book.\n"
            "Opening: The quiet moment or prayer that the group has chosen. "
            "Each may leave out words that are not theirs.\n"
            "1. Say which step is today’s turn, by its number, and read its page from the book.\n"
            "2. Somebody who has worked it tells how they did it, ten minutes.\n"
            "3. Circle: what does this step ask of me today? No discussion, no advice.\n"
            "4. Whoever wishes says with whom they will work it.\n"
            "Closing: The group’s usual closing. Names and stories stay here."
        ),
    ),
    "three-questions": (
        N_("Goals: progress, setback, next step"),
        N_(
            "Bring: paper; the open goals of the members.\n"
            "Opening: A goal is small, mine, and has a day. Give an example.\n"
            "1. Whoever has no goal finds one with a neighbour: what would be a little better in a month?\n"
            "2. Circle, three questions each: what went forward? What came in between? What is my next step?\n"
            "3. The others ask only: what would help you?\n"
            "4. Write down each next step with its day.\n"
            "Closing: Each says their next step aloud. All: “We will ask you.”"
        ),
    ),
    "sleep-and-body": (
        N_("Sleep, food and the body"),
        N_(
            "Bring: board, a day drawn as a circle.\n"
            "Opening: Each says how they slept: well, middling, badly.\n"
            "1. Explain: in the first weeks poor sleep is common and gets better.\n"
            "2. Collect what helps: fixed hours, work by day, no tea late, a walk, no phone in bed.\n"
            "3. Fill the day’s circle: getting up, meals, medicine, work, prayer, sleep.\n"
            "4. Ask who has pain, fever or dark thoughts; they speak to the counsellor or doctor today.\n"
            "Closing: Five slow breaths, shoulders down. One change for this week each."
        ),
    ),
    "life-outside": (
        N_("Life after the centre"),
        N_(
            "Bring: tea, phone list, news of work and courses.\n"
            "Opening: Each tells one thing that is different since going home.\n"
            "1. Two members tell in ten minutes: work, neighbours, an evening that was hard, what carried me.\n"
            "2. Collect questions. Whoever has been there answers.\n"
            "3. Who has not been heard of for a while? Agree who calls, this week.\n"
            "4. Who could accompany a newcomer? Explain mentoring briefly.\n"
            "Closing: Next date. Anybody having a hard time may come or call sooner, whatever has happened."
        ),
    ),
}

PLAN_WORDS: Mapping[str, tuple[str, str]] = {**_STARTING, **_COPING, **_HARD_DAYS, **_PEOPLE, **_ON_THE_WAY}
"""English name and text of each built-in plan, by key."""


def plan_words(key: str) -> tuple[str, str]:
    """Name and text of a built-in plan.

    Raises:
        KeyError: for a plan without words.
    """
    name, text = PLAN_WORDS[key]
    return _(name), _(text)


def why(suggestion: Suggestion) -> str:
    """Why a plan is suggested: when the group last did it and last dealt with its objective."""
    objective = suggestion.plan.details.objective
    found = [_("For this type of group.")] if suggestion.own_type else []
    if suggestion.plan_on is not None:
        found.append(_("Last on {day}.").format(day=short_date(suggestion.plan_on)))
    elif suggestion.since is None:
        found.append(_("Not done in this group yet."))
    else:
        found.append(_("Not done in this group for a year or more."))
    if objective is not None and suggestion.objective_on is not None:
        day = short_date(suggestion.objective_on)
        found.append(_("{objective}: last on {day}.").format(objective=of(objective), day=day))
    return " ".join(found)
