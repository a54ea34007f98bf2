"""A reported video as moderators see it, and what was decided about it."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import discord
from discord import ui

from bot.domain.moderation.reports import Case, CaseFacts, Outcome
from bot.domain.postings import Posting
from bot.ui.cards import result_link
from bot.ui.language import n, t
from bot.ui.layout import Piece, Tone, id_line, mention, person, prompt_line, row, rule, small, text
from bot.ui.moderation.report_cases import CaseButton
from bot.ui.moderation.reporting import GROUNDS
from bot.ui.postings import Face, face
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago, settings_line

_PROMPT_ROOM: Final = Room(units=800, size_bytes=2_400)
_REASON_ROOM: Final = Room(units=300, size_bytes=900)
_REASONS: Final = 4
"""So many are quoted; with the longest of everything else the message is full."""


@face.register
def _(facts: CaseFacts, _posting: Posting) -> Face:
    case = facts.case
    pieces: list[Piece] = [
        text(*_heading(case), *_reasons(case)),
        text(prompt_line(case.generation, _PROMPT_ROOM), small(settings_line(case.generation))),
        *_videos(facts),
        rule(),
        text(*(small(line) for line in _about(case)), id_line(case.generation.id)),
        *([row(*(CaseButton(verb, case.id) for verb in CaseButton.VERBS))] if case.outcome is None else []),
    ]
    tones = {None: Tone.WAITING, Outcome.RESTORED: Tone.DONE, Outcome.REMOVED: Tone.ENDED}
    return Face(tones[case.outcome], pieces)


def case_line(case: Case) -> str:
    """Say in a line what waits for a moderator."""
    said = Counter(report.ground for report in case.reports)
    grounds = ", ".join(f"{t(GROUNDS[ground])} × {number}" for ground, number in said.most_common())
    return n(
        "{count} member reported it: {grounds}",
        "{count} members reported it: {grounds}",
        len(case.reports),
        grounds=grounds,
    )


def _heading(case: Case) -> Iterator[str]:
    by = person(case.decided_by_discord_id)
    match case.outcome:
        case Outcome.RESTORED:
            yield t("**Restored** by {moderator}", moderator=by)
        case Outcome.REMOVED:
            yield t("**Removed** by {moderator}", moderator=by)
        case None if case.hidden_at:
            yield t("**Reported video** · hidden {when}", when=ago(case.hidden_at))
        case None:
            yield t("**Reported video** · still to be seen")
    yield case_line(case)


def _reasons(case: Case) -> Iterator[str]:
    """Quote what reporters wrote, the last first; after a removal nothing of it is needed."""
    said = [report.reason for report in reversed(case.reports) if report.reason]
    for reason in said[:_REASONS] if case.outcome is None else ():
        yield t("“{reason}”", reason=escaped(reason, _REASON_ROOM))


def _videos(facts: CaseFacts) -> list[Piece]:
    """Show the videos, each behind a click."""
    items = [
        discord.MediaGalleryItem(f"attachment://{name}", description=t("The reported video"), spoiler=True)
        for name in facts.files
    ]
    return [ui.MediaGallery(*items)] if items else []


def _about(case: Case) -> Iterator[str]:
    generation = case.generation
    yield t(
        "by {author}, asked for {when} in {channel}",
        author=mention(generation),
        when=ago(generation.created_at),
        channel=f"<#{generation.place.channel_id}>",
    )
    if generation.removed_at is None and generation.messages.result_ids:
        yield result_link(generation, generation.messages.result_ids[0])
    if generation.retired_at and generation.removed_at is None:
        yield t("My copy of the video is gone: restored, its message would say so.")
