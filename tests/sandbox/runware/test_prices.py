"""Prices per result, against the documents and the examples."""

from typing import Any

import pytest

from sandbox.runware.prices import price_micros
from sandbox.runware.requests import VideoRequest
from tests.sandbox.runware.support import V4, V6, V45, V56, video_task

SIZES = {"360p": (640, 360), "540p": (960, 540), "720p": (1280, 720), "1080p": (1920, 1080)}


def price(model: str, resolution: str, duration: float, **settings: Any) -> int:
    width, height = SIZES[resolution]
    container = {"settings": settings} if model == V6 else {"providerSettings": {"pixverse": settings}}
    task = video_task(model=model, width=width, height=height, duration=duration, **container)
    return price_micros(VideoRequest.read(task))


@pytest.mark.parametrize("model", [V4, V45])
@pytest.mark.parametrize(
    ("resolution", "duration", "motion", "micros"),
    [
        ("360p", 5, "normal", 112_100),
        ("360p", 8, "normal", 224_300),
        ("360p", 5, "fast", 224_300),
        ("540p", 5, "normal", 112_100),
        ("540p", 8, "normal", 224_300),
        ("540p", 5, "fast", 224_300),
        ("720p", 5, "normal", 150_000),
        ("720p", 8, "normal", 299_000),
        ("720p", 5, "fast", 299_000),
        ("1080p", 5, "normal", 299_000),
    ],
)
def test_v4_costs_what_its_table_says(
    model: str, resolution: str, duration: int, motion: str, micros: int
) -> None:
    assert price(model, resolution, duration, motionMode=motion) == micros


def test_v56_costs_what_its_examples_print() -> None:
    assert price(V56, "720p", 8, audio=True) == 397_800


def test_v56_gets_dearer_with_length_resolution_and_sound() -> None:
    by_length = [price(V56, "720p", seconds) for seconds in (5, 8, 10)]
    by_resolution = [price(V56, resolution, 8) for resolution in ("540p", "720p", "1080p")]
    assert by_length == sorted(set(by_length))
    assert by_resolution == sorted(set(by_resolution))
    assert price(V56, "720p", 8) < price(V56, "720p", 8, audio=True)


def test_v6_is_priced_by_the_second() -> None:
    assert price(V6, "720p", 5) == 225_000
    assert price(V6, "1080p", 10, audio=True) == 1_150_000


def test_a_preset_costs_as_much_as_its_size() -> None:
    preset = video_task(model=V4, resolution="1080p")
    del preset["width"], preset["height"]
    assert price_micros(VideoRequest.read(preset)) == price(V4, "1080p", 5)


def test_portrait_costs_as_much_as_landscape() -> None:
    portrait = video_task(model=V4, width=720, height=1280)
    assert price_micros(VideoRequest.read(portrait)) == price(V4, "720p", 5)
