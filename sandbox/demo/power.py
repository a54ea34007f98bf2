"""A power cut while rows are SUBMITTING, RUNNING and SUCCEEDED; all must be delivered once."""

from sandbox.demo.making import QUICK, V6
from sandbox.demo.steps import Play
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import News, Wish
from sandbox.runware.faults import Fault

HARBOUR, BRIDGE, LIGHTHOUSE = "a harbour at dawn", "a bridge in the fog", "a lighthouse blinking"
_WISHES = (("jonas", HARBOUR, "running"), ("aiko", BRIDGE, "submitting"), ("sam", LIGHTHOUSE, "succeeded"))
"""Who wants what, and the state in which the power is cut."""
_STATES = {f"killed while {state}": state for _, _, state in _WISHES}


async def cut_the_power(play: Play) -> None:
    """Kill the bot, and start it again."""
    stage = play.stage
    await _into_three_states(play)
    await stage.kill_bot()
    play.say("kill -9 with rows in SUBMITTING, RUNNING and SUCCEEDED")
    left = {name: stage.states()[play.wish(name).generation_id] for name in _STATES}
    if left != _STATES:
        raise StepFailed(f"the power was cut at the wrong moment: {left}")
    await stage.discord.clear_faults()
    for prompt in (HARBOUR, BRIDGE):
        await stage.runware.release(prompt)
    stage.environ["RUNWARE_DRY_RUN"] = "on"
    await stage.start_bot()
    play.say("the bot is back, and from now on asks Runware for the exact price")


async def _into_three_states(play: Play) -> None:
    # However slow this machine is, each state lasts until the kill: what would end it is held back.
    runware, discord = play.stage.runware, play.stage.discord
    await runware.add_fault(Fault("no_answer", prompt=BRIDGE, times=1))
    for who, prompt, state in _WISHES:
        await runware.hold(prompt)
        # The webhooks of what ends while the bot is dead are sent again, and it may have asked by then.
        news: News | None = "webhook" if state == "succeeded" else None
        wish = Wish(f"killed while {state}", who, {**QUICK, "prompt": prompt}, news=news)
        await play.create(wish)
        await play.card(wish.generation_id)
    await discord.fault("error", method="POST", path="/channels/*/messages", status=503, times=None)
    await runware.release(LIGHTHOUSE)
    await play.reached(_STATES)


async def ask_the_price(play: Play) -> None:
    """With RUNWARE_DRY_RUN the price is what Runware says, not an estimate; asking costs nothing."""
    wish = Wish("exact price", "noah", {**V6, "prompt": "the last train home"})
    await play.create(wish, "\n$0.03 is held")
    submits = (await play.stage.runware.books()).submits
    outcomes = [submit.outcome for submit in submits if submit.prompt == wish.prompt]
    if outcomes[:1] != ["dry_run"]:
        raise StepFailed(f"{wish.name}: no price was asked for before it was submitted, but {outcomes}")
