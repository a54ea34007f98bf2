"""A decision in a server's log channel."""

from bot.domain.moderation.audit import LogFacts
from bot.domain.postings import Posting
from bot.ui.decisions import decision_lines
from bot.ui.layout import Tone, text
from bot.ui.postings import Face, face


@face.register
def _(facts: LogFacts, _posting: Posting) -> Face:
    return Face(Tone.WAITING, [text(*decision_lines(facts.entry))])
