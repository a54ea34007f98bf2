"""What looking for words costs at worst, in steps: `python -m tests.domain.wordlist_costs` counts them."""

import json
import random
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from bot.domain.words.reading import require_room
from bot.domain.words.wordlist import MOST_ENTRIES, WordList

PROMPT = 2_048
"""The most characters that any model takes."""
HOSTILE = {
    "one letter": "c",
    "two letters": "ab",
    "signs between letters": "c.d-",
    "figures": "c1d0",
    "letters apart": "c ",
    "look-alikes": "\u0455\u04bb\u0456\u04421-ccc",
    "no spaces": "自c",
    "accents": "e\u0301\u0301\u0301",
    "unseen": "a\u200b",
    "drawn out": "aaab",
}


def worst_list() -> WordList:
    """As many entries and letters of patterns as there may be: they begin everywhere and end nowhere."""
    chance = random.Random(5)
    patterns = [f"*{''.join(chance.choices('abcd', k=12))}*{number:03}z" for number in range(440)]
    phrases = [f"a b c d {number}z" for number in range(MOST_ENTRIES - len(patterns))]
    require_room(patterns + phrases)
    return WordList.of(patterns + phrases)


def steps(look: Callable[[], object]) -> int:
    """Count the lines of Python that run: the same on any machine, however busy."""
    count = 0

    def line(_frame: FrameType, event: str, _detail: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    sys.settrace(line)
    try:
        look()
    finally:
        sys.settrace(None)
    return count


def main() -> None:
    """Write the steps for the longest prompt, and for one that is twice as long, of each kind."""
    words = worst_list()
    counted = {
        kind: [steps(partial(words.hit, text)) for text in (_filled(piece, 1), _filled(piece, 2))]
        for kind, piece in HOSTILE.items()
    }
    json.dump(counted, sys.stdout)


def _filled(piece: str, times: int) -> str:
    return (piece * PROMPT * times)[: PROMPT * times]


if __name__ == "__main__":
    main()
