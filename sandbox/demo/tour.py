"""A tour by two members, one of them German: a form, its draft, and on from the result after a restart."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.demo.making import V6
from sandbox.demo.steps import Play, together
from sandbox.demo.watching import StepFailed, line, require
from sandbox.demo.wishes import Ending, Wish
from sandbox.discord.driver import Asked, Message

FINN, VERA = "finn", "vera"
LANGUAGES: Final = {FINN: "en-US", VERA: "de"}
FOX, NIGHT = "a fox looks up at the first snow", "and runs off into the night"
COMPOSED, AGAIN, WENT_ON = "from a form", "once more", "from its last frame"


async def fill_in_a_form(play: Play) -> None:
    """What finn prefers stands in the form; what the model lacks is mended in the draft, by a press."""
    await _prefer(play, {"model_id": V6["model"], "duration": V6["duration"]})
    opened = await _open(
        play, FINN, await _compose(play), "Make a video", Model=["pixverse-v6"], Length=["1"]
    )
    wanted = {"Prompt": FOX, "Options": ["Resolution: 360p", "Motion: fast"]}
    draft = await _send(play, FINN, opened, wanted, "**Draft**", "`motion`")
    mended = await play.press(FINN, draft, "Leave out motion", "Price", "Left of your quota")
    play.keep(FINN, "pressed “Leave out motion”", mended)
    if play.stage.rows("SELECT id FROM generations WHERE prompt = :prompt", prompt=FOX):
        raise StepFailed("the draft was made before anybody pressed Generate")
    wish = Wish(COMPOSED, FINN, {"prompt": FOX, **V6}, deleted=True)
    play.accept(wish, await play.press(FINN, mended, "Generate", "Queued", "is held"))
    await play.ended(COMPOSED)


async def go_on_from_the_result(play: Play) -> None:
    """The buttons of a result that an earlier process posted: once more, on from its last frame, and away."""
    result = await play.result(play.wish(COMPOSED))
    await together(_again(play, result), _animate_last_frame(play, result))
    await play.ended(AGAIN, WENT_ON)
    if _seed(play, COMPOSED) == _seed(play, AGAIN):
        raise StepFailed(f"{AGAIN} has the seed of {COMPOSED}")
    await _delete(play, result)


# ---------------------------------------------------------------------------------------------- its stations


async def _prefer(play: Play, choices: Mapping[str, Any]) -> None:
    stage = play.stage
    page = await play.look(FINN, "preferences", "Your preferences")
    for name, value in choices.items():
        chosen = await stage.discord.select(
            stage.people[FINN], page, [str(value)], custom_id=f"gl:prefer:{name}"
        )
        page = await chosen.answer()
        require(page, f"{name}, chosen by {FINN},", ("Saved",))
        play.say(f"{FINN} prefers {name} {value} → {line(page, 'Saved')}")
    play.keep(FINN, "/preferences", page)


async def _compose(play: Play) -> Asked:
    return await play.stage.discord.slash(play.stage.people[FINN], play.stage.channel, "compose")


async def _again(play: Play, result: Message) -> None:
    wish = Wish(AGAIN, FINN, {"prompt": FOX, **V6}, lineage=("again of", COMPOSED))
    play.accept(wish, await play.press(FINN, result, "Again", "Queued", "is held"))


async def _animate_last_frame(play: Play, result: Message) -> None:
    """Vera's client is German: so is all that she alone sees, and what everybody sees is English."""
    pressed = await play.stage.discord.click(play.stage.people[VERA], result, label="Animate last frame")
    opened = await _open(play, VERA, pressed, "Dieses Bild animieren", Länge=["1"])
    draft = await _send(play, VERA, opened, {"Prompt": NIGHT}, "**Entwurf**", "Preis")
    options = {"prompt": NIGHT, **V6}
    wish = Wish(
        WENT_ON,
        VERA,
        options,
        first=Ending(COMPOSED),
        lineage=("continued from", COMPOSED),
        accepted="Eingereiht",
    )
    play.accept(wish, await play.press(VERA, draft, "Erstellen", "Eingereiht", "vorgemerkt"))


async def _delete(play: Play, result: Message) -> None:
    """Only its author may; then the message and the bot's copies of its files are really gone."""
    wish = play.wish(COMPOSED)
    copies = play.stage.copies(wish.generation_id)
    if not copies or not all(path.exists() for path in copies):
        raise StepFailed(f"the bot has no copy of {COMPOSED}: {copies}")
    await play.press(VERA, result, "Delete", "Nur wer das Video angefordert hat")
    await play.press(FINN, result, "Delete", "Deleted")
    seen = await play.stage.discord.read(play.stage.channel, play.stage.people[VERA])
    if result.id in {message.id for message in seen} or any(path.exists() for path in copies):
        raise StepFailed(f"{COMPOSED} was deleted, and its message or its files are still there")
    play.say("the message is gone from the channel, and the file from the bot's folder")


# -------------------------------------------------------------------------------------------------- by hand


async def _open(play: Play, who: str, opened: Asked, title: str, **chosen: list[str]) -> Asked:
    """See the form that opens, and what is chosen in it already."""
    form = await play.see_form(who, opened, title)
    found = {label: form.control(label).chosen for label in chosen}
    if found != chosen:
        raise StepFailed(f"{who} expected “{title}” with {chosen}, not with {found}")
    return opened


async def _send(play: Play, who: str, opened: Asked, values: Mapping[str, Any], *saying: str) -> Message:
    """Send a form, and see the draft that comes of it."""
    draft = await play.send(who, opened, values, *saying)
    play.keep(who, "sent the form", draft)
    return draft


def _seed(play: Play, name: str) -> list[int]:
    query = "SELECT seed FROM takes WHERE generation_id = :id"
    return [row["seed"] for row in play.stage.rows(query, id=play.wish(name).generation_id)]
