"""What the page shows of a file: a video with a poster and stills, or a picture."""

from pathlib import Path

from PIL import Image

from sandbox.discord.looks import Media
from sandbox.render import frames

_STILLS = (0.0, 0.5, 1.0)
_POSTER = 1
_STILL_PIXELS = 480
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


def footage_of(path: Path) -> Media:
    """Give a file as the page shows it, its stills written beside it; addresses begin at the page."""
    if path.suffix in _PICTURES:
        with Image.open(path) as picture:
            return Media(_address(path), picture.width, picture.height)
    pictures = frames(path, _STILLS)
    stills = tuple(
        _address(_still(picture, path.with_name(f"{path.stem}-{round(position * 100)}.jpg")))
        for position, picture in zip(_STILLS, pictures, strict=True)
    )
    size = pictures[_POSTER].size
    return Media(stills[_POSTER], *size, video=_address(path), is_video=True, stills=stills)


def _still(picture: Image.Image, path: Path) -> Path:
    picture.thumbnail((_STILL_PIXELS, _STILL_PIXELS))
    picture.save(path, quality=85)
    return path


def _address(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
