"""The script of the evening, scene by scene."""

import asyncio

from sandbox.demo.evidence import made_by_all
from sandbox.demo.limits import look_back, meet_limits
from sandbox.demo.making import go_on, make_videos, photo
from sandbox.demo.mishaps import fail_and_change_minds, fail_over, lose_answers
from sandbox.demo.news import unheard
from sandbox.demo.power import ask_the_price, cut_the_power
from sandbox.demo.steps import Play

COMMANDS = {"create", "cancel", "queue", "history", "show", "models", "usage", "operator", "help"}


async def arrive(play: Play) -> None:
    """Open a server with its people, start the bot."""
    stage = play.stage
    owner = await stage.discord.user("mira")
    stage.guild = await stage.discord.guild("Tuesday Film Club", owner_id=owner)
    stage.channel = await stage.discord.channel(stage.guild, "studio")
    stage.people = {"mira": owner}
    for name in ("jonas", "aiko", "lena", "noah", "sam"):
        stage.people[name] = await stage.discord.join(stage.guild, name)
    stage.environ["OPERATOR_IDS"] = str(owner)
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    play.say("the bot is ready; six members are in #studio, and mira operates it")


async def perform(play: Play) -> None:
    """Play the whole evening; raises `StepFailed` at the first thing that is not as it should be."""
    await arrive(play)
    await make_videos(play, noon=photo(11), night=photo(4))
    await meet_limits(play)
    await fail_and_change_minds(play)
    await asyncio.gather(go_on(play), lose_answers(play))
    await play.all_told()
    play.say("everything so far has ended as it should")
    await look_back(play)
    await fail_over(play)
    await cut_the_power(play)
    await ask_the_price(play)
    await play.all_told()
    await play.wait("the last webhooks to arrive", lambda: _all_arrived(play))
    play.say("all were delivered")


async def _all_arrived(play: Play) -> bool:
    """Also what was sent while the bot was down, and is sent again."""
    return not [problem for made in await made_by_all(play.stage) for problem in unheard(made)]
