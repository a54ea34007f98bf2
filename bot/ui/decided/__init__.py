"""What a server decides about itself, in words: the settings by subject, each said by one line.

A new setting gets its line in the file of its subject.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided import channels, moderation, money, people, requests, retention, safety, words
from bot.ui.decided.lines import Lines
from bot.ui.language import m

GROUPS: Final[Mapping[str, Lines]] = {
    m("Money"): money.LINES,
    m("Requests"): requests.LINES,
    m("People"): people.LINES,
    m("Moderation"): moderation.LINES,
    m("Safety"): {**words.LINES, **safety.LINES},
    m("Channels"): channels.LINES,
    m("Privacy"): retention.LINES,
}


def lines_about(settings: ServerSettings, names: Collection[str]) -> Iterator[str]:
    """Say some settings by name, each line once; names that nobody knows are passed over."""
    for lines in GROUPS.values():
        for said, say in lines.items():
            if not set(said).isdisjoint(names):
                yield say(settings)
