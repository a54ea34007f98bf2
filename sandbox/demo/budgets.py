"""The server's budget of a day, used up to the cent, and two ways on."""

from typing import Final

from sandbox.demo.arrival import OWNER
from sandbox.demo.evidence import made_by_all
from sandbox.demo.making import V6
from sandbox.demo.steps import Play
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Wish

_PRICE_MICROS: Final = 25_000
"""Of the cheapest video, by Runware's own word."""
_MICROS_PER_CENT: Final = 10_000


async def reach_the_budget(play: Play) -> None:
    """The last cent is held; a moderator fills the pool, and later the owner raises the budget."""
    moderators = play.stage.moderators
    spent = sum(made.paid_micros for made in await made_by_all(play.stage))
    cents = -(-(spent + _PRICE_MICROS) // _MICROS_PER_CENT)
    budget = {"daily": cents / 100}
    await play.look(OWNER, "settings budget", "Budget of a day", options=budget, at=moderators)
    await play.create(_wish("the last cent", "jonas", "the last ticket is torn"), "$0.03 is held")
    used_up = "only $0.00 of this server's daily budget of"
    refusal = await play.refused(_wish("budget reached", "aiko", "the curtain falls"), used_up, "It resets")
    if "<t:" not in refusal.text:
        raise StepFailed(f"the refusal does not say when the budget resets: {refusal.text}")
    grant = {"pool": True, "usd": 0.03, "reason": "one more for tonight"}
    await play.look("ines", "mod grant", "$0.03 went into the server's pool", options=grant, at=moderators)
    await play.create(_wish("from the pool", "aiko", "the curtain falls"), "$0.03 is held")
    await play.refused(_wish("pool empty", "lena", "an encore"), used_up)
    await play.look(OWNER, "settings budget", "Budget of a day", options={"daily": 5}, at=moderators)
    await play.create(_wish("after the raise", "lena", "an encore"), "$0.03 is held")


def _wish(name: str, who: str, prompt: str) -> Wish:
    return Wish(name, who, {**V6, "prompt": prompt})
