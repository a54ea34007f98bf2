"""The clip of rehearsals is a video like any other."""

from pathlib import Path

import av

from bot.media.rehearsal import rehearsal_clip
from bot.media.videos import prove


def test_it_passes_the_proof_that_results_have_to_pass(tmp_path: Path) -> None:
    place = tmp_path / "clip.mp4"
    place.write_bytes(rehearsal_clip())

    facts = prove(str(place), 640 * 360)

    assert (facts.width, facts.height) == (640, 360)
    assert facts.duration_seconds == 2


def test_it_moves(tmp_path: Path) -> None:
    place = tmp_path / "clip.mp4"
    place.write_bytes(rehearsal_clip())

    with av.open(str(place)) as container:
        pictures = [frame.to_image().tobytes() for frame in container.decode(video=0)]

    assert len(set(pictures)) == 24


def test_it_is_small_enough_for_any_channel() -> None:
    assert len(rehearsal_clip()) < 100_000
