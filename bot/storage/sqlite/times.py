"""Instants as text: one fixed format in UTC, so that the order of texts is the order of time."""

from datetime import UTC, datetime


def text_of(instant: datetime) -> str:
    """Write an instant as `2026-01-31T23:59:59.000000Z`."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def text_or_none(instant: datetime | None) -> str | None:
    """Write an instant, or NULL for none."""
    return None if instant is None else text_of(instant)


def instant_of(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Read an instant, or none from NULL."""
    return None if text is None else instant_of(text)
