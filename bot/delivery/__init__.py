"""Posting cards, videos and notices to Discord, each once."""

from bot.delivery.channel import ChannelDelivery

__all__ = ["ChannelDelivery"]
