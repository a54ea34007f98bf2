"""Drafts, and the forms over them."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui

from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.models import CATALOGUE
from bot.ui.drafts.drafting import draft_view
from bot.ui.drafts.fields import first_fields, more_fields
from bot.ui.language import t
from tests.support.screens.cards import HAIKU, LIGHTHOUSE
from tests.support.screens.screen import Screen
from tests.ui.drafted import draft, look, usages

FIRST = StoredMedia("inputs/a.png", "image/png", 1920, 1080, 1, "0" * 64)
USED = "/create prompt:a lighthouse in a storm at dusk… duration:8 audio:True"


def drafts() -> Iterator[Screen]:
    """What is shown before anything is made."""
    plain = draft(prompt=LIGHTHOUSE, options={"duration": 8, "resolution": "720p", "audio": True})
    yield Screen("draft", _page(plain), used=USED)
    framed = draft(
        prompt=LIGHTHOUSE, options={"duration": 8}, inputs={MediaRole.FIRST_FRAME: FIRST}, private=True
    )
    yield Screen("draft-image", _page(framed), used="sent a form")
    longer = draft(prompt=LIGHTHOUSE, options={"duration": 7, "resolution": "1080p"})
    yield Screen("draft-refused", _page(longer), used="sent a form")
    camera = draft(prompt=LIGHTHOUSE, options={"camera": "zoom_in"})
    yield Screen("draft-option-lacking", _page(camera), used="sent a form")
    four = draft(prompt=LIGHTHOUSE, model_id="pixverse-v4.5", options={"takes": 4, "camera": "zoom_in"})
    yield Screen("draft-quota", _page(four, spent_micros=600_000), used="sent a form")
    yield Screen("draft-japanese", _page(draft(prompt=HAIKU * 3)), used="sent a form")


def forms() -> Iterator[Screen]:
    """Both forms, filled, and their menus open."""
    empty = draft(prompt="", options={})
    filled = draft(prompt=LIGHTHOUSE, options={"duration": 8, "resolution": "1080p", "audio": True})
    animated = draft(prompt="", options={}, inputs={MediaRole.FIRST_FRAME: FIRST})
    make, more = t("Make a video"), t("More options")
    yield Screen("form", _form(make, first_fields(CATALOGUE, empty)))
    yield Screen("form-edit", _form(make, first_fields(CATALOGUE, filled)))
    for menu in ("model", "options"):
        form = _form(make, first_fields(CATALOGUE, filled))
        yield Screen(f"form-{menu}", form, open_menus=frozenset({menu}))
    yield Screen("form-animate", _form(t("Animate this image"), first_fields(CATALOGUE, animated)))
    yield Screen("form-more", _form(more, more_fields(CATALOGUE, filled)))


def _page(drafted: Draft, spent_micros: int = 200_000) -> ui.LayoutView:
    return draft_view(look(drafted, usages(spent_micros)), 20)


def _form(title: str, fields: Sequence[ui.Label[Any]]) -> ui.Modal:
    form = ui.Modal(title=title, custom_id="gl:form:1")
    for field in fields:
        form.add_item(field)
    return form
