"""Delivery into Discord channels, into the answers of private commands, and by direct message."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import discord

from bot.delivery import replies
from bot.delivery.destination import About, Destination
from bot.delivery.editing import Drawn, redraw, standing_in
from bot.delivery.removal import delete, reachable
from bot.delivery.troubles import translated
from bot.domain.catalogue import Catalogue
from bot.domain.errors import DeliveryError, DeliveryTrouble, Offer
from bot.domain.generation import Generation, State
from bot.domain.lineage import Kin
from bot.domain.onward import ways_on
from bot.domain.preferences import Telling
from bot.ports.clock import Clock
from bot.ports.delivery import Clip, Progress
from bot.ui.cards import card
from bot.ui.language import speaking
from bot.ui.layout import Purpose, View
from bot.ui.videos.attached import Attached, attached
from bot.ui.videos.notices import notice, pointer, undeliverable
from bot.ui.videos.results import Part, alt_text, filename, parts, result

_NONCE_LIFE: Final = timedelta(minutes=3)
"""Discord remembers a nonce for "the past few minutes"; after that only the channel itself can tell."""

P = ParamSpec("P")
T = TypeVar("T")


def spoken(
    work: Callable[Concatenate["ChannelDelivery", Generation, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate["ChannelDelivery", Generation, P], Coroutine[Any, Any, T]]:
    """Say whatever a method says in the language of the generation's place."""

    @wraps(work)
    async def method(
        delivery: "ChannelDelivery", generation: Generation, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with speaking(generation.place.locale):
            return await work(delivery, generation, *args, **kwargs)

    return method


@dataclass(frozen=True, slots=True)
class ChannelDelivery:
    """Posts by Create Message with the bot's own token, so that no interaction's end can stop it."""

    client: discord.Client
    media_dir: Path
    clock: Clock
    catalogue: Catalogue
    attaches: bool = False
    """Whether videos are posted as attachments of plain messages, not as galleries."""

    @spoken
    async def show_card(self, generation: Generation, progress: Progress) -> int:
        """Post or edit the card; a private one lives in the command's answer and ends with its token."""
        if generation.private:
            return await self._private_card(generation, progress)
        view = card(generation, progress)
        card_id = generation.messages.card_id
        if card_id is None:
            again = progress.now - generation.created_at > _NONCE_LIFE
            about = About(generation, Purpose.CARD, view)
            return _there(await self._public(generation).post(about, again=again))
        with translated():
            await self._channel(generation).get_partial_message(card_id).edit(view=view)
        return card_id

    @spoken
    async def post_result(
        self, generation: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        """Post the clips, at most ten a message, and point to them where the author wants that."""
        found = parts(clips)
        if not generation.private:
            ids = await self._post_parts(self._results(generation), generation, found, again=again)
            await self._point_to(generation, ids[:1], again=again)
            return ids
        if len(found) == 1:
            view = result(generation, found[0], ways_on(self.catalogue, generation))
            if (answer_id := await self._in_answer(generation, view, found[0])) is not None:
                return (answer_id,)
        return await self._post_parts(await self._direct(generation), generation, found, again=again)

    @spoken
    async def post_notice(self, generation: Generation, offers: Sequence[Offer], *, again: bool) -> int:
        """Post why there will be no video, or say so in the private answer, or else directly."""
        if generation.private:
            return await self._private_notice(generation, offers, again=again)
        about = About(generation, Purpose.NOTICE, notice(generation, offers))
        notice_id = _there(await self._public(generation).post(about, again=again))
        await self._point_to(generation, (notice_id,), again=again)
        return notice_id

    @spoken
    async def tell_author(self, generation: Generation, clips: Sequence[Clip]) -> None:
        """Write directly: with the video where there is one, else why there is none.

        Nobody counts these attempts, so each looks first whether an earlier one arrived.
        """
        there = await self._direct(generation, "told")
        if not clips:
            view = notice(generation, direct=True)
            await there.post(About(generation, Purpose.NOTICE, view), again=True)
            return
        heading = undeliverable(generation)
        try:
            await self._post_parts(there, generation, parts(clips), again=True, heading=heading)
        except DeliveryError as error:
            if error.trouble is not DeliveryTrouble.TOO_LARGE:
                raise
            linked = parts([replace(clip, file=None) for clip in clips])
            await self._post_parts(there, generation, linked, again=True, heading=heading)

    @spoken
    async def hide(self, generation: Generation) -> None:
        """Let words stand in the place of its videos."""
        for part, message_id in enumerate(generation.messages.result_ids):
            await self._redraw(generation, message_id, partial(standing_in, generation, part))

    @spoken
    async def restore(self, generation: Generation, clips: Sequence[Clip]) -> None:
        """Let its messages look as when they were posted."""
        if not clips:
            await self.hide(generation)
            return
        ways = ways_on(self.catalogue, generation)
        for part, message_id in zip(parts(clips), generation.messages.result_ids, strict=False):
            await self._redraw(generation, message_id, partial(self._drawn, generation, part, ways))

    @spoken
    async def remove(self, generation: Generation) -> None:
        """Delete its videos or notice, wherever they went; an answer shows its card instead."""
        sent = generation.messages
        known = (*sent.result_ids, *([sent.notice_id] if sent.notice_id else []))
        if known and not generation.private:
            await delete(self._results(generation).channel, known)
            return
        if generation.delivery_attempts and not generation.private:
            # One whose answer was lost may have arrived.
            with reachable():
                there = self._results(generation)
                await delete(there.channel, await there.results_of(generation))
        if generation.private:
            # Not deleted: whoever pressed Delete on it is answered there.
            with reachable():
                await self._in_answer(generation, card(generation, Progress(None, self.clock.now())))
        with reachable():
            there = await self._direct(generation)
            await delete(there.channel, known or await there.results_of(generation))

    @spoken
    async def erase(self, generation: Generation) -> None:
        """Delete its card, too; what a private command was answered is gone with its member's window."""
        await self.remove(generation)
        if not generation.private and generation.messages.card_id:
            await delete(self._channel(generation), [generation.messages.card_id])

    async def _point_to(self, generation: Generation, ids: Sequence[int], *, again: bool) -> None:
        """Write directly where the author wants to be told so; closed direct messages are fine."""
        if generation.telling is not Telling.DIRECT or not ids:
            return
        with reachable():
            about = About(generation, Purpose.POINTER, pointer(generation, ids[0]))
            await (await self._direct(generation)).post(about, again=again)

    async def _private_card(self, generation: Generation, progress: Progress) -> int:
        """Show the card in the answer; the video takes its place there, and nothing may overwrite it."""
        shown = generation.messages.card_id
        done = generation.state in {State.SUCCEEDED, State.PENDING_REVIEW, State.DELIVERED}
        giving_way = done and not generation.awaits_review and not generation.discarded
        if giving_way and shown is not None:
            return shown
        return _there(await self._in_answer(generation, card(generation, progress)))

    async def _private_notice(self, generation: Generation, offers: Sequence[Offer], *, again: bool) -> int:
        answer_id = await self._in_answer(generation, notice(generation, offers))
        if answer_id is not None:
            return answer_id
        about = About(generation, Purpose.NOTICE, notice(generation, offers, direct=True))
        return _there(await (await self._direct(generation)).post(about, again=again))

    async def _in_answer(self, generation: Generation, view: View, part: Part | None = None) -> int | None:
        """Edit the answer of a private command; None when its token has died."""
        if not replies.can_be_edited(generation, self.clock.now()):
            return None
        try:
            with ExitStack() as stack:
                files = self._files(stack, generation, part) if part else []
                return await replies.edit(self.client, generation, view, files)
        except DeliveryError as error:
            if error.trouble is not DeliveryTrouble.MESSAGE_GONE:
                raise
            return None

    async def _post_parts(
        self,
        there: Destination,
        generation: Generation,
        found: Sequence[Part],
        *,
        again: bool,
        heading: str | None = None,
    ) -> tuple[int, ...]:
        # What buttons lead to needs a server, which a direct message has none of.
        ways = () if there.direct else ways_on(self.catalogue, generation)
        drawn = attached if self.attaches else result
        ids = []
        for part in found:
            with ExitStack() as stack:
                files = self._files(stack, generation, part)
                shown = drawn(generation, part, ways, heading)
                about = About(generation, Purpose.RESULT, shown, files, part.number)
                ids.append(await there.post(about, again=again))
        return tuple(message_id for message_id in ids if message_id is not None)

    async def _redraw(self, generation: Generation, message_id: int, drawn: Drawn) -> None:
        message = self._results(generation).channel.get_partial_message(message_id)
        await redraw(self.client, message, drawn, plain=self.attaches)

    def _drawn(
        self, generation: Generation, part: Part, ways: Sequence[Kin], stack: ExitStack, *, plain: bool
    ) -> tuple[View | Attached, list[discord.File]]:
        look = attached if plain else result
        return look(generation, part, ways), self._files(stack, generation, part)

    def _files(self, stack: ExitStack, generation: Generation, part: Part) -> list[discord.File]:
        """Open a part's files; they are read while they are sent, never held."""
        files = []
        with translated():
            for place, clip in enumerate(part.clips):
                if clip.file:
                    name = filename(generation, part, place)
                    words = alt_text(generation, part.first + place)
                    files.append(discord.File(self.media_dir / clip.file.path, name, description=words))
                    stack.callback(files[-1].close)
        return files

    def _channel(self, generation: Generation) -> discord.PartialMessageable:
        place = generation.place
        return self.client.get_partial_messageable(place.channel_id, guild_id=place.guild_id)

    def _public(self, generation: Generation) -> Destination:
        return Destination(self._channel(generation), "channel", self._me, direct=False)

    def _results(self, generation: Generation) -> Destination:
        if generation.messages.posted_in_id is None:
            return self._public(generation)
        guild_id = generation.place.guild_id
        elsewhere = self.client.get_partial_messageable(generation.results_channel_id, guild_id=guild_id)
        return Destination(elsewhere, "results", self._me, direct=False)

    async def _direct(self, generation: Generation, name: str = "direct") -> Destination:
        author = generation.author_discord_id
        if author is None:
            raise DeliveryError(DeliveryTrouble.FORBIDDEN, "the author is not known any more")
        with translated():
            channel = await self.client.create_dm(discord.Object(author))
        return Destination(channel, name, self._me, direct=True)

    @property
    def _me(self) -> int:
        return self.client.user.id if self.client.user else 0


def _there(message_id: int | None) -> int:
    """Insist on a message that can be seen."""
    if message_id is None:
        raise DeliveryError(DeliveryTrouble.MESSAGE_GONE, "it was there, and is gone")
    return message_id
