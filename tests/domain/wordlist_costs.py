"""What looking for words costs at worst: `python -m tests.domain.wordlist_costs` measures it."""

import json
import random
import sys
import time

from bot.domain.words.wordlist import MOST_ENTRIES, WordList

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
    """As many entries as there may be, made to begin everywhere and to end nowhere."""
    chance = random.Random(5)
    patterns = [f"*{''.join(chance.choices('abcd', k=12))}*{number:03}z" for number in range(800)]
    phrases = [f"a b c d {number}z" for number in range(200)]
    assert len(patterns) + len(phrases) == MOST_ENTRIES
    return WordList.of(patterns + phrases)


def cost_seconds(words: WordList, text: str) -> float:
    """What one look costs when nothing else is in its way."""
    costs = []
    for _ in range(3):
        began = time.process_time()
        assert not words.hit(text)
        costs.append(time.process_time() - began)
    return min(costs)


def main() -> None:
    """Write the cost of 5,000 and of 10,000 characters of each kind, in seconds."""
    words = worst_list()
    costs = {
        kind: [cost_seconds(words, (piece * length)[:length]) for length in (5_000, 10_000)]
        for kind, piece in HOSTILE.items()
    }
    json.dump(costs, sys.stdout)


if __name__ == "__main__":
    main()
