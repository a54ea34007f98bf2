"""How the news of each result came, by the books of its provider."""

from sandbox.demo.evidence import Made
from sandbox.demo.wishes import News
from sandbox.provider.post import is_good
from sandbox.provider.webhooks import Sent

_ENDS = {"success", "error", "task.completed", "task.failed", "task.canceled"}
"""The events that speak of an end."""
_AT_ONCE_SECONDS = 0.05
"""A poll may be answered in the moment between an end and the departure of its webhook."""


def news_of(made: Made) -> News | None:
    """Tell what brought the news: a webhook that arrived, or else the poll that told of the end."""
    if made.told_at is None:
        return None
    heard_at = min(filter(None, map(_heard_at, made.webhooks)), default=None)
    arrived = heard_at is not None and heard_at <= made.told_at + _AT_ONCE_SECONDS
    return "webhook" if arrived else "polling"


def _heard_at(sent: Sent) -> float | None:
    """When the attempt began that brought news of an end."""
    attempts = zip(sent.attempted_at, sent.answers, strict=False)
    good = (attempted_at for attempted_at, answer in attempts if is_good(answer))
    return next(good, None) if sent.event in _ENDS else None


def unheard(made: Made) -> list[str]:
    """List the webhooks that the bot neither took nor refused for their signature."""
    return [
        f"{made.provider}'s webhook {sent.event} of “{made.prompt}” was answered {sent.answers}"
        for sent in made.webhooks
        if not any(is_good(answer) or answer == 401 for answer in sent.answers)
    ]
