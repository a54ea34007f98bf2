"""Attached files that are no media, read where they are uploaded and kept nowhere."""

from dataclasses import replace

import pytest

from bot.domain.errors import MediaProblem, MediaRejected
from tests.media.library import Desk


async def test_a_file_is_read_and_nothing_of_it_is_kept(desk: Desk) -> None:
    attached = desk.attach(b"phooey\n", "words.txt", "file")

    assert await desk.media.read_attached(attached, 100) == b"phooey\n"
    assert desk.kept() == []


async def test_a_file_that_is_larger_than_it_says_is_refused(desk: Desk) -> None:
    attached = replace(desk.attach(b"x" * 101, "words.txt", "file"), size_bytes=1)

    with pytest.raises(MediaRejected) as refused:
        await desk.media.read_attached(attached, 100)

    assert refused.value.problem is MediaProblem.TOO_HEAVY
    assert desk.kept() == []


async def test_a_file_that_lies_elsewhere_is_not_fetched(desk: Desk) -> None:
    attached = replace(desk.attach(b"x", "words.txt", "file"), url="https://elsewhere.example/words.txt")

    with pytest.raises(MediaRejected) as refused:
        await desk.media.read_attached(attached, 100)

    assert refused.value.problem is MediaProblem.WRONG_HOST
    assert desk.hits == desk.transport.reached == []
