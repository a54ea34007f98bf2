"""The script of the evening, scene by scene."""

import asyncio
from io import BytesIO

from sandbox.demo.stage import Stage
from sandbox.demo.steps import Play, StepFailed
from sandbox.render import Scene
from sandbox.render.film import Film
from sandbox.runware.faults import Fault

HARBOUR, BRIDGE, LIGHTHOUSE = "a harbour at dawn", "a bridge in the fog", "a lighthouse blinking"
QUICK = {"model": "pixverse-v4", "resolution": "360p"}


def photo(seed: int) -> bytes:
    """Paint a photo for a member to attach."""
    scene = Scene(prompt="", width=1280, height=720, duration_seconds=1, seed=seed)
    picture = next(iter(Film(scene).frames()))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=92)
    return kept.getvalue()


async def arrive(play: Play) -> None:
    """Open a server with its people, start the bot."""
    stage = play.stage
    owner = await stage.discord.user("mira")
    stage.guild = await stage.discord.guild("Tuesday Film Club", owner_id=owner)
    stage.channel = await stage.discord.channel(stage.guild, "studio")
    stage.people = {"mira": owner}
    for name in ("jonas", "aiko", "lena", "noah", "sam"):
        stage.people[name] = await stage.discord.join(stage.guild, name)
    await stage.start_bot()
    await stage.discord.ready({"create", "cancel", "usage", "help"})
    play.say("the bot is ready; six members are in #studio")


async def make_videos(play: Play, photos: tuple[bytes, bytes]) -> None:
    """Sound at V5.6, a transition between two photos, an effect, three takes, all at once."""
    first, last = photos
    sound = {
        "prompt": "雨の夜、ネオン街を歩く猫 — a cat walks through neon rain",
        "model": "pixverse-v5.6",
        "duration": 8,
        "audio": True,
    }
    transition = {"prompt": "the valley from noon into night", "model": "pixverse-v4", "camera": "crane_up"}
    effect = {**QUICK, "prompt": "the statue wakes", "effect": "the tigers touch"}
    await asyncio.gather(
        play.create("sound", "mira", sound),
        play.create(
            "transition",
            "jonas",
            transition,
            files={"image": ("noon.jpg", first), "last_image": ("night.jpg", last)},
        ),
        play.create("effect", "aiko", effect, files={"image": ("statue.jpg", first)}),
        play.create("takes", "lena", {**QUICK, "prompt": "paper boats on a river", "takes": 3}),
    )


async def meet_limits(play: Play) -> None:
    """A forbidden combination, and a member who reaches the quota of $1.00 a day."""
    both = {**QUICK, "prompt": "too much", "effect": "boom drop", "camera": "zoom_in"}
    await play.refused("combination", "sam", both, "effect", "camera")
    four = {**QUICK, "prompt": "kites over the dunes", "motion": "fast", "takes": 4, "format": "webm"}
    await play.create("quota", "noah", four)
    await play.refused("quota reached", "noah", {**QUICK, "prompt": "one more"}, "$1.00", "$0.1")
    usage = await play.ask("noah", "usage", {})
    play.say(f"noah /usage → {' '.join(usage.text.split())[:110]}")


async def fail_and_change_minds(play: Play) -> None:
    """A failure at the provider costs nothing; Cancel before submission, Discard after it."""
    runware = play.stage.runware
    await runware.add_fault(Fault("fail", prompt="storm", code="inferenceError", shape="flat"))
    await play.create("failure", "sam", {**QUICK, "prompt": "a storm in a teacup"}, ends="failed")
    await runware.hold("slow snail")
    discarded = await play.create("discard", "sam", {**QUICK, "prompt": "a slow snail"}, ends="cancelled")
    await play.press("sam", discarded, "Discard")
    await runware.add_fault(Fault("http_error", prompt="second thought", status=429, retry_after_seconds=20))
    cancelled = await play.create("cancel", "sam", {**QUICK, "prompt": "a second thought"}, ends="cancelled")
    await play.press("sam", cancelled, "Cancel")
    await runware.release("slow snail")
    await play.all_ended()
    play.say("everything so far has ended as it should")


async def cut_the_power(play: Play) -> None:
    """Kill the bot while rows are SUBMITTING, RUNNING and SUCCEEDED; all must be delivered once."""
    stage = play.stage
    names = {"running": ("jonas", HARBOUR), "submitting": ("aiko", BRIDGE), "succeeded": ("lena", LIGHTHOUSE)}
    # However slow this machine is, each state lasts until the kill: what would end it is held back.
    await stage.runware.add_fault(Fault("http_error", prompt=BRIDGE, status=429))
    await stage.runware.hold(HARBOUR)
    await stage.runware.hold(LIGHTHOUSE)
    ids = {}
    for state, (who, prompt) in names.items():
        ids[state] = await play.create(state, who, {**QUICK, "prompt": prompt})
        await play.card(ids[state])
    await stage.discord.fault("error", method="POST", path="/channels/*/messages", status=503, times=None)
    await stage.runware.release(LIGHTHOUSE)
    await play.until(
        "one row each in RUNNING and SUCCEEDED",
        lambda states: all(states[ids[state]] == state for state in ("running", "succeeded")),
    )
    await stage.runware.add_fault(Fault("answer_lost", prompt=BRIDGE, on="any"))
    await play.until(
        "one row each in SUBMITTING, RUNNING and SUCCEEDED",
        lambda states: all(states[ids[state]] == state for state in ids),
    )
    await stage.kill_bot()
    play.say("kill -9 with rows in SUBMITTING, RUNNING and SUCCEEDED")
    left = {state: stage.states()[ids[state]] for state in ids}
    if any(state != found for state, found in left.items()):
        raise StepFailed(f"the power was cut at the wrong moment: {left}")
    await stage.discord.clear_faults()
    await stage.runware.clear_faults()
    await stage.runware.release(HARBOUR)
    await stage.start_bot()
    play.say("the bot is back")
    await play.all_ended()
    play.say("all three were delivered")


async def perform(stage: Stage) -> tuple[Play, tuple[bytes, bytes]]:
    """Play the whole evening; raises `StepFailed` at the first thing that is not as it should be."""
    photos = (photo(11), photo(4))
    play = Play(stage)
    await arrive(play)
    await make_videos(play, photos)
    await meet_limits(play)
    await fail_and_change_minds(play)
    await cut_the_power(play)
    return play, photos
