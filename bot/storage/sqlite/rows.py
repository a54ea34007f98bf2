"""Rows as the domain's records."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from sqlite3 import Connection, Row
from typing import Any, TypeVar

from bot.domain.generation import (
    Failure,
    FailureReason,
    Generation,
    MediaRole,
    Messages,
    Place,
    State,
    StoredMedia,
    Take,
    TakeState,
)
from bot.domain.lineage import Kin, Origin
from bot.domain.money import Micros
from bot.domain.preferences import Telling
from bot.domain.reviews import Review, ReviewReason
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.times import instant_of, instant_or_none

T = TypeVar("T")


def generation(db: Connection, generation_id: str) -> Generation | None:
    """Read one generation with its takes and inputs."""
    return next(iter(generations(db, [generation_id])), None)


def existing(db: Connection, generation_id: str) -> Generation:
    """Read a generation that must be there; raises `LookupError` when it is not."""
    found = generation(db, generation_id)
    if found is None:
        raise LookupError(f"there is no generation {generation_id}")
    return found


def listed(db: Connection, rows: Iterable[Row]) -> list[Generation]:
    """Read the generations that a query names, in its order."""
    return generations(db, [row["id"] for row in rows])


def generations(db: Connection, ids: list[str]) -> list[Generation]:
    """Read several generations, in the order of their ids; unknown ones are left out."""
    if not ids:
        return []
    wanted = json.dumps(ids)
    takes = _grouped(queries.takes_by_ids(db, ids=wanted), _take)
    inputs = _grouped(
        queries.inputs_by_ids(db, ids=wanted), lambda row: (MediaRole(row["role"]), _media(row))
    )
    return [
        _generation(row, tuple(takes[row["id"]]), dict(inputs[row["id"]]))
        for row in queries.generations_by_ids(db, ids=wanted)
    ]


def media_columns(media: StoredMedia) -> dict[str, Any]:
    """Spell a stored file out as parameters of a query."""
    return {
        "path": media.path,
        "mime": media.mime,
        "width": media.width,
        "height": media.height,
        "size_bytes": media.size_bytes,
        "sha256": media.sha256,
        "duration_seconds": media.duration_seconds,
        "has_audio": media.has_audio,
    }


def failure_columns(failure: Failure | None) -> dict[str, Any]:
    """Spell a failure out as parameters of a query."""
    return {
        "failure_reason": failure.reason if failure else None,
        "failure_code": failure.code if failure else None,
    }


def origin_columns(origin: Origin | None) -> dict[str, Any]:
    """Spell an origin out as parameters of a query."""
    return {
        "origin_kin": origin.kin if origin else None,
        "origin_id": origin.generation_id if origin else None,
        "origin_take": origin.take if origin else None,
    }


def origin_of(row: Row) -> Origin | None:
    """Read the origin of a generation or draft."""
    kin = row["origin_kin"]
    return None if kin is None else Origin(Kin(kin), row["origin_id"], row["origin_take"])


def _linked_origin(row: Row) -> Origin | None:
    origin = origin_of(row)
    if origin is None or row["origin_message_id"] is None:
        return origin
    return replace(origin, channel_id=row["origin_channel_id"], message_id=row["origin_message_id"])


def _grouped(rows: Iterable[Row], read: Callable[[Row], T]) -> Mapping[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[row["generation_id"]].append(read(row))
    return groups


def _generation(row: Row, takes: tuple[Take, ...], inputs: Mapping[MediaRole, StoredMedia]) -> Generation:
    return Generation(
        id=row["id"],
        request_key=row["request_key"],
        member_id=row["member_id"],
        author_discord_id=row["author_discord_id"],
        place=_place(row),
        model_id=row["model_id"],
        provider=row["provider"],
        account=row["account"],
        settings=json.loads(row["settings"]),
        prompt=row["prompt"],
        private=bool(row["private"]),
        takes_asked=row["takes_asked"],
        quoted_micros=Micros(row["quoted_micros"]),
        approximate_quote=bool(row["approximate_quote"]),
        state=State(row["state"]),
        created_at=instant_of(row["created_at"]),
        inputs=inputs,
        cautions=tuple(json.loads(row["cautions"])),
        takes=takes,
        task_id=row["task_id"],
        uncertain=bool(row["uncertain"]),
        attempts=row["attempts"],
        delivery_attempts=row["delivery_attempts"],
        discarded=bool(row["discarded"]),
        failure=_failure(row),
        submitted_at=instant_or_none(row["submitted_at"]),
        deadline_at=instant_of(row["deadline_at"]),
        settled_at=instant_or_none(row["settled_at"]),
        ended_at=instant_or_none(row["ended_at"]),
        retired_at=instant_or_none(row["retired_at"]),
        charged_micros=Micros(row["charged_micros"]),
        origin=_linked_origin(row),
        telling=Telling(row["telling"]),
        rejected_because=row["rejected_because"] or "",
        removed_at=instant_or_none(row["removed_at"]),
        hidden_at=instant_or_none(row["hidden_at"]),
        revision=row["revision"],
        messages=_messages(row),
        review=_review(row),
    )


def _place(row: Row) -> Place:
    return Place(
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        interaction_token=row["interaction_token"],
        interaction_expires_at=instant_or_none(row["interaction_expires_at"]),
        upload_limit_bytes=row["upload_limit_bytes"],
        locale=row["locale"],
    )


def _review(row: Row) -> Review | None:
    reason = row["review_reason"]
    if reason is None:
        return None
    return Review(ReviewReason(reason), instant_or_none(row["review_ends_at"]))


def _messages(row: Row) -> Messages:
    return Messages(
        card_id=row["card_id"],
        card_face=row["card_face"],
        result_ids=tuple(json.loads(row["result_ids"])),
        notice_id=row["notice_id"],
        posted_in_id=row["posted_in_id"],
    )


def _take(row: Row) -> Take:
    cost = row["cost_micros"]
    return Take(
        key=row["key"],
        state=TakeState(row["state"]),
        url=row["url"],
        seed=row["seed"],
        cost_micros=None if cost is None else Micros(cost),
        flagged=bool(row["flagged"]),
        failure=_failure(row),
        media=None if row["path"] is None else _media(row),
        attempts=row["attempts"],
        fetch_due_at=instant_or_none(row["fetch_due_at"]),
    )


def _failure(row: Row) -> Failure | None:
    reason = row["failure_reason"]
    return None if reason is None else Failure(FailureReason(reason), row["failure_code"])


def _media(row: Row) -> StoredMedia:
    return StoredMedia(
        path=row["path"],
        mime=row["mime"],
        width=row["width"],
        height=row["height"],
        size_bytes=row["size_bytes"],
        sha256=row["sha256"],
        duration_seconds=row["duration_seconds"],
        has_audio=bool(row["has_audio"]),
    )
