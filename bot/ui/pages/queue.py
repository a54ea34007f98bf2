"""What is under way in a server."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final

from bot.domain.moderation.pauses import Pause
from bot.domain.sight import Count, Line, ServerQueue, Viewer
from bot.ui.language import n, name, t
from bot.ui.layout import Tone, View, page, rule, small, text
from bot.ui.pages.listing import excerpt, since, standing, standing_of, whose
from bot.ui.pauses import BRIEF, paused
from bot.ui.safe_text import code
from bot.ui.texts import provider_name

LINES: Final = 7
"""As many as fit twice into one message, once among all and once as the reader's own."""


def queue_page(queue: ServerQueue, viewer: Viewer, pause: Pause | None = None) -> View:
    """Show counts by model, the first of what the viewer may see, and their own with ids."""
    paused_now = f"⏸️ {paused(pause, BRIEF)}" if pause else ""
    total = sum(count.number for count in queue.counts)
    if not total:
        command = code("/" + name("create"))
        empty = t("**Nothing is under way in this server.** {create} makes a video at once.", create=command)
        return page(text(empty, paused_now))
    under_way = t("**Under way in this server: {number}**", number=total)
    own = t("**Your own**") if queue.own else t("**Your own**: none")
    return page(
        text(under_way, paused_now, *_by_model(queue.counts)),
        rule(),
        text(*(_of_all(line, viewer) for line in queue.lines), _more(queue, total)),
        rule(),
        text(own, *(_own(line) for line in queue.own)),
        tone=Tone.WORKING,
    )


def _by_model(counts: Sequence[Count]) -> Iterable[str]:
    for provider, model_id in dict.fromkeys((count.provider, count.model_id) for count in counts):
        numbers: Counter[str] = Counter()
        for count in counts:
            if (count.provider, count.model_id) == (provider, model_id):
                numbers[standing_of(count.state)] += count.number
        yield t(
            "{model} at {provider}: {counts}",
            model=code(model_id),
            provider=provider_name(provider),
            counts=reduce(
                lambda before, item: t("{before}, {item}", before=before, item=item),
                (t("{number} {standing}", number=number, standing=word) for word, number in numbers.items()),
            ),
        )


def _of_all(line: Line, viewer: Viewer) -> str:
    author = whose(line.generation, viewer.discord_id)
    words = f"{_standing(line)} · {author}\n> {excerpt(line.generation)}"
    return f"{words}\n{_id(line)}" if viewer.is_moderator else words


def _own(line: Line) -> str:
    return f"{_standing(line)}\n> {excerpt(line.generation)}\n{_id(line)}"


def _standing(line: Line) -> str:
    stands, when = standing(line.generation), since(line.generation)
    if line.place_in_line is None:
        return t("**{standing}** · {when}", standing=stands, when=when)
    return t(
        "**{standing}**, number {place} in line · {when}",
        standing=stands,
        place=line.place_in_line,
        when=when,
    )


def _id(line: Line) -> str:
    return small(f"id: {line.generation.id}")


def _more(queue: ServerQueue, total: int) -> str:
    hidden = total - len(queue.lines)
    if hidden <= 0:
        return ""
    return small(
        n(
            "and {count} more; what is private, or in a channel that you cannot read, is never listed",
            "and {count} more; what is private, or in a channel that you cannot read, is never listed",
            hidden,
        )
    )
