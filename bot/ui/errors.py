"""The words of every refusal: what was wrong, what is allowed, what to do; a refusal never costs anything."""

# Imported for the words that they register.
from bot.ui.refusals import approvals as _approvals
from bot.ui.refusals import blocks as _blocks
from bot.ui.refusals import checkup as _checkup
from bot.ui.refusals import consents as _consents
from bot.ui.refusals import giving as _giving
from bot.ui.refusals import keys as _keys
from bot.ui.refusals import moderating as _moderating
from bot.ui.refusals import onward as _onward
from bot.ui.refusals import options as _options
from bot.ui.refusals import pauses as _pauses
from bot.ui.refusals import people as _people
from bot.ui.refusals import privacy as _privacy
from bot.ui.refusals import reports as _reports
from bot.ui.refusals import safety as _safety
from bot.ui.refusals import terms as _terms
from bot.ui.refusals import unwanted as _unwanted
from bot.ui.refusals import videos as _videos
from bot.ui.refusals.words import UNCHARGED, sentence, ways_on

__all__ = ["UNCHARGED", "sentence", "ways_on"]

_REGISTERED = (
    _approvals,
    _blocks,
    _checkup,
    _consents,
    _giving,
    _keys,
    _moderating,
    _onward,
    _options,
    _pauses,
    _people,
    _privacy,
    _reports,
    _safety,
    _terms,
    _unwanted,
    _videos,
)
