"""What the owner decides about the server, all of it inside Discord."""

from sandbox.demo.arrival import OWNER
from sandbox.demo.steps import Play

UNWANTED = "casino"
DEAR_USD = 0.2
"""Above it a request waits for a moderator; everybody else's this evening cost less from then on."""
REPORTERS = 2


async def set_house_rules(play: Play) -> None:
    """Log, approvals, budgets, words and reports; then see it all on one card."""
    log, asked = play.stage.log, play.stage.moderators
    await _decide(play, "channels", "Log of all decisions: <#", log=log)
    await _decide(play, "words add", "1 entry added", words=UNWANTED)
    approvals = {"mode": "over", "channel": asked, "over_usd": DEAR_USD}
    await _decide(play, "approvals", "Approval before money is spent: of requests above $0.20", **approvals)
    await _decide(play, "budget", "Budget of a day: $5.00", daily=5, monthly=60)
    await _decide(play, "reports", "2 members", threshold=REPORTERS)
    await play.look(OWNER, "settings show", "Budget of a month: $60.00", "Unwanted words: 1", at=asked)


async def _decide(play: Play, what: str, *saying: str, **options: object) -> None:
    await play.look(OWNER, f"settings {what}", *saying, options=options, at=play.stage.moderators)
