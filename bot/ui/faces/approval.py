"""The card with which moderators are asked for an approval, and which then says what was decided."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from bot.domain.generation import Generation, MediaRole, State
from bot.domain.moderation.approvals import ApprovalFacts, Record, Verdict
from bot.domain.postings import Posting
from bot.ui.language import m, t
from bot.ui.layout import Piece, Tone, id_line, mention, person, prompt_line, row, rule, small, text
from bot.ui.lineage import lineage_line
from bot.ui.moderation.approving import VERBS, DecideButton, pictures
from bot.ui.postings import Face, face
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago, money, settings_line

REASON_ROOM: Final = Room(units=400, size_bytes=1_000)
_ENDS: Final[Mapping[State, str]] = {
    State.CANCELLED: m("**Cancelled** · it needs no approval any more"),
    State.EXPIRED: m("**Expired** · no moderator decided in time"),
}


@face.register
def _(facts: ApprovalFacts, _posting: Posting) -> Face:
    generation, verdict = facts.generation, facts.verdict
    waits = generation.state is State.PENDING_APPROVAL
    approved = verdict is not None and verdict.approved
    pieces: list[Piece] = [
        text(*_heading(generation, verdict)),
        text(prompt_line(generation), small(settings_line(generation)), lineage_line(generation)),
        *pictures((name, MediaRole(PurePosixPath(name).stem)) for name in facts.files),
        rule(),
        text(*(small(line) for line in _about(facts, waits=waits)), id_line(generation.id)),
        *([row(*(DecideButton(verb, generation.id) for verb in VERBS))] if waits else []),
    ]
    return Face(Tone.WAITING if waits else Tone.DONE if approved else Tone.ENDED, pieces)


def _heading(generation: Generation, verdict: Verdict | None) -> Iterator[str]:
    if verdict:
        by, when = person(verdict.moderator_discord_id), ago(verdict.decided_at)
        if verdict.approved:
            yield t("**Approved** by {moderator} {when}", moderator=by, when=when)
        else:
            yield t("**Rejected** by {moderator} {when}", moderator=by, when=when)
        if verdict.reason:
            yield t("Reason: {reason}", reason=escaped(verdict.reason, REASON_ROOM))
    elif generation.state in _ENDS:
        yield t(_ENDS[generation.state])
    else:
        yield t("**Approval needed** · before anything is spent")
    yield t(
        "for {author} · {price}",
        author=mention(generation),
        price=money(generation.quoted_micros, approximate=generation.approximate_quote),
    )


def _about(facts: ApprovalFacts, *, waits: bool) -> Iterator[str]:
    generation = facts.generation
    asked = ago(generation.created_at)
    if generation.private:
        yield t("asked for {when} · only its author would see the video", when=asked)
    else:
        yield t("asked for {when} in {channel}", when=asked, channel=f"<#{generation.place.channel_id}>")
    if waits:
        yield record_line(facts.record)
        if generation.deadline_at:
            yield t("expires {when} if no moderator decides", when=ago(generation.deadline_at))


def record_line(record: Record) -> str:
    """Say what became of somebody's earlier requests."""
    if record == Record():
        return t("no moderator has had to do with an earlier request of theirs")
    return t(
        "their earlier requests: {approved} approved, {rejected} rejected, {reported} reported",
        approved=record.approved,
        rejected=record.rejected,
        reported=record.reported,
    )
