"""Reported videos in the list of what waits for moderators."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.moderation.reports import Case
from bot.ui.cards import result_link
from bot.ui.faces.report import case_line
from bot.ui.language import n, name, t
from bot.ui.layout import Piece, id_line, mention, prompt_line, row, rule, small, text
from bot.ui.moderation.report_cases import CaseButton
from bot.ui.safe_text import Room, code
from bot.ui.texts import ago

COUNTED: Final = 25
_PROMPT_ROOM: Final = Room(units=220, size_bytes=660)


def reported_pieces(cases: Sequence[Case]) -> list[Piece]:
    """Say how many reported videos wait, and offer to decide about the longest waiting one."""
    if not cases:
        return []
    oldest = cases[0]
    return [
        rule(),
        text(*_lines(oldest, len(cases))),
        row(*(CaseButton(verb, oldest.id) for verb in CaseButton.VERBS)),
    ]


def _lines(case: Case, waiting: int) -> Iterator[str]:
    generation = case.generation
    yield n(
        "**{count} reported video waits for a decision**",
        "**{count} reported videos wait for a decision**, the longest waiting first",
        waiting,
    )
    yield t("{author} · {when}", author=mention(generation), when=ago(generation.created_at))
    yield prompt_line(generation, _PROMPT_ROOM)
    yield case_line(case)
    link = result_link(generation, generation.messages.result_ids[0])
    yield small(t("{link} · {show} shows it to you", link=link, show=code(f"/{name('show')}")))
    yield id_line(generation.id)
