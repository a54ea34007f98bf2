"""The gallery of all that members see: nothing in it is left undrawn, and each screen is cut out whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.ui.language import speaking
from sandbox.discord.looks import joined
from tests.sandbox.looks.parsed import Parsed
from tests.support.screens.__main__ import GROUPS
from tests.support.screens.photographs import LINE, cut
from tests.support.screens.screen import shot
from tests.support.sources import ROOT


@pytest.mark.parametrize("group", GROUPS)
def test_every_component_of_every_screen_is_drawn_and_every_file_has_its_picture(group: str) -> None:
    with speaking("en-US"):
        page = Parsed(joined([shot(screen) for screen in GROUPS[group]()]))

    assert page.of_class("shot")
    assert page.of_class("unknown") == []
    assert page.of_class("missing") == []
    assert page.dangers() == []


def test_every_screen_has_a_name_of_its_own() -> None:
    names = [screen.name for screens in GROUPS.values() for screen in screens()]

    assert len(set(names)) == len(names)


def test_screens_are_cut_out_between_their_lines() -> None:
    sheet = Image.new("RGB", (40, 100), "#323339")
    for top in (10, 40, 50, 90):
        sheet.paste(LINE, (0, top, 40, top + 3))

    assert [shot.size for shot in cut(sheet, 30)] == [(30, 25), (30, 35)]


def test_without_a_browser_the_script_says_what_it_needs(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "dirname", "env"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    environment = {**os.environ, "PATH": str(tools), "CHROMIUM": ""}

    ended = subprocess.run(
        [ROOT / "scripts" / "screens", tmp_path],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert ended.returncode == 2
    assert "scripts/screens needs Chromium" in ended.stderr


def test_the_gallery_can_be_written_without_a_browser(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.support.screens", tmp_path, "--group", "words"],
        cwd=ROOT,
        check=True,
        timeout=50,
    )

    written = {path.name for path in tmp_path.glob("*.html")}
    assert written == {"dark.html", "dark-phone.html", "light.html", "light-phone.html"}
