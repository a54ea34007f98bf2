"""The stage of the cogs' tests: delivery is tried through the same bot, over the same sockets."""

from tests.cogs.conftest import stage

__all__ = ["stage"]
