"""What goes wrong in the evening, and what it costs: nothing, unless a member chose it."""

from sandbox.demo.forgeries import forge
from sandbox.demo.making import QUICK, V6, V6_SKILLS
from sandbox.demo.steps import Play, together
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Wish
from sandbox.runware.faults import Fault as RunwareFault
from sandbox.skills_video.faults import Fault as SkillsVideoFault

ECHO, MESSAGE = "an echo in the canyon", "a message in a bottle"


async def fail_and_change_minds(play: Play) -> None:
    """A failure at the provider; Cancel before submission; Discard after it, and forged news meanwhile."""
    runware = play.stage.runware
    await runware.add_fault(
        RunwareFault("fail", prompt="a storm in a teacup", code="inferenceError", shape="flat")
    )
    await play.create(
        Wish("failure", "sam", {**QUICK, "prompt": "a storm in a teacup"}, ends="failed"),
    )
    await runware.add_fault(
        RunwareFault("http_error", prompt="second thought", status=429, retry_after_seconds=60)
    )
    cancelled = Wish(
        "cancelled", "sam", {**QUICK, "prompt": "a second thought"}, ends="cancelled", made=False
    )
    await play.create(cancelled)
    await play.stop(cancelled, "Cancel")
    await runware.hold("slow snail")
    discarded = Wish("discarded", "sam", {**QUICK, "prompt": "a slow snail"}, ends="cancelled")
    await play.create(discarded)
    await forge(play, discarded)
    await play.stop(discarded, "Discard")
    await runware.release("slow snail")


async def lose_answers(play: Play) -> None:
    """Both providers take a task on, and the bot does not hear of it."""
    await together(_lose_answer_of_runware(play), _lose_answer_of_skills_video(play))


async def _lose_answer_of_runware(play: Play) -> None:
    """The same task is sent again, and refused as a conflict: so the first one arrived."""
    runware = play.stage.runware
    await runware.add_fault(RunwareFault("answer_lost", prompt=ECHO, times=1))
    # Otherwise a webhook or a poll would clear the doubt before it is time to send again.
    await runware.add_fault(RunwareFault("webhook_dropped", prompt=ECHO))
    await runware.add_fault(RunwareFault("http_error", prompt=ECHO, on="poll", status=503))
    lost = Wish("lost at Runware", "aiko", {**V6, "prompt": ECHO}, news="polling")
    await play.create(lost)

    async def was_refused() -> bool:
        return "conflict" in await _outcomes(play, lost)

    await play.wait("the second submit of a task whose answer was lost", was_refused)
    await runware.clear_faults()
    outcomes = await _outcomes(play, lost)
    if outcomes != ["accepted", "conflict"]:
        raise StepFailed(f"{lost.name}: its submits were {outcomes}")
    play.say("Runware's answer was lost; sent again, the same task was refused as a conflict: it runs once")
    await play.ended(lost.name)


async def _outcomes(play: Play, wish: Wish) -> list[str]:
    submits = (await play.stage.runware.books()).submits
    return [submit.outcome for submit in submits if submit.task_id == wish.generation_id]


async def _lose_answer_of_skills_video(play: Play) -> None:
    """Nothing is sent again; the webhook about a task that nobody knows is looked up, and recognised."""
    skills_video = play.stage.skills_video
    await skills_video.add_fault(SkillsVideoFault("answer_lost", prompt=MESSAGE, times=1))
    lost = Wish("lost at skills.video", "noah", {**V6_SKILLS, "prompt": MESSAGE})
    await play.create(lost)
    await play.ended(lost.name)
    submits = [submit for submit in (await skills_video.books()).submits if submit.prompt == MESSAGE]
    if len(submits) != 1:
        raise StepFailed(f"{lost.name}: it was submitted {len(submits)} times")
    play.say("skills.video's answer was lost; never sent again, its task was recognised by its webhook")


async def fail_over(play: Play) -> None:
    """Runware does not have V6 yet after all: the offer of the other provider is taken by a press."""
    await play.stage.runware.add_fault(RunwareFault("model_unavailable", model="pixverse:1@8"))
    comet = {**V6, "prompt": "a comet over the observatory"}
    soon = Wish("coming soon", "sam", comet, ends="failed", made=False)
    await play.create(soon)
    await play.ended(soon.name)
    await play.told(soon, "there will be no video", "Elsewhere: `pixverse-v6-skills` at skills.video can")
    refusal = await play.refused(
        soon, "Runware cannot make `pixverse-v6`", "`pixverse-v6-skills` at skills.video can, for ≈ $0.04"
    )
    await play.look("sam", "models", "PixVerse V6", "coming soon", "in trouble")
    await play.look("mira", "operator status", "Runware", "skills.video", "`pixverse-v6` is in trouble")
    elsewhere = Wish("made elsewhere", "sam", {**comet, "model": V6_SKILLS["model"]})
    label = next(button.label for button in refusal.buttons if "pixverse-v6-skills" in button.label)
    play.accept(elsewhere, await play.press("sam", refusal, label, "Queued", "is held"))
    await play.ended(elsewhere.name)
    await play.stage.runware.clear_faults()
