"""Refusals of test clips."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import DeliveryTrouble
from bot.domain.rehearsals import RehearsalFailed
from bot.ui.language import m, t
from bot.ui.refusals.words import sentence

_REASONS: Final[Mapping[DeliveryTrouble, str]] = {
    DeliveryTrouble.FORBIDDEN: m("I am not allowed to: look at what I lack above."),
    DeliveryTrouble.CHANNEL_GONE: m("the channel is gone."),
    DeliveryTrouble.MESSAGE_GONE: m("the message was gone at once."),
    DeliveryTrouble.TOO_LARGE: m("Discord takes no file of its size here."),
    DeliveryTrouble.REFUSED: m("Discord refused the message; AutoMod may be in the way."),
    DeliveryTrouble.UNAVAILABLE: m("Discord does not answer; try again in a minute."),
}


@sentence.register
def _(rejection: RehearsalFailed) -> str:
    channel, reason = f"<#{rejection.channel_id}>", t(_REASONS[rejection.trouble])
    return t("The test clip could not be posted in {channel}: {reason}", channel=channel, reason=reason)
