"""The script of the evening, scene by scene."""

from collections.abc import Awaitable, Callable, Sequence

import httpx

from sandbox.demo.children import ChildFailed
from sandbox.demo.evidence import made_by_all
from sandbox.demo.limits import look_back, meet_limits
from sandbox.demo.making import go_on, make_videos
from sandbox.demo.mishaps import fail_and_change_minds, fail_over, lose_answers
from sandbox.demo.news import unheard
from sandbox.demo.power import ask_the_price, cut_the_power
from sandbox.demo.steps import Play, StepFailed, together
from sandbox.demo.tour import LANGUAGES, fill_in_a_form, go_on_from_the_result
from sandbox.discord.driver import NotAnswered, Refused

COMMANDS = {
    "create",
    "compose",
    "preferences",
    "cancel",
    "queue",
    "history",
    "show",
    "models",
    "usage",
    "operator",
    "help",
}


async def arrive(play: Play) -> None:
    """Open a server with its people, start the bot."""
    stage = play.stage
    owner = await stage.discord.user("mira")
    stage.guild = await stage.discord.guild("Tuesday Film Club", owner_id=owner)
    stage.channel = await stage.discord.channel(stage.guild, "studio")
    stage.people = {"mira": owner}
    for name in ("jonas", "aiko", "lena", "noah", "sam", *LANGUAGES):
        locale = LANGUAGES.get(name, "en-US")
        stage.people[name] = await stage.discord.join(stage.guild, name, locale=locale)
    stage.environ["OPERATOR_IDS"] = str(owner)
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    play.say("the bot is ready; eight members are in #studio, and mira operates it")


async def go_on_while_answers_are_lost(play: Play) -> None:
    """Members go on with what was made, while answers of both providers get lost, and one fills in a form."""
    await together(go_on(play), lose_answers(play), fill_in_a_form(play))


async def ask_the_price_and_go_on(play: Play) -> None:
    """After the power cut, buttons of before it still work."""
    await together(ask_the_price(play), go_on_from_the_result(play))


async def all_comes_to_its_end(play: Play) -> None:
    """Wait for the last words, and for webhooks that are sent again because the bot was down."""

    async def all_arrived() -> bool:
        return not [problem for made in await made_by_all(play.stage) for problem in unheard(made)]

    await play.all_told()
    await play.wait("the last webhooks to arrive", all_arrived)
    play.say("everything so far has ended as it should")


SCENES: Sequence[Callable[[Play], Awaitable[None]]] = (
    arrive,
    make_videos,
    meet_limits,
    fail_and_change_minds,
    go_on_while_answers_are_lost,
    all_comes_to_its_end,
    look_back,
    fail_over,
    cut_the_power,
    ask_the_price_and_go_on,
    all_comes_to_its_end,
)


async def perform(play: Play, scenes: Sequence[Callable[[Play], Awaitable[None]]] = SCENES) -> None:
    """Play the whole evening; raises `StepFailed` at the first thing that is not as it should be."""
    for scene in scenes:
        try:
            await scene(play)
        except (StepFailed, ChildFailed, NotAnswered, Refused, TimeoutError, httpx.HTTPError) as error:
            said = str(error) or type(error).__name__
            raise StepFailed(f"{scene.__name__.replace('_', ' ')}: {said}") from error
