"""One's own data: the archive of an export, and the question before everything is erased."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.domain.privacy import Archive
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester, upload_limit
from bot.ui.host import services
from bot.ui.language import n, name, t
from bot.ui.layout import Tone, View, page, row, small, text
from bot.ui.safe_text import code


class EraseButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"gl:erase"):
    """Erases all of whoever presses it."""

    def __init__(self) -> None:
        label = t("Erase everything")
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id="gl:erase"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Begin, and say so in place of the question."""
        await answer(interaction, lambda: _begun(interaction), in_place=True)


def erasure_page() -> View:
    """Say what goes and what stays, and ask."""
    return page(
        text(t("**Erase all of yours?** This cannot be undone.")),
        text(
            t(
                "**Goes, in every server:** your prompts and options, the files you attached, your videos "
                "and my messages with them, your drafts and preferences. What waits is cancelled; what is "
                "being made is not posted and goes once it has ended. Money that was granted or given to "
                "you is lost."
            )
        ),
        text(
            t(
                "**Stays:** the amounts in the ledger and what moderators decided, under a number that "
                "leads to nobody. For two days, or for as long as you are blocked, a keyed hash of your id "
                "stays, too, so that this refills no quota and lifts no block."
            )
        ),
        text(
            small(
                t(
                    "Out of my reach: what others saved, or made out of it; the copies of the providers, "
                    "which they delete themselves; backups that the operator keeps. Take yours along first "
                    "with {export}.",
                    export=code(f"/{name('privacy')} {name('export')}"),
                )
            )
        ),
        row(EraseButton()),
        tone=Tone.ENDED,
    )


async def exported(interaction: discord.Interaction[Any], part: int) -> Reply:
    """Pack one part of the member's own data; raises `NoSuchPart`."""
    exporting = services(interaction).privacy.export(
        await requester(interaction), part, upload_limit(interaction)
    )
    archive = await exporting
    pieces = [text(*_about(archive))]
    told = page(*pieces, text(t("Discord takes no file from me here; please try it in another place.")))
    view = page(*pieces, ui.File(f"attachment://{archive.filename}"))
    return Reply(view, [(archive.content, archive.filename)], without_files=told)


def _about(archive: Archive) -> list[str]:
    lines = [t("**All that I keep about you**, from every server. Only you can see this.")]
    if archive.parts > 1:
        lines.append(
            t(
                "This is part {part} of {parts}; the others come with {command}.",
                part=archive.part,
                parts=archive.parts,
                command=code(f"/{name('privacy')} {name('export')} {name('part')}:"),
            )
        )
    if archive.too_large:
        lines.append(
            n(
                "{count} file is too large to be sent here. Ask the operator for it, or use this where "
                "larger files may be posted.",
                "{count} files are too large to be sent here. Ask the operator for them, or use this where "
                "larger files may be posted.",
                archive.too_large,
            )
        )
    return lines


async def _begun(interaction: discord.Interaction[Any]) -> str:
    if not await services(interaction).privacy.erase(await requester(interaction)):
        return t("All of yours is being erased already.")
    return t(
        "All of yours is being erased now. As a rule that takes minutes; should a video still be made for "
        "you, it goes as soon as that has ended."
    )
