"""Messages and forms are drawn with all that they consist of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.discord.looks import (
    LIGHT,
    PHONE_PIXELS,
    Frame,
    Media,
    Surroundings,
    form_html,
    message_html,
    page_html,
    tag,
)
from sandbox.discord.looks.components import components_html
from tests.sandbox.looks.parsed import Parsed

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PICTURE = Media("videos/a.jpg", 1280, 720)
CLIP = Media("videos/b.jpg", 1280, 720, is_video=True)
PLAYABLE = Media("videos/c.jpg", 1280, 720, "videos/c.mp4", is_video=True, stills=("videos/s.jpg",))
FILES = {"attachment://a.png": PICTURE, "attachment://b.mp4": CLIP, "attachment://c.mp4": PLAYABLE}
AROUND = Surroundings(NOON, media=FILES.get, open_menus={"open"})
NASTY = "<script>\"'&\ud800"
OPTIONS = [
    {"label": "5 s", "value": "5", "description": "the usual", "default": True},
    {"label": "8 s", "value": "8"},
]
EVERYTHING: list[dict[str, Any]] = [
    {
        "type": 1,
        "components": [{"type": 2, "style": 1, "label": NASTY, "custom_id": "x", "emoji": {"name": NASTY}}],
    },
    {"type": 1, "components": [{"type": 3, "custom_id": "open", "placeholder": NASTY, "options": OPTIONS}]},
    {"type": 4, "style": 2, "custom_id": "t", "value": NASTY, "max_length": 9},
    {"type": 4, "style": 1, "custom_id": "t", "placeholder": NASTY},
    {"type": 5, "custom_id": "users"},
    {
        "type": 9,
        "components": [{"type": 10, "content": NASTY}],
        "accessory": {"type": 11, "media": {"url": NASTY}},
    },
    {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": NASTY}]},
    {"type": 13, "file": {"url": f"attachment://{NASTY}"}, "size": 2048},
    {"type": 14},
    {"type": 17, "components": [{"type": 10, "content": NASTY}], "accent_color": 0x2ECC71},
    {
        "type": 18,
        "label": NASTY,
        "description": NASTY,
        "component": {"type": 19, "custom_id": "f", "max_values": 2},
    },
    {"type": 21, "custom_id": "r", "options": [{"label": NASTY, "value": "1", "description": NASTY}]},
    {"type": 22, "custom_id": "c", "options": [{"label": NASTY, "value": "1", "default": True}]},
    {"type": 23, "custom_id": "b", "default": True},
]


def drawn(*nodes: Mapping[str, Any]) -> Parsed:
    return Parsed(components_html(nodes, AROUND))


def test_every_component_is_drawn_and_no_word_of_it_is_taken_for_html() -> None:
    page = drawn(*EVERYTHING)

    assert page.dangers() == []
    assert page.of_class("unknown") == []
    assert page.words.count(NASTY.replace("\ud800", "?")) == 12


def test_a_component_that_is_not_known_is_shown_as_such() -> None:
    assert drawn({"type": 99}).words == "component of unknown type 99"


@pytest.mark.parametrize(
    ("style", "look"), [(1, "primary"), (2, "secondary"), (3, "success"), (4, "danger"), (5, "link")]
)
def test_a_button_has_the_look_of_its_style(style: int, look: str) -> None:
    assert drawn({"type": 2, "style": style, "label": "Go", "url": "https://a.example"}).of_class(look)


def test_a_button_that_is_switched_off_looks_so_and_no_link_leaves_the_web() -> None:
    assert "disabled" in drawn({"type": 2, "style": 2, "label": "Go", "disabled": True}).named("button")[0]
    assert "href" not in drawn({"type": 2, "style": 5, "label": "Go", "url": "javascript:x"}).named("a")[0]


def test_a_menu_shows_what_is_chosen_and_open_all_that_could_be() -> None:
    closed = drawn({"type": 3, "custom_id": "closed", "options": OPTIONS})
    opened = drawn({"type": 3, "custom_id": "open", "options": OPTIONS})

    assert closed.words == "5 s⌄"
    assert opened.words == "5 s⌄5 sthe usual✓8 s"
    assert drawn({"type": 3, "custom_id": "", "options": OPTIONS, "max_values": 2}).of_class("chip")


@pytest.mark.parametrize("count", range(1, 11))
def test_a_gallery_fills_its_rows(count: int) -> None:
    gallery = drawn({"type": 12, "items": [{"media": {"url": "attachment://a.png"}}] * count})
    widths = [int(element[1]["class"][1:]) for element in gallery.elements if element[0] == "figure"]

    assert len(widths) == count
    assert sum(widths) % 6 == 0


def test_a_video_has_a_play_mark_or_plays_and_alt_text_is_marked() -> None:
    def item(url: str) -> Parsed:
        return drawn(
            {"type": 12, "items": [{"media": {"url": f"attachment://{url}"}, "description": "a fox"}]}
        )

    assert item("b.mp4").of_class("play")
    assert item("b.mp4").named("img")[0]["alt"] == "a fox"
    assert item("a.png").of_class("alt")
    assert not item("a.png").of_class("play")
    assert item("c.mp4").named("video")[0]["src"] == "videos/c.mp4"
    assert item("c.mp4").of_class("stills")
    assert item("unknown.png").of_class("missing")


def test_a_container_has_the_colour_of_its_accent_at_its_edge() -> None:
    coloured = drawn({"type": 17, "components": [], "accent_color": 0x2ECC71}).named("section")[0]

    assert "#2ecc71" in coloured["style"]
    assert "style" not in drawn({"type": 17, "components": []}).named("section")[0]


def test_a_field_that_must_be_filled_has_a_star() -> None:
    def labelled(**field: object) -> Parsed:
        return drawn({"type": 18, "label": "Prompt", "component": {"custom_id": "x", **field}})

    assert labelled(type=4).of_class("star")
    assert not labelled(type=4, required=False).of_class("star")


def test_a_message_is_framed_by_its_author_what_called_it_and_who_sees_it() -> None:
    frame = Frame("Greenlit", "12:00", used_by="mira", used="/create", seen_by_one="Only you", deleted=True)

    page = Parsed(message_html({"id": "7", "content": "**hello**"}, frame, AROUND))

    assert "mira used /create" in page.words
    assert "GreenlitAPP12:00hello" in page.words
    assert page.named("article")[0] == {"class": "message whisper deleted answers", "id": "m7"}


def test_files_of_a_plain_message_stand_below_its_words_and_those_of_components_in_them() -> None:
    files = [
        {"filename": "b.mp4", "url": "attachment://b.mp4", "content_type": "video/mp4"},
        {"filename": "all.csv", "url": "https://a.example/all.csv", "size": 512},
    ]
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://b.mp4"}}]}
    frame = Frame("Greenlit", "12:00", is_app=False)

    plain = Parsed(message_html({"attachments": files}, frame, AROUND))
    framed = Parsed(message_html({"attachments": files, "components": [gallery]}, frame, AROUND))

    assert plain.of_class("play")
    assert "all.csv" in plain.words
    assert len(framed.named("figure")) == 1
    assert "all.csv" not in framed.words


def test_a_form_has_its_title_its_fields_and_two_buttons() -> None:
    form = {"title": NASTY, "components": [{"type": 18, "label": "Prompt", "component": {"type": 4}}]}

    page = Parsed(form_html(form, "Greenlit", AROUND))

    assert page.words.startswith("<script>")
    assert page.words.endswith("CancelSubmit")
    assert page.dangers() == []


def test_a_page_has_its_theme_and_its_width_and_runs_nothing() -> None:
    page = page_html("a < b", tag("p", NASTY), theme=LIGHT, width_pixels=PHONE_PIXELS)

    assert Parsed(page).named("html")[0]["data-theme"] == LIGHT
    assert Parsed(page).named("body")[0]["class"] == "phone"
    assert "script-src 'none'" in Parsed(page).named("meta")[2]["content"]
    assert "width: 390px" in page
    page.encode()
