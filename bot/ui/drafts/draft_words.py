"""A draft as its author reads it: what will be made, at what price, what is left, and what is in the way."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.domain.catalogue import OptionValue
from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.quota import LimitUsage, Scope
from bot.domain.request import Plan
from bot.domain.rules import OPTION_OF_ROLE
from bot.services.draft_looks import DraftLook
from bot.ui.drafts.ticks import files_of
from bot.ui.language import m, t
from bot.ui.layout import Piece, rule, small, text
from bot.ui.outcomes import caution
from bot.ui.purses import own_purse_line
from bot.ui.safe_text import Room, code, escaped
from bot.ui.texts import ago, money, money_left, options_line, together

_PROMPT_ROOM: Final = Room(units=2_000, size_bytes=5_000)
"""Less than on a card: a draft also says what is in the way."""
_FILES: Final[Mapping[MediaRole, str]] = {
    MediaRole.FIRST_FRAME: m("Begins with {file}"),
    MediaRole.LAST_FRAME: m("Ends with {file}"),
    MediaRole.SOURCE_VIDEO: m("Works on {file}"),
}
_LEFT: Final[Mapping[Scope, str]] = {
    Scope.MEMBER_DAY: m("Left of your quota for today: {left} of {limit}"),
    Scope.GUILD_DAY: m("Left of this server's budget for today: {left} of {limit}"),
    Scope.GUILD_MONTH: m("Left of this server's budget for this month: {left} of {limit}"),
}
"""What the operator can spend in all is no member's business."""


def draft_head(look: DraftLook, complaints: Sequence[str]) -> Piece:
    """Say whether a draft can be made; `complaints` are whole sentences, what is in the way first."""
    return text(_title(look), *complaints)


def draft_body(look: DraftLook, channel_id: int) -> list[Piece]:
    """Write out what would be made, at what price, and where it would go."""
    draft = look.draft
    prompt = f"> {escaped(draft.prompt, _PROMPT_ROOM)}" if draft.prompt.strip() else ""
    expires = t("This draft goes away {when}.", when=ago(draft.expires_at))
    return [
        text(prompt, small(options_line(str(draft.model_id), _chosen(look))), *_files(draft)),
        *_cautions(look.plan),
        rule(),
        text(*_terms(look), small(_place(draft, channel_id)), small(expires)),
    ]


def _title(look: DraftLook) -> str:
    if look.refusal:
        return t("**Draft** · this cannot be made as it is")
    return t("**Draft** · nothing is made or charged until you press {button}", button=f"**{t('Generate')}**")


def _chosen(look: DraftLook) -> Mapping[str, OptionValue]:
    """Give all that will be sent, or what was said where that cannot be."""
    said = look.plan.settings if look.plan else look.draft.options
    return {name: value for name, value in said.items() if name not in OPTION_OF_ROLE.values()}


def _files(draft: Draft) -> Iterator[str]:
    for role in files_of(draft):
        yield small(t(_FILES[role], file=_file(draft, role)))


def _file(draft: Draft, role: MediaRole) -> str:
    if role in draft.attachments:
        return code(draft.attachments[role].filename, 60)
    if role in draft.sources:
        return t("the video {id}", id=code(draft.sources[role], 60))
    return _size(draft.inputs[role])


def _size(media: StoredMedia) -> str:
    sides = f"{media.width} × {media.height}"
    if media.duration_seconds is None:
        return t("an image of {sides} pixels", sides=sides)
    seconds = round(media.duration_seconds)
    return t("a video of {sides} pixels, {seconds} s", sides=sides, seconds=seconds)


def _terms(look: DraftLook) -> Iterator[str]:
    if look.plan:
        quote = look.plan.quote
        price = money(quote.total_micros, approximate=quote.approximate)
        yield t("Price: **{price}**, charged only for videos you get", price=price)
    if look.needs_approval:
        yield t("A moderator has to approve it before it is made; until then the price is only held.")
    for usage in look.usages:
        if usage.limit.scope in _LEFT and usage.limit.is_real:
            yield small(_left(usage))


def _left(usage: LimitUsage) -> str:
    left, limit = money_left(usage.window_left_micros), money_left(usage.limit.limit_micros)
    return together(t(_LEFT[usage.limit.scope], left=left, limit=limit), own_purse_line(usage))


def _place(draft: Draft, channel_id: int) -> str:
    if draft.private:
        return t("Only you will see the card and the video.")
    return t("The video will be posted in {channel}.", channel=f"<#{channel_id}>")


def _cautions(planned: Plan | None) -> list[Piece]:
    found = dict.fromkeys(planned.cautions) if planned else ()
    words = [t("⚠️ Caution: {caution}", caution=caution(rule_id)) for rule_id in found]
    return [text(*words)] if words else []
