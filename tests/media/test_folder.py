"""No name leads out of the media folder, and what is there is there whole."""

from pathlib import Path

import pytest

from bot.domain.errors import MediaUnavailable
from bot.domain.generation import StoredMedia
from bot.media.folder import MediaFolder, safe_name
from tests.media.clips import clip
from tests.media.library import Desk
from tests.media.pictures import png

_PIECES = [
    *(
        "..",
        "../..",
        "....//",
        "/etc",
        "C:\\",
        "\\\\host\\share",
        "~",
        "~root",
        "%2e%2e%2f",
        "..%00",
        "..\\..",
    ),
    *(
        "con",
        "nul.txt",
        "é",
        "日本語",
        "😀",
        "$(id)",
        "`id`",
        "|",
        "-rf",
        "--help",
        ".htaccess",
        "unfinished",
    ),
    *(".", ";rm", "*", "?", "[a]", "'", '"', "<", ">", "&", "!", "#", "%00", "%s", "{0!r}"),
]
_UNPRINTABLE = [
    "",
    " ",
    "\x00",
    "\n",
    "\r\n",
    "\x1b[2J",
    "\u202egpj",
    "\uff0e\uff0e\uff0f",
    "\ud800",
    "a" * 300,
]
_TEMPLATES = (
    "@",
    "@/x",
    "x/@",
    "x@",
    "@x",
    "@/@",
    "x/@/y",
    "@.mp4",
    "./@",
    "a/../@",
    "@\x00.png",
    "inputs/../@",
)
HOSTILE = sorted(
    {template.replace("@", piece) for piece in _PIECES + _UNPRINTABLE for template in _TEMPLATES}
)


def test_there_are_as_many_hostile_names_as_promised() -> None:
    assert len(HOSTILE) >= 500


@pytest.mark.parametrize("template", ["{}", "results/{}", "{}/file.png"])
def test_no_stored_path_leads_out_of_the_folder(tmp_path: Path, template: str) -> None:
    folder = MediaFolder(tmp_path / "media")

    for name in HOSTILE:
        try:
            place = folder.where(template.format(name))
        except ValueError:
            continue
        assert place.parent.parent == folder.root
        assert place.resolve() == place
        assert place.parent != folder.unfinished


def test_every_hostile_name_becomes_a_plain_one_of_its_own() -> None:
    names = {safe_name(name) for name in HOSTILE}

    assert all(name.isascii() and name.replace("-", "").replace("_", "").isalnum() for name in names)
    assert all(len(name) <= 100 for name in names)
    assert len(names) == len(HOSTILE)
    assert safe_name("0b9f2f7e-6b6e-4a53-9d57-0f7a1c9f5a11-0") == "0b9f2f7e-6b6e-4a53-9d57-0f7a1c9f5a11-0"


async def test_hostile_names_of_results_and_attachments_stay_out_of_the_file_system(
    desk: Desk, tmp_path: Path
) -> None:
    content = clip("mp4", 64, 64, 1, sound=False)
    for name in ("../../escape", "/etc/passwd", "x\x00y", "\ud800"):
        media = await desk.media.fetch_result(name, desk.serve(content), "mp4", "runware")
        assert media.path == f"results/{safe_name(name)}.mp4"

    image = await desk.media.take_in_image(desk.attach(png(), "../../../etc/cron.d/evil\n.png"))

    assert image.path == "inputs/name-1.png"
    assert len(desk.kept()) == 5
    assert {path.name for path in tmp_path.iterdir()} == {"media"}


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd", "results/../../secret.txt", "unfinished/x", "x"]
)
async def test_a_stored_path_that_leads_elsewhere_is_a_bug(desk: Desk, path: str) -> None:
    (desk.folder.parent / "secret.txt").write_text("secret")

    with pytest.raises(ValueError, match="no path below the media folder"):
        await desk.media.read(StoredMedia(path, "image/png", 1, 1, 1, ""))
    with pytest.raises(ValueError, match="no path below the media folder"):
        await desk.media.remove(StoredMedia(path, "image/png", 1, 1, 1, ""))


async def test_a_link_in_the_folder_is_not_followed(desk: Desk) -> None:
    secret = desk.folder.parent / "secret.txt"
    secret.write_text("secret")
    (desk.folder / "inputs").mkdir()
    (desk.folder / "inputs" / "a.png").symlink_to(secret)
    media = StoredMedia("inputs/a.png", "image/png", 1, 1, 1, "")

    with pytest.raises(MediaUnavailable):
        await desk.media.read(media)
    await desk.media.remove(media)

    assert secret.read_text() == "secret"


async def test_a_new_file_is_empty_private_and_gone_afterwards(tmp_path: Path) -> None:
    folder = MediaFolder(tmp_path / "media")

    async with folder.new_file() as path:
        assert path.read_bytes() == b""
        assert path.stat().st_mode & 0o777 == 0o600

    assert not path.exists()


async def test_what_a_stopped_bot_left_unfinished_is_cleared(tmp_path: Path) -> None:
    folder = MediaFolder(tmp_path / "media")
    async with folder.new_file() as path:
        folder.keep(path, "results/kept.mp4")
    (folder.unfinished / "half").write_bytes(b"half")

    folder.clear_unfinished()

    assert list(folder.unfinished.iterdir()) == []
    assert folder.where("results/kept.mp4").exists()


async def test_a_full_disk_is_trouble_that_may_pass(desk: Desk) -> None:
    content = clip("mp4", 64, 64, 1, sound=False)
    url = desk.serve(content)
    # A file where the folder would have to be fails like a disk does: with an OSError at the last step.
    (desk.folder / "results").write_bytes(b"")

    with pytest.raises(MediaUnavailable, match="cannot be kept") as failure:
        await desk.media.fetch_result("name", url, "mp4", "runware")

    assert failure.value.retryable
    assert desk.kept() == ["results"]


async def test_a_full_disk_is_not_the_fault_of_the_one_who_attaches(desk: Desk) -> None:
    (desk.folder / "inputs").write_bytes(b"")

    with pytest.raises(MediaUnavailable, match="cannot be kept"):
        await desk.media.take_in_image(desk.attach(png()))

    assert desk.kept() == ["inputs"]
