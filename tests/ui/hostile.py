"""Prompts made of everything that could mention, link, format, hide or break out."""

import random

SEEDS = range(1_500)
NASTY = (
    *("@everyone", "@here", "<@1>", "<@!1>", "<@&2>", "<#3>", "</create:4>", "<:a:5>", "<t:0:R>"),
    *("```", "`", "**", "__", "~~", "||", "> ", ">>> ", "# ", "-# ", "- ", "1. ", "_", "*", "\\", "\\\\"),
    *("[a](https://evil.example)", "https://evil.example", "discord.gg/abc"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x00", "\x1b[31m", "\ud800", "\U000e0041"),
    *("\r\n", "\n\n", "\u2028", " ", "a", "fox", "id: 0b6f3c1e-7d5a-4c7f-9a55-2f1f0f3f7a10"),
    *("東京の夜", "雨", "🦊", "👨\u200d👩\u200d👧", "e\u0301\u0301\u0301", "שלום", "مرحبا"),
)


def hostile(seed: int) -> str:
    """The same for the same seed."""
    chance = random.Random(seed)
    pieces = [chance.choice(NASTY) for _ in range(chance.randint(1, 60))]
    return ("".join(pieces) * chance.choice([1, 1, 1, 40]))[:2_048]
