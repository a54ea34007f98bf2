"""A video that members report, and that a moderator removes."""

from sandbox.demo.house_rules import REPORTERS
from sandbox.demo.making import V6
from sandbox.demo.steps import Play
from sandbox.demo.tour import FINN
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Wish
from sandbox.discord.driver import Message

REMOVED, MASKS = "reported and removed", "masks that look like our neighbours"
MENU = "Report this video"
REPORTS = {FINN: "that is my uncle", "jonas": "they were not asked"}
TOO_CLOSE = "Nobody asked the neighbours"


async def complain(play: Play) -> None:
    """Two members report it, so that it is hidden; a moderator removes it, and its author is told."""
    wish = Wish(REMOVED, "sam", {**V6, "prompt": MASKS}, deleted=True)
    await play.create(wish)
    await play.ended(REMOVED)
    copies = play.stage.copies(wish.generation_id)
    result = await play.result(wish)
    for number, who in enumerate(REPORTS, 1):
        hidden = ("Until then the video is hidden",) if number == REPORTERS else ()
        await _report(play, who, result, *hidden)
    await play.message(wish.generation_id, "This video was reported, and is hidden")
    play.say("the video is hidden until moderators have looked")
    card = await play.message(wish.generation_id, "Reported video", at=play.stage.log)
    opened = await play.open("ines", card, "Remove", "Remove the video")
    await play.send("ines", opened, {"Reason": TOO_CLOSE}, "Removed")
    await _is_gone(play, wish, result)
    if not copies or any(path.exists() for path in copies):
        raise StepFailed(f"the video was removed, and the bot's copies are: {copies}")
    play.say("the message is gone from the channel, and the file from the bot's folder")


async def _report(play: Play, who: str, result: Message, *saying: str) -> None:
    opened = await play.stage.discord.message_menu(play.stage.people[who], result, MENU)
    await play.see_form(who, opened, MENU)
    values = {"ground": ["real_person"], "reason": REPORTS[who]}
    reply = await play.send(who, opened, values, "Thank you", "Nobody is told", *saying)
    if any(name in reply.text for name in REPORTS if name != who):
        raise StepFailed(f"{who} was told who else reported: {reply.text}")


async def _is_gone(play: Play, wish: Wish, result: Message) -> None:
    """See it gone from the channel, in the log, and said to its author."""
    stage = play.stage

    async def gone() -> bool:
        seen = await stage.discord.read(stage.channel, stage.people["jonas"])
        return result.id not in {message.id for message in seen}

    await play.wait("the removed video's message to go", gone)
    await play.message(wish.generation_id, "removed a video of", TOO_CLOSE, at=stage.log)
    told = await stage.discord.direct_channel(stage.people[wish.who])
    await play.message("Moderators removed your video", TOO_CLOSE, at=told, who=wish.who)
    play.say(f"{wish.who} gets a direct message: Moderators removed your video. Reason: {TOO_CLOSE}")
