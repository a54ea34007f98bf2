"""Moments as Discord's client shows them to whoever looks: by how far off they are."""

import re
from datetime import datetime

from sandbox.discord.looks.times import relative

STAMP = re.compile(r"<t:(\d+):R>")


def spelt_out(text: str, seen_at: datetime) -> str:
    """Replace the stamps in a message's words by what they say at a moment."""
    return STAMP.sub(lambda match: relative(int(match[1]), seen_at), text)
