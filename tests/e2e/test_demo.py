"""What `make demo` leaves behind and judges by: its page, and its comparison of pictures."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from sandbox.demo.evening import QUICK as CHEAP
from sandbox.demo.evening import arrive, photo
from sandbox.demo.judge import gather, unlike
from sandbox.demo.stage import staged
from sandbox.demo.steps import Play
from sandbox.demo.transcript import Page
from sandbox.render import Scene, render
from tests.e2e.server import QUICK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


def test_frames_are_held_against_their_photos_and_swapped_photos_are_noticed(tmp_path: Path) -> None:
    first, last = photo(11), photo(4)
    clip = tmp_path / "clip.mp4"
    render(Scene("from noon to night", 640, 360, 1, 7, first_frame=first, last_frame=last), clip)

    assert list(unlike(clip, (first, last))) == []
    assert [problem[:19] for problem in unlike(clip, (last, first))] == [
        "the first frame of ",
        "the last frame of c",
    ]


class Figures(HTMLParser):
    """Collects the page's videos, and the stills that stand with each."""

    def __init__(self) -> None:
        super().__init__()
        self.videos: list[dict[str, str | None]] = []
        self.stills: list[list[str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "video":
            self.videos.append(dict(attrs))
            self.stills.append([])
        elif tag == "img" and self.stills:
            self.stills[-1].append(dict(attrs)["src"])


async def test_the_page_of_an_evening_shows_every_video_with_a_poster_and_three_stills(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, provider=QUICK) as stage:
        play = Play(stage)
        await arrive(play)
        await play.create("one", "jonas", {**CHEAP, "prompt": "<b>a kite</b> over the dunes"})
        await play.create("two", "lena", {**CHEAP, "prompt": "paper boats", "takes": 2})
        await play.all_ended()
        posted = (await gather(play)).posted
        page = tmp_path / "transcript.html"
        Page("Film club", "studio", posted, {}, tmp_path / "videos").write(page)

    written = page.read_text(encoding="utf-8")
    figures = Figures()
    figures.feed(written)
    assert len({video["src"] for video in figures.videos}) == 3
    assert "<b>a kite" not in written
    for video, stills in zip(figures.videos, figures.stills, strict=True):
        assert len(set(stills)) == 3
        assert video["poster"] in stills
        assert (tmp_path / str(video["src"])).stat().st_size > 0
        for still in stills:
            with Image.open(tmp_path / str(still)) as picture:
                assert picture.size == (480, 270)
