"""Ids of generations and numbers of takes, as members type or paste them."""


def typed_id(text: str) -> str:
    """Give an id, or the start of one, in the form in which it is kept: `ID: 0B6F` becomes `0b6f`."""
    return text.strip().lower().removeprefix("id:").strip()


def typed_take(text: str) -> tuple[str, str]:
    """Split `ID/2` into the id, or the start of one, and the take's number, empty where none is said."""
    start, _, number = typed_id(text).partition("/")
    return start, number
