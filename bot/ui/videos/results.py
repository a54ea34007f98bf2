"""The finished video: one message for up to ten takes, each playable where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, cast

import discord
from discord import ui

from bot.domain.generation import Generation, Take
from bot.domain.lineage import WHOLE, Kin
from bot.ports.delivery import Clip
from bot.ui.cards import price
from bot.ui.language import m, n, name, t
from bot.ui.layout import (
    Piece,
    Purpose,
    Tone,
    View,
    id_line,
    mention,
    message,
    prompt_line,
    rule,
    small,
    text,
)
from bot.ui.lineage import lineage_line
from bot.ui.safe_text import Room, code, plain, utf16_units
from bot.ui.texts import ago, lasting, settings_line
from bot.ui.videos.onward import Buttons, OnwardButton, delete_button, onward_buttons
from bot.ui.videos.takes import take_select

CLIPS_PER_MESSAGE: Final = 10
"""Files in one message, and pictures in one gallery (docs/facts/discord.md §2)."""
LINK_CHARACTERS: Final = 2_000
"""Room for all links of a message together."""
TOO_LARGE: Final = m("Too large to be posted. Links stop working after some time, so save it soon.")
PROMPT_ROOM: Final = Room(units=300, size_bytes=900)
_ALT_CHARACTERS: Final = 1_024
_BUTTONS: Final = 5
"""The longest alt text, and the most buttons of a row (docs/facts/discord.md §2)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message's share of the clips: `number` counts from 0, `first` is the number of its first clip."""

    number: int
    of: int
    first: int
    clips: tuple[Clip, ...]


def parts(clips: Sequence[Clip]) -> list[Part]:
    """Spread clips over as few messages as Discord allows."""
    starts = range(0, len(clips), CLIPS_PER_MESSAGE)
    return [
        Part(number, len(starts), first, tuple(clips[first : first + CLIPS_PER_MESSAGE]))
        for number, first in enumerate(starts)
    ]


def result(
    generation: Generation, part: Part, ways: Sequence[Kin] = (), heading_line: str | None = None
) -> View:
    """Show finished clips, naming their author; without ways to go on, it says where there are some."""
    pieces: list[Piece] = [
        text(heading_line or heading(generation, part), prompt_line(generation, PROMPT_ROOM)),
        *gallery(generation, part),
        *links(part, t(TOO_LARGE)),
        rule(),
        text(*facts(generation, part, ways), id_line(generation.id)),
        *(ui.ActionRow(*row) for row in button_rows(generation, part, ways)),
    ]
    return message(Purpose.RESULT, Tone.DONE, pieces, part.number)


def button_rows(generation: Generation, part: Part, ways: Sequence[Kin]) -> list[Buttons]:
    """Offer all that can be done with one video; of several, what is done with all, and to choose one."""
    delete = delete_button(generation.id, part.number)
    if not ways:
        return [[delete]]
    numbers = [part.first + place + 1 for place in range(len(part.clips))]
    if len(numbers) < 2:
        buttons = [*onward_buttons(generation.id, next(iter(numbers), 1), ways), delete]
        return [buttons[:_BUTTONS], *([buttons[_BUTTONS:]] if len(buttons) > _BUTTONS else [])]
    choose = take_select(generation.id, part.number, numbers)
    if part.number:
        return [[choose], [delete]]
    again, edit = OnwardButton(Kin.AGAIN, generation.id, WHOLE), OnwardButton(Kin.EDITED, generation.id, 1)
    return [[choose], [cast("ui.Item[View]", again), cast("ui.Item[View]", edit), delete]]


def filename(generation: Generation, part: Part, place: int) -> str:
    """Name the file of a part's clip as members will find it in their downloads.

    The beginning of a spoiler's name is what hides a plain attachment (docs/facts/discord.md §2).
    """
    clip = part.clips[place]
    hidden = "SPOILER_" if clip.spoiler else ""
    suffix = PurePosixPath(clip.file.path).suffix if clip.file else ""
    return f"{hidden}greenlit-{generation.id[:8]}-{part.first + place + 1}{suffix}"


def alt_text(generation: Generation, place: int) -> str:
    """Describe a clip to those who cannot see it."""
    model, prompt = generation.model_id, generation.prompt
    if generation.takes_asked == 1:
        words = t("AI-generated video by {model}: {prompt}", model=model, prompt=prompt)
    else:
        words = t(
            "AI-generated video by {model}, take {take} of {takes}: {prompt}",
            model=model,
            take=place + 1,
            takes=generation.takes_asked,
            prompt=prompt,
        )
    return plain(words, _ALT_CHARACTERS)


def heading(generation: Generation, part: Part) -> str:
    """Address the author once, however many messages there are."""
    if part.number:
        return t("Part {part} of {parts}", part=part.number + 1, parts=part.of)
    ready = n(
        "{author}, your video is ready",
        "{author}, your {count} videos are ready",
        max(len(generation.stored_takes), 1),
        author=mention(generation),
    )
    return t("{ready} (part 1 of {parts})", ready=ready, parts=part.of) if part.of > 1 else ready


def gallery(generation: Generation, part: Part) -> list[Piece]:
    """Show the clips that come as files."""
    items = [
        discord.MediaGalleryItem(
            f"attachment://{filename(generation, part, place)}",
            description=alt_text(generation, part.first + place),
            spoiler=clip.spoiler,
        )
        for place, clip in enumerate(part.clips)
        if clip.file
    ]
    return [ui.MediaGallery(*items)] if items else []


def links(part: Part, reason: str) -> list[Piece]:
    """Link the clips that do not come as files, saying why, and until when if that is known."""
    lines = link_lines(part, reason, LINK_CHARACTERS)
    return [text(*lines)] if lines else []


def link_lines(part: Part, reason: str, room: int) -> list[str]:
    """Give what `links` says, line by line; its links take no more than so many characters."""
    missing = [place for place, clip in enumerate(part.clips) if not clip.file]
    if not missing:
        return []
    lines, unlinked = [], []
    for place in missing:
        line = _link_line(part, place)
        # A link cannot be cut: one too long for the message is as good as none.
        if line is None or utf16_units(line) > room:
            unlinked.append(part.first + place + 1)
        else:
            lines.append(line)
            room -= utf16_units(line)
    return [reason, *lines, *_without_link(part, unlinked)]


def _link_line(part: Part, place: int) -> str | None:
    clip, take = part.clips[place], part.first + place + 1
    if not clip.link:
        return None
    if clip.link_ends_at is None:
        return t("Take {take}: {link}", take=take, link=f"<{clip.link}>")
    return t(
        "Take {take}: {link} · stops working {when}",
        take=take,
        link=f"<{clip.link}>",
        when=ago(clip.link_ends_at),
    )


def _without_link(part: Part, numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    if len(part.clips) == 1:
        return [t("Take {take}: kept for its author", take=numbers[0])]
    return [
        t(
            "No room for the links of takes {takes}: {show} gives each, with {number} behind the id.",
            takes=", ".join(map(str, numbers)),
            show=code(f"/{name('show')}"),
            number=code(f"/{numbers[0]}"),
        )
    ]


def facts(generation: Generation, part: Part, ways: Iterable[Kin]) -> list[str]:
    """Say how it was made; what is true of the whole is said once, with the first part."""
    takes = [clip.take for clip in part.clips]
    mark, elsewhere = t("AI-generated"), "" if ways else small(_elsewhere())
    if part.number:
        return [small(" · ".join(filter(None, (mark, seeds(takes))))), elsewhere]
    # A seed that was asked for stands among the settings.
    asked = [take.seed for take in takes] == [generation.settings.get("seed")]
    found = "" if asked else seeds(takes)
    made = [found, price(generation), time_taken(generation)]
    return [
        small(f"{mark} · {settings_line(generation)}"),
        small(" · ".join(filter(None, made))),
        lineage_line(generation),
        lost_takes(generation),
        elsewhere,
    ]


def _elsewhere() -> str:
    return t("To go on from it, use {show} with its id in the server.", show=code(f"/{name('show')}"))


def seeds(takes: Iterable[Take]) -> str:
    """Name the seeds of takes, with which they can be made again."""
    known = [str(take.seed) for take in takes if take.seed is not None]
    return n("seed {seeds}", "seeds {seeds}", len(known), seeds=", ".join(known)) if known else ""


def time_taken(generation: Generation) -> str:
    """Say how long it took from the request to the video."""
    made_at = generation.settled_at if generation.stored_takes else None
    return t("took {span}", span=lasting(made_at - generation.created_at)) if made_at else ""


def lost_takes(generation: Generation) -> str:
    """Say how many takes there are not, once that is certain."""
    missing = generation.takes_asked - len(generation.stored_takes)
    if missing <= 0 or not generation.settled_at or not generation.stored_takes:
        return ""
    return small(
        n(
            "{count} of {takes} takes failed and cost you nothing.",
            "{count} of {takes} takes failed and cost you nothing.",
            missing,
            takes=generation.takes_asked,
        )
    )
