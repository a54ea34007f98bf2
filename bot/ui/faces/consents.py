"""How a member is asked about their picture, and how who asked hears the answer."""

from collections.abc import Mapping
from typing import Final

from bot.domain.consents import Consent, ConsentFacts, ConsentState
from bot.domain.postings import Posting, PostingKind
from bot.ui.language import m, t
from bot.ui.layout import Piece, Tone, row, small, text
from bot.ui.moderation.consents import ConsentButton
from bot.ui.postings import Face, face
from bot.ui.texts import reset

_SHOWN: Final[Mapping[ConsentState, str]] = {
    ConsentState.ALLOWED: m("{owner} allowed it."),
    ConsentState.REFUSED: m("{owner} refused it."),
    ConsentState.UNANSWERED: m("{owner} did not answer, so it is not made."),
}
_TOLD: Final[Mapping[ConsentState, str]] = {
    ConsentState.ALLOWED: m(
        "{owner} lets you animate {picture}. Press **Generate** on your draft; if it is gone, open the menu "
        "of the picture once more."
    ),
    ConsentState.REFUSED: m("{owner} does not want you to animate {picture}. Nothing was charged."),
    ConsentState.UNANSWERED: m(
        "{owner} did not answer in time whether you can animate {picture}, so it is not made. Nothing was "
        "charged."
    ),
}


@face.register
def _(facts: ConsentFacts, posting: Posting) -> Face:
    consent = facts.consent
    return _asking(consent) if posting.kind is PostingKind.CONSENT else _answered(consent)


def _asking(consent: Consent) -> Face:
    """Ask, or show what came of it."""
    owner, asker = _person(consent.owner_discord_id), _person(consent.asker_discord_id)
    wish = t(
        "{owner}: {asker} would like to make a video from {picture}.",
        owner=owner,
        asker=asker,
        picture=_picture(consent, t("your picture")),
    )
    if consent.state in _SHOWN:
        tone = Tone.DONE if consent.state is ConsentState.ALLOWED else Tone.ENDED
        return Face(tone, [text(wish), text(t(_SHOWN[consent.state], owner=owner))])
    ends = t("Only you can answer.")
    if consent.ends_at:
        ends = t(
            "Only you can answer. Without an answer it is refused {when}.",
            when=reset(consent.ends_at),
        )
    buttons = row(ConsentButton("allow", consent.id), ConsentButton("refuse", consent.id))
    pieces: list[Piece] = [text(wish, small(ends)), buttons]
    return Face(Tone.WAITING, pieces)


def _answered(consent: Consent) -> Face:
    tone = Tone.DONE if consent.state is ConsentState.ALLOWED else Tone.ENDED
    owner, picture = _person(consent.owner_discord_id), _picture(consent, t("their picture"))
    return Face(tone, [text(t(_TOLD[consent.state], owner=owner, picture=picture))])


def _picture(consent: Consent, words: str) -> str:
    place = f"{consent.guild_id}/{consent.channel_id}/{consent.message_id}"
    return f"[{words}](https://discord.com/channels/{place})"


def _person(discord_id: int | None) -> str:
    return t("somebody") if discord_id is None else f"<@{discord_id}>"
