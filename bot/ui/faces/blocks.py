"""How members are told of their blocks, and how moderators read appeals."""

from collections.abc import Iterator

from bot.domain.moderation.blocks import Block, BlockFacts
from bot.domain.postings import Posting, PostingKind
from bot.ui.blocks import lasting_until, member, reason_line
from bot.ui.language import t
from bot.ui.layout import Piece, Tone, row, small, text
from bot.ui.moderation.appeals import AppealButton, BlockButton
from bot.ui.postings import Face, face
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago, together

_APPEAL_ROOM = Room(units=1_500, size_bytes=4_000)


@face.register
def _(facts: BlockFacts, posting: Posting) -> Face:
    match posting.kind:
        case PostingKind.APPEAL:
            return _for_moderators(facts)
        case PostingKind.BLOCK:
            return _told(facts)
        case _:
            return _decided(facts.block)


def _told(facts: BlockFacts) -> Face:
    """Tell who is blocked, and what became of what they had asked for."""
    block = facts.block
    blocked = t("You are blocked from making videos in {server}.", server=_server(block))
    stopped = t(
        "Requests of yours that waited there are cancelled and cost nothing. What was at a provider already "
        "runs on, is charged, and will not be posted."
    )
    pieces: list[Piece] = [
        text(together(blocked, lasting_until(block.ends_at)), reason_line(block.reason, block.strikes)),
        text(small(stopped), _standing(facts)),
    ]
    if facts.may_appeal and block.holds(facts.now):
        pieces.append(row(AppealButton(block.id)))
    return Face(Tone.ENDED, pieces)


def _standing(facts: BlockFacts) -> str:
    block = facts.block
    if not block.holds(facts.now):
        return t("This block holds no more.")
    if block.kept_at:
        return t("Moderators have read your appeal and let the block stand.")
    return t("Your appeal is with the moderators.") if block.appealed_at else ""


def _for_moderators(facts: BlockFacts) -> Face:
    """Ask for a decision, or say what it was."""
    block = facts.block
    pieces: list[Piece] = [
        text(t("**Appeal** of {member} against their block", member=member(block)), *_about(block)),
        # Nothing is left of what somebody wrote who had themselves erased.
        *([text(f"> {escaped(block.appeal, _APPEAL_ROOM)}")] if block.appeal else []),
    ]
    if outcome := _outcome(facts):
        return Face(Tone.ENDED if block.kept_at else Tone.DONE, [*pieces, text(outcome)])
    buttons = row(BlockButton("lift", block.id), BlockButton("keep", block.id))
    return Face(Tone.WAITING, [*pieces, buttons])


def _about(block: Block) -> Iterator[str]:
    since = t("Blocked {when}.", when=ago(block.created_at))
    yield together(since, lasting_until(block.ends_at))
    yield reason_line(block.reason, block.strikes)


def _outcome(facts: BlockFacts) -> str:
    block = facts.block
    by = t("somebody") if block.decided_by_discord_id is None else f"<@{block.decided_by_discord_id}>"
    if block.lifted_at:
        return t("{moderator} lifted the block.", moderator=by)
    if block.kept_at:
        return t("{moderator} let the block stand.", moderator=by)
    return "" if block.holds(facts.now) else t("The block has ended by itself.")


def _decided(block: Block) -> Face:
    """Tell the member what moderators decided."""
    if block.lifted_at:
        again = t(
            "Moderators lifted your block: you can make videos in {server} again.", server=_server(block)
        )
        return Face(Tone.DONE, [text(again)])
    kept = t("Moderators of {server} have read your appeal and let the block stand.", server=_server(block))
    return Face(Tone.ENDED, [text(together(kept, lasting_until(block.ends_at)))])


def _server(block: Block) -> str:
    """Name the server by a link, as its name may change."""
    return f"[{t('this server')}](https://discord.com/channels/{block.guild_id})"
