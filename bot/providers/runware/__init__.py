"""Runware's REST API behind the provider port."""

from bot.providers.runware.mapping import OperatorTerms
from bot.providers.runware.provider import RunwareProvider

__all__ = ["OperatorTerms", "RunwareProvider"]
