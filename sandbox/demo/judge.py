"""Judges the evening from outside: the provider's books, Discord's books and the ledger must agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.demo.steps import Play
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from sandbox.render import cover, frames, loudness, ssim
from sandbox.runware.books import Page

LIKE_ENOUGH = 0.9
_AUDIBLE = 0.005


@dataclass
class Evidence:
    """What the three parties say of the evening."""

    paid: Page
    posted: Sequence[RecordedMessage]
    money: dict[str, dict[str, object]]
    clips: dict[str, list[Path]] = field(default_factory=dict)
    """The posted files by generation id, fetched from Discord's CDN."""


async def gather(play: Play) -> Evidence:
    """Ask the provider, Discord and the ledger, and fetch every posted file."""
    stage = play.stage
    evidence = Evidence(
        await stage.runware.books(),
        await stage.discord.books.messages(stage.channel),
        {row["generation_id"]: dict(row) for row in stage.rows("SELECT * FROM generation_money")},
    )
    folder = stage.folder / "videos"
    folder.mkdir(exist_ok=True)
    for message in evidence.posted:
        for attachment in message.version["attachments"]:
            path = folder / f"{message.id}-{attachment['filename']}"
            path.write_bytes((await stage.discord.fetch(attachment["url"])).raise_for_status().content)
            owner = next((key for key in play.expected if key in flatten(message.version)), "")
            evidence.clips.setdefault(owner, []).append(path)
    return evidence


def problems(play: Play, evidence: Evidence, photos: tuple[bytes, bytes]) -> list[str]:
    """List everything that does not agree; an empty list is a clean evening."""
    return [
        *_paid_once(play, evidence),
        *_posted_once(play, evidence),
        *_books_agree(play, evidence),
        *_as_asked(play, evidence, photos),
    ]


def _paid_once(play: Play, evidence: Evidence) -> Iterator[str]:
    created = [create.task_id for create in evidence.paid.creates]
    yield from (f"{task} was created twice at the provider" for task in created if created.count(task) > 1)
    yield from (
        f"{task} was created, and nobody asked for it" for task in created if task not in play.expected
    )
    for name in ("cancel",):
        if play.asked[name] in created:
            yield f"{name}: cancelled before submission, yet the provider has it"


def _posted_once(play: Play, evidence: Evidence) -> Iterator[str]:
    for generation_id, state in play.expected.items():
        results = [
            message
            for message in evidence.posted
            if generation_id in flatten(message.version) and message.version["attachments"]
        ]
        wanted = 1 if state == "delivered" else 0
        if len(results) != wanted:
            yield f"{generation_id} ({state}) has {len(results)} result messages, not {wanted}"
    if any(message.pinged_everyone or message.pinged_roles for message in evidence.posted):
        yield "somebody was pinged who is not the author"


def _books_agree(play: Play, evidence: Evidence) -> Iterator[str]:
    paid = {create.task_id: create.paid_micros for create in evidence.paid.creates}
    if set(evidence.money) != set(play.expected):
        yield f"the ledger knows {set(evidence.money) ^ set(play.expected)} that the script does not, or not"
    for generation_id, row in evidence.money.items():
        cost = paid.get(generation_id, 0)
        quoted, charged, released = (
            int(str(row[name])) for name in ("quoted_micros", "charged_micros", "released_micros")
        )
        if int(str(row["provider_cost_micros"])) != cost:
            yield f"{generation_id}: the ledger says {row['provider_cost_micros']} paid, the provider {cost}"
        if charged != min(cost, quoted) or charged + released != quoted:
            yield f"{generation_id}: quoted {quoted}, cost {cost}, but charged {charged}, released {released}"


def _as_asked(play: Play, evidence: Evidence, photos: tuple[bytes, bytes]) -> Iterator[str]:
    counts = {"takes": 3, "quota": 4}
    for name, generation_id in play.asked.items():
        clips = evidence.clips.get(generation_id, [])
        wanted = counts.get(name, 1) if play.expected[generation_id] == "delivered" else 0
        if len(clips) != wanted:
            yield f"{name}: {len(clips)} files were posted, not {wanted}"
        for clip in clips:
            if (loudness(clip) > _AUDIBLE) != (name == "sound"):
                yield f"{name}: its sound is not as asked ({loudness(clip):.4f})"
    transition = evidence.clips.get(play.asked["transition"], [])
    yield from (problem for clip in transition for problem in unlike(clip, photos))


def unlike(clip: Path, photos: tuple[bytes, bytes]) -> Iterator[str]:
    """Compare a clip's first and last frame with the two photos it was made from."""
    shown = frames(clip, (0.0, 1.0))
    for place, frame, photo in zip(("first", "last"), shown, photos, strict=True):
        wanted = cover(photo, frame.width, frame.height)
        likeness = ssim(wanted, frame)
        if likeness < LIKE_ENOUGH:
            yield f"the {place} frame of {clip.name} is unlike its photo: SSIM {likeness:.3f}"
