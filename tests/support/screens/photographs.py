"""Photographs of a page by headless Chromium, cut into one small picture for each screen."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from sandbox import render

LINE = "#ff00fe"
"""The colour of the lines above and below each screen, which nothing else on the page has."""
_LINE_CONTRAST = 120
_TALLEST = 15_000
"""The height of a photograph; Chromium cannot draw much more."""
_WIDTHS = re.compile(r"body \{ width: (\d+)px \}")
_NAMES = re.compile(r'<div class="shot" id="([\w-]+)"')
_COLOURS = 256
_FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{Path(render.__file__).parent / "fonts"}</dir></fontconfig>"""
"""Adds a font that has Japanese. Named within the page, it would come after the first words are drawn."""
_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--virtual-time-budget=8000",
)  # fmt: skip


def photograph(browser: str, page: Path, group: str, scale: float) -> None:
    """Write a picture of each screen of a group beside the page."""
    written = page.read_text(encoding="utf-8")
    width = int(_WIDTHS.findall(written)[-1])
    names = _NAMES.findall(_section(written, group))
    with tempfile.TemporaryDirectory() as folder:
        taken = Path(folder) / "page.png"
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(_FONTS, encoding="utf-8")
        subprocess.run(
            [
                browser,
                *_SWITCHES,
                f"--user-data-dir={folder}/profile",
                f"--window-size={max(width, 500)},{_TALLEST}",
                f"--force-device-scale-factor={scale}",
                f"--screenshot={taken}",
                f"{page.resolve().as_uri()}#{group}",
            ],
            check=True,
            capture_output=True,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            timeout=120,
        )
        with Image.open(taken) as whole:
            sheet = whole.convert("RGB")
    shots = list(cut(sheet, round(width * scale)))
    if len(shots) != len(names):
        raise ValueError(f"{page.name}#{group} has {len(names)} screens, but {len(shots)} fit on the picture")
    for name, shot in zip(names, shots, strict=True):
        quantised = shot.quantize(_COLOURS, dither=Image.Dither.NONE)
        quantised.save(page.with_name(f"{name}-{page.stem}.png"), optimize=True)


def _section(written: str, group: str) -> str:
    return written.partition(f'class="group" id="{group}"')[2].partition('class="group"')[0]


def cut(sheet: Image.Image, width: int) -> Iterator[Image.Image]:
    """Give what stands between every two lines."""
    column = sheet.crop((2, 0, 3, sheet.height)).tobytes()
    coloured = {y for y in range(sheet.height) if _is_line(*column[3 * y : 3 * y + 3])}
    ends = sorted(y for y in coloured if y + 1 not in coloured)
    starts = sorted(y for y in coloured if y - 1 not in coloured)
    for top, bottom in zip(ends[::2], starts[1::2], strict=False):
        # A line may begin and end within a pixel.
        yield sheet.crop((0, top + 2, width, bottom - 1))


def _is_line(red: int, green: int, blue: int) -> bool:
    return min(red, blue) - green > _LINE_CONTRAST
