"""Ids of generations, as members type or paste them."""


def typed_id(text: str) -> str:
    """Give an id, or the start of one, in the form in which it is kept: `ID: 0B6F` becomes `0b6f`."""
    return text.strip().lower().removeprefix("id:").strip()
