"""Prompts made of everything that could mention, link, format, hide, look alike or break out."""

import random
from typing import Final

SEEDS: Final = range(1_500)
ALL_SEEDS: Final = range(10_000)
_LONGEST_TYPED: Final = 6_000
"""The longest that Discord lets anybody type into an option."""
_MENTIONS: Final = (
    *("@everyone", "@here", "<@1>", "<@!1>", "<@&2>", "<#3>", "</create:4>", "<:a:5>", "<a:a:5>", "<t:0:R>"),
    *("<id:customize>", "<@\u200b1>", "@\u200beveryone", "\uff20everyone", "<@0001>", "<@&0>"),
)
_MARKDOWN: Final = (
    *("```", "````", "`", "``", "**", "__", "~~", "||", "> ", ">>> ", "# ", "### ", "-# ", "- ", "+ ", "1. "),
    *("_", "*", "\\", "\\\\", "\\`", "[a](https://evil.example)", "[a]( <https://evil.example> 'b')", "]("),
    *("https://evil.example", "http:\\\\evil.example", "discord.gg/abc", "<https://evil.example>", "://"),
)
_UNSEEN: Final = (
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"),
    *("\u115f", "\u3164", "\u034f", "\ufe0f", "\U000e0041", "\U000e0100", "\u180e", "\u061c"),
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ud800", "\udfff", "\ue000", "\U0010ffff", "\ufffe"),
    *("\r\n", "\n\n", "\n", "\r", "\t", "\v", "\f", "\u2028", "\u2029", " ", "\u00a0", "\u3000"),
)
_WORDS: Final = (
    *("a", "fox", "runs", "id: 0b6f3c1e-7d5a-4c7f-9a55-2f1f0f3f7a10", "\n-# id: 0b6f3c1e", "%s", "{author}"),
    *("f\u043ex", "\uff46\uff4f\uff58", "\U0001d58b\U0001d594\U0001d59d", "f\u0336o\u0336x\u0336"),
    *("\u24d5\u24de\u24e7", "\ua730\u1d0fx", "porn", "n u d e", "p0rn", "d-a-m-n"),
    *("東京の夜", "雨", "ﷺ", "꧅", "𒐫", "🦊", "👨\u200d👩\u200d👧", "🇩🇪", "👍🏽", "e\u0301\u0301\u0301"),
    *("a" + "\u0310" * 40, "שלום", "مرحبا", "नमस्ते", "ไทย", "한국어", "Ω", "ß", "İ", "ﬁ"),
)
NASTY: Final = (*_MENTIONS, *_MARKDOWN, *_UNSEEN, *_WORDS)


def hostile(seed: int) -> str:
    """The same for the same seed, as long as a prompt may be."""
    return typed(seed)[:2_048]


def typed(seed: int) -> str:
    """The same for the same seed, now and then longer than any prompt may be."""
    chance = random.Random(seed)
    words = "".join(chance.choices(NASTY, k=chance.randint(1, 60)))
    return (words * (40 if seed % 25 == 0 else 1))[:_LONGEST_TYPED]
