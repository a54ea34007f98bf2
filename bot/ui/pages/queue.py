"""What is under way in a server."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.sight import Count, Line, ServerQueue, Viewer
from bot.ui.layout import Tone, View, page, rule, small, text
from bot.ui.pages.listing import excerpt, since, standing, standing_of, whose
from bot.ui.safe_text import code
from bot.ui.texts import provider_name

LINES: Final = 8
"""As many as fit twice into one message, once among all and once as the reader's own."""


def queue_page(queue: ServerQueue, viewer: Viewer) -> View:
    """Show counts by model, the first of what the viewer may see, and their own with ids."""
    total = sum(count.number for count in queue.counts)
    if not total:
        return page(text("**Nothing is under way in this server.** `/create` makes a video at once."))
    return page(
        text(f"**Under way in this server: {total}**", *_by_model(queue.counts)),
        rule(),
        text(*(_of_all(line, viewer) for line in queue.lines), _more(queue, total)),
        rule(),
        text("**Your own**" if queue.own else "**Your own**: none", *(_own(line) for line in queue.own)),
        tone=Tone.WORKING,
    )


def _by_model(counts: Sequence[Count]) -> Iterable[str]:
    for provider, model_id in dict.fromkeys((count.provider, count.model_id) for count in counts):
        numbers: Counter[str] = Counter()
        for count in counts:
            if (count.provider, count.model_id) == (provider, model_id):
                numbers[standing_of(count.state)] += count.number
        words = ", ".join(f"{number} {word}" for word, number in numbers.items())
        yield f"{code(model_id)} at {provider_name(provider)}: {words}"


def _of_all(line: Line, viewer: Viewer) -> str:
    author = whose(line.generation, viewer.discord_id)
    words = f"{_standing(line)} · {author} · {excerpt(line.generation)}"
    return f"{words}\n{_id(line)}" if viewer.is_moderator else words


def _own(line: Line) -> str:
    return f"{_standing(line)} · {excerpt(line.generation)}\n{_id(line)}"


def _standing(line: Line) -> str:
    place = f", number {line.place_in_line} in line" if line.place_in_line else ""
    return f"**{standing(line.generation)}**{place} · {since(line.generation)}"


def _id(line: Line) -> str:
    return small(f"id: {line.generation.id}")


def _more(queue: ServerQueue, total: int) -> str:
    hidden = total - len(queue.lines)
    unseen = "what is private, or in a channel that you cannot read, is never listed"
    return small(f"and {hidden} more; {unseen}") if hidden > 0 else ""
