"""What each kind of posting looks like."""

# Imported for the looks that they register.
from bot.ui.faces import alarm as _alarm
from bot.ui.faces import approval as _approval
from bot.ui.faces import blocks as _blocks
from bot.ui.faces import consents as _consents
from bot.ui.faces import log as _log
from bot.ui.faces import removal as _removal
from bot.ui.faces import report as _report
from bot.ui.faces import review as _review
from bot.ui.faces import strikes as _strikes
from bot.ui.faces import welcome as _welcome

REGISTERED = (
    _alarm,
    _approval,
    _blocks,
    _consents,
    _log,
    _removal,
    _strikes,
    _report,
    _review,
    _welcome,
)
