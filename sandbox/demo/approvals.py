"""Requests that a moderator decides about before money is spent, and one that no moderator need see."""

import asyncio

from sandbox.demo.arrival import MODERATORS
from sandbox.demo.house_rules import UNWANTED
from sandbox.demo.making import QUICK, V6, photo
from sandbox.demo.steps import Play, together
from sandbox.demo.tour import FINN
from sandbox.demo.watching import StepFailed, line
from sandbox.demo.wishes import Wish
from sandbox.discord.driver import Message

DEAR = {**QUICK, "motion": "fast"}
WHALE, DRAGON = "the whale sings to the moon", "a dragon over our school"
APPROVED, REJECTED = "approved", "rejected"
NO_SCHOOLS = "No schools, please"
_WAITS = "Waiting for a moderator's approval"
LOOKS_ALIKE = "a c\u0430s\u0456n\u043e at night"
"""With Cyrillic letters where nobody sees them."""


async def ask_before_spending(play: Play) -> None:
    """One dear request is approved, one is rejected; unwanted words are refused whoever asks."""
    assert UNWANTED not in LOOKS_ALIKE
    await together(_approve(play), _reject(play))
    unwanted = Wish("unwanted", "sam", {**V6, "prompt": LOOKS_ALIKE})
    await play.refused(unwanted, f"This server does not want `{UNWANTED}`", "Nothing was charged")


async def _approve(play: Play) -> None:
    """Two moderators press at the same moment: one of them is first, and the other hears who it was."""
    picture = photo(31)
    files = {"image": ("whale.jpg", picture)}
    wish = Wish(APPROVED, FINN, {**DEAR, "prompt": WHALE}, files, first=picture, accepted=_WAITS)
    card = await _asked_for(play, wish)
    if not card.attachments:
        raise StepFailed("the card for moderators does not show the picture that the video would begin with")
    replies = await asyncio.gather(*(_press(play, who, card, "Approve") for who in MODERATORS))
    said = [reply.text for reply in replies]
    if sum("is made, for" in text for text in said) != 1 or sum("was first" in text for text in said) != 1:
        raise StepFailed(f"two moderators approved at once, and heard: {said}")
    for who, reply in zip(MODERATORS, replies, strict=True):
        play.say(f"{who} presses “Approve” → {line(reply)}")
    await play.ended(APPROVED)
    play.say(f"{FINN} gets the video that was approved")


async def _reject(play: Play) -> None:
    wish = Wish(
        REJECTED,
        "lena",
        {**DEAR, "prompt": DRAGON},
        ends="rejected",
        made=False,
        accepted=_WAITS,
    )
    card = await _asked_for(play, wish)
    opened = await play.open("tomas", card, "Reject with reason", "Reject with reason")
    await play.send("tomas", opened, {"Reason": NO_SCHOOLS}, "Rejected")
    await play.told(wish, "ejected", NO_SCHOOLS)


async def _asked_for(play: Play, wish: Wish) -> Message:
    """Ask for something dear, and find the card with which moderators are asked."""
    await play.create(wish, "is held")
    card = await play.message(wish.generation_id, "Approval needed", at=play.stage.moderators)
    play.say(f"moderators are asked about “{wish.prompt}”: {line(card, 'Approval needed')}")
    return card


async def _press(play: Play, who: str, card: Message, label: str) -> Message:
    pressed = await play.stage.discord.click(play.stage.people[who], card, label=label)
    return await pressed.answer()
