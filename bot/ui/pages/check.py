"""Whether a server's settings can work: rights, channels, roles, providers and prices."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.domain.catalogue import Model
from bot.domain.servers import ServerSettings
from bot.domain.troubles import Trouble
from bot.ui.askers import lacking
from bot.ui.decided.lines import channel, some
from bot.ui.language import m, n, t
from bot.ui.layout import Tone, View, page, row, small, text
from bot.ui.moderation.checkup import RehearsalButton
from bot.ui.pages.models import clip_price, trouble_words
from bot.ui.safe_text import code
from bot.ui.texts import listed, provider_name

USES: Final[Mapping[str, str]] = {
    "allowed_channel_ids": m("requests"),
    "approval_channel_id": m("approvals"),
    "review_channel_id": m("review"),
    "log_channel_id": m("log"),
    "results_channel_id": m("finished videos"),
}
"""What the bot posts in channels that settings name."""
PARTS: Final[Mapping[str, str]] = {
    "moderators_role_id": m("moderators"),
    "entry_role_id": m("who makes videos"),
    "approval_exempt_role_ids": m("no approval needed"),
}
"""What roles that settings name are for."""
_SHOWN: Final = 6
"""So many channels with something wrong are named: more would not fit."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel that the bot posts in."""

    channel_id: int
    uses: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Rights that the bot lacks there, as Discord names them in English."""
    gone: bool = False
    closed: bool = False
    """Whether members without a role cannot use commands where videos are asked for."""

    @property
    def fine(self) -> bool:
        """Tell whether nothing is wrong."""
        return not (self.missing or self.gone or self.closed)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was looked at."""

    spots: Sequence[Spot]
    roles_gone: Sequence[str]
    """What roles were for that are no more."""
    models: Sequence[tuple[Model, Trouble | None]]
    funded: bool

    @property
    def problems(self) -> int:
        """Count what is not as it should be."""
        troubled = sum(trouble is not None for _, trouble in self.models)
        unfine = sum(not spot.fine for spot in self.spots)
        return unfine + len(self.roles_gone) + troubled + (not self.funded)


def spots(guild: discord.Guild, settings: ServerSettings, here_id: int) -> Iterator[Spot]:
    """Look at every channel that settings name, and at the one the command is used in."""
    uses: dict[int, list[str]] = {here_id: [m("here")]}
    for name, use in USES.items():
        for channel_id in _ids(settings, name):
            uses.setdefault(channel_id, []).append(use)
    asked_in = {here_id, *settings.allowed_channel_ids}
    for channel_id, words in uses.items():
        yield _spot(guild, channel_id, tuple(words), asks=channel_id in asked_in)


def roles_gone(guild: discord.Guild, settings: ServerSettings) -> Iterator[str]:
    """Name what roles were for that the server has no more."""
    for name, part in PARTS.items():
        if any(guild.get_role(role_id) is None for role_id in _ids(settings, name)):
            yield part


def _ids(settings: ServerSettings, name: str) -> Collection[int]:
    value = getattr(settings, name)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _spot(guild: discord.Guild, channel_id: int, uses: tuple[str, ...], *, asks: bool) -> Spot:
    there = guild.get_channel_or_thread(channel_id)
    if there is None:
        return Spot(channel_id, uses, gone=True)
    everybody = there.permissions_for(guild.default_role)
    closed = asks and everybody.view_channel and not everybody.use_application_commands
    return Spot(channel_id, uses, lacking(there, there.permissions_for(guild.me)), closed=closed)


def check_page(found: Findings) -> View:
    """Show what is wrong first, then what things cost, and offer a test clip."""
    worst = Tone.ENDED if found.problems else Tone.DONE
    return page(
        text(_verdict(found.problems)),
        text(t("**Where I post**"), *_places(found.spots)),
        *([text(t("**Roles that are no more**"), *_roles(found.roles_gone))] if found.roles_gone else []),
        text(t("**Models used here**"), *_models(found)),
        text(small(t("The test clip is made here, posted and deleted again. It costs nothing."))),
        row(RehearsalButton(t("Make a test clip"))),
        tone=worst,
    )


def _verdict(problems: int) -> str:
    if not problems:
        return t("**Everything is fine.**")
    return n("**{count} thing needs a look.**", "**{count} things need a look.**", problems)


def _places(found: Sequence[Spot]) -> Iterator[str]:
    wrong = [spot for spot in found if not spot.fine]
    yield from (_wrong(spot) for spot in wrong[:_SHOWN])
    if len(wrong) > _SHOWN:
        beyond = len(wrong) - _SHOWN
        yield n("and {count} more channel like that", "and {count} more channels like that", beyond)
    if fine := [_named(spot) for spot in found if spot.fine]:
        yield t("fine: {channels}", channels=some(fine))


def _wrong(spot: Spot) -> str:
    named = _named(spot)
    if spot.gone:
        return t("⚠️ {channel}: the channel is gone, or I cannot see it. Choose another.", channel=named)
    if spot.missing:
        missing = listed((f"**{t(right)}**" for right in spot.missing), "and")
        return t("⚠️ {channel}: I lack {missing}.", channel=named, missing=missing)
    return t("⚠️ {channel}: not everybody may **Use Application Commands** there.", channel=named)


def _named(spot: Spot) -> str:
    uses = ", ".join(t(use) for use in spot.uses)
    return t("{channel} ({uses})", channel=channel(spot.channel_id), uses=uses)


def _roles(parts: Sequence[str]) -> Iterator[str]:
    return (t("⚠️ The role is gone that was for: {part}", part=t(part)) for part in parts)


def _models(found: Findings) -> Iterator[str]:
    if not found.funded:
        yield t("⚠️ The bot's operator has given this server no money yet.")
    for model, trouble in found.models:
        works = t("works") if trouble is None else f"⚠️ {trouble_words(trouble)}"
        yield f"{code(model.id)} · {clip_price(model)} · {provider_name(model.provider)}: {works}"
