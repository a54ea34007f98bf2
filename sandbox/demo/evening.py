"""The script of the evening, scene by scene."""

from collections.abc import Awaitable, Callable, Sequence

import httpx

from sandbox.demo.accounts import call_to_account
from sandbox.demo.approvals import ask_before_spending
from sandbox.demo.arrival import arrive
from sandbox.demo.budgets import reach_the_budget
from sandbox.demo.children import ChildFailed
from sandbox.demo.complaints import complain
from sandbox.demo.evidence import made_by_all
from sandbox.demo.house_rules import set_house_rules
from sandbox.demo.limits import look_back, meet_limits
from sandbox.demo.making import go_on, make_videos
from sandbox.demo.mishaps import fail_and_change_minds, fail_over, lose_answers
from sandbox.demo.news import unheard
from sandbox.demo.parting import part
from sandbox.demo.power import ask_the_price, cut_the_power
from sandbox.demo.steps import Play, together
from sandbox.demo.tour import fill_in_a_form, go_on_from_the_result
from sandbox.demo.watching import StepFailed
from sandbox.discord.driver import NotAnswered, Refused


async def fail_while_rules_are_made(play: Play) -> None:
    """Things go wrong while the owner decides what the server allows."""
    await together(fail_and_change_minds(play), set_house_rules(play))


async def go_on_while_answers_are_lost(play: Play) -> None:
    """Members go on with what was made, moderators decide, and answers of both providers get lost."""
    await together(
        go_on(play), lose_answers(play), fill_in_a_form(play), ask_before_spending(play), complain(play)
    )


async def ask_the_price_and_go_on(play: Play) -> None:
    """After the power cut, buttons of before it still work."""
    await together(ask_the_price(play), go_on_from_the_result(play))


async def spend_the_last_cent_and_part(play: Play) -> None:
    """The server's budget is used up, and one member has all of theirs erased."""
    await together(reach_the_budget(play), part(play))


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
    fail_while_rules_are_made,
    go_on_while_answers_are_lost,
    all_comes_to_its_end,
    look_back,
    fail_over,
    cut_the_power,
    ask_the_price_and_go_on,
    all_comes_to_its_end,
    spend_the_last_cent_and_part,
    all_comes_to_its_end,
    call_to_account,
)


async def perform(play: Play, scenes: Sequence[Callable[[Play], Awaitable[None]]] = SCENES) -> None:
    """Play the whole evening; raises `StepFailed` at the first thing that is not as it should be."""
    for scene in scenes:
        try:
            await scene(play)
        except (StepFailed, ChildFailed, NotAnswered, Refused, TimeoutError, httpx.HTTPError) as error:
            said = str(error) or type(error).__name__
            raise StepFailed(f"{scene.__name__.replace('_', ' ')}: {said}") from error
