"""One member takes all of theirs along, and has it erased: no byte is left, and nobody else loses any."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.demo.steps import Play
from sandbox.demo.tour import FINN
from sandbox.demo.traces import found, traces_of
from sandbox.demo.watching import StepFailed
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten

_ENDED = "SELECT 1 FROM erasures WHERE ended_at IS NOT NULL"
_UNBALANCED = "SELECT transfer_id FROM ledger_entries GROUP BY transfer_id HAVING SUM(amount_micros) <> 0"
_OTHERS_FILES = """
SELECT path FROM generations JOIN members USING (member_id)
JOIN (
    SELECT generation_id, path FROM takes UNION ALL SELECT generation_id, path FROM inputs
) ON generation_id = id
WHERE discord_id <> :who AND path IS NOT NULL
"""


async def part(play: Play) -> None:
    """Export, erase, and search."""
    known = await _take_along(play)
    traces = _traces(play, known)
    seen = {line.rpartition(" in ")[0] for line in found(play.stage.folder, traces)}
    if unseen := traces.keys() - seen - {"the id"}:
        raise StepFailed(f"the search is blind: before the erasure it does not find {sorted(unseen)}")
    others = _files_of_others(play), await _messages_of_others(play, known)
    await _erase(play)
    if left := found(play.stage.folder, traces):
        raise StepFailed(f"after the erasure there is still {left}")
    if shown := await _still_shown(play, known):
        raise StepFailed(f"after the erasure messages still say: {shown}")
    play.say(f"searched byte by byte: database, its log, media and bot.log have none of {len(traces)} traces")
    await _nobody_else_lost_anything(play, *others)


async def _take_along(play: Play) -> Mapping[str, Any]:
    """Open the archive: words as they were said, and every file as it was hashed."""
    stage = play.stage
    answer = await play.look(FINN, "privacy export", "All that I keep about you")
    (attached,) = answer.attachments
    with zipfile.ZipFile(io.BytesIO((await stage.discord.fetch(attached.url)).content)) as archive:
        known: dict[str, Any] = json.loads(archive.read("data.json"))
        contents = {name: archive.read(name) for name in archive.namelist() if name != "data.json"}
    mine = {wish.prompt for wish in play.wishes if wish.who == FINN}
    if {one["prompt"] for one in known["generations"]} != mine:
        raise StepFailed(f"{FINN} asked for {mine}, and the archive has {known['generations']}")
    hashes = {one["sha256"] for one in (*known["takes"], *known["inputs"])}
    if not contents or not hashes >= {hashlib.sha256(content).hexdigest() for content in contents.values()}:
        raise StepFailed(f"the archive's files are not those that were hashed: {sorted(contents)}")
    play.say(f"{FINN} opens {attached.filename}: data.json with {len(mine)} prompts, {', '.join(contents)}")
    return known


def _traces(play: Play, known: Mapping[str, Any]) -> dict[str, bytes]:
    prompts = {one["prompt"] for one in known["generations"]}
    reasons = {one["reason"] for one in known["reports_by"]}
    words = {f"“{said}”": said for said in (*prompts, *reasons)}
    files = [*known["takes"], *known["inputs"]]
    hashes = {f"file {one['generation_id'][:8]}": one["sha256"] for one in files if one["sha256"]}
    return traces_of(play.stage.people[FINN], words, hashes)


async def _erase(play: Play) -> None:
    page = await play.look(FINN, "privacy delete", "Erase all of yours?")
    await play.press(FINN, page, "Erase everything", "All of yours is being erased now")

    async def ended() -> bool:
        return bool(play.stage.rows(_ENDED))

    await play.wait("the erasure to end", ended)
    for wish in play.wishes:
        wish.erased = wish.erased or wish.who == FINN


async def _still_shown(play: Play, known: Mapping[str, Any]) -> list[str]:
    """List what is to be read or seen of the member's in messages for all; what they alone saw is theirs."""
    prompts = [one["prompt"] for one in known["generations"]]

    def shows(message: RecordedMessage) -> bool:
        quoted = any(prompt in flatten(message.version) for prompt in prompts)
        return quoted or (_is_about(known, message) and bool(message.version["attachments"]))

    found_in = [each for each in await _there(play) if not each.ephemeral and shows(each)]
    return [flatten(message.version) for message in found_in]


def _files_of_others(play: Play) -> set[Path]:
    rows = play.stage.rows(_OTHERS_FILES, who=str(play.stage.people[FINN]))
    paths = {play.stage.folder / "media" / row["path"] for row in rows}
    return {path for path in paths if path.exists()}


async def _messages_of_others(play: Play, known: Mapping[str, Any]) -> set[int]:
    return {message.id for message in await _there(play) if not _is_about(known, message)}


async def _there(play: Play) -> list[RecordedMessage]:
    messages = await play.stage.discord.books.messages()
    return [message for message in messages if message.deleted_at is None]


def _is_about(known: Mapping[str, Any], message: RecordedMessage) -> bool:
    said = flatten(message.version)
    return any(f"id: {one['id']}" in said for one in known["generations"])


async def _nobody_else_lost_anything(play: Play, files: set[Path], messages: set[int]) -> None:
    """The ledger still adds up, and files and messages of all others are there."""
    now = {message.id for message in await _there(play)}
    if not files or not messages or messages - now or any(not path.exists() for path in files):
        raise StepFailed(f"the erasure took what is somebody else's: {messages - now}, {files}")
    if unbalanced := play.stage.rows(_UNBALANCED):
        raise StepFailed(f"after the erasure {len(unbalanced)} transfers of the ledger do not add up")
    play.say(
        f"the ledger still adds up, and all of the others' is still there: {len(files)} files, "
        f"{len(messages)} messages"
    )
