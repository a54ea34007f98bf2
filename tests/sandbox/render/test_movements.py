"""The 21 camera movements are told apart by optical flow alone, whatever picture they are filmed on."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sandbox.render import frames
from sandbox.render.camera import MOVES
from tests.sandbox.render.flow import Plane, way
from tests.sandbox.render.support import SIZE, photo, rendered

FPS, SECONDS = 16, 2
COUNT = FPS * SECONDS
# When the way gone so far is looked at, in frames.
LOOKS = (5, 10, 15, 21, 26, 31)
PICTURES: Mapping[str, Mapping[str, Any]] = {
    "photo": {"seed": 1, "first_frame": photo(5)},
    "city": {"seed": 4, "prompt": "a city at night"},
    "desert": {"seed": 12, "prompt": "a desert in summer"},
}

# A movement's name and the picture it was filmed on.
Film = tuple[str, str]
Signatures = dict[Film, Plane]


def _signatures(path: Path, cameras: Collection[str]) -> Signatures:
    return {
        (camera, name): _signature(path, {"camera": camera, **picture})
        for camera in cameras
        for name, picture in PICTURES.items()
    }


def _signature(path: Path, asked: Mapping[str, Any]) -> Plane:
    """The way that background and middle have gone at six moments, all in pixels.

    A growth or turn counts as it moves the frame's edge; what the middle does, by half: it may hold little.
    """
    rendered(path, fps=FPS, duration_seconds=SECONDS, **asked)
    film = frames(path, [index / (COUNT - 1) for index in range(COUNT)])
    gone = np.array([step.values for step in way(film)])[[look - 1 for look in LOOKS]]
    return np.asarray(gone * (1, 1, SIZE[0] / 2, SIZE[0] / 2, 0.5, 0.5)).ravel()


def _confusions(signatures: Signatures) -> Iterator[tuple[Film, Film]]:
    """Films that have another movement's film as near as one of their own movement on another picture."""
    for film, seen in signatures.items():
        apart = {
            other: float(np.linalg.norm(seen - signatures[other])) for other in signatures if other != film
        }
        farthest_own = max(apart[other] for other in apart if other[0] == film[0])
        yield from ((film, other) for other in apart if other[0] != film[0] and apart[other] <= farthest_own)


@pytest.mark.timeout(120)
def test_every_movement_is_nearer_to_itself_on_any_picture_than_to_any_other_movement(tmp_path: Path) -> None:
    signatures = _signatures(tmp_path / "film", MOVES)
    assert len({camera for camera, _ in signatures}) == 21
    assert list(_confusions(signatures)) == []


def test_one_movement_under_two_names_is_found_to_be_the_same(tmp_path: Path) -> None:
    signatures = _signatures(tmp_path / "film", ("zoom_in", "zoom_out"))
    for name, picture in PICTURES.items():
        asked = {"camera": "zoom_in", **picture, "seed": 99}
        signatures["impostor", name] = _signature(tmp_path / "film", asked)
    confused = {frozenset((one[0], other[0])) for one, other in _confusions(signatures)}
    assert confused == {frozenset(("zoom_in", "impostor"))}
