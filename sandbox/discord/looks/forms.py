"""A form (modal) in its window."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.discord.looks.components import components_html
from sandbox.discord.looks.surroundings import Surroundings
from sandbox.discord.looks.tags import Html, tag

_WARNING: Final = (
    "This form will be submitted to {app}. Do not share passwords or other sensitive information."
)


def form_html(form: Mapping[str, Any], app: str, around: Surroundings) -> Html:
    """Draw a form as it is sent in answer to an interaction: `title` and `components`."""
    head = tag("header", tag("h2", str(form["title"])), tag("span", "✕", class_="close"), class_="head")
    warning = tag("p", _WARNING.format(app=app), class_="warning")
    fields = tag("div", warning, components_html(form["components"], around), class_="fields")
    foot = tag(
        "footer",
        tag("button", "Cancel", class_="button secondary", type="button"),
        tag("button", "Submit", class_="button primary", type="button"),
        class_="foot",
    )
    return tag("article", head, fields, foot, class_="form")
