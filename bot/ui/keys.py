"""A server's own keys: the form that takes one, and what is said of those that are kept."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.domain.accounts import OwnKey
from bot.domain.keys import LONGEST_KEY
from bot.ui.answer import Outcome, respond
from bot.ui.askers import requester
from bot.ui.decisions import person
from bot.ui.drafts.controls import field, writing
from bot.ui.drafts.forms import read
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.safe_text import plain
from bot.ui.texts import provider_name, together

_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_FORM: Final = re.compile(r"gl:key:(?P<provider>[a-z_]{1,32})")


async def open_key_form(interaction: discord.Interaction[Any], provider: str) -> Outcome:
    """Ask for a key where nobody else reads it; raises a `Rejection` where none could be kept."""
    services(interaction).keys.require_possible(await requester(interaction), provider)
    form = key_form(provider)
    # Nobody waits for it in memory: whatever comes back is found by its id, as after a restart.
    form.stop()
    await respond(interaction, lambda: interaction.response.send_modal(form))
    return None


def key_form(provider: str) -> ui.Modal:
    """Build the form."""
    at = provider_name(provider)
    form = ui.Modal(
        title=plain(t("Key of this server at {provider}", provider=at), _TITLE),
        custom_id=f"gl:key:{provider}",
    )
    key = writing("key", "", LONGEST_KEY, style=discord.TextStyle.short, required=True)
    form.add_item(
        field(t("Key"), key, t("It is kept sealed and shown to nobody again. Its account pays from then on."))
    )
    return form


def key_form_of(interaction: discord.Interaction[Any]) -> str | None:
    """Tell for which provider a form with a key is sent, if it is one."""
    found = _FORM.fullmatch(str(dict(interaction.data or {}).get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return found["provider"]


async def take_key(interaction: discord.Interaction[Any], provider: str) -> str:
    """Prove and keep what the form brings; raises a `Rejection`."""
    key = read(interaction).words.get("key", "")
    await services(interaction).keys.bring(await requester(interaction), provider, key)
    return together(
        t(
            "**Kept**: from now on this server's own account at {provider} pays for its videos there.",
            provider=provider_name(provider),
        ),
        t("Its budgets and quotas go on to hold. Nobody sees the key again."),
    )


async def remove_key(interaction: discord.Interaction[Any], provider: str) -> str:
    """Take a key out of use; raises a `Rejection`."""
    await services(interaction).keys.remove(await requester(interaction), provider)
    return together(
        t(
            "**Removed**: the operator's account at {provider} pays again, within what they give this "
            "server.",
            provider=provider_name(provider),
        ),
        t("What was accepted before is still made with the key; then it is deleted."),
    )


def key_lines(keys: Sequence[OwnKey]) -> Iterator[str]:
    """Say of each key that it is there, since when and by whom."""
    for key in keys:
        yield t(
            "{provider}: this server pays with a key of its own, since {when}, given by {person}",
            provider=provider_name(key.provider),
            when=f"<t:{int(key.set_at.timestamp())}:f>",
            person=person(key.set_by_discord_id),
        )
