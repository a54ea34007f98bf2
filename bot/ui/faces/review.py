"""The card with which moderators are shown a video first, and which then says what was decided."""

from collections.abc import Iterator, Mapping
from typing import Final

import discord
from discord import ui

from bot.domain.generation import Generation, State
from bot.domain.moderation.reviewing import ReviewFacts
from bot.domain.postings import Posting
from bot.domain.reviews import ReviewReason
from bot.ui.cards import price, result_link
from bot.ui.faces.approval import REASON_ROOM
from bot.ui.language import m, t
from bot.ui.layout import Piece, Tone, id_line, mention, person, prompt_line, row, rule, small, text
from bot.ui.lineage import lineage_line
from bot.ui.moderation.reviewing import ReviewButton
from bot.ui.postings import Face, face
from bot.ui.safe_text import Room, escaped, utf16_units
from bot.ui.texts import ago, settings_line
from bot.ui.videos.results import alt_text

_PROMPT_ROOM: Final = Room(units=1_500, size_bytes=4_000)
_LINK_CHARACTERS: Final = 900
"""Room for all links together."""
_ASKED: Final[Mapping[ReviewReason, str]] = {
    ReviewReason.MODE: m("**Review needed** · before the video is published"),
    ReviewReason.FLAGGED: m("**Review needed** · ⚠️ a check found the video unfit"),
    ReviewReason.UNCHECKED: m(
        "**Review needed** · nothing could check the video, and this server demands it"
    ),
}
_ENDS: Final[Mapping[State, str]] = {
    State.EXPIRED: m("**Expired** · no moderator decided in time"),
    State.CANCELLED: m("**Discarded** · it needs no review any more"),
}


@face.register
def _(facts: ReviewFacts, _posting: Posting) -> Face:
    waits = facts.generation.awaits_review
    published = facts.verdict is not None and facts.verdict.approved
    return Face(Tone.WAITING if waits else Tone.DONE if published else Tone.ENDED, review_pieces(facts))


def review_pieces(facts: ReviewFacts, room: Room = _PROMPT_ROOM) -> list[Piece]:
    """Show one video to moderators, with the ways to decide about it while it waits."""
    generation = facts.generation
    waits = generation.awaits_review
    return [
        text(*_heading(facts)),
        text(
            prompt_line(generation, room),
            small(settings_line(generation)),
            lineage_line(generation),
        ),
        *_videos(facts),
        rule(),
        text(*(small(line) for line in _about(generation)), id_line(generation.id)),
        *([row(*(ReviewButton(verb, generation.id) for verb in ReviewButton.VERBS))] if waits else []),
    ]


def _heading(facts: ReviewFacts) -> Iterator[str]:
    generation, verdict = facts.generation, facts.verdict
    if generation.state in _ENDS:
        yield t(_ENDS[generation.state])
    elif verdict:
        by, when = person(verdict.moderator_discord_id), ago(verdict.decided_at)
        if verdict.approved:
            yield t("**Published** by {moderator} {when}", moderator=by, when=when)
        else:
            yield t("**Discarded** by {moderator} {when}", moderator=by, when=when)
        if verdict.reason:
            yield t("Reason: {reason}", reason=escaped(verdict.reason, REASON_ROOM))
    elif generation.review:
        yield t(_ASKED[generation.review.reason])
    yield t("for {author} · {price}", author=mention(generation), price=price(generation))


def _videos(facts: ReviewFacts) -> Iterator[Piece]:
    """Hide what may be unfit until somebody looks on purpose."""
    items = [
        discord.MediaGalleryItem(
            f"attachment://{name}", description=alt_text(facts.generation, place), spoiler=True
        )
        for place, (name, _) in enumerate(facts.videos)
        if name in facts.files
    ]
    if items:
        yield ui.MediaGallery(*items)
    if lines := list(_links(facts)):
        yield text(t("Too large to be attached:"), *lines)


def _links(facts: ReviewFacts) -> Iterator[str]:
    """Give links to what is not attached, as many as there is room for: a cut one leads nowhere."""
    room = _LINK_CHARACTERS
    for number, (name, link) in enumerate(facts.videos, 1):
        if name not in facts.files and link:
            line = t("Take {take}: {link}", take=number, link=f"||<{link}>||")
            room -= utf16_units(line)
            if room >= 0:
                yield line


def _about(generation: Generation) -> Iterator[str]:
    asked = ago(generation.created_at)
    if generation.private:
        yield t("asked for {when} · only its author would get the video", when=asked)
    else:
        yield t("asked for {when} in {channel}", when=asked, channel=f"<#{generation.place.channel_id}>")
    if generation.awaits_review and generation.review and generation.review.ends_at:
        yield t("expires {when} if no moderator decides", when=ago(generation.review.ends_at))
    elif generation.state is State.DELIVERED and generation.messages.result_ids and not generation.private:
        yield result_link(generation, generation.messages.result_ids[0])
