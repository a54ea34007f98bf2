"""The largest of everything: longest texts, most takes, worst refusals, all options and files at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from discord import ui

from bot.domain.catalogue import OptionValue
from bot.domain.drafts import Draft
from bot.domain.errors import Offer, PermissionsMissing, Rejection, UnknownModel, ValueNotAllowed
from bot.domain.generation import Failure, FailureReason, Generation, MediaRole, Messages, State, StoredMedia
from bot.domain.lineage import Kin, Origin
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.preferences import Preferences
from bot.domain.prices import Quote
from bot.domain.purses import Movement, MovementKind
from bot.domain.quota import DayUsage, LimitUsage
from bot.domain.request import Attachment
from bot.domain.role_quotas import RoleQuota
from bot.domain.servers import Given
from bot.domain.troubles import Trouble
from bot.ports.delivery import Clip, Progress
from bot.services.moderation.words import ServerWords
from bot.ui.accepted import queued
from bot.ui.answer import paged
from bot.ui.buttons import stopped
from bot.ui.cards import card
from bot.ui.drafts.drafting import draft_view
from bot.ui.drafts.fields import first_fields, more_fields
from bot.ui.errors import sentence
from bot.ui.language import t
from bot.ui.moderation.reasons import ReasonForm, reason_form
from bot.ui.pages.help import help_page
from bot.ui.pages.models import models_page
from bot.ui.pages.preferences import preferences_page
from bot.ui.pages.settings import settings_page
from bot.ui.pages.usage import usage_page
from bot.ui.pages.words import words_page
from bot.ui.videos.attached import Attached, attached
from bot.ui.videos.notices import notice, pointer, undeliverable
from bot.ui.videos.results import parts, result
from tests.ui.drafted import draft, look, usages
from tests.ui.fullest_settings import HUGE, fullest
from tests.ui.samples import CAUTIONS, ID, NOW, OFFER, delivered, take
from tests.ui.test_errors import SAMPLES
from tests.ui.test_pages import everything, full_history, full_queue

Views = Iterator[ui.LayoutView]

RICH = Micros(10**12)
LINK = "https://bot.example/media/" + "u" * 190
ALL_WAYS = tuple(kin for kin in Kin if kin is not Kin.RETRIED)
OFFERS = (
    OFFER,
    Offer("pixverse-v6", "runware", Quote(RICH, RICH, True), ("format", "quality", "last_image")),
)
_WORST = FailureReason.OUT_OF_BALANCE


def made(prompt: str, **changes: Any) -> Generation:
    """A generation of twenty takes with everything that it can have."""
    settings: dict[str, OptionValue] = {
        "duration": 15, "resolution": "1080p", "aspect": "21:9", "style": "3d_animation", "audio": True,
        "camera": "quickly_zoom_out", "effect": "boom drop", "motion": "fast", "multi_clip": True,
        "thinking": "enabled", "negative": prompt, "seed": 2**31 - 1, "takes": 20, "format": "webm",
        "quality": 99, "image": True, "last_image": True, "video": True,
    }  # fmt: skip
    whole = delivered(20, prompt=prompt, settings=settings, cautions=CAUTIONS, charged_micros=RICH)
    return replace(
        whole,
        author_discord_id=HUGE,
        place=replace(whole.place, guild_id=HUGE, channel_id=HUGE),
        takes=tuple(take(number, seed=2**31 - 1 - number) for number in range(20)),
        messages=Messages(card_id=HUGE, result_ids=(HUGE, HUGE)),
        origin=Origin(Kin.RENDERED, ID, 20, HUGE, HUGE),
        quoted_micros=RICH,
        settled_at=whole.created_at + timedelta(hours=99),
        rejected_because=prompt,
        **changes,
    )


def messages(prompt: str) -> Views:
    """Cards in every state, results by file and by link, notices."""
    progress = Progress(999_999, NOW, held_back=999, usual=timedelta(hours=99))
    failed = made(prompt, failure=Failure(_WORST))
    for state in State:
        yield card(replace(failed, state=state), progress)
    for shown in _clips(failed):
        for part in parts(shown):
            yield result(failed, part, ALL_WAYS)
            yield result(failed, part, (), undeliverable(failed))
    one = replace(failed, takes=failed.takes[:1])
    yield from (result(one, part, ALL_WAYS) for part in parts([Clip(one.takes[0], one.takes[0].media)]))
    yield notice(replace(failed, state=State.FAILED), OFFERS)
    yield notice(replace(failed, state=State.FAILED), OFFERS, direct=True)
    yield pointer(failed, HUGE)


def plain_messages(prompt: str) -> Iterator[Attached]:
    """Results for clients that play no gallery."""
    whole = made(prompt)
    for shown in _clips(whole):
        yield from (attached(whole, part, ALL_WAYS) for part in parts(shown))


def _clips(whole: Generation) -> list[list[Clip]]:
    files = [Clip(one, one.media, LINK, NOW) for one in whole.takes]
    linked = [replace(clip, file=None) for clip in files]
    mixed = [replace(clip, file=None) if number % 2 else clip for number, clip in enumerate(files)]
    return [files, linked, mixed]


def drafts(prompt: str) -> Views:
    """Drafts that can be made, and that break every rule they can, with all their files."""
    full = _full_draft(prompt)
    lean = replace(full, options={"duration": 5}, attachments={}, inputs={})
    yield draft_view(look(lean), HUGE)
    yield draft_view(look(lean, usages(1_000_000)), HUGE)
    # A file that cannot be used, and a channel that cannot be posted in.
    worst = max((sentence(sample) for sample in SAMPLES), key=len)
    missing = PermissionsMissing(("Attach Files", "Embed Links", "Send Messages in Threads"), HUGE)
    for model in CATALOGUE.models:
        yield draft_view(look(replace(full, model_id=model.id)), HUGE, missing, worst)


def _full_draft(prompt: str) -> Draft:
    clip = StoredMedia("a.mp4", "video/mp4", 9_999, 9_999, 1, "0" * 64, duration_seconds=9_999)
    return draft(
        prompt=prompt,
        options={name: value for name, value in made(prompt).settings.items() if value is not True},
        attachments={MediaRole.LAST_FRAME: Attachment("last_image", prompt[:255], "https://a.example", 1)},
        inputs={MediaRole.FIRST_FRAME: clip, MediaRole.SOURCE_VIDEO: clip},
    )


def forms(prompt: str) -> Iterator[ui.Modal]:
    """Forms filled with all that there is, and with nothing."""
    full = _full_draft(prompt)
    for drafted in (full, replace(full, inputs={}), replace(full, options={}, inputs={}, attachments={})):
        for fields in (first_fields, more_fields):
            form = ui.Modal(title="Make a video", custom_id=f"gl:form:{full.id}:here")
            for field in fields(CATALOGUE, drafted):
                form.add_item(field)
            yield form
    yield reason_form(ReasonForm("rejectlisted", ID), t("Reject with reason"))


def pages(prompt: str) -> Views:
    """Whatever commands show."""
    yield full_queue(prompt)
    yield full_history(prompt)
    yield from everything(prompt)
    yield models_page(CATALOGUE, lambda _: Trouble(_WORST, NOW))
    yield help_page(lambda command: f"</{command}:{HUGE}>")
    longest = tuple(f"{number:04}{prompt[:56]}" for number in range(1_000))
    yield words_page(ServerWords(longest, longest), "words.txt", "default-words.txt")
    roles = [RoleQuota(HUGE - number, RICH, 9_999, 99) for number in range(25)]
    yield settings_page(fullest(), Given("pixverse-v6-skills", RICH, RICH), roles)
    for preferred in (Preferences(), Preferences("pixverse-v6-skills", 15, "21:9", "cyberpunk", "pt-BR")):
        yield preferences_page(CATALOGUE, preferred, prompt[:100])
    days = [DayUsage(NOW - timedelta(days=back), RICH, RICH) for back in range(30)]
    yield usage_page(_usages_of_a_role(), days, HUGE, _moved(prompt), drawn=True)
    yield usage_page(_usages_of_a_role(), days, HUGE, _moved(prompt))


def _usages_of_a_role() -> list[LimitUsage]:
    return [
        replace(use, limit=replace(use.limit, limit_count=9_999, role_id=HUGE), purse_micros=RICH)
        for use in usages()
    ]


def _moved(prompt: str) -> list[Movement]:
    return [
        Movement(kind, Micros(sign * RICH), HUGE, prompt, NOW) for kind in MovementKind for sign in (1, -1)
    ]


def sentences(prompt: str) -> Views:
    """Refusals of every kind, and what is said after a request or a press."""
    kinds: Sequence[Rejection] = (
        *SAMPLES,
        UnknownModel(prompt, tuple(model.id for model in CATALOGUE.models)),
        ValueNotAllowed("camera", prompt, _camera(), "pixverse-v4", ("pixverse-v4.5",)),
    )
    yield from (paged(sentence(kind)).view for kind in kinds)
    whole = made(prompt)
    yield from (paged(words).view for words in (queued(whole), stopped(whole), prompt * 3))


def _camera() -> Any:
    return next(option.kind for model in CATALOGUE.models if (option := model.option("camera")))
