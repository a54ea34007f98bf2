"""A server's unwanted words, to look at and to take along as files."""

from collections.abc import Iterator
from typing import Any, Final

from discord import ui

from bot.domain.request import Requester
from bot.domain.words.reading import written
from bot.ports.wording import WordsChange
from bot.services.moderation.words import ServerWords, Words
from bot.ui.answer import Reply
from bot.ui.language import n, name, t
from bot.ui.layout import View, page, small, text
from bot.ui.refusals.unwanted import command
from bot.ui.safe_text import code

_SHOWN: Final = 25
"""So that the longest still fit into one message; the file has them all."""
_OWN: Final = "words.txt"
_DEFAULTS: Final = "default-words.txt"


async def words_of(words: Words, requester: Requester) -> Reply:
    """Show the server's lists, with files that import reads back; raises `ManagersOnly`."""
    found = await words.of(requester)
    lists = {_OWN: found.own, _DEFAULTS: found.defaults}
    files = [(written(entries), filename) for filename, entries in lists.items() if entries]
    return Reply(
        words_page(found, *(filename for _, filename in files)), files, without_files=words_page(found)
    )


def words_page(found: ServerWords, *filenames: str) -> View:
    """Show the first entries, and all of them as files."""
    files: Iterator[ui.File[Any]] = (ui.File(f"attachment://{filename}") for filename in filenames)
    return page(text(*_lines(found)), *files, text(small(_how())))


def _lines(found: ServerWords) -> Iterator[str]:
    yield t("**Words that no request may have in this server**")
    if found.own:
        yield n("{count} of this server's own:", "{count} of this server's own:", len(found.own))
        yield " · ".join(code(entry) for entry in found.own[:_SHOWN])
        if (more := len(found.own) - _SHOWN) > 0:
            yield n("… and {count} more", "… and {count} more", more)
    else:
        yield t("This server's own list is empty.")
    if found.defaults:
        yield n(
            "The default list counts, too: {count} entry.",
            "The default list counts, too: {count} entries.",
            len(found.defaults),
        )
    else:
        yield t(
            "The default list does not count; {switch} with {defaults} switches it on.",
            switch=command(name("settings"), name("words"), name("import")),
            defaults=code(name("defaults")),
        )


def _how() -> str:
    return t(
        "Found in prompts and {negative}, in whatever way they are written; moderators are bound, too. The "
        "default list is for prompts alone: {negative} says what to avoid. {add} takes several at once, and "
        "{bring} files like these.",
        negative=code(name("negative")),
        add=command(name("settings"), name("words"), name("add")),
        bring=command(name("settings"), name("words"), name("import")),
    )


def changed_line(change: WordsChange) -> str:
    """Say what became of the server's own list."""
    done = [
        n("{count} entry added", "{count} entries added", change.added),
        n("{count} removed", "{count} removed", change.removed) if change.removed else "",
        n("{count} was there already", "{count} were there already", change.known) if change.known else "",
    ]
    said = ", ".join(filter(None, done))
    return n(
        "{done}. The list has {count} entry now.",
        "{done}. The list has {count} entries now.",
        change.count,
        done=said,
    )


def switched_line(*, on: bool) -> str:
    """Say whether the default list counts."""
    return t("The default list counts now.") if on else t("The default list does not count any more.")
