"""Judges the evening from outside: the providers' books, Discord's books and the ledger must agree."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from sandbox.demo.evidence import Evidence, as_posted
from sandbox.demo.news import news_of, unheard
from sandbox.demo.pictures import last_picture, not_as_asked, unlike
from sandbox.demo.wishes import Ending, Wish
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten


def problems(wishes: Sequence[Wish], evidence: Evidence, bot_url: str) -> list[str]:
    """List everything that does not agree; an empty list is a clean evening."""
    return [
        *(problem for wish in wishes for problem in _made_once(wish, evidence, bot_url)),
        *(problem for wish in wishes for problem in _told_once(wish, evidence)),
        *(problem for wish in wishes for problem in _money_agrees(wish, evidence)),
        *(problem for wish in wishes for problem in _as_asked(wish, wishes, evidence)),
        *(problem for wish in wishes for problem in _shown_or_gone(wish, wishes, evidence)),
        *_nothing_else(wishes, evidence),
    ]


def leak_micros(wishes: Sequence[Wish], evidence: Evidence) -> int:
    """What the providers took for videos that nobody was charged for."""
    charged = [made for wish in wishes if evidence.charged_micros(wish) for made in evidence.of(wish)]
    return sum(made.paid_micros for made in evidence.made if made not in charged)


def _made_once(wish: Wish, evidence: Evidence, bot_url: str) -> Iterator[str]:
    found = evidence.of(wish)
    if len(found) != wish.made:
        yield f"{wish.name}: {wish.provider} took it on {len(found)} times, not {int(wish.made)}"
    for made in found:
        if wish.ends == "delivered" and wish.news and news_of(made) != wish.news:
            yield f"{wish.name}: its news came by {news_of(made)}, not by {wish.news}"
        if wish.by_link and f"{bot_url}/media/" not in json.dumps(made.request):
            yield f"{wish.name}: {wish.provider} was given no link to fetch its input by"
        yield from unheard(made)


def _told_once(wish: Wish, evidence: Evidence) -> Iterator[str]:
    """One card; results if delivered; a notice if it failed or was rejected."""
    about = _about(wish, evidence)
    expected = {"card": 1, "result": wish.messages, "notice": wish.notices}
    if Counter(map(_kind, about)) != Counter(expected):
        yield f"{wish.name} ({wish.ends}): its messages are {dict(Counter(map(_kind, about)))}"


def _about(wish: Wish, evidence: Evidence) -> list[RecordedMessage]:
    return [
        message
        for message in evidence.posted
        if not message.ephemeral and wish.generation_id in flatten(message.version)
    ]


def _shown_or_gone(wish: Wish, wishes: Sequence[Wish], evidence: Evidence) -> Iterator[str]:
    """Its videos are there, saying where it came from, unless they were deleted, or everything erased."""
    kin, before = wish.lineage or ("", "")
    origin = next((other.generation_id[:8] for other in wishes if other.name == before), "")
    for message in _about(wish, evidence):
        kind, said = _kind(message), flatten(message.version)
        goes = wish.erased or (kind == "result" and wish.deleted)
        if (message.deleted_at is not None) != goes:
            yield f"{wish.name}: its {kind} is {'still there' if goes else 'gone'}"
        if kind != "notice" and not (kin in said and origin in said):
            yield f"{wish.name}: its {kind} does not say that it is {kin} {before}"


def _kind(message: RecordedMessage) -> str:
    if as_posted(message)["attachments"]:
        return "result"
    return "notice" if message.pinged_users else "card"


def _money_agrees(wish: Wish, evidence: Evidence) -> Iterator[str]:
    row, paid = evidence.money.get(wish.generation_id), evidence.paid_micros(wish)
    if row is None:
        yield f"{wish.name}: the ledger does not know {wish.generation_id}"
        return
    if row["provider_cost_micros"] != paid:
        yield f"{wish.name}: the ledger says {row['provider_cost_micros']} paid, {wish.provider} {paid}"
    found = tuple(row[name] for name in ("held_micros", "charged_micros", "released_micros"))
    expected = (0, min(paid, row["quoted_micros"]), row["quoted_micros"] - min(paid, row["quoted_micros"]))
    if found != expected:
        yield f"{wish.name}: held, charged, released are {found}, not {expected}"


def _as_asked(wish: Wish, wishes: Sequence[Wish], evidence: Evidence) -> Iterator[str]:
    clips = evidence.clips.get(wish.generation_id, [])
    if len(clips) != wish.takes:
        yield f"{wish.name}: {len(clips)} files were posted, not {wish.takes}"
    pictures = {0.0: _picture(wish.first, wishes, evidence), 1.0: _picture(wish.last, wishes, evidence)}
    given = {position: picture for position, picture in pictures.items() if picture}
    for clip in clips:
        yield from not_as_asked(wish, clip)
        yield from unlike(clip, given) if given else ()


def _picture(wanted: bytes | Ending | None, wishes: Sequence[Wish], evidence: Evidence) -> bytes | None:
    if not isinstance(wanted, Ending):
        return wanted
    before = next(wish for wish in wishes if wish.name == wanted.name)
    return last_picture(evidence.clips[before.generation_id][wanted.take - 1])


def _nothing_else(wishes: Sequence[Wish], evidence: Evidence) -> Iterator[str]:
    """Nothing was made, booked or paid that nobody asked for; nobody was pinged but authors."""
    wanted = [made for wish in wishes for made in evidence.of(wish)]
    for made in evidence.made:
        if made not in wanted:
            yield f"{made.provider} made {made.task_id} (“{made.prompt}”), and nobody asked for it"
    if unknown := set(evidence.money) - {wish.generation_id for wish in wishes}:
        yield f"the ledger has {unknown}, which nobody asked for"
    if leak := leak_micros(wishes, evidence):
        yield f"the providers took {leak} micro-dollars for what nobody was charged for"
    if any(message.pinged_everyone or message.pinged_roles for message in evidence.posted):
        yield "somebody was pinged who is not the author"
