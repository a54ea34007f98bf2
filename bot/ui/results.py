"""The finished video: one message for up to ten takes, each playable where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.ports.delivery import Clip
from bot.ui.cards import price
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
from bot.ui.safe_text import Room, plain
from bot.ui.texts import ago, lasting, settings_line

CLIPS_PER_MESSAGE: Final = 10
"""Files in one message, and pictures in one gallery (docs/facts/discord.md §2)."""
_LINK_CHARACTERS: Final = 2_000
"""Room for all links of a message together."""
_TOO_LARGE: Final = "Too large to be posted. Links stop working after some time, so save it soon."
_ALT_CHARACTERS: Final = 1_024
_PROMPT_ROOM: Final = Room(units=300, size_bytes=900)


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


def result(generation: Generation, part: Part, heading: str | None = None) -> View:
    """Show finished clips to everybody, mentioning their author."""
    pieces: list[Piece] = [
        text(heading or _heading(generation, part), prompt_line(generation, _PROMPT_ROOM)),
        *gallery(generation, part),
        *links(part, _TOO_LARGE),
        rule(),
        text(*_facts(generation, part), id_line(generation.id)),
    ]
    return message(Purpose.RESULT, Tone.DONE, pieces, part.number)


def filename(generation: Generation, part: Part, place: int) -> str:
    """Name the file of a part's clip as members will find it in their downloads."""
    media = part.clips[place].file
    suffix = PurePosixPath(media.path).suffix if media else ""
    return f"greenlit-{generation.id[:8]}-{part.first + place + 1}{suffix}"


def alt_text(generation: Generation, place: int) -> str:
    """Describe a clip to those who cannot see it."""
    which = f", take {place + 1} of {generation.takes_asked}" if generation.takes_asked > 1 else ""
    return plain(f"AI-generated video by {generation.model_id}{which}: {generation.prompt}", _ALT_CHARACTERS)


def _heading(generation: Generation, part: Part) -> str:
    """Address the author once, however many messages there are."""
    if part.number:
        return f"Part {part.number + 1} of {part.of}"
    count = len(generation.stored_takes)
    what = "your video is ready" if count < 2 else f"your {count} videos are ready"
    return f"{mention(generation)}, {what}" + (f" (part 1 of {part.of})" if part.of > 1 else "")


def gallery(generation: Generation, part: Part) -> list[Piece]:
    """Show the clips that come as files."""
    items = [
        discord.MediaGalleryItem(
            f"attachment://{filename(generation, part, place)}",
            description=alt_text(generation, part.first + place),
        )
        for place, clip in enumerate(part.clips)
        if clip.file
    ]
    return [ui.MediaGallery(*items)] if items else []


def links(part: Part, reason: str) -> list[Piece]:
    """Link the clips that do not come as files, saying why, and until when if that is known."""
    missing = [place for place, clip in enumerate(part.clips) if not clip.file]
    if not missing:
        return []
    lines, unlinked, room = [], [], _LINK_CHARACTERS
    for place in missing:
        line = _link_line(part, place)
        # A link cannot be cut: one too long for the message is as good as none.
        if line is None or len(line) > room:
            unlinked.append(part.first + place + 1)
        else:
            lines.append(line)
            room -= len(line)
    return [text(reason, *lines, *_without_link(part, unlinked))]


def _link_line(part: Part, place: int) -> str | None:
    clip = part.clips[place]
    if not clip.link:
        return None
    ends = f" · stops working {ago(clip.link_ends_at)}" if clip.link_ends_at else ""
    return f"Take {part.first + place + 1}: <{clip.link}>{ends}"


def _without_link(part: Part, numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    if len(part.clips) == 1:
        return [f"Take {numbers[0]}: kept for its author"]
    which = ", ".join(map(str, numbers))
    return [
        f"No room for the links of takes {which}: `/show` gives each, with `/{numbers[0]}` behind the id."
    ]


def _facts(generation: Generation, part: Part) -> list[str]:
    """What is true of the whole is said once, with the first part."""
    if part.number:
        return [small(seeds(part)), small("AI-generated")]
    made = [seeds(part), price(generation), time_taken(generation)]
    return [
        small(settings_line(generation)),
        small(" · ".join(filter(None, made))),
        lost_takes(generation),
        small("AI-generated"),
    ]


def seeds(part: Part) -> str:
    """Name the seeds of a part's clips, with which they can be made again."""
    known = [str(clip.take.seed) for clip in part.clips if clip.take.seed is not None]
    return f"{'seed' if len(known) == 1 else 'seeds'} {', '.join(known)}" if known else ""


def time_taken(generation: Generation) -> str:
    """Say how long it took from the request to the video."""
    made_at = generation.settled_at if generation.stored_takes else None
    return f"took {lasting(made_at - generation.created_at)}" if made_at else ""


def lost_takes(generation: Generation) -> str:
    """Say how many takes there are not, once that is certain."""
    missing = generation.takes_asked - len(generation.stored_takes)
    if missing <= 0 or not generation.settled_at or not generation.stored_takes:
        return ""
    return small(f"{missing} of {generation.takes_asked} takes failed and cost you nothing.")
