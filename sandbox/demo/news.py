"""How the news of each result came, by the books of its provider."""

from sandbox.demo.evidence import Made
from sandbox.demo.wishes import News
from sandbox.provider.post import is_good

_ENDS = {"success", "error", "task.completed", "task.failed", "task.canceled"}
"""The events that speak of an end."""


def news_of(made: Made) -> News | None:
    """Tell what brought the news: a webhook that arrived, or else the poll that told of the end."""
    if made.told_at is None:
        return None
    arrived = any(
        sent.event in _ENDS and sent.sent_at <= made.told_at and any(map(is_good, sent.answers))
        for sent in made.webhooks
    )
    return "webhook" if arrived else "polling"


def unheard(made: Made) -> list[str]:
    """List the webhooks that the bot neither took nor refused for their signature."""
    return [
        f"{made.provider}'s webhook {sent.event} of “{made.prompt}” was answered {sent.answers}"
        for sent in made.webhooks
        if not any(is_good(answer) or answer == 401 for answer in sent.answers)
    ]
