"""Posting cards, videos and notices to Discord, each once."""

from bot.delivery.board import ChannelBoard
from bot.delivery.channel import ChannelDelivery

__all__ = ["ChannelBoard", "ChannelDelivery"]
