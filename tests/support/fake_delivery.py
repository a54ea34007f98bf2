"""Discord as far as generations are concerned: channels with messages, in memory, and its troubles."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DeliveryError, DeliveryTrouble, Offer
from bot.domain.generation import Generation, State
from bot.ports.clock import Clock
from bot.ports.delivery import Clip, Progress

NONCE_LIFE = timedelta(minutes=3)
"""How long Discord knows a nonce again (facts: "the past few minutes"); then only a look helps."""


class Purpose(StrEnum):
    CARD = "card"
    RESULT = "result"
    NOTICE = "notice"


@dataclass
class Message:
    """One message: what it is for, and what it shows now."""

    id: int
    generation_id: str
    purpose: Purpose
    posted_at: datetime
    shown: Generation
    clips: tuple[Clip, ...] = ()
    offers: tuple[Offer, ...] = ()
    progress: Progress | None = None
    edits: int = 0
    deleted: bool = False

    @property
    def place_in_line(self) -> int | None:
        return self.progress.place_in_line if self.progress else None


@dataclass
class Letter:
    """A direct message: how the generation stood when its author was told."""

    author_id: int | None
    state: State
    charged_micros: int
    clips: tuple[Clip, ...]
    deleted: bool = False


@dataclass
class FakeDelivery:
    """Implements `bot.ports.delivery.Delivery` with the idempotence that Discord really has.

    A message made within the nonce's life is not made again; an older one is found only when asked to look.
    """

    clock: Clock
    channels: dict[int, list[Message]] = field(default_factory=dict)
    letters: dict[str, list[Letter]] = field(default_factory=dict)
    largest_bytes: int = 10 * 1024 * 1024
    closed_channels: set[int] = field(default_factory=set)
    """Channels in which the bot may not write."""
    troubles: dict[Purpose, deque[tuple[DeliveryTrouble, bool]]] = field(default_factory=dict)
    """What the next posts or edits meet, and whether they happened all the same."""
    letter_troubles: deque[DeliveryTrouble] = field(default_factory=deque)
    removal_troubles: deque[DeliveryTrouble] = field(default_factory=deque)
    _made: int = 900

    # The port

    async def show_card(self, generation: Generation, progress: Progress) -> int:
        trouble, happened = self._next_trouble(Purpose.CARD)
        if trouble and not happened:
            raise DeliveryError(trouble, "scripted")
        card = self._card(generation, progress)
        card.progress = progress
        if trouble:
            raise DeliveryError(trouble, "scripted, but it happened")
        return card.id

    async def post_result(
        self, generation: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        if any(clip.file and clip.file.size_bytes > self.largest_bytes for clip in clips):
            raise DeliveryError(DeliveryTrouble.TOO_LARGE, "40005")
        return [self._posted(generation, Purpose.RESULT, tuple(clips), again=again).id]

    async def post_notice(self, generation: Generation, offers: Sequence[Offer], *, again: bool) -> int:
        notice = self._posted(generation, Purpose.NOTICE, (), again=again)
        notice.offers = tuple(offers)
        return notice.id

    async def tell_author(self, generation: Generation, clips: Sequence[Clip]) -> None:
        if self.letter_troubles:
            raise DeliveryError(self.letter_troubles.popleft(), "scripted")
        letter = Letter(
            generation.author_discord_id, generation.state, generation.charged_micros, tuple(clips)
        )
        self.letters.setdefault(generation.id, []).append(letter)

    async def hide(self, generation: Generation) -> None:
        self._redraw(generation, ())

    async def restore(self, generation: Generation, clips: Sequence[Clip]) -> None:
        if any(clip.file and clip.file.size_bytes > self.largest_bytes for clip in clips):
            raise DeliveryError(DeliveryTrouble.TOO_LARGE, "40005")
        self._redraw(generation, tuple(clips))

    def _redraw(self, generation: Generation, clips: tuple[Clip, ...]) -> None:
        trouble, happened = self._next_trouble(Purpose.RESULT)
        if trouble and not happened:
            raise DeliveryError(trouble, "scripted")
        for message in self.messages(generation, Purpose.RESULT):
            if not message.deleted:
                message.clips, message.shown = clips, generation
                message.edits += 1
        if trouble:
            raise DeliveryError(trouble, "scripted, but it happened")

    async def remove(self, generation: Generation) -> None:
        if self.removal_troubles:
            raise DeliveryError(self.removal_troubles.popleft(), "scripted")
        for purpose in (Purpose.RESULT, Purpose.NOTICE):
            for message in self.messages(generation, purpose):
                message.deleted = True
        for letter in self.letters.get(generation.id, ()):
            letter.deleted = True

    async def erase(self, generation: Generation) -> None:
        await self.remove(generation)
        for message in self.messages(generation, Purpose.CARD):
            message.deleted = True

    # What a test says

    def unavailable(self, purpose: Purpose, count: int = 1) -> None:
        """The next calls get no answer, and nothing happened."""
        self.meet(purpose, DeliveryTrouble.UNAVAILABLE, count)

    def lose_answers(self, purpose: Purpose, count: int = 1) -> None:
        """The next calls get no answer although the message is there."""
        self.troubles.setdefault(purpose, deque()).extend([(DeliveryTrouble.UNAVAILABLE, True)] * count)

    def meet(self, purpose: Purpose, trouble: DeliveryTrouble, count: int = 1) -> None:
        """The next calls meet this trouble."""
        self.troubles.setdefault(purpose, deque()).extend([(trouble, False)] * count)

    # What a test sees

    def messages(self, generation: Generation, purpose: Purpose) -> list[Message]:
        """Every message ever made for a purpose, deleted ones included."""
        made = [m for channel in self.channels.values() for m in channel]
        return [m for m in made if m.generation_id == generation.id and m.purpose is purpose]

    def _card(self, generation: Generation, progress: Progress) -> Message:
        known = generation.messages.card_id
        if known is None:
            again = progress.now - generation.created_at > NONCE_LIFE
            return self._kept(generation, Purpose.CARD, (), again=again)
        card = next(m for m in self.channels[generation.place.channel_id] if m.id == known)
        if card.deleted:
            raise DeliveryError(DeliveryTrouble.MESSAGE_GONE, "10008")
        card.shown = generation
        card.edits += 1
        return card

    def _posted(
        self, generation: Generation, purpose: Purpose, clips: tuple[Clip, ...], *, again: bool
    ) -> Message:
        trouble, happened = self._next_trouble(purpose)
        if trouble and not happened:
            raise DeliveryError(trouble, "scripted")
        message = self._kept(generation, purpose, clips, again=again)
        if trouble:
            raise DeliveryError(trouble, "scripted, but it happened")
        return message

    def _kept(
        self, generation: Generation, purpose: Purpose, clips: tuple[Clip, ...], *, again: bool
    ) -> Message:
        result = purpose is Purpose.RESULT
        channel_id = generation.results_channel_id if result else generation.place.channel_id
        if channel_id in self.closed_channels:
            raise DeliveryError(DeliveryTrouble.FORBIDDEN, "50013")
        there = self.channels.setdefault(channel_id, [])
        for message in self.messages(generation, purpose):
            if message not in there:
                continue
            if again or self.clock.now() - message.posted_at <= NONCE_LIFE:
                return message
        self._made += 1
        message = Message(self._made, generation.id, purpose, self.clock.now(), generation, clips)
        there.append(message)
        return message

    def _next_trouble(self, purpose: Purpose) -> tuple[DeliveryTrouble | None, bool]:
        waiting = self.troubles.get(purpose)
        return waiting.popleft() if waiting else (None, False)
