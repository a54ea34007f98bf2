"""HTML in which every word is escaped unless it was built here: members' words are hostile."""

import html


class Html(str):
    """HTML that is safe as it stands, because `tag`, `void` or `safe` wrote it."""

    __slots__ = ()


def safe(text: str) -> Html:
    """Escape words; what is HTML already stays as it is."""
    if isinstance(text, Html):
        return text
    # Half a surrogate pair cannot be written to a file.
    return Html(html.escape(text.encode(errors="replace").decode(), quote=True))


def joined(pieces: list[Html]) -> Html:
    """Put pieces behind each other."""
    return Html("".join(pieces))


def tag(name: str, /, *inside: str, **attributes: str | bool | int | None) -> Html:
    """Write an element; `class_` is `class`, `data_x` is `data-x`, None and False are left out."""
    return Html(f"<{name}{_written(attributes)}>{''.join(map(safe, inside))}</{name}>")


def void(name: str, /, **attributes: str | bool | int | None) -> Html:
    """Write an element that has no inside."""
    return Html(f"<{name}{_written(attributes)}>")


def _written(attributes: dict[str, str | bool | int | None]) -> str:
    return "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{safe(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
