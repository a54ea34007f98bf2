"""Sizes of videos by preset."""

# Short side in pixels of each preset. Source: Runware's table of sizes for PixVerse.
SHORT_SIDES = {"360p": 360, "540p": 540, "720p": 720, "1080p": 1080}


def shaped(preset: str, wide: int, high: int) -> tuple[int, int]:
    """Width and height of a preset in an aspect: the short side is the preset's, both are even."""
    scale = SHORT_SIDES[preset] / min(wide, high)
    return even(wide * scale), even(high * scale)


def fitted(preset: str, image_size: tuple[int, int]) -> tuple[int, int]:
    """Width and height in the aspect of an image, within the preset's 16:9 or 9:16 box."""
    width, height = image_size
    box = shaped(preset, 16, 9) if width >= height else shaped(preset, 9, 16)
    scale = min(box[0] / width, box[1] / height)
    return even(width * scale), even(height * scale)


def even(pixels: float) -> int:
    """The nearest even number of pixels, at least two: what H.264 in 4:2:0 can hold."""
    return max(2, round(pixels / 2) * 2)
